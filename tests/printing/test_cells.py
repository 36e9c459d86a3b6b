"""Cells of a sheet are printed completely, as plain text and never as Typst markup or code."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pymupdf_fonts
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tests.phone.test_hostile import NAUGHTY
from tests.printing.typeset import own_design, typeset, typesetter
from tests.robustness.attacks import ATTACKS, check_message
from wa_link.errors import Reason, RecordError
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.cards.designs import Design, load_built_in
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.printing.typesetting.missing_glyphs import find_affected_cards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.printing.typesetting.typesetter import Typesetter

CELLS = ATTACKS | {
    f"{kind}: {number}": cell
    for kind, cells in NAUGHTY.items()
    for number, cell in enumerate(cells)
    if len(cell) <= 5_000
} | {
    "a word of 500 letters": "x" * 500,
    "a word of 500 wide letters": "W" * 500,
    "500 marks": "e" + "\u0301" * 498,
    "500 letters of Arabic": "\u0628" * 500,
    "501 letters": "x" * 501,
    "half of a character": "a\ud800",
    "a byte": "a\udcff",
}  # fmt: skip
TITLE = {"call_to_action": "none"}
PLACES: dict[str, tuple[Design, str, dict[str, str]]] = {
    "title": (load_built_in("label"), "title", TITLE),
    "caption": (load_built_in("label"), "caption", TITLE),
    "call to action": (own_design("[#card.call-to-action]"), "call_to_action", {}),
    "number": (own_design("strong(card.number)"), "number", TITLE),
    "row": (own_design('text(lang: "de", card.row.cell)'), "row", TITLE),
    "row, with show rules": (own_design(
        '{ show regex("a+"): strong; set smartquote(enabled: true); [*x:* #card.row.cell] }'
    ), "row", TITLE),
}  # fmt: skip
every_cell = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long(daily=1, slice=60)) for name in CELLS]
)


@pytest.fixture(scope="module")
def setter() -> Iterator[Typesetter]:
    with typesetter() as running:
        yield running


@cache
def in_firago() -> frozenset[str]:
    return frozenset(map(chr, TTFont(io.BytesIO(pymupdf_fonts.myfont("figo"))).getBestCmap()))


def seen(text: str) -> Counter[str]:
    """Return the visible characters of a text, without variation selectors and hyphens.

    Variation selectors are printed only by some fonts. Hyphens are put into long words, and pdfium
    returns U+FFFE for a hyphen at the end of a line.
    """
    plain = unicodedata.normalize(
        "NFC", re.sub("[\ufe00-\ufe0f\u115f\u1160\u3164\uffa0\ufffe-]", "", text)
    )
    return Counter(
        char
        for char in plain
        if not char.isspace()
        and unicodedata.category(char) not in ("Cc", "Cf")
        and not "\U000e0100" <= char <= "\U000e01ef"
    )


def check_printed(cell: str, shown: str, *, before: str = "") -> None:
    """Check that a cell is printed completely, except emoji that no font has."""
    wanted, found = seen(before + cell), seen(shown)
    lost = {char for char in wanted - found if unicodedata.category(char) not in ("So", "Me")}
    assert not lost, ascii(lost)
    more = {*found} - {*wanted}
    if not re.search(r"[\u0300-\u036f\u0590-\u05cf\u0900-\u0dff\ufb1d-\ufb4f]", cell):
        more |= {*(found - wanted)}  # pdfium repeats a character that consists of several glyphs
    assert not more, ascii(more)


def check_refused(error: RecordError, cell: str) -> None:
    check_message(error.message, cell)
    match error.reason:
        case Reason.MISSING_GLYPH:
            clean = unicodedata.normalize("NFC", cell)
            assert any(char not in in_firago() for char in clean) or not clean[0].isalnum(), (
                error.message
            )
        case Reason.CAPTION_TOO_LONG:
            assert len(cell) > 400
        case _:
            assert error.reason == Reason.TEXT_NOT_ENCODABLE
            assert any("\ud800" <= char <= "\udfff" for char in cell)


Printed = tuple[str, dict[str, str | RecordError]]


@pytest.fixture(scope="module", params=PLACES)
def printed(setter: Typesetter, request: pytest.FixtureRequest) -> Printed:
    """Print all cells in one document, each on its own card; return the text of each card."""
    design, place, more = PLACES[request.param]
    cards = []
    for cell in CELLS.values():
        value = {"cell": cell} if place == "row" else cell
        cards.append(CardTexts(**{**more, place: value}))  # type: ignore[arg-type]  # by name
    results = typeset(setter, cards, design).texts
    return request.param, dict(zip(CELLS, results, strict=True))


@every_cell
def test_a_cell_is_never_markup(printed: Printed, name: str) -> None:
    (place, results), cell = printed, CELLS[name]
    result = results[name]
    if isinstance(result, RecordError):
        check_refused(result, cell)
    elif place.startswith("row"):
        check_printed(cell, result, before="x:" if "show" in place else "")
    elif place != "call to action" or cell not in ("auto", "none"):
        assert len(unicodedata.normalize("NFC", cell)) <= 500
        check_printed(cell, result)


@pytest.mark.parametrize("place", ["title", "caption", "call_to_action", "number"])
def test_more_than_500_characters_are_refused(setter: Typesetter, place: str) -> None:
    cards = [CardTexts(**{"title": "a", place: "a" * count}) for count in (500, 501, 1_000_000)]  # type: ignore[arg-type]  # by name
    some, *others = typeset(setter, cards, own_design("[a]")).texts
    assert some == "a"
    for error in others:
        assert isinstance(error, RecordError)
        assert error.reason == Reason.CAPTION_TOO_LONG


def test_a_cell_of_a_row_is_printed_whole_or_refused(setter: Typesetter) -> None:
    cards = [
        CardTexts("a", row={"memo": "ab " * (count // 3)}) for count in (3_000, 32_766, 32_769)
    ]
    design = own_design("text(size: 1pt, card.row.memo)")
    some, most, more = typeset(setter, cards, design).texts
    assert isinstance(some, str)
    assert some.count("ab") == 1_000
    assert isinstance(most, str)
    assert isinstance(more, RecordError)
    assert more.reason is Reason.CAPTION_TOO_LONG
    assert (
        str(more) == 'The cell "memo" has 32,769 characters, and the limit is 32,767: shorten it.'
    )


# Pairs of texts: no font has a mark in the first text. Typst also names the letter under this mark
# as missing. The second text contains that letter, but can be printed.
UNLIKE = {
    "keycaps": ("5\ufe0f\u20e3 chairs", "5 chairs"),
    "a mark below a letter": ("Z\u0351\u036b", "Zebra"),
    "a mark on each letter": ("a\u0489b\u0489c\u0489", "abc"),
    "a family": ("\U0001f468\u200d\U0001f469 and a\u0489", "and a"),
    "a ring around a digit": ("7\u20dd", "+44 7911 123456"),
    "private letters": ("\ue000a", "a"),
    "Arabic with a mark": ("\u0628\u0489", "\u0628\u0627\u0628"),
    "a syllable": ("\u0915\u094d\u0937\u20dd", "\u0937 \u0915"),
    "many keycaps": ("".join(f"{digit}\ufe0f\u20e3" for digit in range(10)), "0123456789"),
}


@pytest.mark.long(daily=2)
@pytest.mark.parametrize("name", UNLIKE)
@pytest.mark.parametrize("count", [1, 3])
def test_a_missing_glyph_rejects_only_its_own_card(
    setter: Typesetter, name: str, count: int
) -> None:
    lacking, sound = UNLIKE[name]
    cards = [CardTexts(title=title, call_to_action="none") for title in (lacking, sound)] * count
    results = typeset(setter, cards, load_built_in("label")).texts
    for result in results[1::2]:
        assert isinstance(result, str)
        assert seen(result) == seen(sound)
    for result in results[::2]:
        assert isinstance(result, RecordError) or seen(result) <= seen(lacking)


ALPHABET = "ab5\u0301\u20e3\ufe0f\u200d"


@given(
    st.lists(st.text(ALPHABET, max_size=6), min_size=1, max_size=6),
    st.sets(st.sampled_from(ALPHABET)),
)
def test_cards_that_surely_lack_a_glyph_contain_it(texts: list[str], missing: set[str]) -> None:
    """At least one card certainly lacks a glyph, so measuring the others again comes to an end."""
    found = find_affected_cards([[text] for text in texts], [*missing])
    has = {place for place, text in enumerate(texts) if not missing.isdisjoint(text)}
    assert {*found.clusters, *found.unsure} == has
    assert not {*found.clusters} & {*found.unsure}
    if len(has) == 1:
        assert not found.unsure
    for place, clusters in found.clusters.items():
        assert {*clusters} == missing & {*texts[place]}


@pytest.mark.parametrize("title", ["a\ud800", "a\0\u202eb", "#panic()", "a" * 5_000])
def test_the_title_of_a_document_is_never_markup(title: str) -> None:
    sheet = LabelSheet("L7160", document_title=title)
    try:
        sheet.add("https://wa.me/447911123456", title="Oak")
        assert sheet.output()
    finally:
        sheet.close()
