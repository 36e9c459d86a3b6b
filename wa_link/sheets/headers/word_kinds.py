"""Find the kinds of the words in a header or label: `Kind.WORK` and `Kind.FAX` for `Work fax`.

The words are in the tables `words_for_*.py`. Words that people also write in cells with numbers
(`Mobile: 0501234567`) are in `phone.words` instead.

Sources: the names of phone types and relations in Android's translations (AOSP, frameworks/base,
`core/res/res/values-*/strings.xml`: `phoneType…`, `relationType…`); the headers of exports from
Outlook, Thunderbird, Google Contacts, Shopify and WooCommerce; Unicode CLDR (annotations of the
telephone, mobile phone, pager and fax machine); public sheets of contacts. Languages are
written as BCP 47 tags, with `und` for words of all languages. Case and accents are ignored.
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
from wa_link.sheets.headers import (
    words_for_countries,
    words_for_people,
    words_for_phones,
    words_for_places,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Units: TypeAlias = tuple[str, ...]
"""Words of a header; in scripts without spaces, such as Chinese, single characters."""


class Kind(Enum):
    """Meaning of a word or phrase in a header or label; most values are names of word tables."""

    WHATSAPP = "whatsapp"
    MOBILE = "mobile"
    PHONE = "phone"
    WEAK_MOBILE = "mobile, only together with another word"
    WEAK_PHONE = "phone, only together with another word"
    ALONE = "phone, only as the whole header"
    CONTACT_NUMBER = "contact number"  # one word: Kontaktnummer
    NUMBER = "number"
    CONTACT = "contact"  # means a phone number if NUMBER is next to it
    HOME = "home"
    WORK = "work"
    MAIN = "main"  # main, primary, default
    OTHER = "other"  # other, alternative, billing
    OWNER = "owner"  # the contact: customer, my
    FILLER = "filler"  # no meaning of its own: of, for
    LABEL = "label"  # label, type
    LABEL_MOBILE = "label mobile"  # mobile in a label, not in a header: iPhone
    LABEL_WHATSAPP = "label whatsapp"  # WhatsApp in a label, not in a header: zap
    FAX = "fax"
    PAGER = "pager"
    MACHINE = "machine"  # telex, modem
    OTHER_PERSON = "other person"  # mother, assistant
    SECRETARY = "secretary"
    COUNTRY = "country"
    DELIVERY = "delivery"  # shipping, destination: words next to COUNTRY
    AREA = "area"  # region, state
    CALLING_CODE = "calling code"  # prefix, code
    NOT_OF_PHONE = "not of the phone"  # birth, origin


# Kinds of `phone.words` that are also used here. Its words for places are not used, because they
# include "company": a column for the company is not the number of the person.
_SHARED: Final = ("whatsapp", "mobile", "phone", "number", "fax", "pager")
# Words that mean a phone in a cell, but something else in a header: CEP is a postcode in Brazil,
# `fijo` and similar words mean "fixed", and some words mean only "number".
_NOT_PHONES: Final = """call, zap, cep, ت, т, شماره, מספר, متحرك, fix, fijo, fixo, fixe, fisso,
    vast, sabit, fiksni, stacjonarny, σταθερό, رقم, port, hoofd, 연락처"""
# Words that mean a phone only next to another word, as in `hp no`. Alone, `hp` means horsepower,
# `cel` a purpose (Polish), `ph` the pH value, and `همراه` a companion (Persian).
_WEAK: Final = {Kind.WEAK_MOBILE: "hp, h p, cel, kom, همراه, сот, dđ", Kind.WEAK_PHONE: "ph, đt"}
# An Arabic word for "number". As the whole header, it means a phone number.
_ALONE: Final = "رقم"
_SEPARATORS = re.compile(
    r"[\s\d_!\"$%&'()*+,\-./:;<=>?@\[\\\]^`{|}~–—·•、。・「」【】׳״‘’ʼ“”„«»\u200c\ufe0e\ufe0f]+"
)
# Scripts without spaces: Thai, Lao, Khmer, kana, Han. Hangul is written with or without spaces.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)
# Letters with a stroke or without a dot, which people also type as plain letters. Unicode does not
# decompose these letters into a letter and an accent.
_PLAIN_LETTERS = str.maketrans("ıđłø", "idlo")
# A text with more units is not a header, and would take much time.
_MAX_UNITS = 60


def split_units(text: str) -> Units:
    """Split a header or label into units: `Mobile No.` becomes `("mobile", "no")`.

    A unit is a word as `word_key` returns it. In scripts without spaces, such as Chinese, each
    character is a unit.
    """
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
    """Return the groups of digits in a header, such as `("2",)` for `Phone 2`."""
    return tuple(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def parse_header(units: Units, kinds: Collection[Kind]) -> set[frozenset[Kind]]:
    """Return the possible meanings of a whole header, each as a set of kinds.

    `Home phone` has one meaning: {HOME, PHONE}. A header can have several meanings, because a
    phrase can have several kinds. Return an empty set if a word is unknown, or has none of the
    allowed kinds.

    Args:
        units: the units of the header.
        kinds: the allowed kinds.
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
    """Return the kinds of all known phrases in a label: {WORK, FAX} for `Old work fax`."""
    found: set[Kind] = set()
    start = 0
    while start < len(units):
        start, kinds = max(_phrases_at(units, start), default=(start + 1, frozenset[Kind]()))
        found |= kinds
    return found


def remove_kinds(units: Units, kinds: Collection[Kind]) -> Units:
    """Remove the phrases of the given kinds from a header, and return its other units."""
    kept: list[str] = []
    start = 0
    while start < len(units):
        ends = [end for end, found in _phrases_at(units, start) if found.intersection(kinds)]
        if not ends:
            kept.append(units[start])
        start = max(ends, default=start + 1)
    return tuple(kept)


def _phrases_at(units: Units, start: int) -> Iterator[tuple[int, frozenset[Kind]]]:
    """Yield the end index and the kinds of each known phrase that begins at index `start`."""
    phrases, longest = _load_lexicon()
    for end in range(start + 1, min(start + longest.get(units[start], 0), len(units)) + 1):
        if found := phrases.get(units[start:end]):
            yield end, found


@cache
def _load_lexicon() -> tuple[dict[Units, frozenset[Kind]], dict[str, int]]:
    """Load the known words of headers and labels, with their kinds, such as `Kind.FAX`.

    Returns:
        Two dicts. The first contains the kinds of each phrase. The second contains, for each unit
        that begins a phrase, the number of units in the longest phrase that it begins.
    """
    kinds: defaultdict[Units, set[Kind]] = defaultdict(set)
    texts = {
        **words_for_phones.TEXTS,
        **words_for_places.TEXTS,
        **words_for_people.TEXTS,
        **words_for_countries.TEXTS,
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
