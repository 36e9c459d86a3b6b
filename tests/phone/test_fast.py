"""The short way of a cell comes to what the long way comes to, where it comes to anything."""

from __future__ import annotations

import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from wa_link.errors import PhoneError
from wa_link.phone import PhoneNumber, steps
from wa_link.phone.fast import parse_fast
from wa_link.phone.steps import parse_all

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = sorted(PhoneNumberType.values())
FORMS = (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)


def cells(region: str, draw: random.Random) -> list[str]:
    """A region's examples as they are written and typed, and cells near them."""
    examples = [phonenumbers.example_number_for_type(region, kind) for kind in KINDS]
    written = [
        phonenumbers.format_number(number, form) for number in examples if number for form in FORMS
    ]
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


def the_long_way(cell: str, region: str | None) -> PhoneNumber | None:
    """The number of a cell, where there is one and nothing to be said of it."""
    try:
        results = parse_all(cell, region, None)  # it takes no short way
    except PhoneError:
        return None
    (result, *more) = results
    return None if more or isinstance(result, PhoneError) or result.notes else result


@pytest.mark.parametrize("region", REGIONS)
def test_the_short_way_leads_where_the_long_way_does(region: str) -> None:
    draw = random.Random(region)  # noqa: S311  (examples, no secrets)
    for home in (None, region, draw.choice(REGIONS)):
        for cell in cells(region, draw):
            if phone := parse_fast(cell, home):
                assert phone == the_long_way(cell, home), (cell, home)


def test_all_phones_takes_no_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above compared the short way with itself."""
    monkeypatch.setattr(steps, "parse_fast", None)
    phone = the_long_way("+447911123456", None)
    assert phone is not None
    assert phone.digits == "447911123456"


@pytest.mark.parametrize("region", REGIONS)
def test_most_cells_go_the_short_way(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    example = example or phonenumbers.example_number(region)
    assert example is not None
    written = [phonenumbers.format_number(example, form) for form in FORMS[:2]]
    for cell in written:
        # What is between digits but spaces, and what Argentinians are told, take a closer look.
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
def test_what_is_certain(cell: str, region: str | None) -> None:
    phone = parse_fast(cell, region)
    assert phone is not None
    assert phone == the_long_way(cell, region)


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        pytest.param("", "GB", id="empty"),
        pytest.param("07911 123456", None, id="no region"),
        pytest.param("447911123456", "GB", id="bare digits"),
        pytest.param("501234567", "SA", id="bare national digits"),
        pytest.param("00447911123456", "SA", id="international prefix"),
        pytest.param("011447911123456", "US", id="north american prefix"),
        pytest.param("+44 07911 123456", None, id="trunk prefix behind the code"),
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
def test_what_takes_a_closer_look(cell: str, region: str | None) -> None:
    assert parse_fast(cell, region) is None
