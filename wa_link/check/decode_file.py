"""Decode text files of any encoding, so that encoding the text again gives the same bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from wa_link.errors import InputError
from wa_link.sheets.encodings.detect_encoding import (
    DETECTION_BYTES,
    detect_encoding,
    find_byte_order_mark,
)

_BINARY_BYTES = 8_192  # at the beginning of a file: text has no NUL there
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


def is_binary(data: bytes) -> bool:
    """Return whether the beginning of a file has a NUL, and is not UTF-16 or UTF-32."""
    start = data[:_BINARY_BYTES]
    return b"\0" in start and _wide_encoding(start) is None


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
