"""Limits of labels: how many, how large, and what a printer can do."""

from __future__ import annotations

MAX_LABELS = 100_000
"""Labels in a file; that many take minutes to draw, and half a gigabyte of memory."""
MAX_COPIES = 1_000
"""Copies of a label."""
MAX_LABELS_PER_PAGE = 1_000
"""Labels on a page of a stock."""
MIN_LABEL_MM = 10.0
"""Shorter side of a label in mm."""
MAX_PAGE_MM = 1_200.0
"""Longer side of a page in mm."""
MAX_BLEED_MM = 20.0
"""Bleed on each side of a card in mm."""
MAX_OFFSET_MM = 10.0
"""Distance in mm by which a page can be moved in each direction."""
MAX_OFFSET_BEYOND_MARGIN_MM = 1.5
"""Part of an offset in mm that may exceed the margin: printers place paper no more exactly."""
MIN_DPI, MAX_DPI = 150, 1_200
"""Dots per inch of a label printer."""
