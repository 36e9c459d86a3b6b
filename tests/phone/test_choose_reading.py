from __future__ import annotations

import pytest

from wa_link.errors import OptionError, PhoneError, Reason
from wa_link.phone.assume import Assume, assume_option
from wa_link.phone.choose_reading import resolve
from wa_link.phone.digits import extract_digits

NATIONAL, INTERNATIONAL = Assume.NATIONAL, Assume.INTERNATIONAL
PREFIX = "international_prefix"
PLUS = "plus_assumed"
HOME = "national_assumed"


@pytest.mark.parametrize(
    ("text", "region", "assume", "digits", "codes"),
    [
        # with a plus, the region makes no difference
        ("+966501234567", None, None, "966501234567", ""),
        ("+966501234567", "DE", NATIONAL, "966501234567", ""),
        ("+44 (0) 7911 123456", None, None, "447911123456", ""),
        ("+39 06 1234 5678", None, None, "390612345678", ""),
        ("+225 07 07 12 34 56", None, None, "2250707123456", ""),
        ("+242 06 612 3456", None, None, "242066123456", ""),
        ("+378 0549 886377", None, None, "3780549886377", ""),
        ("+1 1 415 555 2671", None, None, "14155552671", ""),
        # international (IDD) prefix 00
        ("0044 7911 123456", None, None, "447911123456", PREFIX),
        ("0044 7911 123456", "US", None, "447911123456", PREFIX),
        ("0044 7911 123456", "DE", None, "447911123456", PREFIX),
        ("0044 7911 123456", "DE", NATIONAL, "447911123456", PREFIX),
        ("00525512345678", "MX", None, "525512345678", PREFIX),
        ("005215512345678", None, None, "525512345678", f"{PREFIX} mx_1_dropped"),
        ("00390612345678", "IT", None, "390612345678", PREFIX),
        ("0011 65 9123 4567", "AU", None, "6591234567", PREFIX),
        ("0011 61 412 345 678", None, None, "61412345678", PREFIX),
        ("00 702 9536", "TJ", None, "992007029536", ""),  # numbers begin with zeros there
        ("0078 531 9584", "JP", None, "8100785319584", ""),
        ("001 415 555 2671", None, None, "14155552671", PREFIX),
        # international (IDD) prefix 011
        ("011 4567-8901", "AR", None, "541145678901", "ar_maybe_mobile"),
        ("011 3265-4321", "BR", None, "551132654321", ""),
        ("011 44 7911 123456", "US", None, "447911123456", PREFIX),
        ("011 44 7911 123456", "GB", None, "447911123456", PREFIX),
        ("011 52 1 55 1234 5678", "MX", None, "525512345678", f"{PREFIX} mx_1_dropped"),
        # one leading zero
        ("0501234567", "SA", None, "966501234567", ""),
        ("0501234567", "SA", INTERNATIONAL, "966501234567", ""),
        ("06 1234 5678", "IT", None, "390612345678", ""),
        # neither plus nor leading zero
        ("501234567", "SA", None, "966501234567", ""),
        ("966501234567", "SA", None, "966501234567", PLUS),
        ("966501234567", "SA", INTERNATIONAL, "966501234567", PLUS),
        ("966501234567", None, INTERNATIONAL, "966501234567", PLUS),
        ("966501234567", "DE", INTERNATIONAL, "966501234567", PLUS),
        ("966501234567", "DE", NATIONAL, "49966501234567", HOME),
        ("4915123456789", "DE", NATIONAL, "494915123456789", HOME),
        ("501234567", "SA", NATIONAL, "966501234567", ""),
        ("5215512345678", "MX", None, "525512345678", f"{PLUS} mx_1_dropped"),
        ("51 8765 4321", "BR", None, "5551987654321", "br_9_added"),
        # in +1, the calling code is also the trunk prefix, so no plus is assumed
        ("1 415 555 2671", "US", None, "14155552671", ""),
        ("1 415 555 2671", "JM", None, "14155552671", ""),
        *(("1 415 555 2671", "US", assume, "14155552671", "") for assume in Assume),
        ("1 415 555 2671", "SA", None, "14155552671", PLUS),
        # two valid readings; the national format decides
        ("24 771947", "OM", None, "96824771947", HOME),
        ("8 495 123-45-67", "RU", None, "74951234567", HOME),
        ("800 2123 4567", "HN", None, "50480021234567", HOME),
        # two valid readings; the region's own calling code before a mobile decides
        ("4915123456789", "DE", None, "4915123456789", PLUS),
        ("62812345678", "ID", None, "62812345678", PLUS),
        # two valid readings; the national number is a mobile, and the other is not
        ("(658) 291-0506", "JM", None, "16582910506", HOME),
        ("3511234567", "IT", None, "393511234567", ""),
        ("95293038", "NO", None, "4795293038", HOME),  # +95 2 93038 is a landline in Burma
        # a toll-free number of India
        ("1860 345 1234", "IN", None, "9118603451234", HOME),
        # an international prefix that does not begin with zero
        ("810 44 7911 123456", "RU", None, "447911123456", PREFIX),
    ],
)
def test_digits_resolve_to_one_number(
    text: str, region: str | None, assume: Assume | None, digits: str, codes: str
) -> None:
    number = resolve(extract_digits(text), region, assume)
    assert number.digits == digits
    assert [note.code.value for note in number.notes] == codes.split()


BARE_DECIDES = (
    'write the right number with its +, or add assume="national" or assume="international" '
    "if all numbers without a + are written in the same way."
)


@pytest.mark.parametrize(
    ("text", "region", "first", "second", "way_out"),
    [
        ("966501234567", "DE", "+49 9665 01234567", "+966 50 123 4567", BARE_DECIDES),
        ("2463883779", "GR", "+30 2463 883779", "+246 388 3779", BARE_DECIDES),
        ("18603451234", "IN", "+91 1860 345 1234", "+1 860-345-1234", BARE_DECIDES),
        # neither reading is a mobile, both are, or only the one after a plus is
        ("496114270", "IE", "+353 49 611 4270", "+49 611 4270", BARE_DECIDES),
        ("508882111", "FI", "+358 50 8882111", "+508 88 21 11", BARE_DECIDES),
        ("228 930 973 11", "DE", "+49 228 93097311", "+228 93 09 73 11", BARE_DECIDES),
        # the region's own calling code, but not before a mobile
        ("62484544628", "ID", "+62 624 84544628", "+62 484 544628", BARE_DECIDES),
        # digits without groups, even if the national format has none
        ("67286226", "BO", "+591 67286226", "+672 3 86226", BARE_DECIDES),
        # grouped as in both formats
        ("967 716 085 535", "CZ", "+420 967 716 085 535", "+967 716 085 535", BARE_DECIDES),
        # a reading that was changed to make it valid does not decide
        ("51 8423 4567", "BR", "+55 51 98423-4567", "+51 84 234567", BARE_DECIDES),
        ("1 55 1234 5678", "MX", "+52 55 1234 5678", "+1 551-234-5678", BARE_DECIDES),
        # --assume has no effect on digits that begin with 00
        (
            "0011 65 8223 4567",
            None,
            "+65 8223 4567",
            "+1 658-223-4567",
            "write the right number with its +.",
        ),
        (
            "0011 65 8223 4567",
            "AU",
            "+65 8223 4567",
            "+1 658-223-4567",
            "write the right number with its +.",
        ),
    ],
)
def test_two_valid_readings_are_ambiguous(
    text: str, region: str | None, first: str, second: str, way_out: str
) -> None:
    with pytest.raises(PhoneError) as caught:
        resolve(extract_digits(text), region, None)
    assert caught.value.reason is Reason.AMBIGUOUS
    assert caught.value.message == f'"{text}" may be {first} or {second}: {way_out}'


REGION = 'or give its region, as in region="GB".'


@pytest.mark.parametrize(
    ("text", "assume", "likely"),
    [
        ("966501234567", None, "write +966 50 123 4567 if that is the right number"),
        ("966501234567", NATIONAL, "write +966 50 123 4567 if that is the right number"),
        ("5215512345678", None, "write +52 55 1234 5678 if that is the right number"),
        ("0612345678", None, "write it with + and its calling code"),
        ("0612345678", INTERNATIONAL, "write it with + and its calling code"),
        ("011 44 7911 123456", None, "write it with + and its calling code"),
        ("12", None, "write it with + and its calling code"),
    ],
)
def test_digits_without_region_are_refused(text: str, assume: Assume | None, likely: str) -> None:
    with pytest.raises(PhoneError) as caught:
        resolve(extract_digits(text), None, assume)
    assert caught.value.reason is Reason.NO_REGION
    assert caught.value.message == f'"{text}" has no + and no region: {likely}, {REGION}'


@pytest.mark.parametrize(
    ("text", "region", "assume", "reason"),
    [
        ("+0501234567", "SA", None, Reason.INVALID),
        ("+00966501234567", "SA", None, Reason.INVALID),
        ("+501234567", "SA", None, Reason.TOO_SHORT),  # never the national reading of a plus
        ("00", None, None, Reason.TOO_SHORT),
        ("00 0 44 7911 123456", None, None, Reason.INVALID),
        ("0044 7911", None, None, Reason.TOO_SHORT),
        ("911", "US", None, Reason.TOO_SHORT),
        ("112", "DE", None, Reason.TOO_SHORT),
        ("997", "SA", None, Reason.TOO_SHORT),
        ("501234567", "SA", INTERNATIONAL, Reason.TOO_SHORT),
        ("447911123456", "SA", NATIONAL, Reason.TOO_LONG),
        # A number with one digit too many; after 011, it would be a number of another person.
        ("01149845741", "ZA", None, Reason.INVALID),
        ("01195224411", "SA", None, Reason.INVALID),
        ("0114 633 30495", "GB", None, Reason.TOO_LONG),
        ("20 21 22 23", "CI", None, Reason.INVALID),
    ],
)
def test_digits_without_a_valid_reading_are_refused(
    text: str, region: str | None, assume: Assume | None, reason: Reason
) -> None:
    with pytest.raises(PhoneError) as caught:
        resolve(extract_digits(text), region, assume)
    assert caught.value.reason is reason


def test_pagers_are_refused() -> None:
    with pytest.raises(PhoneError) as caught:
        resolve(extract_digits("+44 7640 123456"), None, None)
    assert (caught.value.reason, caught.value.message) == (
        Reason.PAGER,
        '"+44 7640 123456" is a pager number, which has no WhatsApp: give another number.',
    )


@pytest.mark.parametrize(
    ("text", "region", "message"),
    [
        (
            "0044 7911 123456",
            None,
            (
                '"0044 7911 123456" begins with an international prefix, '
                "so it was read as +44 7911 123456."
            ),
        ),
        (
            "966501234567",
            "SA",
            "A + was assumed before the digits, so they were read as +966 50 123 4567.",
        ),
    ],
)
def test_notes_show_the_number(text: str, region: str | None, message: str) -> None:
    assert [note.message for note in resolve(extract_digits(text), region, None).notes] == [message]


@pytest.mark.parametrize("assume", Assume)
def test_assume_may_be_named_by_a_string(assume: Assume) -> None:
    assert assume_option(assume.value) is assume_option(assume) is assume


@pytest.mark.parametrize("name", ["", "National", "guess"])
def test_an_unknown_assume_is_an_option_error(name: str) -> None:
    with pytest.raises(OptionError) as caught:
        assume_option(name)
    assert str(caught.value) == (
        f'Can\'t assume that numbers are "{name}": use national or international.'
    )
