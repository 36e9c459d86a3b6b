"""Lone words that were typed in place of a command: `WA104`, `L7160`, `my_list` or `phone.txt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.cli.mistakes.misplaced_files import (
    find_similar_file,
    has_numbers,
    is_lost,
    spell_reading,
)
from wa_link.cli.mistakes.propose_command import spell_command
from wa_link.errors import NoteCode, OptionError, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTEST_STOCK = 4  # characters; a short word can be an alias of a stock by chance


def describe_word(arguments: Sequence[str]) -> str:
    """Return the end of the message that a word is not a command: what it is, and what to do.

    Return "" if the word is another kind of word, or if several words were typed.
    """
    if arguments and all(map(_is_code, arguments)):
        return f": write {spell_command(['explain', *arguments])}"
    if len(arguments) != 1:
        return ""
    (word,) = arguments
    if has_numbers(word):
        return f": write {spell_reading(word, 'link')}"
    if _is_stock(word):
        line = ["labels", "contacts.csv", "--stock", word, "-o", "labels.pdf"]
        return f", but a label stock: use it as in {spell_command(line)}"
    if is_lost(word):
        return f", and no file has this name{find_similar_file(word)}"
    return ""


def describe_username(arguments: Sequence[str]) -> str:
    """Return how to link to a lone word that may be a username, such as `maria.lopez`; else ""."""
    from wa_link.links.given_link import find_username  # noqa: PLC0415  (loads phonenumbers)

    if len(arguments) != 1 or not find_username(arguments[0]):
        return ""
    line = spell_command(["link", "--username", arguments[0]])
    return f": if it is a username, write {line}"


def _is_code(word: str) -> bool:
    """Return whether a word is a code that `wa-link explain` knows, such as `WA104`."""
    from wa_link.links.rules import Rule  # noqa: PLC0415  (only for a wrong command)

    codes = {*Reason, *NoteCode, *(rule.label for rule in Rule), *map(str.casefold, Rule)}
    return word.casefold() in codes


def _is_stock(word: str) -> bool:
    """Return whether a word is the name of a label stock, such as `L7160`."""
    from wa_link.printing.stock_list import find_stock  # noqa: PLC0415  (only for a wrong command)

    if len(word) < _SHORTEST_STOCK:
        return False
    try:
        find_stock(word)
    except OptionError:
        return False
    return True
