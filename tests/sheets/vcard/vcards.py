"""A strict reader of vCard 3.0, written from RFC 2426 alone, to check what wa-link writes."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)((?:;[A-Z]+=[A-Z,]+)*):(.*)", re.DOTALL)
_ESCAPES = {"n": "\n", "N": "\n", ",": ",", ";": ";", "\\": "\\"}


class CardLine(NamedTuple):
    """A content line of a card, such as `walink.URL:https://…`."""

    group: str
    name: str
    parameters: str
    value: str

    @property
    def text(self) -> str:
        """Return the value as a text, without escapes; fail on a comma that is not escaped."""
        assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", self.value), self.value
        return re.sub(r"\\(.)", lambda found: _ESCAPES[found[1]], self.value)

    @property
    def parts(self) -> list[str]:
        """Return the components of a structured value, such as N."""
        found = re.findall(r"((?:\\.|[^\\;])*)(?:;|$)", self.value)[: self.value.count(";") + 1]
        return [re.sub(r"\\(.)", lambda each: _ESCAPES[each[1]], part) for part in found]


def read_cards(data: bytes) -> list[list[CardLine]]:
    """Return the cards of a file; fail if a rule of RFC 2426 is broken."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    for line in lines:
        assert len(line) <= 75, line
        assert b"\n" not in line, line
        assert b"\r" not in line, line
        line.decode()  # no line ends inside a character
    unfolded = data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    cards: list[list[CardLine]] = []
    for text in unfolded:
        found = _LINE.fullmatch(text)
        assert found is not None, text
        one = CardLine(found[1] or "", *found.groups()[1:])
        if text == "BEGIN:VCARD":
            cards.append([])
        cards[-1].append(one)
    for card in cards:
        names = [each.name for each in card]
        assert (names[0], names[-1]) == ("BEGIN", "END")
        assert names.count("END") == names.count("BEGIN") == names.count("VERSION") == 1
        assert names.count("FN") == names.count("N") == 1  # required: section 3.1
        assert all(each.value for each in card)
    return cards


def texts(card: list[CardLine], name: str) -> list[str]:
    """Return the texts of all properties of a card that have a name."""
    return [each.text for each in card if each.name == name]
