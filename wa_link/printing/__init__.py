"""Cards, labels, posters and the codes of a batch, as they are printed."""

from wa_link.printing.folder import CodeFolder
from wa_link.printing.labels import LabelSheet
from wa_link.printing.stock import Stock
from wa_link.printing.stocks import STOCKS

__all__ = ["STOCKS", "CodeFolder", "LabelSheet", "Stock"]
