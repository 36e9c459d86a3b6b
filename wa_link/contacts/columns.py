"""Which column holds the phone numbers, told by its header."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The better the word, the likelier WhatsApp answers there.
_RANKED_WORDS = (
    "whatsapp wa واتساب واتس",
    """mobile cell cellphone cellular gsm celular cellulare móvil mobil handy handynummer portable
    hp mobilnummer mobiltelefon mobiltelefonnummer мобильный 手机 手机号 手机号码
    جوال موبايل محمول""",
    """phone tel telp telephone telefono telefon telefonnummer téléphone telefone telepon msisdn
    телефон телефона फ़ोन 电话 电话号码 هاتف تليفون""",
    "رقم",
)
# Words that may stand beside those above without changing what the column holds.
_NUMBER_WORDS = frozenset(
    """number no nr num n° nº nummer numero nomor numara # value номер नंबर 号码
    de di do da du""".split()
)
# A sheet often has one of these beside the one to call first. A company's switchboard and the one
# who receives a parcel are other people: `company` and `shipping` are no such words.
_LESSER_WORDS = frozenset("other home business work office billing address".split())
_KIND_WORDS = _LESSER_WORDS | frozenset(
    "primary main default contact customer client personal private my".split()
)
# Alone it is horsepower.
_NEEDS_A_NUMBER_WORD = {"hp"}
# What is longer is no header for people, and may be made to take time.
_LONGEST = 200
_SEPARATORS = re.compile(r"[\s\d_!\"$%&'()*+,\-./:;<=>?@\[\\\]^`{|}~–—]+")


def phone_columns(columns: Sequence[str]) -> list[int]:
    """The indices of the columns whose headers name phone numbers, the best first.

    A header counts when it consists of words for a phone, of words like `number`, `no`, `#`, and
    of words for whose it is; never when such a word is a part of another (`hotel`, `cancelled`),
    or stands with a word that makes it something else (`phone type`, `fax`, `order no`).
    """
    ranked = [
        (rank, index) for index, column in enumerate(columns) if (rank := _rank(column)) is not None
    ]
    return [index for _, index in sorted(ranked)]


def _rank(header: str) -> tuple[int, bool] | None:
    """How unlikely WhatsApp is to answer at a column's numbers; None if it holds none."""
    if len(header) > _LONGEST:
        return None
    return min(filter(None, map(_rank_of, _spellings(header))), default=None)


def _rank_of(words: set[str]) -> tuple[int, bool] | None:
    phone_words = words & _RANKS.keys()
    if not phone_words or words - phone_words - _NUMBER_WORDS - _KIND_WORDS:
        return None
    if words == _NEEDS_A_NUMBER_WORD:
        return None
    return min(_RANKS[word] for word in phone_words), not _LESSER_WORDS.isdisjoint(words)


def _spellings(header: str) -> list[set[str]]:
    """A header's words: `Phone #1` -> `phone`, `#`; those of `billingPhone` joined and apart."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return [
        {_word(word) for word in _SEPARATORS.split(text.replace("#", " # ")) if word}
        for text in dict.fromkeys((header, apart))
    ]


def _word(word: str) -> str:
    """A word without case, accents and the Arabic article."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", word.casefold()))
    return unicodedata.normalize("NFC", plain).removeprefix("ال")


_RANKS = {_word(word): rank for rank, words in enumerate(_RANKED_WORDS) for word in words.split()}
