"""Headers of columns with the country of each row, in the languages of the tables."""

from __future__ import annotations

import pytest

from wa_link.phone.words import parse_words
from wa_link.sheets.headers.country_headers import find_country_columns
from wa_link.sheets.headers.words_for_places import TEXTS

WORDS = [
    pytest.param(word, id=f"{tag} {word}")
    for tag, words in parse_words(TEXTS["country"]).items()
    for word in words
]


@pytest.mark.parametrize("header", WORDS)
def test_each_word_heads_countries(header: str) -> None:
    assert find_country_columns(["name", header, "phone"]) == [1]
    assert find_country_columns([header.upper()]) == [0]


@pytest.mark.parametrize(
    "header",
    [
        "Country", " COUNTRY ", "Country/Region", "country_code", "countryCode", "Country (ISO)",
        "Address 1 - Country", "Business Country/Region", "Billing Country", "Customer country",
        "Phone country", "Country code of phone", "País", "PAIS", "Land", "الدولة", "دولة العميل",
        "Pays", "国家/地区",
    ],
)  # fmt: skip
def test_words_around_a_country_change_nothing(header: str) -> None:
    assert find_country_columns([header]) == [0]


@pytest.mark.parametrize(
    "header",
    [
        "", "Region", "State", "Status", "County", "Country club", "Nationality", "Language",
        "Birth country", "Country house", "Landline", "Mainland", "Price", "Country " * 20, "12",
        "Phone", "Address", "Stato",
    ],
)  # fmt: skip
def test_other_headers_are_not_countries(header: str) -> None:
    assert find_country_columns([header]) == []
