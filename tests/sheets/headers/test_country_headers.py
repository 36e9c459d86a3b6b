"""Headers of columns that contain or may contain the country of each row, in many languages."""

from __future__ import annotations

import pytest

from wa_link.phone.words import parse_words
from wa_link.sheets.headers.country_headers import Cells, CountryColumn, find_country_columns
from wa_link.sheets.headers.words_for_countries import TEXTS

WORDS = [
    pytest.param(word, id=f"{tag} {word}")
    for tag, words in parse_words(TEXTS["country"]).items()
    for word in words
]


@pytest.mark.parametrize("header", WORDS)
def test_each_word_heads_countries(header: str) -> None:
    expected = CountryColumn(1, Cells.ALL, is_named=True)
    assert find_country_columns(["name", header, "phone"]) == [expected]
    assert find_country_columns(["name", header.upper()]) == [expected]


COUNTRIES = {
    "en": "Country | COUNTRY | Country/Region | country_code | countryCode | Country (ISO)"
    "| Address 1 - Country | Business Country/Region | Billing Country | Customer country"
    "| Phone country | Country code of phone | Shipping Country | shipping_country"
    "| ShippingCountryCode | Ship to country | Bill-to Country | Country of residence",
    "de": "Land | Lieferland | Rechnungsland | Land (Kunde) | Land des Kunden | Empfänger Land"
    "| Lieferadresse: Land",
    "fr": "Pays | Pays de livraison | Pays du client | Pays (facturation) | Code pays",
    "es": "País | PAIS | País de envío | País del cliente | País de facturación",
    "pt": "País | País de entrega | País do cliente | Código do país",
    "it": "Paese | Paese di spedizione | Nazione (spedizione) | Paese del cliente",
    "nl": "Land | Verzendland | Land van levering | Landcode",
    "ar": "الدولة | دولة العميل | بلد الشحن | دولة التوصيل",
    "tr": "Ülke | Teslimat ülkesi | Müşteri ülkesi | Ülke kodu",
    "ru": "Страна | Страна доставки | Страна получателя",
    "pl": "Kraj | Kraj dostawy | Kraj odbiorcy",
    "zh": "国家/地区 | 收货国家",
    "ja": "国 | 配送先国",
}
MENTIONED = {
    "en": "Country (2 letters) | Customer's country | country_id | Country / City",
    "de": "Staat/Ort | Versandland lt. Shop",
    "fr": "Pays / Ville",
    "es": "País (ISO-2)",
    "pt": "País / Cidade",
    "ar": "الدولة / المدينة",
    "tr": "Ülke / Şehir",
    "ru": "Страна / город",
}
WITH_AREAS = {
    "en": "Country / State | Country and province | state_country",
    "de": "Staat / Bundesland",
    "fr": "Pays / province",
    "es": "País / Estado",
    "pt": "País / Estado",
    "it": "Nazione / provincia",
    "ar": "الدولة / المحافظة",
    "tr": "Ülke / Eyalet",
}
AREAS = {
    "en": "Region | State | Sales region | Market | Location",
    "de": "Region | Bundesland | Land/Ort",
    "es": "Región | Estado",
    "fr": "Région | Province",
    "it": "Regione | Stato",
    "other meanings": "Land area | Land line | 外国人姓名",
}
CALLING_CODES = {
    "en": "Prefix | Code | Dial code | Zip code | Phone prefix",
    "de": "Vorwahl",
    "fr": "Indicatif",
    "es": "Prefijo",
    "ar": "رمز",
}
OTHERS = {
    "en": " | Status | County | Countryside | Landing page | Country club | Country house"
    "| Language | Nationality | Birth country | Country of origin | Landline | Mainland"
    "| Price | 12 | Phone | Address | Countrywide | Crosscountry",
    "de": "Landkreis | Ausland | Landung | Landwirt | Geburt: Land | Verstand",
    "fr": "Paysage | Paysan | Pays de naissance",
    "es": "Paisaje | País de nacimiento",
    "ru": "Страница",
    "long": "Country " * 20,
}


def split_headers(table: dict[str, str]) -> list[str]:
    return [header.strip() for headers in table.values() for header in headers.split("|")]


def judge(header: str) -> tuple[Cells, bool] | None:
    return next(((each.cells, each.is_named) for each in find_country_columns([header])), None)


@pytest.mark.parametrize("header", split_headers(COUNTRIES))
def test_words_around_a_country_change_nothing(header: str) -> None:
    assert judge(header) == judge(f" {header} 2") == (Cells.ALL, True)


@pytest.mark.parametrize("header", split_headers(MENTIONED))
def test_an_unknown_word_makes_cells_less_certain(header: str) -> None:
    assert judge(header) == (Cells.COUNTRIES, True)


@pytest.mark.parametrize("header", split_headers(WITH_AREAS))
def test_codes_can_be_states_in_a_column_of_both(header: str) -> None:
    assert judge(header) == (Cells.NAMES, True)


@pytest.mark.parametrize("header", split_headers(AREAS))
def test_areas_are_not_proposed_as_countries(header: str) -> None:
    assert judge(header) == (Cells.NAMES, False)


@pytest.mark.parametrize("header", split_headers(CALLING_CODES))
def test_only_calling_codes_are_certain_below_prefix(header: str) -> None:
    assert judge(header) == (Cells.CALLING_CODES, False)


@pytest.mark.parametrize("header", split_headers(OTHERS))
def test_other_headers_are_not_countries(header: str) -> None:
    assert judge(header) is None
