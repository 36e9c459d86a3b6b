"""Tests of links that are given in place of a number: by `chat_link`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import chat_link, parse_phone
from wa_link.errors import LinkError, NoteCode, PhoneError, Reason
from wa_link.links.chat_link import ChatLink
from wa_link.links.chat_link_forms import Via
from wa_link.links.given_link import read_link

N = "966501234567"
CHAT = f"https://wa.me/{N}"
# What was given, and the link without another text.
KEPT = {
    "text": (f"{CHAT}?text=Hi%20there", f"{CHAT}?text=Hi%20there"),
    "api": (f"https://api.whatsapp.com/send?phone={N}&text=Hi%20there", f"{CHAT}?text=Hi%20there"),
    "app": (f"whatsapp://send?text=Hi&phone={N}", f"{CHAT}?text=Hi"),
    "no scheme": (f"wa.me/{N}?text=Hi", f"{CHAT}?text=Hi"),
    "no text": (CHAT, CHAT),
    "empty text": (f"{CHAT}?text=", CHAT),
    "quotes": (f' "{CHAT}?text=Hi" ', f"{CHAT}?text=Hi"),
    "angle brackets": (f"<{CHAT}?text=Hi>", f"{CHAT}?text=Hi"),
    "apostrophe of a spreadsheet": (f"'{CHAT}?text=Hi", f"{CHAT}?text=Hi"),
    "invisible mark before it": (f"\u200e{CHAT}?text=Hi", f"{CHAT}?text=Hi"),
    "CRLF in the text": (f"{CHAT}?text=a%0D%0Ab", f"{CHAT}?text=a%0Ab"),
    "joined emoji": (f"{CHAT}?text=👩\u200d🚀", f"{CHAT}?text=%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80"),
    "Arabic digits in the text": (f"{CHAT}?text=٣", f"{CHAT}?text=%D9%A3"),
    "formatted number": ("https://wa.me/+966 50 123-4567?text=Hi", f"{CHAT}?text=Hi"),
    "text without question mark": (f"wa.me/{N}&text=Hi", f"{CHAT}?text=Hi"),
    "text with #": (f"{CHAT}?text=Sofa#5", f"{CHAT}?text=Sofa%235"),
    "text in a wrong field": (f"{CHAT}?Text=Hi", f"{CHAT}?text=Hi"),
    "unescaped text": (f"{CHAT}?text=Hi there!", f"{CHAT}?text=Hi%20there%21"),
    "catalogue": (f"https://wa.me/c/{N}", f"https://wa.me/c/{N}"),
    "product": (f"https://wa.me/p/123/{N}", f"https://wa.me/p/123/{N}"),
    "call": (f"https://wa.me/call/{N}?biz_payload=a", f"https://wa.me/call/{N}?biz_payload=a"),
    "page without a scheme": (f"wa.me/c/{N}", f"https://wa.me/c/{N}"),
    "page with http": (f"http://wa.me/c/{N}", f"https://wa.me/c/{N}"),
    "page with a plus": (f"https://wa.me/p/123/+{N}", f"https://wa.me/p/123/{N}"),
    "a product like a number": (f"wa.me/p/966501234568/{N}/", f"https://wa.me/p/966501234568/{N}/"),
}
PAGES = {
    "catalogue": f"https://wa.me/c/{N}",
    "product": f"https://wa.me/p/123/{N}",
    "call": f"https://wa.me/call/{N}",
}


@pytest.mark.parametrize(("link", "kept"), KEPT.values(), ids=KEPT)
def test_without_a_text_a_link_keeps_its_own(link: str, kept: str) -> None:
    made = chat_link(link)
    assert (made.url, made.notes) == (kept, ())
    assert made.phone == parse_phone(f"+{N}")


@pytest.mark.parametrize(("text", "codes"), [
    ("Hello", ["link_text_replaced"]), ("Hi there", []), ("", []),
], ids=["another text", "the same text", "no text"])  # fmt: skip
def test_a_note_says_that_the_text_was_replaced(text: str, codes: list[str]) -> None:
    made = chat_link(f"{CHAT}?text=Hi%20there", text=text)
    assert made.text == (text or "Hi there")
    assert [note.code for note in made.notes] == codes
    assert all('"Hi there"' in note.message for note in made.notes)


@pytest.mark.parametrize(("kind", "link"), PAGES.items(), ids=PAGES)
def test_with_a_text_a_page_becomes_a_noted_chat_link(kind: str, link: str) -> None:
    made = chat_link(link, text="Hi")
    (note,) = made.notes
    assert made.url == f"{CHAT}?text=Hi"
    assert (note.code, note.code.is_repair) == (NoteCode.LINK_REPLACED, False)
    assert f"({kind})" in note.message


def test_a_kept_page_has_the_form_of_wa_me() -> None:
    made = chat_link(PAGES["product"], via="api")
    assert (made.url, made.via) == (PAGES["product"], Via.WA_ME)


def test_the_text_is_kept_in_the_given_form() -> None:
    made = chat_link(f"{CHAT}?text=Hi", via="api")
    assert made.url == f"https://api.whatsapp.com/send?phone={N}&text=Hi"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (f"{CHAT}?text=a&b=2", "not_a_phone_link"),
        (f"{CHAT}?text=a&text=b", "not_a_phone_link"),
    ],
    ids=["may end at &", "two texts"],
)
def test_an_uncertain_text_is_refused_unless_it_is_replaced(link: str, reason: str) -> None:
    with pytest.raises(LinkError) as caught:
        chat_link(link)
    assert caught.value.reason == reason
    assert chat_link(link, text="Hi").url == f"{CHAT}?text=Hi"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("https://wa.me/yournumber", Reason.NOT_A_NUMBER),
        (f"{CHAT},966501234568", Reason.AMBIGUOUS),
        (f"{CHAT}https://wa.me/966501234568", Reason.NOT_A_PHONE_LINK),
        (f"https://wa-me.com/{N}", Reason.NOT_A_PHONE_LINK),
        ("wa.me/0501234567", Reason.NO_REGION),
        ("https://wa.me/message/ABCDEF234567G1", Reason.NOT_A_PHONE_LINK),
        ("https://wa.me/maria.lopez", Reason.NOT_A_PHONE_LINK),
        ("https://wa.me/?text=Hi", Reason.NOT_A_PHONE_LINK),
        (f"https://example.com/{N}", Reason.NOT_A_PHONE_LINK),
    ],
    ids=lambda value: value if value.startswith(("http", "wa")) else "",
)
@pytest.mark.parametrize("text", ["", "Hi"])
def test_a_link_without_a_certain_number_is_refused(link: str, reason: Reason, text: str) -> None:
    with pytest.raises(PhoneError) as caught:
        chat_link(link, text=text)
    assert caught.value.reason is reason


SECOND = {
    "link on the next line": f"{CHAT}?text=Hi\nhttps://wa.me/966501234568",
    "the same link": f"{CHAT}?text=Hi {CHAT}?text=Hi",
    "api link": f"{CHAT}?text=Hi, api.whatsapp.com/send?phone=966501234568",
    "number": f"{CHAT}?text=Hi; 050 123 4568",
    "number with a plus": f"{CHAT}?text=Hi or +966 (50) 123-4568",
    "number after a comma": f"{CHAT}?text=Hi,0501234568",
}


@pytest.mark.parametrize("link", SECOND.values(), ids=SECOND)
@pytest.mark.parametrize("text", ["", "Yo"])
def test_a_second_number_is_not_hidden_in_the_text(link: str, text: str) -> None:
    with pytest.raises(PhoneError) as caught:
        chat_link(link, text=text)
    assert caught.value.reason in (Reason.AMBIGUOUS, Reason.NOT_A_PHONE_LINK)


@pytest.mark.parametrize(
    "text", ["Table 12, 3 chairs", "see https://shop.example/?id=12", "12.5.2026 at 10:30"]
)
def test_a_text_without_escapes_may_contain_figures_and_sites(text: str) -> None:
    assert chat_link(f"{CHAT}?text={text}").text == text


def test_a_national_number_in_a_link_needs_the_region() -> None:
    made = chat_link("wa.me/0501234567?text=Hi", region="SA")
    assert made.url == f"{CHAT}?text=Hi"
    assert [note.code for note in made.notes] == ["national_assumed"]
    page = chat_link("wa.me/c/0501234567", region="SA")
    assert page.url == f"https://wa.me/c/{N}"


def test_only_a_link_is_remembered_in_a_number() -> None:
    assert parse_phone(f"{CHAT}?text=Hi").link == f"{CHAT}?text=Hi"
    assert parse_phone(f"+{N}").link == parse_phone(f"tel:+{N}").link == ""
    assert parse_phone(f"sms://+{N}?body=Hi").link == ""
    assert read_link(f"+{N}", None) is read_link(f"sms://+{N}", None) is None


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(Via))
def test_every_text_survives_being_given_as_a_link(text: str, via: Via) -> None:
    link = ChatLink(parse_phone(f"+{N}"), text, via)
    assert chat_link(link.url, via=via) == link
