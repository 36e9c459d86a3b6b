from __future__ import annotations

import pytest

from wa_link.links.encoded_text import find_escape
from wa_link.links.hosts import judge_host
from wa_link.links.loose_url import split_url
from wa_link.links.placeholders import (
    is_placeholder_digits,
    is_placeholder_text,
    warn_of_placeholder,
)
from wa_link.links.rules import Rule
from wa_link.phone import parse_phone


@pytest.mark.parametrize(
    "text",
    [
        "yournumber", "your-number", "YOUR_PHONE_NUMBER", "<your number>", "phone", "phonenumber",
        "PhoneNumberHere", "tunumero", "seunumero", "number", "whatsapp-number", "1XXXXXXXXXX",
        "+91 XXXXX XXXXX", "44##########", "+1 (___) ___-____", "…", "{number}", "${phone}", "%s",
        "{{ form.phone }}", "yourusername", "nomorhp", "NNNNNNNNNN", "44**********", "yourname",
        "your.name", "Your_Business_Name", "yourshopname", "insertyournamehere", "tu.nombre",
        "su_usuario", "seunome", "nomedeusuario", "nombre_de_usuario", "votre_nom", "ihr.name",
    ],
)  # fmt: skip
def test_a_placeholder_is_found(text: str) -> None:
    assert is_placeholder_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "447911123456", "+44 (0) 7911-123456", "maria", "maria.lopez", "whatsapp", "contact", "no",
        "some.shop_1", "yourshop", "nameless", "myname", "yourname.shop", "phonehouse",
        "mynumberone", "x", "xmas", "", "number" * 20,
    ],
)  # fmt: skip
def test_names_and_numbers_are_not_placeholders(text: str) -> None:
    assert not is_placeholder_text(text)


@pytest.mark.parametrize(
    ("digits", "is_found"),
    [
        ("1234567890", True), ("15551234567", True), ("0000000000", True), ("551199999999", True),
        ("123", True), ("9876543210", True), ("4479111234", False), ("12", False),
        ("07911123456", False),
    ],
)  # fmt: skip
def test_digits_of_placeholders_are_found(digits: str, *, is_found: bool) -> None:
    assert is_placeholder_digits(digits) is is_found


@pytest.mark.parametrize(
    ("number", "is_found"),
    [
        ("+966509999999", True), ("+447911111111", True), ("+911234567890", True),
        ("+966501234567", False), ("+447911123456", False), ("+966505555555", False),
        ("+8613800138000", False),
    ],
)  # fmt: skip
def test_valid_numbers_that_look_like_placeholders(number: str, *, is_found: bool) -> None:
    assert bool(warn_of_placeholder(parse_phone(number))) is is_found


@pytest.mark.parametrize(
    ("text", "escape"),
    [
        ("Hi%20there", "%20"), ("Bed &amp; Table", "&amp;"), ("Caf%C3%A9", "%C3%A9"),
        ("it&#39;s", "&#39;"), ("https%3A%2F%2Fx.example", "%3A"), ("50% off", ""), ("100%", ""),
        ("Bed & Table", ""), ("see https://x.example/?q=a%20b", ""), ("x.example/a%20b", ""),
        ("Hi%20 https://x.example/", "%20"), ("", ""), ("Caf&eacute;", "&eacute;"),
        ("a&nbsp;b", "&nbsp;"), ("caf&#233;", "&#233;"), ("say &quot;hi&quot;", "&quot;"),
        ("&hellip;", "&hellip;"), ("&#xE9;", "&#xE9;"), ("R&D; Q&A;", ""), ("Tom&Jerry", ""),
        ("https://x.example/?a=1&b=2&c=a%20b", ""), ("x.example/?copy=1&lt=2", ""),
        ("see https://x.example/?a=1&amp;b=2", "&amp;"), ("x.example/?a=1&amp;b=2", "&amp;"),
    ],
)  # fmt: skip
def test_a_text_that_is_encoded_already_is_found(text: str, escape: str) -> None:
    assert find_escape(text) == escape


@pytest.mark.parametrize(
    ("host", "rule"),
    [
        ("wa.me", None), ("api.whatsapp.com", None), ("faq.whatsapp.com", None),
        ("static.whatsapp.net", None), ("example.com", None), ("wa.link", None),
        ("whatsapp.example.com", None), ("whatsappshop.example", None), ("мир.example", None),
        ("wame.example", Rule.LOOKALIKE_HOST), ("wa-me.com", Rule.LOOKALIKE_HOST),
        ("wa.me.example", Rule.LOOKALIKE_HOST), ("whatsapp.com.example", Rule.LOOKALIKE_HOST),
        ("api-whatsapp.com", Rule.LOOKALIKE_HOST), ("whatsap.com", Rule.LOOKALIKE_HOST),
        ("api.whatsapp.co", Rule.LOOKALIKE_HOST), ("vva.me", Rule.LOOKALIKE_HOST),
        ("wа.me", Rule.HOMOGRAPH_HOST), ("wá.me", Rule.HOMOGRAPH_HOST),
        ("wһatsapp.com", Rule.HOMOGRAPH_HOST), ("wa。me", Rule.HOMOGRAPH_HOST),
    ],
)  # fmt: skip
def test_hosts_that_look_like_ours_are_found(host: str, rule: Rule | None) -> None:
    loose = split_url(f"https://{host}/447911123456")
    assert loose is not None
    problem = judge_host(loose)
    assert (problem.rule if problem else None) is rule
