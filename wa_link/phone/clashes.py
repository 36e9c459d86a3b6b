"""Regions whose numbers, with a `+` before them, are often valid numbers of another country.

For example, 43 % of the numbers of Jamaica, with a `+` before them, are valid numbers of Singapore.
`python -m tests.bench.clashes --write` writes this file. The docstring of that module says how the
numbers are counted.
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
"""Percentage of a region's numbers that are also valid after a `+`, by region and calling code.

Percentages below 5 are left out.
"""

AREA_CLASHES: Final[dict[tuple[str, str], int]] = {
    ("BR", "51"): 51,
    ("BR", "66"): 66,
    ("BR", "79"): 7,
    ("BR", "84"): 84,
}
"""Area codes whose numbers, at least 95 % of them, are mobiles of another country after a `+`.

For example, numbers of the area code 51 in Brazil look like mobiles of Peru, +51.
"""
