"""Tests of the option `username_column`."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from wa_link import (
    Accepted,
    ChatLink,
    CodeFolder,
    NoteCode,
    OptionError,
    Sheet,
    convert,
    link_rows,
    parse_phone,
)

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    ("@Maria.Lopez", "Ann", "https://wa.me/maria.lopez?text=Hi%20Ann"),
    ("m_1", "Bo", "https://wa.me/m_1?text=Hi%20Bo"),
    ("'@cy", "Cy", "invalid_username"),
    ("'@cyd", "Cyd", "https://wa.me/cyd?text=Hi%20Cyd"),
    ("+447911123456", "Di", "invalid_username"),
    ("447911123456", "Ed", "invalid_username"),
    ("https://wa.me/maria", "Flo", "https://wa.me/maria?text=Hi%20Flo"),
    ("https://wa.me/maria?text=Yo", "Flo", "invalid_username"),
    ("maria.com", "Gus", "invalid_username"),
    ("", "Hal", "empty"),
    ("none", "Ida", "empty"),
    ("N/A", "Jo", "empty"),
    ("@none", "Kim", "https://wa.me/none?text=Hi%20Kim"),
)


def sheet() -> Sheet:
    return Sheet.from_rows(("user", "name"), [row[:2] for row in ROWS])


def test_each_row_gets_the_link_to_its_username() -> None:
    outcomes = list(link_rows(sheet(), username_column="user", text="Hi {name}"))
    assert [each.url if isinstance(each, Accepted) else each.reason for each in outcomes] == [
        row[2] for row in ROWS
    ]
    first = outcomes[0]
    assert isinstance(first, Accepted)
    assert (first.phone, first.username, first.status) == (None, "maria.lopez", "accepted")
    assert [note.code for note in first.notes] == [NoteCode.USERNAME_LINK]
    assert first.link == ChatLink(None, "Hi Ann", username="maria.lopez")
    assert first.output[1] == ""


def test_a_username_is_never_read_from_a_phone_cell() -> None:
    rows = [[cell] for cell in ("@maria", "maria.lopez", "https://wa.me/maria")]
    outcomes = link_rows(Sheet.from_rows(["phone"], rows))
    reasons = [each.output[3] for each in outcomes]
    assert reasons == ["not_a_number", "letters", "not_a_phone_link"]


@pytest.mark.parametrize(
    "options",
    [{"number": parse_phone("+447911123456")}, {"region": "GB"},
     {"region_column": "name"}, {"assume": "national"}, {"multiple": "split"}],
    ids=lambda options: next(iter(options)),
)  # fmt: skip
def test_options_for_numbers_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError, match="has no effect with username_column: use only one"):
        link_rows(sheet(), username_column="user", **options)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"username_column": "user", "via": "api"}, "only in the form wa.me, not api"),
        ({"username_column": "user", "links_column": "name"}, "no effect with links_column"),
        ({"username_column": "nobody"}, 'username_column: There is no column "nobody"'),
        (
            {"username_column": "user", "phone_columns": ["name", "user"]},
            "phone_columns and username_column name the same column: ",
        ),
    ],
    ids=["other form", "links", "unknown column", "same column"],
)
def test_options_that_contradict_usernames_are_refused(
    options: dict[str, object], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        link_rows(sheet(), **options)  # type: ignore[arg-type]  # by name


N = "+44 7911 123456"
BOTH = {
    "number": (N, "", "https://wa.me/447911123456?text=Hi"),
    "national number": ("07911 123456", "none", "https://wa.me/447911123456?text=Hi"),
    "link": ("<wa.me/447911123456>", "-", "https://wa.me/447911123456?text=Hi"),
    "username": ("", "@Maria", "https://wa.me/maria?text=Hi"),
    "username, no number": ("N/A", "maria.lopez", "https://wa.me/maria.lopez?text=Hi"),
    "both": (N, "maria", "ambiguous"),
    "both, wrong number": ("0791", "maria", "ambiguous"),
    "neither": ("", "", "empty"),
    "neither, in words": ("none", "n/a", "empty"),
    "wrong number": ("0791", "", "too_short"),
    "wrong username": ("", "maria..l", "invalid_username"),
    "username in the cell of the number": ("@maria", "", "not_a_number"),
}


@pytest.mark.parametrize(("phone", "user", "expected"), BOTH.values(), ids=BOTH)
def test_a_row_has_a_number_or_a_username(phone: str, user: str, expected: str) -> None:
    people = Sheet.from_rows(("phone", "user"), [[phone, user]])
    (outcome,) = link_rows(
        people, phone_columns=["phone"], username_column="user", region="GB", text="Hi"
    )
    assert (outcome.url if isinstance(outcome, Accepted) else outcome.reason) == expected


def test_the_refusal_of_a_username_names_the_column_option() -> None:
    cells = ("@maria.l", "maria.l", "https://wa.me/Maria.l?text=Hi", "wa.me/?username=maria.l")
    rows = [[cell] for cell in cells]
    hint = (
        "To link to a username, write maria.l into a column of its own, and name that with "
        "username_column."
    )
    for multiple in ("first", "split"):
        outcomes = link_rows(Sheet.from_rows(["phone"], rows), multiple=multiple)
        assert all(each.output[4].endswith(hint) for each in outcomes)


def test_unique_counts_numbers_and_usernames() -> None:
    rows = [[N, ""], ["", "maria"], [N, ""], ["", "@Maria"], ["", "mario"]]
    people = Sheet.from_rows(("phone", "user"), rows)
    outcomes = link_rows(people, phone_columns=["phone"], username_column="user", unique=True)
    assert [each.output[3] for each in outcomes] == [
        "", "username_link", "duplicate", "duplicate", "username_link",
    ]  # fmt: skip


def test_numbers_and_usernames_can_be_split_and_drawn(tmp_path: Path) -> None:
    rows = [[f"{N}; +44 7911 123457", ""], ["", "maria"]]
    people = Sheet.from_rows(("phone", "user"), rows)
    codes = CodeFolder(tmp_path / "codes", name="{wa_row}-{wa_digits|x}", names_repeat=True)
    outcomes = link_rows(
        people, phone_columns=["phone"], username_column="user", multiple="split", codes=codes
    )
    assert [getattr(each, "code", "") for each in outcomes] == [
        "000001-447911123456.png", "000001-447911123457.png", "000002-x.png",
    ]  # fmt: skip


def test_unique_ignores_case_and_texts_of_usernames() -> None:
    rows = [["maria", "Ann"], ["@MARIA", "Bo"], ["mario", "Cy"]]
    names = Sheet.from_rows(("user", "name"), rows)
    _, second, third = link_rows(names, username_column="user", text="Hi {name}", unique=True)
    assert second.output[3:] == (
        "duplicate", "The username maria already has a link, on line 2."
    )  # fmt: skip
    assert third.status == "accepted"


def test_a_repeated_username_gets_no_code(tmp_path: Path) -> None:
    names = Sheet.from_rows(("user",), [["maria"], ["@Maria"], ["mario"]])
    codes = CodeFolder(tmp_path / "codes", name="{user}")
    outcomes = list(link_rows(names, username_column="user", unique=True, codes=codes))
    assert [getattr(each, "code", None) for each in outcomes] == ["maria.png", None, "mario.png"]


def test_the_text_of_a_column_is_used_with_usernames() -> None:
    outcomes = link_rows(sheet(), username_column="user", text_column="name")
    assert next(outcomes).output[0] == "https://wa.me/maria.lopez?text=Ann"


def test_convert_reads_usernames_and_also_its_own_output(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    contacts = io.BytesIO(b"user,name\n@Maria,Ann\nmaria..l,Bo\n")
    output = io.BytesIO()
    summary = convert(contacts, output, to="csv", username_column="user", rejects=rejects,
                      spreadsheet_safe=True)  # fmt: skip
    assert (summary.accepted, summary.rejected) == (1, 1)
    assert summary.sheet.username_column == (1, "user")
    assert (summary.notes, summary.reasons) == ({"username_link": 1}, {"invalid_username": 1})
    (row,) = csv.DictReader(io.StringIO(output.getvalue().decode()))
    assert (row["wa_link"], row["wa_phone"]) == ("https://wa.me/maria", "")
    # The apostrophe of `spreadsheet_safe` does not change the username of the next run.
    assert row["user"] == "'@Maria"
    again = io.BytesIO()
    convert(io.BytesIO(output.getvalue()), again, to="csv", username_column="user")
    (row,) = csv.DictReader(io.StringIO(again.getvalue().decode()))
    assert row["wa_link"] == "https://wa.me/maria"
