from __future__ import annotations

import re

import pytest

from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone
from wa_link.phone.unwrap import find_url, unwrap


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0501234567", "0501234567"),
        ("+44 7911 123456", "+44 7911 123456"),
        ('"0501234567"', "0501234567"),
        ("\u201c0501234567\u201d", "0501234567"),
        ("<+14155552671>", "+14155552671"),
        ("\U0001f1e9\U0001f1ea +49 151 23456789", "+49 151 23456789"),
        ("\U0001f1e9\U0001f1ea 0151 23456789", "\U0001f1e9\U0001f1ea 0151 23456789"),
        ("0501234567:", "0501234567"),
        ("+4915123456789@c.us", "+4915123456789"),
        ("tel:+447911123456", "+447911123456"),
        ("TEL:+44-7911-123456", "+44-7911-123456"),
        ("tel:0501234567", "0501234567"),
        ("tel:%2B44%207911", "+44 7911"),
        ("tel:+14155552671;ext=12", "+14155552671;ext=12"),
        ("tel:+14155552671;EXT=12;isub=3", "+14155552671;ext=12"),
        ("tel:+14155552671;ext=", "+14155552671"),
        ("tel:7911123456;phone-context=+44", "+447911123456"),
        ("tel:+7911;phone-context=+44", "+7911"),
        ("tel:7042;phone-context=example.com", "7042"),
        ("whatsapp:+14155552671", "+14155552671"),
        ("whatsapp:14155552671", "+14155552671"),
        ("whatsapp:%2B14155552671", "+14155552671"),
        ("14155552671@s.whatsapp.net", "+14155552671"),
        ("14155552671:42@s.whatsapp.net", "+14155552671"),
        ("14155552671@C.US", "+14155552671"),
        ("wa.me/447911123456", "+447911123456"),
        ("https://wa.me/447911123456?text=12345", "+447911123456"),
        ("HTTPS://WA.ME/+447911123456", "+447911123456"),
        ("https://wa.me/c/447911123456", "+447911123456"),
        ("https://wa.me/p/123456/447911123456", "+447911123456"),
        ("https://wa.me/0501234567", "+0501234567"),
        ("https://api.whatsapp.com/send?phone=447911123456&text=12345", "+447911123456"),
        ("https://api.whatsapp.com/send?text=12345&phone=%2B447911123456", "+447911123456"),
        ("https://web.whatsapp.com/send?phone=+447911123456", "+447911123456"),
        ("whatsapp://send?phone=447911123456", "+447911123456"),
        ("whatsapp://send/?phone=447911123456&text=1", "+447911123456"),
    ],
)
def test_addresses_and_links_are_unwrapped(text: str, number: str) -> None:
    assert unwrap(text) == number


GIVE = "give the phone number itself."
USE = "use the link as it is, or give the phone number itself."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("https://wa.me/message/ABC123", f"has no phone number (short link): {USE}"),
        ("https://wa.me/qr/ABC123", f"has no phone number (contact code): {USE}"),
        ("https://wa.me/somebody123", f"has no phone number (username): {USE}"),
        ("https://chat.whatsapp.com/12345", f"has no phone number (group invitation): {USE}"),
        ("https://whatsapp.com/channel/0029", f"has no phone number (channel): {USE}"),
        ("https://www.whatsapp.com/channel/0029", f"has no phone number (channel): {USE}"),
        (
            "https://wa.me/?text=447911123456",
            f"has no phone number (chat link without a number): {USE}",
        ),
        ("https://example.com/447911123456", f"is a link, but not a WhatsApp link: {GIVE}"),
        ("example.com/447911123456", f"is a link, but not a WhatsApp link: {GIVE}"),
        ("https://wa.me.evil.com/447911123456", f"is a link, but not a WhatsApp link: {GIVE}"),
        ("https://evil@wa.me/447911123456", f"is a link, but not a WhatsApp link: {GIVE}"),
        # A link with two numbers is not certain.
        (
            "https://wa.me/send?phone=447911123456 447911123457",
            f"is a link, but not a WhatsApp link: {GIVE}",
        ),
        (
            "whatsapp://send?phone=447911123456&phone=447911123457",
            f"is a link, but not a WhatsApp link: {GIVE}",
        ),
        (
            "120363021234567890@g.us",
            f"is the id of a group, a channel or a hidden contact, and has no phone number: {GIVE}",
        ),
        (
            "447911123456-1612345678@g.us",
            f"is the id of a group, a channel or a hidden contact, and has no phone number: {GIVE}",
        ),
        (
            "447911123456@lid",
            f"is the id of a group, a channel or a hidden contact, and has no phone number: {GIVE}",
        ),
        (
            "447911123456@broadcast",
            f"is the id of a group, a channel or a hidden contact, and has no phone number: {GIVE}",
        ),
        (
            "120363021234567890@newsletter",
            f"is the id of a group, a channel or a hidden contact, and has no phone number: {GIVE}",
        ),
    ],
)
def test_links_without_a_phone_number_are_refused(text: str, message: str) -> None:
    with pytest.raises(PhoneError) as caught:
        unwrap(text)
    assert caught.value.reason is Reason.NOT_A_PHONE_LINK
    assert caught.value.message == f'"{text}" {message}'


URL = "https://wa.me/447911123456?text=Hi (you)"


@pytest.mark.parametrize(
    "text",
    [
        URL, f" {URL}\n", f"<{URL}>", f"'{URL}", f"'{URL}'", f'"{URL}"', f"`{URL}`", f"({URL})",
        f"[{URL}]", f"\u201c{URL}\u201d", f"\u201e{URL}\u201c", f"\u00ab{URL}\u00bb",
        f"\u00ab {URL} \u00bb", f"\u2018{URL}\u2019", f"\u2039{URL}\u203a", f"\u300c{URL}\u300d",
        f'"<{URL}>"', f"<<{URL}>>", f"[Chat]({URL})", f"[Chat with us](<{URL}>)",
        f'"[Chat]({URL})"', f'[Chat]({URL} "Our chat")', f"[Chat]({URL} 'Our chat')",
        f"![code]({URL})", f"[]({URL})",
        f"[07911 123456]({URL})", f"[{URL}]({URL})", f"\u200e{URL}",
        f"WhatsApp: {URL}", f"WA: <{URL}>", f"whats app :{URL}",
    ],
)  # fmt: skip
def test_what_is_around_a_link_is_removed_and_no_text_is_lost(text: str) -> None:
    assert find_url(text) == URL


@pytest.mark.parametrize(
    "text",
    [
        "[+44 7911 123457](https://wa.me/447911123456)",
        "[https://wa.me/447911123457](https://wa.me/447911123456)",
        "Chat: https://wa.me/447911123456", '"https://wa.me/447911123456', "<>", "''/", "",
    ],
)  # fmt: skip
def test_what_may_be_more_than_a_link_is_not_taken_for_it(text: str) -> None:
    assert find_url(text) == ""


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("4479@c.us", "4479"), ("whatsapp:4479", "4479"), ("wa.me/4479", "4479"),
        ("+4479@c.us", "+4479"), ("tel:+4479", "+4479"), ("\uff0b4479", "+4479"),
    ],
)  # fmt: skip
def test_a_message_quotes_no_plus_that_nobody_typed(text: str, quoted: str) -> None:
    with pytest.raises(PhoneError, match=re.escape(f'"{quoted}" is too short')):
        parse_phone(text)


SLACK = "<https://wa.me/447911123456"


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        (f"{SLACK}?text=Hi|Chat with us>", "https://wa.me/447911123456?text=Hi"),
        (f"{SLACK}|Maria>", "https://wa.me/447911123456"),
        (f"  {SLACK}|+44 7911 123456> ", "https://wa.me/447911123456"),
        (f"{SLACK}?text=Hi there|>", "https://wa.me/447911123456?text=Hi there"),
        (f"{SLACK}|+44 7700 900123>", ""),
        (f"{SLACK}?text=Hi there|Ann> {SLACK}|Bob>", ""),
        (f"{SLACK}?text=a|b", ""),
        ('"https://wa.me/447911123456?text=a > b"', "https://wa.me/447911123456?text=a > b"),
    ],
)
def test_a_link_of_slack_is_unwrapped(cell: str, url: str) -> None:
    assert find_url(cell) == url


def test_the_words_of_a_link_in_slack_are_no_second_number() -> None:
    assert parse_phone(f"{SLACK}|+44 7911 123456>").e164 == "+447911123456"
    with pytest.raises(PhoneError):
        parse_phone(f"{SLACK}|+44 7700 900123>")
