from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from wa_link.errors import LinkError, OptionError, Reason
from wa_link.links.chat_link_forms import Via
from wa_link.links.explanation import explain
from wa_link.links.judge_link import judge_link
from wa_link.links.link_kinds import Kind
from wa_link.links.rules import Repair, Rule, Severity

if TYPE_CHECKING:
    from wa_link.links.judge_link import LinkReport

N = "447911123456"
URL = f"https://wa.me/{N}"
API = f"https://api.whatsapp.com/send?phone={N}"

# A link; the codes of its rules; the better link; the text that its author meant.
REPAIRED = {
    "plus, brackets, zero, space": (
        "https://wa.me/+44 (0)7911123456?text=Hi there",
        "101 103 104 202", f"{URL}?text=Hi%20there", "Hi there",
    ),
    "spaces": ("https://wa.me/44 7911 123456", "103", URL, ""),
    "dashes": ("https://wa.me/44-7911-123456", "103", URL, ""),
    "escaped spaces": ("https://wa.me/44%207911%20123456", "103", URL, ""),
    "invisible mark": (f"https://wa.me/\u202a{N}", "103", URL, ""),
    "Arabic digits": ("https://wa.me/٤٤٧٩١١١٢٣٤٥٦", "103", URL, ""),
    "plus": (f"https://wa.me/+{N}", "101", URL, ""),
    "escaped plus": (f"https://wa.me/%2B{N}", "101", URL, ""),
    "00": (f"https://wa.me/00{N}", "105", URL, ""),
    "+00": (f"https://wa.me/+00{N}", "101 105", URL, ""),
    "00 and zero": ("https://wa.me/004407911123456", "104 105", URL, ""),
    "trunk zero": ("https://wa.me/4407911123456", "104", URL, ""),
    "outdated": ("https://wa.me/5215512345678", "111", "https://wa.me/525512345678", ""),
    "no question mark": (f"wa.me/{N}&text=Hi", "302", f"{URL}?text=Hi", "Hi"),
    "no question mark, HTML": (f"wa.me/{N}&amp;text=Hi", "302", f"{URL}?text=Hi", "Hi"),
    "glued": (f"{URL}{URL}", "303", URL, ""),
    "glued with texts": (f"{URL}?text=Hi{URL}?text=Hi", "303", f"{URL}?text=Hi", "Hi"),
    "glued, another form": (f"{URL}{API}", "303", API, ""),
    "glued to nothing": (f"http://wa.me/{URL}", "303", URL, ""),
    "scheme twice": (f"https://{URL}", "303", URL, ""),
    "glued and plus": (f"{URL}https://wa.me/+{N}", "101 303", URL, ""),
    "cut at #": (f"{URL}?text=Sofa#5", "201", f"{URL}?text=Sofa%235", "Sofa#5"),
    "cut at &": (f"{URL}?text=Bed&Table", "201", f"{URL}?text=Bed%26Table", "Bed&Table"),
    "cut at & with spaces": (
        f"{URL}?text=Bed & Table", "201 202", f"{URL}?text=Bed%20%26%20Table", "Bed & Table"
    ),
    "cut, field with a space": (
        f"{URL}?text=A& b=2", "201 202", f"{URL}?text=A%26%20b%3D2", "A& b=2"
    ),
    "cut in a link": (
        f"{URL}?text=https://x.example/?a=1&b=2", "201",
        f"{URL}?text=https%3A%2F%2Fx.example%2F%3Fa%3D1%26b%3D2", "https://x.example/?a=1&b=2",
    ),
    "cut, other field": (
        f"{URL}?text=A&B&utm_source=x", "201", f"{URL}?text=A%26B&utm_source=x", "A&B"
    ),
    "cut, number after it": (
        f"https://api.whatsapp.com/send?text=A&B&phone={N}", "201", f"{API}&text=A%26B", "A&B"
    ),
    "Text": (f"{URL}?Text=Hi", "203", f"{URL}?text=Hi", "Hi"),
    "txt": (f"{URL}?txt=Hi", "203", f"{URL}?text=Hi", "Hi"),
    "message": (f"{URL}?message=Hi", "203", f"{URL}?text=Hi", "Hi"),
    "amp;text": (f"{API}&amp;text=Hi", "203", f"{API}&text=Hi", "Hi"),
    "100%": (f"{URL}?text=100%", "204", f"{URL}?text=100%25", "100%"),
    "Hi%0": (f"{URL}?text=Hi%0", "204", f"{URL}?text=Hi%250", "Hi%0"),
    "not ASCII": (f"{URL}?text=né", "202", f"{URL}?text=n%C3%A9", "né"),
    "quotes": (f'{URL}?text="Hi"', "202", f"{URL}?text=%22Hi%22", '"Hi"'),
    "line break": (f"{URL}?text=Hi\r\nyou", "202", f"{URL}?text=Hi%0Ayou", "Hi\nyou"),
    "plus and spaces": (f"{URL}?text=1 + 1", "202", f"{URL}?text=1%20%2B%201", "1 + 1"),
    "plus before a number": (f"{URL}?text=Call +44", "202", f"{URL}?text=Call%20%2B44", "Call +44"),
    "pluses before a space": (f"{URL}?text=C++ now", "202", f"{URL}?text=C%2B%2B%20now", "C++ now"),
    "plus for a space, and a space": (
        f"{URL}?text=Fish+%26+Chips, please", "202",
        f"{URL}?text=Fish%20%26%20Chips%2C%20please", "Fish & Chips, please",
    ),
    "plus for a space, cut": (
        f"{URL}?text=Price+list & more", "201 202", f"{URL}?text=Price%20list%20%26%20more",
        "Price list & more",
    ),
    "number after ? in a text": (
        f"https://api.whatsapp.com/send?text=Hi%20you?phone={N}", "302", f"{API}&text=Hi%20you",
        "Hi you",
    ),
    "number after ? in a text, plus": (
        f"https://api.whatsapp.com/send?text=Hi?phone=+{N}", "101 302", f"{API}&text=Hi", "Hi"
    ),
    "HTML escape with a digit": (
        f"{URL}?text=Flat, 45 m&sup2; free", "201 202",
        f"{URL}?text=Flat%2C%2045%20m%C2%B2%20free", "Flat, 45 m² free",
    ),
    "HTML escape, long": (
        f"{URL}?text=a&CounterClockwiseContourIntegral;b", "201 202", f"{URL}?text=a%E2%88%B3b",
        "a∳b",
    ),
    "no HTML escape": (f"{URL}?text=R&D; A", "201 202", f"{URL}?text=R%26D%3B%20A", "R&D; A"),
    "no-break space": (f"{URL}?text=a\xa0b", "202", f"{URL}?text=a%C2%A0b", "a\xa0b"),
    "escape and space": (f"{URL}?text=a%26b c", "202", f"{URL}?text=a%26b%20c", "a&b c"),
    "space in another field": (f"{URL}?utm_source=a b", "202", f"{URL}?utm_source=a%20b", ""),
    "http": (f"http://wa.me/{N}?text=a+b", "301", f"{URL}?text=a+b", "a b"),
    "www": (f"https://www.wa.me/{N}?text=Hi", "311", f"{URL}?text=Hi", "Hi"),
    "www, no scheme": (f"www.wa.me/+{N}", "101 311", URL, ""),
    "www, misspelt scheme": (f"https//www.wa.me/{N}", "309 311", URL, ""),
    "www, api": (f"https://www.api.whatsapp.com/send?phone={N}", "311", API, ""),
    "www, web": (f"https://www.web.whatsapp.com/send?phone={N}", "304 311", URL, ""),
    "www, catalogue": (f"https://www.wa.me/c/{N}", "311", f"https://wa.me/c/{N}", ""),
    "www, username": ("http://www.wa.me/maria.l", "301 311", "https://wa.me/maria.l", ""),
    "www, group": (
        "https://www.chat.whatsapp.com/AbC", "311", "https://chat.whatsapp.com/AbC", ""
    ),
    "username, web": (
        "https://web.whatsapp.com/send?username=maria.l&text=Hi", "304",
        "https://wa.me/maria.l?text=Hi", "Hi",
    ),
    "username, wa.me": (
        "wa.me/?text=Hi&type=username&username=Maria.l&utm_source=x", "112",
        "https://wa.me/maria.l?text=Hi&utm_source=x", "Hi",
    ),
    "username, wa.me send": ("https://wa.me/send?username=maria", "112", "https://wa.me/maria", ""),
    "username, whatsapp.com": (
        "https://www.whatsapp.com/send?username=maria", "112", "https://wa.me/maria", ""
    ),
    "username, capital": (
        "https://api.whatsapp.com/send?Username=maria", "112", "https://wa.me/maria", ""
    ),
    "username, api": (
        "https://api.whatsapp.com/send?username=maria&text=Hi you", "202",
        "https://api.whatsapp.com/send?username=maria&text=Hi%20you", "Hi you",
    ),
    "catalogue, redirect": (
        f"http://whatsapp.com/catalog/+{N}", "101 301", f"https://whatsapp.com/catalog/{N}", ""
    ),
    "www, glued": (f"{URL}www.wa.me/{N}", "303 311", URL, ""),
    "whatsapp.com": (f"https://www.whatsapp.com/send?phone=+{N}", "101 112", URL, ""),
    "http group": ("http://chat.whatsapp.com/AbC", "301", "https://chat.whatsapp.com/AbC", ""),
    "web": (f"https://web.whatsapp.com/send?phone={N}&text=Hi", "304", f"{URL}?text=Hi", "Hi"),
    "api plus": (
        f"https://api.whatsapp.com/send?phone=+{N}&text=Hi", "101", f"{API}&text=Hi", "Hi"
    ),
    "api spaces": ("https://api.whatsapp.com/send?phone=44+7911+123456", "103", API, ""),
    "app plus": (f"whatsapp://send?phone=+{N}", "101 305", f"whatsapp://send?phone={N}", ""),
    "catalogue": (f"https://wa.me/c/+{N}", "101", f"https://wa.me/c/{N}", ""),
    "product": (f"http://wa.me/p/12/{N}", "301", f"https://wa.me/p/12/{N}", ""),
    "call": (f"https://wa.me/call/00{N}", "105", f"https://wa.me/call/{N}", ""),
    "username": (
        "https://wa.me/maria.lopez?text=Hi you", "202", "https://wa.me/maria.lopez?text=Hi%20you",
        "Hi you",
    ),
    "number, text encoded twice": (
        f"https://wa.me/+{N}?text=Hi%2520you", "101 205", f"{URL}?text=Hi%2520you", "Hi%20you"
    ),
    "nines and http": ("http://wa.me/966509999999", "108 301", "https://wa.me/966509999999", ""),
}  # fmt: skip

# A link, and the codes of its rules; it is drawn as it is, with notes.
WARNED = {
    "nines": ("https://wa.me/966509999999", "108"),
    "ones": ("https://wa.me/447911111111", "108"),
    "sequence": ("https://wa.me/911234567890", "108"),
    "encoded twice": (f"{URL}?text=Hi%2520there", "205"),
    "HTML in the text": (f"{URL}?text=Bed%20%26amp%3B%20Table", "205"),
    "mojibake": (f"{URL}?text=Caf%C3%83%C2%A9", "206"),
    "app": (f"whatsapp://send?phone={N}", "305"),
    "unusual code": ("https://wa.me/message/ABC", "307"),
}

# A link, the codes of its rules, and the reason of its refusal.
REFUSED = {
    "national": ("https://wa.me/07911123456", "102", Reason.NO_REGION),
    "national plus": ("https://wa.me/+07911123456", "102", Reason.NO_REGION),
    "no such number": ("https://wa.me/4479111234", "106", Reason.TOO_SHORT),
    "extension with a space": (f"https://wa.me/{N} ext 12", "106", Reason.NOT_A_NUMBER),
    "zero in brackets, two readings": ("https://wa.me/39 (0) 345 123456", "106", Reason.AMBIGUOUS),
    "yournumber": ("wa.me/yournumber", "107", Reason.NOT_A_NUMBER),
    "your-phone-number": ("wa.me/your-phone-number", "107", Reason.NOT_A_NUMBER),
    "1XXXXXXXXXX": ("https://wa.me/1XXXXXXXXXX", "107", Reason.NOT_A_NUMBER),
    "+001-(XXX)XXXXXXX": ("https://wa.me/+001-(XXX)XXXXXXX", "107", Reason.NOT_A_NUMBER),
    "1234567890": ("https://wa.me/1234567890", "107", Reason.NOT_A_NUMBER),
    "0000000000": ("https://wa.me/0000000000", "107", Reason.NOT_A_NUMBER),
    "999999999999": ("https://wa.me/999999999999", "107", Reason.NOT_A_NUMBER),
    "15551234567": ("https://wa.me/15551234567", "107", Reason.NOT_A_NUMBER),
    "{number}": ("https://wa.me/{number}?text=Hi", "107", Reason.NOT_A_NUMBER),
    "number after ? in a text, too": (
        f"{URL}?text=Hi?phone=966501234567",
        "110 302",
        Reason.NOT_A_PHONE_LINK,
    ),
    "username and number": (f"{API}&username=maria", "110", Reason.NOT_A_PHONE_LINK),
    "two usernames": (
        "https://api.whatsapp.com/send?username=maria&username=anna",
        "110",
        Reason.NOT_A_PHONE_LINK,
    ),
    "username, not valid": (
        "https://api.whatsapp.com/send?username=ab",
        "306",
        Reason.NOT_A_PHONE_LINK,
    ),
    "empty field": ("https://api.whatsapp.com/send?phone=&text=Hi", "109", Reason.EMPTY),
    "no field": ("https://api.whatsapp.com/send", "109", Reason.NOT_A_PHONE_LINK),
    "two fields": (f"{API}&phone=447700900123", "110", Reason.NOT_A_PHONE_LINK),
    "path and field": (f"{URL}?phone=447700900123", "110", Reason.NOT_A_PHONE_LINK),
    "two numbers": (f"{URL},447700900123", "110", Reason.AMBIGUOUS),
    "cut, maybe": (f"{URL}?text=Bed&size=2", "201", Reason.NOT_A_PHONE_LINK),
    "cut, maybe in a link": (
        f"{URL}?text=https://x.example/?a=1&utm_source=2",
        "201",
        Reason.NOT_A_PHONE_LINK,
    ),
    "backslash": (f"{URL}?text=a\\nb", "202", Reason.NOT_A_PHONE_LINK),
    "half of a character": (f"{URL}?text=\ud800", "202 206", Reason.NOT_A_PHONE_LINK),
    "not UTF-8": (f"{URL}?text=Caf%E9", "204", Reason.NOT_A_PHONE_LINK),
    "not UTF-8, and a space": (f"{URL}?text=Caf%E9 au", "202 204", Reason.NOT_A_PHONE_LINK),
    "two texts": (f"{URL}?text=Hi&text=Hello", "207", Reason.NOT_A_PHONE_LINK),
    "glued, other number": (f"{URL}https://wa.me/447911123457", "303", Reason.NOT_A_PHONE_LINK),
    "three glued": (f"{URL}{URL}{URL}", "303", Reason.NOT_A_PHONE_LINK),
    "username www": ("https://wa.me/www.maria", "306", Reason.NOT_A_PHONE_LINK),
    "username dots": ("https://wa.me/maria..l", "306", Reason.NOT_A_PHONE_LINK),
    "username with @": ("https://wa.me/@maria.lopez", "306", Reason.NOT_A_PHONE_LINK),
    "username with a tab": ("https://wa.me/\tmaria", "306", Reason.NOT_A_PHONE_LINK),
    "deeper path": (f"{URL}/shop", "308", Reason.NOT_A_PHONE_LINK),
    "port": (f"https://wa.me:8443/{N}", "308", Reason.NOT_A_PHONE_LINK),
    "dots in the path": (f"https://wa.me/x/../{N}", "308", Reason.NOT_A_PHONE_LINK),
    "pairing": ("https://wa.me/settings/linked_devices#2@abc", "401", Reason.NOT_A_PHONE_LINK),
    "wa.me.example": (f"https://wa.me.example/{N}", "402", Reason.NOT_A_PHONE_LINK),
    "wa-me.com": (f"https://wa-me.com/{N}", "402", Reason.NOT_A_PHONE_LINK),
    "api.whatsapp.com.evil": (
        "https://api.whatsapp.com.evil.example/send",
        "402",
        Reason.NOT_A_PHONE_LINK,
    ),
    "typing error": ("https://api.whatsap.com/send", "402", Reason.NOT_A_PHONE_LINK),
    "Cyrillic": (f"https://wа.me/{N}", "403", Reason.NOT_A_PHONE_LINK),
    "Cyrillic in Punycode": (f"https://xn--w-8sb.me/{N}", "403", Reason.NOT_A_PHONE_LINK),
    "full width": (f"https://wa．me/{N}", "403", Reason.NOT_A_PHONE_LINK),
    "user": (f"https://wa.me@evil.example/{N}", "404", Reason.NOT_A_PHONE_LINK),
    "user before ours": (f"https://evil.example@wa.me/{N}", "404", Reason.NOT_A_PHONE_LINK),
    "another site": (f"https://example.com/{N}", "", Reason.NOT_A_PHONE_LINK),
    "another script": ("https://мир.example/", "", Reason.NOT_A_PHONE_LINK),
    "another scheme": (f"ftp://wa.me/{N}", "", Reason.NOT_A_PHONE_LINK),
    "page": ("https://faq.whatsapp.com/5913398998672934", "", Reason.NOT_A_PHONE_LINK),
    "home": ("https://wa.me/", "", Reason.NOT_A_PHONE_LINK),
    "empty": ("", "", Reason.NOT_A_PHONE_LINK),
    "no link": ("hello", "", Reason.NOT_A_PHONE_LINK),
}

RIGHT = {
    "chat": (URL, Kind.CHAT),
    "no scheme": (f"wa.me/{N}", Kind.CHAT),
    "capitals": (f"HTTPS://WA.ME/{N}", Kind.CHAT),
    "closing slash": (f"{URL}/?text=Hi", Kind.CHAT),
    "text only": ("https://wa.me/?text=Hi", Kind.CHAT),
    "plus in the text": (f"{URL}?text=a+b", Kind.CHAT),
    "link in the text": (f"{URL}?text=https://x.example/?a=1", Kind.CHAT),
    "our link in the text": (f"{URL}?text=see%20https://wa.me/{N}", Kind.CHAT),
    "escaped link in the text": (f"{URL}?text=https%3A%2F%2Fx.example%2F%3Fq%3Da%2520b", Kind.CHAT),
    "percent in the text": (f"{URL}?text=100%25%20cotton", Kind.CHAT),
    "ampersand in the text": (f"{URL}?text=Bed%20%26%20Table", Kind.CHAT),
    "lone & at the end": (f"{URL}?text=Hi&", Kind.CHAT),
    "lone # after a number": (f"{URL}#", Kind.CHAT),
    "escaped link and a field": (f"{URL}?text=https://x.example/?a%3D1%26b%3D2&lang=en", Kind.CHAT),
    "tracked": (f"{URL}?text=Hi&utm_source=x&fbclid=y&gclid=z", Kind.CHAT),
    "field before the text": (f"{URL}?shop=7&text=Hi", Kind.CHAT),
    "redirect": (
        f"https://api.whatsapp.com/send/?phone={N}&text=Hi&type=phone_number&app_absent=0",
        Kind.CHAT,
    ),
    "sample of Saudi Arabia": ("https://wa.me/966501234567", Kind.CHAT),
    "catalogue": (f"https://wa.me/c/{N}", Kind.CATALOGUE),
    "product": (f"https://wa.me/p/1234567890123456/{N}", Kind.PRODUCT),
    "call": (f"https://wa.me/call/{N}?biz_payload=x", Kind.CALL),
    "voice": ("https://call.whatsapp.com/voice/AbC", Kind.CALL_LINK),
    "video": ("https://call.whatsapp.com/video/AbC", Kind.CALL_LINK),
    "short link": ("https://wa.me/message/ABCDEF234567G1", Kind.SHORT_LINK),
    "contact code": ("https://wa.me/qr/ABCDEF234567G1", Kind.CONTACT_CODE),
    "username": ("https://wa.me/maria.lopez?text=Hi", Kind.USERNAME),
    "username, redirect": (
        "https://api.whatsapp.com/send/?text=Hi&type=username&username=maria.l&app_absent=0",
        Kind.USERNAME,
    ),
    "username, blank phone": ("https://api.whatsapp.com/send?phone=&username=maria", Kind.USERNAME),
    "number in a link in the text": (
        f"{URL}?text=https://x.example/send?phone=966501234567",
        Kind.CHAT,
    ),
    "username, blank": (f"{API}&username=", Kind.CHAT),
    "username after a number": (f"{URL}?username=maria", Kind.CHAT),
    "group": ("https://chat.whatsapp.com/AbC", Kind.GROUP),
    "channel": ("https://whatsapp.com/channel/0029Va", Kind.CHANNEL),
    "catalogue, redirect": (f"https://www.whatsapp.com/catalog/{N}/?app_absent=0", Kind.CATALOGUE),
    "product, redirect": (
        f"https://www.whatsapp.com/product/1234567890123456/{N}/?app_absent=0",
        Kind.PRODUCT,
    ),
    "channel, www": ("https://www.whatsapp.com/channel/0029Va", Kind.CHANNEL),
    "channel of wa.me": ("https://wa.me/channel/0029Va", Kind.CHANNEL),
}


def codes(report: LinkReport) -> str:
    return " ".join(problem.rule.removeprefix("WA") for problem in report.problems)


@pytest.mark.parametrize(("url", "rules", "better", "text"), REPAIRED.values(), ids=REPAIRED.keys())
def test_a_defect_has_a_better_link(url: str, rules: str, better: str, text: str) -> None:
    report = judge_link(url)
    assert (codes(report), report.better, report.text) == (rules, better, text)
    assert report.refusal is None
    assert report.url == url
    again = judge_link(better)
    assert (again.kind, again.phone, again.text) == (report.kind, report.phone, text)
    assert all(problem.rule.repair is Repair.NEVER for problem in again.problems)


@pytest.mark.parametrize(("url", "rules"), WARNED.values(), ids=WARNED.keys())
def test_a_doubtful_link_stays(url: str, rules: str) -> None:
    report = judge_link(url)
    assert (codes(report), report.better, report.refusal) == (rules, None, None)
    assert {problem.rule.severity for problem in report.problems} == {Severity.WARNING}


@pytest.mark.parametrize(("url", "rules", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_an_uncertain_link_is_refused(url: str, rules: str, reason: Reason) -> None:
    report = judge_link(url)
    assert (codes(report), report.better) == (rules, None)
    assert isinstance(report.refusal, LinkError)
    assert report.refusal.reason is reason


@pytest.mark.parametrize(("url", "kind"), RIGHT.values(), ids=RIGHT.keys())
def test_a_right_link_has_no_problem(url: str, kind: Kind) -> None:
    report = judge_link(url)
    assert (report.problems, report.better, report.refusal) == ((), None, None)
    assert report.kind is kind


@pytest.mark.parametrize(
    ("url", "better"),
    [
        ("https://wa.me/07911123456", URL),
        ("https://wa.me/(07911) 123-456?text=Hi", f"{URL}?text=Hi"),
        ("https://api.whatsapp.com/send?phone=07911123456", API),
        ("https://wa.me/c/07911123456", f"https://wa.me/c/{N}"),
    ],
)
def test_a_national_number_needs_the_region(url: str, better: str) -> None:
    assert judge_link(url).better is None
    report = judge_link(url, "GB")
    assert report.better == better
    assert Rule.NATIONAL_NUMBER in [problem.rule for problem in report.problems]


def test_the_region_does_not_change_other_numbers() -> None:
    assert (
        judge_link("https://wa.me/13523333233", "CN").phone
        == judge_link("https://wa.me/13523333233").phone
    )


def test_an_unknown_region_is_an_error() -> None:
    with pytest.raises(OptionError):
        judge_link(URL, "Atlantis")
    with pytest.raises(OptionError):
        explain(URL, assume="both")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (f"{API}?", 'Leave out the "?" after the number.'),
        (f"{API}?text=Hi", '"?" separates two fields: write & there.'),
        (f"{URL}?lang=en?text=Hi", '"?" separates two fields: write & there.'),
        (f"{API};text=Hi", '";" separates two fields: write & there.'),
    ],
)
def test_a_wrong_sign_between_fields_is_named(url: str, message: str) -> None:
    (problem,) = judge_link(url).problems
    assert (problem.rule, problem.message) == (Rule.WRONG_SEPARATOR, message)


def test_an_unknown_page_is_only_a_warning() -> None:
    report = judge_link("https://wa.me/stickerpack/Cuppy")
    assert [each.rule.severity for each in report.problems] == [Severity.WARNING]
    assert "is not a known page" in str(report.refusal)


def test_the_form_and_the_username_are_reported() -> None:
    assert judge_link(API).via is Via.API
    assert judge_link("wa.me/Maria.Lopez").username == "maria.lopez"
    assert judge_link("whatsapp://send?username=Maria.Lopez").username == "maria.lopez"


# A relative link is only wrong in a page.
@pytest.mark.parametrize("rule", sorted(set(Rule) - {Rule.RELATIVE_LINK}), ids=str)
def test_the_example_of_a_rule_is_true(rule: Rule) -> None:
    report = judge_link(rule.wrong, "GB")
    assert [problem.rule for problem in report.problems] == [rule]
    assert (report.better or "") == rule.right
    assert (rule.repair is Repair.NEVER) == (not rule.right)
    assert rule.repair is not Repair.WITH_REGION or judge_link(rule.wrong).better is None
    assert not rule.right or judge_link(rule.right).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{URL}?text=" + part * (1_000_000 // len(part)), id=part)
        for part in (
            "a",
            "&",
            "&a=1",
            "%",
            "#",
            " +",
            "é",
            "a.bc/",
            "&amp;",
            "https://x/?",
            "\n",
            "?",
            ";",
            "?a=",
            "#a",
        )
    ]
    + [
        pytest.param(f"{API}{part * (200_000 // len(part))}", id=f"field {part}")
        for part in ("?", ";", "?a=", "?;", "; ", "#a", "&text:", "&1", "&a= b", "?text=")
    ]
    + [
        pytest.param(part * (1_000_000 // len(part)), id=f"only {part}")
        for part in ("https://", "wa.me/", "wa.me.", "a.", "@", "https://wa.me/4", "%")
    ]
    + [
        pytest.param("https://wa.me/" + part * (1_000_000 // len(part)), id=f"path {part}")
        for part in ("4", "x", " ", "/", "+", "4,", "(0)", "your", "&text")
    ],
)
def test_a_long_text_does_not_take_long(text: str) -> None:
    start = time.process_time()
    judge_link(text)
    assert time.process_time() - start < 10
