"""Tests of right links, and of links with one defect, in surroundings of many kinds."""

from __future__ import annotations

import json
import random
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import Via, chat_link, check_text, fix_text
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable


def in_tex(link: str) -> str:
    return link.replace("%", r"\%").replace("&", r"\&")


def in_properties(link: str) -> str:
    return link.replace(":", r"\:").replace("=", r"\=")


def in_vcard(link: str) -> str:
    line = f"URL:{link}"
    folded = "\r\n ".join(line[start : start + 74] for start in range(0, len(line), 74))
    return f"BEGIN:VCARD\r\n{folded}\r\nEND:VCARD\r\n"


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
    "YAML with single quotes": lambda link: f"link: '{link}'\n",
    "YAML address": lambda link: f"shop_url: {link}  # the shop\n",
    "env file": lambda link: f"WA_LINK={link}\nX=1\n",
    "properties": lambda link: f"x=1\nlink={in_properties(link)}\n",
    "SQL": lambda link: f"VALUES ('{link}', 'It''s us');",
    "CDATA": lambda link: f"<u><![CDATA[{link}]]></u>",
    "Android": lambda link: f'<string name="x">{escape(link)}</string>',
    "printf": lambda link: f'printf("{link.replace("%", "%%")}\\n");',
    "Shell": lambda link: f"xdg-open '{link}' &",
    "AsciiDoc": lambda link: f"See link:{link}[our chat].",
    "reStructuredText": lambda link: f"See `our chat <{link}>`_.",
    "variables before and after": lambda link: f"a + '{link}' + b",
    "handler": lambda link: f"""<b onclick="window.open('{escape(link)}', '_blank')">Chat</b>""",
    "Windows lines": lambda link: f"a\r\n{link}\r\nb\r\n",
}
NUMBERS = ["+44 7911 123456", "+966 50 123 4567", "+44 7911 123457", "+49 1512 3456789"]
LETTERS = "abc XYZ 019 .,;:!?'\"()[]{}<>&#%+=/\\@$*_~-|\n éüñ مرحبا 你好 🙂👍 ` ^"


@pytest.mark.parametrize("surroundings", [*SURROUNDINGS, "vCard"])
def test_right_links_have_no_findings(surroundings: str) -> None:
    wrap = {**SURROUNDINGS, "vCard": in_vcard}[surroundings]
    random_texts = random.Random(surroundings)  # noqa: S311  (a repeatable choice)
    for _ in range(40):
        text = "".join(random_texts.choices(LETTERS, k=random_texts.randrange(60))).strip()
        via = random_texts.choice([Via.WA_ME, Via.API])
        link = chat_link(random_texts.choice(NUMBERS), text=text, via=via).url
        page = wrap(link)
        assert not list(check_text(page)), page
        assert not list(check_text(f"{page}\n{page}", "GB")), page


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_a_plus_is_fixed_in_all_surroundings(surroundings: str) -> None:
    wrap = SURROUNDINGS[surroundings]
    right = chat_link("+44 7911 123456", text="Bed & Table: 50%").url
    page = wrap(right.replace("/44", "/+44"))
    assert [each.rule for each in check_text(page)] == [Rule.PLUS_SIGN]
    assert fix_text(page) == wrap(right)


@pytest.mark.parametrize("quotes", ["''", '""', "<>"])
# Without a colon: `:X` may be a variable, and then text after it is not fixed.
@given(st.text("abc XYZ 019 ,;!?()*_~-éüñ مرحبا 你好 🙂", min_size=1))
def test_the_fixed_text_is_read_as_it_was_meant(quotes: str, text: str) -> None:
    before, after = quotes[0], quotes[1]
    text = text.strip() or "x"
    page = f"{before}https://wa.me/+447911123456?text={text}{after}"
    fixed = urlsplit(fix_text(page)[1:-1])
    assert fixed.path == "/447911123456"
    assert parse_qs(fixed.query) == {"text": [text]}
