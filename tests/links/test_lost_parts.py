"""Links in which WhatsApp finds no number or no text, although their author wrote one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.links.test_judge_link import codes
from wa_link.errors import LinkError, PhoneError, Reason, RecordError
from wa_link.links.chat_link import chat_link
from wa_link.links.explanation import explain
from wa_link.links.judge_link import judge_link
from wa_link.links.rules import Repair, Rule, Severity
from wa_link.links.url_checks import check_drawable, make_notes

if TYPE_CHECKING:
    from wa_link.links.judge_link import LinkReport

N = "447911123456"
URL = f"https://wa.me/{N}"
SEND = "https://api.whatsapp.com/send"
API = f"{SEND}?phone={N}"

# A link with a number that WhatsApp does not find; the codes of its rules; the better link.
LOST_NUMBERS = {
    "space before the name": (f"{SEND}? phone={N}", "112", API),
    "escaped space": (f"{SEND}?%20phone={N}", "112", API),
    "plus": (f"{SEND}?+phone={N}", "112", API),
    "space after the name": (f"{SEND}?phone ={N}&text=Hi", "112", f"{API}&text=Hi"),
    "Phone": (f"{SEND}?Phone={N}&text=Hi", "112", f"{API}&text=Hi"),
    "PHONE": (f"whatsapp://send?PHONE={N}", "112 305", f"whatsapp://send?phone={N}"),
    "Phone after the text": (f"{SEND}?text=Hi&Phone=+{N}", "101 112", f"{API}&text=Hi"),
    "amp;phone": (f"{SEND}?text=Hi&amp;phone={N}", "112", f"{API}&text=Hi"),
    "number": (f"{SEND}?number={N}", "112", API),
    "phone with a colon": (f"{SEND}?phone:{N}", "112", API),
    "phone%3D": (f"{SEND}?phone%3D{N}&text=Hi", "112", f"{API}&text=Hi"),
    "no name": (f"{SEND}?{N}", "112", API),
    "no name, a text": (f"{SEND}?{N}&text=Hi", "112", f"{API}&text=Hi"),
    "space after send": (f"{SEND} ?phone={N}", "112", API),
    "api without send": (f"https://api.whatsapp.com?phone={N}&text=Hi", "112", f"{API}&text=Hi"),
    "api, slash": (f"https://api.whatsapp.com/?phone={N}", "112", API),
    "api, number in the path": (f"{SEND}/{N}?text=Hi", "112", f"{API}&text=Hi"),
    "api, only the number": (f"https://api.whatsapp.com/{N}", "112", API),
    "api, plus in the path": (f"{SEND}/+44 7911 123456", "101 103 112", API),
    "wa.me/send": (f"https://wa.me/send?phone={N}&text=Hi", "112", f"{URL}?text=Hi"),
    "wa.me/send/": (f"https://wa.me/send/?phone={N}", "112", URL),
    "wa.me/send, number in the path": (f"https://wa.me/send/{N}", "112", URL),
    "wa.me, field": (f"https://wa.me/?phone={N}", "112", URL),
    "wa.me, field, no slash": (f"wa.me?phone=+{N}&text=Hi", "101 112", f"{URL}?text=Hi"),
    "wa.me, field in the path": (f"https://wa.me/phone={N}", "112", URL),
    "web, number in the path": (f"https://web.whatsapp.com/send/{N}", "112 304", URL),
    "web without send": (f"https://web.whatsapp.com/?phone={N}", "112 304", URL),
    "site": (f"https://whatsapp.com/send?phone={N}", "112", URL),
    "site, path": (f"https://www.whatsapp.com/{N}", "112", URL),
    "group host": (f"https://chat.whatsapp.com/send?phone={N}", "112", URL),
    "group host, path": (f"https://chat.whatsapp.com/{N}", "112", URL),
    "app, number in the path": (f"whatsapp://send/{N}", "112 305", f"whatsapp://send?phone={N}"),
}  # fmt: skip
# A link with a text that WhatsApp does not find; the codes of its rules; the better link.
LOST_TEXTS = {
    "body": (f"{URL}?body=Hi", "203", f"{URL}?text=Hi"),
    "txt": (f"{API}&txt=Hi", "203", f"{API}&text=Hi"),
    "TEXT": (f"{URL}?TEXT=Hi", "203", f"{URL}?text=Hi"),
    "space before text": (f"{URL}? text=Hi", "203", f"{URL}?text=Hi"),
    "space after text": (f"{URL}?text =Hi", "203", f"{URL}?text=Hi"),
    "text with a colon": (f"{URL}?text:Hi", "203", f"{URL}?text=Hi"),
    "text%3D": (f"{URL}?text%3DHi%20you", "203", f"{URL}?text=Hi%20you"),
    "after #": (f"{URL}#text=Hi", "302", f"{URL}?text=Hi"),
    "after #?": (f"{URL}#?text=Hi", "302", f"{URL}?text=Hi"),
    "after #, field": (f"{API}#text=Hi", "302", f"{API}&text=Hi"),
    "number and text after #": (f"{SEND}#phone={N}&text=Hi", "302", f"{API}&text=Hi"),
    "second ?": (f"{API}?text=Hi", "302", f"{API}&text=Hi"),
    "? and &": (f"{API}?&text=Hi", "302", f"{API}&text=Hi"),
    "? after another field": (f"{URL}?ref=x?text=Hi", "302", f"{URL}?ref=x&text=Hi"),
    "; before text": (f"{API};text=Hi", "302", f"{API}&text=Hi"),
    "& after send": (f"{SEND}&phone={N}&text=Hi", "302", f"{API}&text=Hi"),
    "HTML": (f"{URL}?text=Bed &amp; Table", "201 202", f"{URL}?text=Bed%20%26%20Table"),
    "HTML without spaces": (f"{URL}?text=AT&amp;T", "201", f"{URL}?text=AT%26T"),
    "HTML, quotes": (f"{URL}?text=&quot;Hi&quot;", "201 202", f"{URL}?text=%22Hi%22"),
    "HTML, a number": (f"{URL}?text=it&#39;s", "201", f"{URL}?text=it%27s"),
    "# before a number": (f"{URL}?text=Order #5", "201 202", f"{URL}?text=Order%20%235"),
    "# after a space": (f"{URL}?text=Hi%20#sale", "201", f"{URL}?text=Hi%20%23sale"),
}
# A link, the codes of its rules, and a part of the message that names the way out.
REFUSED = {
    "text without a name": (f"{URL}?Hi", "203", "write ?text= before it"),
    "text with spaces": (f"{URL}?Hi there", "203", 'WhatsApp ignores "Hi there"'),
    "text after the number": (f"{API}&Hi", "203", "write ?text= before it"),
    "anchor": (f"{URL}#contact", "203", 'WhatsApp ignores "contact"'),
    "number after #": ("https://wa.me/44791112345#6", "106 203", "check its digits"),
    "text and an anchor": (f"{URL}?text=Hi#contact", "201", "else remove the rest"),
    "text and a last #": (f"{URL}?text=Do%20you%20teach%20C#", "201", "else remove the rest"),
    "broken text and a last #": (f"{URL}?text=Do you teach C#", "201 202", "else remove the rest"),
    "text and a path": (f"{URL}?text=Hi#/shop", "201", "else remove the rest"),
    "text in the path": (f"{URL}/text=Hi", "308", "is not a known page"),
    "two numbers": (f"https://wa.me/send/{N}?phone=447700900123", "110", "keep only one"),
    "text without a name, =": (f"{URL}?=Hi", "203", 'WhatsApp ignores "=Hi"'),
    "username and number": (f"https://wa.me/maria?phone={N}", "110", "a username and a number"),
    "short link and number": (
        f"https://wa.me/message/ABCDEF234567G1?phone={N}", "110", "a short link and a number"
    ),
    "app, another page": (f"whatsapp://chat?phone={N}", "305 308", '"whatsapp://chat" is not'),
    "send alone": ("https://wa.me/send?text=Hi", "308", "is not a known page"),
    "letter in the number": ("https://wa.me/4479I1123456", "106", 'a number with "I" in it'),
    "letter at the end": ("https://wa.me/44791112345O", "106", 'a number with "O" in it'),
    "letter and spaces": ("wa.me/+44 7911 l23456", "106", 'a number with "l" in it'),
    "letter in the field": (f"{SEND}?phone=4479I1123456", "106", 'a number with "I" in it'),
    "extension": (f"{URL}x12", "106", 'a number with "x" in it'),
    "name in brackets": ("wa.me/966501234567 (Ann)", "106", 'words after the number, "Ann"'),
    "words": ("wa.me/966501234567 - call us", "106", 'words after the number, "call us"'),
    "words, valid number": (f"{URL} Ann", "106", 'words after the number, "Ann"'),
    "national without 0": ("https://wa.me/501234567", "102", "if it is a national number"),
    "placeholder of a name": ("https://wa.me/username", "107", "is a placeholder"),
}  # fmt: skip
WARNED = {
    "catalogue": (f"https://wa.me/c/{N}?text=Hi", 'nobody sees "Hi"'),
    "product": (f"https://wa.me/p/12/{N}?text=Hi", 'nobody sees "Hi"'),
    "call": (f"https://wa.me/call/{N}?text=Hi", 'nobody sees "Hi"'),
    "short link": ("https://wa.me/message/ABCDEF234567G1?text=Hi", 'nobody sees "Hi"'),
    "group": ("https://chat.whatsapp.com/AbC?text=Hi", 'nobody sees "Hi"'),
    "channel": ("https://whatsapp.com/channel/0029Va?text=Hi", 'nobody sees "Hi"'),
    "unknown field": (f"{URL}?t=Hi%20there", 'ignores the field "t"'),
}
REPAIRED = {**LOST_NUMBERS, **LOST_TEXTS}


@pytest.mark.parametrize(("url", "rules", "better"), REPAIRED.values(), ids=REPAIRED.keys())
def test_a_lost_part_is_found_again(url: str, rules: str, better: str) -> None:
    report = judge_link(url)
    assert (codes(report), report.better, report.refusal) == (rules, better, None)
    assert report.phone is not None
    assert report.phone.digits == N
    _check_commands(url, report)


@pytest.mark.parametrize(("url", "rules", "way_out"), REFUSED.values(), ids=REFUSED.keys())
def test_an_uncertain_part_is_refused_with_a_way_out(url: str, rules: str, way_out: str) -> None:
    report = judge_link(url)
    assert (codes(report), report.better) == (rules, None)
    assert report.refusal is not None
    assert way_out in report.refusal.message
    with pytest.raises(LinkError, match=re.escape(report.refusal.message)):
        check_drawable(url)
    with pytest.raises(RecordError):
        chat_link(url)
    assert explain(url).link is None


@pytest.mark.parametrize(("url", "message"), WARNED.values(), ids=WARNED.keys())
def test_a_text_that_nobody_sees_is_a_warning(url: str, message: str) -> None:
    report = judge_link(url)
    assert (codes(report), report.better, report.refusal) == ("208", None, None)
    (note,) = make_notes(check_drawable(url))
    assert message in note.message
    if report.phone:
        assert note in chat_link(url).notes


def _check_commands(url: str, report: LinkReport) -> None:
    """Check that `qr`, `inspect` and `link` do with a link what its report says."""
    with pytest.raises(LinkError) as caught:
        check_drawable(url)
    assert f"Use {report.better} instead." in caught.value.message
    assert explain(url).text == report.text
    link = chat_link(url)
    assert (link.phone and link.phone.digits, link.text) == (N, report.text)


@pytest.mark.parametrize(
    ("url", "region", "digits"),
    [
        pytest.param("wa.me/501234567", "SA", "966501234567", id="Saudi Arabia"),
        pytest.param("wa.me/7911123456?text=Hi", "GB", N, id="Great Britain"),
        pytest.param("wa.me/7911 123456", "GB", N, id="spaces"),
        pytest.param("api.whatsapp.com/send?phone=7911123456", "GB", N, id="field"),
        pytest.param("wa.me/4155552671", "US", "14155552671", id="United States"),
    ],
)
def test_a_national_number_without_0_is_not_certain(url: str, region: str, digits: str) -> None:
    report = judge_link(url, region)
    (problem,) = (each for each in report.problems if each.rule < "WA2")
    assert problem.rule is Rule.NATIONAL_NUMBER
    assert problem.message.endswith(f"if it is a number of {region}, write {digits}.")
    assert (report.phone, report.better) == (None, None)
    with pytest.raises(PhoneError, match=digits):
        chat_link(url, region=region)


UNCERTAIN = {
    "sequence, GB": ("1234567890", "GB", "107"),
    "sequence, AT": ("1234567890", "AT", "107"),
    "sequence, IN": ("9876543210", "IN", "107"),
    "sequence, US": ("2345678901", "US", "107"),
    "sequence with 0, FR": ("0123456789", "FR", "107"),
    "nines, IN": ("9999999999", "IN", "107"),
    "a digit too few": ("96650123456", "DE", "102"),
    "two digits too few": ("4479111234", "DE", "102"),
    "0 before a calling code": ("0966501234567", "DE", "102"),
    "0 before another calling code": ("0447911123456", "DE", "102"),
    "0 before the own calling code": ("04915123456789", "DE", "102"),
    "0 before the own calling code, ID": ("062812345678", "ID", "102"),
    "0 too many": ("0966501234567", "SA", "102"),
    "0 too many, no region": ("0966501234567", None, "102"),
    "three zeros": ("000966501234567", None, "102"),
    "0 too many, ID": ("0628123456789", "ID", "102"),
    "a digit too many": ("9665012345677", None, "106"),
    "calling code twice": ("%2B62 62218350150", None, "106"),
    "calling code twice, zeros": ("0062 062 21 8350150", None, "106"),
}


@pytest.mark.parametrize(("number", "region", "rule"), UNCERTAIN.values(), ids=UNCERTAIN)
def test_an_uncertain_number_is_reported_only(number: str, region: str | None, rule: str) -> None:
    for url in (f"https://wa.me/{number}", f"{SEND}?phone={number}&text=Hi"):
        report = judge_link(url, region)
        assert [each.rule for each in report.problems] == [f"WA{rule}"]
        assert (report.phone, report.better) == (None, None)
        with pytest.raises(PhoneError):
            chat_link(url, region=region)


@pytest.mark.parametrize(
    ("number", "region"), [("085291234567", "ID"), ("0812 3456 7890", "ID"), ("017112345678", "DE")]
)
def test_a_mobile_number_with_0_is_read_in_its_region(number: str, region: str) -> None:
    assert judge_link(f"https://wa.me/{number}", region).better is not None


@pytest.mark.parametrize(("url", "region"), [("wa.me/15123456789", "DE"), (URL, "US")])
def test_a_valid_international_number_is_never_national(url: str, region: str) -> None:
    assert judge_link(url, region).phone == judge_link(url).phone


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(f"{SEND}?phone=+44 7911 123456&text=Hi", id="text last"),
        pytest.param(f"{SEND}?text=Hi&phone=+44 7911 123456", id="text first"),
        pytest.param(f"{SEND}?phone=44 7911 123456", id="no text"),
    ],
)
def test_spaces_in_the_field_of_the_number_are_repaired(url: str) -> None:
    link = chat_link(url)
    assert link.phone is not None
    assert (link.phone.digits, link.text) == (N, judge_link(url).text)


@pytest.mark.parametrize("url", [f"{URL}?text=Hi you {URL}", f"{URL}?text=Hi; +44 7700 900123"])
def test_a_second_link_or_number_is_refused(url: str) -> None:
    with pytest.raises(PhoneError) as caught:
        chat_link(url)
    assert caught.value.reason is Reason.AMBIGUOUS


NAMES = st.from_regex(r"\A[a-z0-9._]{3,35}\Z") | st.sampled_from(
    ["username", "phone", "send", "yournumber", "447911123456x", "o447911123", "shop2024", "xxx"]
)


@given(NAMES, st.sampled_from(["", "Hi", "Bed & Table"]))
def test_a_link_to_a_username_is_judged_as_right(name: str, text: str) -> None:
    try:
        link = chat_link(username=name, text=text)
    except LinkError:
        report = judge_link(f"https://wa.me/{name}")
        assert report.refusal is not None or report.phone is not None
        return
    report = judge_link(link.url)
    assert (report.problems, report.refusal, report.username) == ((), None, link.username)


PARTS = [
    "https://", "wa.me/", "wa.me", "api.whatsapp.com/", "send", "whatsapp://send", "?", "&", "#",
    ";",
    "phone=", "Phone=", " phone =", "number=", N, "+44 7911 123456", "07911123456", "4479I1123456",
    "text=", "Text=", "text:", "text%3D", "body=", "Hi", "Hi there", "&amp;", "#contact", " (Ann)",
    "c/", "message/ABCDEF234567G1", "maria", "username", "501234567", "/", "x=1", "q=a%20b",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=9).map("".join))
def test_a_better_link_has_no_problem_that_can_be_repaired(url: str) -> None:
    report = judge_link(url, "GB")
    if report.better is None:
        return
    again = judge_link(report.better)
    assert (again.better, again.refusal) == (None, None)
    assert all(problem.rule.repair is Repair.NEVER for problem in again.problems)
    assert {problem.rule.severity for problem in again.problems} <= {Severity.WARNING}
    meaning = (report.kind, report.phone and report.phone.digits, report.text, report.username)
    assert meaning == (
        again.kind, again.phone and again.phone.digits, again.text, again.username
    )  # fmt: skip
