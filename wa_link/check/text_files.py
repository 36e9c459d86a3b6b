"""Read text files of any encoding, and put fixes into them; all other bytes stay as they were."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from wa_link.check.places import Lines
from wa_link.check.results import PlacedFinding
from wa_link.errors import InputError
from wa_link.sheets.encodings.detect_encoding import (
    DETECTION_BYTES,
    detect_encoding,
    find_byte_order_mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_link.check.finding import Finding

BINARY_BYTES: Final = 8_192
"""Number of bytes at the beginning of a file that decide whether it is binary: text has no NUL."""
_WIDE_NAMES = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# `<meta charset="…">`, `<?xml … encoding="…"?>`, `@charset "…"`, `# -*- coding: … -*-`.
_DECLARED = re.compile(rb"(?:charset|encoding|coding)\s*[=:]?\s*[\"']?([A-Za-z][\w.:-]{2,30})")
_DECLARATION_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Encoded:
    """The text of a file, and how to make the bytes of the file from it again.

    Attributes:
        text: the text, without its byte-order mark; line ends are as in the file.
        encoding: name of the encoding, for Python.
        errors: error handler with which the text is decoded and encoded without a loss.
        mark: the byte-order mark at the beginning of the file; empty if it has none.
        rest: bytes at the end of the file that are only a part of a character.
        is_certain: False if the encoding was guessed; then only ASCII characters are certain.
    """

    text: str
    encoding: str
    errors: str = "strict"
    mark: bytes = b""
    rest: bytes = b""
    is_certain: bool = True

    def encode(self, text: str) -> bytes:
        """Return the bytes of the file with another text.

        Raises:
            UnicodeEncodeError: the encoding does not have one of the characters.
        """
        return self.mark + text.encode(self.encoding, self.errors) + self.rest


@dataclass(frozen=True, slots=True)
class SearchedText:
    """The text to search in a file: all of it, or the parts of it that people see.

    Attributes:
        source: the file.
        text: the text to search. For most files, it is `source.text`.
        indexes: for each character of `text`, its index in `source.text`; None if they are equal.
        can_fix: whether fixes may be put into the file.
    """

    source: Encoded
    text: str
    indexes: Sequence[int] | None = None
    can_fix: bool = True

    def place(self, findings: Iterable[Finding]) -> tuple[PlacedFinding, ...]:
        """Return findings with their places in the file; `start` and `end` are indexes in it."""
        moved = [self._move(each) for each in findings]
        if not moved:
            return ()
        lines = Lines(self.source.text)
        return tuple(
            PlacedFinding(each, lines.find(each.start), lines.find(each.end)) for each in moved
        )

    def _move(self, finding: Finding) -> Finding:
        """Return a finding with its place in the file, without its fix if that is not certain.

        A fix is certain if the file contains the link exactly as it was found, and if a link with
        other characters than ASCII is not in a guessed encoding.
        """
        from dataclasses import replace  # noqa: PLC0415  (only for findings)

        start, end = finding.start, finding.end
        if self.indexes is not None:
            start, end = self.indexes[start], self.indexes[end - 1] + 1
        has_fix = (
            self.can_fix
            and self.source.text[start:end] == self.text[finding.start : finding.end]
            and (self.source.is_certain or self.text[finding.start : finding.end].isascii())
        )
        return replace(finding, start=start, end=end, fix=finding.fix if has_fix else None)


def is_binary(data: bytes) -> bool:
    """Return whether the beginning of a file has a NUL, and is not UTF-16 or UTF-32."""
    start = data[:BINARY_BYTES]
    return b"\0" in start and _wide_encoding(start) is None


def read_searched_text(data: bytes, name: str) -> SearchedText:
    """Return the text to search in a file.

    Args:
        data: the content of the file.
        name: name of the file; its extension shows mails (`.eml`) and Rich Text (`.rtf`).
    """
    match PurePath(name).suffix.casefold():
        case ".eml":
            from wa_link.check.mail_text import read_mail  # noqa: PLC0415  (only for mails)

            return read_mail(data)
        case ".rtf":
            from wa_link.check.rich_text import read_rich_text  # noqa: PLC0415  (only for .rtf)

            return read_rich_text(data)
    source = decode(data)
    return SearchedText(source, source.text)


def decode(data: bytes) -> Encoded:
    """Decode a text file: UTF-8, -16 or -32, or the encoding that it declares, or Windows-1252.

    Every file can be decoded, and encoding the text gives the same bytes.
    """
    if (wide := _wide_encoding(data)) is not None:
        return _decode_wide(data, *wide)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        return Encoded(data[len(mark) :].decode("utf-8"), "utf-8", mark=mark)
    except UnicodeDecodeError:
        pass
    if mark:
        text = data[len(mark) :].decode("utf-8", "surrogateescape")
        return Encoded(text, "utf-8", "surrogateescape", mark)
    return _decode_declared(data) or Encoded(
        data.decode("cp1252", "surrogateescape"), "cp1252", "surrogateescape", is_certain=False
    )


def _wide_encoding(data: bytes) -> tuple[str, bytes] | None:
    """Return UTF-16 or UTF-32 with the byte-order mark of a file; None for other encodings."""
    mark = find_byte_order_mark(data)
    if mark in _WIDE_NAMES:
        return _WIDE_NAMES[mark], mark
    start = data[:DETECTION_BYTES]
    if mark or b"\0" not in start:
        return None
    try:
        encoding = detect_encoding(start, "")
    except InputError:  # it has too many other characters to be UTF-16
        return None
    return None if encoding == "utf-8" else (encoding, b"")


def _decode_wide(data: bytes, encoding: str, mark: bytes) -> Encoded:
    """Decode UTF-16 or UTF-32; half of a surrogate pair stays, and so does a cut last character."""
    body = data[len(mark) :]
    cut = len(body) % (4 if "32" in encoding else 2)
    body, rest = body[: len(body) - cut], body[len(body) - cut :]
    try:
        text = body.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:  # a code above U+10FFFF
        return Encoded(data.decode("latin-1"), "latin-1", is_certain=False)
    source = Encoded(text, encoding, "surrogatepass", mark, rest)
    if source.encode(text) != data:
        return Encoded(data.decode("latin-1"), "latin-1", is_certain=False)
    return source


def _decode_declared(data: bytes) -> Encoded | None:
    """Decode a file with the encoding that its beginning declares; None if that is not possible."""
    for declared in _DECLARED.findall(data[:_DECLARATION_BYTES]):
        name = declared.decode("ascii")
        try:
            if b"wa.me/?&=%".decode(name) != "wa.me/?&=%":
                continue
            source = Encoded(data.decode(name), codecs.lookup(name).name)
            if source.encode(source.text) == data:
                return source
        except (LookupError, ValueError):
            continue
    return None
