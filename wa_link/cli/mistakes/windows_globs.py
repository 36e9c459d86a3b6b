"""Patterns such as `*.html` on Windows, whose command shells do not expand them."""

from __future__ import annotations

import os


def find_matches(pattern: str) -> list[str]:
    """Return the files that a pattern matches on Windows, sorted; [] on all other systems.

    The shells of other systems have replaced each pattern. A file whose name has such characters,
    as in `[1].csv`, is not taken as a pattern.
    """
    if os.name != "nt" or not any(char in pattern for char in "*?[") or os.path.lexists(pattern):
        return []
    import glob  # noqa: PLC0415  (only for a pattern)

    return sorted(glob.glob(pattern))  # noqa: PTH207  (keeps ./)


def expand(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths; on Windows, each pattern is replaced by the files that it matches."""
    return tuple(each for path in paths for each in (find_matches(path) or [path]))
