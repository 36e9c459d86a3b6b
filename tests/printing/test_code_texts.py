"""Tests of the texts on cards: which texts are printed, how they look, and which are refused."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pymupdf_fonts
import pytest
from PIL import ImageChops, ImageFilter

from tests.conftest import posix, program
from tests.oracles.paper import by_zxing, inked, mm, printed
from tests.printing.codes import CODE, FORMATS, URL, each_format
from wa_link.errors import OptionError, Reason, TextError
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.qr.render.style_keywords import Styling

CALL = {"en": "Scan to chat on WhatsApp", "ar": "امسح"}


@pytest.mark.parametrize(
    ("styling", "call"),
    [
        ({"caption": "Oak"}, ""),
        ({"title": "Oak"}, "Scan to chat on WhatsApp"),
        ({"title": "Oak", "call_to_action": "none"}, ""),
        ({"title": "Oak", "call_to_action": "Ask me"}, "Ask me"),
        ({"caption": "Oak", "call_to_action": "auto"}, "Scan to chat on WhatsApp"),
        ({"call_to_action": "auto"}, "Scan to chat on WhatsApp"),
        ({"call_to_action": "auto", "lang": "de"}, "WhatsApp"),
        ({"show_number": True}, ""),
        ({"show_number": True, "title": "Oak"}, "Scan to chat on WhatsApp"),
        ({"design": "poster-a4"}, "Scan to chat on WhatsApp"),
    ],
    ids=str,
)
def test_a_card_has_its_texts(styling: Styling, call: str, tmp_path: Path) -> None:
    found = extract_words(CODE.draw("pdf", **styling), tmp_path)
    assert call in found
    assert ("WhatsApp" in found) == ("WhatsApp" in call)
    assert ("Oak" in found) == (styling.get("title", styling.get("caption")) == "Oak")
    shows_number = styling.get("show_number") or "design" in styling
    assert ("+966 50 123 4567" in found) == bool(shows_number)


def extract_words(pdf: bytes, folder: Path) -> str:
    (file := folder / "code.pdf").write_bytes(pdf)
    command = [program("pdftotext", "poppler-utils"), str(file), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(unicodedata.normalize("NFKC", found).split())


@pytest.mark.parametrize(
    ("styling", "message"),
    [
        ({"design": "poster-a4", "size": "40mm"}, 'size has no effect on the design "poster-a4"'),
        ({"design": "poster-a4", "module_size": 4}, "module_size has no effect on the design"),
        ({"design": "label"}, "is for labels and has no fixed size"),
        ({"design": "no such"}, 'Unknown design "no such"'),
        ({"title": "Oak", "layout": "up"}, 'Unknown layout "up"'),
        ({"accent": "red"}, "accent has no effect on a code without texts"),
        ({"show_number": False}, "show_number=False has no effect on a code without texts"),
        ({"layout": "side"}, "layout has no effect on a code without texts"),
        ({"lang": "ar"}, "lang has no effect on a code without texts"),
        ({"title": "Oak", "dpi": 600}, "dpi has no effect without a size on paper"),
        ({"title": "Oak", "accent": "rubbish"}, "rubbish"),
        ({"title": "Oak", "bleed": 3}, "bleed has no effect without a design of fixed size"),
        ({"bleed": 3}, "bleed has no effect without a design of fixed size"),
        ({"design": "poster-a4", "bleed": 3}, "bleed has an effect only on a PDF"),
    ],
    ids=str,
)
def test_options_without_effect_are_refused(styling: Styling, message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        CODE.draw("png", **styling)


def test_a_number_needs_a_link_that_has_one() -> None:
    code = QrCode.of("https://wa.me/message/ABCDEF234567G1")
    with pytest.raises(OptionError, match="show_number=True has no effect on a link without"):
        code.draw("svg", show_number=True)
    assert code.draw("svg", design="business-card")


@pytest.mark.parametrize("caption", ["", " \n ", "\t"])
@each_format
def test_a_blank_caption_makes_no_card(file_format: str, caption: str) -> None:
    plain, blank = CODE.draw(file_format), CODE.draw(file_format, caption=caption)
    assert plain == blank


@each_format
def test_emoji_are_left_out_with_a_note(file_format: str) -> None:
    proof = CODE.proof(file_format, caption="Sofa \U0001fae8 grey")
    assert [note.code for note in proof.notes] == ["emoji_left_out"]
    assert proof.picture == CODE.draw(file_format, caption="Sofa grey")


def test_a_call_that_does_not_fit_is_left_out_with_a_note() -> None:
    proof = CODE.proof("svg", size="22mm", title="Oak dining table with six chairs")
    assert "call_left_out" in [note.code for note in proof.notes]


@pytest.mark.parametrize(
    ("texts", "reason", "message"),
    [
        ({"caption": "\U00105000"}, Reason.MISSING_GLYPH, "U+105000"),
        ({"title": "x" * 501}, Reason.CAPTION_TOO_LONG, "501"),
        ({"caption": "line\n" * 45}, Reason.CAPTION_TOO_LONG, "shorten it."),
    ],
    ids=["no glyph", "characters", "lines"],
)
@each_format
def test_texts_that_cannot_be_printed_are_refused(
    file_format: str, texts: Styling, reason: Reason, message: str, tmp_path: Path
) -> None:
    with pytest.raises(TextError, match=re.escape(message)) as raised:
        CODE.save(tmp_path / f"code.{file_format}", **texts)
    assert raised.value.reason is reason
    assert list(tmp_path.iterdir()) == []


CAPTIONS = {
    "Latin": "Oak table\n€120",
    "Cyrillic": "Дубовый стол, почти новый",
    "Arabic": "شقة للبيع 3 غرف – Riyadh",
    "Hebrew": "דירה 3 חדרים (Tel Aviv)",
    "Thai": "ห้องพักใกล้รถไฟฟ้า",
    "vocalised Arabic": "مكّة المكرّمة، سَيَّارَةٌ جَدِيدَةٌ",
    "stacked marks": "Ti\u1ebfng Vi\u1ec7t e\u0301\u0323 n\u0303\u0304",
    "Devanagari": "किराये के लिए क्षत्रिय",
    "hostile": '#read("/etc/passwd") $x$ @a <b> \\ {nb} *_`',
    "the marker": "<metadata>wa-link</metadata>",
}
each_caption = pytest.mark.parametrize("name", CAPTIONS)


@pytest.mark.long(daily=5)
@each_caption
def test_a_caption_looks_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    """The pictures of the PNG, SVG and PDF differ only at the edges of letters."""
    pictures = [
        printed(CODE.draw(each, size="40mm", dpi=600, caption=CAPTIONS[name]), each, tmp_path)
        for each in FORMATS
    ]
    for picture in pictures:
        assert by_zxing(picture) == [URL]
    first, *others = (inked(each, (0, 40, 40, mm(each.height))) for each in pictures)
    assert first
    for other in others:
        # A text box of a PNG has whole pixels, so its letters may be one size smaller or larger.
        assert other == pytest.approx(first, abs=0.6)
    first_picture, *other_pictures = (
        each.convert("L").resize((400, 510)).filter(ImageFilter.GaussianBlur(3))
        for each in pictures
    )
    for other, other_picture in zip(others, other_pictures, strict=True):
        if other != pytest.approx(first, abs=0.2):
            continue
        assert np.asarray(ImageChops.difference(first_picture, other_picture)).max() < 60


@each_caption
def test_a_pdf_has_the_text_of_its_caption(name: str, tmp_path: Path) -> None:
    found = extract_words(CODE.draw("pdf", caption=CAPTIONS[name]), tmp_path)
    written = unicodedata.normalize("NFKC", CAPTIONS[name])
    if name in ("Latin", "Cyrillic", "hostile"):
        assert found == " ".join(written.split())
    else:  # pdfium may return a combining mark twice, and long words are broken
        assert set(filter(str.isalnum, written)) <= set(found)


@posix("pipes with a path")
def test_an_own_font_comes_first(tmp_path: Path) -> None:
    (font := tmp_path / "other.ttf").write_bytes(pymupdf_fonts.myfont("ubuntu"))
    for file_format in FORMATS:
        ink = []
        for more in ({}, {"font": font}):
            drawing = CODE.draw(file_format, size="40mm", caption="Oak", **more)  # type: ignore[arg-type]  # options by name
            picture = printed(drawing, file_format, tmp_path).convert("L")
            ink.append((np.asarray(picture)[picture.width :] < 128).sum())
        assert ink[0] != ink[1]
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "none.ttf").write_bytes(b"no font")
    for name, message in (
        ("pipe", "give the path of a .ttf or .otf file"),
        ("none.ttf", "is not a font"),
    ):
        with pytest.raises(OptionError, match=re.escape(message)):
            CODE.draw("svg", caption="Oak", font=tmp_path / name)
