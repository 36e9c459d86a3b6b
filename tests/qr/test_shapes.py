"""Rounded and dotted modules: their paths, drawn by librsvg and poppler, read by zxing and zbar."""

from __future__ import annotations

import io
import re
import subprocess
import xml.etree.ElementTree as ET
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.conftest import program
from tests.oracles.least_modules import measure_shares
from tests.oracles.paper import by_zbar, by_zxing, on_paper, printed
from tests.oracles.symbols import mixed_texts
from tests.qr.test_draw import draw_by_typst
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.qr import QrCode
from wa_link.qr.encode.symbol import Symbol, make_symbol
from wa_link.qr.encode.tables import ErrorCorrection, get_alignment_positions
from wa_link.qr.preflight import (
    COMFORTABLE_MODULE_MM,
    LEAST_MODULE_MM,
    check_density,
    preflight_code,
)
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.png import draw_png
from wa_link.qr.render.shapes import Shape, draw_path, parse_shape
from wa_link.qr.render.style import Style
from wa_link.qr.render.svg import draw_code_svg, draw_svg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

URL = "https://wa.me/966501234567?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7%21"
ROUND = Shape.ROUNDED, Shape.DOTS
each_shape = pytest.mark.parametrize("shape", Shape)
each_round = pytest.mark.parametrize("shape", ROUND)
MAGENTA = (255, 0, 255)


def draw_by_librsvg(drawing: str | bytes, pixels: int) -> Image.Image:
    """Return a drawing by librsvg on white."""
    command = [program("rsvg-convert", "librsvg2-bin"), "-w", f"{pixels}", "-h", f"{pixels}"]
    content = drawing if isinstance(drawing, bytes) else drawing.encode()
    made = subprocess.run(command, input=content, capture_output=True, check=True)
    return on_paper(Image.open(io.BytesIO(made.stdout)))


def draw_modules(symbol: Symbol, style: Style, module: float) -> Image.Image:
    """Return a symbol as pixels; `module` is the side of a module in pixels."""
    return draw_by_librsvg(
        draw_code_svg(Artwork(symbol, style)), round(style.modules(symbol.size) * module)
    )


def make_pattern(pattern: list[str]) -> Symbol:
    """Return a pattern, `#` for dark, as if it were a symbol."""
    rows = tuple("".join("01"[char == "#"] for char in row) for row in pattern)
    return Symbol(1, ErrorCorrection.L, 0, rows)


def squares(sizes: st.SearchStrategy[int]) -> st.SearchStrategy[list[str]]:
    """Draw square patterns of one of the sizes."""
    return sizes.flatmap(
        lambda n: st.lists(st.text(".#", min_size=n, max_size=n), min_size=n, max_size=n)
    )


def get_grey(picture: Image.Image, x: float, y: float) -> int:
    """Return the grey of the pixel at a place."""
    value = picture.convert("L").getpixel((int(x), int(y)))
    assert isinstance(value, int)
    return value


@each_shape
@given(pattern=squares(st.integers(1, 9)))
@settings(max_examples=40, deadline=None)
def test_the_centre_of_each_module_is_as_dark_as_the_module(
    shape: Shape, pattern: list[str]
) -> None:
    symbol, module = make_pattern(pattern), 9
    picture = draw_modules(symbol, Style(quiet_zone=1, shape=shape), module).convert("L")
    for y, row in enumerate(symbol.rows, start=1):
        for x, dark in enumerate(row, start=1):
            box = (x * module, y * module, (x + 1) * module, (y + 1) * module)
            area = picture.crop(box)
            assert area.getpixel((4, 4)) == (0 if dark == "1" else 255)
            ink = 1 - sum(area.tobytes()) / 255 / module**2
            # An inner corner takes 1.3 % of a light module, a dot leaves 36 % of a dark one.
            assert ink > 0.6 if dark == "1" else ink < 0.06


@given(pattern=squares(st.integers(2, 9)))
@settings(max_examples=40, deadline=None)
def test_rounded_modules_join_their_neighbours_without_a_line(pattern: list[str]) -> None:
    symbol = make_pattern(pattern)
    for module in (9, 7.3, 4.7):  # edges between pixels show lines first
        picture = draw_modules(symbol, Style(quiet_zone=1, shape=Shape.ROUNDED), module)
        scale = picture.width / (symbol.size + 2)
        for y, row in enumerate(symbol.rows, start=1):
            for x, pair in enumerate(pairwise(row), start=1):
                if pair == ("1", "1"):
                    assert get_grey(picture, (x + 1) * scale, (y + 0.5) * scale) == 0
        for y, rows in enumerate(pairwise(symbol.rows), start=1):
            for x, pair in enumerate(zip(*rows, strict=True), start=1):
                if pair == ("1", "1"):
                    assert get_grey(picture, (x + 0.5) * scale, (y + 1) * scale) == 0


def test_rounded_areas_that_touch_at_a_corner_stay_apart() -> None:
    for pattern in (["#.", ".#"], [".#", "#."], ["#.#", ".#.", "#.#"]):
        picture = draw_modules(make_pattern(pattern), Style(quiet_zone=1, shape=Shape.ROUNDED), 20)
        assert get_grey(picture, 40, 40) > 200
        corners = [get_grey(picture, 40 + x, 40 + y) for x in (-2, 1) for y in (-2, 1)]
        assert min(corners) > 200  # both are as round there as anywhere


def test_all_dots_have_the_same_size() -> None:
    pattern = ["#" * 6] * 6
    picture = draw_modules(make_pattern(pattern), Style(quiet_zone=1, shape=Shape.DOTS), 20)
    boxes = [(20 * x, 20 * y, 20 * x + 20, 20 * y + 20) for x in range(1, 7) for y in range(1, 7)]
    assert len({picture.crop(box).tobytes() for box in boxes}) == 1
    bounds = picture.crop(boxes[0]).convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    assert bounds == (1, 1, 19, 19)


def measure_runs(picture: Image.Image, y: float) -> list[tuple[bool, int]]:
    """Return the lengths of dark and light runs along a line of pixels."""
    line = [get_grey(picture, x, y) < 128 for x in range(picture.width)]
    return [(dark, len([*each])) for dark, each in groupby(line)]


@each_shape
@pytest.mark.parametrize("version", [1, 2, 7, 14, 25])
def test_finder_and_alignment_patterns_keep_their_proportions(shape: Shape, version: int) -> None:
    made = (make_symbol("a" * length) for length in range(2, 1300, 3))
    symbol = next(each for each in made if each.version == version)
    picture = draw_modules(symbol, Style(shape=shape), 8)
    for line in (3.5, symbol.size - 3.5):
        found = measure_runs(picture, (4 + line) * 8)[:6]
        assert found == [(False, 32), (True, 8), (False, 8), (True, 24), (False, 8), (True, 8)]
    centres = get_alignment_positions(symbol.version)
    if not centres:
        return
    # The last one, which readers use: light, dark, light around its centre.
    last = centres[-1]
    left = (4 + last - 2) * 8
    row = picture.crop((left, 0, left + 40, picture.height))
    found = measure_runs(row, (4 + last + 0.5) * 8)
    assert found == [(True, 8), (False, 8), (True, 8), (False, 8), (True, 8)]


@each_round
def test_finders_are_squares_with_round_corners(shape: Shape) -> None:
    picture = draw_modules(make_symbol(URL), Style(quiet_zone=0, shape=shape), 20)
    for inset, corner in ((0, 0.3), (2, 0.2)):  # of the ring and of the square in it
        assert get_grey(picture, (inset + corner) * 20, (inset + corner) * 20) > 200
    for inset, inside in ((0, 1.0), (2, 0.4)):  # circles are light there
        assert get_grey(picture, (inset + inside) * 20, (inset + inside) * 20) == 0


@each_round
@given(data=mixed_texts(90), level=st.sampled_from("LMQH"), module=st.sampled_from([3, 4.3, 8, 21]))
@settings(max_examples=25, deadline=None)
def test_codes_of_every_shape_are_read(
    shape: Shape, data: str, level: str, module: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    picture = draw_modules(make_symbol(data, level), Style(shape=shape), module)
    folder = tmp_path_factory.mktemp("zbar")
    assert by_zxing(picture) == [data]
    assert by_zbar(picture, folder) == [data]


@each_round
@pytest.mark.parametrize("length", [10, 200, 700, 1200])
def test_large_symbols_are_read(shape: Shape, length: int, tmp_path: Path) -> None:
    link = "https://wa.me/447911123456?text=" + "chair%20" * (length // 8)
    picture = draw_modules(make_symbol(link), Style(shape=shape), 4)
    assert by_zxing(picture) == by_zbar(picture, tmp_path) == [link]


@each_round
@pytest.mark.parametrize(
    ("dark", "light"),
    [("navy", "#ffe"), ("075e54", "white"), ("#777", "white"), ("darkred", "transparent")],
)
def test_codes_of_every_shape_and_colour_are_read(
    shape: Shape, dark: str, light: str, tmp_path: Path
) -> None:
    drawing = QrCode.of(URL).draw("svg", size="30mm", dark=dark, light=light, style=str(shape))
    picture = printed(drawing, "svg", tmp_path, dpi=300)
    assert by_zxing(picture) == by_zbar(picture, tmp_path) == [URL]


@each_shape
@pytest.mark.parametrize("size", [(300, 300), (400, 100), (80, 300)], ids=str)
@pytest.mark.parametrize("words", [0, 6, 30])
def test_a_logo_leaves_every_style_readable(
    shape: Shape, size: tuple[int, int], words: int, tmp_path: Path
) -> None:
    link = "https://wa.me/447911123456?text=" + "chair%20" * words
    Image.new("RGB", size, MAGENTA).save(file := tmp_path / "logo.png")
    style = Style.of({"logo": file, "style": str(shape)})
    symbol = make_symbol(link, style.least_level("L"))
    assert symbol.error_correction is ErrorCorrection.H
    artwork = Artwork.of(symbol, style)
    drawing = draw_svg(artwork)
    picture = draw_by_librsvg(drawing, artwork.width * 6)
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == MAGENTA
    assert by_zxing(picture) == by_zbar(picture, tmp_path) == [link]
    # Older programs know the one, newer ones prefer the other.
    image = ET.fromstring(drawing)[-1]  # noqa: S314  (our own drawing)
    assert image.attrib["href"] == image.attrib["{http://www.w3.org/1999/xlink}href"]
    assert image.attrib["href"].startswith("data:image/png;base64,")
    # Nothing comes nearer to the logo than a quarter of a module.
    assert artwork.pad is not None
    bare = draw_by_librsvg(draw_code_svg(artwork), artwork.width * 6).convert("L")
    left, top = ((artwork.width - side + 0.5) * 3 for side in artwork.pad)
    box = (left, top, bare.width - left, bare.height - top)
    assert bare.crop(box).getextrema() == (255, 255)


@each_shape
def test_typst_and_librsvg_draw_the_same(shape: Shape) -> None:
    symbol = make_symbol(URL)
    drawing, pixels = draw_code_svg(Artwork(symbol, Style(shape=shape))), (symbol.size + 8) * 8
    theirs = draw_by_typst(drawing.encode(), pixels)
    both = draw_by_librsvg(drawing, pixels), on_paper(Image.open(io.BytesIO(theirs)))
    difference = ImageChops.difference(*both).convert("L")
    assert max(difference.tobytes()) < 64  # edges are smoothed


@each_round
def test_a_path_is_curves_and_straight_sides_and_compact(shape: Shape) -> None:
    symbol = make_symbol(URL)
    path = draw_path(symbol, 4, shape)
    number = r"-?(?:\d+(?:\.\d+)?|\.\d+)"
    pair = rf"{number} ?{number}"
    step = rf"[hv]{number}|c{pair}(?: ?{pair}){{2}}|s{pair} ?{pair}"
    assert re.fullmatch(rf"(?:[Mm]{pair}(?:{step})+z)+", path)
    assert len(path) < 22 * symbol.size**2
    assert "e" not in path
    assert path == draw_path(make_symbol(URL), 4, shape)


@each_round
def test_curves_need_svg_and_are_refused_in_whole_pixels(shape: Shape) -> None:
    artwork = Artwork(make_symbol(URL), Style(shape=shape))
    assert not artwork.style.is_square
    assert b"shape-rendering" not in draw_svg(artwork)
    with pytest.raises(
        OptionError, match=rf"^Modules of the style {shape} can't be drawn as .*SVG"
    ):
        draw_png(artwork)


@pytest.mark.parametrize("name", ["", "circle", "Dots", "round", "\x1b"])
def test_an_unknown_style_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match=r"^Unknown style .*: use square, rounded or dots\.$"):
        parse_shape(name)


@each_round
def test_labels_of_every_style_are_read_from_the_pdf(shape: Shape, tmp_path: Path) -> None:
    sheet = LabelSheet("L7160", style=str(shape))
    links = [f"https://wa.me/4479111234{number}" for number in range(10, 19)]
    for link in links:
        sheet.add(link, title="Oak table", caption="€120")
    sheet.save(file := tmp_path / "labels.pdf")
    sheet.close()
    picture = printed(file.read_bytes(), "pdf", tmp_path, dpi=300)
    assert by_zxing(picture) == by_zbar(picture, tmp_path) == sorted(links)


class TestSizes:
    """Modules that are not square must be larger on paper."""

    @pytest.mark.long
    @each_round
    @pytest.mark.parametrize("sizes", [LEAST_MODULE_MM, COMFORTABLE_MODULE_MM], ids=["least", "ok"])
    def test_poor_prints_are_read_as_often_as_those_of_squares(
        self, shape: Shape, sizes: dict[Shape, float]
    ) -> None:
        theirs = measure_shares(Shape.SQUARE, sizes[Shape.SQUARE], 120)
        for ours, square in zip(measure_shares(shape, sizes[shape], 120), theirs, strict=True):
            assert ours >= square - 0.06  # two standard deviations of a difference of pairs

    @each_round
    def test_smaller_modules_are_refused(self, shape: Shape) -> None:
        symbol = make_symbol(URL)
        modules = symbol.size + 8
        least = LEAST_MODULE_MM[shape]
        style = Style(size=modules * least, shape=shape)
        check_density(URL, symbol.version, style, ErrorCorrection.M)
        smaller = Style(size=modules * (least - 0.005), shape=shape)
        with pytest.raises(SymbolError) as raised:
            check_density(URL, symbol.version, smaller, ErrorCorrection.M)
        assert raised.value.reason is Reason.QR_TOO_DENSE
        assert f"and modules of the style {shape} need {least} mm: " in str(raised.value)
        assert 'use style="square", or print it at ' in str(raised.value)
        far = Style(size=modules * 0.2, shape=shape)
        with pytest.raises(SymbolError) as raised:
            check_density(URL, symbol.version, far, ErrorCorrection.M)
        assert "square" not in str(raised.value)

    @each_round
    def test_small_modules_are_noted(self, shape: Shape) -> None:
        symbol = make_symbol(URL)
        modules = symbol.size + 8
        comfortable = COMFORTABLE_MODULE_MM[shape]
        enough = Style(size=modules * comfortable, shape=shape)
        assert preflight_code(URL, symbol, enough, is_verified=True).hint == ""
        small = Style(size=modules * (comfortable - 0.005), shape=shape)
        hint = preflight_code(URL, symbol, small, is_verified=True).hint
        assert re.match(r"The modules are only 0\.4\d mm: print it at \d+ mm or larger", hint)


class TestCommandLine:
    @each_shape
    def test_qr_draws_the_style(self, wa_link: Tool, shape: Shape, tmp_path: Path) -> None:
        file = tmp_path / "code.svg"
        run = wa_link("qr", URL, "-o", str(file), "--style", str(shape), "--size", "30mm")
        assert run.code == 0
        drawing = file.read_bytes()
        assert bool(re.search(rb'd="[^"]*c', drawing)) == (shape is not Shape.SQUARE)
        picture = printed(drawing, "svg", tmp_path, dpi=300)
        assert by_zxing(picture) == by_zbar(picture, tmp_path) == [URL]

    def test_a_style_that_is_too_small_is_refused(self, wa_link: Tool, tmp_path: Path) -> None:
        side = (make_symbol(URL).size + 8) * 0.335
        file = tmp_path / "code.svg"
        run = wa_link("qr", URL, "-o", str(file), "--style", "dots", "--size", f"{side:.2f}mm")
        assert run.code == 3
        assert "use --style square, or print it at" in run.err
        assert not file.exists()
