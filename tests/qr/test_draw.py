from __future__ import annotations

import hashlib
import io
import math
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from typing import TYPE_CHECKING

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.conftest import program, read_qr
from wa_link.qr.encode.symbol import Symbol, make_symbol
from wa_link.qr.encode.tables import ErrorCorrection
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.png import draw_png
from wa_link.qr.render.style import Style
from wa_link.qr.render.svg import draw_svg

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

URL = "https://wa.me/966501234567?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7%21"
SYMBOLS = {
    "smallest": make_symbol("1", "L"),
    "link": make_symbol(URL),
    "large": make_symbol(URL * 6, "H"),
}
DATA = {"smallest": "1", "link": URL, "large": URL * 6}
STYLES = [
    Style(1, 0),
    Style(3, 1),
    Style(4, 4),
    Style(8, 2),
    Style(10, 4),
    Style(2, 40),
    Style(7, 0),
    Style(33, 3),
]
QUIET_ZONES = [0, 1, 4]

each_symbol = pytest.mark.parametrize("name", SYMBOLS)
each_style = pytest.mark.parametrize(
    "style", STYLES, ids=lambda style: f"{style.module_size}px-{style.quiet_zone}modules"
)


def draw_expected(symbol: Symbol, style: Style) -> Image.Image:
    """Return the picture of a code, drawn in a slow and simple way: module by module."""
    side = symbol.size + 2 * style.quiet_zone
    image = Image.new("1", (side * style.module_size,) * 2, 1)
    for y, row in enumerate(symbol.modules):
        for x, dark in enumerate(row):
            if dark:
                left = (x + style.quiet_zone) * style.module_size
                top = (y + style.quiet_zone) * style.module_size
                image.paste(0, (left, top, left + style.module_size, top + style.module_size))
    return image


def make_pattern(pattern: list[str]) -> Symbol:
    """Return a symbol with the modules of a pattern, in which `#` is dark."""
    rows = tuple("".join("01"[char == "#"] for char in row) for row in pattern)
    return Symbol(1, ErrorCorrection.L, 0, rows)


def add_quiet_zone(image: Image.Image) -> Image.Image:
    """Return the picture with a quiet zone around it, because readers need one."""
    sheet = Image.new("L", (image.width + 80, image.height + 80), 255)
    sheet.paste(image.convert("L"), (40, 40))
    return sheet


def draw_by_typst(drawing: bytes, pixels: int) -> bytes:
    source = f"#set page(width: {pixels}pt, height: {pixels}pt, margin: 0pt, fill: none)\n"
    source += '#image("code.svg", width: 100%)'
    files = {"main": source.encode(), "code.svg": drawing}
    picture: bytes = typst.compile(files, format="png", ppi=72)  # type: ignore[call-overload]  # its stubs know no files
    return picture


def draw_by_librsvg(drawing: bytes, pixels: int) -> bytes:
    command = [program("rsvg-convert", "librsvg2-bin"), f"--width={pixels}", f"--height={pixels}"]
    return subprocess.run(command, input=drawing, capture_output=True, check=True).stdout


each_renderer = pytest.mark.parametrize("render", [draw_by_typst, draw_by_librsvg])


@each_symbol
@each_style
def test_a_png_is_the_symbol_in_one_bit_a_pixel(name: str, style: Style) -> None:
    picture = draw_png(Artwork(SYMBOLS[name], style))
    side = (SYMBOLS[name].size + 2 * style.quiet_zone) * style.module_size
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    # IHDR: width, height, bits, and colour type 0, which is greyscale.
    assert struct.unpack(">4sIIBB", picture[12:26]) == (b"IHDR", side, side, 1, 0)
    image = Image.open(io.BytesIO(picture))
    assert (image.mode, image.size) == ("1", (side, side))
    assert image.tobytes() == draw_expected(SYMBOLS[name], style).tobytes()


@each_symbol
@each_style
def test_a_png_is_made_of_whole_chunks_and_scan_lines(name: str, style: Style) -> None:
    rest = draw_png(Artwork(SYMBOLS[name], style))[8:]
    chunks: list[tuple[bytes, bytes]] = []
    while rest:
        length = int.from_bytes(rest[:4])
        kind, data, check = struct.unpack(f">4s{length}sI", rest[4 : length + 12])
        assert check == zlib.crc32(kind + data)
        chunks.append((kind, data))
        rest = rest[length + 12 :]
    assert [kind for kind, _ in chunks] == [b"IHDR", b"tEXt", b"IDAT", b"IEND"]
    assert (len(chunks[0][1]), chunks[0][1][8:], chunks[3][1]) == (13, b"\1\0\0\0\0", b"")
    assert chunks[1][1] == b"Software\0wa-link"

    side = (SYMBOLS[name].size + 2 * style.quiet_zone) * style.module_size
    inflate = zlib.decompressobj()
    lines = inflate.decompress(chunks[2][1])
    assert (inflate.eof, inflate.unused_data) == (True, b"")
    assert len(lines) == side * (1 + -(-side // 8))
    assert set(lines[:: 1 + -(-side // 8)]) <= {0, 2}


@each_symbol
def test_a_png_takes_less_than_a_byte_a_module(name: str) -> None:
    symbol = SYMBOLS[name]
    assert len(draw_png(Artwork(symbol, Style()))) < 400 + symbol.size**2


@each_symbol
@each_style
def test_a_png_is_read_by_zxing(name: str, style: Style) -> None:
    image = Image.open(io.BytesIO(draw_png(Artwork(SYMBOLS[name], style))))
    larger = image.resize((image.width * 3, image.height * 3), Image.Resampling.NEAREST)
    assert read_qr(add_quiet_zone(larger if style.module_size == 1 else image)) == DATA[name]


@each_symbol
@pytest.mark.parametrize("quiet_zone", QUIET_ZONES)
def test_a_png_is_read_by_zbar(name: str, quiet_zone: int, tmp_path: Path) -> None:
    path = tmp_path / "code.png"
    path.write_bytes(draw_png(Artwork(SYMBOLS[name], Style(6, quiet_zone))))
    read = subprocess.run(
        [
            program("zbarimg", "zbar-tools"),
            "--quiet",
            "--raw",
            "-Sdisable",
            "-Sqrcode.enable",
            path,
        ],
        capture_output=True,
        check=True,
    ).stdout
    assert read.decode().removesuffix("\n") == DATA[name]


DRAW_ALL = """
import hashlib
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.png import draw_png
from wa_link.qr.render.svg import draw_svg
from wa_link.qr.render.style import Style
from wa_link.qr.encode.symbol import make_symbol
for writer in (draw_png, draw_svg):
    print(hashlib.sha256(writer(Artwork(make_symbol(%r), Style()))).hexdigest())
"""


def test_the_same_code_gives_the_same_bytes_in_every_process() -> None:
    artwork, again = (Artwork(symbol, Style()) for symbol in (SYMBOLS["link"], make_symbol(URL)))
    here = [hashlib.sha256(draw(artwork)).hexdigest() for draw in (draw_png, draw_svg)]
    assert here == [hashlib.sha256(draw(again)).hexdigest() for draw in (draw_png, draw_svg)]
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", DRAW_ALL % URL],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert there.split() == here


@each_symbol
@each_style
def test_an_svg_is_one_path_on_a_white_background(name: str, style: Style) -> None:
    drawing = draw_svg(Artwork(SYMBOLS[name], style))
    assert drawing.isascii()
    root = ET.fromstring(drawing)  # noqa: S314  (our own drawing)
    side = SYMBOLS[name].size + 2 * style.quiet_zone
    pixels = str(side * style.module_size)
    namespace = "{http://www.w3.org/2000/svg}"
    assert [element.tag for element in root.iter()] == [
        f"{namespace}{tag}" for tag in ("svg", "metadata", "rect", "path")
    ]
    assert root.attrib == {
        "width": pixels,
        "height": pixels,
        "viewBox": f"0 0 {side} {side}",
        "shape-rendering": "crispEdges",
    }
    assert root[1].attrib == {"width": str(side), "height": str(side), "fill": "#fff"}
    assert set(root[2].attrib) == {"fill-rule", "d"}


@each_symbol
@pytest.mark.parametrize("quiet_zone", QUIET_ZONES)
def test_the_path_of_an_svg_has_no_needless_step(name: str, quiet_zone: int) -> None:
    path = ET.fromstring(draw_svg(Artwork(SYMBOLS[name], Style(1, quiet_zone))))[2].attrib["d"]  # noqa: S314
    loops = path.removesuffix("z").split("z")
    for loop in loops:
        assert re.fullmatch(r"M\d+ \d+(h-?[1-9]\d*v-?[1-9]\d*)+(h-?[1-9]\d*)?|"
                            r"M\d+ \d+(v-?[1-9]\d*h-?[1-9]\d*)+(v-?[1-9]\d*)?", loop)  # fmt: skip
        across, down = (sum(map(int, re.findall(rf"{way}(-?\d+)", loop))) for way in "hv")
        assert (across == 0) != (down == 0)  # the command that closes the loop draws its last side
    assert len(set(loops)) == len(loops)


@each_symbol
@each_renderer
@pytest.mark.parametrize("quiet_zone", QUIET_ZONES)
def test_an_svg_covers_exactly_the_dark_modules(
    name: str, quiet_zone: int, render: Callable[[bytes, int], bytes]
) -> None:
    style = Style(4, quiet_zone)
    symbol = SYMBOLS[name]
    pixels = (symbol.size + 2 * quiet_zone) * style.module_size
    picture = render(draw_svg(Artwork(symbol, style)), pixels)
    image = Image.open(io.BytesIO(picture))
    assert image.size == (pixels, pixels)
    ground = Image.new("RGBA", image.size, "red")  # red would show in gaps between the modules
    ground.alpha_composite(image.convert("RGBA"))
    assert ground.convert("RGB").tobytes() == draw_expected(symbol, style).convert("RGB").tobytes()
    assert read_qr(add_quiet_zone(ground)) == DATA[name]


@each_renderer
@pytest.mark.parametrize("pixels", [211, 333, 1000])
def test_an_svg_is_read_at_sizes_that_divide_no_module(
    render: Callable[[bytes, int], bytes], pixels: int
) -> None:
    picture = render(draw_svg(Artwork(SYMBOLS["link"], Style())), pixels)
    assert read_qr(picture) == URL


def test_areas_that_touch_and_holes_are_drawn_exactly() -> None:
    patterns = ["#.#.#", ".###.", "##.##", ".###.", "#.#.#"], ["#.#", ".#.", "#.#"], ["..", ".#"]
    for pattern in patterns:
        symbol = make_pattern(pattern)
        style = Style(4, 1)
        drawn = draw_by_typst(draw_svg(Artwork(symbol, style)), (symbol.size + 2) * 4)
        image = Image.open(io.BytesIO(drawn)).convert("1", dither=Image.Dither.NONE)
        assert image.tobytes() == draw_expected(symbol, style).tobytes()


def fill_path(path: str, size: int) -> list[str]:
    """Return rows with `#` for each module that a path fills by the even-odd rule of SVG.

    Such a module has an odd number of vertical sides on its left.
    """
    crossings = [[0] * (size + 1) for _ in range(size)]
    for loop in path.removesuffix("z").split("z") if path else []:
        x, y = map(int, re.findall(r"\d+", loop.partition("h")[0]))
        start = y
        for way, length in re.findall(r"([hv])(-?\d+)", loop):
            end = y + int(length) if way == "v" else y
            for row in range(min(y, end), max(y, end)):
                crossings[row][x] += 1
            x, y = (x + int(length), y) if way == "h" else (x, end)
        for row in range(min(y, start), max(y, start)):
            crossings[row][x] += 1
    return [
        "".join(".#"[sum(row[: column + 1]) % 2] for column in range(size)) for row in crossings
    ]


@given(
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.text(".#", min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_all_dark_modules_are_enclosed(pattern: list[str]) -> None:
    path = ET.fromstring(draw_svg(Artwork(make_pattern(pattern), Style(1, 0))))[2].attrib["d"]  # noqa: S314
    assert fill_path(path, len(pattern)) == pattern


@given(st.integers(1, 30), st.integers(1, 12), st.integers(0, 9), st.randoms())
def test_all_dark_modules_are_black(
    size: int, module_size: int, quiet_zone: int, draw: random.Random
) -> None:
    symbol = make_pattern(["".join(draw.choices(".#", k=size)) for _ in range(size)])
    style = Style(module_size, quiet_zone)
    image = Image.open(io.BytesIO(draw_png(Artwork(symbol, style))))
    assert image.tobytes() == draw_expected(symbol, style).tobytes()


@each_renderer
@pytest.mark.parametrize("pixels", [97, 211, 333])
def test_no_line_shows_between_dark_modules(
    render: Callable[[bytes, int], bytes], pixels: int
) -> None:
    drawing = draw_svg(Artwork(make_pattern(["#" * 9] * 9), Style(1, 1)))
    for smooth in (drawing, drawing.replace(b' shape-rendering="crispEdges"', b"")):
        image = Image.open(io.BytesIO(render(smooth, pixels))).convert("L")
        edge = math.ceil(pixels / 11)
        inside = image.crop((edge, edge, image.width - edge, image.height - edge))
        assert inside.getextrema() == (0, 0)
