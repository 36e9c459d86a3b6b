"""Tests of properties of check_text and fix_text that hold for any text."""

from __future__ import annotations

import json
import random
import time
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import wa_link
from wa_link import Finding, Via, chat_link, check_text, fix_text
from wa_link.errors import OptionError
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

# Pieces of links and of the texts around them, so that random texts are full of broken links.
PIECES = """
https:// http:// // wa.me wa.me/ www. api.whatsapp.com/send?phone= whatsapp://send?phone=
chat.whatsapp.com/ wa.me.example/ wа.me/ wa-me.com/ xn--w-7tb.me/ user@ + 00 0 (0) 447911123456
07911123456 44 7911 123456 966501234567 966-50-123-4567 1XXXXXXXXXX maria..l message/ABC yournumber
?text= &text= &amp;text= \\u0026text= ?Text= ?message= #5 &Table &amp;Table %20 % %0 %2F %3A%2F%2F Hi
é 😀 " ' ` \\" \\' &quot; \\u0022 < > ( ) [ ]( { } \\href{ \\url{ url( }{ href=" =' ${n} {{n}} <?=n?> %s
$n #{n} "+n '.$n \\n \\/ \\& \\% , ; . ! … | * _ - / : @ = ? wa-link:ignore \\'e9 u=https%3A%2F%2F
""".split()
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(" \n\t\xa0"), st.text(max_size=3)),
    max_size=14,
).map("".join)
REGIONS = st.sampled_from([None, "GB"])


@given(TEXTS, REGIONS)
@example('"https://wa.me/+447911123456?text=Hi there"', None)
@example("http://wa.me/447911123456http://wa.me/447911123456", None)
def test_to_fix_twice_changes_nothing_more(text: str, region: str | None) -> None:
    fixed = fix_text(text, region)
    assert fix_text(fixed, region) == fixed
    assert not [each for each in check_text(fixed, region) if each.fix is not None]


@given(TEXTS, REGIONS)
def test_positions_point_to_the_links(text: str, region: str | None) -> None:
    findings = list(check_text(text, region))
    for each in findings:
        assert text[each.start : each.end] == each.link
    for one, other in pairwise(findings):
        assert one.end <= other.start or (
            (one.start, one.end, one.fix) == (other.start, other.end, other.fix)
        )


@given(TEXTS, REGIONS)
def test_all_outside_of_the_links_stays(text: str, region: str | None) -> None:
    fixes: dict[tuple[int, int], str] = {
        (each.start, each.end): each.fix
        for each in check_text(text, region)
        if each.fix is not None
    }
    expected, end = "", 0
    for (start, after), fix in fixes.items():
        expected += text[end:start] + fix
        end = after
    assert fix_text(text, region) == expected + text[end:]


@given(st.text())
def test_a_text_without_hosts_has_no_findings(text: str) -> None:
    if "me" not in text and "whatsap" not in text.lower():
        assert not list(check_text(text))
        assert fix_text(text) is text


def in_tex(link: str) -> str:
    return link.replace("%", r"\%").replace("&", r"\&")


def in_slashes(link: str) -> str:
    return json.dumps(link).replace("/", r"\/").replace("&", r"\u0026")


SURROUNDINGS: dict[str, Callable[[str], str]] = {
    "HTML": lambda link: f'<p><a class=x href="{escape(link)}" id="y">Chat</a></p>',
    "HTML with single quotes": lambda link: f"<a href='{link}'>Chat</a>",
    "HTML without quotes": lambda link: f"<a href={link}>Chat</a>",
    "HTML text": lambda link: f"<p>Write to {escape(link)}<br>or call.</p>",
    "JSX": lambda link: f"<a href={{'{link}'}}>Chat</a>",
    "Vue": lambda link: f""":href="'{link}'" """,
    "PHP": lambda link: f'$url = "{link}"; echo $url . "x";',
    "Liquid": lambda link: f"{{{{ '{link}' | escape }}}}",
    "Markdown": lambda link: f"Please [write]({link}) (to) us.",
    "Markdown with a title": lambda link: f'![x]({link} "Our chat")',
    "Markdown in angle brackets": lambda link: f"Please <{link}>, now.",
    "Markdown in bold": lambda link: f"**{link}**",
    "prose": lambda link: f"Write to {link} 24 hours a day.",
    "prose in brackets": lambda link: f"Write to us ({link}).",
    "end of a sentence": lambda link: f"Write to {link}. Thanks!",
    "Chinese": lambda link: f"请联系{link}。谢谢",
    "CSV": lambda link: f"Maria,{link},12 34\n",
    "CSV with quotes": lambda link: f'"Maria";"{link}";"12 34"\n',
    "tabs": lambda link: f"Maria\t{link}\t12\n",
    "JSON": lambda link: json.dumps({"a": link, "b": [1]}),
    "JSON with escapes": lambda link: f'{{"a":{in_slashes(link)},"b":[1]}}',
    "HTML in JSON": lambda link: json.dumps({"a": f'<a href="{escape(link)}">Chat</a>'}),
    "YAML": lambda link: f"a: 1\nlink: {link}  # chat\n",
    "TeX": lambda link: rf"\href{{{in_tex(link)}}}{{Chat}}",
    "Python": lambda link: f"URL = '{link}'\n",
    "JavaScript": lambda link: f"const url = `{link}`;",
    "RTF": lambda link: rf'{{\field{{\*\fldinst{{HYPERLINK "{link}"}}}}{{\fldrslt x}}}}',
    "other address": lambda link: f"https://l.example/?u={quote(link, safe='')}&h=1",
    "Windows lines": lambda link: f"a\r\n{link}\r\nb\r\n",
}
NUMBERS = ["+44 7911 123456", "+966 50 123 4567", "+44 7700 900123", "+49 1512 3456789"]
LETTERS = "abc XYZ 019 .,;:!?'\"()[]{}<>&#%+=/\\@$*_~-|\n éüñ مرحبا 你好 🙂👍 ` ^"


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_right_links_have_no_findings(surroundings: str) -> None:
    random_texts = random.Random(surroundings)
    for _ in range(40):
        text = "".join(random_texts.choices(LETTERS, k=random_texts.randrange(60))).strip()
        via = random_texts.choice([Via.WA_ME, Via.API])
        link = chat_link(random_texts.choice(NUMBERS), text=text, via=via).url
        page = SURROUNDINGS[surroundings](link)
        assert not list(check_text(page)), page
        assert not list(check_text(page * 2, "GB")), page


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_a_plus_is_fixed_in_all_surroundings(surroundings: str) -> None:
    wrap = SURROUNDINGS[surroundings]
    right = chat_link("+44 7911 123456", text="Bed & Table: 50%").url
    page = wrap(right.replace("/44", "/+44"))
    assert [each.rule for each in check_text(page)] == [Rule.PLUS_SIGN]
    assert fix_text(page) == wrap(right)


def test_all_findings_of_a_link_have_its_fix() -> None:
    findings = list(check_text("[x](http://wa.me/+44 7911 123456?text=Hi there)"))
    assert len(findings) == 4
    assert {each.fix for each in findings} == {"https://wa.me/447911123456?text=Hi%20there"}


def test_names_are_exported() -> None:
    assert wa_link.check_text is check_text
    assert isinstance(next(check_text("wa.me/+447911123456")), Finding)


@pytest.mark.parametrize("function", [check_text, fix_text])
def test_arguments_are_checked_at_once(function: Callable[..., object]) -> None:
    with pytest.raises(OptionError):
        function("", "Atlantis")
    with pytest.raises(TypeError):
        function(b"wa.me/+447911123456")


NOISE = {
    "letters": "x",
    "words": "lorem ipsum w a.m e ",
    "binary": "\x00\xff\x1f~",
    "Cyrillic": "слово мера ",
    "hosts": "wa.me ",
    "hosts without spaces": "wa.me",
    "schemes": "https://",
    "slashes": "wa.me/",
    "links": "https://wa.me/447911123456 ",
    "links without spaces": "https://wa.me/447911123456",
    "open quotes": '"wa.me/',
    "open brackets": "](wa.me/1(",
    "open braces": r"\href{wa.me/{",
    "backslashes": "\\",
    "ampersands": "&",
    "escapes": r"\\u0026",
    "punycode": "https://xn--a.me/",
    "white space": " ",
    "brackets": "(",
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
@pytest.mark.parametrize("before", ["", '"https://wa.me/', "[x](https://wa.me/447911123456?text="])
def test_noise_takes_time_in_proportion(noise: str, before: str) -> None:
    def measure(length: int) -> float:
        text = before + noise * (length // len(noise))
        start = time.process_time()
        fix_text(text)
        return time.process_time() - start

    measure(2_000)
    # A quadratic search would take 64 times as long for 8 times the text.
    assert measure(400_000) < 30 * measure(50_000) + 0.5
