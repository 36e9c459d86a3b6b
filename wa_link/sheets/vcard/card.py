"""Reader of one vCard: from the line `BEGIN:VCARD` to the line `END:VCARD`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.sheets.vcard.properties import TEXT_PROPERTIES, USED_PROPERTIES, Property
from wa_link.sheets.vcard.unfold import (
    MAX_CARD_CHARACTERS,
    BrokenCardError,
    FoldedProperty,
    card_too_long,
    find_begin_or_end,
)

if TYPE_CHECKING:
    from wa_link.sheets.peekable_lines import PeekableLines

# The library vobject is not used: it stops at the first broken card or drops lines of that card,
# does not say on which line a card begins, and keeps pictures in memory.

# Limit of the characters of a card that is kept as it is, with its pictures.
_MAX_KEPT_CHARACTERS = 20_000_000
# Memory that a property needs in addition to its value, counted in characters.
_PROPERTY_WEIGHT = 100
_LINE_WEIGHT = 50  # the same for a line
# Limits of the text of a broken card, which must fit into a cell of Excel, and of a CSV file that
# wa-link reads again.
_RAW_LINES = 190
_RAW_CHARACTERS = 30_000

# The beginning of a phone number with parameters, in a line that is not a property.
_DAMAGED_TEL = re.compile(r"(?:[\w-]+\.)?TEL\s*;", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MIN_NUMBER_DIGITS = 5
# A property AGENT (an assistant) without a value: in version 2.1, the card of the agent follows.
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT[^:]*:\s*", re.IGNORECASE)


@dataclass(slots=True)
class Card:
    """A vCard that is being read from the lines of a file.

    Attributes:
        lines: the lines of the file that are not read yet.
        properties: the properties read so far whose values a row needs, such as FN and TEL.
        is_2_1: whether the card has a property `VERSION:2.1`.
        kept: lines of the card with all its properties and pictures; None if they are not kept.
        has_ended: whether the line END:VCARD of the card has been read.
        unreadable_lines: numbers of lines that are not a property, by the name of the property
            before them: `{"FN": 12}` if line 12 comes after FN. For each name, only the first such
            line is kept.
    """

    lines: PeekableLines
    properties: list[Property] = field(default_factory=list)
    is_2_1: bool = False
    kept: list[str] | None = None
    has_ended: bool = False
    _size: int = 0
    unreadable_lines: dict[str, int] = field(default_factory=dict)
    # Name of the last property: a line that is not a property may be a part of its value.
    _before: str = "VERSION"
    _raw: list[str] = field(default_factory=list)
    _raw_size: int = 0
    _hidden_lines: int = 0
    _kept_size: int = 0

    @property
    def raw(self) -> str:
        """Return the text of the card, as far as it was read.

        If the card is broken, its row in the output contains this text. Pictures are left out, and
        the text is cut after 190 lines or 30,000 characters.
        """
        more = [f"… ({self._hidden_lines} more lines)"] if self._hidden_lines else []
        return "\n".join([*self._raw, *more])

    def peek_begin_or_end(self) -> str:
        """Return `BEGIN` if the next line begins a card, `END` if it ends a card, else `""`.

        Also return `BEGIN` at the end of the file: in both cases, this card has no more lines.
        """
        ahead = self.lines.peek(1)
        return find_begin_or_end(ahead[0]) if ahead else "BEGIN"

    def take(self, *, show: bool = True) -> str:
        """Read the next line, and return it without its line end.

        If `show` is True, the line is also added to `raw`, unless `raw` has reached its limits.
        """
        line = (self.lines.take() or "").rstrip("\r\n")
        if self.kept is not None and self._kept_size <= _MAX_KEPT_CHARACTERS:
            self.kept.append(f"{line}\r\n")
            self._kept_size += len(line) + _LINE_WEIGHT
        room = _RAW_CHARACTERS - self._raw_size
        if show and room > 0 and len(self._raw) < _RAW_LINES:
            self._raw.append(line if len(line) <= room else f"{line[:room]}…")
            self._raw_size += len(line)
        else:
            self._hidden_lines += 1
        return line

    def take_property(self) -> bool:
        """Read the next property of the card, or skip a line that is not a property.

        Return False if the line was END:VCARD, else True.

        Raises:
            BrokenCardError: END:VCARD is missing, or the card is too long. Or a line can't be
                skipped, because it may be a part of a phone number.
        """
        if self._kept_size > _MAX_KEPT_CHARACTERS:
            raise BrokenCardError(
                f"The card is longer than {_MAX_KEPT_CHARACTERS:,} characters. Check that it ends "
                "with END:VCARD, or remove its pictures."
            )
        if mark := self.peek_begin_or_end():
            if mark == "BEGIN":
                raise BrokenCardError(
                    "The card has no END:VCARD. Add a line END:VCARD after its last line."
                )
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
            raise BrokenCardError(
                f"Line {number} is not a property of a card: {quote(first)}. Correct or delete it."
            )
        elif self._before in TEXT_PROPERTIES:
            self.unreadable_lines.setdefault(self._before, number)
        return True

    def skip(self) -> None:
        """Read the rest of a broken card into `raw`, up to END:VCARD or to the next card."""
        while not self.has_ended and (mark := self.peek_begin_or_end()) != "BEGIN":
            self.has_ended = mark == "END"
            if _AGENT.fullmatch(self.take()):
                self._skip_agent()

    def _may_have_number(self, line: str) -> bool:
        """Return whether a line that is not a property may be a part of a phone number.

        Other lines that are not a property are ignored: they are common, above all in notes whose
        line breaks are not encoded.
        """
        if self._before not in USED_PROPERTIES or _DAMAGED_TEL.match(line):
            return _DAMAGED_TEL.match(line) is not None
        return (
            self._before not in TEXT_PROPERTIES or len(_DIGIT.findall(line)) >= _MIN_NUMBER_DIGITS
        )

    def _unfold(self, first: str) -> Property | None:
        """Read all lines of the property that begins with the line `first`, and return it.

        Return None if these lines are not a property.
        """
        folded = FoldedProperty(first, self.lines.taken_count, is_2_1=self.is_2_1)
        while ahead := self.lines.peek(1):
            following = ahead[0].rstrip("\r\n")
            if not folded.is_continued_by(following):
                break
            self.take(show=not folded.is_binary)
            folded.add(following)
        return folded.finish()

    def _keep(self, prop: Property) -> None:
        """Keep a property if a row needs its value; after AGENT, skip the card of the agent.

        The property AGENT describes an assistant. In version 2.1, it can contain a complete card.

        Raises:
            BrokenCardError: the card is too long.
        """
        if prop.name == "AGENT":
            if find_begin_or_end(prop.value) == "BEGIN":
                self._skip_agent(1)
            elif not prop.value.strip():
                self._skip_agent()
        if prop.name not in USED_PROPERTIES:
            return
        self._size += len(prop.value) + _PROPERTY_WEIGHT
        if self._size > MAX_CARD_CHARACTERS:
            raise card_too_long()
        self.properties.append(prop)
        if prop.name == "VERSION":
            self.is_2_1 = prop.value.strip() == "2.1"

    def _skip_agent(self, depth: int = 0) -> None:
        """Skip the card of an agent (assistant), which is inside this card.

        Its phone number belongs to another person. Cards inside the agent's card are skipped too.

        Args:
            depth: 0 if the agent's card begins at the next line, 1 if it has begun already.
        """
        may_begin = depth == 0
        if may_begin and self.peek_begin_or_end() != "BEGIN":
            return
        while self.lines.peek(1) and (may_begin or self.peek_begin_or_end() != "BEGIN"):
            depth += {"BEGIN": 1, "END": -1}.get(self.peek_begin_or_end(), 0)
            may_begin = _AGENT.fullmatch(self.take()) is not None
            if depth == 0:
                return
