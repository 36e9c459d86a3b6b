"""Numbers from standard input, one on each line: `wa-link link -`."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from wa_link.cli.stderr import say
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Far longer than any number or link.
_MOST_CHARACTERS = 100_000
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Line(NamedTuple):
    """A line of standard input that is not blank."""

    number: int
    text: str


def reads_stdin(arguments: Sequence[str], what: str) -> bool:
    """Return whether the only argument is `-`, which means standard input.

    Args:
        arguments: the arguments of the command.
        what: the kind of arguments, for the message: `numbers`.

    Raises:
        UsageError: there are other arguments, too.
    """
    if "-" not in arguments or len(arguments) == 1:
        return "-" in arguments
    raise click.UsageError(f"Give - (standard input) alone, without other {what}.")


def read_lines(what: str) -> Iterator[Line]:
    """Yield each line of standard input that is not blank, without white space at its ends.

    A line is read when it is needed, so each answer can be printed before the next line comes.
    The lines are in UTF-8, or in UTF-16 with a byte-order mark, which PowerShell 5 writes. A
    character that can't be decoded becomes U+FFFD, which no number contains.

    Args:
        what: the kind of lines, for a person at a terminal: `numbers`.

    Raises:
        InputError: a line is too long.
    """
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        say(f"Type {what}, one a line; end with {end}.")
    if isinstance(sys.stdin, io.TextIOWrapper):
        encoding = "utf-16" if _begins_with_utf_16_mark(sys.stdin) else "utf-8-sig"
        sys.stdin.reconfigure(encoding=encoding, errors="replace", newline=None)
    lines = iter(lambda: sys.stdin.readline(_MOST_CHARACTERS), "")
    is_blank = True
    for number, line in enumerate(lines, 1):
        if len(line) == _MOST_CHARACTERS and not line.endswith("\n"):
            raise InputError(
                f"Line {number} of standard input has more than {_MOST_CHARACTERS:,} characters: "
                "give one number on each line."
            )
        if text := line.strip():
            is_blank = False
            yield Line(number, text)
    if is_blank:
        say(f"Note: Standard input has no {what}.")


def _begins_with_utf_16_mark(file: io.TextIOWrapper) -> bool:
    """Return whether a file begins with a byte-order mark of UTF-16, which is not read yet.

    The file of a terminal is not looked at, because its end would have to be typed twice.
    """
    buffer = file.buffer
    if file.isatty() or not isinstance(buffer, io.BufferedReader):
        return False
    return buffer.peek(1).startswith(_UTF_16_MARKS)
