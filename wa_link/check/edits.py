"""Edits of a text: the fixes of its findings, each with the place that it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_link.check.finding import Finding


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement in a text: the characters from `start` to before `end` become `text`."""

    start: int
    end: int
    text: str


def collect_edits(findings: Iterable[Finding]) -> list[Edit]:
    """Return the fixes in the order of their places, without overlaps.

    The findings of one link have the same fix, which is returned once.
    """
    edits: list[Edit] = []
    for each in sorted(findings, key=lambda each: (each.start, -each.end)):
        if each.fix is not None and (not edits or each.start >= edits[-1].end):
            edits.append(Edit(each.start, each.end, each.fix))
    return edits


def apply_edits(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """Return a text, or the part of it from `start` to before `end`, with its edits.

    Args:
        text: the text.
        edits: edits in this part, in the order of their places, without overlaps.
        start: index of the first character of the part.
        end: index after its last character; None for the end of the text.
    """
    parts = []
    for edit in edits:
        parts += [text[start : edit.start], edit.text]
        start = edit.end
    return "".join((*parts, text[start:end]))
