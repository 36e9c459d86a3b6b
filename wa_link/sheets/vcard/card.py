"""A vCard as it is written: its marks, its properties, and the cards inside of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.sheets.vcard.properties import TEXTS, USED, Property
from wa_link.sheets.vcard.unfold import (
    MAX_CARD,
    BrokenCardError,
    FoldedProperty,
    card_too_long,
    find_mark,
)

if TYPE_CHECKING:
    from wa_link.sheets.peekable_lines import PeekableLines

# Not vobject, the library that is maintained: its reader ends at the first broken card or leaves
# lines out of it, does not tell where a card begins, and holds its pictures in memory.

# Each property counts for some characters more than it has.
_PROPERTY_WEIGHT = 100
# What a row shows of a broken card: as much as a cell of Excel holds, and a cell of CSV that is
# read back.
_RAW_LINES = 190
_RAW_CHARACTERS = 30_000

_DAMAGED_TEL = re.compile(r"(?:[\w-]+\.)?TEL\s*;", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_DIGITS_OF_NUMBER = 5
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT[^:]*:\s*", re.IGNORECASE)


@dataclass(slots=True)
class Card:
    """A card that is being read: what is used of it, and its text for a person."""

    lines: PeekableLines
    properties: list[Property] = field(default_factory=list)
    is_2_1: bool = False
    ended: bool = False
    _size: int = 0
    strays: dict[str, int] = field(default_factory=dict)
    """Properties that a line follows that is not one, and the number of the line."""
    # The property before, of which a line without a fold may be a part.
    _before: str = "VERSION"
    _raw: list[str] = field(default_factory=list)
    _raw_size: int = 0
    _left_out: int = 0

    @property
    def raw(self) -> str:
        """Its text without pictures, as much as a row shows."""
        more = [f"… ({self._left_out} more lines)"] if self._left_out else []
        return "\n".join([*self._raw, *more])

    def next_mark(self) -> str:
        """Return the mark of the next line; `BEGIN` after the last line, where no card goes on."""
        ahead = self.lines.peek(1)
        return find_mark(ahead[0]) if ahead else "BEGIN"

    def take(self, *, show: bool = True) -> str:
        """The next line, without its end; put into the raw text if there is room."""
        line = (self.lines.take() or "").rstrip("\r\n")
        room = _RAW_CHARACTERS - self._raw_size
        if show and room > 0 and len(self._raw) < _RAW_LINES:
            self._raw.append(line if len(line) <= room else f"{line[:room]}…")
            self._raw_size += len(line)
        else:
            self._left_out += 1
        return line

    def take_property(self) -> bool:
        """Take the next property; False at the end of the card.

        Raises:
            BrokenCardError: the card has no end, is too long, or has a line that may belong to what
                is used of it.
        """
        if mark := self.next_mark():
            if mark == "BEGIN":
                raise BrokenCardError("The card has no END:VCARD.")
            self.take()
            self.ended = True
            return False
        number = self.lines.taken_count + 1
        first = self.take()
        if not first.strip():
            return True
        found = self._unfold(first)
        if found:
            self._before = found.name
            self._keep(found)
        elif self._may_have_number(first):
            raise BrokenCardError(f"Line {number} is not a property of a card: {quote(first)}.")
        elif self._before in TEXTS:
            self.strays.setdefault(self._before, number)
        return True

    def skip(self) -> None:
        """Take what is left of a broken card, up to its end or to the next one."""
        while not self.ended and (mark := self.next_mark()) != "BEGIN":
            self.ended = mark == "END"
            if _AGENT.fullmatch(self.take()):
                self._skip_agent()

    def _may_have_number(self, line: str) -> bool:
        """Return whether a line that is not a property may be, or belong to, a number.

        Lines of a text without folds are common, above all in notes.
        """
        if self._before not in USED or _DAMAGED_TEL.match(line):
            return _DAMAGED_TEL.match(line) is not None
        return self._before not in TEXTS or len(_DIGIT.findall(line)) >= _DIGITS_OF_NUMBER

    def _unfold(self, first: str) -> Property | None:
        """The property that begins with a line, the rest of it taken; None if it is none."""
        folded = FoldedProperty(first, is_2_1=self.is_2_1)
        while ahead := self.lines.peek(1):
            following = ahead[0].rstrip("\r\n")
            if not folded.goes_on(following):
                break
            self.take(show=not folded.is_binary)
            folded.add(following)
        return folded.whole()

    def _keep(self, found: Property) -> None:
        """Keep the property, if it is used; step over the card that may follow AGENT in 2.1."""
        if found.name == "AGENT":
            if find_mark(found.value) == "BEGIN":
                self._skip_agent(1)
            elif not found.value.strip():
                self._skip_agent()
        if found.name not in USED:
            return
        self._size += len(found.value) + _PROPERTY_WEIGHT
        if self._size > MAX_CARD:
            raise card_too_long()
        self.properties.append(found)
        if found.name == "VERSION":
            self.is_2_1 = found.value.strip() == "2.1"

    def _skip_agent(self, depth: int = 0) -> None:
        """Take a card that stands inside this one, with those inside of it: somebody else's.

        It begins at the next line, or has begun already when `depth` is 1.
        """
        may_begin = depth == 0
        if may_begin and self.next_mark() != "BEGIN":
            return
        while self.lines.peek(1) and (may_begin or self.next_mark() != "BEGIN"):
            depth += {"BEGIN": 1, "END": -1}.get(self.next_mark(), 0)
            may_begin = _AGENT.fullmatch(self.take()) is not None
            if depth == 0:
                return
