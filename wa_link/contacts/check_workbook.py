"""Workbooks are checked before they are opened: what would exhaust the machine is refused.

The library that reads them allocates what a file claims, and ends the process where it cannot:
no error could be caught. So the file is looked through here first, in constant memory: the sizes
in a zip must be true and bounded, its XML well-formed and without a document type (entities that
expand are declared there), and no cell may stand so far out that the sheet would not fit.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from array import array
from typing import TYPE_CHECKING, NamedTuple

from wa_link.contacts.check_xls import ANEW, check_xls, encrypted
from wa_link.errors import InputError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.parsers.expat import XMLParserType

MAX_FILE_BYTES = 1 << 29
"""Of a workbook as it is stored: ten times what Excel writes for 1,048,576 rows of contacts."""
MAX_INFLATED_BYTES = 1 << 31
"""Of all parts of a workbook; 1,048,576 rows of 32 columns come to about half of it."""
MAX_PARTS = 10_000
"""A workbook has a few dozen parts, and one for each picture."""
MAX_RATIO, RATIO_COUNTS_FROM = 200, 1 << 26
"""How far a large part may be compressed. Sheets come to 5 to 50; DEFLATE ends at 1,032. Small
parts are often compressed more, and are no danger (Apache POI's limit of 100 refuses good files).
"""
MAX_CELLS = 1 << 25
"""Between a sheet's outermost cells: 1,048,576 rows (Excel's limit) of 32 columns. A cell takes
32 bytes, be it empty."""
MAX_TEXT = 1 << 31
"""Characters in all cells of a sheet: in the file, a text may stand once for a million cells."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # Excel's and LibreOffice's limits
_MAX_TAG = 1 << 20
_CHUNK = 1 << 18

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_workbook(data: bytes, name: str) -> None:
    """Fail on what is no workbook, and on what must not be opened.

    Args:
        data: the whole file.
        name: of the file, for messages.

    Raises:
        InputError: in one sentence what is wrong, and in another what to do.
    """
    if data.startswith(_ZIP):
        _check_zip(data, name)
    elif data.startswith(_OLE):
        check_xls(data, name)
    else:
        raise InputError(f"{name} is no workbook: {_likeness(data)}")


def _likeness(data: bytes) -> str:
    """What a file is instead of a workbook, and what to do."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not data:
        return "it is empty."
    if b"<html" in start or b"<table" in start or start.startswith(b"<!doctype"):
        return f"it is a web page (HTML) under another name. {ANEW}"
    if start.startswith(b"<?xml"):
        return f"it is an XML file under another name. {ANEW}"
    if b"\0" not in start:
        return "it is text. If it is CSV, give it a name that ends in .csv."
    return f"it is none of .xlsx, .xlsm, .xls and .ods, or damaged. {ANEW}"


class _Part(NamedTuple):
    """An entry of a zip, and where its compressed bytes stand."""

    info: zipfile.ZipInfo
    start: int
    end: int


def _check_zip(data: bytes, name: str) -> None:
    parts = _parts(data, name)
    names = {part.info.filename for part in parts}
    spreadsheet = "content.xml" in names and "mimetype" in names
    if not spreadsheet and "xl/workbook.xml" not in names:
        kind = "an .xlsb workbook" if "xl/workbook.bin" in names else "a zip archive of other files"
        raise InputError(f"{name} is {kind}, which is not read. {ANEW}")
    # Encrypted parts of an .ods are no XML: what says so comes first.
    for part in sorted(parts, key=lambda part: part.info.filename.lower() != _MANIFEST):
        _check_part(data, part, name)
    _check_texts(data, [part for part in parts if _is_xml(part)], name)


def _parts(data: bytes, name: str) -> list[_Part]:
    """The entries of a zip, whose directory must tell the truth about where they are.

    Two readers of one zip can find different directories in it; so it must be at the very end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError):
        raise InputError(f"{name} is damaged, or was not copied to its end: get it anew.") from None
    if data[-22:-18] != b"PK\x05\x06":
        raise InputError(f"{name} is no proper workbook: there is more behind its end. {ANEW}")
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS or total > MAX_INFLATED_BYTES:
        raise InputError(
            f"{name} would unpack to {len(infos):,} parts of {total:,} bytes, more than any sheet "
            "of contacts: export the sheet as CSV."
        )
    parts = [_placed(data, info, name) for info in infos]
    ends = 0
    for part in sorted(parts, key=lambda part: part.info.header_offset):
        if part.info.header_offset < ends:
            raise InputError(f"{name} is no proper workbook: its parts overlap. {ANEW}")
        ends = part.end
    return parts


def _placed(data: bytes, info: zipfile.ZipInfo, name: str) -> _Part:
    """Where a part's bytes stand, by its local header (APPNOTE.TXT 4.3.7)."""
    header = data[info.header_offset : info.header_offset + 30]
    if len(header) < 30 or not header.startswith(_ZIP):
        raise InputError(f"{name} is damaged: a part of it is not where it should be. {ANEW}")
    start = info.header_offset + 30 + sum(struct.unpack_from("<HH", header, 26))
    if info.flag_bits & 1:
        raise InputError(encrypted(name))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(f"{name} is compressed in a way no spreadsheet program uses. {ANEW}")
    if info.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * info.compress_size):
        raise InputError(
            f"{name} would unpack to {info.file_size:,} bytes from {info.compress_size:,}, as no "
            "sheet does: export the sheet as CSV."
        )
    return _Part(info, start, start + info.compress_size)


def _inflated(data: bytes, part: _Part, name: str) -> Iterator[bytes]:
    """A part's bytes in chunks, which must be as many as the directory claims.

    The standard library stops at that number; who reads on would get what stands behind it.
    """
    source = io.BytesIO(data[part.start : part.end])
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    stored = part.info.compress_type == zipfile.ZIP_STORED
    size = checksum = 0
    held = b""
    called = shown(part.info.filename)
    try:
        while size <= part.info.file_size:
            packed = held or source.read(_CHUNK)
            chunk = packed if stored else inflater.decompress(packed, _CHUNK)
            held = inflater.unconsumed_tail
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if not chunk and not packed:
                break
            yield chunk
    except zlib.error:
        raise InputError(f"{name} is damaged: {called} cannot be unpacked.") from None
    if size != part.info.file_size:
        raise InputError(
            f"{name} is no proper workbook: {called} has another size than it claims. {ANEW}"
        )
    if checksum != part.info.CRC:
        raise InputError(f"{name} is damaged: {called} was changed on its way.")


# A sheet under a name that is none of an XML part's.
_HIDDEN_SHEET = re.compile(rb"<(?:[^\s<>]{1,99}:)?(?:sheetData|sst)[\s/>]")
# A cell that is not written as `<c r="A1"`, or not in the first 32 columns and 1,048,576 rows.
_ROW = rb"(?:[1-9]\d{0,5}|10[0-3]\d{4}|104[0-7]\d{3}|1048[0-4]\d\d|10485[0-6]\d|104857[0-6])"
_UNUSUAL_CELL = re.compile(
    rb'<c(?:[\t\r\n/>]|\x20(?!r="(?:[A-Z]|A[A-F])' + _ROW + rb'"[\s/>]))|<[^\s<>/!?]+:c[\s/>]'
)
_TEXTS = re.compile(rb"<(?:[^\s<>]{1,99}:)?sst[\s/>]")
_SHARED_TEXT = re.compile(rb"""\st\s*=\s*["']s["']""")
_MANIFEST = "meta-inf/manifest.xml"
_ENCRYPTED = re.compile(rb"<(?:[^\s<>]{1,99}:)?encryption-data[\s/>]")
_UNIQUE_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["']([^"']*)""")


def _is_xml(part: _Part) -> bool:
    """Whether a reader of sheets may open a part.

    What programs keep for themselves in `customXml` may be long, and in UTF-16.
    """
    path = part.info.filename.lower()
    return path.endswith((".xml", ".rels")) and not path.startswith("customxml/")


def _check_part(data: bytes, part: _Part, name: str) -> None:
    """Fail unless a part is well-formed XML in UTF-8, as bounded as it must be; or no XML."""
    path = part.info.filename.lower()
    chunks = _inflated(data, part, name)
    if not _is_xml(part):
        if any(_HIDDEN_SHEET.search(text) for text in _whole_tags(chunks, name, bounded=False)):
            raise InputError(f"{name} is no proper workbook: a sheet is hidden in it. {ANEW}")
        return
    parser = _parser(name)
    counts_cells = path == "content.xml"
    for text in _whole_tags(chunks, name):
        if b"\0" in text:
            raise InputError(f"{name} is written in UTF-16, which is not read. {ANEW}")
        _parse(parser, text, name)
        if path == _MANIFEST and _ENCRYPTED.search(text):
            raise InputError(encrypted(name))
        for count in _UNIQUE_COUNT.findall(text) if b"uniqueCount" in text else ():
            if len(count) > 10 or not count.isdigit() or int(count) > part.info.file_size:
                raise InputError(f"{name} claims more texts than it holds. {ANEW}")
        counts_cells = counts_cells or bool(_UNUSUAL_CELL.search(text))
    _parse(parser, b"", name, last=True)
    if counts_cells:
        _check_extent(_inflated(data, part, name), name, ods=path == "content.xml")


def _check_extent(chunks: Iterator[bytes], name: str, *, ods: bool) -> None:
    """Fail when the cells of a sheet stand too far apart."""
    parser = _parser(name)
    extent: _OdsExtent | _Extent
    if ods:
        extent = _OdsExtent(name)
        parser.CharacterDataHandler = extent.text
    else:
        extent = _Extent(name)
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    for chunk in chunks:
        _parse(parser, chunk, name)


def _check_texts(data: bytes, parts: list[_Part], name: str) -> None:
    """Fail when texts that are stored once stand in so many cells that they fill the memory.

    They are added up only if the longest text in every cell that has one would come to too much.
    """
    longest = cells = 0
    for part in parts:
        length = found = 0
        holds_texts = False
        for text in _whole_tags(_inflated(data, part, name), name):
            found += len(_SHARED_TEXT.findall(text))
            holds_texts = holds_texts or bool(_TEXTS.search(text))
            if holds_texts:
                first, *rest = map(len, text.split(b"</si>"))
                longest = max(longest, length + first, *rest)
                length = rest[-1] if rest else length + first
        cells = max(cells, found)
    if longest * cells <= MAX_TEXT:
        return
    texts = _SharedTexts(name)
    for part in sorted(parts, key=lambda part: "sharedstrings" not in part.info.filename.lower()):
        parser = _parser(name)
        parser.StartElementHandler = texts.start
        parser.EndElementHandler = texts.end
        parser.CharacterDataHandler = texts.text
        for chunk in _inflated(data, part, name):
            _parse(parser, chunk, name)


def _whole_tags(chunks: Iterator[bytes], name: str, *, bounded: bool = True) -> Iterator[bytes]:
    """The same bytes, cut where a tag begins, so that none is searched in two halves.

    Tags, comments and texts that go on for a million bytes stand in no workbook, and take some
    XML parsers the square of their length.
    """
    kept = b""
    for chunk in chunks:
        text = kept + chunk
        cut = text.rfind(b"<")
        if cut < 0 or len(text) - cut > _MAX_TAG:
            if bounded and len(text) > _MAX_TAG:
                raise InputError(f"{name} is no proper workbook: a tag does not end. {ANEW}")
            cut = max(0, len(text) - 256)
        yield text[:cut]
        kept = text[cut:]
    yield kept


def _parser(name: str) -> XMLParserType:
    from xml.parsers.expat import ParserCreate  # noqa: PLC0415  (only workbooks need it)

    def refuse(*_: object) -> None:
        raise InputError(
            f"{name} is no proper workbook: it declares a document type, by which a small file "
            f"can swell without bound. {ANEW}"
        )

    # Whatever a part declares, it is read as UTF-8.
    parser = ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _parse(parser: XMLParserType, text: bytes, name: str, *, last: bool = False) -> None:
    from xml.parsers.expat import ExpatError  # noqa: PLC0415  (only workbooks need it)

    try:
        parser.Parse(text, last)
    except ExpatError as error:
        raise InputError(
            f"{name} is damaged: its XML is not well-formed ({error}). {ANEW}"
        ) from None


class _Extent:
    """How far the cells of an .xlsx stand apart (ECMA-376-1, 18.3.1.4 and 18.3.1.73)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._column = 0  # of the next cell that does not say where it is
        self._cell = 0, 0
        self._top = self._left = _LAST_ROW
        self._bottom = self._right = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row" if "r" in attributes:
                self._row = self._place(f"A{attributes['r']}")[0]
            case "c":
                if "r" in attributes:
                    self._cell = self._place(attributes["r"])
                else:
                    self._cell = self._row, self._column
                self._column = self._cell[1] + 1
            case "v" | "is":  # a cell without these has a format, and is not kept
                self._extend(*self._cell)

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "row":
            self._row += 1
            self._column = 0

    def _place(self, reference: str) -> tuple[int, int]:
        """Row and column, from 0, of `C7`."""
        match = re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", reference)
        if match is None:
            raise InputError(f"{self._name} has a cell in a place that does not exist. {ANEW}")
        column = 0
        for letter in match[1].upper():
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(match[2]) - 1, column - 1

    def _extend(self, row: int, column: int) -> None:
        self._top, self._bottom = min(self._top, row), max(self._bottom, row + 1)
        self._left, self._right = min(self._left, column), max(self._right, column + 1)
        if not 0 <= row < _LAST_ROW or column >= _LAST_COLUMN:
            raise InputError(f"{self._name} has a cell in a place that does not exist. {ANEW}")
        if (self._bottom - self._top) * (self._right - self._left) > MAX_CELLS:
            raise InputError(_too_far(self._name))


class _SharedTexts:
    """The characters in all cells of a sheet whose texts are shared (ECMA-376-1, 18.4.9)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lengths = array("L")
        self._total = 0
        self._in_text = self._is_shared = False
        self._index = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "si":
                self._in_text = True
                self._lengths.append(0)
            case "worksheet":
                self._total = 0
            case "c":
                self._is_shared = attributes.get("t") == "s"
            case "v":
                self._index = ""

    def text(self, text: str) -> None:
        if self._in_text:
            self._lengths[-1] += len(text)
        elif self._is_shared:
            self._index += text

    def end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "si":
                self._in_text = False
            case "v" if self._is_shared and self._index.isdecimal():
                index = int(self._index[:12])
                self._total += self._lengths[index] if index < len(self._lengths) else 0
                if self._total > MAX_TEXT:
                    raise InputError(_too_long(self._name))


class _OdsExtent:
    """How far the cells of an .ods stand apart (OpenDocument 1.3 part 3, 9.1)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._reset()

    def _reset(self) -> None:
        self._rows = self._column = self._filled = self._width = self._repeats = 0
        self._top = -1
        self._total = self._row_total = self._cell_repeats = 0  # of characters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "table":
                self._reset()
            case "table-row":
                self._repeats = self._number(attributes, "table:number-rows-repeated")
                self._column = self._filled = self._row_total = 0
            case "table-cell" | "covered-table-cell":
                self._cell_repeats = self._number(attributes, "table:number-columns-repeated")
                self._column += self._cell_repeats
                if any(key.startswith("office:") for key in attributes):
                    self._filled = self._column
            case "s":
                self._row_total += self._number(attributes, "text:c") * self._cell_repeats

    def text(self, text: str) -> None:
        self._row_total += len(text) * self._cell_repeats

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "table-row":
            return
        if self._filled:
            self._top = self._rows if self._top < 0 else self._top
            self._width = max(self._width, self._filled)
            height = self._rows + self._repeats - self._top
            if height * self._width > MAX_CELLS:
                raise InputError(_too_far(self._name))
        self._total += self._row_total * self._repeats
        if self._total > MAX_TEXT:
            raise InputError(_too_long(self._name))
        self._rows += self._repeats

    def _number(self, attributes: dict[str, str], key: str) -> int:
        number = attributes.get(key, "1")
        if not re.fullmatch("[0-9]{1,12}", number):
            raise InputError(f"{self._name} is damaged: {key} is no number. {ANEW}")
        return int(number)


def _too_far(name: str) -> str:
    return (
        f"{name} has cells so far apart that its sheet would have more than {MAX_CELLS:,}: delete "
        "what stands far below or right of the contacts, or export them as CSV."
    )


def _too_long(name: str) -> str:
    return (
        f"{name} would have more than {MAX_TEXT:,} characters in a sheet, as no sheet of contacts "
        "has: export the sheet as CSV."
    )
