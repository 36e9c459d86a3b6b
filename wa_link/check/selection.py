"""Choose rules by their codes: `WA104` for one rule, `WA1` for all rules of the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link._support.similar_names import did_you_mean_code
from wa_link.errors import OptionError
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable


_CODE_LENGTH = 5  # of a whole code, such as WA104


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that a run reports; the others are not reported and not fixed."""

    rules: frozenset[Rule] = frozenset(Rule)

    @classmethod
    def parse(cls, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Selection:
        """Return the selected rules without the ignored rules; all are selected by default.

        If both name a rule, the longer code counts: `WA101` is selected by `select=["WA101"]` with
        `ignore=["WA1"]`. If the codes are equally long, the rule is ignored.

        Args:
            select: codes, beginnings of codes or names of rules, also separated by commas:
                `WA1,WA201`, `plus-sign`.
            ignore: the same, for the rules to leave out.

        Raises:
            OptionError: no rule has such a code or name, or no rule is left.
        """
        selected = _find("select", select) or dict.fromkeys(Rule, 0)
        ignored = _find("ignore", ignore)
        rules = frozenset(
            rule for rule, length in selected.items() if length > ignored.get(rule, -1)
        )
        if not rules:
            raise OptionError(
                f"No rule is left to check: {option('ignore')} names all rules that are selected. "
                f"Leave out one of its codes, or select another rule with {option('select')}."
            )
        return cls(rules)

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


def _find(argument: str, names: Iterable[str]) -> dict[Rule, int]:
    """Return the rules that an option names, each with the length of the longest code for it.

    Raises:
        OptionError: no rule has such a code or name.
    """
    lengths: dict[Rule, int] = {}
    for name in names:
        for part in re.findall(r"[^\s,]+", name) or [name]:
            found = find_rules(part)
            if not found:
                known = [*Rule, *(rule.label for rule in Rule)]
                way_out = did_you_mean_code(part, known) or (
                    "Give a code such as WA104, the beginning of codes such as WA1, or a name such "
                    "as plus-sign."
                )
                raise OptionError(f"{option(argument)}: {quote(part)} is not a rule. {way_out}")
            for rule in found:
                length = _CODE_LENGTH if len(found) == 1 else len(part)
                lengths[rule] = max(length, lengths.get(rule, 0))
    return lengths
