from __future__ import annotations

import pytest

from wa_link.check.selection import Selection
from wa_link.errors import OptionError
from wa_link.links.rules import Rule

ALL = set(Rule)
NUMBER_RULES = {rule for rule in Rule if rule.value.startswith("WA1")}


@pytest.mark.parametrize(
    ("select", "ignore", "rules"),
    [
        ([], [], ALL),
        (["WA1"], [], NUMBER_RULES),
        (["wa101, WA301"], [], {Rule.PLUS_SIGN, Rule.HTTP}),
        (["WA1", "WA301"], [], NUMBER_RULES | {Rule.HTTP}),
        (["plus-sign"], [], {Rule.PLUS_SIGN}),
        (["WA1"], ["WA104"], NUMBER_RULES - {Rule.TRUNK_ZERO}),
        ([], ["WA1"], ALL - NUMBER_RULES),
        (["WA104"], ["WA1"], set()),
        ([""], [], ALL),
    ],
)
def test_selections(select: list[str], ignore: list[str], rules: set[Rule]) -> None:
    assert Selection.parse(select, ignore).rules == rules


@pytest.mark.parametrize("name", ["WA9", "WA1011", "plus", "101", "E501"])
@pytest.mark.parametrize("argument", ["select", "ignore"])
def test_unknown_codes_are_refused(argument: str, name: str) -> None:
    with pytest.raises(OptionError, match=f'{argument}: "{name}" is not a rule'):
        Selection.parse(**{argument: [name]})
