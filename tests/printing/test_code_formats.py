"""Tests of cards as PNG, SVG and PDF: colours, transparency, backgrounds, and metadata."""

from __future__ import annotations

import io
import subprocess
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.conftest import program
from tests.oracles.paper import by_zxing, printed
from tests.printing.codes import CODE, FORMATS, URL, each_format
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.qr.render.style_keywords import Styling


@each_format
def test_a_card_has_all_its_colours(file_format: str, tmp_path: Path) -> None:
    drawing = CODE.draw(file_format, size="40mm", title="Oak", dark="#075e54", light="#ffe")
    picture = printed(drawing, file_format, tmp_path)
    colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
    if file_format == "png":  # it is resampled
        near_black = picture.convert("L").getextrema()[0] < 8  # type: ignore[operator]  # one grey value
        colours |= {(0, 0, 0)} if near_black else set()
    assert {(7, 0x5E, 0x54), (255, 255, 0xEE), (0, 0, 0)} <= colours
    below = picture.crop((0, picture.width + 5, picture.width, picture.height))
    assert below.getpixel((1, 1)) == (255, 255, 0xEE)


@pytest.mark.parametrize(
    ("styling", "mode"),
    [
        ({"title": "Oak"}, "L"),
        ({"title": "Oak", "dark": "navy"}, "RGB"),
        ({"title": "Oak", "light": "transparent"}, "LA"),
        ({"title": "Oak", "light": "transparent", "dark": "navy"}, "RGBA"),
    ],
    ids=str,
)
def test_a_png_has_no_more_channels_than_it_needs(styling: Styling, mode: str) -> None:
    assert Image.open(io.BytesIO(CODE.draw("png", **styling))).mode == mode


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_transparent_background_stays_transparent(file_format: str, tmp_path: Path) -> None:
    drawing = CODE.draw(file_format, size="40mm", title="Oak", light="transparent")
    if file_format == "png":
        assert Image.open(io.BytesIO(drawing)).getpixel((1, 1))[-1] == 0  # type: ignore[index]  # LA
    elif file_format == "svg":
        command = [program("rsvg-convert", "librsvg2-bin")]
        raster = subprocess.run(command, input=drawing, check=True, capture_output=True).stdout
        assert Image.open(io.BytesIO(raster)).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]
    picture = printed(drawing, file_format, tmp_path)
    assert by_zxing(picture) == [URL]


def test_a_pdf_is_pure_black_and_is_not_scaled() -> None:
    drawing = CODE.draw("pdf", size="40mm")
    import pikepdf  # noqa: PLC0415  (only one test needs it)

    with pikepdf.open(io.BytesIO(drawing)) as document:
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert [float(each) for each in document.pages[0].MediaBox] == pytest.approx(
            [0, 0, 113.386, 113.386], abs=0.01
        )
        assert "/XObject" not in document.pages[0].resources or not [
            each
            for each in document.pages[0].resources.XObject.values()
            if each.Subtype == "/Image"
        ]
        assert str(document.docinfo["/Title"]) == "QR code"
        assert document.Root.Lang == "en"
        assert "/StructTreeRoot" in document.Root
    assert drawing == CODE.draw("pdf", size="40mm")


def test_an_svg_contains_only_shapes(logo: Path) -> None:
    code = QrCode.of(URL, error_correction="H")
    drawing = code.draw("svg", title="Oak <table> & €120", logo=logo, size="40mm")
    root = ET.fromstring(drawing)  # noqa: S314  (wa-link drew it)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "metadata", "path", "rect", "g", "image"}
    assert (root.get("width"), root.get("height")) == ("40mm", "51mm")
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "QR code: Oak <table> & €120"
    (image,) = root.iter("{http://www.w3.org/2000/svg}image")
    href = image.get("href")
    assert href
    assert href == image.get("{http://www.w3.org/1999/xlink}href")
    assert href.startswith("data:image/png;base64,")
    for said in (b"<script", b"<use", b"<symbol", b"transparent", b"<a "):
        assert said not in drawing
