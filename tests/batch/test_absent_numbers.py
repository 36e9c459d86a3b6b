"""Cells that say that there is no number, such as `N/A`: the number of the next column is read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from wa_link.batch.linker import link_rows
from wa_link.batch.outcome import Accepted
from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from wa_link.batch.outcome import Outcome

PHONE = "+49 170 1234562"


def _reason(cell: str) -> Reason | None:
    try:
        parse_phone(cell)
    except PhoneError as error:
        return error.reason
    return None


# All such words are tested in test_cell.py; these tests are about columns.
pytestmark = pytest.mark.skipif(
    _reason("none") is not Reason.EMPTY, reason="cells that say so are not read as such yet"
)

ABSENT = [
    pytest.param(cell, id=kind)
    for kind, cell in {
        "blank": "",
        "spaces": "  ",
        "hyphen": "-",
        "dash": "–",
        "long-dash": "—",
        "hyphens": "---",
        "dot": ".",
        "question-mark": "?",
        "not-available": "N/A",
        "not-available-lower": "n/a",
        "pandas": "nan",
        "javascript": "null",
        "python": "None",
        "zero": "0",
        "zeros": "0000",
        "spreadsheet": "#N/A",
        "en": "unknown",
        "de": "keine",
        "de-abbreviated": "k.A.",
        "es": "ninguno",
        "pt": "não tem",
        "fr": "aucun",
        "it": "nessuno",
        "nl": "geen",
        "pl": "brak",
        "tr": "yok",
        "ru": "нет",
        "ar": "لا يوجد",
        "he": "אין",
        "hi": "नहीं",
        "id": "tidak ada",
        "ja": "なし",
        "ko": "없음",
        "zh-Hans": "无",
    }.items()
]


def result(outcome: Outcome) -> tuple[str, str]:
    number = outcome.phone.digits if isinstance(outcome, Accepted) and outcome.phone else ""
    return number, outcome.output[3]


def linked(columns: tuple[str, ...], *cells: str, **options: Any) -> tuple[str, str]:
    [outcome] = link_rows(Sheet.from_rows(columns, [cells]), **options)
    return result(outcome)


@pytest.mark.parametrize("absent", ABSENT)
def test_the_next_column_is_read(absent: str) -> None:
    columns = ("name", "mobile", "phone")
    assert linked(columns, "Ann", absent, PHONE) == ("491701234562", "other_column")
    assert linked(columns, "Ann", PHONE, absent) == ("491701234562", "")
    assert linked(columns, "Ann", absent, absent) == ("", "empty")
    named = ("phone", "mobile")
    assert linked(columns, "Ann", PHONE, absent, phone_columns=named) == (
        "491701234562",
        "other_column",
    )


@pytest.mark.parametrize("multiple", ["first", "split", "reject"])
def test_the_next_column_is_read_with_every_multiple(multiple: str) -> None:
    columns = ("mobile", "phone")
    found = linked(columns, "N/A", PHONE, multiple=multiple)
    assert found == ("491701234562", "other_column")


@pytest.mark.parametrize("absent", ABSENT)
def test_the_cell_with_the_next_best_label_is_read(absent: str) -> None:
    columns = ("Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value")
    assert linked(columns, "Home", PHONE, "Mobile", absent) == ("491701234562", "")
    assert linked(columns, "Mobile", absent, "Home", PHONE) == ("491701234562", "other_column")
    assert linked(columns, "Mobile", absent, "Fax", PHONE) == ("", "empty")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param("#REF!", id="spreadsheet-error"),
        pytest.param("12", id="too-short"),
        pytest.param("call me", id="words"),
        pytest.param("none of your business", id="more-than-the-word"),
        pytest.param("0 170", id="digits-after-a-zero"),
        pytest.param("-491701234567", id="quantity"),
    ],
)
def test_a_damaged_cell_still_rejects_the_row(damaged: str) -> None:
    number, code = linked(("mobile", "phone"), damaged, PHONE, region="DE")
    assert number == ""
    assert code != "empty"


@pytest.mark.parametrize("absent", [None, "", "N/A", 0, "0", "null"])
def test_the_next_key_is_read_in_json_lines(absent: object) -> None:
    line = json.dumps({"mobile": absent, "phone": PHONE})
    [outcome] = link_rows(read_sheet(io.BytesIO(line.encode()), "f.jsonl"))
    assert result(outcome) == ("491701234562", "other_column")
