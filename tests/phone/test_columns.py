"""Tests that cells of columns without phone numbers are never read as phone numbers."""

from __future__ import annotations

import re

import phonenumbers
import pytest

from tests.bench.column_cells import ALIKE, RULED, make_cells
from tests.bench.columns import REGIONS, find_linked
from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone
from wa_link.phone.national_form import is_national_format


def test_the_columns_are_many() -> None:
    assert len(REGIONS) >= 14
    assert len(RULED) >= 25
    assert not RULED.keys() & ALIKE.keys()


@pytest.mark.parametrize("kind", RULED)
def test_no_cell_of_another_column_is_linked(kind: str) -> None:
    cells = make_cells(kind, 60)
    assert len(set(cells)) > 10
    assert [link for region in REGIONS for link in find_linked(kind, cells, region)] == []


@pytest.mark.parametrize("kind", ALIKE)
def test_cells_that_look_alike_are_read_or_refused(kind: str) -> None:
    cells = make_cells(kind, 20)
    assert len([link for region in REGIONS for link in find_linked(kind, cells, region)]) < 500


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_a_number_in_the_regions_form_is_its_own(region: str) -> None:
    """Check that numbers in national format are linked, even if they look like figures."""
    example = phonenumbers.example_number(region)
    assert example is not None
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    written = phonenumbers.format_number(example, national)
    for cell in (written, written.replace(" ", "."), written.replace(" ", "-")):
        assert is_national_format(cell, region), cell
        if re.fullmatch(r"\d\.\d+", cell):  # a quantity everywhere: 5.01234567
            continue
        # The cell can still be refused for another reason, such as two valid readings.
        assert not is_refused_as_figure(cell, region), cell


def is_refused_as_figure(cell: str, region: str) -> bool:
    try:
        parse_phone(cell, region)
    except PhoneError as error:
        return error.reason is Reason.NOT_A_NUMBER
    return False


def test_the_same_seed_draws_the_same() -> None:
    assert make_cells("date", 9, seed=3) == make_cells("date", 9, seed=3)
    assert make_cells("date", 9, seed=3) != make_cells("date", 9, seed=4)
