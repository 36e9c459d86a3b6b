"""Kinds of words in headers and labels, looked up in the tables of `words_for_*.py`.

Add a new word to one of those tables; if people also write it in cells with numbers, add it to
`phone.words`.

Sources: the names of phone types and relations in Android's translations (AOSP, frameworks/base,
`core/res/res/values-*/strings.xml`: `phoneType…`, `relationType…`); the headers of exports from
Outlook, Thunderbird, Google Contacts, Shopify and WooCommerce; Unicode CLDR (annotations of the
telephone, mobile phone, pager and fax machine); public sheets of contacts. Languages are tags of
BCP 47, with `und` for words in all languages. Case and accents make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from enum import Enum
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link.phone.words import WORDS, parse_words, word_key
from wa_link.sheets.headers import words_for_people, words_for_phones, words_for_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Units: TypeAlias = tuple[str, ...]
"""Words; or single characters, in scripts that are written without spaces."""


class Kind(Enum):
    """Meaning of a word or phrase in a header or label; the values name tables of words."""

    WHATSAPP = "whatsapp"
    MOBILE = "mobile"
    PHONE = "phone"
    WEAK_MOBILE = "mobile, only together with another word"
    WEAK_PHONE = "phone, only together with another word"
    ALONE = "phone, only as the whole header"
    CONTACT_NUMBER = "contact number"  # one word for a phone number
    NUMBER = "number"
    CONTACT = "contact"  # a phone number together with a number word
    HOME = "home"
    WORK = "work"
    MAIN = "main"  # without a place: main, general
    OTHER = "other"
    WHOSE = "whose"  # the person of the row: customer, client
    FILLER = "filler"  # words between others: of, for
    LABEL = "label"  # type, label, kind
    LABEL_MOBILE = "label mobile"  # mobile in labels only
    LABEL_WHATSAPP = "label whatsapp"  # WhatsApp in labels only
    FAX = "fax"
    PAGER = "pager"
    MACHINE = "machine"  # telex, modem
    ANOTHERS = "another's"  # another person: mother, assistant
    SECRETARY = "secretary"


# Kinds of `phone.words` that count in headers. Its words for places include "company", whose number
# is another's here.
_SHARED: Final = ("whatsapp", "mobile", "phone", "number", "fax", "pager")
# Words for phones that mean something else in a header: CEP is a postcode in Brazil, `fijo` and
# similar words mean "fixed", and some mean only "number".
_NOT_PHONES: Final = """call, zap, cep, ت, т, شماره, מספר, متحرك, fix, fijo, fixo, fixe, fisso,
    vast, sabit, fiksni, stacjonarny, σταθερό, رقم, port, hoofd, 연락처"""
# Words that mean "phone" only together with another word: alone they mean horsepower, a purpose
# (Polish), the pH value, or a companion (Persian).
_WEAK: Final = {Kind.WEAK_MOBILE: "hp, h p, cel, kom, همراه, сот, dđ", Kind.WEAK_PHONE: "ph, đt"}
# An Arabic word for a number that means a phone number if it is the whole header.
_ALONE: Final = "رقم"
_SEPARATORS = re.compile(
    r"[\s\d_!\"$%&'()*+,\-./:;<=>?@\[\\\]^`{|}~–—·•、。・「」【】׳״‘’ʼ“”„«»\u200c\ufe0e\ufe0f]+"
)
# Thai, Lao, Khmer, kana, Han; and Hangul, which is written with and without spaces.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)
# Letters that people type without their stroke, which is not a separate accent.
_PLAIN_LETTERS = str.maketrans("ıđłø", "idlo")
# A longer text is not a header, and would take long.
_MAX_UNITS = 60


def split_units(text: str) -> Units:
    """Split a header or label into words, in the form in which words are compared."""
    found: list[str] = []
    spaced = unicodedata.normalize("NFKC", text).replace("#", " # ")
    for word in filter(None, _SEPARATORS.split(spaced)):
        key = word_key(word).translate(_PLAIN_LETTERS)
        if _UNSPACED.search(key):
            found += filter(None, re.split(f"({_UNSPACED.pattern})", key))
        else:
            found.append(key)
    return tuple(found)


def find_digits(text: str) -> Units:
    """Return the numbers in a header, such as `2` in `Phone 2`."""
    return tuple(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def parse_header(units: Units, kinds: Collection[Kind]) -> set[frozenset[Kind]]:
    """Return the possible readings of a whole header, each as the set of kinds of its phrases.

    Return nothing if a word is unknown, or has only other kinds.
    """
    if len(units) > _MAX_UNITS:
        return set()
    reached: list[set[frozenset[Kind]]] = [set() for _ in range(len(units) + 1)]
    reached[0].add(frozenset())
    for start, before in enumerate(reached[:-1]):
        for end, found in _phrases_at(units, start) if before else ():
            for kind in found.intersection(kinds):
                reached[end].update(known | {kind} for known in before)
    return reached[-1]


def find_kinds(units: Units) -> set[Kind]:
    """Return the kinds of all phrases in a label, which may have other words too."""
    found: set[Kind] = set()
    start = 0
    while start < len(units):
        start, kinds = max(_phrases_at(units, start), default=(start + 1, frozenset[Kind]()))
        found |= kinds
    return found


def remove_kinds(units: Units, kinds: Collection[Kind]) -> Units:
    """Return the units without the phrases of some kinds."""
    kept: list[str] = []
    start = 0
    while start < len(units):
        ends = [end for end, found in _phrases_at(units, start) if found.intersection(kinds)]
        if not ends:
            kept.append(units[start])
        start = max(ends, default=start + 1)
    return tuple(kept)


def _phrases_at(units: Units, start: int) -> Iterator[tuple[int, frozenset[Kind]]]:
    """Yield the end and the kinds of each phrase that begins at `start`."""
    phrases, longest = _load_lexicon()
    for end in range(start + 1, min(start + longest.get(units[start], 0), len(units)) + 1):
        if found := phrases.get(units[start:end]):
            yield end, found


@cache
def _load_lexicon() -> tuple[dict[Units, frozenset[Kind]], dict[str, int]]:
    """Return the kinds of each phrase, and the length of the longest phrase by its first unit."""
    kinds: defaultdict[Units, set[Kind]] = defaultdict(set)
    texts = {
        **words_for_phones.TEXTS,
        **words_for_places.TEXTS,
        **words_for_people.TEXTS,
    }
    tables = [
        *((name, WORDS[name]) for name in _SHARED),
        *((name, parse_words(text)) for name, text in texts.items()),
    ]
    for name, by_language in tables:
        for phrase in chain.from_iterable(by_language.values()):
            kinds[split_units(phrase)].add(Kind(name))
    for phrase in _NOT_PHONES.split(","):
        found = kinds[split_units(phrase)]
        found |= {Kind.LABEL_MOBILE} if Kind.MOBILE in found else set()
        found |= {Kind.LABEL_WHATSAPP} if Kind.WHATSAPP in found else set()
        found -= {Kind.PHONE, Kind.MOBILE, Kind.WHATSAPP}
    for kind, text in _WEAK.items():
        for phrase in text.split(","):
            kinds[split_units(phrase)] -= {Kind.PHONE, Kind.MOBILE}
            kinds[split_units(phrase)].add(kind)
    kinds[split_units(_ALONE)].add(Kind.ALONE)
    longest: defaultdict[str, int] = defaultdict(int)
    for units in kinds:
        if units:
            longest[units[0]] = max(longest[units[0]], len(units))
    return {units: frozenset(each) for units, each in kinds.items() if units}, longest
