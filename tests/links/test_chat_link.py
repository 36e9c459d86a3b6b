from __future__ import annotations

import json
import pickle
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import program
from wa_link.errors import LinkError, NoteCode, OptionError, Reason, TextError
from wa_link.links.chat_link import ChatLink, chat_link
from wa_link.links.chat_link_forms import Via, parse_via
from wa_link.links.link_kinds import Kind
from wa_link.links.url_checks import check_drawable, require_link
from wa_link.phone import Assume, parse_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.phone import PhoneNumber

N = "447911123456"
GB = parse_phone(f"+{N}")
PHONES = [
    GB,
    *map(parse_phone, ["+12015550123", "+966501234567", "+393312345678", "+390612345678"]),
    *map(parse_phone, ["+5511987654321", "+5491123456789", "+525512345678", "+2250712345678"]),
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
# Characters that programs often damage: line breaks, percent signs, marks, joiners, controls.
HARD_TEXT = st.text(
    st.sampled_from("a%+&=#?/\\.,_~- \r\n\t\x00\x7f\ufeff\u200d\u0301é٣ب😀👩🚀{}'\"")
)
USERNAMES = ["maria.lopez", "m_1", "__maria__", "a1234567890", "@Maria"]
VIAS = st.sampled_from(Via)


@st.composite
def links(draw: st.DrawFn) -> ChatLink:
    if draw(st.booleans()):
        return ChatLink(None, draw(TEXT | HARD_TEXT), username=draw(st.sampled_from(USERNAMES)))
    phone: PhoneNumber | None = draw(st.none() | st.sampled_from(PHONES))
    text = draw((TEXT | HARD_TEXT).filter(lambda text: bool(text or phone)))
    return ChatLink(phone, text, draw(VIAS))


@pytest.mark.parametrize(
    ("via", "number", "both", "text"),
    [
        (
            Via.WA_ME,
            f"https://wa.me/{N}",
            f"https://wa.me/{N}?text=Hi%21",
            "https://wa.me/?text=Hi%21",
        ),
        (
            Via.API,
            f"https://api.whatsapp.com/send?phone={N}",
            f"https://api.whatsapp.com/send?phone={N}&text=Hi%21",
            "https://api.whatsapp.com/send?text=Hi%21",
        ),
        (
            Via.WEB,
            f"https://web.whatsapp.com/send?phone={N}",
            f"https://web.whatsapp.com/send?phone={N}&text=Hi%21",
            "https://web.whatsapp.com/send?text=Hi%21",
        ),
        (
            Via.APP,
            f"whatsapp://send?phone={N}",
            f"whatsapp://send?phone={N}&text=Hi%21",
            "whatsapp://send?text=Hi%21",
        ),
    ],
)
def test_a_link_has_its_form_number_and_text(via: Via, number: str, both: str, text: str) -> None:
    assert ChatLink(GB, "", via).url == number
    assert ChatLink(GB, "Hi!", via).url == both
    assert ChatLink(None, "Hi!", via).url == text
    assert str(ChatLink(GB, "Hi!", via)) == both


@given(links())
@settings(max_examples=300)
def test_a_url_is_parsed_to_the_same_link(link: ChatLink) -> None:
    assert ChatLink.parse(link.url) == link
    assert ChatLink.parse(link.url.removeprefix("https://")) == link
    assert pickle.loads(pickle.dumps(link)) == link  # noqa: S301  (a pickle of this test)


@given(links())
def test_a_url_survives_programs_that_find_links_in_text(link: ChatLink) -> None:
    assert link.url.isascii()
    assert link.url.isprintable()
    assert " " not in link.url
    assert link.username or link.url[-1] not in ".,_~-"  # a username may end with "_"
    assert check_drawable(link.url).full_url == link.url


@given(TEXT | HARD_TEXT)
def test_line_breaks_of_a_text_become_lf(text: str) -> None:
    assert ChatLink(GB, text).text == text.replace("\r\n", "\n").replace("\r", "\n")


READ_BY_A_BROWSER = """
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const link = new URL(JSON.parse(line));
  const field = (name) => link.searchParams.get(name);
  const place = [link.protocol, link.host, link.pathname];
  console.log(JSON.stringify([...place, field("phone"), field("text")]));
});
"""
PLACES = {
    Via.WA_ME: ["https:", "wa.me"],
    Via.API: ["https:", "api.whatsapp.com", "/send"],
    Via.WEB: ["https:", "web.whatsapp.com", "/send"],
    Via.APP: ["whatsapp:", "send", ""],
}


def test_a_browser_reads_the_same_number_and_text() -> None:
    node = program("node", "nodejs")
    made: list[tuple[str | None, str, Via, str]] = []

    @given(TEXT | HARD_TEXT)
    @settings(max_examples=1_000, database=None)
    def make(text: str) -> None:
        for via in Via:
            link = ChatLink(GB, text, via)
            made.append((GB.digits, text, via, link.url))
            if text:
                made.append((None, text, via, ChatLink(None, text, via).url))

    make()
    for code in (*range(0xD800), *range(0xE000, 0x11000), 0x1F600, 0x10FFFF):
        text = f"{chr(code)}a{chr(code)}"
        via = list(Via)[code % len(Via)]
        made.append((GB.digits, text, via, ChatLink(GB, text, via).url))

    output = subprocess.run(
        [node, "-e", READ_BY_A_BROWSER],
        input="".join(f"{json.dumps(url)}\n" for *_, url in made),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    ).stdout

    read = output.removesuffix("\n").split("\n")
    assert len(read) == len(made) > 60_000
    for line, (digits, text, via, url) in zip(read, made, strict=True):
        shown = text.replace("\r\n", "\n").replace("\r", "\n") or None
        if via is Via.WA_ME:
            expected = [*PLACES[via], f"/{digits or ''}", None, shown]
        else:
            expected = [*PLACES[via], digits, shown]
        assert json.loads(line) == expected, url


@pytest.mark.parametrize("via", Via)
def test_a_link_needs_a_number_or_a_text(via: Via) -> None:
    with pytest.raises(OptionError, match=r"^A link needs a phone number, a username or a text\.$"):
        ChatLink(None, "", via)


def test_a_lone_surrogate_makes_no_link() -> None:
    with pytest.raises(TextError) as caught:
        ChatLink(GB, "cut \ud83d")
    assert caught.value.reason is Reason.TEXT_NOT_ENCODABLE


def test_a_link_has_notes_on_its_number_and_its_text() -> None:
    link = chat_link("+52 1 55 1234 5678", text="cafÃ©")
    assert [note.code for note in link.notes] == [NoteCode.MX_1_DROPPED, NoteCode.TEXT_MOJIBAKE]
    assert ChatLink(GB, "café").notes == ()
    assert [note.code for note in ChatLink(None, "cafÃ©").notes] == [NoteCode.TEXT_MOJIBAKE]


@pytest.mark.parametrize(
    ("number", "options", "url"),
    [
        ("+44 (0) 7911 123456", {"text": "Hi!"}, f"https://wa.me/{N}?text=Hi%21"),
        (
            "07911 123456",
            {"region": "GB", "via": "api"},
            f"https://api.whatsapp.com/send?phone={N}",
        ),
        (f"+{N}", {"via": Via.APP}, f"whatsapp://send?phone={N}"),
        (N, {"assume": Assume.INTERNATIONAL}, f"https://wa.me/{N}"),
    ],
)
def test_chat_link_makes_the_url(number: str, options: dict[str, Any], url: str) -> None:
    assert chat_link(number, **options).url == url


@pytest.mark.parametrize(("name", "via"), [*((str(via), via) for via in Via), (Via.APP, Via.APP)])
def test_parse_via_accepts_each_form(name: str, via: Via) -> None:
    assert parse_via(name) is via


@pytest.mark.parametrize("name", ["", "WA.ME", "sms"])
def test_an_unknown_form_is_refused(name: str) -> None:
    with pytest.raises(OptionError) as caught:
        chat_link(f"+{N}", via=name)
    assert str(caught.value) == f'Unknown form of link "{name}": use wa.me, api, web or app.'


NO_CHATS = {
    f"https://wa.me/c/{N}": Kind.CATALOGUE,
    f"https://wa.me/p/1/{N}": Kind.PRODUCT,
    f"https://wa.me/call/{N}": Kind.CALL,
    "https://wa.me/message/ABCDEF234567G1": Kind.SHORT_LINK,
    "https://wa.me/qr/ABCDEF234567G1": Kind.CONTACT_CODE,
    "https://call.whatsapp.com/voice/ABC": Kind.CALL_LINK,
    "https://chat.whatsapp.com/ABC": Kind.GROUP,
    "https://whatsapp.com/channel/ABC": Kind.CHANNEL,
}


@pytest.mark.parametrize(("url", "kind"), NO_CHATS.items(), ids=NO_CHATS.values())
def test_other_kinds_are_drawn_but_are_not_chat_links(url: str, kind: Kind) -> None:
    report = check_drawable(url)
    assert (report.full_url, report.kind) == (url, kind)
    with pytest.raises(LinkError) as caught:
        ChatLink.parse(url)
    assert caught.value.reason is Reason.NOT_A_PHONE_LINK
    assert caught.value.message == (
        f'"{url}" does not open a chat: it is another kind of WhatsApp link ({kind}). '
        "Give a chat link, such as wa.me/447911123456."
    )


@pytest.mark.parametrize("read", [require_link, check_drawable, ChatLink.parse])
@pytest.mark.parametrize("url", [f"https://example.com/{N}", "hello", "", f"ftp://wa.me/{N}"])
def test_other_links_are_refused(read: Callable[[str], object], url: str) -> None:
    with pytest.raises(LinkError) as caught:
        read(url)
    assert caught.value.reason is Reason.NOT_A_PHONE_LINK
    assert caught.value.message == f'"{url}" is not a WhatsApp link: check its spelling.'


@pytest.mark.parametrize(
    ("url", "fragment"),
    [
        ("https://wa.me/settings/linked_devices#2@x", "pairs a device"),
        ("wa.me/settings/linked_devices", "pairs a device"),
        (f"https://wa.me.evil.com/{N}", "does not belong to WhatsApp"),
        (f"https://wa.me/+{N}", f"{N} instead."),
        ("https://wa.me/44-7911-123456", f"{N} instead."),
        ("https://wa.me/44%207911%20123456", f"{N} instead."),
        (f"https://wa.me/{N}%20", f"{N} instead."),
        (f"https://wa.me/c/+{N}", f"{N} instead."),
        (f"https://wa.me/p/1/+{N}", f"{N} instead."),
        (f"https://wa.me/call/+{N}", f"{N} instead."),
        ("https://wa.me/4407911123456", f"{N} instead."),
        ("https://wa.me/٤٤٧٩١١١٢٣٤٥٦", f"{N} instead."),
        (f"https://wa.me/00{N}", f"{N} instead."),
        ("https://api.whatsapp.com/send?phone=44-7911-123456", f"{N} instead."),
        ("https://web.whatsapp.com/send?phone=44+7911+123456", f"{N} instead."),
        ("whatsapp://send?phone=%2B447911123456", f"{N} instead."),
    ],
)
def test_numbers_that_are_not_plain_digits_are_not_drawn(url: str, fragment: str) -> None:
    with pytest.raises(LinkError) as caught:
        check_drawable(url)
    assert caught.value.reason is Reason.NOT_A_PHONE_LINK
    assert fragment in caught.value.message


@pytest.mark.parametrize("read", [check_drawable, ChatLink.parse])
@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("0447911123456", Reason.NO_REGION),
        ("07911123456", Reason.NO_REGION),
        ("4479111234", Reason.TOO_SHORT),
        (f"{N}0012", Reason.TOO_LONG),
        ("999700900123", Reason.INVALID),
        (f"{N}-447700900123", Reason.TOO_LONG),
        (f"{N},447700900123", Reason.AMBIGUOUS),
        ("1", Reason.TOO_SHORT),
        (f"{N} abc", Reason.LETTERS),
        (f"{N} ext. 12", Reason.NOT_A_NUMBER),
        ("yournumber", Reason.NOT_A_NUMBER),
    ],
)
@pytest.mark.parametrize("base", ["https://wa.me/", "https://api.whatsapp.com/send?phone="])
def test_a_number_that_is_not_valid_is_refused_with_its_reason(
    read: Callable[[str], object], base: str, written: str, reason: Reason
) -> None:
    with pytest.raises(LinkError) as caught:
        read(f"{base}{written}")
    assert caught.value.reason is reason
    assert caught.value.message.startswith(f'The number in "{base}{written}'[:60])
    assert " is refused: " in caught.value.message


def test_a_number_in_a_catalogue_that_is_not_valid_is_refused() -> None:
    with pytest.raises(LinkError):
        check_drawable("https://wa.me/c/12")


@pytest.mark.parametrize("written", [f"+{N}", "44-7911-123456", "44%207911%20123456"])
def test_a_formatted_number_in_a_url_is_parsed(written: str) -> None:
    assert ChatLink.parse(f"https://wa.me/{written}?text=Hi") == ChatLink(GB, "Hi")


@given(st.sampled_from(PHONES))
def test_the_number_of_a_link_is_read_as_international(phone: PhoneNumber) -> None:
    assert require_link(ChatLink(phone).url).phone == phone
    assert check_drawable(ChatLink(phone).url).phone == phone
    assert ChatLink.parse(f"https://wa.me/{phone.e164}").phone == phone


def test_the_qr_code_has_at_least_the_given_level() -> None:
    link = ChatLink(GB, "Hi!")
    assert link.qr().data == link.url
    assert link.qr().symbol.error_correction == "M"
    for level in "LMQH":  # a higher level is used because the symbol does not get larger
        symbol = link.qr(error_correction=level).symbol
        assert symbol.least_level == level
        assert "LMQH".index(symbol.error_correction) >= "LMQH".index(level)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hi there", []),
        ("50% off & more", []),
        ("Hi%20there", [NoteCode.TEXT_ENCODED]),
        ("Bed &amp; Table", [NoteCode.TEXT_ENCODED]),
        ("CafÃ©%20", [NoteCode.TEXT_MOJIBAKE, NoteCode.TEXT_ENCODED]),
        ("see https://x.example/?q=a%20b", []),
    ],
)
def test_a_text_that_looks_encoded_is_noted(text: str, codes: list[NoteCode]) -> None:
    link = ChatLink(GB, text)
    assert [note.code for note in link.notes] == codes
    assert ChatLink.parse(link.url).text == text
