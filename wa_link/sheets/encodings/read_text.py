"""Bytes -> lines of text. The encoding is given or detected, never guessed."""

from __future__ import annotations

import codecs
import io
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError
from wa_link.sheets.encodings.detect_encoding import (
    DETECTION_BYTES,
    detect_encoding,
    find_byte_order_mark,
)
from wa_link.sheets.encodings.encoding_errors import describe_not_utf8, is_clean
from wa_link.sheets.input_file import peekable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

MAX_LINE: Final = 1_000_000
"""Characters of a line, and of a record on several lines. That is 30 times an Excel cell; anything
longer is not a sheet, and must not fill the memory."""
# Decoding and checking line by line takes several times as long.
_BLOCK_BYTES = 1 << 14
# Lines and characters that show the encoding, from the first line that is not UTF-8.
_SAMPLE_LINES, _SAMPLE_CHARACTERS = 200, 1 << 16


class TextLines(NamedTuple):
    """Lines of a text with their line ends, in blocks.

    Attributes:
        blocks: lists of lines.
        has_byte_order_mark: whether output in UTF-8 needs a mark. It does if the input has one or
            is not UTF-8, because programs that read such files expect a mark.
        encoding: the encoding, given or detected.
    """

    blocks: Iterator[list[str]]
    has_byte_order_mark: bool
    encoding: str

    @property
    def lines(self) -> Iterator[str]:
        """Return the lines one by one."""
        return chain.from_iterable(self.blocks)


def read_text(
    file: BinaryIO, name: str, encoding: str | None = None, *, longest: int = MAX_LINE
) -> TextLines:
    """Read lines, which are decoded as they are taken. LF, CRLF and CR end a line.

    Args:
        file: a file opened for bytes.
        name: name of the file, for messages.
        encoding: encoding of the text; detected when None. Text that is in neither UTF-8 nor a
            detected encoding stops the run.
        longest: limit of characters in a line.

    Raises:
        OptionError: there is no such encoding of text.
        InputError: (as lines are taken) a line is not in the encoding, or too long.
    """
    buffered = peekable(file, DETECTION_BYTES)
    start = buffered.peek()
    mark = find_byte_order_mark(start)
    chosen = encoding or detect_encoding(start, name)
    if mark == codecs.BOM_UTF8 and _is_utf8(chosen):
        chosen = "utf-8-sig"
    try:
        io.TextIOWrapper(io.BytesIO(), chosen)
        # Some codecs for text can't be used for files, because they can't report errors.
        "\n".encode(chosen).decode(chosen, "surrogateescape")
    except (LookupError, ValueError):
        raise OptionError(f"{quote(chosen)} is not an encoding of text.") from None
    needs_mark = mark is not None or not _is_utf8(chosen)
    return TextLines(_read_checked_lines(buffered, name, chosen, longest), needs_mark, chosen)


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii")
    except (LookupError, ValueError):
        return False


def _read_checked_lines(
    file: io.BufferedReader[Any], name: str, encoding: str, longest: int
) -> Iterator[list[str]]:
    """Yield blocks of lines up to the first line that can't be read.

    Raises:
        InputError: there is such a line.
    """
    number = 0
    try:
        blocks = _split_lines(_decode(file, encoding), longest)
        for block in blocks:
            if not is_clean("".join(block)):
                sound = next(i for i, line in enumerate(block) if not is_clean(line))
                yield block[:sound]
                place = f"{name}, line {number + sound + 1}"
                if _is_utf8(encoding):
                    raise InputError(
                        f"{place}: {describe_not_utf8(_sample(block[sound:], blocks))}"
                    )
                raise InputError(
                    f"{place}: it is not {encoding}. Name its encoding with {option('encoding')}."
                )
            yield block
            number += len(block)
    except _LineError as error:
        raise InputError(f"{name}, line {number + 1}: {error}") from None


def _sample(lines: list[str], blocks: Iterator[list[str]]) -> list[str]:
    """Return the lines that show the encoding, however they are divided into blocks."""
    found: list[str] = []
    characters = 0
    with suppress(_LineError):
        for line in chain(lines, chain.from_iterable(blocks)):
            found.append(line)
            characters += len(line)
            if len(found) >= _SAMPLE_LINES or characters >= _SAMPLE_CHARACTERS:
                break
    return found


class _LineError(Exception):
    """Error for a line that can't be read; its message says why."""


def _decode(file: io.BufferedReader[Any], encoding: str) -> Iterator[str]:
    """Yield the text as it is read, with escaped surrogates for bytes that can't be decoded.

    They show which line is wrong. io.TextIOWrapper would keep a line of any length in memory, and
    loses the text before an error.

    Raises:
        _LineError: the codec can't go on.
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
            yield _decode_before_error(decoder, data)
            raise _LineError(
                f"it is not {encoding}. Name its encoding, as in {option('encoding', 'cp1252')}."
                if data
                else "it ends in the middle of a character, because the file was not copied "
                "completely: get the file again."
            ) from None
        # Codecs such as utf-16-le keep the mark, which is not part of the text.
        yield text.removeprefix("\ufeff") if is_first else text
        is_first = is_first and not text


def _decode_before_error(decoder: codecs.IncrementalDecoder, data: bytes) -> str:
    """Decode byte by byte up to the error, because not every codec reports its right place."""
    text = io.StringIO(newline="")
    with suppress(UnicodeError):
        for place in range(len(data)):
            text.write(decoder.decode(data[place : place + 1]))
    return text.getvalue()


def _split_lines(texts: Iterable[str], longest: int) -> Iterator[list[str]]:
    """Yield blocks of whole lines; LF, CRLF and CR end a line.

    Raises:
        _LineError: a line is too long.
    """
    unfinished = io.StringIO(newline="")  # the beginning of the next line
    ends_with_cr = False  # then an LF that comes next belongs to it
    for text in filter(None, texts):
        unfinished.write(text)
        if ends_with_cr or "\n" in text or "\r" in text:
            unfinished.seek(0)
            block = unfinished.readlines()
            unfinished = io.StringIO(newline="")
            if not block[-1].endswith("\n"):
                unfinished.write(block.pop())
            yield block
        if unfinished.tell() > longest:
            raise _LineError(describe_overlong("line", longest))
        ends_with_cr = text.endswith("\r")
    if unfinished.tell():
        unfinished.seek(0)
        yield unfinished.readlines()


def describe_overlong(noun: str, longest: int = MAX_LINE) -> str:
    """Return a clause about a line, or a row of several lines, that does not end."""
    return f"the {noun} has more than {longest:,} characters: is its end missing?"
