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
from typing import TYPE_CHECKING, NamedTuple

from wa_link.contacts.check_cells import (
    ANEW,
    OdsCells,
    SharedTexts,
    UsualCells,
    XlsxCells,
    most_text,
)
from wa_link.contacts.check_xls import check_xls, encrypted
from wa_link.errors import InputError
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.parsers.expat import XMLParserType

MAX_FILE_BYTES = 1 << 29
"""Of a workbook as it is stored: ten times what Excel writes for 1,048,576 rows of contacts."""
MAX_INFLATED_BYTES = 1 << 31
"""Of all parts of a workbook; 1,048,576 rows of 32 columns come to about half of it."""
MAX_PARTS = 10_000
"""A workbook has a few dozen parts, and one for each picture."""
MAX_RATIO, RATIO_COUNTS_FROM = 200, 1 << 24
"""How far a large part may be compressed, and all parts. Sheets come to 5 to 50; DEFLATE ends at
1,032. Small parts are often compressed more, and are no danger (Apache POI's limit of 100 refuses
good files)."""
_MAX_TAG = 1 << 20
_CHUNK = 1 << 18

_ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an .xls begins with ([MS-CFB] 2.2)."""


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
    elif data.startswith(OLE):
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
    packed = sum(info.compress_size for info in infos)
    if total > max(4 * RATIO_COUNTS_FROM, MAX_RATIO * packed):
        raise InputError(_swelling(name, total, packed))
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
        raise InputError(_swelling(name, info.file_size, info.compress_size))
    return _Part(info, start, start + info.compress_size)


def _swelling(name: str, size: int, packed: int) -> str:
    return (
        f"{name} would unpack to {size:,} bytes from {packed:,}, as no sheet does: export the "
        "sheet as CSV."
    )


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
_TEXT = re.compile(rb"<(?:[^\s<>]{1,99}:)?si[\s/>]")
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
    cells = UsualCells()
    for text in _whole_tags(chunks, name):
        if b"\0" in text:
            raise InputError(f"{name} is written in UTF-16, which is not read. {ANEW}")
        _parse(parser, text, name)
        if path == _MANIFEST and _ENCRYPTED.search(text):
            raise InputError(encrypted(name))
        for count in _UNIQUE_COUNT.findall(text) if b"uniqueCount" in text else ():
            if len(count) > 10 or not count.isdigit() or int(count) > part.info.file_size:
                raise InputError(f"{name} claims more texts than it holds. {ANEW}")
        cells.see(text)
    _parse(parser, b"", name, last=True)
    if path == "content.xml":
        _parse_for(OdsCells(name, part.info.file_size), data, part, name)
    elif not cells.fit:
        found = XlsxCells(name)
        _parse_for(found, data, part, name)
        found.check()


def _parse_for(
    listener: OdsCells | SharedTexts | XlsxCells, data: bytes, part: _Part, name: str
) -> None:
    """Have `listener` see what is in a part."""
    parser = _parser(name)
    listener.listen(parser)
    for chunk in _inflated(data, part, name):
        _parse(parser, chunk, name)


def _check_texts(data: bytes, parts: list[_Part], name: str) -> None:
    """Fail when texts that are stored once stand in so many cells that they fill the memory.

    They are added up only if the longest text in every cell that has one would come to too much.
    """
    longest = 0
    views: list[tuple[int, int]] = []  # how often a part shows texts, and its size
    holders: list[_Part] = []
    for part in parts:
        length = cells = 0
        for text in _whole_tags(_inflated(data, part, name), name):
            cells += len(_SHARED_TEXT.findall(text))
            # To look for three letters takes a quarter of the time.
            if part not in holders and (b"<si" in text or b":si" in text) and _TEXT.search(text):
                holders.append(part)
            if part in holders:
                first, *rest = map(len, text.split(b"</si>"))
                longest = max(longest, length + first, *rest)
                length = rest[-1] if rest else length + first
        views.append((cells, part.info.file_size))
    if len(holders) > 1:  # whichever is read, by its place or by its name
        raise InputError(f"{name} is no proper workbook: it has two tables of texts. {ANEW}")
    if all(longest * cells <= most_text(size) for cells, size in views):
        return
    texts = SharedTexts(name)
    for part in sorted(parts, key=lambda part: part not in holders):
        _parse_for(texts, data, part, name)
        texts.check(part.info.file_size)


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
