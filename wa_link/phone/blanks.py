"""Cells that say that there is no number: `-`, `N/A`, `0`, and words such as `none`."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.number_labels import label_kinds, line_kinds
from wa_link.phone.words import WORDS, word_key, word_keys

_LONGEST = 60  # characters
# Punctuation that people type into a required field of a form.
_SIGNS = re.compile(r"[\s.,;:/\\|_*?\u00bf!~'\"()\[\]<>{}\u2026\u3002\u2010-\u2015\u2212\u30fc-]+")
_ZEROS = re.compile(r"\+?[\s.,/()-]*0[0\s.,/()-]*")
_OTHER_DIGIT = re.compile("[1-9]")
_AROUND = " \t\n.,;:!?*_~'\"()[]<>{}\u201c\u201d\u2018\u2019\u2013\u2014-"
_MOST_WORDS = 6
_SHORTENED = frozenset(("na", "ka", "nvt"))  # `n. a.`, `k. A.` and `n. v. t.` without dots


def refuse_blank(text: str) -> None:
    """Raise PhoneError with the reason `empty` if a cell is empty or says that it has no number."""
    if not text:
        raise PhoneError(Reason.EMPTY, "There is no number.")
    if says_none(text):
        raise PhoneError(Reason.EMPTY, f"{quote(text)} says that there is no number.")


def says_none(text: str) -> bool:
    """Return whether a text says that there is no number: `none`, `-`, `000`, `Tel.:`."""
    if len(text) > _LONGEST or _OTHER_DIGIT.search(text):
        return False
    if _SIGNS.fullmatch(text) or _ZEROS.fullmatch(text):
        return True
    key = word_key(text)
    return any(_is_none(each) for each in {key, word_key(key.strip(_AROUND))}) or _is_bare_label(
        text
    )


def is_placeholder(text: str) -> bool:
    """Return whether a text is a placeholder in every language: `N/A`, `-` or `0`."""
    return (
        _SIGNS.fullmatch(text) is not None
        or _ZEROS.fullmatch(text) is not None
        or word_key(text) in {word_key(word) for word in WORDS["none"]["und"]}
    )


def _is_none(key: str) -> bool:
    """Return whether a phrase says that there is no number: `none`, `no mobile`.

    `key` is the phrase in the form that `word_key` returns.
    """
    none = word_keys("none")
    if key in none or re.sub(r"[\s.]", "", key) in _SHORTENED:
        return True
    words = key.split()
    return len(words) <= _MOST_WORDS and any(
        (" ".join(words[:cut]) in none and line_kinds(" ".join(words[cut:])))
        or (" ".join(words[cut:]) in none and line_kinds(" ".join(words[:cut])))
        for cut in range(1, len(words))
    )


def _is_bare_label(text: str) -> bool:
    """Return whether a text is only a label and its colon, without a number: `Tel.:`."""
    return re.search(r"[:\uff1a]\s*\Z", text) is not None and bool(label_kinds(text))
