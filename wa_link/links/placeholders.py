"""Placeholders of phone numbers: `yournumber`, `1XXXXXXXXXX`, `1234567890`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link.errors import Note, NoteCode

if TYPE_CHECKING:
    from wa_link.phone import PhoneNumber

_LONGEST = 60  # characters; a longer text is not a placeholder
# Only letters: `your-number` is compared as `yournumber`.
_WORDS = re.compile(
    r"(?:your|my|the|insert|enter|add|put|replace|with|tu|su|mi|seu|meu|votre|mon|ihre|deine|nomor)*"
    r"(?:whatsapp|wa|business|shop|store|company|country|code|mobile|cell|contact|tele)*"
    r"(?:phone|mobile|whatsapp|wa|contact|telefono|telefone|telephone|telefon|hp)?"
    r"(?:number|numbers|phone|phoneno|no|num|nr|numero|nummer|nomor|nomer|numéro|número|telefono"
    r"|teléfono|telefone|username|handle|hp)"
    r"(?:here|aqui|aquí|ici|hier|anda|whatsapp)*"
    r"|(?:insert|enter|add|put)?your(?:own|business|company|shop|store|brand|full|user)?names?(?:here)?"
    r"|(?:tu|su)(?:nombre|usuario)(?:aqui|aquí)?|seu(?:nome|usuario|usuário)(?:aqui)?"
    r"|nom(?:br)?edeusu[aá]rio|votrenom|(?:ihr|dein)name|namaanda"
)
_BARE_WORDS = frozenset({"no", "num", "nr", "hp", "wano", "mino", "suno", "tuno", "handle"})
_SEPARATORS = re.compile(r"[\s\d+().,_<>{}\[\]$%#*:/-]+")
# Letters or signs in place of digits, such as `1XXXXXXXXXX`, `91##########`, `+1 (___) ___`.
_BLANKS = re.compile(
    r"[\d\s+().-]*(?:[xX]{2,}|[nN]{4,}|#{2,}|\*{2,}|_{2,}|\.{3,}|\u2026|\?{2,})"
    r"[\dxXnN#*_.?\s+()\u2026-]*"
)
# A field of a template, such as `{number}`, `${phone}`, `%s`.
_TEMPLATED = re.compile(r"[{}<>\[\]]|\$\w|%[sd]|%%")
_SEQUENCES = "01234567890123456789", "98765432109876543210"
_SAME_DIGITS_AT_END = re.compile(r"(\d)\1{5,}\Z")
_NINES_OR_ONES_AT_END = re.compile(r"(?:9{7,}|1{7,})\Z")


def is_placeholder_text(text: str) -> bool:
    """Return whether a text with letters or signs is a placeholder: `yournumber`, `1XXXXXXXXXX`."""
    if not text or len(text) > _LONGEST:
        return False
    if _BLANKS.fullmatch(text) or _TEMPLATED.search(text):
        return True
    letters = _SEPARATORS.sub("", text).casefold()
    return letters not in _BARE_WORDS and _WORDS.fullmatch(letters) is not None


def is_placeholder_digits(digits: str, *, is_national: bool = False) -> bool:
    """Return whether digits that are not a valid number are a placeholder, such as `1234567890`.

    Args:
        digits: the digits.
        is_national: whether the digits may be a national number; then only repeated or sequential
            digits are a placeholder.
    """
    if len(digits) < 3:
        return False
    if len(set(digits)) == 1 or any(digits in each for each in _SEQUENCES):
        return True
    if is_national:
        return False
    return (
        _SAME_DIGITS_AT_END.search(digits) is not None
        or "1234567" in digits
        or "7654321" in digits
        or "9876543" in digits
    )


def warn_of_placeholder(phone: PhoneNumber) -> str:
    """Return the warning about a valid number that looks like a placeholder: `+966 50 999 9999`.

    Return "" for other numbers.
    """
    national = phone.national_number
    is_sequence = len(national) >= 7 and any(national in each for each in _SEQUENCES)
    if not is_sequence and _NINES_OR_ONES_AT_END.search(national) is None:
        return ""
    return (
        f"{phone.international} looks like a placeholder, but it is a valid number: check that it "
        "is the right one."
    )


def note_placeholder(phone: PhoneNumber) -> PhoneNumber:
    """Return a number with a note on it if it looks like a placeholder, and has no such note."""
    message = warn_of_placeholder(phone)
    note = Note(NoteCode.CHECK_LINK, message)
    return replace(phone, notes=(*phone.notes, note)) if message else phone
