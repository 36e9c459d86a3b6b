"""One link -> one symbol -> one picture."""

from wa_link.qr.code import QrCode
from wa_link.qr.folder import CodeFolder
from wa_link.qr.style import Style
from wa_link.qr.symbol import ErrorCorrection, Symbol

__all__ = ["CodeFolder", "ErrorCorrection", "QrCode", "Style", "Symbol"]
