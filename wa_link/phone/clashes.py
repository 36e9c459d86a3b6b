"""Regions whose own numbers often look like another country's numbers without a `+`.

Written by `python -m tests.bench.clashes --write`; see there how the shares are measured.
"""

from __future__ import annotations

from typing import Final

CLASHES: Final[dict[tuple[str, int], float]] = {
    ("CN", 1): 23.7,
    ("CO", 60): 27.8,
    ("GD", 47): 29.6,
    ("GW", 95): 7.8,
    ("JM", 65): 43.3,
    ("MP", 670): 29.4,
    ("MS", 66): 100.0,
    ("PF", 49): 20.5,
    ("RU", 84): 7.4,
    ("TC", 64): 100.0,
}
"""Percent of a region's numbers that clash with a calling code, from 5 on."""

AREA_CLASHES: Final[dict[tuple[str, str], int]] = {
    ("BR", "51"): 51,
    ("BR", "66"): 66,
    ("BR", "79"): 7,
    ("BR", "84"): 84,
}
"""Calling codes in which (nearly) all numbers of a large area code are mobiles."""
