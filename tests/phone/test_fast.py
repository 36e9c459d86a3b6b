"""Tests that `parse_fast`, `parse_fully` and phonenumbers read the same number from a cell."""

from __future__ import annotations

import random

import phonenumbers
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from wa_link.errors import PhoneError
from wa_link.phone import PhoneNumber, steps
from wa_link.phone.choose_reading import resolve
from wa_link.phone.digits import extract_simple
from wa_link.phone.fast import parse_fast
from wa_link.phone.steps import parse_all

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = sorted(PhoneNumberType.values())
FORMS = (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
Outcome = tuple[str, str, tuple[str, ...]]


def examples(region: str) -> list[str]:
    """Return a region's example numbers in every form."""
    numbers = [phonenumbers.example_number_for_type(region, kind) for kind in KINDS]
    return [phonenumbers.format_number(it, form) for it in numbers if it for form in FORMS]


def cells(region: str, draw: random.Random) -> list[str]:
    """Return a region's examples as people write and type them, and cells similar to them."""
    written = examples(region)
    plain = [*written, *("".join(filter(str.isdigit, cell)) for cell in written)]
    return [*plain, *(changed for cell in plain for changed in near(cell, draw))]


def near(cell: str, draw: random.Random) -> tuple[str, ...]:
    at, digit = draw.randrange(len(cell)), draw.choice("0123456789")
    return (
        cell[:at] + digit + cell[at + 1 :],
        cell[:at] + cell[at + 1 :],
        cell[:at] + draw.choice(f" {digit}") + cell[at:],
        draw.choice(("0", "+0", "+", "00", "011", " ")) + cell.lstrip("+"),
        cell.replace("+", draw.choice(("+ ", "++", "00", "\uff0b"))),
    )


@st.composite
def written_cells(draw: st.DrawFn) -> tuple[str, str | None]:
    """Draw an example number with some characters changed, and a region or None."""
    region = draw(st.sampled_from(REGIONS))
    cell = draw(st.sampled_from(examples(region)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(cell)))
        sign = draw(st.sampled_from([*"0123456789 -()+", "(0)", " (", ") ", ""]))
        cell = cell[:at] + sign + cell[at + draw(st.integers(0, 1)) :]
    return cell, draw(st.sampled_from([None, region, draw(st.sampled_from(REGIONS))]))


def parse_slowly(cell: str, region: str | None) -> PhoneNumber | PhoneError:
    """Return the number or error of a cell, as all steps of `parse_all` read it."""
    try:
        results = parse_all(cell, region, None)  # without `parse_fast` and `extract_simple`
    except PhoneError as error:
        return error
    assert len(results) == 1
    return results[0]


def shown(result: PhoneNumber | PhoneError) -> Outcome:
    if isinstance(result, PhoneError):
        return result.reason.value, result.message, ()
    return result.digits, result.line_type.value, tuple(note.message for note in result.notes)


def by_phonenumbers(cell: str, region: str | None) -> str | None:
    """Return the digits of a number that phonenumbers calls valid, else None."""
    try:
        number = phonenumbers.parse(cell, region)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")


@pytest.mark.parametrize("region", REGIONS)
def test_fast_numbers_equal_those_of_the_full_way(region: str) -> None:
    draw = random.Random(region)  # noqa: S311  (examples, no secrets)
    for home in (None, region, draw.choice(REGIONS)):
        for cell in cells(region, draw):
            if phone := parse_fast(cell, home):
                assert shown(phone) == shown(parse_slowly(cell, home)), (cell, home)
                assert phone.digits == by_phonenumbers(cell, home), (cell, home)


@given(written_cells())
@example(("+44 (0) 7911 123456", None))
@example(("(+44) 7911 123456", None))
@example(("+8 (495) 123-45-67", "RU"))
@example(("+1-2-3", None))
def test_fast_and_simple_cells_go_the_full_way_too(drawn: tuple[str, str | None]) -> None:
    cell, region = drawn
    fast, simple = parse_fast(cell, region), extract_simple(cell)
    assume(fast or simple)
    slow = shown(parse_slowly(cell, region))
    if fast:
        assert shown(fast) == slow
        assert fast.digits == by_phonenumbers(cell, region)
    if simple:
        try:
            found: PhoneNumber | PhoneError = resolve(simple, region, None)
        except PhoneError as error:
            if "-" in cell:  # the full way also looks for a range
                return
            found = error
        assert shown(found) == slow


def test_the_full_way_neither_is_fast_nor_simple(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that `parse_slowly` does not use the fast path, so the tests compare two ways."""
    monkeypatch.setattr(steps, "extract_simple", None)
    assert not hasattr(steps, "parse_fast")
    assert shown(parse_slowly("+447911123456", None))[0] == "447911123456"


@pytest.mark.parametrize("region", REGIONS)
def test_most_cells_are_fast(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    example = example or phonenumbers.example_number(region)
    assert example is not None
    written = [phonenumbers.format_number(example, form) for form in FORMS[:2]]
    for cell in written:
        # `parse_fast` reads no signs other than spaces, and no numbers of Argentina.
        is_plain = set(cell) <= set("+0123456789 ") and region != "AR"
        assert (parse_fast(cell, None) is not None) is is_plain, cell


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        pytest.param("+44 7911 123456", None, id="international"),
        pytest.param("07911 123456", "GB", id="trunk prefix"),
        pytest.param("  0 5 0 1234567", "SA", id="spaces"),
        pytest.param("+800 1234 5678", None, id="no region"),
    ],
)
def test_certain_cells_are_fast(cell: str, region: str | None) -> None:
    phone = parse_fast(cell, region)
    assert phone is not None
    assert shown(phone) == shown(parse_slowly(cell, region))


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        pytest.param("", "GB", id="empty"),
        pytest.param("07911 123456", None, id="no region"),
        pytest.param("447911123456", "GB", id="bare digits"),
        pytest.param("501234567", "SA", id="bare national digits"),
        pytest.param("00447911123456", "SA", id="international prefix"),
        pytest.param("011447911123456", "US", id="north american prefix"),
        pytest.param("+44 07911 123456", None, id="trunk prefix after the code"),
        pytest.param("+447640123456", None, id="pager"),
        pytest.param("+5215512345678", None, id="repaired"),
        pytest.param("+541123456789", None, id="noted"),
        pytest.param("+44791112345", None, id="invalid"),
        pytest.param("+9991234567", None, id="no calling code"),
        pytest.param("05 03 1993", "AT", id="date"),
        pytest.param(" 08 11  94", "FI", id="date of two digits"),
        pytest.param("+44\u06607911123456", None, id="other digits"),
        pytest.param("+447911123456\n", None, id="line break"),
        pytest.param("++447911123456", None, id="two signs"),
        pytest.param("9" * 10_000, "GB", id="long"),
        pytest.param("+" + "9" * 10_000, None, id="long international"),
    ],
)
def test_other_cells_are_not_fast(cell: str, region: str | None) -> None:
    assert parse_fast(cell, region) is None
