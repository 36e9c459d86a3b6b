"""Limits of labels: how many there can be, how large they can be, and which DPI printers have."""

from __future__ import annotations

MAX_LABELS = 100_000
"""Most labels in a PDF. Drawing 100,000 labels takes minutes and half a gigabyte of memory."""
MAX_COPIES = 1_000
"""Most copies of one label."""
MAX_LABELS_PER_PAGE = 1_000
"""Most labels on one page of a stock."""
MIN_LABEL_MM = 10.0
"""Smallest width and height of a label in mm."""
MAX_PAGE_MM = 1_200.0
"""Largest width and height of a page in mm."""
MAX_BLEED_MM = 20.0
"""Largest bleed in mm, on each side of a label."""
MAX_OFFSET_MM = 10.0
"""Largest distance in mm by which a page can be shifted in each direction."""
MAX_OFFSET_BEYOND_MARGIN_MM = 1.5
"""Distance in mm by which labels can be shifted past the edge of the page.

Printers place the paper with an error of about this size.
"""
MIN_DPI, MAX_DPI = 150, 1_200
"""Lowest and highest resolution of a label printer in dots per inch."""
