"""The command line in which the user pressed TAB, and the items that can complete its word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Line:
    """A command line without the name of the program. Its words have no quotes and escapes.

    Attributes:
        before: the words before the word at the cursor.
        word: the word at the cursor, up to the cursor.
        after: the words after the word at the cursor.
    """

    before: tuple[str, ...]
    word: str = ""
    after: tuple[str, ...] = ()


class Word(NamedTuple):
    """A word of a command line, as bash and fish read it.

    Attributes:
        start: index in the line at which the word begins.
        value: the word without quotes and escapes.
        quote: `'` or `"` if the word ends in a quote that is not closed, else "".
    """

    start: int
    value: str
    quote: str


def split_words(line: str) -> list[Word]:
    """Split a command line at spaces that are not quoted.

    The last word is the one at the end of the line. It can be empty, and its quote can be open.
    """
    words: list[Word] = []
    start, value, quote, is_escaped = 0, "", "", False
    for index, char in enumerate(line):
        if is_escaped:
            value += char if quote != '"' or char in '$`"\\' else f"\\{char}"
            is_escaped = False
        elif char == "\\" and quote != "'":
            is_escaped = True
        elif quote:
            quote, value = ("", value) if char == quote else (quote, value + char)
        elif char in "'\"":
            quote = char
        elif char in " \t\n":
            if index > start:
                words.append(Word(start, value, ""))
            start, value = index + 1, ""
        else:
            value += char
    return [*words, Word(start, value, quote)]
