"""The class SearchedText: the text to search in a file, with the place of each character."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link.check.places import Lines
from wa_link.check.results import PlacedFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_link.check.decode_file import Encoded
    from wa_link.check.finding import Finding


@dataclass(frozen=True, slots=True)
class SearchedText:
    """The text to search in a file: all of it, or the parts of it that people see.

    Attributes:
        source: the file.
        text: the text to search. For most files, it is `source.text`.
        indexes: for each character of `text`, its index in `source.text`; None if they are equal.
        can_fix: whether fixes may be put into the file.
    """

    source: Encoded
    text: str
    indexes: Sequence[int] | None = None
    can_fix: bool = True

    def place(self, findings: Iterable[Finding]) -> tuple[PlacedFinding, ...]:
        """Return findings with their places in the file; `start` and `end` are indexes in it."""
        moved = [self._move(each) for each in findings]
        if not moved:
            return ()
        lines = Lines(self.source.text)
        return tuple(
            PlacedFinding(each, lines.find(each.start), lines.find(each.end)) for each in moved
        )

    def _move(self, finding: Finding) -> Finding:
        """Return a finding with its place in the file, without its fix if that is not certain.

        A fix is certain if the file contains the link exactly as it was found, and if a link with
        other characters than ASCII is not in a guessed encoding.
        """
        start, end = finding.start, finding.end
        if self.indexes is not None:
            start, end = self.indexes[start], self.indexes[end - 1] + 1
        has_fix = (
            self.can_fix
            and self.source.text[start:end] == self.text[finding.start : finding.end]
            and (self.source.is_certain or self.text[finding.start : finding.end].isascii())
        )
        return replace(finding, start=start, end=end, fix=finding.fix if has_fix else None)
