"""Tests of codes on paper: their sizes in each format, and whether other programs read them."""

from __future__ import annotations

import importlib.util
import io
import re
import struct
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.conftest import read_qr
from tests.oracles.paper import MM_PER_INCH, by_zbar, by_zxing, inked, mm, printed
from wa_link.errors import OptionError
from wa_link.qr import QrCode, readback
from wa_link.qr.render.colours import WHITE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

URL = "https://wa.me/966501234567?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7%21"
FORMATS = ("png", "svg", "pdf")
each_format = pytest.mark.parametrize("file_format", FORMATS)


@pytest.mark.long(daily=8)
@each_format
@pytest.mark.parametrize("size", ["40mm", "1.5in", "20mm", "123.4mm"])
@pytest.mark.parametrize("quiet_zone", [4, 0])
def test_a_code_is_printed_at_its_size(
    file_format: str, size: str, quiet_zone: int, tmp_path: Path
) -> None:
    side = {"40mm": 40.0, "1.5in": 38.1, "20mm": 20.0, "123.4mm": 123.4}[size]
    code = QrCode.of(URL)
    drawing = code.draw(file_format, size=size, quiet_zone=quiet_zone)
    picture = printed(drawing, file_format, tmp_path)
    assert mm(picture.width) == pytest.approx(side, abs=0.1)
    assert mm(picture.height) == pytest.approx(side, abs=0.1)
    dark = inked(picture)
    assert dark is not None
    module = side / (code.symbol.size + 2 * quiet_zone)
    left, top, right, bottom = dark
    assert (left, top) == pytest.approx((quiet_zone * module,) * 2, abs=0.1)
    assert (right - left, bottom - top) == pytest.approx((code.symbol.size * module,) * 2, abs=0.1)


@pytest.mark.long(daily=6)
@each_format
@pytest.mark.parametrize(
    ("dark", "light"),
    [("black", "white"), ("navy", "#ffe"), ("#075e54", "white"), ("#777", "white"),
     ("darkred", "transparent"), ("black", "#7f7f7f")],
)  # fmt: skip
def test_every_reader_reads_every_colour(
    file_format: str, dark: str, light: str, tmp_path: Path
) -> None:
    drawing = QrCode.of(URL).draw(file_format, size="30mm", dark=dark, light=light)
    picture = printed(drawing, file_format, tmp_path)
    assert by_zxing(picture) == by_zbar(picture, tmp_path) == [URL]
    ground = picture.getpixel((2, 2))
    assert ground == (
        WHITE if light == "transparent" else Image.new("RGB", (1, 1), light).getpixel((0, 0))
    )
    assert Image.new("RGB", (1, 1), dark).getpixel((0, 0)) in {
        colour for _, colour in picture.getcolors(1 << 24) or []
    }


@pytest.mark.parametrize(("dpi", "pixels"), [(300, 12), (600, 23), (1200, 46), (72, 3)])
def test_a_png_has_whole_pixels_nearest_to_the_resolution(dpi: int, pixels: int) -> None:
    code = QrCode.of("https://wa.me/447911123456?text=Is%20it%20still%20available%3F")
    drawing = code.draw("png", size="40mm", dpi=dpi)
    side = code.symbol.size + 8
    picture = Image.open(io.BytesIO(drawing))
    assert picture.width == side * pixels
    recorded = struct.unpack(">I", drawing[(at := drawing.index(b"pHYs") + 4) : at + 4])[0]
    assert picture.width / recorded * 1000 == pytest.approx(40, abs=0.005)


def test_a_png_without_a_size_has_no_resolution() -> None:
    drawing = QrCode.of(URL).draw("png")
    assert b"pHYs" not in drawing
    assert b"PLTE" not in drawing
    assert Image.open(io.BytesIO(drawing)).mode == "1"


@pytest.mark.parametrize("file_format", ["png", "svg"])
def test_without_a_reader_codes_are_drawn_but_not_verified(
    file_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readback, "find_spec", lambda _: None)
    assert "px, not verified." in str(QrCode.of(URL).proof(file_format))


@pytest.mark.parametrize("file_format", ["png", "svg", "pdf"])
def test_a_logo_needs_a_reader(
    file_format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (80, 80), "red").save(logo := tmp_path / "logo.png")
    code = QrCode.of(URL, error_correction="H")
    assert "verified" in str(code.proof(file_format, logo=str(logo)))
    monkeypatch.setattr(readback, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    what = r'^Checking that codes can be scanned needs .*: run pip install "wa-link\[print\]"$'
    with pytest.raises(OptionError, match=what):
        code.save(tmp_path / f"code.{file_format}", logo=str(logo))


def test_hide_number_is_refused_on_a_bare_code(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("qr", "+44 7911 123456", "--hide-number", "-o", str(tmp_path / "code.png"))
    assert run.code == 2
    assert "--hide-number has no effect on a code without texts: add --title TEXT" in run.err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("library", ["typst", "pymupdf_fonts", "pikepdf"])
def test_a_missing_library_is_an_error_with_its_extra(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == library else whole(name)
    )
    for file_format, styling in (("pdf", {}), ("png", {"title": "Oak"}), ("svg", {"title": "Oak"})):
        with pytest.raises(
            OptionError, match=r'is not installed: run pip install "wa-link\[print\]"'
        ):
            QrCode.of(URL).draw(file_format, **styling)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("styling", "message"),
    [
        ({"size": "40"}, '"40" is not a length'),
        ({"size": "4mm"}, "The size of a code must be 5 to 2000 mm, not 4 mm."),
        ({"size": "3m"}, "is not a length"),
        ({"size": "40mm", "module_size": 4}, "Give the size of the code or the size of a module"),
        ({"size": "40mm", "dpi": 71}, "The resolution must be 72 to 4800 dots per inch, not 71."),
        ({"dark": "yellow"}, "use dark="),
        ({"dark": "white", "light": "black"}, "swap the two"),
        ({"dark": "transparent"}, "Unknown colour"),
    ],
)  # fmt: skip
def test_a_style_that_cannot_be_used_is_refused(styling: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        QrCode.of(URL).draw("png", **styling)  # type: ignore[arg-type]  # by name


class TestCommandLine:
    @each_format
    def test_qr_prints_the_facts(self, wa_link: Tool, tmp_path: Path, file_format: str) -> None:
        file = tmp_path / f"code.{file_format}"
        run = wa_link("qr", "+44 7911 123456", "-t", "Is the oak table still available?",
                      "-o", str(file), "--size", "40mm")  # fmt: skip
        assert (run.code, run.out) == (0, "")
        assert run.err == f"Saved {file}: 40×40 mm, scans from about 40 cm, verified.\n"
        assert file.stat().st_size

    @pytest.mark.parametrize(
        ("options", "code", "message"),
        [
            ("--size 12mm", 3, "printers need 0.33 mm: print the code at 15 mm"),
            ("--size 40", 2, '"40" is not a length'),
            ("--dark #25d366", 2, 'use --dark "#1a9247"'),
            ("--dark white --light black", 2, "swap the two"),
            ("--dpi 600", 2, "--dpi needs a size on paper: add --size 40mm."),
            ("--size 40mm --module-size 4", 2, "--module-size and --size both set"),
        ],
    )
    def test_qr_refuses_what_cannot_be_printed(
        self, wa_link: Tool, tmp_path: Path, options: str, code: int, message: str
    ) -> None:
        run = wa_link("qr", "+44 7911 123456", "-t", "Is the oak table still available?",
                      "-o", str(tmp_path / "code.png"), *options.split())  # fmt: skip
        assert run.code == code
        assert message in run.err
        assert list(tmp_path.iterdir()) == []

    def test_small_modules_are_noted(self, wa_link: Tool, tmp_path: Path) -> None:
        run = wa_link("qr", "+44 7911 123456", "-t", "Is the oak table still available?",
                      "-o", str(tmp_path / "code.png"), "--size", "16mm")  # fmt: skip
        assert run.code == 0
        way_out = "print the code at 18 mm or larger, or shorten the text by 23 characters."
        note = f"Note: The modules are only 0.36 mm wide: {way_out}"
        assert run.err.splitlines()[1:] == [note]

    @pytest.mark.parametrize("unique", [[], ["--unique"]], ids=["", "unique"])
    def test_a_batch_rejects_the_row_of_a_too_large_picture(
        self, wa_link: Tool, tmp_path: Path, unique: list[str]
    ) -> None:
        sheet = b"phone,text\n+447911123456,Hi\n+447911123457," + b"long " * 300 + b"\n"
        run = wa_link("batch", "-", "--text-column", "text", "--qr-dir", str(tmp_path / "codes"),
                      "--module-size", "100", "-q", *unique, stdin=sheet)  # fmt: skip
        assert run.code == 3
        first, second = (line.split(",") for line in run.out.splitlines()[1:])
        assert first[4] == "accepted"
        assert second[4:6] == ["rejected", "qr_too_large"]
        assert len([*(tmp_path / "codes").iterdir()]) == 1

    def test_a_batch_rejects_the_row_of_a_too_dense_code(
        self, wa_link: Tool, tmp_path: Path
    ) -> None:
        sheet = b"phone,text\n+447911123456,Hi\n+447911123457," + b"long " * 60 + b"\n"
        run = wa_link("batch", "-", "--text-column", "text", "--qr-dir", str(tmp_path / "codes"),
                      "--size", "15mm", "-q", stdin=sheet)  # fmt: skip
        assert run.code == 3
        first, second = (line.split(",") for line in run.out.splitlines()[1:])
        assert first[4] == "accepted"
        assert second[4:6] == ["rejected", "qr_too_dense"]
        (code,) = (tmp_path / "codes").iterdir()
        picture = Image.open(code)
        assert picture.width / picture.info["dpi"][0] * MM_PER_INCH == pytest.approx(15, abs=0.01)
        assert read_qr(picture) == "https://wa.me/447911123456?text=Hi"
