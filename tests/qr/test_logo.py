from __future__ import annotations

import io
import os
import re
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.conftest import posix, read_qr
from tests.oracles.paper import on_paper
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.printing.codes.folder import CodeFolder
from wa_link.qr import QrCode
from wa_link.qr.code import FORMATS
from wa_link.qr.render.logo import Logo, Pad

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

URL = "https://wa.me/966501234567?text=Is%20it%20still%20available%3F"
CODE = QrCode.of(URL, error_correction="H")
ORANGE = (255, 165, 0)


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    return Image.new("RGB", size, "orange").convert(mode)


def make_bomb(side: int = 60_000) -> bytes:
    """Return a PNG of 60 bytes whose header claims a picture of `side` × `side` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0"))


@pytest.mark.parametrize(
    ("file_format", "mode", "options"),
    [
        ("PNG", "RGB", {}), ("PNG", "RGBA", {}), ("PNG", "P", {}), ("PNG", "1", {}),
        ("PNG", "LA", {}), ("PNG", "I;16", {}), ("JPEG", "RGB", {}), ("JPEG", "CMYK", {}),
        ("JPEG", "L", {}), ("WEBP", "RGB", {}), ("WEBP", "RGBA", {"lossless": True}),
        ("PNG", "RGB", {"save_all": True, "append_images": [picture()]}),
        ("WEBP", "RGB", {"save_all": True, "append_images": [picture()]}),
    ],
    ids=lambda each: each if isinstance(each, str) else ("animated" if each else "still"),
)  # fmt: skip
def test_every_kind_of_picture_can_be_a_logo(
    file_format: str, mode: str, options: dict[str, object], tmp_path: Path
) -> None:
    file = tmp_path / "logo.bin"  # the format is detected from the content, not from the name
    source = picture("L").convert("I") if mode == "I;16" else picture()
    source.convert(mode).save(file, file_format, **options)
    logo = Logo.of(file)
    assert logo.aspect == 1.5
    drawn = Image.open(io.BytesIO(logo.picture))
    assert (drawn.mode, drawn.size) == ("RGBA", (60, 40))
    assert read_qr(CODE.draw("png", logo=file)) == URL


def test_a_photograph_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the picture is rotated by 90°
    picture().save(file := tmp_path / "logo.jpg", exif=exif)
    assert Logo.of(file).aspect == pytest.approx(40 / 60)
    assert b"Exif" not in Logo.of(file).picture


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "use a PNG, JPEG or WebP picture with at most 16 million pixels."),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "use a PNG, JPEG or WebP picture with at most 16 million pixels.",
        ),
        (b"GIF89a" + bytes(50), "use a PNG, JPEG or WebP picture with at most 16 million pixels."),
        (make_bomb(), "with at most 16 million pixels."),
        (make_bomb(5_000), "has 5,000×5,000 pixels, too many for a logo: make it "),
        (None, "can't be read as a picture ("),
    ],
    ids=["empty", "SVG", "GIF", "bomb", "smaller bomb", "cut short"],
)
def test_other_files_are_not_logos(content: bytes | None, message: str, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    if content is None:
        Image.effect_noise((100, 100), 90).save(file)
        content = file.read_bytes()[:2_000]
    file.write_bytes(content)
    with pytest.raises(OptionError) as raised:
        Logo.of(file)
    assert message in str(raised.value)


@posix("pipes and devices with a path")
def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (file := tmp_path / "logo.png").open("wb") as sparse:
        sparse.truncate(20_000_001)
    with pytest.raises(OptionError, match="is too large: the limit for a logo is 20 MB"):
        Logo.of(file)
    with pytest.raises(OptionError, match="can't be read: No such file"):
        Logo.of(tmp_path / "none.png")
    os.mkfifo(tmp_path / "pipe")
    for no_file in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(
            OptionError, match="a folder, a pipe or a device: give the path of a logo"
        ):
            Logo.of(no_file)


@pytest.mark.parametrize("aspect", [0.05, 0.5, 1, 1.5, 4, 20])
@pytest.mark.parametrize("size", range(21, 178, 4))
def test_a_pad_is_whole_modules_in_the_middle_and_covers_little(size: int, aspect: float) -> None:
    logo = Logo(b"", aspect)
    pad = logo.pad(size)
    assert (
        pad.width % 2 == pad.height % 2 == 1
    )  # the middle of a symbol is a module, so the pad has an odd size too
    assert pad.width * pad.height <= 0.05 * size * size
    assert max(pad) <= 0.4 * size
    width, height = logo.fit(pad)
    assert width == pytest.approx(pad.width - 1) or width < pad.width - 1
    assert height == pytest.approx(pad.height - 1) or height < pad.height - 1
    assert width / height == pytest.approx(aspect)


@pytest.mark.parametrize(
    ("area", "size", "pad"),
    [(5, 21, Pad(3, 3)), (5, 37, Pad(7, 7)), (5, 57, Pad(11, 11)), (2, 57, Pad(7, 7))],
)
def test_a_square_logo_gets_a_square_pad(area: float, size: int, pad: Pad) -> None:
    assert Logo(b"", 1, area).pad(size) == pad


@pytest.mark.parametrize("area", [5.1, 8, 100, 0, -1, float("nan")])
def test_a_logo_that_covers_more_is_refused(area: float, tmp_path: Path) -> None:
    picture().save(file := tmp_path / "logo.png")
    with pytest.raises(
        OptionError, match=r"The logo area must be more than 0 and at most 5 % of the code, not"
    ):
        CODE.draw("png", logo=file, logo_area=area)


def test_an_area_without_room_for_a_logo_is_refused() -> None:
    with pytest.raises(
        OptionError,
        match="1 % of a code of 21×21 modules is too little for a logo: use logo_area=5",
    ):
        Logo(b"", 1, 1).pad(21)


def test_a_logo_is_on_a_light_pad_in_the_middle(tmp_path: Path) -> None:
    picture(size=(50, 50)).save(file := tmp_path / "logo.png")
    image = on_paper(Image.open(io.BytesIO(CODE.draw("png", logo=file, module_size=8))))
    pad = Logo.of(file).pad(CODE.symbol.size)
    middle, half = image.width // 2, pad.width * 4
    assert image.getpixel((middle, middle)) == ORANGE
    edge = int(middle - half)
    around = {image.getpixel((edge + step, edge + 1)) for step in range(pad.width * 8)}
    assert around == {(255, 255, 255)}
    orange = sum(
        count
        for count, colour in image.getcolors(1 << 24) or []
        if isinstance(colour, tuple) and colour[0] > 250 and colour[2] < 40
    )
    assert orange == pytest.approx((pad.width - 1) ** 2 * 64, rel=0.05)


def test_a_logo_needs_level_h_which_a_batch_always_has(tmp_path: Path) -> None:
    picture().save(file := tmp_path / "logo.png")
    with pytest.raises(
        OptionError, match=r"A code with a logo needs error correction level H, not M"
    ):
        QrCode.of(URL).draw("png", logo=file)
    for level in (None, *"LMQH"):
        under_logo = CodeFolder(tmp_path, error_correction=level, logo=file)
        bare = CodeFolder(tmp_path, error_correction=level)
        assert (under_logo.options.level, bare.options.level) == ("H", level or "M")


@pytest.mark.parametrize("number", range(20))
def test_a_logo_on_a_lower_level_is_refused_for_any_link(number: int, tmp_path: Path) -> None:
    """Symbols made for Q are refused even if they have level H because there was room for it."""
    picture().save(file := tmp_path / "logo.png")
    link = "https://wa.me/966501234567?text=" + "x" * number
    with pytest.raises(OptionError, match=r'not Q, because .*: use error_correction="H"\.$'):
        QrCode.of(link, error_correction="Q").draw("svg", logo=file)
    assert QrCode.of(link, error_correction="H").draw("svg", logo=file)


def test_a_logo_that_cannot_be_seen_is_refused(tmp_path: Path) -> None:
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(file := tmp_path / "logo.png")
    with pytest.raises(OptionError, match="is fully transparent: use a logo that can be seen"):
        Logo.of(file)
    picture(size=(90, 10)).save(file)
    with pytest.raises(OptionError, match="its longer side can be at most 8 times"):
        Logo.of(file)


def test_a_logo_that_hides_too_much_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture().save(file := tmp_path / "logo.png")
    size = CODE.symbol.size
    monkeypatch.setattr(Logo, "pad", lambda *_: Pad(size // 2 | 1, size // 2 | 1))
    for file_format in FORMATS:
        with pytest.raises(SymbolError, match="use a smaller logo") as raised:
            CODE.save(tmp_path / f"code.{file_format}", logo=file)
        assert raised.value.reason is Reason.QR_UNREADABLE
        assert not (tmp_path / f"code.{file_format}").exists()


class TestCommandLine:
    def test_a_logo_takes_level_h(self, wa_link: Tool, tmp_path: Path) -> None:
        picture().save(file := tmp_path / "logo.png")
        run = wa_link("qr", URL, "-o", str(out := tmp_path / "code.png"), "--logo", str(file))
        assert run.code == 0
        assert run.err.endswith(" px, verified. Print it at 20 mm or larger.\n")
        assert read_qr(out.read_bytes()) == URL
        assert f"{10 * (CODE.symbol.size + 8)}×" in run.err

    @pytest.mark.parametrize("level", "LMQH")
    def test_any_least_level_is_raised_to_h(
        self, wa_link: Tool, tmp_path: Path, level: str
    ) -> None:
        picture().save(file := tmp_path / "logo.png")
        for out, options in (("a.svg", ["--error-correction", level]), ("b.svg", [])):
            run = wa_link("qr", URL, "-o", str(tmp_path / out), "--logo", str(file), *options)
            assert run.code == 0
        assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (
                "--logo {logo} --logo-area 8",
                "The logo area must be more than 0 and at most 5 % of the code, not 8 %",
            ),
            ("--logo-area 4", "--logo-area needs a logo: add --logo FILE."),
            ("--logo {bomb}", "with at most 16 million pixels"),
            ("--logo none.png", "does not exist"),
        ],
    )
    def test_wrong_logo_options_are_refused(
        self, wa_link: Tool, tmp_path: Path, options: str, message: str
    ) -> None:
        picture().save(logo := tmp_path / "logo.png")
        (bomb := tmp_path / "bomb.png").write_bytes(make_bomb())
        words = options.format(logo=logo, bomb=bomb).split()
        for arguments in (
            ["qr", URL, "-o", str(tmp_path / "code.png")],
            ["batch", "-", "--qr-dir", str(tmp_path / "codes"), "-o", str(tmp_path / "links.csv")],
            ["labels", "-", "--stock", "L7160", "-o", str(tmp_path / "labels.pdf")],
        ):
            run = wa_link(*arguments, *words, stdin=b"phone\n+447911123456\n")
            assert run.code == 2
            assert message in re.sub(r"\s+", " ", run.err)
            assert {each.name for each in tmp_path.iterdir()} == {"logo.png", "bomb.png"}
