"""Notes on characters: left out, set in a font of the system, or missing from all fonts."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, Reason, TextError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.cards.cards import Card

_SOME_LETTERS = "Some letters are set in"
_MOST_QUOTED = 5  # characters, in a note


def other_font_note(fonts: Sequence[str]) -> Note:
    """Return the note on fonts of the system that a card needs."""
    return Note(NoteCode.OTHER_FONT, f"{_SOME_LETTERS} {', '.join(fonts)}.")


def left_out_note(emoji: Sequence[str]) -> Note:
    """Return the note on emoji that are left out."""
    it = "it" if len(emoji) == 1 else "them"
    return Note(NoteCode.EMOJI_LEFT_OUT, f"{_listed(emoji)} left out: no font has {it}.")


def with_symbols_quoted(card: Card, clusters: Sequence[str]) -> Card:
    """Return the card, whose note on other fonts quotes the symbols that these have.

    Letters are not quoted: a text in another script has all of them from there.
    """
    symbols = [
        each
        for each in dict.fromkeys(clusters)
        if unicodedata.category(each[0])[0] == "S" and any(each in text for text in card.texts)
    ]
    notes = tuple(
        Note(note.code, note.message.replace(_SOME_LETTERS, f"{_listed(symbols)} set in", 1))
        if note.code is NoteCode.OTHER_FONT and symbols
        else note
        for note in card.notes
    )
    return replace(card, notes=notes)


def _listed(clusters: Sequence[str]) -> str:
    """Return quoted characters with their verb: `"🔥" is`, `"🔥" and "🎉" are`."""
    *first, last = [quote(each) for each in clusters[:_MOST_QUOTED]]
    if more := len(clusters) - _MOST_QUOTED:
        first, last = ([*first, last], f"{more} more") if more > 0 else (first, last)
    return f"{', '.join(first)} and {last} are" if first else f"{last} is"


def missing_glyph_error(cluster: str) -> TextError:
    """Return why a card with that character, and marks on it, can't be printed."""
    char = cluster[0]
    name = unicodedata.name(char, "without a name").lower()
    return TextError(
        Reason.MISSING_GLYPH,
        f"No font has {quote(char)} (U+{ord(char):04X}, {name}): leave it out, or give a font that "
        f"has it with {option('font', 'FILE')}.",
    )
