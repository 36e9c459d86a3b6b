"""Fixed HTML has the same tree as before but for its links, as the parser html5lib reads it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import html5lib
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.check.corpus import Case, read_cases
from tests.check.wrong_links import wrong_links
from wa_link import check_text, fix_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.check.wrong_links import WrongLink

# A program replaces the templated parts before a browser reads the page.
CASES = [
    case
    for case in read_cases()
    if case.fixed != case.text
    and re.search(r"<[a-z]+[ >]", case.text)
    and not case.name.startswith("templated:")
]
LINK = re.compile(r"wa\.me|whatsapp\.com|whatsapp:", re.IGNORECASE)


def read_tree(page: str) -> Iterator[tuple[object, ...]]:
    """Yield the tags of a page with their attributes, and the texts and comments."""
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        yield (
            tag,
            sorted(map(str, element.attrib)),
            *element.attrib.values(),
            element.text,
            element.tail,
        )


def compare(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the texts that differ in the trees of two pages, if all else is equal."""
    for old, new in zip(read_tree(before), read_tree(after), strict=True):
        for one, other in zip(old, new, strict=True):
            if one != other:
                assert isinstance(one, str)
                assert isinstance(other, str)
                yield one, other


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_only_links_differ_in_the_trees_of_the_cases(case: Case) -> None:
    differences = list(compare(case.text, case.fixed))
    assert differences
    for before, after in differences:
        assert LINK.search(before)
        assert LINK.search(after)


def escaped(link: str) -> str:
    return html.escape(link)


def numeric(link: str) -> str:
    return (
        link.replace("&", "&#38;").replace('"', "&#x22;").replace("'", "&#39;").replace("<", "&lt;")
    )


# Where a page can have a link, with the escapes of that place; a link in a text has no spaces.
QUOTED: list[tuple[str, Callable[[str], str]]] = [
    ('<a href="{}">', escaped),
    ("<a class=x href='{}' id=y>Chat</a>", escaped),
    ('<A HREF = "{}" target=_blank>Chat', numeric),
    ('<img alt="a > b" data-link="{}"/>', escaped),
    ('<a title=\'Say "hi"\' href="{}">', str),
    ("<button onclick=\"window.open('{}')\">Chat</button>", numeric),
    ('<div style="background: url({})">', numeric),
    ("<script>var links = ['{}', \"b\"];</script>", str),
    ('<script type="application/ld+json">{{"url": "{}"}}</script>', str),
    ("<!-- <a href='{}'> -->", escaped),
    ('<textarea><a href="{}"></textarea>', escaped),
    ('<p a="1" a="2" href="x" href="{}">', escaped),
]
UNQUOTED: list[tuple[str, Callable[[str], str]]] = [
    ("<a href={}>Chat</a>", escaped),
    ("<a href={} class=x>Chat</a>", escaped),
    ("<p>Write to {} now</p>", escaped),
    ("<!-- {} -->", str),
    ("<td>{}<td>", escaped),
    ('<meta http-equiv=refresh content="0; url={}">', escaped),
]
# Right, odd and broken HTML.
OTHERS = [
    "<p>", "</p>", "<b><i></b>", "<table><a>", "<li>a<li>b", "<!-- a", "-->", "<p", ">", '"', "'",
    "&amp;", "&nosuch;", "&copy", "<![CDATA[x]]>", "é😀", "<script>if (a<b) {</script>", "</br>",
    "<style>a { }</style>", "\r\n", "\n", " ", "<svg><path d=M0/>", "<select><div>", "a & b < c",
    "<a href=x href='y'>", "<?php echo 1 ?>", "<template><td>", "<plaintext>", "\x00", "\t",
]  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, str]:
    """Return a strategy for pages with wrong links, each with the page that has right ones."""
    wrong, right = [], []
    for _ in range(draw(st.integers(1, 4))):
        others = "".join(draw(st.lists(st.sampled_from(OTHERS), max_size=4)))
        is_quoted = draw(st.booleans())
        place, escape = draw(st.sampled_from(QUOTED if is_quoted else UNQUOTED))
        link: WrongLink = draw(wrong_links(with_spaces=is_quoted))
        wrong += [others, place.format(escape(link.link))]
        right += [others, place.format(escape(link.right))]
    # A link for desktops stays if the same link for phones may be next to it.
    assume(len(wrong) == 2 or not any("web.whatsapp.com" in each for each in wrong))
    return "".join(wrong), "".join(right)


def simplify(text: str) -> str:
    """Return a text without the differences that are none for WhatsApp: escapes, empty fields."""
    return unquote(re.sub(r"(?:\?|&(?:amp;|#38;)?)text=(?![^\"'<>)\s])", "", text))


@given(pages())
def test_the_tree_of_a_fixed_page_is_that_of_the_right_page(both: tuple[str, str]) -> None:
    page, right = both
    fixed = fix_text(page)
    for before, after in compare(right, fixed):
        assert simplify(before) == simplify(after)
    assert [each for each in check_text(fixed) if each.fix] == []
