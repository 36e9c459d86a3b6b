from __future__ import annotations

import random

import phonenumbers
import pytest
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from wa_link.errors import PhoneError, Reason
from wa_link.phone import reading as readings
from wa_link.phone.plans import Line, LineType
from wa_link.phone.reading import Source

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
CALLING_CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
KINDS = sorted(PhoneNumberType.values())
READ_IN_EACH = 200
SEED = 20_260_101


def national(region: str) -> str:
    example = phonenumbers.example_number(region)
    assert example is not None
    text = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
    return "".join(char for char in text if char.isdigit())


@pytest.mark.parametrize(
    ("digits", "region", "read", "source"),
    [
        ("0501234567", "SA", "966501234567", Source.REGION),
        ("501234567", "SA", "966501234567", Source.REGION),
        ("966501234567", "SA", "966501234567", Source.BARE),
        ("00447911123456", "SA", "447911123456", Source.PREFIX),
        ("011447911123456", "US", "447911123456", Source.PREFIX),
        ("001144791112345", "AU", "1144791112345", None),
        ("0612345678", "IT", "390612345678", Source.REGION),
        ("4155552671", "US", "14155552671", Source.REGION),
        ("14155552671", "US", "14155552671", Source.REGION),
    ],
)
def test_digits_are_read_in_a_region(
    digits: str, region: str, read: str, source: Source | None
) -> None:
    reading = readings.parse_in_region(digits, region)
    if source is None:
        assert reading.problem is not None
    else:
        assert (reading.digits, reading.problem) == (read, None)
        # In +1, the calling code and the trunk prefix are the same digit.
        assert reading.source is source or region == "US"


def test_digits_are_read_after_a_plus() -> None:
    reading = readings.parse_international("966501234567")
    assert (reading.digits, reading.national_number, reading.source, reading.problem) == (
        "966501234567",
        "501234567",
        Source.PLUS,
        None,
    )
    assert reading.line == Line("SA", LineType.MOBILE)
    assert reading.international == "+966 50 123 4567"
    assert reading.national_groups == ("050", "123", "4567")
    assert reading.international_groups == ("966", "50", "123", "4567")


def test_numbers_without_a_region_are_read() -> None:
    assert readings.parse_international("80012345678").line == Line("001", LineType.TOLL_FREE)


@pytest.mark.parametrize(
    ("digits", "problem"),
    [
        ("", Reason.TOO_SHORT),
        ("9", Reason.TOO_SHORT),
        ("44", Reason.TOO_SHORT),
        ("9661", Reason.TOO_SHORT),
        ("44123", Reason.TOO_SHORT),
        ("4412345678", Reason.TOO_SHORT),  # possible within a town only
        ("14155552671234", Reason.TOO_LONG),
        ("966501234567890123", Reason.TOO_LONG),
        ("1" * 300, Reason.TOO_LONG),
        ("9999123456789", Reason.INVALID),
        ("0501234567", Reason.INVALID),
        ("966911234567", Reason.INVALID),
    ],
)
def test_a_problem_says_why_digits_are_not_valid(digits: str, problem: Reason) -> None:
    assert readings.parse_international(digits).problem is problem


@pytest.mark.parametrize("digits", ["00", "009", "00966", "5", "05"])
def test_a_short_number_in_a_region_is_too_short(digits: str) -> None:
    assert readings.parse_in_region(digits, "SA").problem is Reason.TOO_SHORT


@pytest.mark.parametrize("region", REGIONS)
def test_the_national_example_of_every_region_is_valid_at_home(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    reading = readings.parse_in_region(national(region), region)
    assert f"+{reading.digits}" == phonenumbers.format_number(example, PhoneNumberFormat.E164)
    assert reading.problem is None


@pytest.mark.parametrize("region", REGIONS)
def test_only_in_north_america_numbers_are_dialled_alike(region: str) -> None:
    in_north_america = phonenumbers.country_code_for_region(region) == 1
    assert readings.can_dial_without_plus(region, 1) is in_north_america
    assert readings.can_dial_without_plus(region, 44) is False


@pytest.mark.parametrize(
    ("digits", "region", "so"),
    [
        ("011447911123456", "GB", True),
        ("011966501234567", "SA", True),
        ("011966501234567", "GB", False),
        ("01142781234", "GB", False),
        ("447911123456", "GB", False),
    ],
)
def test_the_north_american_prefix_is_recognized(digits: str, region: str, so: bool) -> None:  # noqa: FBT001
    assert readings.has_north_american_prefix(digits, region) is so


def dialled(region: str, draw: random.Random) -> str:
    """Draw digits as people in a region write them: an example number, or a similar number."""
    kind = draw.choice(KINDS)
    example = phonenumbers.example_number_for_type(region, kind)
    example = example or phonenumbers.example_number(region)
    assert example is not None
    own = phonenumbers.national_significant_number(example)
    at_home = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
    behind_trunk = "".join(char for char in at_home if char.isdigit())
    code = str(example.country_code)
    digits = draw.choice(
        (own, behind_trunk, f"0{own}", f"1{own}", code + own, code + behind_trunk,
         f"00{code}{own}", f"011{code}{own}")
    )  # fmt: skip
    at, other = draw.randrange(len(digits)), draw.choice("0123456789")
    return draw.choice(
        (
            digits,
            digits[:-3] + f"{draw.randrange(1000):03d}",
            digits[:at] + other + digits[at + 1 :],
            digits[: at + 1],
            digits + other,
        )
    )


def assert_read_as_by_phonenumbers(reading: readings.Reading, text: str, home: str | None) -> None:
    try:
        number = phonenumbers.parse(text, home, keep_raw_input=True)
    except NumberParseException:
        assert reading.problem is not None, text
        return
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    assert f"+{reading.digits}" == written, (text, home)
    assert reading.source.value == number.country_code_source, (text, home)
    line = None
    if phonenumbers.is_valid_number(number):
        kind = PhoneNumberType.to_string(phonenumbers.number_type(number)).lower()
        line = (phonenumbers.region_code_for_number(number), kind)
    assert reading.line == line, (text, home)


@pytest.mark.long(daily=40)
@pytest.mark.parametrize("region", REGIONS)
def test_readings_agree_with_phonenumbers(region: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(f"{SEED} {region}")  # noqa: S311  (examples, no secrets)
    parsed = readings._parse_by_phonenumbers  # noqa: SLF001  (where phonenumbers is asked)
    asked = valid = 0

    def counted(text: str, home: str | None) -> readings.Reading:
        nonlocal asked
        asked += 1
        return parsed(text, home)

    monkeypatch.setattr(readings, "_parse_by_phonenumbers", counted)
    for _ in range(READ_IN_EACH):
        digits = dialled(region, draw)
        home = region if draw.random() < 0.8 else draw.choice(REGIONS)
        at_home, abroad = (
            readings.parse_in_region(digits, home),
            readings.parse_international(digits),
        )
        assert_read_as_by_phonenumbers(at_home, digits, home)
        assert_read_as_by_phonenumbers(abroad, f"+{digits}", None)
        valid += at_home.line is not None
    assert valid > READ_IN_EACH / 8
    assert asked < 1.4 * READ_IN_EACH  # of 2 * READ_IN_EACH readings, most of them unusual


@pytest.mark.parametrize(
    ("digits", "message"),
    [
        ("966501", "is too short: it has 3 digits after +966, but numbers there have 9 to 10."),
        ("1415555267", "is too short: it has 9 digits after +1, but numbers there have 10."),
        (
            "4485312563",
            "is too short: it has 8 digits after +44, but numbers there have 7, 9 or 10.",
        ),
        (
            "96650123456789",
            "is too long: it has 11 digits after +966, but numbers there have 9 to 10.",
        ),
        ("1" * 30, "is too long for a phone number."),
        ("1", "is too short for a phone number."),
        ("966911234567", "is not in the numbering plan of +966: check its digits."),
        ("9999123456789", "does not begin with a calling code: check its digits."),
    ],
)
def test_errors_name_the_problem(digits: str, message: str) -> None:
    refusal = readings.reading_error(readings.parse_international(digits), f"+{digits}")
    assert isinstance(refusal, PhoneError)
    assert refusal.message == f'"+{digits}" {message}'
    assert refusal.reason is readings.parse_international(digits).problem


@pytest.mark.parametrize("calling_code", CALLING_CODES)
def test_lengths_in_an_error_never_contradict_it(calling_code: int) -> None:
    for length in range(1, 16):
        digits = f"{calling_code}{'9' * length}"
        reading = readings.parse_international(digits)
        before, between, allowed = readings.reading_error(reading, digits).message.partition(
            "numbers have "
        )
        if not between:
            continue
        has = int(before.partition("it has ")[2].split()[0])
        words = allowed.rstrip(".").replace(",", "").replace("or ", "").split()
        if "to" in words:
            words = [str(size) for size in range(int(words[0]), int(words[2]) + 1)]
        sizes = [int(word) for word in words]
        assert has not in sizes
        if reading.problem is Reason.TOO_LONG:
            assert has > max(sizes)
