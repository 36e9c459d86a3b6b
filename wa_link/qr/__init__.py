"""QR codes: encode a link as a QR symbol, and draw it as PNG, SVG, PDF or in a terminal.

A symbol is the square of dark and light modules. A module is one of its small squares. The quiet
zone is the light margin around the symbol, 4 modules wide. A code is a symbol that is drawn with
its quiet zone, its colours and perhaps a logo. A card is a code with texts.
"""

from wa_link.qr.code import QrCode
from wa_link.qr.encode.symbol import Symbol
from wa_link.qr.encode.tables import ErrorCorrection
from wa_link.qr.render.style import Style

__all__ = ["ErrorCorrection", "QrCode", "Style", "Symbol"]
