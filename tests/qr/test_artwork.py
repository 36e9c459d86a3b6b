"""Captions under codes: the same in every format, as wide as the code, and apart from it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pymupdf_fonts
import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.conftest import program
from tests.paper import by_zbar, by_zxing, inked, mm, printed, unmarked
from wa_link.errors import OptionError, Reason, TextError
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

URL = "https://wa.me/966501234567?text=Is%20it%20still%20available%3F"
CODE = QrCode.of(URL)
FORMATS = ("png", "svg", "pdf")
CAPTIONS = {
    "Latin": "Oak table\n€120",
    "Cyrillic": "Дубовый стол, почти новый",
    "Arabic": "شقة للبيع 3 غرف – Riyadh",
    "Hebrew": "דירה 3 חדרים (Tel Aviv)",
    "Thai": "ห้องพักใกล้รถไฟฟ้า",
    "vocalised Arabic": "مكّة المكرّمة، سَيَّارَةٌ جَدِيدَةٌ",
    "stacked marks": "Ti\u1ebfng Vi\u1ec7t e\u0301\u0323 n\u0303\u0304",
    "braces": "Box {nb} of (4) \\\\ <5>",
    "Devanagari": "किराये के लिए क्षत्रिय",
    "long": "One of the very last oak tables of this kind, " * 3,
}
each_format = pytest.mark.parametrize("file_format", FORMATS)
each_caption = pytest.mark.parametrize("name", CAPTIONS)


@pytest.mark.long(daily=8)
@each_format
@each_caption
def test_a_caption_is_below_the_code_and_no_wider(
    name: str, file_format: str, tmp_path: Path
) -> None:
    drawing = CODE.draw(file_format, size="40mm", caption=CAPTIONS[name])
    picture = printed(drawing, file_format, tmp_path)
    assert mm(picture.width) == pytest.approx(40, abs=0.1)
    module = 40 / (CODE.symbol.size + 8)
    text = inked(picture, (0, 40, 40, mm(picture.height)))
    symbol = inked(picture, (0, 0, 40, 39.9))
    assert text
    assert symbol
    assert symbol == pytest.approx(
        (4 * module, 4 * module, 40 - 4 * module, 40 - 4 * module), abs=0.1
    )
    left, _, right, bottom = text
    assert left >= 4 * module - 0.2
    assert right <= 40 - 4 * module + 0.2
    assert (left + right) / 2 == pytest.approx(20, abs=0.5)
    assert bottom < mm(picture.height) - module
    assert by_zxing(picture) == by_zbar(picture, tmp_path) == [URL]


@pytest.mark.long(daily=3)
@each_caption
def test_a_caption_looks_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    """Three renderers, of outlines and of a font: they differ at the edges of letters alone."""
    pictures = [
        printed(CODE.draw(each, size="40mm", caption=CAPTIONS[name], dpi=600), each, tmp_path)
        for each in FORMATS
    ]
    png, svg, pdf = (inked(each, (0, 40, 40, mm(each.height))) for each in pictures)
    assert png
    assert svg == pytest.approx(png, abs=0.2)
    assert pdf == pytest.approx(png, abs=0.2)
    first, *others = (
        each.convert("L").resize((400, 600)).filter(ImageFilter.GaussianBlur(3))
        for each in pictures
    )
    for other in others:
        assert np.asarray(ImageChops.difference(first, other)).max() < 60


@each_caption
def test_a_pdf_has_the_text_of_its_caption(name: str, tmp_path: Path) -> None:
    (file := tmp_path / "code.pdf").write_bytes(CODE.draw("pdf", caption=CAPTIONS[name]))
    command = [program("pdftotext", "poppler-utils"), str(file), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    letters = (char for char in unicodedata.normalize("NFC", found) if char.isalnum())
    written = unicodedata.normalize("NFC", CAPTIONS[name])
    assert sorted(letters) == sorted(filter(str.isalnum, written))
    if name in ("Latin", "Cyrillic", "long", "braces"):
        assert found.split() == CAPTIONS[name].split()


def test_an_svg_needs_no_font() -> None:
    root = ET.fromstring(CODE.draw("svg", caption="Oak <table> & €120"))  # noqa: S314  (our own)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {
        "svg", "metadata", "rect", "path", "g"
    }  # fmt: skip


def test_a_caption_has_the_colour_of_the_code(tmp_path: Path) -> None:
    for file_format in FORMATS:
        drawing = CODE.draw(file_format, size="40mm", caption="Oak", dark="#075e54", light="#ffe")
        picture = printed(drawing, file_format, tmp_path)
        below = picture.crop((0, picture.width + 5, picture.width, picture.height))
        colours = {colour for _, colour in below.getcolors(1 << 24) or []}
        assert {(7, 0x5E, 0x54), (255, 255, 0xEE)} <= colours


def test_a_png_with_a_caption_has_its_exact_size_and_is_grey() -> None:
    picture = Image.open(io.BytesIO(CODE.draw("png", size="40mm", caption="Oak table")))
    assert picture.mode == "L"
    assert picture.width % (CODE.symbol.size + 8) == 0
    assert picture.width / picture.info["dpi"][0] * 25.4 == pytest.approx(40, abs=0.01)


@pytest.mark.parametrize("caption", ["", " \n ", "\t"])
@each_format
def test_a_blank_caption_is_none(file_format: str, caption: str) -> None:
    assert unmarked(CODE.draw(file_format, caption=caption)) == unmarked(CODE.draw(file_format))


@each_format
def test_emoji_are_left_out_with_a_note(file_format: str) -> None:
    proof = CODE.proof(file_format, caption="Sofa 🛋️ grey")
    assert [note.code for note in proof.notes] == ["emoji_left_out"]
    assert unmarked(proof.picture) == unmarked(CODE.draw(file_format, caption="Sofa grey"))
    only = CODE.proof(file_format, caption="🛋️")
    assert unmarked(only.picture) == unmarked(CODE.draw(file_format))
    assert len(only.notes) == 1


@pytest.mark.parametrize(
    ("caption", "reason", "message"),
    [
        ("公寓", Reason.MISSING_GLYPH, 'No font has "公" (U+516C, cjk unified ideograph-516c)'),
        ("x" * 501, Reason.CAPTION_TOO_LONG, "has 501 characters: 500 are the most."),
        ("line\n" * 45, Reason.CAPTION_TOO_LONG, "does not fit: shorten it."),
    ],
)
def test_what_cannot_be_set_is_refused(
    caption: str, reason: Reason, message: str, tmp_path: Path
) -> None:
    for file_format in FORMATS:
        with pytest.raises(TextError) as raised:
            CODE.save(tmp_path / f"code.{file_format}", caption=caption)
        assert raised.value.reason is reason
        assert message in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_another_font_comes_first(tmp_path: Path) -> None:
    (font := tmp_path / "bold.ttf").write_bytes(pymupdf_fonts.myfont("figbo"))
    for file_format in FORMATS:
        ink = []
        for drawing in (
            CODE.draw(file_format, size="40mm", caption="Oak"),
            CODE.draw(file_format, size="40mm", caption="Oak", font=font),
        ):
            picture = printed(drawing, file_format, tmp_path).convert("L")
            ink.append((np.asarray(picture)[picture.width :] < 128).sum())
        assert ink[1] > 1.2 * ink[0]
    os.mkfifo(tmp_path / "pipe")
    for no_file in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OptionError, match=r"is no file: give a \.ttf or \.otf file"):
            CODE.draw("svg", caption="Oak", font=no_file)
    (tmp_path / "none.ttf").write_bytes(b"no font")
    with pytest.raises(OptionError, match=r"is no font: give a \.ttf or \.otf file"):
        CODE.draw("svg", caption="Oak", font=tmp_path / "none.ttf")


def postscript_font() -> bytes:
    """A font of PostScript outlines (CFF), of a few letters."""
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415  (of one test)
    from fontTools.pens.t2CharStringPen import T2CharStringPen  # noqa: PLC0415  (as above)

    build = FontBuilder(1000, isTTF=False)
    glyphs = {".notdef": 0, "space": 0, "O": 1, "a": 2, "k": 3}
    build.setupGlyphOrder([*glyphs])
    build.setupCharacterMap({ord(char): name for name, char in zip(glyphs, "\0 Oak", strict=True)})
    shapes = {}
    for name, size in glyphs.items():
        pen = T2CharStringPen(600, None)
        if size:
            pen.moveTo((50, 0))
            pen.lineTo((550, 0))
            pen.curveTo((550, 400), (300, 200 * size), (50, 200 * size))
            pen.closePath()
        shapes[name] = pen.getCharString()
    build.setupCFF("Blocks", {"FullName": "Blocks"}, shapes, {})
    build.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 50)))
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Blocks", "styleName": "Regular"})
    build.setupOS2()
    build.setupPost()
    build.save(file := io.BytesIO())
    return file.getvalue()


@pytest.mark.parametrize("without", ["", "name", "OS/2", "post"])
def test_a_font_that_cannot_be_embedded_is_drawn(without: str, tmp_path: Path) -> None:
    (font := tmp_path / "font.otf").write_bytes(
        without_table(without) if without else postscript_font()
    )
    svg, pdf = (
        printed(CODE.draw(each, size="40mm", caption="Oak", font=font), each, tmp_path)
        for each in ("svg", "pdf")
    )
    box = (0, 40, 40, mm(svg.height))
    assert inked(pdf, box) == pytest.approx(inked(svg, box), abs=0.1)
    (file := tmp_path / "code.pdf").write_bytes(CODE.draw("pdf", caption="Oak", font=font))
    fonts = subprocess.run([program("pdffonts", "poppler-utils"), str(file)], check=True,
                           capture_output=True, text=True)  # fmt: skip
    assert (len(fonts.stdout.splitlines()), fonts.stderr) == (2, "")  # none, and nothing wrong


def without_table(name: str) -> bytes:
    """FiraGO without one of its tables."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (of one test)

    font = TTFont(io.BytesIO(pymupdf_fonts.myfont("figo")))
    del font[name]
    font.save(file := io.BytesIO())
    return file.getvalue()


@pytest.mark.parametrize("library", ["uharfbuzz", "pymupdf_fonts"])
def test_what_is_not_installed_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from wa_link.lettering.faces import faces  # noqa: PLC0415  (its memory is emptied)

    faces.cache_clear()
    monkeypatch.setitem(sys.modules, library, None)
    for file_format in FORMATS:
        with pytest.raises(OptionError, match=r'sets captions is not installed: pip install "wa-'):
            CODE.draw(file_format, caption="Oak")
    faces.cache_clear()


class TestCommandLine:
    def test_a_caption_of_two_lines(self, wa_link: Tool, tmp_path: Path) -> None:
        file = tmp_path / "code.svg"
        run = wa_link("qr", URL, "-o", str(file), "--caption", r"Oak \\ table\n€120 🪑")
        assert run.code == 0
        assert "Note: Emoji are left out of the caption" in run.err
        drawn = CODE.draw("svg", caption="Oak \\ table\n€120")
        assert unmarked(file.read_bytes()) == unmarked(drawn)

    @pytest.mark.parametrize(
        ("options", "code", "message"),
        [
            (["--caption", "公"], 3, 'No font has "公"'),
            (["--font", "{font}"], 2, "--font is for captions: add --caption TEXT."),
            (["--font", "{font}", "--caption", "Oak"], 2, "is no font: give a .ttf"),
        ],
    )
    def test_refused(
        self, wa_link: Tool, tmp_path: Path, options: list[str], code: int, message: str
    ) -> None:
        (font := tmp_path / "font.ttf").write_bytes(b"no font")
        words = [option.format(font=font) for option in options]
        run = wa_link("qr", URL, "-o", str(tmp_path / "code.png"), *words)
        assert run.code == code
        assert message in re.sub(r"\s+", " ", run.err)
        assert [each.name for each in tmp_path.iterdir()] == ["font.ttf"]

    @pytest.mark.parametrize("jobs", ["1", "2"])
    @pytest.mark.parametrize("unique", [False, True])
    def test_in_a_batch_a_caption_is_a_template(
        self, wa_link: Tool, tmp_path: Path, jobs: str, *, unique: bool
    ) -> None:
        sheet = "phone,title,price\n+447911123456,Oak table,€120\n+447911123457,公寓,1\n"
        sheet += "+447911123458,,9\n+447911123457,Sofa 🛋️,€90\n"
        folder = tmp_path / "codes"
        run = wa_link("batch", "-", "--qr-dir", str(folder), "--caption", r"{title}\n{price}",
                      "--qr-name", "{price}", "--jobs", jobs, "-q", *["--unique"] * unique,
                      stdin=sheet.encode())  # fmt: skip
        assert run.code == 3
        rows = [line.split(",")[5:7] for line in run.out.splitlines()[1:]]
        # A number whose code could not be drawn has no link yet: the next row gets it.
        assert rows == [["accepted", ""], ["rejected", "missing_glyph"],
                        ["rejected", "missing_field"], ["accepted", "emoji_left_out"]]  # fmt: skip
        assert sorted(each.name for each in folder.iterdir()) == ["_120.png", "_90.png"]
        code = QrCode.of("https://wa.me/447911123457")
        drawn = code.draw("png", caption="Sofa\n€90")
        assert unmarked((folder / "_90.png").read_bytes()) == unmarked(drawn)
