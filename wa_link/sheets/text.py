"""Bytes -> lines of text, in an encoding that is known for certain."""

from __future__ import annotations

import codecs
import io
from collections import Counter
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError
from wa_link.sheets.misread import is_clean, not_utf8
from wa_link.sheets.source import begun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

# UTF-32 before UTF-16: its little-endian mark begins with UTF-16's.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
MAX_LINE = 1_000_000
"""Characters of a line, and of a record on several lines: what is longer is no sheet, and is not
held in memory. It is 30 times as much as a cell of Excel holds."""
# As much as this is read and checked at once: line by line, it takes several times as long.
_BLOCK_BYTES = 1 << 14
# As many, all in every other place, do not stand there by chance.
_TELLING_NULS = 16
# Of texts in ASCII: as high bytes of UTF-16 they are blocks of East Asia and India.
_TEXT_BYTES = frozenset(b"\t\n\r") | frozenset(range(0x20, 0x7F))
# By which an encoding is judged, from the first line that is not UTF-8 on.
_JUDGED_LINES, _JUDGED_CHARACTERS = 200, 1 << 16
BEGINNING = 1_000
"""Bytes of a file that tell what it is, and in which encoding."""


class Text(NamedTuple):
    """Lines with their line ends, some together; and whether output like it needs a mark.

    In UTF-8, it does when the input had one, or was not UTF-8: then whoever reads it expects one.
    """

    blocks: Iterator[list[str]]
    byte_order_mark: bool
    encoding: str

    @property
    def lines(self) -> Iterator[str]:
        """The lines one by one."""
        return chain.from_iterable(self.blocks)


def read_text(
    file: BinaryIO, name: str, encoding: str | None = None, *, longest: int = MAX_LINE
) -> Text:
    """The lines of `file`, decoded as they are taken. LF, CRLF and CR end a line.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        encoding: when None, told by a byte-order mark, else UTF-8. It is never guessed: what is not
            UTF-8 stops the run.
        longest: characters that a line may have.

    Raises:
        OptionError: no such encoding.
        InputError: (as lines are taken) a line is not in the encoding, or too long.
    """
    buffered = begun(file, BEGINNING)
    start = buffered.peek()
    mark = _mark_of(start)
    chosen = encoding or told_encoding(start, name)
    if mark == codecs.BOM_UTF8 and _is_utf8(chosen):
        chosen = "utf-8-sig"
    try:
        io.TextIOWrapper(io.BytesIO(), chosen)
        # Some codecs are of text, and yet not of a file's: they know no way to report errors.
        "\n".encode(chosen).decode(chosen, "surrogateescape")
    except (LookupError, ValueError):
        raise OptionError(f"{quote(chosen)} is not an encoding of text.") from None
    needs_mark = mark is not None or not _is_utf8(chosen)
    return Text(_decoded(buffered, name, chosen, longest), needs_mark, chosen)


def told_encoding(start: bytes, name: str) -> str:
    """The Unicode encoding of a text, told by the mark at its beginning, or by its NULs.

    UTF-16 without a mark would pass as UTF-8: there, ASCII has a NUL in every other place, between
    the high bytes of one other script.

    Args:
        start: its first bytes, as many as BEGINNING where there are so many.
        name: of the file, for the message.

    Raises:
        InputError: it may be UTF-16, or UTF-8 with NULs in it.
    """
    if mark := _mark_of(start):
        return _MARKS[mark]
    start = start[:BEGINNING]
    for encoding, high, low in (("utf-32-le", 2, 0), ("utf-32-be", 0, 3)):
        highs = start[high::4] + start[high + 1 :: 4]
        if len(start) >= 8 and all(start[low::4]) and not any(highs):
            return encoding
    even, odd = start[::2], start[1::2]
    for encoding, highs, lows in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        nuls = highs.count(0)
        if nuls < 2 or lows.count(0) * 20 > nuls:
            continue
        if _is_utf16(highs, lows):
            return encoding
        if nuls >= _TELLING_NULS and nuls * 10 >= len(highs):
            raise InputError(
                f"{name} may be UTF-16 without a mark, or have NULs in its cells: name its "
                f"encoding, {option('encoding', encoding)} or {option('encoding', 'utf-8')}."
            )
    return "utf-8"


def _is_utf16(highs: bytes, lows: bytes) -> bool:
    """Return whether bytes of a text are UTF-16 for certain, whose high bytes have NULs.

    Args:
        highs: bytes in every other place, which have the NULs.
        lows: the others.
    """
    nuls = highs.count(0)
    others = [(high, low) for high, low in zip(highs, lows, strict=False) if high]
    if not others:
        return True
    [(block, count)] = Counter(high for high, _ in others).most_common(1)
    is_of_one_script = (nuls + count) * 10 >= len(highs) * 9
    if is_of_one_script and block not in _TEXT_BYTES:
        return True
    if nuls * 10 < len(highs):
        return False  # a table has more of ASCII: delimiters, digits, line ends
    breaks = sum(high in b"\r\n" and low in b"\r\n" for high, low in others)
    if breaks * 4 > len(others):  # as one character, two of those are rare
        return False
    if is_of_one_script:
        return True
    pairs = sum(high in _TEXT_BYTES and low in _TEXT_BYTES for high, low in others)
    return highs.startswith(b"\0\0") and (nuls * 4 >= len(highs) or pairs * 2 <= len(others))


def _mark_of(start: bytes) -> bytes | None:
    return next((mark for mark in _MARKS if start.startswith(mark)), None)


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii")
    except (LookupError, ValueError):
        return False


def _ahead(lines: list[str], blocks: Iterator[list[str]]) -> list[str]:
    """Return the lines by which an encoding is judged: as many, in whatever blocks they come."""
    found: list[str] = []
    characters = 0
    with suppress(_FaultError):
        for line in chain(lines, chain.from_iterable(blocks)):
            found.append(line)
            characters += len(line)
            if len(found) >= _JUDGED_LINES or characters >= _JUDGED_CHARACTERS:
                break
    return found


def _decoded(
    file: io.BufferedReader[Any], name: str, encoding: str, longest: int
) -> Iterator[list[str]]:
    number = 0
    try:
        blocks = _lines(_texts(file, encoding), longest)
        for block in blocks:
            if not is_clean("".join(block)):
                sound = next(i for i, line in enumerate(block) if not is_clean(line))
                yield block[:sound]
                where = f"{name}, line {number + sound + 1}"
                if _is_utf8(encoding):
                    raise InputError(f"{where}: {not_utf8(_ahead(block[sound:], blocks))}")
                raise InputError(
                    f"{where}: it is not {encoding}. Name its encoding with {option('encoding')}."
                )
            yield block
            number += len(block)
    except _FaultError as fault:
        raise InputError(f"{name}, line {number + 1}: {fault}") from None


class _FaultError(Exception):
    """The next line cannot be read; its text tells why."""


def _texts(file: io.BufferedReader[Any], encoding: str) -> Iterator[str]:
    """The text as it is read. Escaped surrogates let the line that is at fault be found, and shown.

    Not io.TextIOWrapper: it would hold a line in memory however long it is, and loses what stands
    before a fault.
    """
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    is_first, data = True, b"."
    while data:
        data = file.read1(_BLOCK_BYTES)
        state = decoder.getstate()
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeError:
            decoder.setstate(state)
            yield _before(decoder, data)
            raise _FaultError(
                f"it is not {encoding}. Name its encoding, as in {option('encoding', 'cp1252')}."
                if data
                else "it ends in the middle of a character, for it was not copied to its end: get "
                "it anew."
            ) from None
        # A mark that the codec leaves in place, as utf-16-le does, is no part of the text.
        yield text.removeprefix("\ufeff") if is_first else text
        is_first = is_first and not text


def _before(decoder: codecs.IncrementalDecoder, data: bytes) -> str:
    """The text of `data` before its fault: not every codec tells truly where that is."""
    text = io.StringIO(newline="")
    with suppress(UnicodeError):
        for place in range(len(data)):
            text.write(decoder.decode(data[place : place + 1]))
    return text.getvalue()


def _lines(texts: Iterable[str], longest: int) -> Iterator[list[str]]:
    """Whole lines, some together; LF, CRLF and CR end one.

    Raises:
        _FaultError: a line is too long.
    """
    begun = io.StringIO(newline="")  # what is there of the next line
    is_open = False  # it ends with CR, whose LF may come now
    for text in filter(None, texts):
        begun.write(text)
        if is_open or "\n" in text or "\r" in text:
            begun.seek(0)
            block = begun.readlines()
            begun = io.StringIO(newline="")
            if not block[-1].endswith("\n"):
                begun.write(block.pop())
            yield block
        if begun.tell() > longest:
            raise _FaultError(too_long("line", longest))
        is_open = text.endswith("\r")
    if begun.tell():
        begun.seek(0)
        yield begun.readlines()


def too_long(what: str, longest: int = MAX_LINE) -> str:
    """What is said of a line, or of a row of several lines, that has no end in sight."""
    return f"the {what} has more than {longest:,} characters: is its end missing?"
