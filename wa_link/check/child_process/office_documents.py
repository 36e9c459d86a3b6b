"""Find the links of Office and OpenDocument files: .docx, .xlsx, .pptx, .odt, .ods and .odp."""

from __future__ import annotations

import re
from posixpath import basename

from wa_link._support.child_work import CannotReadError, limit_memory
from wa_link.check.child_process.entries import shorten_name
from wa_link.check.child_process.excel_cells import read_shared_texts, read_worksheet
from wa_link.check.child_process.messages import OFFICE
from wa_link.check.child_process.ooxml_parts import Relations, parse_part, read_paragraphs
from wa_link.check.child_process.open_documents import CONTENT, read_open_document
from wa_link.check.child_process.pictures import MEMORY
from wa_link.check.child_process.pictures_in_documents import find_pictures, read_pictures
from wa_link.sheets.workbook.child_process.unpacking_limits import (
    BASE_MEMORY,
    BASE_SECONDS,
    BYTES_PER_SECOND,
    MAX_MEMORY,
    MEMORY_PER_BYTE,
)
from wa_link.sheets.workbook.child_process.xml_parser import local_name
from wa_link.sheets.workbook.child_process.zip_guard import Parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.check.child_process.entries import Entry

_ZIP = b"PK"
_MANIFEST, _ENCRYPTED = "META-INF/manifest.xml", b":encryption-data"
_NOT_ONE = "is not a document of an office program, or it is damaged."
# Parts of a .docx by the beginnings of their names; the places of other parts are their paths.
_WORD_PLACES = {
    "header": "page header",
    "footer": "page footer",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}
# A slide refers to its layout, and several slides refer to the same one.
_SHARED_KINDS = {"slideLayout": "slide layout", "slideMaster": "slide master"}


class Office:
    """An Office or OpenDocument file.

    Attributes:
        seconds: limit of the time to read one batch of entries, in seconds.
    """

    def __init__(self, data: bytes) -> None:
        """Open the file whose content is `data`, and limit the memory of this process.

        Raises:
            CannotReadError: the file is not such a document, or is damaged, encrypted or too large.
        """
        if "EncryptedPackage".encode("utf-16-le") in data and not data.startswith(_ZIP):
            raise CannotReadError(OFFICE.protected)
        if not data.startswith(_ZIP):
            raise CannotReadError(f"{_NOT_ONE} {OFFICE.save_again}")
        self._parts = Parts(data, OFFICE)
        size = sum(
            size for path, size in self._parts.sizes.items() if path.endswith((".xml", ".rels"))
        )
        self._pictures = find_pictures(self._parts)
        base = MEMORY if self._pictures else BASE_MEMORY
        limit_memory(min(base + 2 * len(data) + MEMORY_PER_BYTE * size, MAX_MEMORY))
        self.seconds = BASE_SECONDS + size // BYTES_PER_SECOND

    def read_entries(self) -> Iterator[Entry | None]:
        """Yield the entries of all links, in the order of the document; then those of its pictures.

        Raises:
            CannotReadError: the file is damaged, or is not such a document.
        """
        yield from self._read_texts()
        yield None
        yield from read_pictures(self._parts, self._pictures)

    def _read_texts(self) -> Iterator[Entry]:
        """Yield the entries of hyperlinks and texts.

        Raises:
            CannotReadError: the file is damaged, or is not such a document.
        """
        if any(_ENCRYPTED in chunk for chunk in self._parts.chunks(_MANIFEST)):
            raise CannotReadError(OFFICE.protected)
        if CONTENT in self._parts:
            yield from read_open_document(self._parts)
            return
        main = next(
            (
                path
                for kind, path in Relations(self._parts, "").parts.values()
                if kind == "officeDocument"
            ),
            "",
        )
        readers = {"word": _read_word, "ppt": _read_slides, "xl": _read_workbook}
        reader = readers.get(main.partition("/")[0].lower())
        if reader is None or main not in self._parts:
            raise CannotReadError(f"{_NOT_ONE} {OFFICE.save_again}")
        yield from reader(self._parts, main)


def _read_word(parts: Parts, main: str) -> Iterator[Entry]:
    """Yield the entries of a .docx; `main` is the path of its main part."""
    yield from read_paragraphs(parts, main, "document", has_numbers=True)
    for path in sorted(parts.sizes):
        if path != main.lower() and re.fullmatch(r"word/.*\.xml", path):
            name = re.sub(r"\d*\.xml$", "", basename(path))
            place = _WORD_PLACES.get(name, f"part {path}")
            yield from read_paragraphs(parts, path, place)


def _read_slides(parts: Parts, main: str) -> Iterator[Entry]:
    """Yield the entries of a .pptx; `main` is the path of its main part."""
    relations = Relations(parts, main)
    slides: list[str] = []

    def see(tag: str, attributes: dict[str, str]) -> None:
        """Keep the path of a slide: `sldId` has the number `id`, and the relationship `r:id`."""
        if local_name(tag) == "sldId":
            for key, value in attributes.items():
                if key != "id" and local_name(key) == "id" and value in relations.parts:
                    slides.append(relations.parts[value][1])

    parse_part(parts, parts.chunks(main), see)
    seen = {main.lower()}
    for number, path in enumerate(slides, start=1):
        yield from _read_with_related(parts, path, f"slide {number}", seen)
    for path in sorted(parts.sizes):
        if re.fullmatch(r"ppt/(?:slides|slidelayouts|slidemasters|notesslides)/[^/]*\.xml", path):
            kind = next(
                (words for name, words in _SHARED_KINDS.items() if name.lower() in path),
                f"part {path}",
            )
            yield from _read_with_related(parts, path, kind, seen)


def _read_with_related(parts: Parts, path: str, place: str, seen: set[str]) -> Iterator[Entry]:
    """Yield the entries of a part, and of the parts that it refers to, such as notes and charts.

    Args:
        parts: the files in the zip archive.
        path: path of the part.
        place: description of the part, such as `slide 3`.
        seen: paths of the parts that were read already, in lower case. This function adds to it.
    """
    waiting = [(path, place)]
    while waiting:
        path, place = waiting.pop(0)
        if path.lower() in seen or path not in parts or not path.lower().endswith(".xml"):
            continue
        seen.add(path.lower())
        yield from read_paragraphs(parts, path, place)
        for kind, other in Relations(parts, path).parts.values():
            if kind == "notesSlide":
                waiting.append((other, f"notes of {place}"))
            elif kind not in (*_SHARED_KINDS, "slide", "notesMaster", "theme", "worksheet"):
                waiting.append((other, place))


def _read_workbook(parts: Parts, main: str) -> Iterator[Entry]:
    """Yield the entries of an .xlsx; `main` is the path of its main part."""
    relations = Relations(parts, main)
    sheets: list[tuple[str, str]] = []

    def see(tag: str, attributes: dict[str, str]) -> None:
        """Keep the name and the path of a worksheet."""
        if local_name(tag) == "sheet":
            for key, value in attributes.items():
                if local_name(key) == "id" and value in relations.parts:
                    sheets.append((attributes.get("name", ""), relations.parts[value][1]))

    parse_part(parts, parts.chunks(main), see)
    shared = read_shared_texts(
        parts, [path for kind, path in relations.parts.values() if kind == "sharedStrings"]
    )
    seen = {main.lower()}
    for name, path in sheets:
        if path.lower() in seen:  # a hostile workbook can name one worksheet many times
            continue
        seen.add(path.lower())
        place = f"sheet {shorten_name(name)}"
        yield from read_worksheet(parts, path, place, shared)
        for kind, other in Relations(parts, path).parts.values():
            if kind in ("comments", "threadedComment"):
                yield from read_worksheet(parts, other, place, shared)
            else:
                yield from _read_with_related(parts, other, f"{place}, a drawing", seen)
