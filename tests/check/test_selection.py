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
        (["WA104"], ["WA1"], {Rule.TRUNK_ZERO}),
        (["trunk-zero"], ["WA10"], {Rule.TRUNK_ZERO}),
        (["WA1", "WA2"], ["WA"], {rule for rule in Rule if rule[2] in "12"}),
        (["WA", "WA104"], ["WA1"], ALL - NUMBER_RULES | {Rule.TRUNK_ZERO}),
        (["WA101,WA104"], ["plus-sign"], {Rule.TRUNK_ZERO}),
        (["WA1,"], [], NUMBER_RULES),
    ],
)
def test_selections(select: list[str], ignore: list[str], rules: set[Rule]) -> None:
    assert Selection.parse(select, ignore).rules == rules


@pytest.mark.parametrize(
    ("name", "way_out"),
    [
        ("E501", "Give a code such as WA104"),
        ("", "Give a code such as WA104"),
        (" ", "Give a code such as WA104"),
        ("WA1040", "Did you mean WA104?"),
        ("wa1O4", "Did you mean WA104?"),
        ("plus", "Did you mean plus-sign?"),
        ("trunkzero", "Did you mean trunk-zero?"),
    ],
)
@pytest.mark.parametrize("argument", ["select", "ignore"])
def test_unknown_codes_are_refused(argument: str, name: str, way_out: str) -> None:
    with pytest.raises(OptionError) as error:
        Selection.parse(**{argument: ["WA101", name]})
    assert str(error.value).startswith(f'{argument}: "{name}" is not a rule. {way_out}')


@pytest.mark.parametrize(
    ("select", "ignore"),
    [([], ["WA"]), (["WA1"], ["WA1"]), (["WA101"], ["WA101"]), (["plus-sign"], ["WA101"])],
)
def test_a_selection_without_rules_is_refused(select: list[str], ignore: list[str]) -> None:
    with pytest.raises(OptionError, match="No rule is left to check"):
        Selection.parse(select, ignore)
