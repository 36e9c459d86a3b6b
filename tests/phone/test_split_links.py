"""Tests of cells with several WhatsApp links, or with links and numbers."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import chat_link
from wa_link.errors import LinkError, PhoneError, Reason
from wa_link.phone import parse_phone, parse_phones
from wa_link.phone.split_links import require_one_link, split_links
from wa_link.phone.unwrap import find_url

A, B = "https://wa.me/966501234567", "wa.me/966501234568"
SEPARATORS = [
    " ", "  ", "\n", "\r\n", "\t", ",", ", ", ";", "; ", " ; ", "|", " | ", " / ", " & ", " + ",
    " and ", " or ", " und ", " y ", ",\n",
]  # fmt: skip


@pytest.mark.parametrize("separator", SEPARATORS, ids=repr)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("api.whatsapp.com/send?phone=966501234567", "whatsapp://send?phone=966501234568"),
        (A, B), (B, A), (f"<{A}>", f"<{B}>"), (f'"{A}"', f'"{B}"'), (f"[a b]({A})", f"[c]({B})"),
        ("https://wa.me/+966 50 123 4567", B), ("+966 50 123 4567", B), (A, "+966501234568"),
        ("wa.me/message/ABCDEF234567G1", "chat.whatsapp.com/AbC"), (f"http://{B}", f"http://{B}"),
    ],
)  # fmt: skip
def test_links_in_a_cell_are_split_like_numbers(first: str, second: str, separator: str) -> None:
    assert split_links(first + separator + second) == [first, second]


@pytest.mark.parametrize("separator", SEPARATORS, ids=repr)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{A}?text=Hi", f"{B}?text=Yo%20ho"), (f"{A}?text=Hi%2C%20you", B),
        (f"{A}?text=Ring", B), ("https://wa.me/yournumber?text=see", B),
    ],
)  # fmt: skip
def test_a_query_goes_on_after_a_space(first: str, second: str, separator: str) -> None:
    cell = first + separator + second
    is_end = any(sign in separator for sign in "\n\t,;|")
    assert split_links(cell) == ([first, second] if is_end else [cell])
    if not is_end:
        with pytest.raises(PhoneError):
            parse_phones(cell)


@pytest.mark.parametrize(
    "cell",
    [
        f"{A}/text=call +44 7911 123456", f"{A}/order call +44 7911 123456",
        f"{A}/order +44 7911 123456", f"https://wa.me/yournumber?text=see {B}",
        f"https://wa.me/96650123456?text=Hi {A}", f"https://wa.me/yournumber, {B}",
        f"wa.me/12; {A}",
    ],
)  # fmt: skip
def test_a_wrong_link_is_never_skipped(cell: str) -> None:
    for read in (parse_phone, chat_link):
        with pytest.raises(PhoneError):
            read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        A, f"{A}{B}", f"{A}{A}", f"{A}?text=Hi there, {B}", f"{A}?text=see https://shop.example/",
        f"{A}?text={B}", f"{A}?text=Hi, 0501234568", f"{A}?text=Hi; +966501234568",
        "wa.me/966 50 123 4567", "wa.me/966 501234567",
        "wa.me/49 221 / 4512345", "wa.me/49 221, 4512345", "wa.me/49 221\n4512345",
        f"{A},966501234568", "0501234567; 0551234567", "", " ", "/", f"{A}?text=Table 12, 3 chairs",
    ],
)  # fmt: skip
def test_other_cells_are_not_split(cell: str) -> None:
    assert split_links(cell) == [cell]


def test_lines_are_split_also_after_a_text_with_spaces() -> None:
    assert split_links(f"{A}?text=Hi there\n{B}") == [f"{A}?text=Hi there", B]


def test_three_parts_with_signs_at_the_ends() -> None:
    assert split_links(f"0501234569; {A}, {B};") == ["0501234569", A, f"{B};"]
    assert split_links(f"{A}\n{B} or {A}?text=Hi") == [A, B, f"{A}?text=Hi"]
    assert split_links(f"{A} / 0501234568") == [A, "0501234568"]


def test_all_numbers_of_a_cell_with_links_are_read() -> None:
    found = parse_phones(f"+966501234569; {A}, {B}?text=Hi; wa.me/12; {A}")
    assert [getattr(each, "digits", "") for each in found] == [
        "966501234569", "966501234567", "966501234568", "",
    ]  # fmt: skip
    assert isinstance(found[3], PhoneError)


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        (f"{A}, {A}", [A]), (f"+966501234567, {A}?text=Hi", [f"{A}?text=Hi"]),
        (f"{A}?text=Hi, {A}", [f"{A}?text=Hi"]),
        (f"{A}?message=Hi, {A}", [f"{A}?message=Hi"]),
        (f"{A}; wa.me/c/966501234567", [A, "wa.me/c/966501234567"]),
        (f"{A}?text=Hi\n{A}?text=Yo", [f"{A}?text=Hi", f"{A}?text=Yo"]),
    ],
)  # fmt: skip
def test_a_repeated_number_keeps_the_texts_of_its_links(cell: str, links: list[str]) -> None:
    assert [getattr(each, "link", None) for each in parse_phones(cell)] == links


@pytest.mark.parametrize("text", [A, f"<{A}>", f"[x]({A})", f'"{A}"', f'[x]({A} "Say hi")'])
def test_one_link_is_returned_without_quotes(text: str) -> None:
    assert require_one_link(text) == A
    assert require_one_link("+44 7911 123456") == "+44 7911 123456"


@pytest.mark.parametrize("text", [f"{A} {B}", f"{A}; +966501234568"])
def test_several_links_are_refused_where_one_is_needed(text: str) -> None:
    with pytest.raises(LinkError, match="contains 2 links or numbers: give only one") as caught:
        require_one_link(text)
    assert caught.value.reason is Reason.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (f"+966 50 123 4567 {A}", A), (f"{A} +966 50 123 4567", A), (f"{A}, {A}", A),
        (f"{A}, {A[8:]}", A), (f"{A}?text=Hi, {A}?text=Hi", f"{A}?text=Hi"),
        (f"{A}, {A}?text=Hi", f"{A}?text=Hi"), (f"+966501234568 {A}", ""),
        (f"{A}?text=Hi {A}?text=Yo", ""), ("+966501234567 wa.me/c/966501234567", ""),
        (f"{A}?text=Hi, call +966 50 123 4567", ""), (f"{A}?text=Hi you, {A}", ""),
        (f"{A}?text=Hi {A}?text=Hi%20you", ""),
    ],
)  # fmt: skip
def test_commands_agree_on_a_repeated_link(text: str, link: str) -> None:
    if not link:
        with pytest.raises(LinkError) as caught:
            require_one_link(text)
        assert caught.value.reason is Reason.AMBIGUOUS
        return
    assert require_one_link(text) == link
    assert parse_phone(text).digits in link


@pytest.mark.parametrize(
    "cell", [f"not {A}", f"Ann: {A}", f"0501234569 (wife) {A}", f"fax {A}, {B}", f"{A} is old"]
)
def test_words_next_to_a_link_are_refused(cell: str) -> None:
    with pytest.raises(PhoneError):
        parse_phone(cell, "SA")


@given(st.text("wa.me/966501234567?&=;, \n<[]()hi+", min_size=1, max_size=80))
def test_splitting_loses_nothing_but_separators(cell: str) -> None:
    rest = cell
    for part in split_links(cell):
        before, found, rest = rest.partition(part)
        assert (found, re.sub(r"[\s;,|&+/]", "", before)) == (part, "")
    assert not rest.strip()


@pytest.mark.parametrize("unit", ["1 ", "12 ", "+1 "])
def test_a_long_number_in_a_link_takes_little_time(unit: str) -> None:
    cell = f"https://wa.me/{unit * (100_000 // len(unit))}"
    began = time.perf_counter()
    with pytest.raises(PhoneError):
        chat_link(cell)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "unit",
    [" ", ";", "[x](", "wa.me/1 ", "<", "and ", "?a ", "\n", "+1 ", "? wa.me/1 ", "x wa.me/1 ",
     "\u200b;"],
)  # fmt: skip
def test_long_cells_take_little_time(unit: str) -> None:
    cell = f"wa.me/1{unit * (100_000 // len(unit))}"
    began = time.perf_counter()
    split_links(cell)
    find_url(cell)
    assert time.perf_counter() - began < 2
