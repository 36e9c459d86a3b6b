"""Words of headers and labels about phone numbers: those of `phone.words`, and more.

Sources: the names of phone types and relations in Android's translations (AOSP, frameworks/base,
`core/res/res/values-*/strings.xml`: `phoneType…`, `relationType…`); the headers of exports from
Outlook, Thunderbird, Google Contacts, Shopify and WooCommerce; Unicode CLDR (annotations of the
telephone, mobile phone, pager and fax machine); public sheets of contacts. Languages have the tags
of BCP 47; `und` is what every language writes. Case and accents make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from enum import Enum, auto
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link.phone.words import WORDS, parse_words, word_key
from wa_link.sheets.headers import words_for_people, words_for_phones, words_for_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Units: TypeAlias = tuple[str, ...]
"""Words; of scripts that are written without spaces, single characters."""


class Kind(Enum):
    """What a word or phrase of a header says."""

    WHATSAPP = auto()
    MOBILE = auto()
    PHONE = auto()
    WEAK_MOBILE = auto()
    WEAK_PHONE = auto()
    ALONE = auto()
    CONTACT_NUMBER = auto()
    NUMBER = auto()
    CONTACT = auto()
    HOME = auto()
    WORK = auto()
    MAIN = auto()
    OTHER = auto()
    WHOSE = auto()
    FILLER = auto()
    LABEL = auto()
    LABEL_MOBILE = auto()
    LABEL_WHATSAPP = auto()
    FAX = auto()
    PAGER = auto()
    MACHINE = auto()
    ANOTHERS = auto()
    SECRETARY = auto()


_NAMES: Final = {
    "whatsapp": Kind.WHATSAPP,
    "mobile": Kind.MOBILE,
    "phone": Kind.PHONE,
    "contact number": Kind.CONTACT_NUMBER,
    "number": Kind.NUMBER,
    "contact": Kind.CONTACT,
    "home": Kind.HOME,
    "work": Kind.WORK,
    "main": Kind.MAIN,
    "other": Kind.OTHER,
    "whose": Kind.WHOSE,
    "filler": Kind.FILLER,
    "label": Kind.LABEL,
    "label mobile": Kind.LABEL_MOBILE,
    "fax": Kind.FAX,
    "pager": Kind.PAGER,
    "machine": Kind.MACHINE,
    "another's": Kind.ANOTHERS,
    "secretary": Kind.SECRETARY,
}
# The kinds of `phone.words` that headers share. Its words for places have those for a company, too,
# which is another's number here.
_SHARED: Final = ("whatsapp", "mobile", "phone", "number", "fax", "pager")
# Words for phones that say something else in a header: CEP is a postcode in Brazil, `fijo` and its
# like say "fixed", and some say "number" alone.
_NOT_PHONES: Final = """call, zap, cep, ت, т, شماره, מספר, متحرك, fix, fijo, fixo, fixe, fisso,
    vast, sabit, fiksni, stacjonarny, σταθερό, رقم, port, hoofd, 연락처"""
# Words that say "phone" only beside another: alone they are horsepower, a purpose in Polish, the
# pH value, a companion in Persian.
_WEAK: Final = {Kind.WEAK_MOBILE: "hp, h p, cel, kom, همراه, сот, dđ", Kind.WEAK_PHONE: "ph, đt"}
# A word for a number that heads phone numbers where it is all of a header.
_ALONE: Final = "رقم"
_SEPARATORS = re.compile(
    r"[\s\d_!\"$%&'()*+,\-./:;<=>?@\[\\\]^`{|}~–—·•、。・「」【】׳״‘’ʼ“”„«»\u200c\ufe0e\ufe0f]+"
)
# Thai, Lao, Khmer, kana, Han; and Hangul, which is written both ways.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)
# Letters without an accent to take away, as people type them.
_PLAIN_LETTERS = str.maketrans("ıđłø", "idlo")
# What is longer is not a header, and would take time.
_MOST_UNITS = 60


def split_units(text: str) -> Units:
    """Return the words of a header or label, in the form in which they are compared."""
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
    """Return the numbers in a header: `2` of `Phone 2`."""
    return tuple(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def parse_header(units: Units, kinds: Collection[Kind]) -> set[frozenset[Kind]]:
    """Return what a whole header may consist of: a set of kinds for each way to read it.

    It is empty where a word is not known, or known as something else than these kinds.
    """
    if len(units) > _MOST_UNITS:
        return set()
    reached: list[set[frozenset[Kind]]] = [set() for _ in range(len(units) + 1)]
    reached[0].add(frozenset())
    for start, before in enumerate(reached[:-1]):
        for end, found in _phrases_at(units, start) if before else ():
            for kind in found.intersection(kinds):
                reached[end].update(known | {kind} for known in before)
    return reached[-1]


def find_kinds(units: Units) -> set[Kind]:
    """Return the kinds of all phrases in a label, which may have other words beside them."""
    found: set[Kind] = set()
    start = 0
    while start < len(units):
        start, kinds = max(_phrases_at(units, start), default=(start + 1, frozenset[Kind]()))
        found |= kinds
    return found


def remove_kinds(units: Units, kinds: Collection[Kind]) -> Units:
    """Return the units without the phrases of these kinds."""
    kept: list[str] = []
    start = 0
    while start < len(units):
        ends = [end for end, found in _phrases_at(units, start) if found.intersection(kinds)]
        if not ends:
            kept.append(units[start])
        start = max(ends, default=start + 1)
    return tuple(kept)


def _phrases_at(units: Units, start: int) -> Iterator[tuple[int, frozenset[Kind]]]:
    """Yield where each phrase ends that begins at `start`, and its kinds."""
    phrases, longest = _lexicon()
    for end in range(start + 1, min(start + longest.get(units[start], 0), len(units)) + 1):
        if found := phrases.get(units[start:end]):
            yield end, found


@cache
def _lexicon() -> tuple[dict[Units, frozenset[Kind]], dict[str, int]]:
    """Return the kinds of each phrase, and the length of the longest by its first unit."""
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
            kinds[split_units(phrase)].add(_NAMES[name])
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
