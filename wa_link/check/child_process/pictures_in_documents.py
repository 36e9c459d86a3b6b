"""Find the QR codes in the pictures of Office and OpenDocument files."""

from __future__ import annotations

from importlib.util import find_spec
from posixpath import basename

from wa_link._support.child_work import CannotReadError
from wa_link.check.child_process.entries import shorten_name
from wa_link.check.child_process.picture_start import PICTURE_START
from wa_link.check.child_process.pictures import (
    find_codes,
    make_code_entries,
    open_picture,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.check.child_process.entries import Entry
    from wa_link.sheets.workbook.child_process.zip_guard import Parts

_THUMBNAIL_FOLDERS = ("docprops/", "thumbnails/")  # pictures of the first page


def find_pictures(parts: Parts) -> list[str]:
    """Return the paths of the pictures in a document; none without the extra `print`."""
    if not all(map(find_spec, ("PIL", "zxingcpp"))):
        return []
    return [
        path
        for path in sorted(parts.sizes)
        if not path.endswith((".xml", ".rels"))
        and not path.startswith(_THUMBNAIL_FOLDERS)
        and PICTURE_START.match(next(parts.chunks(path), b""))
    ]


def read_pictures(parts: Parts, paths: list[str]) -> Iterator[Entry | None]:
    """Yield the entries of the QR codes in these pictures, and None after each picture.

    Raises:
        CannotReadError: a picture is damaged, or has too many pixels. The entries of all other
            pictures are yielded first.
    """
    fault = ""
    for path in paths:
        name = f"picture {shorten_name(basename(path))}"
        try:
            picture = open_picture(b"".join(parts.chunks(path)))
        except CannotReadError as error:
            fault = fault or f"contains the {name}, which {error}"
        else:
            yield from make_code_entries(f"{name}, QR code", find_codes(picture))
        yield None
    if fault:
        raise CannotReadError(fault)
