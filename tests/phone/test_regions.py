from __future__ import annotations

import re
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import OptionError
from wa_link.phone import region_table
from wa_link.phone.near_regions import _MEANT
from wa_link.phone.region_table import list_regions
from wa_link.phone.regions import (
    _ALPHA_3,
    find_region,
    name_region,
    region_option,
)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_region_is_found_in_any_case(region: str) -> None:
    for text in (region, region.lower(), region.capitalize(), f" {region} "):
        assert find_region(text) == region
        assert region_option(text) == region


@pytest.mark.parametrize(
    "text", ["", " ", "ZZ", "S A", "AQ", "اا", "999", "800", "0", "+", "Narnia", "12345"]
)
def test_other_texts_are_not_found(text: str) -> None:
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


OTHER_WRITINGS = [
    ("accents of its own", "États-Unis", "US"),
    ("accents of its own", "Égypte", "EG"),
    ("without hamza", "الامارات", "AE"),
    ("without hamza", "المانيا", "DE"),
    ("with hamza", "ألمانيا", "DE"),
    ("vowel points", "عُمان", "OM"),
    ("Persian letters", "ایران", "IR"),
    ("Turkish capital", "İngiltere", "GB"),
    ("Turkish", "Almanya", "DE"),
    ("Hindi", "जर्मनी", "DE"),
    ("its own script", "বাংলাদেশ", "BD"),
    ("its own script", "한국", "KR"),
    ("points in it", "EE.UU.", "US"),
    ("long form", "Republic of Korea", "KR"),
    ("inverted", "Korea, Republic of", "KR"),
    ("inverted", "Iran, Islamic Republic of", "IR"),
    ("inverted", "Bahamas, The", "BS"),
    ("long form with a comma", "Taiwan, Province of China", "TW"),
    ("long form in brackets", "Bolivia (Plurinational State of)", "BO"),
    ("long form", "United Kingdom of Great Britain and Northern Ireland", "GB"),
    ("ampersand", "Trinidad & Tobago", "TT"),
    ("article", "the United States", "US"),
    ("code in brackets", "(+49)", "DE"),
    ("flag", "🇩🇪", "DE"),
    ("letters after it", "Germany (DE)", "DE"),
    ("letters of another after it", "Germany (FR)", None),
    ("flag of none", "🇿🇿", None),
    ("part of a name", "Province of China", None),
    ("people", "Indian", None),
]


@pytest.mark.parametrize(
    ("name", "region"),
    [each[1:] for each in OTHER_WRITINGS],
    ids=[f"{kind}-{name}" for kind, name, _ in OTHER_WRITINGS],
)
def test_a_name_is_found_as_people_write_it(name: str, region: str | None) -> None:
    assert find_region(name) == region


@pytest.mark.parametrize(
    ("name", "region"),
    [
        (name.strip(), line[:2])
        for line in NAMES.strip().splitlines()
        for name in line[3:].split(",")
    ],
)
def test_a_region_is_found_by_each_of_its_names(name: str, region: str) -> None:
    assert find_region(name) == region
    assert region_option(name) == region


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
    shared = {"Congo", "Saint Martin"}
    pairs = [(name, region) for region, name in list_regions().items() if name not in shared]
    pairs += list(_ALPHA_3.items())
    assert [(name, find_region(name)) for name, _ in pairs] == pairs
    assert len(_ALPHA_3) == len(phonenumbers.SUPPORTED_REGIONS - {"AC", "TA", "XK"})


def test_every_region_of_a_number_has_a_name() -> None:
    names = {region: name_region(region) for region in (*phonenumbers.SUPPORTED_REGIONS, "001")}
    assert all(re.fullmatch(rf"{region} \([^()]+.*\)", name) for region, name in names.items())
    assert [names[region] for region in ("GG", "XK", "AC", "TA", "001")] == [
        "GG (Guernsey)", "XK (Kosovo)", "AC (Ascension Island)", "TA (Tristan da Cunha)",
        "001 (no country)",
    ]  # fmt: skip


def test_the_names_of_regions_are_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []
    load = region_table._load_locale_data  # noqa: SLF001

    def count_loads() -> dict[str, dict[str, str]]:
        loads.append(1)
        return load()

    monkeypatch.setattr(region_table, "_load_locale_data", count_loads)
    list_regions.cache_clear()
    for region in phonenumbers.SUPPORTED_REGIONS:
        name_region(region)
    assert len(loads) == 1


# Texts that people write for a region, with the first region that the message suggests.
NEAR = [
    pytest.param("EN", "GB (United Kingdom), US (United States)", id="language: English"),
    pytest.param("en", "GB (United Kingdom)", id="language, small letters"),
    pytest.param("JA", "JP (Japan)", id="language: Japanese"),
    pytest.param("ZH", "CN (China), TW (Taiwan) or HK (Hong Kong)", id="language: Chinese"),
    pytest.param("KO", "KR (South Korea)", id="language: Korean"),
    pytest.param("CS", "CZ (Czech Republic)", id="language: Czech"),
    pytest.param("DA", "DK (Denmark)", id="language: Danish"),
    pytest.param("HI", "IN (India)", id="language: Hindi"),
    pytest.param("UR", "PK (Pakistan) or IN (India)", id="language: Urdu"),
    pytest.param("FA", "IR (Iran)", id="language: Persian"),
    pytest.param("HE", "IL (Israel)", id="language: Hebrew"),
    pytest.param("iw", "IL (Israel)", id="language: Hebrew of before"),
    pytest.param("SW", "TZ (Tanzania) or KE (Kenya)", id="language: Swahili"),
    pytest.param("ENG", "GB (United Kingdom)", id="language, three letters"),
    pytest.param("en-GB", "GB (United Kingdom)", id="locale"),
    pytest.param("pt_BR.UTF-8", "BR (Brazil)", id="locale of a system"),
    pytest.param("zh-Hant-TW", "TW (Taiwan)", id="locale with a script"),
    pytest.param("GER", "DE (Germany)", id="team: Germany"),
    pytest.param("RSA", "ZA (South Africa)", id="team: South Africa"),
    pytest.param("YU", "RS (Serbia)", id="country of before"),
    pytest.param("+1 876", "JM (Jamaica)", id="calling code and area: Jamaica"),
    pytest.param("+1-809", "DO (Dominican Republic)", id="calling code and area: Santo Domingo"),
    pytest.param("+44 20", "GB (United Kingdom)", id="calling code and area: London"),
    pytest.param("saudi", "SA (Saudi Arabia)", id="part of a name"),
    pytest.param("Saudia", "SA (Saudi Arabia)", id="part of a name without its space"),
    pytest.param("Emirate", "AE (United Arab Emirates)", id="part of a name: Emirates"),
    pytest.param("Jersy", "JE (Jersey)", id="slip of the finger: Jersey"),
    pytest.param("Brasl", "BR (Brazil)", id="slip of the finger: Brasil"),
    pytest.param("Untied Kingdom", "GB (United Kingdom)", id="slip of the finger: UK"),
    pytest.param("Congo", "CD (The Democratic Republic Of Congo) or CG (", id="of two countries"),
    pytest.param("GER", "DE (Germany)?", id="team: only Germany"),
    pytest.param("Arabie", "SA (Saudi Arabia)?", id="part of a French name"),
    pytest.param("Arabien", "SA (Saudi Arabia)?", id="part of a German name"),
    pytest.param("Duetschland", "DE (Germany)?", id="slip: swapped at the beginning"),
    pytest.param("Deutschalnd", "DE (Germany)?", id="slip: swapped at the end"),
    pytest.param("Deutchland", "DE (Germany)?", id="slip: missing letter"),
    pytest.param("Gernany", "DE (Germany)?", id="slip: another letter"),
    pytest.param("Hindustan", "IN (India)?", id="slip in a Turkish name"),
    pytest.param("Nigera", "NE (Niger) or NG (Nigeria)?", id="slip of two names"),
    pytest.param("Austra", "AU (Australia) or AT (Austria)?", id="beginning, and slip"),
    pytest.param("Guayana", "GF (French Guiana) or GY (Guyana)?", id="of two countries, Spanish"),
    pytest.param("Virgin Isl", "VG (British Virgin Islands) or VI (U.S. V", id="last words begun"),
]


@pytest.mark.parametrize(("text", "near"), NEAR)
def test_the_likely_region_is_named_first(text: str, near: str) -> None:
    with pytest.raises(OptionError) as caught:
        region_option(text)
    assert str(caught.value).startswith(f'"{text}" is not a region. Did you mean {near}')


# A suggested region leads to a person, so a word that is near no name has no suggestion.
FAR = (
    """
Dubai, dubai, Abudhabi, Abu Dhabi, Sharjah, Ajman, London, Paris, Berlin, Roma, Madrid, Luanda,
Riyadh, Jeddah, Makkah, Mumbai, Delhi, Karachi, Lahore, Cairo, Istanbul, Lagos, Nairobi, Doha, Bali,
Goa, Milan, Moskau, Wien, Toronto, Sydney, Manila, Jakarta, Europe, Europa, Africa, Asia, D, X, XX,
QQ, sa;ae, Suadi, Narnia, United, Saint, Guin, SA (Germany), AE (SA)
""".replace("\n", " ")
    .strip()
    .split(", ")
)


@pytest.mark.parametrize("text", [*FAR, "sa,ae"])
def test_a_word_that_is_near_no_name_has_no_suggestion(text: str) -> None:
    with pytest.raises(OptionError) as caught:
        region_option(text)
    assert str(caught.value) == (
        f'"{text}" is not a region. Write its two letters, its name or its calling code, such as '
        "SA, Saudi Arabia or +966."
    )


def test_the_form_of_a_suggestion_is_a_region() -> None:
    regions = sorted(list_regions())
    assert [find_region(name_region(region)) for region in regions] == regions


def test_suggested_codes_are_not_regions() -> None:
    assert [code for code in _MEANT if find_region(code)] == []
    likely = {region for regions in _MEANT.values() for region in regions.split("/")}
    assert likely <= phonenumbers.SUPPORTED_REGIONS


@pytest.mark.parametrize("region", ["SV", "AR", "VI", "AM", "ET", "GA", "BE"])
def test_a_language_code_that_is_a_region_is_found(region: str) -> None:
    assert region_option(region.lower()) == region


def test_with_nothing_near_examples_are_named() -> None:
    with pytest.raises(OptionError) as caught:
        region_option("12345")
    assert str(caught.value) == (
        '"12345" is not a region. Write its two letters, its name or its calling code, such as SA, '
        "Saudi Arabia or +966."
    )


@given(st.text(max_size=12))
def test_an_unknown_region_is_refused_in_one_printable_line(text: str) -> None:
    if find_region(text) is None:
        with pytest.raises(OptionError) as caught:
            region_option(text)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 400


def test_names_of_regions_do_not_load_all_geodata() -> None:
    code = (
        "import sys; from wa_link.phone.regions import region_option\n"
        "try: region_option('Germani')\n"
        "except ValueError as error: print(error)\n"
        "print('phonenumbers.geodata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        (
            '"Germani" is not a region. Did you mean DE (Germany)? Write its two '
            "letters, its name or its calling code."
        ),
        "False",
    ]
