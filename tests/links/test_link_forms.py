from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wa_link.errors import LinkError, PhoneError
from wa_link.links.chat_link_forms import Via
from wa_link.links.judge_link import judge_link
from wa_link.links.link_forms import find_form, is_url_like
from wa_link.links.link_kinds import Kind
from wa_link.links.link_table import LINK_HOSTS, PAGE_NAMES
from wa_link.links.url_checks import check_drawable
from wa_link.links.usernames import parse_username
from wa_link.phone import parse_phone

N = "447911123456"

RECOGNISED = {
    "wa.me": (f"https://wa.me/{N}", Kind.CHAT, N, "", Via.WA_ME),
    "wa.me-text": (f"https://wa.me/{N}?text=a%20b%0Ac", Kind.CHAT, N, "a b\nc", Via.WA_ME),
    "wa.me-text-only": ("https://wa.me/?text=Hi", Kind.CHAT, None, "Hi", Via.WA_ME),
    "wa.me-text-no-slash": ("https://wa.me?text=Hi", Kind.CHAT, None, "Hi", Via.WA_ME),
    "wa.me-plus-in-text": (f"https://wa.me/{N}?text=a+b", Kind.CHAT, N, "a b", Via.WA_ME),
    "wa.me-closing-slash": (f"https://wa.me/{N}/", Kind.CHAT, N, "", Via.WA_ME),
    "wa.me-written-out": ("https://wa.me/+1-(201)-5", Kind.CHAT, "+1-(201)-5", "", Via.WA_ME),
    "wa.me-escaped-plus": (f"https://wa.me/%2B{N}", Kind.CHAT, f"+{N}", "", Via.WA_ME),
    "wa.me-other-field": (f"https://wa.me/{N}?utm=1&text=Hi", Kind.CHAT, N, "Hi", Via.WA_ME),
    "wa.me-fragment": (f"https://wa.me/{N}?text=Hi#x", Kind.CHAT, N, "Hi", Via.WA_ME),
    "api": (f"https://api.whatsapp.com/send?phone={N}&text=Hi", Kind.CHAT, N, "Hi", Via.API),
    "api-number": (f"https://api.whatsapp.com/send?phone={N}", Kind.CHAT, N, "", Via.API),
    "api-text": ("https://api.whatsapp.com/send?text=Hi", Kind.CHAT, None, "Hi", Via.API),
    "api-blank-number": (
        "https://api.whatsapp.com/send?phone=&text=Hi", Kind.CHAT, None, "Hi", Via.API
    ),
    "api-plus": (f"https://api.whatsapp.com/send?phone=+{N}", Kind.CHAT, f"+{N}", "", Via.API),
    "api-redirect": (
        f"https://api.whatsapp.com/send/?phone={N}&text=Hi&type=phone_number&app_absent=0",
        Kind.CHAT, N, "Hi", Via.API,
    ),
    "web": (f"https://web.whatsapp.com/send?phone={N}&text=Hi", Kind.CHAT, N, "Hi", Via.WEB),
    "web-text": ("https://web.whatsapp.com/send?text=Hi", Kind.CHAT, None, "Hi", Via.WEB),
    "app": (f"whatsapp://send?phone={N}&text=Hi", Kind.CHAT, N, "Hi", Via.APP),
    "app-slash": (f"whatsapp://send/?phone={N}", Kind.CHAT, N, "", Via.APP),
    "app-text": ("whatsapp://send?text=Hi", Kind.CHAT, None, "Hi", Via.APP),
    "catalogue": (f"https://wa.me/c/{N}", Kind.CATALOGUE, N, "", Via.WA_ME),
    "product": (f"https://wa.me/p/4096001122334455/{N}", Kind.PRODUCT, N, "", Via.WA_ME),
    "call": (f"https://wa.me/call/{N}", Kind.CALL, N, "", Via.WA_ME),
    "short-link": ("https://wa.me/message/ABCDEF234567G1", Kind.SHORT_LINK, None, "", Via.WA_ME),
    "short-link-api": (
        "https://api.whatsapp.com/message/ABCDEF234567G1", Kind.SHORT_LINK, None, "", Via.WA_ME
    ),
    "contact-code": ("https://wa.me/qr/ABCDEF234567G1", Kind.CONTACT_CODE, None, "", Via.WA_ME),
    "username": ("https://wa.me/some.shop_1", Kind.USERNAME, None, "", Via.WA_ME),
    "channel-wa.me": ("https://wa.me/channel/0029Va", Kind.CHANNEL, None, "", Via.WA_ME),
    "call-voice": ("https://call.whatsapp.com/voice/Ab1", Kind.CALL_LINK, None, "", Via.WA_ME),
    "call-video": ("https://call.whatsapp.com/video/Ab1", Kind.CALL_LINK, None, "", Via.WA_ME),
    "group": ("https://chat.whatsapp.com/AbCdEf123", Kind.GROUP, None, "", Via.WA_ME),
    "group-invite": ("https://chat.whatsapp.com/invite/AbCdEf123", Kind.GROUP, None, "", Via.WA_ME),
    "channel": ("https://whatsapp.com/channel/0029Va", Kind.CHANNEL, None, "", Via.WA_ME),
    "channel-www": ("https://www.whatsapp.com/channel/0029Va", Kind.CHANNEL, None, "", Via.WA_ME),
    "linked-devices-deeper": (
        "https://wa.me/settings/linked_devices/x", Kind.LINKED_DEVICES, None, "", Via.WA_ME
    ),
    "linked-devices": (
        "https://wa.me/settings/linked_devices#2@x,y", Kind.LINKED_DEVICES, None, "", Via.WA_ME
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("url", "kind", "phone", "text", "via"), RECOGNISED.values(), ids=RECOGNISED.keys()
)
def test_every_form_is_recognised_with_its_number_and_text(
    url: str, kind: Kind, phone: str | None, text: str, via: Via
) -> None:
    form = find_form(url)
    assert form is not None
    assert (form.kind, form.number or None, form.via) == (kind, phone, via)
    assert form.name == ("some.shop_1" if kind is Kind.USERNAME else "")
    assert judge_link(url).text.removesuffix("#x") == text


@pytest.mark.parametrize(
    ("written", "url"),
    [
        pytest.param(f"wa.me/{N}", f"https://wa.me/{N}", id="no scheme"),
        pytest.param(f"  https://wa.me/{N}\n", f"https://wa.me/{N}", id="white space around"),
        pytest.param(f"HTTPS://WA.ME/{N}", f"https://WA.ME/{N}", id="capitals"),
        pytest.param(f"http://wa.me/{N}", f"http://wa.me/{N}", id="http"),
        pytest.param(
            f"wa.me/{N}?text=see:https://shop.example/",
            f"https://wa.me/{N}?text=see:https://shop.example/",
            id="no scheme, but one in the text",
        ),
        pytest.param(
            f"https://wa.me/{N}?text=é😀",
            f"https://wa.me/{N}?text=%C3%A9%F0%9F%98%80",
            id="Unicode",
        ),
        pytest.param(
            f"https://wa.me/{N}?text=50%25%20off!'(a)*[b]",
            f"https://wa.me/{N}?text=50%25%20off!'(a)*[b]",
            id="escapes and reserved characters stay",
        ),
        pytest.param(
            f'https://wa.me/{N}?text="<a>"', f"https://wa.me/{N}?text=%22%3Ca%3E%22", id="quotes"
        ),
    ],
)
def test_the_url_of_an_address_is_kept(written: str, url: str) -> None:
    report = judge_link(written)
    assert report.phone is not None
    assert (report.full_url, report.kind, report.phone.digits) == (url, Kind.CHAT, N)


NOT_OURS = {
    "blank": "",
    "number": N,
    "plus-number": f"+{N}",
    "host-only": "wa.me",
    "host-slash": "https://wa.me/",
    "blank-text": "https://wa.me/?text=",
    "look-alike-suffix": f"https://wa.me.evil.com/{N}",
    "look-alike-prefix": f"https://evilwa.me/{N}",
    "look-alike-subdomain": f"https://x.wa.me/{N}",
    "look-alike-hyphen": f"https://wa-me.com/{N}",
    "look-alike-whatsapp": f"https://api.whatsapp.com.evil.com/send?phone={N}",
    "look-alike-cyrillic": f"https://wа.me/{N}",
    "look-alike-full-width": f"https://wa．me/{N}",
    "closing-dot-of-host": f"https://wa.me./{N}",
    "ours-in-path": f"https://evil.com/wa.me/{N}",
    "ours-in-query": f"https://evil.com/?u=https://wa.me/{N}",
    "user-name": f"https://wa.me@evil.com/{N}",
    "user-name-ours": f"https://evil.com@wa.me/{N}",
    "password": f"https://user:pass@wa.me/{N}",
    "dots-escaped": "https://wa.me/qr/..%2Fsettings%2Flinked_devices",
    "dots": "https://wa.me/message/..",
    "dot": "https://wa.me/qr/.",
    "dots-between": f"https://wa.me/p/../{N}",
    "dots-half-escaped": f"https://wa.me/c/.%2e/{N}",
    "slash-escaped": "https://wa.me/message/AB%2FCD",
    "backslash-escaped": "https://chat.whatsapp.com/AB%5CCD",
    "line-break-escaped": "https://whatsapp.com/channel/0029Va%0A",
    "port-empty": f"https://wa.me:/{N}",
    "port": f"https://wa.me:443/{N}",
    "port-evil": f"https://wa.me:8443/{N}",
    "port-app": f"whatsapp://send:1?phone={N}",
    "backslash": f"https://wa.me\\@evil.com/{N}",
    "backslash-path": f"https://evil.com\\wa.me/{N}",
    "backslash-in-text": f"https://wa.me/{N}?text=a\\\\b",
    "backslashes": f"https:\\\\wa.me\\{N}",
    "space": f"https://wa.me/{N} ?text=x",
    "space-in-text": f"https://wa.me/{N}?text=a b",
    "no-break-space": f"https://wa.me/{N}?text=a\xa0b",
    "tab-in-host": f"https://wa.\tme/{N}",
    "line-break": f"https://wa.me/{N}\nhttps://evil.com/",
    "nul": f"https://wa.me/{N}\x00",
    "escape": f"https://wa.me/{N}\x1b[2J",
    "delete": f"https://wa.me/{N}?text=\x7f",
    "c1-control": f"https://wa.me/{N}?text=\x9b2J",
    "lone-surrogate": f"https://wa.me/{N}?text=\ud800",
    "two-numbers": f"https://api.whatsapp.com/send?phone={N}&phone=447700900123&text=Hi",
    "same-number-twice": f"https://api.whatsapp.com/send?phone={N}&phone={N}",
    "two-numbers-escaped": f"https://api.whatsapp.com/send?ph%6Fne={N}&phone=447700900123",
    "two-numbers-one-blank": f"whatsapp://send?phone=&phone={N}",
    "two-numbers-web": f"https://web.whatsapp.com/send?phone={N}&text=Hi&phone=447700900123",
    "number-in-path-and-query": f"https://wa.me/{N}?phone=447700900123",
    "number-in-query-of-wa.me": f"https://wa.me/?phone={N}&text=Hi",
    "two-texts": f"https://wa.me/{N}?text=a&text=b",
    "no-number-no-text": "https://api.whatsapp.com/send",
    "blank-number-no-text": "https://api.whatsapp.com/send?phone=",
    "javascript": f"javascript:location='https://wa.me/{N}'",
    "javascript-host": f"javascript://wa.me/{N}",
    "data": f"data:text/html,https://wa.me/{N}",
    "ftp": f"ftp://wa.me/{N}",
    "file": f"file://wa.me/{N}",
    "three-slashes": f"https:///wa.me/{N}",
    "ipv6": f"https://[wa.me]/{N}",
    "open-bracket": f"https://[wa.me/{N}",
    "app-host": f"whatsapp://call?phone={N}",
    "app-path": f"whatsapp://send/x?phone={N}",
    "app-look-alike": f"whatsapps://send?phone={N}",
    "api-path": f"https://api.whatsapp.com/x?phone={N}",
    "web-path": f"https://web.whatsapp.com/?phone={N}",
    "web-short-link": "https://web.whatsapp.com/message/ABC",
    "site": f"https://whatsapp.com/send?phone={N}",
    "site-home": "https://www.whatsapp.com/",
    "group-home": "https://chat.whatsapp.com/",
    "deeper-path": f"https://wa.me/{N}/x",
    "escaped-slash": f"https://wa.me/{N}%2Fx",
    "dot-segments": f"https://wa.me/x/../{N}",
    "two-numbers-in-path": f"https://wa.me/{N},447700900123",
    "number-and-letters": f"https://wa.me/{N}!",
    "short-link-cut-off": "https://wa.me/message/",
    "call-cut-off": "https://wa.me/call",
    "settings": "https://wa.me/settings",
    "catalogue-cut-off": "https://wa.me/c/",
    "product-cut-off": f"https://wa.me/p/{N}",
    "product-blank": f"https://wa.me/p//{N}",
    "username-short": "https://wa.me/ab",
    "username-long": f"https://wa.me/{'a' * 36}",
    "username-digits": "https://wa.me/...",
    "username-www": "https://wa.me/www.maria",
    "username-two-dots": "https://wa.me/maria..l",
    "call-other": "https://call.whatsapp.com/x/Ab1",
}


@pytest.mark.parametrize("text", NOT_OURS.values(), ids=NOT_OURS.keys())
def test_other_texts_are_not_drawn(text: str) -> None:
    with pytest.raises(LinkError):
        check_drawable(text)


# The number is certain, although the link is wrong.
HAS_NUMBER = (
    "plus-number", "number-in-query-of-wa.me", "web-path", "site", "two-texts", "nul", "delete"
)  # fmt: skip
WITHOUT_NUMBER = {name: text for name, text in NOT_OURS.items() if name not in HAS_NUMBER}


@pytest.mark.parametrize("text", WITHOUT_NUMBER.values(), ids=WITHOUT_NUMBER.keys())
def test_no_phone_number_is_read_from_other_texts(text: str) -> None:
    with pytest.raises(PhoneError):
        parse_phone(text)


@pytest.mark.parametrize(
    "path",
    [
        "settings/linked_devices",
        "settings/linked_devices/",
        "settings/linked_devices/x#2@y",
        "settings/linked%5Fdevices#2@y",
        "%73ettings/linked_devices?text=Hi",
        "x/../settings/linked_devices#2@y",
        "settings//linked_devices#2@y",
        "settings%2Flinked_devices#2@y",
        "settings/./linked_devices#2@y",
    ],
)
def test_no_spelling_of_the_pairing_link_is_drawn(path: str) -> None:
    with pytest.raises(LinkError):
        check_drawable(f"https://wa.me/{path}")


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        (f"https://wa.me/{N}", True),
        (f"wa.me/{N}", True),
        ("wa.me?text=Hi", True),
        ("  WA.ME/x ", True),
        ("evil.com/x", True),
        ("whatsapp://send", True),
        ("javascript:alert(1)", False),
        ("+44 7911 123456", False),
        ("7911.123456/7", False),
        ("wa.me", False),
        ("hello", False),
        ("", False),
        ("see https://wa.me/1", False),
    ],
)
def test_links_are_distinguished_from_numbers(text: str, is_link: bool) -> None:  # noqa: FBT001
    assert is_url_like(text) is is_link


@pytest.mark.parametrize("name", sorted(PAGE_NAMES))
def test_a_page_of_wa_me_is_not_a_username(name: str) -> None:
    with pytest.raises(LinkError):
        parse_username(name)


HOSTS = ["wa.me", "api.whatsapp.com", "web.whatsapp.com", "chat.whatsapp.com", "www.whatsapp.com"]
LIKE_A_LINK = st.builds(
    "{}{}/{}".format,
    st.sampled_from(["", "https://", "http://", "whatsapp://"]),
    st.sampled_from([*HOSTS, "send", "evil.com", "wa.me@x.com", "[::1]"]),
    st.lists(
        st.sampled_from([*"/?#&=%+.0123456789AFaf:@[]\\;,-() \x00é\ud800", "text=", "phone="])
    ).map("".join),
)


@given(st.one_of(st.text(), LIKE_A_LINK))
@example("https://wa.me/\ud800")
def test_any_text_is_drawable_or_refused_with_a_reason(text: str) -> None:
    try:
        report = check_drawable(text)
    except LinkError as error:
        assert error.message.isprintable()  # noqa: PT017  (the other branch has assertions, too)
    else:
        assert report.full_url.isascii()
        assert report.full_url.isprintable()
        assert judge_link(report.full_url) == replace(report, url=report.full_url)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(HOSTS[:3]))
def test_text_is_decoded_as_browsers_do(text: str, host: str) -> None:
    path = N if host == "wa.me" else "send"
    report = judge_link(f"https://{host}/{path}?phones=1&text={quote(text, safe='')}")
    assert report.text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(host=st.from_regex(r"\A[a-z0-9.@:-]{1,25}\Z"))
def test_other_hosts_are_not_recognised(host: str) -> None:
    known = host in LINK_HOSTS
    for path in (N, f"send?phone={N}", "channel/abc", "abc"):
        assert known or find_form(f"https://{host}/{path}") is None
