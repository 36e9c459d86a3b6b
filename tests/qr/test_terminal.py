"""Tests of codes in a terminal: its character cells (by pyte), and pictures with line gaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyte
import pytest
from PIL import Image, ImageDraw

from tests.conftest import read_qr
from tests.oracles.paper import by_zbar, by_zxing
from wa_link.errors import OptionError
from wa_link.qr import QrCode
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.render.style import Style
from wa_link.qr.render.terminal import draw_terminal

if TYPE_CHECKING:
    from pathlib import Path

LINKS = {
    "number": "https://wa.me/447911123456",
    "Arabic": "https://wa.me/966501234567?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7%21",
    "large": "https://wa.me/447911123456?text=" + "Hello%20there%20" * 8,
}
COLOURS = {"000000": True, "ffffff": False}
# For each character of a cell: whether its upper and its lower half have the foreground colour.
HALVES = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
CELL = 8, 16  # px
each_link = pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
each_quiet_zone = pytest.mark.parametrize("quiet_zone", [0, 1, 4])


def show(drawing: str, columns: int, lines: int) -> list[list[pyte.screens.Char]]:
    """Return the terminal cells that a drawing fills; check that it changes no other cells."""
    screen = pyte.Screen(columns + 3, lines + 2)
    pyte.Stream(screen).feed(drawing.replace("\n", "\r\n"))
    assert (screen.cursor.x, screen.cursor.y) == (0, lines)
    assert (screen.cursor.attrs.fg, screen.cursor.attrs.bg) == ("default", "default")
    for y in range(lines):
        after = screen.buffer[y][columns]
        assert (after.data, after.fg, after.bg) == (" ", "default", "default")
    return [[screen.buffer[y][x] for x in range(columns)] for y in range(lines)]


def read_rows(cells: list[list[pyte.screens.Char]], blocks: str) -> list[list[bool]]:
    """Return the modules that a terminal shows, row by row; True is dark."""
    if blocks == "full":
        assert {cell.data for line in cells for cell in line} == {" "}
        rows = [[COLOURS[cell.bg] for cell in line] for line in cells]
        assert all(row[::2] == row[1::2] for row in rows)
        return [row[::2] for row in rows]
    rows = [
        [COLOURS[cell.fg if HALVES[cell.data][half] else cell.bg] for cell in line]
        for line in cells
        for half in (0, 1)
    ]
    assert not any(rows.pop())  # a symbol has an odd number of rows
    return rows


@each_link
@each_quiet_zone
@pytest.mark.parametrize("blocks", ["half", "full"])
def test_a_terminal_shows_the_symbol_black_on_white(
    link: str, quiet_zone: int, blocks: str
) -> None:
    symbol = make_symbol(link)
    side = symbol.size + 2 * quiet_zone
    drawing = draw_terminal(symbol, Style(quiet_zone=quiet_zone), blocks)
    columns, lines = (2 * side, side) if blocks == "full" else (side, (side + 1) // 2)
    assert drawing.endswith("\n")
    assert {len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in drawing.splitlines()} == {columns}

    rows = read_rows(show(drawing, columns, lines), blocks)
    light = [False] * side
    middle = [[False] * quiet_zone + list(row) + [False] * quiet_zone for row in symbol.modules]
    assert rows == [light] * quiet_zone + middle + [light] * quiet_zone
    pixels = bytes(0 if dark else 255 for row in rows for dark in row)
    picture = Image.frombytes("L", (side, side), pixels)
    sheet = Image.new("L", (side * 5 + 80, side * 5 + 80), 255)
    sheet.paste(picture.resize((side * 5, side * 5), Image.Resampling.NEAREST), (40, 40))
    assert read_qr(sheet) == link


def photograph(cells: list[list[pyte.screens.Char]], gap: int, theme: str) -> Image.Image:
    """Return a picture of a terminal: backgrounds fill the gaps between lines; characters don't."""
    width, height = CELL
    picture = Image.new(
        "RGB", ((len(cells[0]) + 2) * width, (len(cells) + 2) * (height + gap)), theme
    )
    pen = ImageDraw.Draw(picture)
    for y, line in enumerate(cells, start=1):
        for x, cell in enumerate(line, start=1):
            left, top = x * width, y * (height + gap)
            box = (left, top, left + width - 1, top + height + gap - 1)
            pen.rectangle(box, fill=f"#{cell.bg}")
            for half, is_inked in enumerate(HALVES[cell.data]):
                if is_inked:
                    upper = top + gap // 2 + half * height // 2
                    box = (left, upper, left + width - 1, upper + height // 2 - 1)
                    pen.rectangle(box, fill=f"#{cell.fg}")
    return picture


@pytest.mark.parametrize("theme", ["black", "white"])
@pytest.mark.parametrize(
    ("blocks", "gap", "readers"),
    [("half", 0, 2), ("half", 3, 0), ("half", 6, 0),
     ("full", 0, 2), ("full", 1, 2), ("full", 3, 2), ("full", 6, 2)],
)  # fmt: skip
@each_link
def test_full_blocks_are_read_when_lines_have_gaps(
    link: str, blocks: str, gap: int, readers: int, theme: str, tmp_path: Path
) -> None:
    """With gaps of 1 to 6 px between lines of 16 px, `full` is always read; `half` rarely."""
    symbol = make_symbol(link)
    side = symbol.size + 8
    columns, lines = (2 * side, side) if blocks == "full" else (side, (side + 1) // 2)
    cells = show(draw_terminal(symbol, Style(), blocks), columns, lines)
    picture = photograph(cells, gap, theme)
    found = [by_zxing(picture) == [link], by_zbar(picture, tmp_path) == [link]]
    assert sum(found) == readers


def test_unknown_blocks_are_refused() -> None:
    with pytest.raises(OptionError, match=r'^Unknown blocks "quarter": use half or full\.$'):
        QrCode.of("https://wa.me/1").terminal(blocks="quarter")
