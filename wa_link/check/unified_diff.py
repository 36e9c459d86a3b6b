"""Write fixes as a unified diff, for `patch -p0` and `git apply -p0`.

`difflib` is not used: it compares all lines of two texts, although the changed lines are known.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.quoting import escape
from wa_link.check.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_link.check.edits import Edit

_CONTEXT = 3  # unchanged lines before and after a change


@dataclass(frozen=True, slots=True)
class _Change:
    """The lines from `first` to before `last`, with the lines that replace them."""

    first: int
    last: int
    lines: list[str]


def write_diff(path: str, text: str, edits: Sequence[Edit]) -> str:
    """Return a unified diff.

    Args:
        path: path of the file; the two header lines have it relative to the current folder.
        text: the text before the edits. Only LF ends a line here, as for `patch`.
        edits: the replacements, sorted, without overlaps; at least one.
    """
    lines = _split(text)
    name = escape(_name(path)) + "\t" * (" " in path)
    parts = [f"--- {name}\n+++ {name}\n"]
    shift = 0
    for group in _group(_find_changes(text, lines, edits)):
        hunk, shift = _write_hunk(lines, group, shift)
        parts += hunk
    return "".join(parts)


def _name(path: str) -> str:
    """Return the name of a file as `git apply` takes it: relative, without `./` before it."""
    path, folder = os.path.normpath(path), os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return path.removeprefix(folder).replace(os.sep, "/")


def _find_changes(text: str, lines: Sequence[str], edits: Iterable[Edit]) -> list[_Change]:
    """Return the changed lines; edits of one line, or of lines in a row, are one change."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    spans: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        first = bisect_right(starts, edit.start, hi=len(lines)) - 1
        last = bisect_right(starts, edit.end, hi=len(lines))
        if spans and first <= spans[-1][1]:
            start, end, pending = spans[-1]
            pending.append(edit)
            spans[-1] = (start, max(last, end), pending)
        else:
            spans.append((first, last, [edit]))
    return [
        _Change(first, last, _split(apply_edits(text, pending, starts[first], starts[last])))
        for first, last, pending in spans
    ]


def _split(text: str) -> list[str]:
    """Split a text into lines that end with LF."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + [last] * bool(last)


def _group(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Yield the changes of each hunk: changes are in one hunk if their context would overlap."""
    group: list[_Change] = []
    for change in changes:
        if group and change.first - group[-1].last > 2 * _CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _write_hunk(
    lines: Sequence[str], changes: Sequence[_Change], shift: int
) -> tuple[list[str], int]:
    """Return the lines of a hunk, and by how many lines the text after it has moved."""
    start = max(0, changes[0].first - _CONTEXT)
    end = min(len(lines), changes[-1].last + _CONTEXT)
    body: list[str] = []
    at, growth = start, 0
    for change in changes:
        body += [_mark(" ", line) for line in lines[at : change.first]]
        body += [_mark("-", line) for line in lines[change.first : change.last]]
        body += [_mark("+", line) for line in change.lines]
        at = change.last
        growth += len(change.lines) - (change.last - change.first)
    body += [_mark(" ", line) for line in lines[at:end]]
    old, new = end - start, end - start + growth
    head = f"@@ -{_span(start, old)} +{_span(start + shift, new)} @@\n"
    return [head, *body], shift + growth


def _span(start: int, length: int) -> str:
    """Return the lines of a hunk as its head names them: `5,7`, or `5` for one line."""
    return f"{start + 1}" if length == 1 else f"{start + bool(length)},{length}"


def _mark(mark: str, line: str) -> str:
    r"""Return a line with its mark; a line without LF gets `\ No newline at end of file`."""
    return (
        f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"
    )
