"""Tests of the QR codes in pictures."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
import segno
from PIL import Image, ImageOps

import wa_link
from tests.check.documents import docx_of, pptx_of, read_entries, zip_of
from wa_link._support.child_work import CannotReadError
from wa_link.check.check_options import CheckOptions
from wa_link.check.child_process import pictures, pictures_in_documents
from wa_link.check.run import check_paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINK = "https://wa.me/+447911123456"
OTHER = "https://wa.me/966501234567?text=Hi"


def code(link: str = LINK, *, scale: int = 5, border: int = 4) -> Image.Image:
    """Return a code that another program drew."""
    segno.make(link).save(file := io.BytesIO(), kind="png", scale=scale, border=border)
    return Image.open(file).convert("L")


def save(picture: Image.Image, file_format: str = "PNG") -> bytes:
    picture.save(file := io.BytesIO(), format=file_format)
    return file.getvalue()


def with_transparency() -> Image.Image:
    """Return a code whose light modules are transparent."""
    grey = code()
    layer = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    layer.paste((7, 94, 84, 255), mask=ImageOps.invert(grey))
    return layer


def in_16_bits() -> Image.Image:
    """Return a grey code: a reader that cuts values off at 255 would see only white."""
    return code().convert("I").point(lambda value: value * 128 + 0x3000).convert("I;16")


def in_a_photo() -> Image.Image:
    """Return a rotated code on a dark ground."""
    photo = Image.new("RGB", (1200, 900), (90, 60, 30))
    photo.paste(code(scale=8).convert("RGB").rotate(30, expand=True, fillcolor="white"), (100, 60))
    return photo


PICTURES: dict[str, Callable[[], bytes]] = {
    "png": lambda: save(code()),
    "jpeg": lambda: save(code(), "JPEG"),
    "jpeg in CMYK": lambda: save(code().convert("CMYK"), "JPEG"),
    "webp": lambda: save(code(), "WEBP"),
    "gif": lambda: save(code(), "GIF"),
    "black and white": lambda: save(code().convert("1")),
    "16 bits": lambda: save(in_16_bits()),
    "transparent": lambda: save(with_transparency()),
    "light on dark": lambda: save(ImageOps.invert(code())),
    "one pixel for each module": lambda: save(code(scale=1)),
    "without a quiet zone": lambda: save(code(border=0)),
    "rotated, on a photo": lambda: save(in_a_photo(), "JPEG"),
}


@pytest.mark.parametrize("make", PICTURES.values(), ids=PICTURES)
def test_the_code_of_a_picture_is_found(make: Callable[[], bytes]) -> None:
    assert read_entries(make(), "picture") == [("QR code", LINK, "code")]


def test_several_codes_are_found() -> None:
    both = Image.new("L", (600, 300), 255)
    both.paste(code(), (0, 0))
    both.paste(code(OTHER), (300, 0))
    found = read_entries(save(both), "picture")
    assert sorted(found) == [("QR code", link, "code") for link in (LINK, OTHER)]


def test_a_code_that_wa_link_drew_is_found(tmp_path: Path) -> None:
    wa_link.chat_link("+966501234567", text="Hi").qr().save(path := tmp_path / "code.png")
    assert read_entries(path.read_bytes(), "picture") == [("QR code", OTHER, "code")]


@pytest.mark.parametrize("text", ["WIFI:S:a;;", "+447911123456", "Oak"])
def test_codes_without_links_are_left_out(text: str) -> None:
    assert read_entries(save(code(text)), "picture") == []


def test_a_picture_without_a_code_has_no_links() -> None:
    assert read_entries(save(Image.new("RGB", (1200, 30), "green")), "picture") == []


def png_head(width: int, height: int) -> bytes:
    """Return the beginning of a picture that claims a size."""
    head = b"IHDR" + struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">L", 13) + head + struct.pack(">L", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">L", 0) + b"IDAT" + bytes(4)


BAD = {
    "too many pixels": (lambda: png_head(100_000, 100_000), "has 10,000,000,000 pixels"),
    "half of a PNG": (lambda: save(code())[:200], "is damaged"),
    "half of a JPEG": (lambda: save(code(), "JPEG")[:900], "is damaged"),
    "the first bytes only": (lambda: b"\x89PNG\r\n\x1a\n", "is not a picture, or it is damaged"),
    "a TIFF": (lambda: save(code(), "TIFF"), "is not a picture, or it is damaged"),
}


@pytest.mark.parametrize(("make", "message"), BAD.values(), ids=BAD)
def test_bad_pictures_are_refused(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(CannotReadError, match=message):
        read_entries(make(), "picture")


def test_the_limit_of_pixels_is_that_of_our_own_pictures() -> None:
    assert pictures.MAX_PIXELS == 80_000_000


def odt_of(body: str, more: dict[str, str | bytes]) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    content = f'<office:document-content xmlns:office="{office}">{body}</office:document-content>'
    return zip_of({"content.xml": content, **more})


@pytest.mark.parametrize(
    ("make", "folder"),
    [
        (lambda more: docx_of("", more=more), "word/media"),
        (lambda more: pptx_of(["<p:sp/>"], more=more), "ppt/media"),
        (lambda more: odt_of("", more), "Pictures"),
    ],
    ids=["docx", "pptx", "odt"],
)
def test_codes_in_the_pictures_of_documents(
    make: Callable[[dict[str, str | bytes]], bytes], folder: str
) -> None:
    more: dict[str, str | bytes] = {
        f"{folder}/image1.png": save(code()),
        f"{folder}/image2.jpeg": save(code(OTHER), "JPEG"),
        f"{folder}/image3.png": save(Image.new("L", (40, 40), 255)),
        f"{folder}/image4.emf": b"\1\0\0\0 not a picture that is read",
        "docProps/thumbnail.png": save(code()),
    }
    assert read_entries(make(more), "office") == [
        ("picture image1.png, QR code", LINK, "code"),
        ("picture image2.jpeg, QR code", OTHER, "code"),
    ]


def test_codes_after_a_damaged_picture_are_found(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {
        "word/media/image1.png": save(code())[:100],
        "word/media/image2.png": save(code()),
    }
    (tmp_path / "a.docx").write_bytes(docx_of("", more=more))
    [result] = check_paths([str(tmp_path / "a.docx")], CheckOptions())
    assert [each.place for each in result.findings] == ["picture image2.png, QR code"]
    assert result.error.startswith("contains the picture image1.png, which is damaged.")


def test_without_the_extra_print_documents_have_no_pictures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures_in_documents, "find_spec", lambda _: None)
    data = docx_of("", more={"word/media/image1.png": save(code())})
    assert read_entries(data, "office") == []
