from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import OptionError
from wa_link.phone.regions import find_region, region_option


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_region_is_found_in_any_case(region: str) -> None:
    for text in (region, region.lower(), region.capitalize(), f" {region} "):
        assert find_region(text) == region
        assert region_option(text) == region


@pytest.mark.parametrize("text", ["", " ", "ZZ", "001", "966", "SAU", "S A", "AQ", "اا"])
def test_what_is_no_region_is_not_found(text: str) -> None:
    assert find_region(text) is None


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("UK", "GB (United Kingdom)"),
        ("uk", "GB (United Kingdom)"),
        ("USA", "US (United States)"),
        ("UAE", "AE (United Arab Emirates)"),
        ("KSA", "SA (Saudi Arabia)"),
        ("EL", "GR (Greece)"),
        ("Germany", "DE (Germany)"),
        ("saudi", "SA (Saudi Arabia)"),
        ("Brasil", "BR (Brazil)"),
        ("Jersy", "JE (Jersey)"),
    ],
)
def test_the_region_that_was_meant_is_named_first(text: str, near: str) -> None:
    with pytest.raises(OptionError) as caught:
        region_option(text)
    assert str(caught.value).startswith(f'"{text}" is no region: use two letters, such as {near}')


def test_with_nothing_near_two_examples_are_named() -> None:
    with pytest.raises(OptionError) as caught:
        region_option("12345")
    assert str(caught.value) == (
        '"12345" is no region: use two letters, such as GB (United Kingdom), SA (Saudi Arabia).'
    )


@given(st.text(max_size=12))
def test_whatever_is_no_region_is_refused_in_one_short_printable_line(text: str) -> None:
    if find_region(text) is None:
        with pytest.raises(OptionError) as caught:
            region_option(text)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 400


def test_the_names_of_regions_do_not_load_the_whole_of_geodata() -> None:
    code = (
        "import sys; from wa_link.phone.regions import find_region, region_option\n"
        "try: region_option('Germany')\n"
        "except ValueError as error: print(error)\n"
        "print('phonenumbers.geodata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        '"Germany" is no region: use two letters, such as DE (Germany), GG (Guernsey).',
        "False",
    ]
