from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import OptionError
from wa_link.phone.regions import _ALPHA_3, _english_names, find_region, region_option


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_region_is_found_in_any_case(region: str) -> None:
    for text in (region, region.lower(), region.capitalize(), f" {region} "):
        assert find_region(text) == region
        assert region_option(text) == region


@pytest.mark.parametrize(
    "text", ["", " ", "ZZ", "S A", "AQ", "اا", "999", "800", "0", "+", "Narnia", "12345"]
)
def test_what_is_no_region_is_not_found(text: str) -> None:
    assert find_region(text) is None


NAMES = """
SA: SAU, sau, Saudi Arabia, SAUDI ARABIA, saudi arabia, KSA, K.S.A.
SA: السعودية, المملكة العربية السعودية
SA: +966, 966, 00966, Saudi-Arabien, Arabie saoudite, 沙特阿拉伯
DE: DEU, Germany, Deutschland, Allemagne, Alemania, Германия, ドイツ, +49, 0049
GB: UK, U.K., United Kingdom, Great Britain, England, Scotland, Northern Ireland, +44, GBR
US: USA, U.S.A., United States, United States of America, Estados Unidos, +1, 1, 001
AE: UAE, Emirates, United Arab Emirates, الإمارات, الإمارات العربية المتحدة
CI: Côte d'Ivoire, Côte d’Ivoire, Cote d'Ivoire, Ivory Coast
ES: España, Espana, Spain, Espagne
BR: Brasil, Brazil, BRA
RU: Russia, Россия, Russian Federation, 7
BE: Bỉ
TR: Türkiye, Turkey, Turkiye
NG: NGA, Nigeria
XK: Kosovo
"""


@pytest.mark.parametrize(
    ("name", "region"),
    [
        (name.strip(), line[:2])
        for line in NAMES.strip().splitlines()
        for name in line[3:].split(",")
    ],
)
def test_a_region_is_found_by_every_name_of_its(name: str, region: str) -> None:
    assert find_region(name) == region


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Congo", id="two countries"),
        pytest.param("Nga", id="Russia in Vietnamese, and nearly Nigeria's code"),
        pytest.param("Guinea Ecuatorial y Guinea", id="two names"),
    ],
)
def test_a_name_that_is_not_certain_is_not_found(name: str) -> None:
    assert find_region(name) is None


def test_every_english_name_and_every_alpha_3_code_is_found() -> None:
    pairs = [(name, region) for region, name in _english_names().items() if name != "Congo"]
    pairs += list(_ALPHA_3.items())
    assert [(name, find_region(name)) for name, _ in pairs] == pairs
    assert len(_ALPHA_3) == len(phonenumbers.SUPPORTED_REGIONS - {"AC", "TA", "XK"})


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
        "import sys; from wa_link.phone.regions import region_option\n"
        "try: region_option('Germany')\n"
        "except ValueError as error: print(error)\n"
        "print('phonenumbers.geodata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        '"Germany" is no region: use two letters, such as DE (Germany), GG (Guernsey).',
        "False",
    ]
