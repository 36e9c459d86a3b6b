"""Numbers of a vCard: which one to write to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wa_link.phone.blanks import says_none
from wa_link.phone.words import word_key, word_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.contacts.properties import Property

_WHATSAPP_ID = re.compile(r"\s*\+?([0-9]{5,15})\s*")
# `homeFax`, `WORK_FAX`, `_$!<HomeFAX>!$_`, `Fax (work)`.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD_OR_SIGN = re.compile(r"[\w'\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f]+|[^\w\s]")
# Signs of Chinese, Japanese, Thai and Lao are not parted by spaces; Korean compounds are alike.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
# No longer text is a label.
_LONGEST = 200
_FAX_STEM = 3
_LABELS = frozenset(("TYPE", "LABEL", "X-CUSTOM", "X-LABEL", "X-TYPE"))
# Types of 2.1 and 3.0 that no person answers, and one that is a mobile; iPhone is Apple's own type.
_MACHINES = frozenset("modem bbs telex".split())
_MOBILES = frozenset("pcs iphone".split())
# Somebody else answers there.
_OTHER_PEOPLE = frozenset(
    word_key(word)
    for word in """assistant assistent assistente assistentin asistente asistan assistante
    ассистент مساعد עוזר asisten asystent assistens
    emergency notfall notfallkontakt emergencia emergência urgence emergenza acil طوارئ""".split()
)
# An office, whose number is the person's only where there is no other.
_SECRETARIES = frozenset(
    word_key(word)
    for word in """секретарь секретар secretary sekretariat sekretär sekretärin sekretarz sekreter
    secretaria secretário secretaría secrétaire secrétariat segretaria segretario secretaris
    سكرتير سكرتيرة מזכירה""".split()
)
_PREFERENCE = re.compile(r'[" ]*([1-9][0-9]?|100)[" ]*')  # RFC 6350, section 5.3
_LAST_PREFERENCE = 101


@dataclass(frozen=True, slots=True)
class Tel:
    """A number of a card.

    Attributes:
        source: the property.
        text: its value, decoded.
        label: what its group says about it, as Apple and Google write it.
    """

    source: Property
    text: str
    label: str = ""

    @property
    def whatsapp_id(self) -> str:
        """The digits in `waid=`, which WhatsApp writes where it knows the chat; else blank."""
        match = _WHATSAPP_ID.fullmatch(self.source.parameter("WAID"))
        return match[1] if match else ""

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, bool, int]:
        """How unlikely it is that the person answers on WhatsApp; the first is True if nobody can.

        Phones prefer whichever number came first, so a mobile comes before a preferred number.
        """
        kinds, preference = _read_parameters(self.source.parameters, self.label)
        is_known = bool(self.whatsapp_id)
        return (
            not is_known and not kinds.isdisjoint(("fax", "pager", "other person")),
            not is_known,
            "whatsapp" not in kinds,
            "secretary" in kinds,
            "mobile" not in kinds,
            preference,
        )


# The cards of a file have few of them: all others are found again.
@lru_cache(maxsize=1024)
def _read_parameters(
    parameters: tuple[tuple[str, str], ...], label: str
) -> tuple[frozenset[str], int]:
    """Return what parameters and a label say of a number, and its place by `PREF`."""
    kinds = kinds_of(label)
    preference = _LAST_PREFERENCE
    for name, value in parameters:
        if name in _LABELS:
            kinds = kinds.union(*map(kinds_of, value.split(",")))
        if name == "TYPE" and "PREF" in value.upper().replace('"', "").split(","):
            preference = min(preference, 1)
        if name == "PREF" and (match := _PREFERENCE.fullmatch(value)):
            preference = min(preference, int(match[1]))
    return kinds, preference


def choose_phone(tels: Sequence[Tel]) -> tuple[str, list[str]]:
    """Return the number to write to, blank if there is none, and all others."""
    numbers: list[str] = []
    phone = ""
    ranked = [(tel.rank, tel) for tel in tels]
    for rank, tel in sorted(ranked, key=lambda item: item[0]):
        before = len(numbers)
        whatsapp_id = tel.whatsapp_id
        if whatsapp_id:
            numbers.append(f"+{whatsapp_id}")
        if not whatsapp_id or re.sub(r"\D", "", tel.text) != whatsapp_id:
            numbers.append(tel.text)
        number = numbers[before]
        is_read = not phone and not rank[0] and number and not says_none(number)
        phone = number if is_read else phone
    return phone, [number for number in dict.fromkeys(numbers) if number not in ("", phone)]


@lru_cache(maxsize=4096)
def kinds_of(label: str) -> frozenset[str]:
    """Return what a label or type says of its number.

    They are `whatsapp`, `mobile`, `fax`, `pager`, `secretary` and `other person`; other words say
    nothing.
    """
    if len(label) > _LONGEST:
        return frozenset()
    parted = _CAMEL.sub(" ", label).replace("_", " ")
    words = {_key(word) for text in (label, parted) for word in _WORD_OR_SIGN.findall(text)}
    phrase = f" {_key(' '.join(_WORD_OR_SIGN.findall(parted)))} ".replace(" - ", " ")
    kinds = {
        kind
        for kind in ("whatsapp", "mobile", "fax", "pager")
        if any(_is_in(key, words, phrase) for key in _keys(kind))
    }
    if any(key in word for word in words for key in _keys("fax") if len(key) >= _FAX_STEM):
        kinds.add("fax")
    if words & _MACHINES:
        kinds.add("pager")
    if words & _MOBILES:
        kinds.add("mobile")
    if words & _OTHER_PEOPLE:
        kinds.add("other person")
    if words & _SECRETARIES:
        kinds.add("secretary")
    return frozenset(kinds)


def _key(text: str) -> str:
    # A capital I is two letters in Turkish, and programs don't know which one.
    return word_key(text).replace("ı", "i")


@lru_cache
def _keys(kind: str) -> frozenset[str]:
    return frozenset(key.replace("ı", "i").replace("-", " ") for key in word_keys(kind))


def _is_in(key: str, words: set[str], phrase: str) -> bool:
    if key in words or (" " in key and f" {key} " in phrase):
        return True
    return _UNSPACED.fullmatch(key) is not None and key in phrase
