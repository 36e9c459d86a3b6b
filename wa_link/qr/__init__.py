"""QR codes: a link becomes a symbol, and a symbol becomes a PNG, an SVG or lines of a terminal."""

from wa_link.qr.code import QrCode
from wa_link.qr.encode.symbol import Symbol
from wa_link.qr.encode.tables import ErrorCorrection
from wa_link.qr.render.style import Style

__all__ = ["ErrorCorrection", "QrCode", "Style", "Symbol"]
