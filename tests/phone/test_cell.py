from __future__ import annotations

import random
import re
import time

import phonenumbers
import pytest
from hypothesis import assume as suppose
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from tests.bench.plan_numbers import valid_digits
from wa_link.errors import NoteCode, OptionError, PhoneError, Reason
from wa_link.phone import Assume, PhoneNumber, parse_phone
from wa_link.phone.clean import clean

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
CALLING_CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
LINE_TYPES = [
    kind
    for name, kind in vars(PhoneNumberType).items()
    if name.isupper() and isinstance(kind, int) and kind != PhoneNumberType.UNKNOWN
]
SEED = 20_260_101


def parsed(cell: str, region: str | None, assume: Assume | None = None) -> PhoneNumber | PhoneError:
    try:
        return parse_phone(cell, region, assume=assume)
    except PhoneError as error:
        return error


def outcome(cell: str, region: str | None = None, assume: Assume | None = None) -> str:
    """Return the digits and note codes of the number in a cell, or the reason of its refusal."""
    number = parsed(cell, region, assume)
    if isinstance(number, PhoneError):
        return number.reason.value
    return " ".join([number.digits, *(note.code.value for note in number.notes)])


CASES = [
    ("+44 (0) 7911 123456", None, "447911123456"),
    ("٠٥٠١٢٣٤٥٦٧", "SA", "966501234567"),
    ("\u202a+966 50 123 4567\u202c", None, "966501234567"),
    ("050\u200f1234567", "SA", "966501234567"),
    ("'0501234567", "SA", "966501234567"),
    ('="0501234567"', "SA", "966501234567"),
    ("966501234567", "SA", "966501234567 plus_assumed"),
    ("966501234567", "DE", "ambiguous"),
    ("966501234567", None, "no_region"),
    ("4915123456789", "DE", "4915123456789 plus_assumed"),
    ("62812345678", "ID", "62812345678 plus_assumed"),
    ("2477 1947", "OM", "96824771947 national_assumed"),
    ("2463883779", "GR", "ambiguous"),
    ("(658) 291-0506", "JM", "16582910506 national_assumed"),
    ("13523333233", "CN", "8613523333233 national_assumed"),
    ("(51) 9 9744-4033", "BR", "5551997444033 national_assumed"),
    ("(01) 290 4047", "IE", "35312904047"),
    ("34731864730", "IT", "ambiguous"),
    ("355673370885", "IT", "ambiguous"),
    ("278184678", "ZA", "ambiguous"),
    ("(491) 757600061", "DE", "ambiguous"),
    ("967 716 085 535", "CZ", "ambiguous"),
    ("(38) 77060062", "LU", "ambiguous"),
    ("1-6599633721", "CN", "ambiguous"),
    ("44.22.76.93", "DK", "4544227693"),
    ("6307.0048", "SG", "6563070048"),
    ("1860 345 1234", "IN", "9118603451234 national_assumed"),
    ("0044 7911 123456", "US", "447911123456 international_prefix"),
    ("011 4567-8901", "AR", "541145678901 ar_maybe_mobile"),
    ("966501234567.0", "SA", "966501234567 decimal_dropped plus_assumed"),
    ("9.66501234567E+11", "SA", "966501234567 scientific_restored plus_assumed"),
    ("9.66501234567E+11", None, "no_region"),
    ("9.66501E+11", "SA", "lossy_scientific"),
    ("0501234567;0559876543", "SA", "966501234567 several_numbers"),
    ("0221/4512345", "DE", "492214512345"),
    ("+49 30/4512345", "DE", "49304512345"),
    ("+1 415 555 2671 ext. 12", None, "14155552671 extension_dropped"),
    ("+52 1 55 1234 5678", None, "525512345678 mx_1_dropped"),
    ("+52 1 55 1234 5678 x5", None, "525512345678 extension_dropped mx_1_dropped"),
    ("044 55 1234 5678", "MX", "525512345678 mx_1_dropped"),
    ("+225 20 21 22 23", None, "invalid"),
    ("06 1234 5678", "IT", "390612345678"),
    ("0612345678", None, "no_region"),
    ("1-800-FLOWERS", "US", "letters"),
    ("https://wa.me/message/ABC123", "SA", "not_a_phone_link"),
    ("https://api.whatsapp.com/send?phone=447911123456&text=12345", None, "447911123456"),
    ("120363021234567890@g.us", None, "not_a_phone_link"),
    ("911", "US", "too_short"),
    # several numbers in one cell
    ("0501234567\n0559876543", "SA", "966501234567 several_numbers"),
    ("0501234567 ::: 0559876543", "SA", "966501234567 several_numbers"),
    ("0501234567 | 0559876543", "SA", "966501234567 several_numbers"),
    ("0501234567 و0559876543", "SA", "966501234567 several_numbers"),
    ("0501234567 or 0559876543", "SA", "966501234567 several_numbers"),
    ("0501234567/0559876543", "SA", "966501234567 several_numbers"),
    ("0501234567, 0559876543", "SA", "966501234567 several_numbers"),
    ("0501234567\v0559876543", "SA", "966501234567 several_numbers"),
    ("123; 0559876543", "SA", "966559876543 several_numbers"),
    ("Ahmed; 0559876543", "SA", "letters"),
    ("123; 456", "SA", "too_short"),
    ("966501234567.0; 1", "SA", "966501234567 several_numbers decimal_dropped plus_assumed"),
    ("011/1234567", "RS", "381111234567"),
    ("966,501,234,567", "SA", "966501234567 plus_assumed"),
    ("966.501.234.567,00", "SA", "966501234567 decimal_dropped plus_assumed"),
    ("tel:+44-7911-123456", None, "447911123456"),
    ("tel:7911123456;phone-context=+44", None, "447911123456"),
    ("tel:+14155552671;ext=12", None, "14155552671 extension_dropped"),
    ("tel:0501234567", None, "no_region"),
    ("tel:0501234567", "SA", "966501234567"),
    ("whatsapp:+14155552671", None, "14155552671"),
    ("14155552671@c.us", None, "14155552671"),
    ("14155552671:3@s.whatsapp.net", None, "14155552671"),
    ("wa.me/447911123456", None, "447911123456"),
    ("wa.me/0501234567", "SA", "invalid"),  # a link is international, whatever the region
    # links contain invisible characters and digits of other scripts as %-escapes
    ("https://api.whatsapp.com/send?phone=%E2%80%AA+966501234567", None, "966501234567"),
    ("https://wa.me/%D9%A9%D9%A6%D9%A6501234567", None, "966501234567"),
    ("tel:%D9%A0501234567", "SA", "966501234567"),
    ("tel:%D9%A0501234567", None, "no_region"),
    # cells that were once read as the number of another person
    ("030 123456/57", "DE", "ambiguous"),
    ("089/123456/78", "DE", "ambiguous"),
    ("+49 30 12345\v12346", None, "ambiguous"),
    ("0.4915123456789E+13", "DE", "4915123456789 scientific_restored plus_assumed"),
    ("49 301 234 567.00", "DE", "49301234567 decimal_dropped plus_assumed"),
    ("0114 633 30495", "GB", "too_long"),
    ("0011 65 8223 4567", None, "ambiguous"),
    ("967 716 085 535", "CZ", "ambiguous"),
    # two cells that were pasted into one cell: a number and a quantity
    ("+49 30 1234567\t2", None, "ambiguous"),
    ("030 1234567\t12", "DE", "ambiguous"),
    ("+49 30 1234567\x002", None, "ambiguous"),
    ("+49 30 1234567\x9b2", None, "ambiguous"),
    ("+447911123456\tBob", None, "letters"),
    ("+447911123456\t0501234567", "SA", "447911123456 several_numbers"),
    ("\t+447911123456\x00\x00", None, "447911123456"),
    # one number on two lines, and other text
    ("030\n23125000\n+49 30 99999999", "DE", "ambiguous"),
    ("030\n23125000\n(after 6)", "DE", "ambiguous"),
    ("030\t23125000\tFax 030 1234567", "DE", "ambiguous"),
    ("030 ; 23125000 ; 2 Büro", "DE", "ambiguous"),
    ("Tel. 030\n23125000", "DE", "ambiguous"),
    ("Berlin 030\n2312 5000", "DE", "ambiguous"),
    ("966\n3012345678\n+966501234567", "DE", "ambiguous"),
    ("+966\n30 1234567\nnote 1", "DE", "ambiguous"),
    ("0170 1234567\nfloor 3", "DE", "letters"),
    ("Room 12; 0559876543", "SA", "letters"),
    # the decimals of a quantity are not digits of a phone number
    ("(4930123456.75)", "DE", "not_a_number"),
    ("4930123456.75-", "DE", "not_a_number"),
    ("4930123456. 75", "DE", "not_a_number"),
    ("4930123456.75 (2)", "DE", "not_a_number"),
    ("447911123.75 (2)", "GB", "not_a_number"),
    ("4930123456.750", "DE", "not_a_number"),
    ("+628123456789.5", None, "not_a_number"),
    ("50123456,7", "SA", "not_a_number"),
    ("50123456,7", "KW", "not_a_number"),
    ("5.01234567", "SA", "not_a_number"),
    ("4,930,123,456.75", "DE", "not_a_number"),
    ("501234567; 12345678.5", "SA", "966501234567 several_numbers"),
    # refused if the number is also valid with zeros at its end, which a spreadsheet drops
    ("30.1234567", "DE", "ambiguous"),
    ("95.716851", "DE", "ambiguous"),  # with two zeros
    ("53.752447", "AT", "ambiguous"),  # with three
    ("69.12345", "DE", "ambiguous"),
    ("1705.8682", "BH", "97317058682"),
    ("2239.6541", "KW", "96522396541"),
    ("030.1234567", "DE", "49301234567"),
    ("30.1234560", "DE", "not_a_number"),
    ("9123.4567", "SG", "6591234567"),
    ("415.5552671", "US", "not_a_number"),
    ("+49.301234567", None, "49301234567"),
    ("91234567,81234567", "SG", "6591234567 several_numbers"),
]

COUNTRY_RULES = [
    ("+52 55 1234 5678", None, "525512345678"),
    ("01 55 1234 5678", "MX", "525512345678 mx_1_dropped"),
    ("045 55 1234 5678", "MX", "525512345678 mx_1_dropped"),
    ("5215512345678", "MX", "525512345678 plus_assumed mx_1_dropped"),
    ("https://wa.me/5215512345678", None, "525512345678 mx_1_dropped"),
    ("+52 1 55 1234 567", None, "invalid"),
    ("+55 51 8765-4321", None, "5551987654321 br_9_added"),
    ("51 8765-4321", "BR", "5551987654321 br_9_added"),
    ("051 8765-4321", "BR", "5551987654321 br_9_added"),
    ("+55 11 3265-4321", None, "551132654321"),
    ("+55 51 98765-4321", None, "5551987654321"),
    ("+229 97 12 34 56", None, "2290197123456 bj_01_added"),
    ("97 12 34 56", "BJ", "2290197123456 bj_01_added"),
    ("+229 01 97 12 34 56", None, "2290197123456"),
    ("+225 45 12 34 56", None, "2250545123456 ci_prefix_added"),
    ("+225 40 12 34 56", None, "2250140123456 ci_prefix_added"),
    ("+225 77 12 34 56", None, "2250777123456 ci_prefix_added"),
    ("07 12 34 56", "CI", "2250707123456 ci_prefix_added"),
    ("+225 30 21 22 23", None, "invalid"),
    ("20 21 22 23", "CI", "invalid"),
    ("+225 07 07 12 34 56", None, "2250707123456"),
    ("011 15-2345-6789", "AR", "5491123456789"),
    ("+54 9 11 15 2345 6789", None, "5491123456789 ar_15_dropped"),
    ("+54 9 351 15 512 3456", None, "5493515123456 ar_15_dropped"),
    ("+54 9 11 2345 6789", None, "5491123456789"),
    ("+54 11 4567-8901", None, "541145678901 ar_maybe_mobile"),
]


@pytest.mark.parametrize(("cell", "region", "result"), [*CASES, *COUNTRY_RULES])
def test_each_cell_gives_its_number_or_reason(cell: str, region: str | None, result: str) -> None:
    assert outcome(cell, region) == result


@pytest.mark.parametrize(
    ("cell", "region", "assume", "result"),
    [
        ("966501234567", "DE", Assume.INTERNATIONAL, "966501234567 plus_assumed"),
        ("966501234567", None, Assume.INTERNATIONAL, "966501234567 plus_assumed"),
        ("966501234567", "DE", Assume.NATIONAL, "49966501234567 national_assumed"),
        ("966501234567", None, Assume.NATIONAL, "no_region"),
        ("0501234567", None, Assume.INTERNATIONAL, "no_region"),
        ("0501234567", "SA", Assume.INTERNATIONAL, "966501234567"),
        ("2463883779", "GR", Assume.NATIONAL, "302463883779 national_assumed"),
        ("2477 1947", "OM", Assume.NATIONAL, "96824771947 national_assumed"),
        ("1860 345 1234", "IN", Assume.NATIONAL, "9118603451234 national_assumed"),
    ],
)
def test_assume_decides_how_bare_digits_are_read(
    cell: str, region: str | None, assume: Assume, result: str
) -> None:
    assert outcome(cell, region, assume) == result


@pytest.mark.parametrize(
    ("cell", "region", "stranger"),
    [
        ("2477 1947", "OM", "24771947"),
        ("2463883779", "GR", "2463883779"),
        ("1860 345 1234", "IN", "18603451234"),
        ("(491) 757600061", "DE", "491757600061"),
        ("(38) 77060062", "LU", "3523877060062"),
        ("1-6599633721", "CN", "8616599633721"),
    ],
)
@pytest.mark.parametrize("form", ["{}", " {} ", "'{}", '="{}"', "{}.0", "{};1", "\u200e{}"])
@pytest.mark.parametrize("grouped", [True, False])
def test_doubtful_cells_are_never_linked_to_a_stranger(
    cell: str, region: str, stranger: str, form: str, *, grouped: bool
) -> None:
    text = form.format(cell if grouped else cell.replace(" ", ""))
    assert stranger not in outcome(text, region).split()


MESSAGES = [
    (Reason.EMPTY, " \u200e", None, "There is no number."),
    (
        Reason.NOT_A_NUMBER,
        "-447911123456",
        None,
        (
            '"-447911123456" begins with a minus: a spreadsheet may have calculated this value. '
            "Format the column as text in the source and export again."
        ),
    ),
    (
        Reason.LETTERS,
        "call me 0501234567",
        "SA",
        '"call me 0501234567" has letters: keep only the phone number.',
    ),
    (
        Reason.TOO_SHORT,
        "+966 50 123",
        None,
        '"+966 50 123" is too short: it has 5 digits after +966, but numbers there have 9 to 10.',
    ),
    (
        Reason.TOO_LONG,
        "+966 50 123 4567 890",
        None,
        (
            '"+966 50 123 4567 890" is too long: it has 12 digits after +966, '
            "but numbers there have 9 to 10."
        ),
    ),
    (
        Reason.INVALID,
        "+966 91 123 4567",
        None,
        '"+966 91 123 4567" is not in the numbering plan of +966: check its digits.',
    ),
    (
        Reason.INVALID,
        "+999 12 345 6789",
        None,
        '"+999 12 345 6789" does not begin with a calling code: check its digits.',
    ),
    (
        Reason.INVALID,
        "+225 20 21 22 23",
        None,
        (
            '"+225 20 21 22 23" is an old landline number of Ivory Coast. In 2021 it was replaced '
            "by a number of ten digits that can't be computed from the old one: ask for the new "
            "number."
        ),
    ),
    (
        Reason.NO_REGION,
        "966501234567",
        None,
        (
            '"966501234567" has no + and no region: write +966 50 123 4567 if that is the right '
            'number, or give its region, as in region="GB".'
        ),
    ),
    (
        Reason.AMBIGUOUS,
        "966501234567",
        "DE",
        (
            '"966501234567" may be +49 9665 01234567 or +966 50 123 4567: write the right '
            'number with its +, or add assume="national" or assume="international" if all numbers '
            "without a + are written in the same way."
        ),
    ),
    (
        Reason.AMBIGUOUS,
        "030 123456/57",
        "DE",
        (
            '"030 123456/57" may be one number or several numbers. '
            "If there are several, write each on its own line, or write ; between them."
        ),
    ),
    (
        Reason.LOSSY_SCIENTIFIC,
        "9.66501E+11",
        "SA",
        (
            '"9.66501E+11" is a rounded number: a spreadsheet lost its last 6 digits. '
            "Format the column as text in the source and export again."
        ),
    ),
    (
        Reason.UNSUPPORTED_DIGITS,
        "05\u20751234567",
        "SA",
        '"05\u20751234567" has "\u2075", which is not a plain digit: type digits from 0 to 9.',
    ),
    (
        Reason.NOT_A_PHONE_LINK,
        "https://wa.me/message/ABC123",
        None,
        (
            '"https://wa.me/message/ABC123" has no phone number (short link): '
            "use the link as it is, or give the phone number itself."
        ),
    ),
    (
        Reason.PAGER,
        "+44 7640 123456",
        None,
        '"+44 7640 123456" is a pager number, which has no WhatsApp: give another number.',
    ),
]


@pytest.mark.parametrize(
    ("reason", "cell", "region", "message"), MESSAGES, ids=[f"{m[0]} {m[1]}" for m in MESSAGES]
)
def test_messages_of_every_reason(
    reason: Reason, cell: str, region: str | None, message: str
) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert (caught.value.reason, str(caught.value)) == (reason, message)


def test_every_reason_has_a_message() -> None:
    of_rows = {
        "unknown_region", "missing_field", "text_not_encodable", "qr_too_long", "qr_too_dense",
        "qr_too_large", "qr_unreadable", "missing_glyph", "caption_too_long", "typesetting_failed",
        "bad_copies", "malformed_row", "duplicate", "invalid_username", "text_too_long",
        "no_opt_in", "over_max", "not_delivered", "delivery_unknown", "no_short_link",
    }  # fmt: skip
    assert {reason for reason, *_ in MESSAGES} == {r for r in Reason if r.value not in of_rows}


def test_the_first_of_several_refused_numbers_is_explained() -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone("+966 50 123; +44 7911", None)
    assert caught.value.message.startswith('"+966 50 123" is too short')


def test_the_note_on_several_numbers_says_which_was_taken() -> None:
    number = parse_phone("0501234567; 0559876543; 1", "SA")
    assert [(note.code, note.message) for note in number.notes] == [
        (
            NoteCode.SEVERAL_NUMBERS,
            '"0501234567; 0559876543; 1" contains 3 numbers; +966 50 123 4567 was used.',
        )
    ]


def test_notes_are_in_the_order_of_the_steps() -> None:
    assert outcome("+52 1 55 1234 5678 x5;1") == (
        "525512345678 several_numbers extension_dropped mx_1_dropped"
    )


@pytest.mark.parametrize("region", ["", "ZZ", "Atlantis", "+999"])
def test_an_unknown_region_is_an_option_error(region: str) -> None:
    with pytest.raises(OptionError):
        parse_phone("+966501234567", region)


@pytest.mark.parametrize("region", ["sa", "Sa", " SA ", "KSA", "Saudi Arabia", "+966"])
def test_regions_are_accepted_by_any_name(region: str) -> None:
    assert outcome("0501234567", region) == "966501234567"


# Examples of phonenumbers for every region and line type, as people write them.


def examples(region: str) -> list[tuple[str, str | None, str]]:
    """Yield cell, region and result for each line type, with its example written in each form."""
    found: list[tuple[str, str | None, str]] = []
    for kind in LINE_TYPES:
        number = phonenumbers.example_number_for_type(region, kind)
        if number is None:
            continue
        e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        pager = phonenumbers.number_type(number) == PhoneNumberType.PAGER
        result = "pager" if pager else e164.removeprefix("+")
        found += [
            (phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL), None, result),
            (e164, None, result),
            (phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL), region, result),
        ]
    return found


def result_alone(cell: str, region: str | None) -> str:
    return outcome(cell, region).split()[0]


def test_examples_are_many() -> None:
    cells = [cell for region in REGIONS for cell in examples(region)]
    assert len(cells) > 4_000
    assert 10 < sum(result == "pager" for *_, result in cells) < 100


@pytest.mark.parametrize("region", REGIONS)
def test_examples_of_every_region_are_read(region: str) -> None:
    cells = examples(region)
    assert [(cell, home, result_alone(cell, home)) for cell, home, _ in cells] == cells


@pytest.mark.parametrize("code", sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS))
def test_examples_without_a_region_are_read(code: int) -> None:
    number = phonenumbers.example_number_for_non_geo_entity(code)
    assert number is not None
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    written = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    assert [outcome(e164), outcome(written)] == [e164[1:]] * 2
    assert parse_phone(e164).region == "001"


DIGITS = {
    "Arabic-Indic": "٠١٢٣٤٥٦٧٨٩",
    "Persian": "۰۱۲۳۴۵۶۷۸۹",
    "Devanagari": "०१२३४५६७८९",
    "full-width": "０１２３４５６７８９",  # noqa: RUF100
}
SPACES = {"NBSP": "\u00a0", "narrow NBSP": "\u202f", "ideographic": "\u3000"}
MARKS = [
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad",
]
EXAMPLES = [cell for region in REGIONS for cell in examples(region)]


@pytest.mark.parametrize("script", DIGITS)
def test_examples_in_digits_of_other_scripts_are_read(script: str) -> None:
    table = str.maketrans("0123456789", DIGITS[script])
    cells = [(cell.translate(table), home, result) for cell, home, result in EXAMPLES]
    assert all(not re.search("[0-9]", cell) for cell, *_ in cells)
    assert [(cell, home, result_alone(cell, home)) for cell, home, _ in cells] == cells


@pytest.mark.parametrize("space", SPACES)
def test_examples_with_other_spaces_are_read(space: str) -> None:
    cells = [(cell.replace(" ", SPACES[space]), home, result) for cell, home, result in EXAMPLES]
    assert [(cell, home, result_alone(cell, home)) for cell, home, _ in cells] == cells


def test_examples_with_invisible_marks_are_read() -> None:
    draw = random.Random(SEED)  # noqa: S311  (examples, not secrets)
    for cell, home, result in EXAMPLES:
        marked = "".join(
            char + "".join(draw.choices(MARKS, k=draw.randint(0, 2))) for char in f" {cell}"
        )
        assert (cell, result_alone(marked, home)) == (cell, result)


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: f"U+{ord(mark):04X}")
def test_an_invisible_mark_may_be_at_every_place(mark: str) -> None:
    cell = "+966 50 123 4567"
    for place in range(len(cell) + 1):
        assert outcome(f"{cell[:place]}{mark}{cell[place:]}") == "966501234567"
    assert outcome(mark.join(f" {cell} ")) == "966501234567"


# Properties of all results, compared with those of phonenumbers.

RULES = {
    NoteCode.MX_1_DROPPED,
    NoteCode.BR_9_ADDED,
    NoteCode.BJ_01_ADDED,
    NoteCode.CI_PREFIX_ADDED,
    NoteCode.AR_15_DROPPED,
}
RULE_CODES = {52, 54, 55, 225, 229}


def is_pager(digits: str) -> bool:
    number = phonenumbers.parse(f"+{digits}")
    return phonenumbers.number_type(number) == PhoneNumberType.PAGER


@st.composite
def near_numbers(draw: st.DrawFn) -> str:
    """Draw digits that begin like an existing number: many are valid, many nearly valid."""
    digits = draw(st.sampled_from(EXAMPLES).map(lambda example: example[2]))
    suppose(digits.isdigit())
    kept = draw(st.integers(1, len(digits)))
    return digits[:kept] + draw(st.text("0123456789", max_size=len(digits) - kept + 1))


ANY_DIGITS = st.one_of(near_numbers(), st.text("0123456789", min_size=1, max_size=18))


def assert_plus_is_read_as_phonenumbers_reads_it(digits: str, region: str | None) -> None:
    expected = valid_digits(f"+{digits}", None)
    result = outcome(f"+{digits}", region).split()
    if expected is not None:
        assert result[0] == ("pager" if is_pager(expected) else expected)
        assert set(result[1:]) <= {"ar_maybe_mobile"}
    elif result[0].isdigit():
        assert set(result[1:]) & RULES
        assert any(digits.startswith(str(code)) for code in RULE_CODES)
        assert valid_digits(f"+{result[0]}", None) == result[0]


@given(ANY_DIGITS, st.sampled_from([None, *REGIONS]))
def test_numbers_with_plus_are_valid_if_phonenumbers_says_so(
    digits: str, region: str | None
) -> None:
    assert_plus_is_read_as_phonenumbers_reads_it(digits, region)


def test_every_plan_agrees_with_phonenumbers_after_a_plus() -> None:
    draw = random.Random(SEED)  # noqa: S311  (examples, not secrets)
    for code in CALLING_CODES:
        for size in range(3, 13):
            digits = f"{code}{draw.randrange(10**size):0{size}}"
            assert_plus_is_read_as_phonenumbers_reads_it(digits, None)


def assert_bare_is_national_or_international(digits: str, region: str) -> bool:
    """Check the result of digits without a plus; return whether they were read as a number."""
    possible = {valid_digits(digits, region), valid_digits(f"+{digits}", None)}
    number = parsed(digits, region)
    if isinstance(number, PhoneError):
        if len(possible) == 1 and possible != {None}:
            assert number.reason in (Reason.PAGER, Reason.AMBIGUOUS)
        return False
    codes = {note.code for note in number.notes}
    if codes & RULES:
        assert number.calling_code in RULE_CODES
        assert valid_digits(number.e164, None) == number.digits
    else:
        assert number.digits in possible
        # The reading as a national number needs no note; the reading after a plus gets a note.
        assert (number.digits == valid_digits(digits, region)) or codes
    return True


@given(ANY_DIGITS.map(lambda digits: digits.lstrip("0")), st.sampled_from(REGIONS))
def test_bare_digits_are_national_or_international(digits: str, region: str) -> None:
    suppose(digits)
    assert_bare_is_national_or_international(digits, region)


def test_bare_digits_are_read_both_ways_in_every_region() -> None:
    draw = random.Random(SEED)  # noqa: S311  (examples, not secrets)
    international = [result for *_, result in EXAMPLES if result.isdigit()]
    read = 0
    for region in REGIONS:
        for _ in range(10):
            digits = draw.choice(international)
            kept = draw.randint(1, len(digits))
            end = "".join(draw.choices("0123456789", k=len(digits) - kept))
            read += assert_bare_is_national_or_international(digits[:kept] + end, region)
    assert read > 500


@given(ANY_DIGITS, st.sampled_from([None, *REGIONS]), st.sampled_from(["0", "00", "011", "0011"]))
def test_after_zeros_a_number_is_own_or_international(
    digits: str, region: str | None, zeros: str
) -> None:
    written = zeros + digits
    number = parsed(written, region)
    if isinstance(number, PhoneError):
        assert number.reason is not Reason.LETTERS
    elif not {note.code for note in number.notes} & RULES:
        international = {
            valid_digits(f"+{written.removeprefix(prefix)}", None)
            for prefix in ("00", "011", "0011")
            if written.startswith(prefix)
        }
        own = valid_digits(written, region) if region else None
        assert number.digits in {own, *international}
        assert number.digits == own or NoteCode.INTERNATIONAL_PREFIX in {
            note.code for note in number.notes
        }


@pytest.mark.parametrize("assume", Assume)
@given(digits=ANY_DIGITS.map(lambda digits: digits.lstrip("0")), region=st.sampled_from(REGIONS))
def test_assume_decides_in_every_region(assume: Assume, digits: str, region: str) -> None:
    suppose(digits)
    expected = valid_digits(f"+{digits}", None)
    result = outcome(digits, region, assume).split()
    if assume is Assume.NATIONAL:
        assert "plus_assumed" not in result
    elif expected is not None:
        assert result[0] == ("pager" if is_pager(expected) else expected)
    else:
        assert not result[0].isdigit() or {*result} & {code.value for code in RULES}


HOSTILE = st.text(
    "00112233445566778899+++-–/,.;:|()[]xX#eE=@%?&'\"*~ \t\n\r\v\u00a0\u200e\u202e\x00\x1b\x9b"
    "٠١٢۳۴५０⁵①Ⅷ＋أو orytelwa.me\ufe0f\u20e3\U0001f600\ud800",
    max_size=40,
)
WRAPPED = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["", "tel:", "whatsapp:", "wa.me/", "https://wa.me/", "whatsapp://send?phone="]
    ),
    HOSTILE,
    st.sampled_from(["", "@c.us", "@g.us", ";ext=5", "; 0501234567", " x12", "E+11", ".0"]),
)


@given(
    st.one_of(st.text(), HOSTILE, WRAPPED),
    st.sampled_from([None, *REGIONS]),
    st.sampled_from([None, *Assume]),
)
def test_any_cell_gives_a_number_or_a_printable_reason(
    cell: str, region: str | None, assume: Assume | None
) -> None:
    number = parsed(cell, region, assume)
    if isinstance(number, PhoneError):
        assert str(number).isprintable()
        assert str(number).endswith(".")
    else:
        assert valid_digits(number.e164, None) == number.digits
        assert all(note.message.isprintable() for note in number.notes)


@given(st.one_of(st.text(), HOSTILE, ANY_DIGITS), st.sampled_from([None, Assume.NATIONAL]))
def test_nothing_is_guessed_without_region_and_plus(cell: str, assume: Assume | None) -> None:
    cleaned = clean(cell)
    digits = "".join(re.findall(r"\d", cleaned))
    suppose("+" not in cleaned and "00" not in digits and not set(cleaned) & set("@:"))
    assert not outcome(cell, None, assume)[0].isdigit()


@given(st.sampled_from(EXAMPLES), st.sampled_from(EXAMPLES), st.sampled_from([";", "\n", " | "]))
def test_the_first_valid_of_several_numbers_is_taken(
    first: tuple[str, str | None, str], second: tuple[str, str | None, str], mark: str
) -> None:
    suppose(first[1] is None and second[1] is None and first[2] != second[2])
    result = outcome(f"{first[0]}{mark}{second[0]}").split()
    results = [first[2], second[2]]
    expected = next((digits for digits in results if digits.isdigit()), "pager")
    assert result[0] == expected
    assert expected == "pager" or "several_numbers" in result


@pytest.mark.parametrize("part", ["1 ", " ,", "1x", "1,", "1/", "1;", "1 ::: ", "a.", "9.", "E+"])
def test_a_hostile_cell_is_read_fast(part: str) -> None:
    begun = time.process_time()
    assert not outcome(f"1{part * 5_000}?", "DE")[0].isdigit()
    assert time.process_time() - begun < 20
