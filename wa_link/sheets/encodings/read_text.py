"""Decode files to lines of text, in an encoding that is given or detected (UTF-8, -16, -32)."""

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
from wa_link.sheets.encodings.encoding_errors import describe_not_utf8, is_decoded
from wa_link.sheets.input_file import peekable, waiting_check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

MAX_LINE: Final = 1_000_000
"""Largest number of characters in a line, and in a record of several lines: 30 times the limit of
an Excel cell. A file with longer lines is not a sheet, and must not fill the memory."""
# Text is decoded and checked in blocks, because line by line takes several times as long.
_BLOCK_BYTES = 1 << 14
# Limits of the text by which encodings are rated; it begins with the first line that is not UTF-8.
_SAMPLE_LINES, _SAMPLE_CHARACTERS = 200, 1 << 16


class TextLines(NamedTuple):
    """Decoded lines of a text file, with their line ends.

    Attributes:
        blocks: the lines, in lists of many lines.
        has_byte_order_mark: whether output in UTF-8 needs a byte-order mark. It needs one if the
            input has a mark or is not UTF-8, because programs such as Excel then expect a mark.
        encoding: the encoding that the user gave or that was detected.
        would_wait: function that returns whether the next block is not there yet, because the
            program that writes the pipe has not written it.
    """

    blocks: Iterator[list[str]]
    has_byte_order_mark: bool
    encoding: str
    would_wait: Callable[[], bool]

    @property
    def lines(self) -> Iterator[str]:
        """Return an iterator of the lines."""
        return chain.from_iterable(self.blocks)


def read_text(
    file: BinaryIO, name: str, encoding: str | None = None, *, longest: int = MAX_LINE
) -> TextLines:
    """Return the lines of a file, which are read and decoded block by block during the iteration.

    LF, CRLF and CR end a line.

    Args:
        file: a file opened in binary mode.
        name: name of the file, for messages.
        encoding: encoding of the text. If None, UTF-8, UTF-16 or UTF-32 is detected.
        longest: largest number of characters in a line.

    Raises:
        OptionError: Python has no text encoding with this name.
        InputError: a line is not in the encoding, or is too long. The iteration over the lines
            raises this error when it reaches that line.
    """
    buffered = peekable(file, DETECTION_BYTES)
    start = buffered.peek()
    mark = find_byte_order_mark(start)
    chosen = encoding or detect_encoding(start, name)
    if mark == codecs.BOM_UTF8 and _is_utf8(chosen):
        chosen = "utf-8-sig"
    try:
        io.TextIOWrapper(io.BytesIO(), chosen)
        # Some text codecs can't be used for files, because they do not support error handlers.
        "\n".encode(chosen).decode(chosen, "surrogateescape")
    except (LookupError, ValueError):
        raise OptionError(
            f"{quote(chosen)} is not an encoding of text: give one such as utf-8 or cp1252."
        ) from None
    needs_mark = mark is not None or not _is_utf8(chosen)
    blocks = _read_checked_lines(buffered, name, chosen, longest)
    return TextLines(blocks, needs_mark, chosen, waiting_check(buffered))


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii")
    except (LookupError, ValueError):
        return False


def _read_checked_lines(
    file: io.BufferedReader[Any], name: str, encoding: str, longest: int
) -> Iterator[list[str]]:
    """Yield lists of lines up to the first line that can't be decoded or is too long.

    Raises:
        InputError: a line can't be decoded or is too long. All lines before it were yielded.
    """
    number = 0
    try:
        blocks = _split_lines(_decode(file, encoding), longest)
        for block in blocks:
            if not is_decoded("".join(block)):
                decoded_count = next(i for i, line in enumerate(block) if not is_decoded(line))
                yield block[:decoded_count]
                place = f"{name}, line {number + decoded_count + 1}"
                if _is_utf8(encoding):
                    raise InputError(
                        f"{place}: {describe_not_utf8(_sample(block[decoded_count:], blocks))}"
                    )
                raise InputError(
                    f"{place}: the text is not {encoding}. Set {option('encoding')} to the "
                    "encoding of the file."
                )
            yield block
            number += len(block)
    except _LineError as error:
        raise InputError(f"{name}, line {number + 1}: {error}") from None


def _sample(lines: list[str], blocks: Iterator[list[str]]) -> list[str]:
    """Return a sample of a text: lines from `lines` and then from `blocks`, up to a limit."""
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
    """Yield the decoded text, with an escaped surrogate for each byte that can't be decoded.

    The surrogates show which line is wrong. io.TextIOWrapper is not used, because it would keep a
    line of any length in memory, and lose the text before an error.

    Raises:
        _LineError: the codec can't continue after an error.
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
                f"the text is not {encoding}. Set {option('encoding')} to the encoding of the file."
                if data
                else "it ends in the middle of a character, because the file was not copied "
                "completely: copy or download the file again."
            ) from None
        # Codecs such as utf-16-le leave the byte-order mark in the text.
        yield text.removeprefix("\ufeff") if is_first else text
        is_first = is_first and not text


def _decode_before_error(decoder: codecs.IncrementalDecoder, data: bytes) -> str:
    """Return the text before an error, decoded byte by byte.

    Each byte is decoded alone, because some codecs report the wrong place of an error.
    """
    text = io.StringIO(newline="")
    with suppress(UnicodeError):
        for place in range(len(data)):
            text.write(decoder.decode(data[place : place + 1]))
    return text.getvalue()


def _split_lines(texts: Iterable[str], longest: int) -> Iterator[list[str]]:
    """Yield lists of complete lines; LF, CRLF and CR end a line.

    Raises:
        _LineError: a line has more than `longest` characters.
    """
    unfinished = io.StringIO(newline="")  # the beginning of the next line
    ends_with_cr = False  # then an LF at the beginning of the next text belongs to this CR
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
    """Return the end of a message about a `line` or a `row` that has too many characters."""
    return f"the {noun} has more than {longest:,} characters. Perhaps its end is missing."
