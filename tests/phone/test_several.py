from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone, parse_phones
from wa_link.phone.choose_reading import resolve
from wa_link.phone.digits import extract_digits
from wa_link.phone.extension import strip_extension
from wa_link.phone.several import ReadNumber, split_numbers

if TYPE_CHECKING:
    from wa_link.phone.number import PhoneNumber


def reader(region: str) -> ReadNumber:
    def read_piece(text: str) -> PhoneNumber | PhoneError:
        try:
            return resolve(extract_digits(strip_extension(text)[0]), region, None)
        except PhoneError as error:
            return error

    return read_piece


def no_number(text: str) -> PhoneError:
    return PhoneError(Reason.INVALID, text)


A, B = "0501234567", "0559876543"


@pytest.mark.parametrize(
    "mark",
    ["\n", " ::: ", ";", " ; ", "|", " or ", " OR ", " ou ", " oder ", " y ", " و ", " و"],
)
def test_these_signs_always_separate_numbers(mark: str) -> None:
    assert split_numbers(f"{A}{mark}{B}", reader("SA")) == [A, B]
    assert split_numbers(f"{A}{mark}12", reader("SA")) == [A, "12"]


@pytest.mark.parametrize(
    "text",
    [
        A,
        "050 123 4567",
        "050-123-4567",
        "050:::1234567",
        "050 :::1234567",
        "050ou1234567",
        "050 1234567;ext=12",
        "050 1234567; ext 12",
        "call me",
        "",
    ],
)
def test_one_number_is_not_split(text: str) -> None:
    assert split_numbers(text, no_number) == [text]


@pytest.mark.parametrize(
    ("text", "region", "numbers"),
    [
        ("0221/4512345", "DE", ["0221/4512345"]),
        ("+49 30/4512345", "DE", ["+49 30/4512345"]),
        ("011/1234567", "RS", ["011/1234567"]),
        ("050,123,4567", "SA", ["050,123,4567"]),
        ("49,301,234,567", "DE", ["49,301,234,567"]),  # though 49,301,234 is a number too
        ("030 1234567, ext 68", "DE", ["030 1234567, ext 68"]),
        (f"{A}/{B}", "SA", [A, B]),
        (f"{A}, {B}", "SA", [A, B]),
        (f"{A} / {B},0501234568", "SA", [A, B, "0501234568"]),
        (f"{A}/68", "SA", [A, "68"]),
        (f"{A}/{B}\n0501234568", "SA", [A, B, "0501234568"]),
        ("12/34567", "SA", ["12/34567"]),  # nothing here is valid
        (f"12/{A}", "SA", [f"12/{A}"]),  # what comes first must be a number
        (f"Mobile; {A}", "SA", [A]),  # a label says nothing else
        (f" ; {A} ;; - ; N/A", "SA", [A]),
        (f"Sara Khan,{A},GB", "SA", [f"Sara Khan,{A},GB"]),  # words are for the letters to refuse
        ("(11) 96123-4567", "BR", ["(11) 96123-4567"]),
        ("(030) 23125000", "DE", ["(030) 23125000"]),
        ("1 - 415 555 2671", "US", ["1 - 415 555 2671"]),
        ("01. 23. 45. 67. 89", "FR", ["01. 23. 45. 67. 89"]),
        ("415 555 (2671)", "US", ["415 555 (2671)"]),
        (f"Home / {A}", "SA", [f"Home / {A}"]),
    ],
)
def test_slashes_and_commas_may_separate_numbers(
    text: str, region: str, numbers: list[str]
) -> None:
    assert split_numbers(text, reader(region)) == numbers


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("030\t23125000", "DE"),
        ("030\n23125000", "DE"),  # a landline of Dortmund after the area code of Berlin
        ("+49 30\n23125000", "DE"),
        ("+33 | 612345678", "DE"),
        ("+351 ; 912 354 761", "PL"),
        ("030 123456\n7", "DE"),
        ("030 123456/57", "DE"),
        ("030 1234567/68", "DE"),
        ("089/123456/78", "DE"),
        ("030 123456,57", "DE"),
        ("0221 12345/023456", "DE"),
    ],
)
def test_one_long_number_or_two_short_ones_is_refused(text: str, region: str) -> None:
    with pytest.raises(PhoneError) as caught:
        split_numbers(text, reader(region))
    assert caught.value.reason is Reason.AMBIGUOUS
    assert caught.value.message == (
        f"{quote(text)} may be one number or several numbers. "
        "If there are several, write each on its own line, or write ; between them."
    )


REFUSED = [
    ("words in a piece with digits", "415-555-2671 (new); 510-555-2672", "US", "letters"),
    ("words in a piece with digits", "Ann 415-555-2671; 510-555-2672", "US", "letters"),
    ("words in a piece with digits", "correct: 415-555-2671; 510-555-2672", "US", "letters"),
    ("words in a piece with digits", "wife 2; 07911 123456", "GB", "letters"),
    ("words in a piece with digits", "not mine, since 2020; 07911 123456", "GB", "letters"),
    ("words in a piece with digits", "DO NOT CALL 24h | 07911 123456", "GB", "letters"),
    ("words in a piece with digits", "07911 123456, Ann 07911 123457", "GB", "letters"),
    ("a label with its ordinal alone", "Fax 2; 07911 123456", "GB", "letters"),
    ("a label with its ordinal alone", "Pager 2; 07911 123456", "GB", "pager"),
    ("a negation after", "0501234567; no WhatsApp", "SA", "letters"),
    ("a negation after", "0501234567 (no WhatsApp)", "SA", "letters"),
    ("a negation after", "0501234567 (no mobile)", "SA", "letters"),
    ("a negation after", "612345678 (WhatsApp no)", "ES", "letters"),
    ("a negation after, without brackets", "0151 23456789 no WhatsApp", "DE", "letters"),
    ("a negation after, without brackets", "0151 23456789 no", "DE", "letters"),
    ("a negation before", "WhatsApp: no 0501234567", "SA", "letters"),
    ("a negation before", "No contact: 0151 23456789", "DE", "letters"),
    ("a fax, without brackets", "030 1234567 Fax", "DE", "letters"),
    ("a fax, by its letter", "F +49 30 1234567", "DE", "letters"),
    ("a doubt after", "07911 123456?", "GB", "not_a_number"),
    ("an identifier before a comma", "134-64-3872, 2021", "AT", "ambiguous"),
    ("an identifier before a comma", "496-88-8077, 2021", "SR", "ambiguous"),
    ("a comma in a bracket", "(030, 040) 1234567", "DE", "ambiguous"),
    ("a comma in a bracket", "259272 (71,2)", "GT", "invalid"),
    ("a comma in a bracket", "748152 (69,1)", "PE", "invalid"),
    ("an amount before a word", "57.008.235,59 (home)", "FI", "letters"),
    ("an amount before a word", "97.777.221,78 or 869", "NE", "not_a_number"),
]


@pytest.mark.parametrize(
    ("text", "region", "reason"),
    [row[1:] for row in REFUSED],
    ids=[f"{kind} {text}" for kind, text, *_ in REFUSED],
)
def test_doubtful_cells_are_not_split(text: str, region: str, reason: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(text, region)
    assert caught.value.reason.value == reason


@pytest.mark.parametrize(
    ("text", "region"),
    [("010 1234 5678 - 011 1234 5678", "EG"), ("0501234567-0559876543", "SA")],
)
def test_two_numbers_with_a_dash_between_them_are_named(text: str, region: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(text, region)
    first, second = map(quote, text.replace(" - ", "-").split("-"))
    assert f"may be two numbers, {first} and {second}" in caught.value.message


@pytest.mark.parametrize("part", ["1,", "1/", "1 m", "1\u060c", "123 "])
def test_a_long_list_is_split_fast(part: str) -> None:
    begun = time.process_time()
    with pytest.raises(PhoneError):
        parse_phone("(" + part * (9_900 // len(part)), "DE")
    assert time.process_time() - begun < 0.3


APART = [
    ("a comma of Arabic", "01012345678، 01112345678", "EG", ["201012345678", "201112345678"]),
    ("a semicolon of Arabic", "01012345678؛01112345678", "EG", ["201012345678", "201112345678"]),
    ("a full-width comma", "13523333233，13823333233", "CN", ["8613523333233", "8613823333233"]),
    ("a wide semicolon", "13523333233；13823333233", "CN", ["8613523333233", "8613823333233"]),
    ("a fax with its number", "Fax: 030 123456; Mobil: 0151 23456789", "DE", ["4915123456789"]),
    ("an extension", "07911 123456 x12; 07911 123457", "GB", ["447911123456", "447911123457"]),
    ("a label after", "0151 23456789 mobil", "DE", ["4915123456789"]),
    ("a label after", "0151 23456789 Handy", "DE", ["4915123456789"]),
    ("a label after", "(11) 98765-4321 WhatsApp", "BR", ["5511987654321"]),
    ("a label after a dash", "(11) 98765-4321 - WhatsApp", "BR", ["5511987654321"]),
    ("a label after", "٠١٠١٢٣٤٥٦٧٨ واتساب", "EG", ["201012345678"]),
    ("a label after", "0812 3456 7890 WA", "ID", ["6281234567890"]),
    ("a lead", "Contact No. 9876543210", "IN", ["919876543210"]),
    ("a lead", "Contact: 9876543210", "IN", ["919876543210"]),
    ("a lead", "Call: 9876543210", "IN", ["919876543210"]),
    ("a letter before a plus", "T +49 30 123456", "DE", ["4930123456"]),
    ("a letter before a plus", "M +49 151 23456789", "DE", ["4915123456789"]),
    ("a denied label before", "No WA: 0812 3456 7890", "ID", ["6281234567890"]),
]


@pytest.mark.parametrize(
    ("text", "region", "numbers"),
    [row[1:] for row in APART],
    ids=[f"{kind} {text}" for kind, text, *_ in APART],
)
def test_several_numbers_are_split(text: str, region: str, numbers: list[str]) -> None:
    results = parse_phones(text, region)
    assert [each.digits for each in results if not isinstance(each, PhoneError)] == numbers


@given(st.lists(st.from_regex(r"\+?[0-9]{1,12}", fullmatch=True), min_size=2, max_size=5))
def test_no_digit_is_lost_or_moved(numbers: list[str]) -> None:
    assert split_numbers(";".join(numbers), no_number) == numbers
    assert split_numbers("\n".join(numbers), no_number) == numbers
    assert split_numbers("\t".join(numbers), no_number) == numbers
