"""Properties of the judgement of links, held against `urllib` and against `new URL()` of Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.links.test_judge_link import REPAIRED
from wa_link.errors import LinkError
from wa_link.links.chat_link import ChatLink
from wa_link.links.chat_link_forms import Via
from wa_link.links.encoded_text import find_escape
from wa_link.links.explanation import explain
from wa_link.links.judge_link import judge_link
from wa_link.links.rules import Repair, Rule, Severity
from wa_link.links.url_checks import check_drawable
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from wa_link.phone import PhoneNumber

NODE = shutil.which("node")
PHONES = [
    parse_phone(number)
    for number in (
        "+447911123456",
        "+966501234567",
        "+5511987654321",
        "+2250701234567",
        "+15012345678",
    )
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.sampled_from(
    [
        "447911123456", "+44 (0)7911 123456", "00447911123456", "4407911123456", "44-7911-123456",
        "5215512345678", "07911123456", "yournumber", "966509999999", "4479", "", "maria.lopez",
    ]
)  # fmt: skip
BASES = [
    "https://wa.me/", "http://wa.me/", "wa.me/", "https://wa.me/c/", "https://wa.me/p/1/",
    "https://api.whatsapp.com/send?phone=", "https://web.whatsapp.com/send?phone=",
    "whatsapp://send?phone=", "https://chat.whatsapp.com/", "https://wa.me.example/",
]  # fmt: skip
SEPARATORS = [
    "?text=",
    "&text=",
    "?Text=",
    "&amp;text=",
    "#",
    "/",
    "?utm_source=x&text=",
    "https://wa.me/",
]
LIKE_A_LINK = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(BASES),
    NUMBERS,
    st.sampled_from(SEPARATORS),
    st.lists(
        st.sampled_from(
            [*"&#%+ =?/\\\n\x00é😀\ud800aB5.~", "%20", "%2", "%25", "%C3%A9", "%E9", "&amp;",
             "text=", "https://x.example/?a=1", "&b=2", "&utm_source=y", "phone=447911123456"]
        )
    ).map("".join),
)  # fmt: skip


@given(st.one_of(st.text(), LIKE_A_LINK, LIKE_A_LINK.map(lambda link: link * 2)))
@example("https://")
@example("https://[::1]/")
@example("https://wa.me/?text=\ud800")
@example("http://api.whatsapp.com/send?phone=441911234567?tex=#&")
@example("http://wa.me/447911123456?TEX=&utm_0=&A")
@example("https://xn--\x80.me/")
def test_a_better_link_has_nothing_to_correct(url: str) -> None:
    report = judge_link(url, "GB")
    assert report.problems == tuple(sorted(report.problems, key=lambda each: each.rule))
    if report.refusal or report.better is None:
        assert report.better is None
        errors = [each for each in report.problems if each.rule.severity is Severity.ERROR]
        assert bool(errors) <= bool(report.refusal)
        return
    better = judge_link(report.better, "GB")
    assert (better.better, better.refusal) == (None, None)
    assert all(each.rule.repair is Repair.NEVER for each in better.problems)
    assert (better.phone, better.text, better.username) == (
        report.phone, report.text, report.username
    )  # fmt: skip
    assert report.better.isascii()
    assert report.better.isprintable()
    assert " " not in report.better


@given(LIKE_A_LINK)
def test_all_commands_judge_alike(url: str) -> None:
    assume(url.strip())
    report = judge_link(url)
    explanation = explain(url)
    assert (explanation.refusal is None) == (report.refusal is None)
    assert (explanation.link is None) == (report.refusal is not None)
    has_error = any(each.rule.severity is Severity.ERROR for each in report.problems)
    try:
        drawable = check_drawable(url)
    except LinkError as error:
        assert has_error or report.refusal
        way_out = f"Use {report.better} instead."
        assert report.better is None or len(report.better) > 500 or way_out in error.message  # noqa: PT017  (the other branch has assertions, too)
    else:
        assert not has_error
        assert report.refusal is None
        assert drawable == report


@given(st.sampled_from(PHONES), TEXTS, st.sampled_from(Via))
def test_a_link_of_ours_is_right(phone: PhoneNumber, text: str, via: Via) -> None:
    link = ChatLink(phone, text, via)
    report = judge_link(link.url)
    assert (report.phone, report.text) == (link.phone, link.text)
    assert report.refusal is None
    allowed = {Rule.WEB_ONLY} if via is Via.WEB else {Rule.APP_ONLY} if via is Via.APP else set()
    if find_escape(link.text):
        allowed.add(Rule.ENCODED_TWICE)
    if link.notes:
        allowed.add(Rule.DAMAGED_TEXT)
    assert {each.rule for each in report.problems} <= allowed


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="&#%\\+"), min_size=1
    ).filter(str.strip)
)
def test_an_unescaped_text_is_read_as_it_is_written(text: str) -> None:
    report = judge_link(f"https://wa.me/447911123456?text={text}")
    assert report.text == text.rstrip()
    better = report.better or f"https://wa.me/447911123456?text={text.rstrip()}"
    (read,) = parse_qs(urlsplit(better).query, keep_blank_values=True)["text"]
    assert read == text.rstrip()


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_browsers_read_each_better_link_as_meant() -> None:
    links = {better: text for _, _, better, text in REPAIRED.values() if better.startswith("https")}
    for raw in (
        "né",
        "a b",
        "50%",
        "x&y",
        "1 + 1 = 2",
        "😀",
        '"q"',
        "#1",
        "%41%",
        "`${x}|^",
        "a%20b c",
    ):
        report = judge_link(f"https://wa.me/447911123456?text={raw}")
        assert report.better
        links[report.better] = report.text
    script = """
        const links = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const read = (link) => new URL(link).searchParams.get("text") ?? "";
        console.log(JSON.stringify(links.map(read)));
    """
    run = subprocess.run(
        [str(NODE), "-e", script], input=json.dumps(list(links)), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert dict(zip(links, json.loads(run.stdout), strict=True)) == links


def test_percent_escapes_of_a_name_are_read() -> None:
    url = f"https://wa.me/447911123456?te%78t={quote('a b')}"
    assert judge_link(url).text == "a b"
