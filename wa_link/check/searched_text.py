"""The class SearchedText: the text to search in a file, with the place of each character."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link.check.places import Lines
from wa_link.check.results import PlacedFinding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.check.decode_file import Encoded
    from wa_link.check.finding import Finding

_ESCAPED = (
    "a link has escapes, or characters whose encoding is not certain. Correct it in an editor."
)


@dataclass(frozen=True, slots=True)
class SearchedText:
    """The text to search in a file: all of it, or the parts of it that people see.

    Attributes:
        source: the file.
        text: the text to search. For most files, it is `source.text`.
        indexes: for each character of `text`, its index in `source.text`; None if they are equal.
        obstacle: why the file can't be fixed, and what to do; empty if it can.
        is_escaped: whether `text` has escapes that the file does not have.
    """

    source: Encoded
    text: str
    indexes: Sequence[int] | None = None
    obstacle: str = ""
    is_escaped: bool = False

    def place(self, findings: Sequence[Finding]) -> tuple[tuple[PlacedFinding, ...], str]:
        """Return findings with their places in the file, and why some of them lost their fixes.

        Their `start` and `end` are indexes in the file. The reason is empty if no fix was lost.
        """
        if not findings:
            return (), ""
        moved = [self._move(each) for each in findings]
        has_lost = [each.fix for each in moved] != [each.fix for each in findings]
        lines = Lines(self.source.text)
        placed = (
            PlacedFinding(each, lines.find(each.start), lines.find(each.end)) for each in moved
        )
        return tuple(placed), (self.obstacle or _ESCAPED) if has_lost else ""

    def _move(self, finding: Finding) -> Finding:
        """Return a finding with its place in the file, without its fix if that is not certain.

        A fix is certain if the file contains the link exactly as it was found, and if a link with
        other characters than ASCII is not in a guessed encoding.
        """
        start, end = finding.start, finding.end
        if self.indexes is not None:
            start, end = self.indexes[start], self.indexes[end - 1] + 1
        has_fix = (
            not self.obstacle
            and self.source.text[start:end] == self.text[finding.start : finding.end]
            and (self.source.is_certain or self.text[finding.start : finding.end].isascii())
        )
        link = self.source.text[start:end] if self.is_escaped else finding.link
        fix = finding.fix if has_fix else None
        return replace(finding, start=start, end=end, link=link, fix=fix)
