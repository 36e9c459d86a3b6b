"""Recognise files that are not sheets, such as pictures, and say how to get a sheet from them.

A format is recognised by the first bytes of a file. Sources: PRONOM and the specification of each
format; the program `file` uses the same first bytes. A pattern must match more than a few letters,
because letters such as `BM` (a bitmap) could also be the header of a sheet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVE_BYTES: Final = 1 << 16
"""Number of bytes at the beginning of an archive that are searched for names of files."""
_ZIP_START, _ZIP_HEADER, _LONGEST_NAME = b"PK\x03\x04", 30, 300
ARCHIVES: Final = (_ZIP_START, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""First bytes of archives (zip; OLE, [MS-CFB] 2.2): workbooks and other documents are archives."""

_ADVICE: Final = {
    "picture": "type its numbers into a spreadsheet, or copy its text with a phone",
    "recording": "type its numbers into a spreadsheet",
    "document": "copy its table into a spreadsheet, and save the spreadsheet as .xlsx or CSV",
    "unpack": "unpack it first, for example with {tool}, and use the unpacked file",
    "workbook": "open it in a spreadsheet program and save it as .xlsx or CSV",
    "page": "open it in a browser. If it shows the table, copy the table into a spreadsheet, and "
    "save the spreadsheet as .xlsx or CSV. If it asks you to sign in, sign in and download the "
    "sheet again",
    "database": "export the table as CSV, for example with {tool}",
    "mail": "save the attached sheet, or copy the table from the e-mail into a spreadsheet",
    "contacts": "export the contacts as CSV or vCards",
    "numbers": "open it in Numbers and choose File > Export To > CSV or Excel",
    "google": "open it in a browser and choose File > Download > Comma Separated Values",
    "apple": "use the file that has the same name without the ._ at the beginning",
    "shortcut": "use the file that the shortcut opens",
    "objects": "write each object on its own line, for example with {tool}",
    "other": "use the file that contains the contacts",
    "decrypt": "decrypt it first, and use the decrypted file",
    "again": "download or copy the file again",
    "lfs": "download the file itself with git lfs pull",
}


class ForeignFormat(NamedTuple):
    """A file format that is not a sheet.

    Attributes:
        noun: words for such a file in a message, such as `a PNG picture`.
        advice: clause that says how to get a sheet from the file, such as `decrypt it first`.
    """

    noun: str
    advice: str

    def message(self, name: str) -> str:
        """Return a sentence that says what the file is and how to get a sheet from it."""
        return f"{name} is {self.noun}, not a sheet: {self.advice}."


def _compile_patterns(
    rows: list[tuple[bytes, str, str]], flags: int = re.DOTALL
) -> list[tuple[re.Pattern[bytes], ForeignFormat]]:
    """Compile a table of file formats: return each pattern with its ForeignFormat.

    A row of the table has three items: a pattern, the noun of the format, and a key of the dict
    _ADVICE, such as `picture`. After the key, the third item can name a tool: in `unpack gunzip`,
    the key is `unpack`, and `gunzip` replaces `{tool}` in the advice.
    """
    found = []
    for pattern, noun, words in rows:
        key, _, tool = words.partition(" ")
        foreign = ForeignFormat(noun, _ADVICE[key].format(tool=tool))
        found.append((re.compile(pattern, flags), foreign))
    return found


_NOT_TEXT = rb"(?=.{0,99}[\0-\x08\x80-\xff])"
_BINARIES = _compile_patterns(
    [
        (rb"\x89PNG\r\n\x1a\n", "a PNG picture", "picture"),
        (rb"\xff\xd8\xff", "a JPEG picture", "picture"),
        (rb"GIF8[79]a(?![,;\t|\r\n])", "a GIF picture", "picture"),
        (rb"RIFF....WEBP", "a WebP picture", "picture"),
        (rb"\0\0..(?:ftyp(?:hei[cxms]|hev[cx]|mif1|msf1))", "a HEIC picture", "picture"),
        (rb"\0\0..ftypavi[fs]", "an AVIF picture", "picture"),
        (rb"BM....\0{4}....[\x0c\x28\x34\x38\x40\x6c\x7c]\0{3}", "a BMP picture", "picture"),
        (rb"(?:II\x2a\0|MM\0\x2a)", "a TIFF picture", "picture"),
        (rb"8BPS\0\x01", "a Photoshop picture", "picture"),
        (rb"\0\0\x01\0[\x01-\x40]\0", "an icon", "picture"),
        (rb"\0\0\0\x0c(?:jP  |JXL )", "a JPEG picture", "picture"),
        (rb"\0\0..ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ", "a video", "recording"),
        (rb"OggS\0|ID3[\x02-\x04]\0|fLaC\0", "a sound recording", "recording"),
        (rb"RIFF....WAVE|#!AMR\n", "a sound recording", "recording"),
        (rb"\s*%PDF-\d\.\d[\r\n ]", "a PDF document", "document"),
        (rb"%!PS-Adobe-\d\.\d\s", "a PostScript document", "document"),
        (rb"\x1f\x8b\x08", "gzip-compressed", "unpack gunzip"),
        (rb"BZh[1-9]1AY&SY", "bzip2-compressed", "unpack bunzip2"),
        (rb"\xfd7zXZ\0", "xz-compressed", "unpack unxz"),
        (rb"\x28\xb5\x2f\xfd", "Zstandard-compressed", "unpack unzstd"),
        (rb"\x04\x22\x4d\x18", "LZ4-compressed", "unpack unlz4"),
        (rb"LZIP\x01", "lzip-compressed", "unpack lzip -d"),
        (rb"\x5d\0\0.{2}(?:\0{3}|\xff{8})", "LZMA-compressed", "unpack unlzma"),
        (rb"\x1f[\x9d\xa0]", "compressed", "unpack uncompress"),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack 7z x"),
        (rb"Rar!\x1a\x07", "a RAR archive", "unpack unrar x"),
        (rb".{257}ustar[\0 ]", "a tar archive", "unpack tar -xf"),
        (rb"MSCF\0{4}", "a CAB archive", "unpack 7z x"),
        (rb"PK\x05\x06", "an empty zip archive", "again"),
        (rb"PK\x07\x08", "a part of a zip archive", "unpack unzip"),
        (rb"SQLite format 3\0", "an SQLite database", "database sqlite3 -header -csv"),
        (rb"\0\x01\0\0(?:Standard (?:Jet|ACE) DB)", "an Access database", "database Access"),
        (rb"PAR[1E][\0-\x08\x0e-\x1f\x80-\xff]", "a Parquet table", "database DuckDB or pandas"),
        (rb"(?:ARROW1\0\0|FEA1\0)", "an Arrow table", "database pandas"),
        (rb"\xff{4}[\x10-\xff].\0\0\x10\0\0\0", "an Arrow stream", "database pandas"),
        (rb"ORC(?![,;\t|])(?=.{0,60}[\0-\x08])", "an ORC table", "database pandas"),
        (rb"Obj\x01", "an Avro table", "database DuckDB or pandas"),
        (rb"\x89HDF\r\n\x1a\n", "an HDF5 file", "database pandas"),
        (rb"\$FL[23]@\(#\)" + _NOT_TEXT, "an SPSS table", "database SPSS"),
        (rb"!BDN" + _NOT_TEXT, "an Outlook data file", "contacts"),
        (rb"\x7fELF", "a program", "other"),
        (rb"MZ...\0", "a Windows program", "other"),
        (rb"[\xcf\xce]\xfa\xed\xfe|\xfe\xed\xfa[\xcf\xce]|\xca\xfe\xba\xbe", "a program", "other"),
        (rb"\0\x05\x16[\x07\0]", "macOS metadata of another file", "apple"),
        (rb"\0\0\0\x01Bud1", "macOS metadata of a folder", "other"),
        (rb"bplist0\d" + _NOT_TEXT, "a macOS property list", "other"),
        (rb"\x4c\0\0\0\x01\x14\x02\0", "a Windows shortcut", "shortcut"),
        (rb"book\0{4}mark\0{4}", "a macOS alias", "shortcut"),
        (rb"Salted__" + _NOT_TEXT, "encrypted with OpenSSL", "decrypt"),
        (rb"\0{512}", "a file of NUL bytes, such as an unfinished download", "again"),
    ]
)
# A shortcut to a Google sheet is a file with one object that has only these keys.
_STRING = r'"(?:[^"\\]|\\.)*+"'
_GOOGLE = (
    r'\s*\{(?=.*"doc_id")(?=.*(?:docs\.google\.com|DO NOT EDIT|"resource_key"))'
    rf'(?:\s*"(?:|url|doc_id|resource_key|email)"\s*:\s*{_STRING}\s*(?:,|(?=\}})))++\}}\s*\Z'
).encode()
# Does not match if a delimiter follows, because `<svg>` can be the first cell of a sheet.
_NOT_CELL = rb"(?![^<>]*+>?[,;|\t])"
_TEXTS = _compile_patterns(
    [
        (rb"\s*(?:<\?xml.{0,900}?)?<svg\b" + _NOT_CELL, "an SVG picture", "picture"),
        (
            rb"\s*<\?xml.*(?:progid=.Excel\.Sheet|urn:schemas-microsoft-com:office:spreadsheet)",
            "an XML spreadsheet of Excel 2003",
            "workbook",
        ),
        (
            rb"\s*<\?xml.*<office:document\b",
            "a flat XML file of LibreOffice",
            "workbook",
        ),
        (rb"\s*<\?xml.*<!DOCTYPE plist", "a macOS property list", "other"),
        (rb"\s*<(?:!doctype\s+html|html)\b" + _NOT_CELL, "an HTML page", "page"),
        (rb"\s*<\?xml[^>]*>\s*(?:<!doctype\s+html|<html)\b", "an HTML page", "page"),
        (rb"\s*<(?:table|head|body|meta|style)\b" + _NOT_CELL, "an HTML page", "page"),
        (rb"\s*<(?:\?xml|!doctype)\b" + _NOT_CELL, "an XML file", "workbook"),
        (rb"\s*\{\\rtf\d", "an RTF document", "document"),
        (rb"\s*BEGIN:VCALENDAR\s*?[\r\n]", "a calendar", "contacts"),
        (
            rb"\s*(?:version: \d+\s+)?dn: ?\w+=[^\r\n]*\r?\n\w+: ",
            "an LDIF address book",
            "contacts",
        ),
        (rb"\s*\[InternetShortcut\]\s*[\r\n]", "a Windows shortcut", "shortcut"),
        (rb"version https://git-lfs\.github\.com/spec/", "a Git LFS pointer", "lfs"),
        (rb"\s*-----BEGIN PGP MESSAGE-----|age-encryption\.org/v", "encrypted", "decrypt"),
        (_GOOGLE, "a shortcut to a Google sheet", "google"),
        (rb"\s*\[\s*(?:[\[{\"]|\]\s*\Z)", "a JSON array", "objects jq -c '.[]'"),
    ],
    re.DOTALL | re.IGNORECASE,
)
# Header fields of e-mail (RFC 5322, section 3.6). A text with three of them is an e-mail.
_MAIL_FIELD = re.compile(
    rb"(?:^|\n)(?:From|To|Cc|Bcc|Subject|Date|Message-ID|Reply-To|Return-Path|Received|"
    rb"Delivered-To|MIME-Version|Content-Type|Content-Transfer-Encoding|DKIM-Signature|"
    rb"X-[\w-]{2,40}): ",
    re.IGNORECASE,
)
_MAIL_START = re.compile(
    rb"(?:From \S+@\S+ [^\r\n]*\r?\n)?[A-Z][\w-]{1,40}: ?[^\r\n]*\r?\n", re.IGNORECASE
)
_MAIL_FIELDS = 3
_MAIL = ForeignFormat("an e-mail", _ADVICE["mail"])

# These patterns search a list of the files in an archive: one name per line, in lower case.
_FILE_NAMES = _compile_patterns(
    [
        (rb"(?m:^word/)", "a Word document", "document"),
        (rb"(?m:^ppt/)", "a PowerPoint presentation", "document"),
        (rb"(?m:^visio/)", "a Visio drawing", "document"),
        (rb"(?m:^index/.*\.iwa$|^index\.(?:zip|apxl|xml)$)", "an iWork document", "numbers"),
        (rb"(?m:^meta-inf/container\.xml$)", "an e-book", "document"),
        (rb"(?m:^androidmanifest\.xml$|^meta-inf/manifest\.mf$)", "a program", "other"),
    ]
)
_SHEET_FILE_NAMES = re.compile(
    rb"(?m:^xl/|^content\.xml$|^mimetype$|^\[content_types\]\.xml$|^_rels/|^docprops/|^customxml/)"
)
_MIME_TYPE = re.compile(
    rb"mimetypeapplication/vnd\.(?:oasis\.opendocument|sun\.xml)\."
    rb"(text|writer|presentation|impress|graphics|draw|formula|math|chart|database)"
)
_ZIP = ForeignFormat("a zip archive", _ADVICE["unpack"].format(tool="unzip"))
# Names of streams in OLE documents, which show the program that wrote the document.
_STREAMS: Final = {
    "WordDocument": ForeignFormat("a Word document", _ADVICE["document"]),
    "PowerPoint Document": ForeignFormat("a PowerPoint presentation", _ADVICE["document"]),
    "VisioDocument": ForeignFormat("a Visio drawing", _ADVICE["document"]),
    "__properties_version1.0": ForeignFormat("an Outlook message", _ADVICE["mail"]),
}
_SHEET_STREAMS = ("Workbook", "Book", "EncryptedPackage")


def find_binary(start: bytes) -> ForeignFormat | None:
    """Return the format of a binary file by its first bytes; None if the file may be a sheet."""
    return next((foreign for pattern, foreign in _BINARIES if pattern.match(start)), None)


def find_text(start: bytes) -> ForeignFormat | None:
    """Return the format of a text that is not a sheet; None if the text may be a sheet.

    Args:
        start: the first bytes of the text, converted to UTF-8.
    """
    for pattern, foreign in _TEXTS:
        if pattern.match(start):
            return foreign
    if _MAIL_START.match(start) and len(_MAIL_FIELD.findall(start)) >= _MAIL_FIELDS:
        return _MAIL
    return None


def may_become_foreign(start: bytes) -> bool:
    """Return whether a text begins as a foreign text can begin, so that more bytes must decide."""
    return start.lstrip()[:1] in (b"<", b"[", b"{", b"-") or bool(_MAIL_START.match(start))


def find_archive(head: bytes) -> ForeignFormat | None:
    """Return the format of an archive; None if the archive may be a workbook.

    Args:
        head: the first ARCHIVE_BYTES bytes of the archive; all its bytes if it is shorter.
    """
    if not head.startswith(_ZIP_START):
        streams = [name for name in _STREAMS if name.encode("utf-16-le") in head]
        is_sheet = any(f"{name}\0".encode("utf-16-le") in head for name in _SHEET_STREAMS)
        return _STREAMS[streams[0]] if streams and not is_sheet else None
    names = list(_find_names(head))
    if kind := _MIME_TYPE.match(head[_ZIP_HEADER:]):
        return ForeignFormat(f"an OpenDocument {kind[1].decode()}", _ADVICE["document"])
    listing = b"\n".join(names).lower().replace(b"\\", b"/")
    for pattern, foreign in _FILE_NAMES:
        if pattern.search(listing) and not re.search(rb"(?m)^xl/", listing):
            return foreign
    # If no name was found, the archive may be a damaged workbook.
    return None if not names or _SHEET_FILE_NAMES.search(listing) else _ZIP


def _find_names(head: bytes) -> Iterator[bytes]:
    """Yield the names of the files in a zip, from local headers (APPNOTE.TXT, section 4.3.7)."""
    at = 0
    while (at := head.find(_ZIP_START, at)) >= 0:
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        name = head[at + _ZIP_HEADER : at + _ZIP_HEADER + min(length, _LONGEST_NAME)]
        if name:
            yield name
        at += _ZIP_HEADER
