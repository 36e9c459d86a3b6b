"""Read the opt-in column of a sheet: find out who has agreed to get messages.

A cell is an opt-in only if it says yes: `yes`, `y`, `true`, `1`, `x`, `✓`, or the word for yes in a
language in which the headers of sheets are also read. All other cells are not an opt-in.

A word that also means no in one of these languages, also in Latin letters, is left out, or is read
together with the rest of its column (see `_DOUBTS`). These words are left out: `nai` is yes in
Greek, and no in Bengali, Hindi and Japanese; `ne` is yes in Greek and Korean, and no in Czech and
Serbian; `iya` is yes in Indonesian, and no in Japanese.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from wa_link._support.quoting import quote
from wa_link.phone.words import parse_words

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS_FOR_YES: Final = parse_words(
    """
    und: yes, y, true, 1, x, ✓, ✔, ☑, ✅, 🗸, 🗹
    am: አዎ, አዎን
    ar: نعم, أجل, بلى
    bg: да
    bn: হ্যাঁ, হ্যা, হাঁ
    cs: ano
    da: ja
    de: ja
    el: ναι, ναί
    en: yes
    es: sí, si
    et: jah
    fa: بله, بلی, بلي, آری, آره
    fi: kyllä
    fr: oui
    gu: હા, હાં
    he: כן
    hi: हाँ, हां, जी हाँ, जी हां
    hr: da
    hu: igen
    id: ya
    it: sì, si, sí
    ja: はい, ハイ
    kk: иә
    ko: 네, 예
    lt: taip
    lv: jā
    mr: होय, हो
    ms: ya
    nl: ja
    no: ja
    pl: tak
    pt: sim
    ro: da
    ru: да
    sk: áno, ano
    sl: da, ja
    sr: да, da
    sv: ja
    sw: ndiyo, ndio
    ta: ஆம், ஆமாம், ஆமா
    te: అవును, ఔను
    th: ใช่
    tl: oo, opo
    tr: evet
    uk: так
    ur: ہاں, ھاں, جی ہاں
    vi: có, vâng
    zh: 是, 是的
    """
)
"""Words for yes by language (BCP 47), and signs that people of all languages use (`und`)."""


# A variation selector chooses the text or emoji form of the tick before it.
_VARIATION_SELECTORS: Final = dict.fromkeys((0xFE0E, 0xFE0F))

_NUMBER: Final = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{1,15})?")


def _fold(cell: str) -> str:
    """Return a cell in the form in which answers are compared: `yes` for ` ＹＥＳ`.

    The form has small letters of the usual width, and no invisible characters. Accents are kept:
    they distinguish words.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cell).casefold())
    visible = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return " ".join(visible.translate(_VARIATION_SELECTORS).split())


class _Doubt(NamedTuple):
    """Signs in a sheet that a word for yes means no.

    Attributes:
        others: other cells of the column that show it.
        regions: regions of phone numbers that show it.
    """

    others: frozenset[str]
    regions: frozenset[str] = frozenset()


_ANSWERS_OF_YES: Final = frozenset(
    _fold(word) for words in WORDS_FOR_YES.values() for word in words
)
# Circles that mean yes, and words for no in the form that `_fold` returns.
_WITH_X: Final = """
    ○ ◯ 〇 ◎ ● ⭕ o ㅇ n no not false 0 nein nej nei nee non não nao нет не ні nie ne nem ei hayır
    لا לא नहीं tidak không 否 いいえ 아니요
"""
_DOUBTS: Final = {
    # A cross is a tick only if nothing else can be the yes; in Japan and Korea, O is yes, X is no.
    "x": _Doubt(_ANSWERS_OF_YES.union(map(_fold, _WITH_X.split())) - {"x"}),
    # Polish for yes, Malay for no.
    "tak": _Doubt(
        frozenset(("ya", "tidak", "tak nak", "tak mahu", "tak mau", "nak", "mahu", "mau")),
        frozenset(("MY", "ID", "SG", "BN")),
    ),
    # Spanish and Italian for yes, Swahili for not.
    "si": _Doubt(frozenset(("ndiyo", "ndio", "hapana", "la"))),
}


class OptIns:
    """The opt-in column of a sheet."""

    def __init__(self, name: str, cells: Iterable[str]) -> None:
        """Read the whole column, which decides what some words mean.

        Args:
            name: name of the column, for messages.
            cells: all cells of the column.
        """
        self._name = name
        self._answers = frozenset(map(_fold, cells))

    def find_refusal(self, cell: str, region: str) -> str:
        """Return a sentence that says why a cell is not an opt-in; an empty text if it is one.

        Args:
            cell: the cell.
            region: region of the row's phone number, such as `PL`.
        """
        answer = _fold(cell)
        column = f"column {quote(self._name, 30)}"
        if not answer:
            return f"There is no opt-in: {column} is blank. Only if the person agreed, write yes."
        if answer not in _ANSWERS_OF_YES:
            return (
                f"{quote(cell, 30)} in {column} doesn't say yes. Only if the person agreed, write "
                "yes."
            )
        if sign := self._find_doubt(answer, region):
            return (
                f"{quote(cell, 30)} in {column} can mean no, because {sign}: if it means yes, "
                "write yes."
            )
        return ""

    def _find_doubt(self, answer: str, region: str) -> str:
        """Return the sign that a word for yes means no, for a message; empty if there is none."""
        if answer == "1" and (codes := sorted(filter(_is_code, self._answers))):
            return f"the column also has {quote(codes[0])}"
        doubt = _DOUBTS.get(answer)
        if doubt is None:
            return ""
        if others := doubt.others & self._answers:
            return f"the column also has {quote(min(others))}"
        return f"the number is from {region}" if region in doubt.regions else ""


def _is_code(answer: str) -> bool:
    """Return whether an answer is a number other than 0 and 1, such as a code or a count."""
    number = _NUMBER.fullmatch(answer)
    return number is not None and float(answer.replace(",", ".")) not in {0, 1}


def is_blank(cell: str) -> bool:
    """Return whether a cell has no character that can be seen."""
    return not _fold(cell)
