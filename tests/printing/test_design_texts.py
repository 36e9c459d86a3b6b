"""Tests of the texts that designs print: their words, sizes and line breaks."""

from __future__ import annotations

import re
from contextlib import closing
from ctypes import byref, c_double
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdfium2 import raw

from tests.oracles.paper import printed
from tests.printing.drawn import (
    ARABIC,
    DPI,
    ENGLISH,
    NUMBER,
    chars,
    check_texts,
    draw,
    drawn_on,
    link,
    sizes,
    stock,
    words,
)
from wa_link.errors import Reason, TextError
from wa_link.printing.labels.label_sheet import LabelSheet

if TYPE_CHECKING:
    from pathlib import Path


def test_an_empty_poster_has_a_large_call_to_action() -> None:
    drawn = draw("poster-a4", [("", "")])
    assert words(drawn.drawing) == f"Scan to chat on WhatsApp {NUMBER}"
    assert sizes(chars(drawn.drawing), "Scan")[0] > 48


@pytest.mark.parametrize(
    ("name", "options", "is_printed"),
    [
        ("poster-a4", {}, True), ("table-tent-a4", {}, True), ("business-card", {}, True),
        ("sticker-50mm", {}, False), ("L7160", {}, False), ("L7160", {"show_number": True}, True),
        ("poster-a4", {"show_number": False}, False),
    ],
    ids=str,
)  # fmt: skip
def test_the_design_or_the_user_decides_about_the_number(
    name: str, options: dict[str, bool], *, is_printed: bool
) -> None:
    assert (NUMBER in words(draw(name, [ENGLISH], **options).drawing)) is is_printed


def test_a_number_keeps_its_order_on_a_card_in_arabic() -> None:
    found = [
        each for each in chars(draw("poster-a4", [ARABIC]).drawing) if each.text in "+0123456789"
    ]
    below = sorted((each for each in found if each.box[1] > 200), key=lambda each: each.box[0])
    assert "".join(each.text for each in below) == NUMBER.replace(" ", "")


@pytest.mark.parametrize(
    ("call", "said"), [("auto", "Scan to chat on WhatsApp"), ("none", ""), ("Ask us!", "Ask us!")]
)
def test_the_call_to_action_is_chosen(call: str, said: str) -> None:
    expected = " ".join(filter(None, (*ENGLISH, said)))
    assert words(draw("L7163", [ENGLISH], call_to_action=call).drawing) == expected


def test_a_username_gets_no_hyphens() -> None:
    caption = "@averyveryverylongnamewithoutpoints"
    drawn = words(draw("L7160", [("Sofa", caption)], call_to_action="none").drawing)
    assert re.sub("[\u200b ]", "", drawn) == f"Sofa{caption}"
    word = words(draw("L7160", [("Sofa", caption[1:])], call_to_action="none").drawing)
    assert "\u00ad" in word


def test_a_call_that_does_not_fit_is_left_out_with_a_note() -> None:
    with closing(LabelSheet(stock("29x29mm"))) as sheet:
        (note,) = sheet.add(
            "https://wa.me/abc", title="Sofa and oak table", caption="€120,\nsolid wood"
        )
        assert note.code == "call_left_out"
        assert words(sheet.output()) == "Sofa and oak table €120, solid wood"
    with closing(LabelSheet(stock("20x20mm"))) as sheet:
        (note,) = sheet.add("https://wa.me/abc")
        assert note.code == "call_left_out"
        assert drawn_on(sheet).codes(0)[0][2] == pytest.approx(17, abs=0.02)


@pytest.mark.parametrize("name", ["L7160", "business-card", "sticker-50mm", "poster-a4"])
def test_a_text_that_does_not_fit_is_too_long(name: str) -> None:
    with closing(LabelSheet(name)) as sheet, pytest.raises(TextError) as raised:
        sheet.add(link(""), "very\n" * 60, title="Sofa")
    assert raised.value.reason is Reason.CAPTION_TOO_LONG


@pytest.mark.parametrize("name", ["L7160", "5160", "sticker-50mm"])
def test_nothing_is_smaller_than_six_points(name: str) -> None:
    refused = 0
    with closing(LabelSheet(name, start=1)) as sheet:
        for count in range(2, 80, 3):
            try:
                sheet.add(link(""), "Solid wood", title="Table " * count)
            except TextError as error:
                assert error.reason is Reason.CAPTION_TOO_LONG  # noqa: PT017  (after some that fit)
                refused += 1
        drawn = drawn_on(sheet)
    assert refused
    found = [char.size for page in range(len(drawn.pages)) for char in chars(drawn.drawing, page)]
    assert 5.999 <= min(found) < 7


LONG_WORDS = {
    "German": "Donaudampfschifffahrtsgesellschaft",
    "with an apostrophe": "Antidisestablishmentarian’s",
    "without vowels": "x" * 40,
    "Greek": "Σκουληκομυρμηγκότρυπα" * 2,
    "a link": "https://example.com/a/very/long/path/of/a/listing",
}


@pytest.mark.parametrize("word", LONG_WORDS.values(), ids=LONG_WORDS)
def test_a_long_word_is_broken_as_the_last_resort(word: str) -> None:
    drawn = draw("L7161", [(word, "")])
    found = "".join(char.text for char in chars(drawn.drawing))
    assert found.replace("\x02", "").replace("-", "").startswith(word.replace("-", "")[:12])
    check_texts(chars(drawn.drawing), drawn, 0, Image.new("RGB", (2480, 3508), "white"))
    unbroken = chars(draw("L7163", [("Donaudampfschiff", "")]).drawing)
    assert len({round(char.box[3], 0) for char in unbroken[:4]}) == 1


def test_a_long_word_does_not_make_a_card_small() -> None:
    (short,) = sizes(chars(draw("L7165", [("Lamp", "€5")]).drawing), "Lamp")
    (long,) = sizes(chars(draw("L7165", [("Donaudampfschiff", "€5")]).drawing), "Donau")
    assert long > 0.5 * short
    # A word that is only a little too long is printed smaller, and not broken.
    found = chars(draw("L7163", [("Donaudampfschifffahrt", "")]).drawing)
    assert "Donaudampfschifffahrt" in "".join(char.text for char in found)


TALL = {
    "Arabic": "طَاوِلَةُ طَعَامٍ مِنْ خَشَبِ البَلُّوطِ مَعَ سِتَّةِ كَرَاسِيّ",
    "Thai": "โต๊ะไม้โอ๊คพร้อมเก้าอี้หกตัวที่ปู่ย่าใช้อยู่ทุกวันนี้",
    "Devanagari": "ओक की खाने की मेज़ छह कुर्सियों के साथ, पूर्णिमा की दुकान में",
    "Latin": "Oak dining table with six chairs, Ångström quality jig",
}


@pytest.mark.parametrize("title", TALL.values(), ids=TALL)
@pytest.mark.parametrize("name", ["L7160", "poster-a4"])
def test_lines_do_not_touch(name: str, title: str, tmp_path: Path) -> None:
    # No letter of one line touches a letter of the next line.
    drawn = draw(name, [(title, "")], call_to_action="none", accent="white", show_number=False)
    dpi = 150 if name == "poster-a4" else DPI
    picture = printed(drawn.drawing, "pdf", tmp_path, dpi=dpi).convert("L")
    boxes = [char.box for char in chars(drawn.drawing)]
    left, right = (
        min(box[0] for box in boxes),
        max(box[2] for box in boxes),
    )  # the code is at the side
    ink = picture.crop((int(left * dpi / 25.4), 0, int(right * dpi / 25.4) + 1, picture.height))
    ink = ink.point(lambda value: 255 * (value < 128))
    middles = [round(at * dpi / 72) for at in middles_of_lines(drawn.drawing)]
    assert len(middles) >= 2
    for upper, lower in pairwise(middles):
        for x in range(ink.width):
            if ink.getpixel((x, upper)) == 255:
                ImageDraw.floodfill(ink, (x, upper), 100)
        assert 100 in set(ink.crop((0, upper, ink.width, upper + 1)).tobytes())
        assert 100 not in set(ink.crop((0, lower, ink.width, lower + 1)).tobytes())


def middles_of_lines(drawing: bytes) -> list[float]:
    """Return the vertical place in pt of the middle of each line of text on the first page."""
    found: list[float] = []
    with pypdfium2.PdfDocument(drawing) as document:
        text = document[0].get_textpage()
        for index in range(text.count_chars()):
            x, y = c_double(), c_double()
            raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
            size = raw.FPDFText_GetFontSize(text, index)
            at = document[0].get_height() - y.value - size / 4
            is_letter = text.get_text_range(index, 1).isalpha()
            if is_letter and all(abs(at - other) > size / 2 for other in found):
                found.append(at)
    return sorted(found)
