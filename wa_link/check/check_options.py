"""The options of a run of `wa-link check`, and the check of one text with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link.check.check_text import judge_links, make_findings
from wa_link.check.selection import Selection

if TYPE_CHECKING:
    from wa_link.check.finding import Finding


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Options of a run.

    Attributes:
        region: region of national numbers, such as `GB`; None if they are refused.
        selection: the rules that are reported and fixed.
        fix: whether to fix the files.
        diff: whether to write the fixes as a diff, and leave the files as they are.
    """

    region: str | None = None
    selection: Selection = Selection()  # noqa: RUF009  (it is frozen)
    fix: bool = False
    diff: bool = False

    def check(self, text: str) -> tuple[list[Finding], int]:
        """Return the findings of the selected rules in a text, and its number of right links.

        A link with a templated part is neither right nor wrong, unless it has a finding.
        """
        found: list[Finding] = []
        right = 0
        for judgement in judge_links(text, self.region):
            link = judgement.link
            selected = [each for each in make_findings(judgement) if each.rule in self.selection]
            found += selected
            right += not (selected or link.is_cut or link.is_lookalike)
        return found, right
