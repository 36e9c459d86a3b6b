"""Bytes -> lines of text, in an encoding that is known for certain."""

from __future__ import annotations

import codecs
import io
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import InputError, OptionError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

# UTF-32 before UTF-16: its little-endian mark begins with UTF-16's.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# As many as this are read and checked at once: line by line, it takes several times as long.
_BLOCK_CHARACTERS = 1 << 14
_LIKELY_ENCODINGS = ("cp1252", "cp1256", "cp1251", "mac_roman")


class Text(NamedTuple):
    """Lines with their line ends, some together; and whether output like it needs a mark.

    In UTF-8, it does when the input had one, or was not UTF-8: then whoever reads it expects one.
    """

    blocks: Iterator[list[str]]
    byte_order_mark: bool

    @property
    def lines(self) -> Iterator[str]:
        """The lines one by one."""
        return chain.from_iterable(self.blocks)


def read_text(file: BinaryIO, name: str, encoding: str | None = None) -> Text:
    """The lines of `file`, decoded as they are taken. LF, CRLF and CR end a line.

    The encoding is the one named, else the one a byte-order mark tells, else UTF-8. It is never
    guessed: what is not UTF-8 stops the run.

    Raises:
        OptionError: no such encoding.
        InputError: (as lines are taken) a line is not in the encoding.
    """
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file)  # type: ignore[type-var]  # a BinaryIO reads as a raw stream does
    start = buffered.peek(4)[:4]
    mark = next((mark for mark in _MARKS if start.startswith(mark)), None)
    chosen = encoding or (_MARKS[mark] if mark else _unmarked(start))
    if mark == codecs.BOM_UTF8 and _is_utf8(chosen):
        chosen = "utf-8-sig"
    try:
        io.TextIOWrapper(io.BytesIO(), chosen)
        # Some codecs are of text, and yet not of a file's: they know no way to report errors.
        "\n".encode(chosen).decode(chosen, "surrogateescape")
    except (LookupError, ValueError):
        raise OptionError(f"{shown(chosen)} is no encoding: see --encoding.") from None
    needs_mark = mark is not None or not _is_utf8(chosen)
    return Text(_decoded(buffered, name, chosen), needs_mark)


def _unmarked(start: bytes) -> str:
    """UTF-16 when every other byte is NUL, which would pass as UTF-8; else UTF-8."""
    if start[::2].strip(b"\0") and start[1::2] == b"\0\0":
        return "utf-16-le"
    if start[1::2].strip(b"\0") and start[::2] == b"\0\0":
        return "utf-16-be"
    return "utf-8"


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii")
    except (LookupError, ValueError):
        return False


def _decoded(buffered: BinaryIO, name: str, encoding: str) -> Iterator[list[str]]:
    # Escaped surrogates let the line that is at fault be found, and shown.
    text = io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="")
    # Where a codec can fail, the line at which it does is told.
    size = _BLOCK_CHARACTERS if _never_fails(encoding) else 1
    number = 0
    try:
        # A mark that the codec leaves in place, as utf-16-le does, is no part of the text.
        block = [text.readline().removeprefix("\ufeff")]
        while block and block[0]:
            if not _is_clean("".join(block)):
                sound = next(i for i, line in enumerate(block) if not _is_clean(line))
                yield block[:sound]
                number += sound + 1
                raise InputError(_not_in_encoding(name, number, encoding, block[sound]))
            yield block
            number += len(block)
            block = text.readlines(size)
    except UnicodeError as error:
        raise InputError(
            f"{name}, after line {number}: it is not {encoding} ({error.__class__.__name__}). "
            "Name its encoding, as in --encoding cp1252."
        ) from None
    finally:
        if not buffered.closed:  # it is closed by whoever opened it
            text.detach()


def _never_fails(encoding: str) -> bool:
    """Whether each byte that is not in the encoding is escaped."""
    try:
        return len(bytes(range(256)).decode(encoding, "surrogateescape")) == 256
    except UnicodeError:
        return False


def _is_clean(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_in_encoding(name: str, number: int, encoding: str, line: str) -> str:
    if not _is_utf8(encoding):
        return f"{name}, line {number}: it is not {encoding}. Name its encoding with --encoding."
    fault = next(place for place, char in enumerate(line) if not _is_clean(char))
    around = line[max(0, fault - 20) :].rstrip("\r\n")
    raw = around.encode("utf-8", "surrogateescape")
    previews = "".join(
        f"\n  --encoding {likely:<10} {shown(raw.decode(likely, 'replace'))}"
        for likely in _LIKELY_ENCODINGS
    )
    return f"{name}, line {number}: it is not UTF-8. Name the encoding that reads right:{previews}"
