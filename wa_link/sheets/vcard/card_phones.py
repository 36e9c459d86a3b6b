"""Choice of the phone number in a vCard that most likely has WhatsApp, by its labels."""

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

# The value of the parameter `waid=`.
_WHATSAPP_ID = re.compile(r"\s*\+?([0-9]{5,15})\s*")
# Parameters that contain a type or label, such as `TYPE=CELL`.
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
    Kind.OTHER_PERSON: "other person",
    Kind.SECRETARY: "secretary",
}
# Parameters and labels with more characters are not cached, because they would take much memory.
_MAX_CACHED: Final = 200
_PREFERENCE = re.compile(r'[" ]*([1-9][0-9]?|100)[" ]*')  # RFC 6350, section 5.3
_LAST_PREFERENCE = 101  # of a number without a preference


@dataclass(frozen=True, slots=True)
class Tel:
    """A phone number of a vCard.

    Attributes:
        source: the property TEL that contains the number.
        text: the decoded value of this property.
        label: the label of the number, which Apple and Google write in a property of its own:
            `item1.X-ABLabel:WhatsApp` is the label of `item1.TEL:…`.
    """

    source: Property
    text: str
    label: str = ""

    @property
    def whatsapp_id(self) -> str:
        """Return the digits in the parameter `waid=`; a blank text if there is none.

        WhatsApp writes this parameter for its users: `TEL;waid=447911123456:+44 7911 123456`.
        """
        match = _WHATSAPP_ID.fullmatch(self.source.parameter("WAID"))
        return match[1] if match else ""

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, bool, int]:
        """Return a sort key: the number with the lowest key most likely has WhatsApp.

        The first item of the key is True if the number must not be used, because it is a fax or
        pager, or belongs to another person. A mobile number comes before a preferred number
        (`PREF`), because phones mark the first number of a card as preferred.
        """
        kinds, preference = _read_parameters(self.source.parameters, self.label)
        is_known = bool(self.whatsapp_id)
        return (
            # `waid=` proves that the number is not a fax, but it may still be another person's.
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
    """Return the meanings of a number's parameters and label, and the preference of the number.

    A meaning is a word such as `mobile`; see `find_meanings`. The preference is a number from 1
    (highest) to 100, as in `PREF=1`; it is 101 if there is none.
    """
    is_short = len(label) + sum(len(name) + len(value) for name, value in parameters) <= _MAX_CACHED
    read = _read_short_parameters if is_short else _read_short_parameters.__wrapped__
    return read(parameters, label)


# The numbers of a file have few different combinations of parameters and label.
@lru_cache(maxsize=1024)
def _read_short_parameters(
    parameters: tuple[tuple[str, str], ...], label: str
) -> tuple[frozenset[str], int]:
    """Return the meanings and the preference of a number; the results are cached.

    `_read_parameters` describes them. It uses the cache only if the parameters are short.
    """
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
    """Return the number for the link of a vCard, and a list of the other numbers of the vCard.

    The first number is blank if no number can be used, for example if the vCard has only a fax.
    """
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
    """Return the meanings of the words in a label or type of a phone number.

    `Mobile (WhatsApp)` gives `mobile` and `whatsapp`. The other meanings are `fax`, `pager`,
    `secretary` and `other person`. Words without such a meaning, such as `Home`, are ignored.
    """
    return frozenset(_MEANINGS[kind] for kind in find_label_kinds(label) if kind in _MEANINGS)
