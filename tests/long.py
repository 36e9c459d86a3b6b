"""Choice of the long tests: a few of their cases run by default, more with `--long`.

Tests with random trials have a size for each level; an environment variable of that name overrides
it.
"""

from __future__ import annotations

import os
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

LEVELS = ("slice", "full")
# Sizes by default, with --long=slice, and with --long=full.
SIZES = {
    "HYPOTHESIS_PROFILE": ("daily", "ci", "full"),
    "WA_TEST_FUZZ": ("10", "100", "1000"),
    "WA_TEST_KILLS": ("25", "70", "1000"),
    "WA_TEST_MATRIX": ("2", "4", "25"),
    "WA_TEST_PAIRS": ("1", "10", "100"),
    "WA_TEST_SEND_KILLS": ("20", "120", "1000"),
    "WA_TEST_SIGNALS": ("2", "12", "1200"),
    "WA_TEST_SYNC_KILLS": ("8", "60", "1000"),
}


def set_sizes(level: str | None) -> None:
    """Put the sizes of a level into the environment, from where test modules read them."""
    column = LEVELS.index(level) + 1 if level else 0
    for name, sizes in SIZES.items():
        os.environ.setdefault(name, sizes[column])


def size(name: str) -> int:
    """Return a size from the environment, or its default outside of pytest."""
    return int(os.environ.get(name, SIZES[name][0]))


def find_left_out(items: Sequence[pytest.Item], level: str | None = None) -> set[pytest.Item]:
    """Return the items that do not run at a level.

    Three cases of a test marked `long(daily=3, slice=100)` run by default, a hundred run with
    `--long=slice`, and all with `--long=full`. They are those with the lowest checksums of their
    ids, so that a new case rarely changes the choice.
    """
    cases = defaultdict(list)
    for item in items:
        if mark := item.get_closest_marker("long"):
            most = {None: mark.kwargs.get("daily", 0), "slice": mark.kwargs.get("slice")}
            cases[item.nodeid.partition("[")[0], most.get(level)].append(item)
    return {
        item
        for (_, most), test in cases.items()
        if most is not None
        for item in sorted(test, key=_checksum)[most:]
    }


def _checksum(item: pytest.Item) -> int:
    return zlib.crc32(item.nodeid.encode())
