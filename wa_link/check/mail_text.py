"""Read mails (`.eml`): the texts of their parts, decoded from quoted-printable and Base64."""

from __future__ import annotations

import binascii
import re
from array import array
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from wa_link.check.decode_file import Encoded
from wa_link.check.searched_text import SearchedText

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,70})\"|([^\s;\"]{1,70}))", re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_TYPE = re.compile(rb"^content-type:\s*([\w.+-]+/[\w.+-]+)", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(rb"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)
_TRANSFER = re.compile(rb"^content-transfer-encoding:\s*\"?([\w-]+)", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})|=[ \t]*(?:\r?\n|\Z)")
_SIGNATURE = (
    "a change would break the signature of the mail. Correct the template from which it was made."
)
# 0 for white space, and 1 for all other bytes.
_NOT_SPACE = bytes(not bytes((code,)).isspace() for code in range(0x100))


class _Part(NamedTuple):
    """A part of a mail: its headers and its body, as places in the mail."""

    headers: bytes
    start: int
    end: int


def read_mail(data: bytes) -> SearchedText:
    """Return the texts of a mail without the headers, with an empty line after each text.

    The findings have the places of the encoded text. They are never fixed, because a change would
    break the signature of the mail.
    """
    source = Encoded(data.decode("latin-1"), "latin-1")
    texts, indexes = [], array("I")
    for part in _split(data):
        text, places = _read_part(data, part)
        texts += [text, "\n\n"]
        indexes.extend(places)
        indexes.extend([max(0, part.end - 1)] * 2)
    return SearchedText(source, "".join(texts), indexes, obstacle=_SIGNATURE)


def _split(data: bytes) -> Iterator[_Part]:
    """Yield the parts of a mail; a mail without boundaries is one part.

    A boundary line counts wherever it is, so parts within parts are also found.
    """
    boundaries = {re.escape(found[0] or found[1]) for found in _BOUNDARY.findall(data)}
    start = 0
    if boundaries:
        line = re.compile(rb"^--(?:%b)(?:--)?[ \t]*\r?$\n?" % b"|".join(boundaries), re.MULTILINE)
        for found in line.finditer(data):
            yield _make_part(data, start, found.start())
            start = found.end()
    yield _make_part(data, start, len(data))


def _make_part(data: bytes, start: int, end: int) -> _Part:
    """Return the part between two places, with its headers before the first empty line."""
    if data.startswith((b"\n", b"\r\n"), start):
        return _Part(b"", start, end)
    found = _HEADER_END.search(data, start, end)
    return _Part(data[start : found.end()], found.end(), end) if found else _Part(b"", start, end)


def _read_part(data: bytes, part: _Part) -> tuple[str, array[int]]:
    """Return the decoded text of a part, and the place of each character in the mail."""
    kind = _TYPE.search(part.headers)
    if kind and not kind[1].lower().startswith((b"text/", b"message/", b"multipart/")):
        return "", array("I")
    transfer = _TRANSFER.search(part.headers)
    match transfer[1].lower() if transfer else b"":
        case b"quoted-printable":
            decoded, places = _decode_quoted(data, part.start, part.end)
        case b"base64":
            decoded, places = _decode_base64(data, part.start, part.end)
        case _:
            decoded = data[part.start : part.end]
            places = array("I", range(part.start, part.end))
    charset = _CHARSET.search(part.headers)
    return _decode_characters(decoded, places, charset[1].decode("ascii") if charset else "utf-8")


def _decode_quoted(data: bytes, start: int, end: int) -> tuple[bytes, array[int]]:
    """Decode quoted-printable (RFC 2045, section 6.7): `=3D` is `=`, and `=` ends a soft line."""
    decoded, places = bytearray(), array("I")
    for found in _QUOTED.finditer(data, start, end):
        decoded += data[start : found.start()]
        places.extend(range(start, found.start()))
        if found[1]:
            decoded += bytes.fromhex(found[1].decode("ascii"))
            places.append(found.start())
        start = found.end()
    decoded += data[start:end]
    places.extend(range(start, end))
    return bytes(decoded), places


def _decode_base64(data: bytes, start: int, end: int) -> tuple[bytes, array[int]]:
    """Decode Base64 (RFC 2045, section 6.8); each byte has the place of its group of characters."""
    marks = array("I", compress(range(start, end), data[start:end].translate(_NOT_SPACE)))
    try:
        decoded = binascii.a2b_base64(data[start:end])
    except binascii.Error:
        return b"", array("I")
    if not marks:
        return b"", array("I")
    last = len(marks) - 1
    return decoded, array("I", (marks[min(last, at // 3 * 4)] for at in range(len(decoded))))


def _decode_characters(decoded: bytes, places: array[int], charset: str) -> tuple[str, array[int]]:
    """Decode the characters of a part, and return the place of the first byte of each one."""
    try:
        text = decoded.decode(charset)
    except (LookupError, ValueError):
        return decoded.decode("latin-1"), places
    if len(text) == len(decoded):
        return text, places
    if charset.lower() not in ("utf-8", "utf8"):  # the lengths of other characters vary
        last = len(places) - 1
        return text, array("I", (places[min(last, at)] for at in range(len(text))))
    firsts = (place for octet, place in zip(decoded, places, strict=True) if octet & 0xC0 != 0x80)
    return text, array("I", firsts)
