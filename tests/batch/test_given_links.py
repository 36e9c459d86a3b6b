"""Tests of WhatsApp links in phone cells: their texts and their pages are kept."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from wa_link import Accepted, Outcome, Rejected, Sheet, chat_link, convert, link_rows, parse_phone

if TYPE_CHECKING:
    from pathlib import Path

N = "966501234567"
CHAT = f"https://wa.me/{N}"
PRODUCT = f"https://wa.me/p/123/{N}"
CELLS = [
    f"https://api.whatsapp.com/send?phone={N}&text=Hi%20there",
    PRODUCT,
    f"+{N}",
    f"{CHAT}?text=a&b=2",
    "https://wa.me/1234567890",
]


def link_cells(cells: list[str], **options: object) -> list[Outcome]:
    sheet = Sheet.from_rows(["phone", "msg"], [[cell, ""] for cell in cells])
    return list(link_rows(sheet, **options))  # type: ignore[arg-type]  # by name


def summarise(outcome: Outcome) -> tuple[str, ...]:
    return outcome.output[:4]


@pytest.mark.parametrize("options", [
    {}, {"text": None}, {"text_column": "msg"}, {"multiple": "split"}, {"multiple": "reject"},
    {"phone_columns": ["phone"]}, {"region": "SA"},
], ids=str)  # fmt: skip
def test_without_a_text_a_link_in_a_cell_is_kept(options: dict[str, object]) -> None:
    number = "+966 50 123 4567"
    assert list(map(summarise, link_cells(CELLS, **options))) == [
        (f"{CHAT}?text=Hi%20there", number, "accepted", ""),
        (PRODUCT, number, "accepted", ""),
        (CHAT, number, "accepted", ""),
        ("", "", "rejected", "not_a_phone_link"),
        ("", "", "rejected", "not_a_number"),
    ]


def test_with_a_text_a_note_says_what_was_replaced() -> None:
    url = f"{CHAT}?text=Yo"
    number = "+966 50 123 4567"
    assert list(map(summarise, link_cells(CELLS, text="Yo"))) == [
        (url, number, "accepted", "link_text_replaced"),
        (url, number, "accepted", "link_replaced"),
        (url, number, "accepted", ""),
        (url, number, "accepted", "link_text_replaced"),
        ("", "", "rejected", "not_a_number"),
    ]


def test_an_empty_text_removes_the_texts_of_links_with_a_note() -> None:
    number = "+966 50 123 4567"
    assert list(map(summarise, link_cells(CELLS, text=""))) == [
        (CHAT, number, "accepted", "link_text_replaced"),
        (PRODUCT, number, "accepted", ""),
        (CHAT, number, "accepted", ""),
        (CHAT, number, "accepted", "link_text_replaced"),
        ("", "", "rejected", "not_a_number"),
    ]


def test_the_page_of_a_link_keeps_its_form_with_a_note() -> None:
    chat, page, *_ = map(summarise, link_cells(CELLS, via="api"))
    assert chat[0].startswith("https://api.whatsapp.com/send?phone=")
    assert page == (PRODUCT, "+966 50 123 4567", "accepted", "link_form_kept")


TWO = [f"https://wa.me/{N}?text=Hi", "wa.me/966501234568"]
MULTIPLE = {
    "first": [f"{CHAT}?text=Hi several_numbers"],
    "split": [f"{CHAT}?text=Hi several_numbers", "https://wa.me/966501234568 several_numbers"],
    "reject": [" ambiguous"],
}


@pytest.mark.parametrize("separator", [", ", ";", "\n"], ids=repr)
@pytest.mark.parametrize(("multiple", "links"), MULTIPLE.items(), ids=MULTIPLE)
def test_links_in_a_cell_are_split_like_numbers(
    multiple: str, links: list[str], separator: str
) -> None:
    outcomes = link_cells([separator.join(TWO)], multiple=multiple)
    assert [f"{each.output[0]} {each.output[3]}" for each in outcomes] == links
    both = link_cells([separator.join([CHAT, "+966501234568"])], multiple=multiple)
    assert len(both) == len(links)


@pytest.mark.parametrize("multiple", MULTIPLE)
@pytest.mark.parametrize("separator", [" ", " / ", " and "], ids=repr)
def test_a_link_after_a_text_and_a_space_may_be_in_the_text(multiple: str, separator: str) -> None:
    (outcome,) = link_cells([separator.join(TWO)], multiple=multiple)
    assert outcome.output[2:4] == ("rejected", "ambiguous")


def test_a_row_without_a_text_of_its_own_keeps_that_of_its_link() -> None:
    sheet = Sheet.from_rows(["phone", "msg"], [[CELLS[0], "Yo"], [CELLS[0], ""], [PRODUCT, ""]])
    urls = [outcome.output[0] for outcome in link_rows(sheet, text_column="msg")]
    assert urls == [f"{CHAT}?text=Yo", f"{CHAT}?text=Hi%20there", PRODUCT]


def test_the_link_of_an_outcome_is_the_link_of_the_row() -> None:
    for text in ("", "Yo"):
        for outcome, cell in zip(link_cells(CELLS[:3], text=text), CELLS[:3], strict=True):
            assert isinstance(outcome, Accepted)
            made = chat_link(cell, text=text)
            assert (outcome.link, outcome.url, outcome.text) == (made, made.url, made.text)
            assert outcome.notes == made.notes


def test_one_number_for_all_rows_can_be_a_link() -> None:
    rows = Sheet.from_rows(["name"], [["Ann"], ["Bo"]])
    number = parse_phone(CELLS[0])
    assert {each.output[0] for each in link_rows(rows, number=number)} == {
        f"{CHAT}?text=Hi%20there"
    }


def test_unique_counts_numbers_not_texts_or_pages() -> None:
    outcomes = link_cells([CELLS[0], f"+{N}", PRODUCT], unique=True)
    assert [isinstance(each, Rejected) for each in outcomes] == [False, True, True]
    assert outcomes[1].output[3] == outcomes[2].output[3] == "duplicate"


def test_a_refused_link_does_not_take_its_number() -> None:
    """The text of the first link is not certain, so its row gets no link."""
    first, second = link_cells([CELLS[3], f"+{N}"], unique=True)
    assert (first.status, second.status) == ("rejected", "accepted")


def test_a_link_in_the_second_column_is_kept_with_its_note() -> None:
    sheet = Sheet.from_rows(["mobile", "phone"], [["", CELLS[0]]])
    (outcome,) = link_rows(sheet, phone_columns=["mobile", "phone"])
    assert summarise(outcome)[::3] == (f"{CHAT}?text=Hi%20there", "other_column")


def test_corrected_rejects_give_the_link_with_its_text(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    sheet = io.BytesIO(f'phone\n"{CELLS[3]}"\n"{CELLS[0]}"\n'.encode())
    convert(sheet, io.BytesIO(), to="csv", rejects=rejects)
    (row,) = csv.DictReader(rejects.read_text().splitlines())
    assert (row["phone"], row["wa_reason"]) == (CELLS[3], "not_a_phone_link")
    rejects.write_text(rejects.read_text().replace("a&b", "a%26b"))
    output = io.BytesIO()
    convert(rejects, output, to="csv")
    (row,) = csv.DictReader(io.StringIO(output.getvalue().decode()))
    assert row["wa_link"] == f"{CHAT}?text=a%26b%3D2"


def test_an_output_run_again_gives_the_same_links() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    sheet = "phone\n" + "".join(f'"{cell}"\n' for cell in CELLS)
    convert(io.BytesIO(sheet.encode()), first, to="csv")
    convert(io.BytesIO(first.getvalue()), second, to="csv")
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_keep_the_texts_of_links(jobs: int) -> None:
    sheet = "phone\n" + f"{CELLS[0]}\n" * 20_000
    output = io.BytesIO()
    convert(io.BytesIO(sheet.encode()), output, to="csv", jobs=jobs)
    assert output.getvalue().count(b"?text=Hi%20there,") == 20_000
