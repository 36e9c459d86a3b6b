"""Tests that lookalikes of hosts are found in texts, and judged as `judge_link` judges them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import check_text
from wa_link.links.hosts import (
    MISSPELT_HOSTS,
    MISSPELT_NAMES,
    find_lookalike_letters,
    to_latin,
)
from wa_link.links.judge_link import judge_link
from wa_link.links.rules import Rule

NUMBER = "447911123456"
HOSTS = [
    "wa.me", "api.whatsapp.com", "web.whatsapp.com", "whatsapp.com", "www.whatsapp.com",
    "wa.me.example", "wa-me.com", "whatsapp.com.example", "api-whatsapp.com", "whatsapp.me",
    "apiwhatsapp.com", "whatsapp-api.example", "wame.example", "example.org", "mywa.me.uk",
    "whatsapp.example.org", "wa.example", "wa.me.uk", "wa-me", "shop.example",
    *(f"api.{name}.com" for name in MISSPELT_NAMES), *MISSPELT_HOSTS,
]  # fmt: skip
LETTERS = find_lookalike_letters()
SURROUNDINGS = ["{}", "a {} b", '<a href="{}">', "({})", "`{}`", "é: {}, ok"]


def danger(url: str) -> set[Rule]:
    return {each.rule for each in judge_link(url).problems if each.rule >= "WA4"}


@st.composite
def hosts(draw: st.DrawFn) -> str:
    host = draw(st.sampled_from(HOSTS))
    if draw(st.booleans()):
        return host
    return "".join(draw(st.sampled_from(LETTERS.get(char, char) + char * 20)) for char in host)


@given(hosts(), st.sampled_from(SURROUNDINGS))
def test_a_text_and_a_link_are_judged_alike(host: str, surroundings: str) -> None:
    for path in (f"/{NUMBER}", f"/send?phone={NUMBER}"):
        url = f"https://{host}{path}"
        found = {each.rule for each in check_text(surroundings.format(url))}
        assert {rule for rule in found if rule >= "WA4"} == danger(url)


@pytest.mark.parametrize("letter", LETTERS)
def test_each_lookalike_letter_is_found_in_each_host(letter: str) -> None:
    for host in ("wa.me", "whatsapp.com"):
        for char in LETTERS[letter] if letter in host else "":
            url = f"https://{host.replace(letter, char, 1)}/send?phone={NUMBER}"
            assert danger(url) == {Rule.HOMOGRAPH_HOST}
            assert [each.rule for each in check_text(f"see {url}")] == [Rule.HOMOGRAPH_HOST], url


def test_a_homograph_between_two_parts_of_a_long_text_is_found() -> None:
    for shift in range(12):
        text = f"{'x' * ((1 << 20) - shift - 9)} https://wа.me/{NUMBER}"
        assert [each.rule for each in check_text(text)] == [Rule.HOMOGRAPH_HOST], shift


@pytest.mark.parametrize("host", MISSPELT_HOSTS)
def test_a_misspelt_host_needs_a_number(host: str) -> None:
    for scheme in ("", "https://", "http://www."):
        assert danger(f"{scheme or 'https://'}{host}/{NUMBER}") == {Rule.LOOKALIKE_HOST}
        found = [each.rule for each in check_text(f"see {scheme}{host}/{NUMBER}, now")]
        assert found == [Rule.LOOKALIKE_HOST]
    for path in ("", "/", "/shop", "/12/34", "/2026-11-02.html", "?a=1"):
        assert not list(check_text(f"see {host}{path} and https://{host}{path}"))


@pytest.mark.parametrize("name", MISSPELT_NAMES)
def test_a_misspelt_name_is_found_with_a_number(name: str) -> None:
    url = f"api.{name}.com/send?phone={NUMBER}"
    assert [each.rule for each in check_text(f"see {url}")] == [Rule.LOOKALIKE_HOST]
    assert not list(check_text(f"see {name}.com, and https://{name}.com/shop"))


def test_a_lookalike_letter_looks_like_one_latin_letter() -> None:
    for latin, chars in LETTERS.items():
        assert {to_latin(char) for char in chars} == {latin}
