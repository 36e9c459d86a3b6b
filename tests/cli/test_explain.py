from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_link.errors import NoteCode, Reason
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

WA104 = f"""\
WA104 trunk-zero (error)
  meaning  {Rule.TRUNK_ZERO.meaning}
  why      {Rule.TRUNK_ZERO.why}
  wrong    {Rule.TRUNK_ZERO.wrong}
  right    {Rule.TRUNK_ZERO.right}
  fixed    always, by wa-link check --fix, in text files
"""


@pytest.mark.parametrize("code", ["WA104", "wa104", "trunk-zero", "Trunk-Zero"])
def test_a_rule_is_explained(wa_link: Tool, code: str) -> None:
    run = wa_link("explain", code)
    assert (run.code, run.out, run.err) == (0, WA104, "")


def test_a_rule_without_a_right_link_has_no_such_line(wa_link: Tool) -> None:
    assert "\n  right " not in wa_link("explain", "WA107").out


@pytest.mark.parametrize(
    ("code", "kind"), [(Reason.TOO_SHORT, "reason"), (NoteCode.BR_9_ADDED, "note")]
)
def test_reasons_and_notes_are_explained(wa_link: Tool, code: Reason | NoteCode, kind: str) -> None:
    expected = f"{code} ({kind})\n  meaning  {code.meaning}\n  to do    {code.way_out}\n"
    assert wa_link("explain", code).out == expected


def test_the_beginning_of_codes_explains_each(wa_link: Tool) -> None:
    out = wa_link("explain", "WA4", "WA401").out
    assert [line[:5] for line in out.splitlines() if line.startswith("WA")] == [
        "WA401",
        "WA402",
        "WA403",
        "WA404",
    ]


def test_all_codes_are_listed(wa_link: Tool) -> None:
    run = wa_link("explain")
    assert run.code == 0
    for each in (*Rule, *Reason, *NoteCode):
        assert f"  {each.value} " in run.out
        assert f"  {each.meaning}\n" in run.out


@pytest.mark.parametrize(
    ("code", "way_out"),
    [
        ("WA110x", "Did you mean WA110?"),
        ("plus-sing", "Did you mean plus-sign?"),
        ("to_short", "Did you mean too_short?"),
        ("E501", "wa-link explain lists all codes."),
    ],
)
def test_an_unknown_code_is_refused(wa_link: Tool, code: str, way_out: str) -> None:
    run = wa_link("explain", code)
    assert run.code == 2
    assert f'"{code}" is not a code. {way_out}' in run.err
