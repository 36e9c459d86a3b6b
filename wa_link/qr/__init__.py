"""One link -> one symbol -> one picture."""

from wa_link.qr.code import QrCode
from wa_link.qr.folder import CodeFolder
from wa_link.qr.style import Style
from wa_link.qr.symbol import Symbol
from wa_link.qr.tables import ErrorCorrection

__all__ = ["CodeFolder", "ErrorCorrection", "QrCode", "Style", "Symbol"]
