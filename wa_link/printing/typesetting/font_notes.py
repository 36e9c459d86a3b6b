"""Notes and errors about characters that the fonts of wa-link and of the user do not have."""

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

_SOME_LETTERS = "Some letters are printed in"
_MAX_QUOTED = 5  # characters in a note


def make_font_note(fonts: Sequence[str]) -> Note:
    """Return a note that names the system fonts of a card: `Some letters are printed in Arial.`."""
    return Note(NoteCode.OTHER_FONT, f"{_SOME_LETTERS} {', '.join(fonts)}.")


def make_emoji_note(emoji: Sequence[str]) -> Note:
    """Return a note that names the emoji that were left out of a card."""
    it = "it" if len(emoji) == 1 else "them"
    return Note(NoteCode.EMOJI_LEFT_OUT, f"{_list_with_verb(emoji)} left out: no font has {it}.")


def quote_symbols(card: Card, clusters: Sequence[str]) -> Card:
    """Return the card; its note about system fonts quotes symbols such as `☎`.

    The note begins with `"☎" is printed in` instead of `Some letters are printed in`. If no symbol
    of the card is printed in a system font, the card is not changed. Letters are never quoted: for
    a text in another script, the note would quote all its letters.

    Args:
        card: the card, with its notes.
        clusters: characters that are neither in wa-link's fonts nor in the user's font, each with
            its combining marks.
    """
    symbols = [
        each
        for each in dict.fromkeys(clusters)
        if unicodedata.category(each[0])[0] == "S" and any(each in text for text in card.texts)
    ]
    if not symbols:
        return card
    subject = f"{_list_with_verb(symbols)} printed in"
    notes = tuple(
        Note(note.code, note.message.replace(_SOME_LETTERS, subject, 1))
        if note.code is NoteCode.OTHER_FONT
        else note
        for note in card.notes
    )
    return replace(card, notes=notes)


def _list_with_verb(clusters: Sequence[str]) -> str:
    """Return the characters, quoted and with a verb: `"🔥" is`, or `"🔥" and "🎉" are`."""
    *first, last = [quote(each) for each in clusters[:_MAX_QUOTED]]
    if len(clusters) > _MAX_QUOTED:
        first, last = [*first, last], f"{len(clusters) - _MAX_QUOTED} more"
    return f"{', '.join(first)} and {last} are" if first else f"{last} is"


def make_glyph_error(cluster: str) -> TextError:
    """Return the error for a card with a character that no font has.

    Args:
        cluster: the character that no font has, with its combining marks.
    """
    char = cluster[0]
    name = unicodedata.name(char, "without a name").lower()
    return TextError(
        Reason.MISSING_GLYPH,
        f"No font has {quote(char)} (U+{ord(char):04X}, {name}): remove this character, or give a "
        f"font that has it with {option('font', 'FILE')}.",
    )
