"""Choose rules by their codes: `WA104` for one rule, `WA1` for all rules of the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that a run reports; the others are not reported and not fixed."""

    rules: frozenset[Rule] = frozenset(Rule)

    @classmethod
    def parse(cls, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Selection:
        """Return the selected rules without the ignored rules; all are selected by default.

        Args:
            select: codes, beginnings of codes or names of rules, also separated by commas:
                `WA1,WA201`, `plus-sign`.
            ignore: the same, for the rules to leave out.

        Raises:
            OptionError: no rule has such a code or name.
        """
        selected, ignored = _find("select", select), _find("ignore", ignore)
        return cls((selected or frozenset(Rule)) - ignored)

    def __contains__(self, rule: Rule) -> bool:
        return rule in self.rules


def find_rules(name: str) -> frozenset[Rule]:
    """Return the rules with this code, beginning of a code, or name; letter case is ignored."""
    text = name.strip().casefold()
    return frozenset(
        rule
        for rule in Rule
        if text == rule.label or (text.startswith("wa") and rule.value.casefold().startswith(text))
    )


def _find(argument: str, names: Iterable[str]) -> frozenset[Rule]:
    """Return the rules that an option names.

    Raises:
        OptionError: no rule has such a code or name.
    """
    rules: frozenset[Rule] = frozenset()
    for name in names:
        for part in filter(None, re.split(r"[\s,]+", name)):
            found = find_rules(part)
            if not found:
                raise OptionError(
                    f"{option(argument)}: {quote(part)} is not a rule. Give a code such as WA104, "
                    "the beginning of codes such as WA1, or a name such as plus-sign."
                )
            rules |= found
    return rules
