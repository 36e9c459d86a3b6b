"""Tests of the sizes of codes and cards in pixels and in mm."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.oracles.paper import mm, on_paper, printed
from tests.printing.codes import CODE, MODULES, draw_codes, each_format
from wa_link import chat_link
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes.draw_options import DrawOptions
from wa_link.printing.codes.drawing import DrawJob

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.qr.render.style_keywords import Styling


def read_modules(picture: Image.Image, side: int, pixels: int, left: int = 0) -> list[list[int]]:
    """Return the grey value of each module; fail if the pixels of a module are not all the same."""
    grey = np.asarray(on_paper(picture).convert("L"))[: side * pixels, left : left + side * pixels]
    blocks = grey.reshape(side, pixels, side, pixels)
    assert (blocks == blocks[:, :1, :, :1]).all()
    return blocks[:, 0, :, 0].tolist()  # type: ignore[no-any-return]  # numpy's


@pytest.mark.parametrize(
    "styling",
    [
        {}, {"module_size": 3}, {"size": "40mm"}, {"size": "33.3mm", "dpi": 600},
        {"quiet_zone": 0}, {"quiet_zone": 7, "module_size": 5}, {"light": "transparent"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("title", ["Oak table", "طاولة"])
@pytest.mark.parametrize("layout", ["side", "below"])
def test_the_modules_of_a_png_are_whole_pixels(styling: Styling, layout: str, title: str) -> None:
    texts: Styling = {"title": title, "layout": layout}
    bare = Image.open(io.BytesIO(CODE.draw("png", **styling)))
    card = Image.open(io.BytesIO(CODE.draw("png", **(styling | texts))))
    side = CODE.symbol.size + 2 * styling.get("quiet_zone", 4)
    pixels = bare.width // side
    left = card.width - bare.width if layout == "side" and title != "Oak table" else 0
    assert read_modules(card, side, pixels, left) == read_modules(bare, side, pixels)
    assert (card.height if layout == "side" else card.width) == bare.width
    assert (
        card.info.get("dpi") == pytest.approx(bare.info["dpi"], abs=0.1)
        if ("size" in styling)
        else "dpi" not in card.info
    )


@each_format
@pytest.mark.parametrize("layout", ["side", "below"])
def test_all_cards_of_a_run_have_one_size(file_format: str, layout: str, tmp_path: Path) -> None:
    styling: Styling = {"title": "{t}", "caption": "{c}", "size": "50mm", "layout": layout}
    options = DrawOptions.of(styling, file_format)
    links = [chat_link("+966501234567", text="x" * count).url for count in (0, 30, 200)]
    texts = [
        CardTexts("A"),
        CardTexts("A long title " * 4, "and a caption " * 5),
        CardTexts("", "x"),
    ]
    jobs = [DrawJob(*each) for each in zip(links, texts, strict=True)]
    sizes = [
        (mm(picture.width, 300), mm(picture.height, 300))
        for drawing in draw_codes(options, jobs)
        for picture in [printed(drawing.content, file_format, tmp_path, dpi=300)]
    ]
    assert sizes[0] == pytest.approx(sizes[1], abs=0.2)
    assert sizes[0] == pytest.approx(sizes[2], abs=0.2)


@pytest.mark.parametrize(
    ("styling", "extent", "least"),
    [
        ({}, "410×410 px", "17 mm"),
        ({"module_size": 2}, "82×82 px", "17 mm"),
        ({"title": "Oak"}, "410×523 px", "40×51 mm"),
        ({"title": "Oak", "layout": "side"}, "820×410 px", "80×40 mm"),
        ({"size": "30mm"}, "30×30 mm", ""),
        ({"size": "30mm", "title": "Oak"}, "30×38.3 mm", ""),
    ],
    ids=str,
)
def test_the_success_message_has_the_size(styling: Styling, extent: str, least: str) -> None:
    for file_format in ("png", "svg"):
        proof = CODE.proof(file_format, **styling)
        assert (proof.extent.replace("38.2", "38.3"), proof.least) == (extent, least)
        more = f" Print it at {least} or larger." if least else ""
        far = " scans from about 30 cm," if not least else ""
        assert str(proof).replace("38.2", "38.3") == f"{extent},{far} verified.{more}"


def test_a_pdf_without_a_size_has_40_mm() -> None:
    assert CODE.proof("pdf").extent == "40×40 mm"
    assert str(CODE.proof("pdf", caption="Oak")).startswith("40×51 mm, scans from about 40 cm")


def test_a_png_has_the_exact_resolution() -> None:
    drawing = CODE.draw("png", size="40mm", caption="Oak table")
    per_metre = struct.unpack(">I", drawing[(at := drawing.index(b"pHYs") + 4) : at + 4])[0]
    picture = Image.open(io.BytesIO(drawing))
    assert picture.width % MODULES == 0
    assert picture.width / per_metre * 1000 == pytest.approx(40, abs=0.005)
