"""Scanner for one vCard: its properties, its end, its raw text, and cards nested in it."""

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

# The library vobject is not used, because it stops at the first broken card or drops lines of it,
# does not say on which line a card begins, and keeps pictures in memory.

# Memory of a property besides its value, in characters.
_PROPERTY_WEIGHT = 100
# Limits of a broken card in a row: it must fit into a cell of Excel, and of CSV that is read again.
_RAW_LINES = 190
_RAW_CHARACTERS = 30_000

_DAMAGED_TEL = re.compile(r"(?:[\w-]+\.)?TEL\s*;", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MIN_NUMBER_DIGITS = 5
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT[^:]*:\s*", re.IGNORECASE)


@dataclass(slots=True)
class Card:
    """A card that is being read.

    Attributes:
        lines: the lines of the file; the next one is the first that is not read yet.
        properties: the properties that are used.
        is_2_1: whether it says that its version is 2.1.
        has_ended: whether its END:VCARD has been read.
        strays: names of properties that are followed by a line that is not a property, each with
            the number of the first such line.
    """

    lines: PeekableLines
    properties: list[Property] = field(default_factory=list)
    is_2_1: bool = False
    has_ended: bool = False
    _size: int = 0
    strays: dict[str, int] = field(default_factory=dict)
    # A line without a fold may belong to the property before it.
    _before: str = "VERSION"
    _raw: list[str] = field(default_factory=list)
    _raw_size: int = 0
    _hidden_lines: int = 0

    @property
    def raw(self) -> str:
        """Return the text of the card for a row: without pictures, and cut if it is long."""
        more = [f"… ({self._hidden_lines} more lines)"] if self._hidden_lines else []
        return "\n".join([*self._raw, *more])

    def peek_mark(self) -> str:
        """Return the mark of the next line; `BEGIN` at the end of the file: both end a card."""
        ahead = self.lines.peek(1)
        return find_mark(ahead[0]) if ahead else "BEGIN"

    def take(self, *, show: bool = True) -> str:
        """Take the next line without its line end, and add it to the raw text if there is room."""
        line = (self.lines.take() or "").rstrip("\r\n")
        room = _RAW_CHARACTERS - self._raw_size
        if show and room > 0 and len(self._raw) < _RAW_LINES:
            self._raw.append(line if len(line) <= room else f"{line[:room]}…")
            self._raw_size += len(line)
        else:
            self._hidden_lines += 1
        return line

    def take_property(self) -> bool:
        """Take the next property, or the end of the card; return False at the end.

        Raises:
            BrokenCardError: the card has no end, is too long, or has a line that may belong to a
                property that is used.
        """
        if mark := self.peek_mark():
            if mark == "BEGIN":
                raise BrokenCardError("The card has no END:VCARD.")
            self.take()
            self.has_ended = True
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
        """Take the rest of a broken card, up to its end or to the next card."""
        while not self.has_ended and (mark := self.peek_mark()) != "BEGIN":
            self.has_ended = mark == "END"
            if _AGENT.fullmatch(self.take()):
                self._skip_agent()

    def _may_have_number(self, line: str) -> bool:
        """Return whether a line that is not a property may be, or belong to, a number.

        Other such lines are harmless: texts without folds are common, above all in notes.
        """
        if self._before not in USED or _DAMAGED_TEL.match(line):
            return _DAMAGED_TEL.match(line) is not None
        return self._before not in TEXTS or len(_DIGIT.findall(line)) >= _MIN_NUMBER_DIGITS

    def _unfold(self, first: str) -> Property | None:
        """Take the rest of the property that begins with a line; return None if it is not one."""
        folded = FoldedProperty(first, is_2_1=self.is_2_1)
        while ahead := self.lines.peek(1):
            following = ahead[0].rstrip("\r\n")
            if not folded.is_continued_by(following):
                break
            self.take(show=not folded.is_binary)
            folded.add(following)
        return folded.finish()

    def _keep(self, prop: Property) -> None:
        """Keep a property that is used; skip the card that may come after AGENT in version 2.1."""
        if prop.name == "AGENT":
            if find_mark(prop.value) == "BEGIN":
                self._skip_agent(1)
            elif not prop.value.strip():
                self._skip_agent()
        if prop.name not in USED:
            return
        self._size += len(prop.value) + _PROPERTY_WEIGHT
        if self._size > MAX_CARD:
            raise card_too_long()
        self.properties.append(prop)
        if prop.name == "VERSION":
            self.is_2_1 = prop.value.strip() == "2.1"

    def _skip_agent(self, depth: int = 0) -> None:
        """Skip a card inside this one, and the cards inside that card; they are other people's.

        Args:
            depth: 0 if the card begins at the next line, 1 if it has begun already.
        """
        may_begin = depth == 0
        if may_begin and self.peek_mark() != "BEGIN":
            return
        while self.lines.peek(1) and (may_begin or self.peek_mark() != "BEGIN"):
            depth += {"BEGIN": 1, "END": -1}.get(self.peek_mark(), 0)
            may_begin = _AGENT.fullmatch(self.take()) is not None
            if depth == 0:
                return
