"""One link -> one symbol -> one picture."""

from wa_link.qr.code import QrCode
from wa_link.qr.style import Style
from wa_link.qr.symbol import Symbol
from wa_link.qr.tables import ErrorCorrection

__all__ = ["ErrorCorrection", "QrCode", "Style", "Symbol"]
