"""Labels next to a number: `Mobile:` is removed; a number with `Fax:` or `Pager:` is refused.

Each label has one or more kinds: `Mobile No` has the kinds `mobile` and `number`.
"""

from __future__ import annotations

import re
from functools import cache

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.words import has_words, word_key, word_keys

# Initials in address books and letterheads, such as `M:` or `T.`, by the kind that they mean.
_INITIALS = {
    "phone": frozenset("t p h o w d ph wk hm ofc т ت ט".split()),
    "mobile": frozenset("m c м נ".split()),
    "fax": frozenset("f ф".split()),
}
# `Contact No. 98765 43210`, `Call: 98765 43210`. These words are labels only before a number.
_LEADS = frozenset(
    "contact call contacto contato kontakt llamar ligar anruf appel appeler panggil".split()
)
_KINDS = ("fax", "pager", "whatsapp", "mobile", "phone", "number", "home", "work")
_NEED_A_MARK = frozenset(("number", "home", "work"))
_FAX_OR_PAGER = frozenset(("fax", "pager"))
_BRACKET_AFTER = re.compile(r"[(\[\uff08]([^()\[\]\d\uff08\uff09]{1,60})[)\]\uff09]\s*\Z")
# `0151 23456789 mobil`, `(11) 98765-4321 - WhatsApp`
_WORDS_AFTER = re.compile(r"(?<=[\d)])\s[^()\[\]\d+\uff08\uff09]{1,60}\Z")
# Matches `WhatsApp: no ` before a number, but not `WhatsApp No: `.
_DENIED = re.compile(r":[^:.]*\w\s*\Z")
_AROUND = " \t\n-\u2013\u2014:"
_LONGEST = 60
"""Maximum number of characters in a label."""
_MOST_WORDS = 4
"""Maximum number of words in a phrase, such as `teléfono móvil`."""
# `Phone 2: 050…`
_ORDINAL = re.compile(r"\s?[1-9]\s?[:\uff1a](?!\s?\d?\d:)")


def strip_label(text: str) -> str:
    """Return a text without the label before or after its number: `Mobile: 050…` gives `050…`.

    A text without a label is returned unchanged. The label of a fax or a pager is kept;
    `refuse_fax_or_pager` then refuses the number.
    """
    if not has_words(text):
        return text
    before, number, after = _split_label(text)
    if _is_phone_line(_kinds_before(before, number)):
        ordinal = _ORDINAL.match(number)
        number = number[ordinal.end() :].lstrip() if ordinal else number
    elif before:
        return text
    is_label = _is_phone_line(label_kinds(after)) and not has_negation(after)
    return number.rstrip(_AROUND) if is_label else number + after


def has_negation(text: str) -> bool:
    """Return whether a label has a word that means no, as in `no WhatsApp`."""
    return any(word_key(word) in word_keys("none") for word in _words(text))


def refuse_fax_or_pager(text: str) -> None:
    """Raise PhoneError if a number has the label of a fax or a pager: `Fax: 0221 1234567`.

    Raises:
        PhoneError: with the reason `letters` for a fax, and `pager` for a pager.
    """
    if not has_words(text):
        return
    refuse_kinds(text, _kinds_around(text))


def is_fax_or_pager(text: str) -> bool:
    """Return whether a number has the label of a fax or a pager: `Fax: 0221 1234567`."""
    return not _kinds_around(text).isdisjoint(_FAX_OR_PAGER)


def refuse_kinds(text: str, kinds: frozenset[str]) -> None:
    """Raise PhoneError if the kinds of a label, such as `{fax, number}`, include `fax` or `pager`.

    `text` is the number with its label, for the message.

    Raises:
        PhoneError: with the reason `letters` for a fax, and `pager` for a pager.
    """
    if "fax" in kinds:
        raise PhoneError(
            Reason.LETTERS,
            f"{quote(text)} is a fax number, which has no WhatsApp: give another number.",
        )
    if "pager" in kinds:
        raise pager_error(text)


def pager_error(text: str) -> PhoneError:
    """Return the error for the number of a pager; `text` is the number as it was written."""
    return PhoneError(
        Reason.PAGER,
        f"{quote(text)} is a pager number, which has no WhatsApp: give another number.",
    )


def label_kinds(text: str) -> frozenset[str]:
    """Return the kinds of a label: `{mobile, number}` for `Mobile No`, and `{mobile}` for `M:`.

    Return an empty set if the text is not a label.
    """
    if len(text) > _LONGEST:
        return frozenset()
    has_mark = re.search(r"[.:\uff1a]\s*$", text) is not None
    if has_mark and (kind := _kind_of_initial(word_key(text.strip(" .:\uff1a")))):
        return frozenset((kind,))
    kinds = line_kinds(text)
    # Without a colon or a dot, `no` may say that a number is wrong, and `office` may be a place.
    return kinds if has_mark or not kinds <= _NEED_A_MARK else frozenset()


def line_kinds(text: str) -> frozenset[str]:
    """Return the kinds of the words in a text, such as `{mobile, number}` for `Mobile No`.

    Return an empty set if the text also has any other word, as in `Ann Mobile`.
    """
    return _kinds_of_phrases(tuple(map(word_key, _words(text))))


def _words(text: str) -> list[str]:
    signs = r"[\s/|&,;:\uff1a()\[\]+.#=_>*~\u2022\u00b7\u2013\u2014-]+"
    return [word for word in re.split(signs, text) if word]


def _is_phone_line(kinds: frozenset[str]) -> bool:
    return bool(kinds) and kinds.isdisjoint(_FAX_OR_PAGER)


def _kinds_around(text: str) -> frozenset[str]:
    before, number, after = _split_label(text)
    return _kinds_before(before, number) | label_kinds(after)


def _kinds_before(before: str, number: str) -> frozenset[str]:
    """Return the kinds of the label before a number: `{mobile}` for `Mobile: ` and for `M: `.

    A single letter without a colon is a label only if the number begins with a plus:
    `M +49 151 23456789`.
    Return an empty set if the text before the number is not a label.
    """
    if _DENIED.search(before) and has_negation(before.rpartition(":")[2]):
        return frozenset()
    has_space = before.endswith(" ") or number.startswith(" ")
    if (
        has_space
        and number.lstrip().startswith("+")
        and (kind := _kind_of_initial(word_key(before)))
    ):
        return frozenset((kind,))
    return label_kinds(before)


def _split_label(text: str) -> tuple[str, str, str]:
    """Split a text into the words before its number, the number, and the words after the number.

    `Tel. 050 1234567 (home)` gives `Tel.`, ` 050 1234567 ` and `(home)`.
    """
    start = re.search(r"[(\[]?\s?[\d+]", text)
    if start is None:
        return "", text, ""
    before, number = text[: start.start()], text[start.start() :]
    end = _BRACKET_AFTER.search(number) or _WORDS_AFTER.search(number)
    if end is None:
        return before, number, ""
    return before, number[: end.start()], number[end.start() :]


def _kind_of_initial(key: str) -> str | None:
    return next((kind for kind, letters in _INITIALS.items() if key in letters), None)


def _kinds_of_phrases(keys: tuple[str, ...]) -> frozenset[str]:
    """Return the kinds of all words in a label, such as `{mobile, number}` for `mobile no`.

    Return an empty set if a word is unknown. `keys` are the words as `word_key` returns them.
    """
    kinds: set[str] = set()
    place = 0
    while place < len(keys):
        for size in range(min(_MOST_WORDS, len(keys) - place), 0, -1):
            phrase = " ".join(keys[place : place + size])
            # `Contact no.` is a label, and `no contact` is not.
            is_lead = place == 0 and phrase in _LEADS
            if found := frozenset(("number",)) if is_lead else _kinds_of(phrase):
                kinds |= found
                place += size
                break
        else:
            return frozenset()
    return frozenset(kinds)


@cache
def _kinds_by_key() -> dict[str, frozenset[str]]:
    kinds: dict[str, frozenset[str]] = {}
    for kind in _KINDS:
        for key in word_keys(kind):
            kinds[key] = kinds.get(key, frozenset()) | {kind}
    return kinds


def _kinds_of(key: str) -> frozenset[str]:
    return _kinds_by_key().get(key, frozenset())
