"""Tests of zeros, brackets and a trunk prefix after a plus, and of the suggested number."""

from __future__ import annotations

import re

import pytest

from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone

READ = [
    ("trunk 8 for the calling code", "+8 (495) 123-45-67", "RU", "74951234567 trunk_8_dropped"),
    ("trunk 8 for the calling code", "+8(495)1234567", "RU", "74951234567 trunk_8_dropped"),
    ("trunk 8 for the calling code", "+8 (916) 123-45-67", "RU", "79161234567 trunk_8_dropped"),
    ("trunk 8 for the calling code", "+8 (701) 123 45 67", "KZ", "77011234567 trunk_8_dropped"),
    ("trunk 8 for the calling code", "+8 (029) 491-19-11", "BY", "375294911911 trunk_8_dropped"),
    ("trunk 8, grouped as at home", "+8 495 123-45-67", "RU", "74951234567 trunk_8_dropped"),
    ("trunk 8, not valid with the +", "+8 916 1234567", "RU", "79161234567 trunk_8_dropped"),
    ("trunk 8 without a +", "8 (495) 123-45-67", "RU", "74951234567"),
    ("a calling code that begins with 8", "+84 951 234 567", "RU", "84951234567"),
    ("a calling code that begins with 8", "+84951234567", "RU", "84951234567"),
    ("a calling code that begins with 8", "(+84) 951 234 567", "RU", "84951234567"),
    # the zero in brackets is also the last digit of the calling code
    ("bracket with the code's own zero", "+2 (010) 1234 5678", None, "201012345678"),
    ("bracket with the code's own zero", "+9 (0532) 123 45 67", "TR", "905321234567"),
    ("bracket with the code's own zero", "+6 (012) 345 6789", "DE", "60123456789"),
    ("bracket with the code's own zero", "+4 (0722) 123 456", None, "40722123456"),
    ("bracket after the code in two groups", "+3 8(050) 123-45-67", "UA", "380501234567"),
    ("bracket after the code in two groups", "+3 8 (050) 123-45-67", None, "380501234567"),
    ("bracket around code and area", "+(971 50) 123 4567", None, "971501234567"),
    ("bracket around code and area", "(+4930) 123456", "US", "4930123456"),
    ("bracket around the calling code", "+(971) 50 123 4567", None, "971501234567"),
    ("(0), a trunk prefix", "+44 (0) 7911 123456", None, "447911123456"),
    ("(0) where there is no trunk prefix", "+34 (0) 612 345 678", None, "34612345678"),
    ("(0) where there is no trunk prefix", "+974 (0) 5512 3456", "DE", "97455123456"),
    ("(0) where there is no trunk prefix", "+1 (0) 415 555 2671", None, "14155552671"),
    ("(0) where there is no trunk prefix", "+45[0]44227693", None, "4544227693"),
    (
        "(0) after 00",
        "0034 (0) 612 345 678",
        "DE",
        "34612345678 international_prefix",
    ),
    (
        "(0) after 011",
        "011 1 (0) 415 555 2671",
        "US",
        "14155552671 international_prefix",
    ),
    ("(0) without a +", "34 (0) 612 345 678", "ES", "34612345678 plus_assumed"),
    ("(0) that is a number's own", "+39 (0) 6 1234 5678", None, "390612345678"),
    ("(0) that is a number's own", "+241 (0) 1 44 41 23", None, "24101444123"),
]


@pytest.mark.parametrize(
    ("cell", "region", "result"),
    [row[1:] for row in READ],
    ids=[f"{kind} {region} {cell}" for kind, cell, region, _ in READ],
)
def test_digits_after_a_plus_are_read(cell: str, region: str | None, result: str) -> None:
    number = parse_phone(cell, region)
    assert " ".join([number.digits, *(note.code.value for note in number.notes)]) == result


REPEATED_CODES = [
    *((cell, "+62 622 18350150", "+62 21 8350150") for cell in (
        "+62 062 21 8350150", "0062 062 21 8350150", "+62062218350150", "00620622183 50150",
        "+62 (0)62 21 8350150",
    )),
    *((cell, "+49 491 5123456789", "+49 1512 3456789") for cell in (
        "+49 049 1512 3456789", "+4904915123456789", "004904915123456789",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "first", "second"), REPEATED_CODES)
def test_a_calling_code_again_after_a_zero_is_refused(cell: str, first: str, second: str) -> None:
    with pytest.raises(PhoneError, match=re.escape(f"may be {first} or {second}")) as caught:
        parse_phone(cell)
    assert caught.value.reason is Reason.AMBIGUOUS


@pytest.mark.parametrize("cell", ["+49 0491 12345", "+49 (0)491 12345", "+49 (0) 491 12345"])
def test_an_area_code_like_the_calling_code_is_read(cell: str) -> None:
    assert parse_phone(cell).digits == "4949112345"


TO_74951234567 = "write +7 495 123-45-67 if that is the right number."
BRACKET = "has a bracket after 8, which is not a calling code"
REFUSED = [
    *(
        (
            "a bracket around more than the code",
            cell,
            region,
            "ambiguous",
            f"may be {own} or {other}: write the right number with its +.",
        )
        for cell, region, own, other in (
            ("+(495) 123-45-67", "RU", "+7 495 123-45-67", "+49 5123 4567"),
            ("(+495) 123 45 67", "RU", "+7 495 123-45-67", "+49 5123 4567"),
            ("+ (473) 269-1247", "GD", "+1 473-269-1247", "+47 32 69 12 47"),
            ("+(323) 374-6503", "US", "+1 323-374-6503", "+32 3 374 65 03"),
            ("+(646) 374-6503", "US", "+1 646-374-6503", "+64 6 374 6503"),
        )
    ),
    (
        "a bracket around more than the code",
        "+(495) 123-45-67",
        None,
        "invalid",
        (
            "has more than the calling code in its first brackets: "
            "write +49 5123 4567 if that is the right number."
        ),
    ),
    *(
        (
            "(0) that may be a number's own",
            cell,
            "IT",
            "ambiguous",
            "may be +39 0345 123456 or +39 345 123 456: write the right number with its +.",
        )
        for cell in ("0039 (0) 345 123456", "39 (0) 345 123456")
    ),
    ("bracket in the code", "+8 (495) 123-45-67", None, "invalid", f"{BRACKET}: {TO_74951234567}"),
    ("bracket in the code", "+8 (495) 123-45-67", "DE", "invalid", f"{BRACKET}: {TO_74951234567}"),
    ("bracket in the code", "8 (495) 123-45-67", "SG", "invalid", f"{BRACKET}: {TO_74951234567}"),
    (
        "bracket in the code",
        "8 (495) 123-45-67",
        None,
        "no_region",
        (
            "has no + and no region: write +7 495 123-45-67 if that is the right number, "
            'or give its region, as in region="GB".'
        ),
    ),
    (
        "bracket in the code, which is in two groups",
        "+3 7 (495) 123-45-67",
        "RU",
        "invalid",
        (
            "has a bracket after 3, which is not a calling code: "
            "write the whole calling code after the +."
        ),
    ),
    (
        "bracket in the code",
        "+9 (71) 50 123 4567",
        "AE",
        "invalid",
        (
            "has a bracket after 9, which is not a calling code: "
            "write the whole calling code after the +."
        ),
    ),
    (
        "8 apart",
        "+8 495 123-45-67",
        None,
        "ambiguous",
        "may be +7 495 123-45-67 or +84 951 234 567: write the right number with its +.",
    ),
    (
        "8 apart",
        "+8 4951234567",
        "RU",
        "ambiguous",
        "may be +7 495 123-45-67 or +84 951 234 567: write the right number with its +.",
    ),
    (
        "+0",
        "+0171 1234567",
        "DE",
        "invalid",
        (
            "begins with +0, and no calling code begins with 0: "
            "write +49 171 1234567 if that is the right number."
        ),
    ),
    (
        "+0",
        "+0171 1234567",
        None,
        "invalid",
        ("begins with +0, and no calling code begins with 0: replace the 0 by the calling code."),
    ),
    (
        "+0",
        "+0966501234567",
        "SA",
        "invalid",
        (
            "begins with +0, and no calling code begins with 0: "
            "write +966 50 123 4567 if that is the right number."
        ),
    ),
    (
        "+00",
        "+0049 171 1234567",
        None,
        "invalid",
        (
            "begins with +00, and no calling code begins with 0: "
            "write +49 171 1234567 if that is the right number."
        ),
    ),
    (
        "+00",
        "+00 966 50 123 4567",
        "DE",
        "invalid",
        (
            "begins with +00, and no calling code begins with 0: "
            "write +966 50 123 4567 if that is the right number."
        ),
    ),
    (
        "+00",
        "+00 1",
        None,
        "invalid",
        ("begins with +00, and no calling code begins with 0: replace the 00 by the calling code."),
    ),
    (
        "a zero after the calling code",
        "+974055123456",
        None,
        "invalid",
        (
            "has a zero after +974 that is not part of the number: "
            "write +974 5512 3456 if that is the right number."
        ),
    ),
    (
        "a zero after the calling code",
        "974 055123456",
        "QA",
        "invalid",
        (
            "has a zero after +974 that is not part of the number: "
            "write +974 5512 3456 if that is the right number."
        ),
    ),
    (
        "a zero after the calling code",
        "00974055123456",
        "DE",
        "invalid",
        (
            "has a zero after +974 that is not part of the number: "
            "write +974 5512 3456 if that is the right number."
        ),
    ),
    (
        "a zero after the calling code",
        "+3460612345678",
        None,
        "too_long",
        "is too long: it has 11 digits after +34, but numbers there have 9.",
    ),
    (
        "(0) and both are valid",
        "+39 (0) 345 860 7398",
        None,
        "ambiguous",
        "may be +39 0345 860 7398 or +39 345 860 7398: write the right number with its +.",
    ),
    (
        "(0) elsewhere",
        "+34 612 (0) 345 678",
        None,
        "too_long",
        "is too long: it has 10 digits after +34, but numbers there have 9.",
    ),
    (
        "00 that is a number's own",
        "0018007853970",
        "TH",
        "ambiguous",
        "may be +66 0018007853970 or +1 800-785-3970: write the right number with its +.",
    ),
    (
        "00 that is a number's own",
        "0078034263150",
        "ID",
        "ambiguous",
        "may be +62 0078034263150 or +7 803 426-31-50: write the right number with its +.",
    ),
    (
        "00 that is a number's own",
        "0079859421616",
        "KR",
        "ambiguous",
        "may be +82 0079859421616 or +7 985 942-16-16: write the right number with its +.",
    ),
]


@pytest.mark.parametrize(
    ("cell", "region", "reason", "message"),
    [row[1:] for row in REFUSED],
    ids=[f"{kind} {region} {cell}" for kind, cell, region, *_ in REFUSED],
)
def test_doubtful_digits_after_a_plus_are_refused(
    cell: str, region: str | None, reason: str, message: str
) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert (caught.value.reason.value, caught.value.message) == (reason, f'"{cell}" {message}')


PAIRS = [
    ("513140867 513140868", "SA", "513140867", "513140868"),
    ("513140867 513140868", "PL", "513140867", "513140868"),
    ("0501234567 0559876543", "SA", "0501234567", "0559876543"),
    ("050 123 4567 055 987 6543", "SA", "050 123 4567", "055 987 6543"),
    ("98765 43210 98765 43211", "IN", "98765 43210", "98765 43211"),
    ("+966513140867 966513140868", None, "966513140867", "966513140868"),
    ("13523333233 13523333234", "CN", "13523333233", "13523333234"),
]


@pytest.mark.parametrize(("cell", "region", "first", "second"), PAIRS)
def test_two_numbers_with_a_space_between_them_are_named(
    cell: str, region: str | None, first: str, second: str
) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert caught.value.reason in (Reason.TOO_LONG, Reason.INVALID)
    assert caught.value.message == (
        f'"{cell}" may be two numbers, "{first}" and "{second}": '
        "write each on its own line, or write ; between them."
    )


def test_too_many_digits_are_not_two_numbers() -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone("0114 633 30495", "GB")
    assert "two numbers" not in caught.value.message


@pytest.mark.parametrize(
    ("cell", "region"),
    [("60947 67045", "AC"), ("62758 77450", "AC"), ("7909 8889671", "NU"), ("4950 8882091", "NU")],
)
def test_two_short_numbers_are_not_one_from_abroad(cell: str, region: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert caught.value.reason is Reason.AMBIGUOUS
    assert " may be two numbers, " in caught.value.message
