from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from wa_link.cli.exit_code_texts import EXIT_CODES
from wa_link.errors import NoteCode, Reason
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

WA104 = """\
WA104 trunk-zero (error)
  meaning  A 0 follows the calling code, although it is dialled only inside
           the country.
  why      WhatsApp finds no account with such a number.
  wrong    https://wa.me/4407911123456
  right    https://wa.me/447911123456
  fixed    always, by wa-link check --fix, in text files
"""
WA107 = """\
WA107 placeholder (error)
  meaning  The number is a placeholder that was never replaced.
  why      The link opens nothing, or the chat of a stranger.
  wrong    https://wa.me/1XXXXXXXXXX
  fixed    never
  to do    Replace the placeholder by a phone number, such as 447911123456.
"""
NO_REGION = """\
no_region (reason)
  meaning  The number has no `+`, so its country is unknown, and no region was
           given.
  to do    Write the number with its `+`, or add `--region` or
           `--region-column`.
  example  wa-link link "07911 123456"
  instead  wa-link link "07911 123456" --region GB
"""
MISSING_FIELD = """\
missing_field (reason)
  meaning  The template uses a column such as `{name}`, or `--key` names one,
           and its cell is blank.
  to do    Fill in the cell, or write a default into the template:
           `{name|there}`.
  file     phone,name
           +447911123456,
  example  wa-link batch contacts.csv --text "Hi {name}"
  instead  wa-link batch contacts.csv --text "Hi {name|there}"
"""
BR_9_ADDED = """\
br_9_added (note, changes the number)
  meaning  Brazil: a 9 was added to an old mobile number of eight digits,
           after the area code.
  to do    Write the number with the 9.
  example  wa-link link "+55 11 6123 4567"
  instead  wa-link link "+55 11 96123 4567"
"""
EXIT_3 = """\
3 (exit code)
  meaning  The run finished, and some input was rejected, or `check` has
           findings.
  to do    Correct the input as the messages say, and run the command again.
  example  wa-link link "07911 123456"
  instead  wa-link link "07911 123456" --region GB
"""


@pytest.fixture(autouse=True)
def narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("WA104", WA104),
        ("wa104", WA104),
        ("trunk-zero", WA104),
        ("Trunk-Zero", WA104),
        ("WA107", WA107),
        ("no_region", NO_REGION),
        (" No_Region", NO_REGION),
        ("missing_field", MISSING_FIELD),
        ("br_9_added", BR_9_ADDED),
        ("3", EXIT_3),
        ("exit-3", EXIT_3),
        ("no_region,3", f"{NO_REGION}\n{EXIT_3}"),
        ("no-region", NO_REGION),
        ("no_r", NO_REGION),
        ("br_9_added no_region br_9_added", f"{BR_9_ADDED}\n{NO_REGION}"),
    ],
)
def test_a_code_is_explained(wa_link: Tool, name: str, text: str) -> None:
    run = wa_link("explain", name)
    assert (run.code, run.out, run.err) == (0, text, "")


def test_the_beginning_of_codes_explains_each(wa_link: Tool) -> None:
    out = wa_link("explain", "WA4", "WA401").out
    assert [line[:5] for line in out.splitlines() if line.startswith("WA")] == [
        "WA401",
        "WA402",
        "WA403",
        "WA404",
    ]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("qr", ["qr_too_long", "qr_too_dense", "qr_too_large", "qr_unreadable"]),
        ("exit", [str(each.code) for each in EXIT_CODES]),
        ("several-numbers", ["WA110", "several_numbers"]),
        ("invalid", ["invalid"]),
        ("1", ["1"]),
    ],
)
def test_a_name_can_be_short(wa_link: Tool, name: str, codes: list[str]) -> None:
    out = wa_link("explain", name).out
    assert [line.split()[0] for line in out.splitlines() if line[:1].strip()] == codes


def test_all_codes_are_listed(wa_link: Tool) -> None:
    run = wa_link("explain")
    assert run.code == 0
    listed = " ".join(run.out.split())
    for each in (*Rule, *Reason, *NoteCode):
        assert f"  {each.value} " in run.out
        assert each.meaning in listed
    for code in EXIT_CODES:
        assert f" {code.code} {code.meaning}" in listed
    assert run.out.endswith("\n\nwa-link explain CODE says what to do, with an example.\n")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("repairs", [each for each in NoteCode if each.is_repair]),
        ("all", [*NoteCode]),
        ("REPAIRS", [each for each in NoteCode if each.is_repair]),
    ],
)
def test_a_name_of_several_notes_lists_them(
    wa_link: Tool, name: str, codes: list[NoteCode]
) -> None:
    run = wa_link("explain", name)
    assert run.code == 0
    title, *lines = run.out.splitlines()
    assert title == f"Notes that --reject-notes {name.lower()} rejects:"
    assert [line.split()[0] for line in lines if re.match("  [a-z]", line)] == codes


@pytest.mark.parametrize("code", NoteCode)
def test_a_note_says_whether_it_changes_the_number(wa_link: Tool, code: NoteCode) -> None:
    heading = f"{code} (note{', changes the number' * code.is_repair})\n"
    assert wa_link("explain", code).out.startswith(heading)
    before = wa_link("explain").out.partition("\nOther notes:\n")[0]
    assert (f"  {code} " in before) == code.is_repair


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_texts_fit_the_terminal_and_commands_stay_whole(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    every = [each.value for each in (*Rule, *Reason, *NoteCode)]
    explained = wa_link("explain", *every, *(str(each.code) for each in EXIT_CODES)).out
    whole = {line for each in (*Reason, *NoteCode, *EXIT_CODES)
             for line in (*each.example.split("\n"), *each.solution.split("\n"))}  # fmt: skip
    whole |= {line for rule in Rule for line in (rule.wrong, rule.right)}
    shown = [line[11:] for line in explained.splitlines()]
    assert whole - {""} <= {*shown}
    texts = [line for line in explained.splitlines() if line[11:] not in whole]
    widest = min(columns, 100) - 2
    assert max(map(len, texts)) <= widest
    assert max(map(len, wa_link("explain").out.splitlines())) <= widest


def test_an_option_is_not_broken_at_its_hyphen(wa_link: Tool) -> None:
    explained = wa_link("explain", *Reason, *NoteCode).out
    assert not [line for line in explained.splitlines() if line.endswith("-")]


@pytest.mark.parametrize(
    ("code", "way_out"),
    [
        ("WA110x", "Did you mean WA110?"),
        ("plus-sing", "Did you mean plus-sign?"),
        ("to_short", "Did you mean too_short?"),
        ("ambiguos", "Did you mean ambiguous?"),
        ("E501", "List all codes: wa-link explain"),
        ("", "List all codes: wa-link explain"),
    ],
)
def test_an_unknown_code_is_refused(wa_link: Tool, code: str, way_out: str) -> None:
    run = wa_link("explain", code)
    assert run.code == 2
    assert f'"{code}" is not a code. {way_out}' in run.err


@pytest.mark.parametrize("words", ["exit 3", "exit code 3", "Exit_3", "exit-3"])
def test_an_exit_code_can_be_named_in_words(wa_link: Tool, words: str) -> None:
    expected = wa_link("explain", "3").out
    assert wa_link("explain", *words.split()).out == expected
    assert wa_link("explain", words).out == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("190", "190 (error of Meta, in wa-link business)\n  meaning  The token is wrong"),
        ("131047", "send an approved template."),
        ("210", "does not have the permission"),
        ("3", "3 (exit code)"),
        ("business", "\n\n133010 (error of Meta"),
    ],
)
def test_codes_of_meta_are_explained(wa_link: Callable[..., Run], code: str, expected: str) -> None:
    run = wa_link("explain", code)
    assert (run.code, run.err) == (0, "")
    assert expected in run.out


@pytest.mark.parametrize("code", ["5", "999", "9" * 5000, "\u0661\u0669"])
def test_other_numbers_are_not_codes(wa_link: Callable[..., Run], code: str) -> None:
    run = wa_link("explain", code)
    assert (run.code, run.out) == (2, "")
    assert "is not a code that wa-link knows" in run.err
    assert "wa-link explain business" in run.err
