"""Tests of the rules for usernames."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import LinkError, Reason
from wa_link.links.placeholders import is_placeholder_text
from wa_link.links.usernames import parse_username

NAMES = {
    "plain": ("maria", "maria"),
    "dot, digits and underscore": ("maria.lopez_2", "maria.lopez_2"),
    "capital letters": ("Maria.LOPEZ", "maria.lopez"),
    "at sign": ("@maria", "maria"),
    "white space": ("  @maria\t", "maria"),
    "invisible marks": ("\u200e@maria\u202c ", "maria"),
    "3 characters": ("m_1", "m_1"),
    "35 characters": ("m" * 35, "m" * 35),
    "eight digits, three letters": ("20240101ann", "20240101ann"),
    "o and a date": ("o20240101", "o20240101"),
    "more digits than letters": ("user966501", "user966501"),
    "initials and a date": ("jd19901231", "jd19901231"),
    "o, i, l and few digits": ("2010oiloil", "2010oiloil"),
    "seven digits": ("1234567a", "1234567a"),
    "digits first": ("2024shop", "2024shop"),
    "underscores at both ends": ("__maria__", "__maria__"),
    "a link": ("https://wa.me/maria", "maria"),
    "a link with www": ("www.wa.me/maria", "maria"),
    "a link without a scheme": (" WA.ME/Maria/", "maria"),
    "www inside": ("maria.www", "maria.www"),
    "com without a dot": ("mariacom", "mariacom"),
    "com inside": ("maria.com.shop", "maria.com.shop"),
    "letters that begin like a domain": ("maria.company", "maria.company"),
}
FAULTS = {
    "2 characters": ("ab", "it has 2 characters, but usernames have 3 to 35."),
    "36 characters": ("a" * 36, "it has 36 characters, but usernames have 3 to 35."),
    "only digits": ("447911123456", "usernames have at least one letter."),
    "one letter in a number": ("4479I1123456", "it looks like a phone number with a letter in it"),
    "one letter at the end": ("44791112345O", "it looks like a phone number with a letter in it"),
    "one letter at the beginning": ("l4155552671", "it looks like a phone number with a letter"),
    "a number with dots": ("44.7911.l23456", "it looks like a phone number with a letter in it"),
    "O for 0": ("4477OO9OO123", "it looks like a phone number with a letter in it"),
    "O and l for 0 and 1": ("12O2555O1O0", "it looks like a phone number with a letter in it"),
    "l for 1": ("966ll234ll90", "it looks like a phone number with a letter in it"),
    "a word after a number": ("12025550123abc", "it looks like a phone number with a letter"),
    "an extension": ("447911123456x12", "it looks like a phone number with a letter in it"),
    "a placeholder": ("username", "it is a placeholder"),
    "another placeholder": ("Your_Number", "it is a placeholder"),
    "crosses": ("1xxxxxxxxxx", "it is a placeholder"),
    "a path of other hosts": ("send", "wa.me has another page with this name."),
    "only signs": ("._._", "usernames have at least one letter."),
    "a number": ("+44 7911 123456", 'it contains "+"'),
    "a space": ("maria lopez", 'it contains " "'),
    "a dash": ("maria-lopez", 'it contains "-"'),
    "an accent": ("maría", 'it contains "í"'),
    "a letter that lower() turns to ASCII": ("\u212aelvin", 'it contains "\u212a"'),
    "Arabic digits": ("maria٣", 'it contains "٣"'),
    "two at signs": ("@@maria", 'it contains "@"'),
    "an address": ("maria@example.com", 'it contains "@"'),
    "dot first": (".maria", "begin or end with a dot"),
    "dot last": ("maria.", "begin or end with a dot"),
    "two dots": ("maria..lopez", "no two dots in a row"),
    "www": ("www.maria", 'do not begin with "www"'),
    "www without a dot": ("WWWmaria", 'do not begin with "www"'),
    "domain": ("maria.com", 'do not end like a domain, as in ".com"'),
    "domain in capital letters": ("maria.NET", 'do not end like a domain, as in ".net"'),
    "domain of a country": ("maria.co.uk", 'do not end like a domain, as in ".co.uk"'),
    "1 character": ("a", "it has 1 character, but usernames have 3 to 35."),
    "a link with a text": (
        "https://wa.me/Maria?text=Hi",
        "give only the name, maria, and its text as text.",
    ),
    "a link with a field": ("wa.me/maria?utm_source=x", "give only the name, maria."),
    "a link with a text, not valid": ("wa.me/maria..l?text=Hi", "no two dots in a row"),
    "a link to another page": ("wa.me/message/ABC", "give only the name"),
    "a link to another site": ("https://shop.example/maria", "give only the name"),
    "a link to a number": ("wa.me/447911123456", "it is a link to a phone number: give it as a"),
    "a link to a number with a plus": ("wa.me/+447911123456?text=Hi", "it is a link to a phone"),
    "another page": ("call", "wa.me has another page with this name"),
}
BLANK = {"empty": "", "spaces": "  ", "at sign only": " @ ", "invisible": "\ufeff\u200b"}
# The rules again, as one expression.
ORACLE = re.compile(
    r"(?=[0-9._]*[a-z])(?!\.)(?!.*\.\.)(?!.*\.\Z)(?!www)(?!(?:call|channel|message|send|settings)\Z)"
    r"(?!.*\.(?:com|net|org|info|biz|edu|gov|mil|int|co\.[a-z]{2}|com\.[a-z]{2})\Z)[a-z0-9._]{3,35}"
)


@pytest.mark.parametrize(("typed", "name"), NAMES.values(), ids=NAMES)
def test_a_username_is_returned_as_in_links(typed: str, name: str) -> None:
    assert parse_username(typed) == name


@pytest.mark.parametrize(("typed", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_text_that_breaks_a_rule_is_refused(typed: str, fault: str) -> None:
    with pytest.raises(LinkError, match=re.escape(fault)) as caught:
        parse_username(typed)
    assert caught.value.reason is Reason.INVALID_USERNAME


@pytest.mark.parametrize("typed", BLANK.values(), ids=BLANK)
def test_a_blank_text_is_refused_as_empty(typed: str) -> None:
    with pytest.raises(LinkError) as caught:
        parse_username(typed)
    assert caught.value.reason is Reason.EMPTY


@given(st.text("aw.0_com", max_size=8) | st.from_regex(r"\A[a-z0-9._]{1,37}\Z"))
def test_exactly_the_names_of_the_rules_are_accepted(name: str) -> None:
    try:
        assert parse_username(f"@{name.upper()}") == name
        is_accepted = True
    except LinkError:
        is_accepted = False
    letters, digits = (len(re.findall(signs, name)) for signs in ("[a-z]", "[0-9]"))
    first = name.strip("._")[:1]
    is_mistyped = digits >= 8 and letters * 3 <= digits and first.isdigit()
    is_mistyped |= bool(re.fullmatch("[0-9][0-9oil]{9,}", re.sub("[._]", "", name))) and (
        0 < letters <= digits
    )
    is_mistyped |= digits >= 9 and letters == 1 and first in ("o", "i", "l")
    is_right = ORACLE.fullmatch(name) is not None
    assert is_accepted == (is_right and not is_mistyped and not is_placeholder_text(name))
