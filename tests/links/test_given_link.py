"""Tests of links that are given in place of a number: by `chat_link`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import chat_link, parse_phone
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, NoteCode, PhoneError, Reason, RecordError
from wa_link.links.chat_link import ChatLink
from wa_link.links.chat_link_forms import Via
from wa_link.links.given_link import read_link
from wa_link.links.url_checks import check_drawable

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
    "single quotes": (f"'{CHAT}?text=Hi'", f"{CHAT}?text=Hi"),
    "Markdown": (f"[Chat]({CHAT}?text=Hi)", f"{CHAT}?text=Hi"),
    "Markdown and brackets": (f"[Chat with us](<{CHAT}?text=Hi you>)", f"{CHAT}?text=Hi%20you"),
    "apostrophe of a spreadsheet": (f"'{CHAT}?text=Hi", f"{CHAT}?text=Hi"),
    "invisible mark before it": (f"\u200e{CHAT}?text=Hi", f"{CHAT}?text=Hi"),
    "CRLF in the text": (f"{CHAT}?text=a%0D%0Ab", f"{CHAT}?text=a%0Ab"),
    "joined emoji": (f"{CHAT}?text=👩\u200d🚀", f"{CHAT}?text=%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80"),
    "Arabic digits in the text": (f"{CHAT}?text=٣", f"{CHAT}?text=%D9%A3"),
    "formatted number": ("https://wa.me/+966 50 123-4567?text=Hi", f"{CHAT}?text=Hi"),
    "text without question mark": (f"wa.me/{N}&text=Hi", f"{CHAT}?text=Hi"),
    "text with #": (f"{CHAT}?text=Sofa#5", f"{CHAT}?text=Sofa%235"),
    "text in a wrong field": (f"{CHAT}?Text=Hi", f"{CHAT}?text=Hi"),
    "formatted number in a field": (
        "https://api.whatsapp.com/send?phone=+966 50 123 4567&text=Hi you",
        f"{CHAT}?text=Hi%20you",
    ),
    "formatted number after the text": (
        "whatsapp://send?text=Hi you&phone=966 50 123 4567",
        f"{CHAT}?text=Hi%20you",
    ),
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
    assert made.url == kept
    assert {note.code for note in made.notes} <= {NoteCode.CHECK_LINK}
    assert made.phone == parse_phone(f"+{N}")


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("?text=Bed&Table", "Bed&Table"), ("?text=Sofa#5", "Sofa#5"), ("?message=Hello", "Hello"),
        ("?text=100%", "100%"), ("&text=Hi", "Hi"), ("?text=Hi there", ""), ("?text=Hi%20you", ""),
    ],
)  # fmt: skip
def test_a_corrected_text_of_a_link_is_noted(text: str, corrected: str) -> None:
    message = f'The text of the given link was corrected: it is now "{corrected}".'
    messages = [note.message for note in chat_link(f"{CHAT}{text}").notes]
    assert messages == ([message] if corrected else [])
    assert message not in [note.message for note in chat_link(f"{CHAT}{text}", text="Yo").notes]


@pytest.mark.parametrize("number", ["+966 50 999 9999", "+44 7911 111111", "+911234567890", CHAT])
def test_a_number_like_a_placeholder_is_noted_in_any_form(number: str) -> None:
    notes = chat_link(number).notes
    assert [note.code for note in notes] == [NoteCode.CHECK_LINK] * (number != CHAT)
    if notes:
        assert chat_link(f"wa.me/{re.sub('[^0-9]', '', number)}").notes == notes


@pytest.mark.parametrize(("text", "kept", "end"), [
    ("Hello", "Hello", "was replaced by the given text."), ("Hi there", "Hi there", ""),
    ("", "", "was removed, because the given text is empty."), (None, "Hi there", ""),
], ids=["another text", "the same text", "an empty text", "no text"])  # fmt: skip
def test_a_note_says_that_the_text_was_replaced(text: str | None, kept: str, end: str) -> None:
    made = chat_link(f"{CHAT}?text=Hi%20there", text=text)
    assert made.text == kept
    messages = [f'The text of the given link, "Hi there", {end}'] if end else []
    assert [note.message for note in made.notes] == messages
    assert {note.code for note in made.notes} <= {NoteCode.LINK_TEXT_REPLACED}


@pytest.mark.parametrize("own", ["a&text=b", "New&text=b", "a&Text=b"])
def test_a_note_says_that_several_texts_were_replaced(own: str) -> None:
    (note,) = chat_link(f"{CHAT}?text={own}", text="New").notes
    assert note.code is NoteCode.LINK_TEXT_REPLACED
    assert note.message == "The texts of the given link were replaced by the given text."


@pytest.mark.parametrize("number", [CHAT, f"+{N}", f"wa.me/c/{N}"])
def test_an_empty_text_is_no_loss_for_a_link_without_a_text(number: str) -> None:
    assert chat_link(number, text="") == chat_link(number)


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
    (note,) = made.notes
    assert note.code is NoteCode.LINK_FORM_KEPT
    assert 'so via="api" has no effect on it.' in note.message


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
        ("https://wa.me/", Reason.NOT_A_PHONE_LINK),
        ("https://faq.whatsapp.com/123", Reason.NOT_A_PHONE_LINK),
    ],
    ids=lambda value: value if value.startswith(("http", "wa")) else "",
)
@pytest.mark.parametrize("text", [None, "", "Hi"])
def test_a_link_without_a_certain_number_is_refused(
    link: str, reason: Reason, text: str | None
) -> None:
    with pytest.raises(PhoneError) as caught:
        chat_link(link, text=text)
    assert caught.value.reason is reason


SECOND = {
    "the same link": f"{CHAT}?text=Hi you {CHAT}?text=Hi you",
    "api link": f"{CHAT}?text=Hi you, api.whatsapp.com/send?phone=966501234568",
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


@pytest.mark.parametrize("separator", ["\n", ", ", "; "], ids=repr)
def test_of_several_links_the_first_is_used_with_a_note(separator: str) -> None:
    made = chat_link(f"{CHAT}?text=Hi{separator}https://wa.me/966501234568", text=None)
    assert made.url == f"{CHAT}?text=Hi"
    assert [note.code for note in made.notes] == ["several_numbers"]
    with pytest.raises(PhoneError, match="too short"):
        chat_link(f"wa.me/12{separator}{CHAT}?text=Hi")
    same = chat_link(f"{CHAT}?text=Hi{separator}{CHAT}?text=Hi")
    assert (same.url, same.notes) == (made.url, ())


USERNAMES = {
    "@maria.lopez": "maria.lopez", "@maria": "maria", "@Maria": "maria",
    "maria.lopez": "maria.lopez",
    "maria_1": "maria_1", "maria85": "maria85", "wa.me/maria": "maria", "'@maria": "maria",
    "https://wa.me/Maria.Lopez?text=Hi": "maria.lopez", '"@maria"': "maria",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), USERNAMES.items(), ids=USERNAMES)
def test_a_refused_username_names_the_option(text: str, name: str) -> None:
    with pytest.raises(
        PhoneError, match=re.escape(f'To link to a username, use username="{name}"')
    ):
        chat_link(text)
    assert chat_link(username=name).username == name.lower()
    assert chat_link(username=f"wa.me/{name}").username == name.lower()


@pytest.mark.parametrize(
    "text",
    [
        "maria",
        "call reception",
        "wa.me/message/ABC",
        "1-800-FLOWERS",
        "fax0201234567",
        "wa.me/1XXXXXXXXXX",
        "wa.me/yournumber",
        "https://maria.example/",
        "-",
        "@",
    ],
)
def test_other_texts_get_no_hint_at_usernames(text: str) -> None:
    with pytest.raises(PhoneError) as caught:
        chat_link(text)
    assert "username" not in caught.value.message


@pytest.mark.parametrize(
    "text", ["Table 12, 3 chairs", "see https://shop.example/?id=12", "12.5.2026 at 10:30"]
)
def test_a_text_without_escapes_may_contain_figures_and_sites(text: str) -> None:
    assert chat_link(f"{CHAT}?text={text}").text == text


def test_a_national_number_in_a_link_needs_the_region() -> None:
    made = chat_link("wa.me/0501234567?text=Hi", region="SA")
    assert made.url == f"{CHAT}?text=Hi"
    (note,) = made.notes
    assert note.code is NoteCode.NATIONAL_ASSUMED
    assert note.message == (
        "The number in the link has no calling code: it was read as +966 50 123 4567."
    )
    assert ChatLink.parse("wa.me/0501234567?text=Hi", "SA").url == made.url
    page = chat_link("wa.me/c/0501234567", region="SA")
    assert page.url == f"https://wa.me/c/{N}"


@pytest.mark.parametrize(
    "link", ["wa.me/9660501234567", "https://wa.me/+966(0)50-1234567", "wa.me/c/9660501234567"]
)
def test_a_zero_after_the_calling_code_gets_a_note(link: str) -> None:
    made = chat_link(link)
    (note,) = made.notes
    assert (note.code, made.phone.e164 if made.phone else "") == (NoteCode.TRUNK_0_DROPPED, f"+{N}")
    assert note.message == (
        "The number in the link has a 0 after its calling code: it was read as +966 50 123 4567."
    )


def test_only_a_link_is_remembered_in_a_number() -> None:
    assert parse_phone(f"{CHAT}?text=Hi").link == f"{CHAT}?text=Hi"
    assert parse_phone(f"+{N}").link == parse_phone(f"tel:+{N}").link == ""
    assert parse_phone(f"sms://+{N}?body=Hi").link == ""
    assert read_link(f"+{N}", None) is read_link(f"sms://+{N}", None) is None


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(Via))
def test_every_text_survives_being_given_as_a_link(text: str, via: Via) -> None:
    link = ChatLink(parse_phone(f"+{N}"), text, via)
    assert chat_link(link.url, via=via) == link


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("https://wa.me/", '"https://wa.me/" has neither a number nor a text: add one.'),
        ("wa.me/?text=", '"wa.me/?text=" has neither a number nor a text: add one.'),
        (
            "https://faq.whatsapp.com/123",
            (
                '"https://faq.whatsapp.com/123" is a page of WhatsApp, not a chat link: give a '
                "link such as wa.me/447911123456."
            ),
        ),
        (
            "https://example.com/1",
            (
                '"https://example.com/1" is a link, but not a WhatsApp link: give the phone number '
                "itself."
            ),
        ),
    ],
)
def test_a_refused_link_is_called_what_it_is(link: str, message: str) -> None:
    with pytest.raises(PhoneError) as caught:
        chat_link(link)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "text",
    [
        f"Chat with us: {CHAT}",
        f"Ann {CHAT}?text=Hi",
        f'<a href="{CHAT}">Chat</a>',
        f"see wa.me/{N}",
    ],
)
def test_words_before_a_link_are_called_so(text: str) -> None:
    message = f"{quote(text)} contains other text before a link: keep only the link."
    for read in (chat_link, ChatLink.parse, check_drawable):
        with pytest.raises(RecordError) as caught:
            read(text)
        assert caught.value.message == message
