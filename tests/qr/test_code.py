from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.conftest import read_qr
from wa_link.cli.options import card_options
from wa_link.errors import OptionError, SymbolError
from wa_link.qr import ErrorCorrection, QrCode, Style
from wa_link.qr.code import FORMATS, detect_format
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.png import draw_png
from wa_link.qr.render.svg import draw_svg
from wa_link.qr.render.terminal import draw_terminal

if TYPE_CHECKING:
    from wa_link.qr.render.style_keywords import Styling

URL = "https://wa.me/447911123456?text=Hi%21"
CODE = QrCode.of(URL)


@pytest.mark.parametrize("level", [*"LMQH", *ErrorCorrection])
def test_a_code_is_the_symbol_of_its_data(level: str) -> None:
    code = QrCode.of(URL, error_correction=level)
    assert (code.data, code.symbol) == (URL, make_symbol(URL, level))


def test_the_default_level_is_m() -> None:
    assert CODE.symbol.error_correction is ErrorCorrection.M


def test_data_that_does_not_fit_is_refused() -> None:
    with pytest.raises(SymbolError):
        QrCode.of("a" * 2332)


@pytest.mark.parametrize(
    ("sizes", "style"),
    [
        ({}, Style()),
        ({"module_size": 3}, Style(3)),
        ({"quiet_zone": 0}, Style(quiet_zone=0)),
        ({"module_size": 1, "quiet_zone": 7}, Style(1, 7)),
    ],
)
def test_sizes_reach_the_drawing(sizes: Styling, style: Style) -> None:
    assert CODE.draw("png", **sizes) == draw_png(Artwork(CODE.symbol, style))
    assert CODE.draw("svg", **sizes) == draw_svg(Artwork(CODE.symbol, style))


def test_the_quiet_zone_reaches_the_terminal() -> None:
    assert CODE.terminal() == draw_terminal(CODE.symbol, Style())
    assert CODE.terminal(quiet_zone=1) == draw_terminal(CODE.symbol, Style(quiet_zone=1))


@pytest.mark.parametrize(("module_size", "quiet_zone"), [(0, 4), (101, 4), (10, -1), (10, 41)])
@pytest.mark.parametrize("file_format", ["png", "svg"])
def test_a_size_out_of_its_range_saves_nothing(
    tmp_path: Path, file_format: str, module_size: int, quiet_zone: int
) -> None:
    with pytest.raises(OptionError, match=r"^The (module size|quiet zone) must be "):
        CODE.save(tmp_path / f"code.{file_format}", module_size=module_size, quiet_zone=quiet_zone)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("quiet_zone", [-1, 41])
def test_a_terminal_has_the_same_ranges(quiet_zone: int) -> None:
    with pytest.raises(OptionError, match=r"^The quiet zone must be 0 to 40 modules"):
        CODE.terminal(quiet_zone=quiet_zone)


@pytest.mark.parametrize("file_format", ["", "PNG", "gif", "\x1b[2J"])
def test_an_unknown_format_is_refused(file_format: str) -> None:
    with pytest.raises(OptionError, match=r"^Unknown format .*: use png, svg or pdf\.$") as caught:
        CODE.draw(file_format)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("path", "file_format"),
    [
        ("code.png", "png"),
        ("code.svg", "svg"),
        ("CODE.PNG", "png"),
        ("a.svg.png", "png"),
        (Path("folder.png") / "code.Svg", "svg"),
    ],
)
def test_the_extension_decides_the_format(path: str | Path, file_format: str) -> None:
    assert detect_format(path) == file_format


@pytest.mark.parametrize(
    "path", ["code", "code.jpg", ".png", "code.png.", "folder.png/code", "", "-"]
)
def test_an_unknown_extension_is_refused(path: str) -> None:
    with pytest.raises(OptionError) as caught:
        detect_format(path)
    assert str(caught.value).endswith(": use .png, .svg or .pdf.") or (
        str(caught.value) == f'"{path}" has no extension: add .png, .svg or .pdf.'
    )


@pytest.mark.parametrize("name", ["code.png", "CODE.PNG"])
def test_a_picture_is_saved(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    CODE.save(path)
    assert path.read_bytes() == CODE.draw("png")
    with Image.open(path) as image:
        assert read_qr(image) == URL
    CODE.save(str(path), module_size=2, quiet_zone=1)
    assert path.read_bytes() == CODE.draw("png", module_size=2, quiet_zone=1)
    assert list(tmp_path.iterdir()) == [path]


def test_a_given_format_overrides_the_extension(tmp_path: Path) -> None:
    CODE.save(tmp_path / "code.png", file_format="svg")
    CODE.save(tmp_path / "code", file_format="png")
    assert (tmp_path / "code.png").read_bytes() == CODE.draw("svg")
    assert (tmp_path / "code").read_bytes() == CODE.draw("png")


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="does not exist"):
        CODE.save(tmp_path / "none" / "code.png")
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_knows_all_formats() -> None:
    assert card_options.FORMATS == FORMATS
