"""Fixed files are read by other programs: only the links differ, and each means what it meant."""

from __future__ import annotations

import ast
import csv
import html
import io
import json
import re
import tomllib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import html5lib
import markdown_it
import pytest
import yaml
from hypothesis import given

from tests.check.corpus import read_cases
from tests.check.meaning import Browser, Meaning, decode, read_wrong
from tests.check.wrong_links import wrong_links
from wa_link import fix_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.check.wrong_links import WrongLink

CASES = [case for case in read_cases() if case.fixed != case.text]
# Links as they are written in fixed texts, with the escapes of JSON and TeX.
FIXED_LINK = re.compile(
    r"(?:https:)?(?:(?:\\*/){2})?(?:wa\.me|api\.whatsapp\.com)"
    r"(?:\\*/|\\&|\\u0026|\\?%[0-9A-F]{2}|&amp;|&#38;|[\w.~?=&-])*(?<!\.)",
    re.ASCII,
)


def known_links() -> Iterator[tuple[str, str, Meaning]]:
    """Yield the name of a case, a fixed link in it, and its meaning, if the wrong link is known."""
    for case in CASES:
        # All that is not in the fixed links is as it was.
        between = map(re.escape, FIXED_LINK.split(case.fixed))
        wrong = re.fullmatch("(.*?)".join(between), case.text, re.DOTALL)
        for old, new in (
            zip(wrong.groups(), FIXED_LINK.findall(case.fixed), strict=True) if wrong else ()
        ):
            meaning = read_wrong(decode(old))
            if meaning and old != new:
                yield case.name, re.sub(r"^(?!https:)(//)?", "https://", decode(new)), meaning


LINKS = list(known_links())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as running:
        yield running


@pytest.mark.parametrize(("link", "meaning"), [it[1:] for it in LINKS], ids=[it[0] for it in LINKS])
def test_browsers_read_the_fixed_links_of_the_cases_as_meant(
    browser: Browser, link: str, meaning: Meaning
) -> None:
    assert browser.read(link) == meaning


def test_most_links_of_the_cases_are_read() -> None:
    assert len(LINKS) >= 80


def read_html(page: str) -> object:
    [link] = html5lib.parse(page, namespaceHTMLElements=False).iter("a")
    return link.attrib


def read_xml(page: str) -> object:
    return ElementTree.fromstring(page).attrib  # noqa: S314  (the test wrote the page)


def read_markdown(page: str) -> object:
    reader = markdown_it.MarkdownIt()
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    tokens = reader.parse(page)
    return [(each.type, each.content, each.attrs) for each in tokens[1].children or ()]


def in_json(link: str) -> str:
    return json.dumps({"link": link, "n": [1]}).replace("/", r"\/").replace("&", r"\u0026")


def in_yaml(link: str, style: str) -> str:
    lines = {"a": 1, "link": link}
    return str(yaml.dump(lines, default_style=style, width=10_000, allow_unicode=True))


# How a language writes a link, and how a program of others reads the file.
LANGUAGES: dict[str, tuple[Callable[[str], str], Callable[[str], object] | None]] = {
    "HTML": (lambda link: f'<a class=x href="{html.escape(link)}" id=\'y\'>Chat</a>', read_html),
    "HTML, single quotes": (lambda link: f"<a href='{html.escape(link)}' id=y>", read_html),
    "HTML, bare ampersands": (lambda link: f'<a href="{link}" id=y>', read_html),
    "XML": (lambda link: f'<a href="{html.escape(link)}" id="y"/>', read_xml),
    "Markdown": (lambda link: f'Hi [chat](<{link}> "Our chat") *now*.', read_markdown),
    "JSON": (lambda link: json.dumps({"link": link, "n": 1}, ensure_ascii=False), json.loads),
    "JSON, escapes": (in_json, json.loads),
    "YAML, double quotes": (lambda link: in_yaml(link, '"'), yaml.safe_load),
    "YAML, single quotes": (lambda link: in_yaml(link, "'"), yaml.safe_load),
    "TOML": (lambda link: f'a = 1\nlink = "{link}" # chat\n', tomllib.loads),
    "CSV": (
        lambda link: f'Maria,"{link}","12 34"\n', lambda page: list(csv.reader(io.StringIO(page)))
    ),
    "Python": (lambda link: repr(["a", link, 1]), ast.literal_eval),
    "JavaScript": (lambda link: f"['a', {json.dumps(link)}, 1]", None),
    "JavaScript, template literal": (lambda link: f"['a', `{link}`, 1]", None),
}  # fmt: skip


def find_link(value: object) -> tuple[str, str]:
    """Return the link in what a program has read, and the rest."""
    text = json.dumps(value, ensure_ascii=False)
    [link] = re.findall(r'"(https?:(?:[^"\\]|\\.)*)"', text)
    return json.loads(f'"{link}"'), text.replace(link, "LINK")


@pytest.mark.parametrize("language", LANGUAGES)
@given(link=wrong_links())
def test_other_programs_read_fixed_files_as_meant(
    browser: Browser, language: str, link: WrongLink
) -> None:
    write, reader = LANGUAGES[language]
    read = reader or browser.evaluate
    page = write(link.link)
    wrong, rest = find_link(read(page))
    assert read_wrong(wrong) == link.meaning, "the meaning is not known"
    fixed, fixed_rest = find_link(read(fix_text(page)))
    assert browser.read(fixed) == link.meaning
    assert fixed_rest == rest


def test_the_reading_of_wrong_links_is_tested() -> None:
    link = "http://wa.me/+44 (0)7911 123456&Text=Sofa %235 & bed"
    assert read_wrong(link) == Meaning("447911123456", "Sofa #5 & bed")
