"""The options of a run of `wa-link check`, with the functions that search texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wa_link.check.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_link.check.finding import Finding
    from wa_link.check.list_links import LinkPlace


class Search(Protocol):
    """Function that finds the defects of a text, such as `check_text`."""

    def __call__(self, text: str, region: str | None = None) -> Iterable[Finding]:
        """Yield the findings of a text in the order of their places."""


class ListLinks(Protocol):
    """Function that finds the links of a text, both right and wrong, such as `list_links`."""

    def __call__(self, text: str) -> Iterable[LinkPlace]:
        """Yield the place of each link."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Options of a run.

    Attributes:
        search: the function that finds the defects of a text.
        list_links: the function that finds the places of the links of a text.
        region: region of national numbers, such as `GB`; None if they are refused.
        selection: the rules that are reported and fixed.
        fix: whether to fix the files.
        diff: whether to write the fixes as a diff, and leave the files as they are.
    """

    search: Search
    list_links: ListLinks
    region: str | None = None
    selection: Selection = Selection()  # noqa: RUF009  (it is frozen)
    fix: bool = False
    diff: bool = False

    def check(self, text: str) -> tuple[list[Finding], int]:
        """Return the findings of the selected rules in a text, and its number of right links.

        A link with a templated part is neither right nor wrong, unless it has a finding.
        """
        links = list(self.list_links(text))
        if not links:  # as in most texts: the text is not searched again
            return [], 0
        found = [each for each in self.search(text, self.region) if each.rule in self.selection]
        right = {link.start for link in links if link.is_whole} - {each.start for each in found}
        return found, len(right)
