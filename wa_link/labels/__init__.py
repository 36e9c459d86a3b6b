"""Many links -> printed pages of labels."""

from wa_link.labels.sheet import LabelSheet
from wa_link.labels.stock import STOCKS, Stock

__all__ = ["STOCKS", "LabelSheet", "Stock"]
