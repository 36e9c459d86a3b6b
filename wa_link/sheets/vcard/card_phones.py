"""Numbers of a vCard: which one to write to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wa_link.phone.blanks import says_none
from wa_link.sheets.headers.label_columns import find_label_kinds
from wa_link.sheets.headers.word_kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.sheets.vcard.properties import Property

_WHATSAPP_ID = re.compile(r"\s*\+?([0-9]{5,15})\s*")
_LABELS = frozenset(("TYPE", "LABEL", "X-CUSTOM", "X-LABEL", "X-TYPE"))
_MEANINGS: Final = {
    Kind.WHATSAPP: "whatsapp",
    Kind.LABEL_WHATSAPP: "whatsapp",
    Kind.MOBILE: "mobile",
    Kind.WEAK_MOBILE: "mobile",
    Kind.LABEL_MOBILE: "mobile",
    Kind.FAX: "fax",
    Kind.PAGER: "pager",
    Kind.MACHINE: "pager",
    Kind.ANOTHERS: "other person",
    Kind.SECRETARY: "secretary",
}
# What is longer is not kept in a cache.
_LONGEST: Final = 200
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
        """Rank of a number: the lower, the more likely it has WhatsApp.

        The first item is True if the number is not read: WhatsApp can't answer there, or another
        person does. Phones prefer whichever number came first, so a mobile comes before a preferred
        number.
        """
        kinds, preference = _read_parameters(self.source.parameters, self.label)
        is_known = bool(self.whatsapp_id)
        return (
            # WhatsApp knows that a number of its own is not a fax, and not whose it is.
            "other person" in kinds or (not is_known and not kinds.isdisjoint(("fax", "pager"))),
            not is_known,
            "whatsapp" not in kinds,
            "secretary" in kinds,
            "mobile" not in kinds,
            preference,
        )


def _read_parameters(
    parameters: tuple[tuple[str, str], ...], label: str
) -> tuple[frozenset[str], int]:
    """Return what parameters and a label say of a number, and its place by `PREF`."""
    # A cache that keeps long texts would take much memory.
    is_short = len(label) + sum(len(name) + len(value) for name, value in parameters) <= _LONGEST
    read = _read_short_parameters if is_short else _read_short_parameters.__wrapped__
    return read(parameters, label)


# The cards of a file have few of them: all others are found again.
@lru_cache(maxsize=1024)
def _read_short_parameters(
    parameters: tuple[tuple[str, str], ...], label: str
) -> tuple[frozenset[str], int]:
    kinds = find_meanings(label)
    preference = _LAST_PREFERENCE
    for name, value in parameters:
        if name in _LABELS:
            kinds = kinds.union(*map(find_meanings, value.split(",")))
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


def find_meanings(label: str) -> frozenset[str]:
    """Return what a label or type says of its number.

    They are `whatsapp`, `mobile`, `fax`, `pager`, `secretary` and `other person`; other words say
    nothing.
    """
    return frozenset(_MEANINGS[kind] for kind in find_label_kinds(label) if kind in _MEANINGS)
