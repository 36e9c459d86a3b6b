"""Unfolding of vCard properties: a property that is written on several lines becomes one text."""

from __future__ import annotations

import re

from wa_link.sheets.vcard.properties import (
    HEAD,
    KNOWN_PROPERTIES,
    SINGLE_LINE_PROPERTIES,
    USED_PROPERTIES,
    Property,
)

MAX_CARD_CHARACTERS = 2_000_000
"""Limit of the characters of a card that are kept in memory."""
# Limit of characters in the head of a property, which is all up to the colon: `TEL;TYPE=CELL:`.
_MAX_HEAD = 10_000
# Properties whose values are pictures, sounds or other bytes.
_BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
_BEGIN_OR_END = re.compile(r"(BEGIN|END)[ \t]*:[ \t]*VCARD\s*", re.IGNORECASE)
# Parameters of a property, such as `;CELL;TYPE="a,b"`. No sentence in a note looks like this.
_PARAMETERS = re.compile(r'(?:;[A-Za-z][\w-]*(?:=(?:"[^"]*"|[^";:]*))?)+')
# An encoded line break and a soft line break at the end of a quoted-printable line.
_LINE_BREAK_AT_END = re.compile(r"=0[AD]=\s*\Z", re.IGNORECASE)
# The first bytes of an incomplete UTF-8 character in quoted-printable, and a continuation byte.
_CHARACTER_START = re.compile(
    r"=(?:[CD][0-9A-F]|E[0-9A-F](?:=[89AB][0-9A-F])?|F[0-7](?:=[89AB][0-9A-F]){0,2})\Z",
    re.IGNORECASE,
)
_CHARACTER_REST = re.compile(r"[ \t]+=[89AB][0-9A-F]", re.IGNORECASE)


class BrokenCardError(Exception):
    """Error for a card that can't be read; its text is a message for the user."""


def find_begin_or_end(line: str) -> str:
    """Return `BEGIN` for the line `BEGIN:VCARD`, `END` for `END:VCARD`, else an empty text."""
    if line[:1] not in "BbEe":
        return ""
    match = _BEGIN_OR_END.fullmatch(line)
    return match[1].upper() if match else ""


class FoldedProperty:
    """A property of a vCard that may be written on several lines, which are added one by one.

    A line that begins with a space or a tab continues the property (RFC 6350, section 3.2). This
    first character is dropped, except in version 2.1, where it is part of the text. A text in
    quoted-printable also continues after a line that ends with `=`, a soft line break (RFC 2045,
    section 6.7). Base64 continues until a line is blank or contains a colon.
    """

    def __init__(self, first: str, number: int, *, is_2_1: bool) -> None:
        """Begin a property with its first line.

        Args:
            first: the first line, without the line end.
            number: number of this line in the file, from 1, for messages.
            is_2_1: whether the version of the card is 2.1.
        """
        self._number = number
        self._is_2_1 = is_2_1
        self._parts, self._length = [first], len(first)
        # Indices in `_parts` of the lines that begin with a space, after a soft line break.
        self._spaced: list[int] = []
        self._head = HEAD.match(first, 0, _MAX_HEAD)
        # The head (all up to the colon), or the part of the head on the lines added so far.
        self._declared = (self._head[0] if self._head else first).upper()
        self._is_quoted = "QUOTED-PRINTABLE" in self._declared

    @property
    def is_binary(self) -> bool:
        """Return whether the value is binary, such as a picture; rows never contain such values."""
        if self._head is None:
            return False
        return "BASE64" in self._declared or self._head[2].upper() in _BINARY

    def is_continued_by(self, line: str) -> bool:
        """Return whether `line`, the next line of the file, belongs to this property."""
        if line.startswith((" ", "\t")):
            return True
        if find_begin_or_end(line):
            return False
        if self._has_soft_end():
            return not self._ends_before(line)
        return self.is_binary and bool(line.strip()) and ":" not in line

    def add(self, line: str) -> None:
        """Add a line that belongs to the property, without its line end.

        Raises:
            BrokenCardError: the property is too long.
        """
        is_soft = self._has_soft_end()
        if is_soft:
            self._parts[-1] = self._parts[-1].rstrip()[:-1]
        if line.startswith((" ", "\t")):
            is_text = self._is_2_1 and not self.is_binary and not (is_soft and line[0] == "\t")
            line = line if is_text else line[1:]
        if self._head and self._head[2].upper() not in USED_PROPERTIES:
            self._parts, self._length, self._spaced = [self._head[0]], 0, []
        elif self._length > (MAX_CARD_CHARACTERS if self._head else _MAX_HEAD):
            if self._head:
                raise card_too_long()
            raise BrokenCardError(
                f"Line {self._number} is not a property of a card: its first {_MAX_HEAD:,} "
                "characters contain no name and colon, such as TEL:. Correct or delete the line."
            )
        if is_soft and line.startswith(" "):
            self._spaced.append(len(self._parts))
        self._parts.append(line)
        self._length += len(line) + 1  # plus 1, because blank lines also take memory
        if self._head is None:
            self._find_head(line)

    def finish(self) -> Property | None:
        """Return the complete property, or None if its lines are not a property.

        A property begins with a name and a colon, such as `TEL:`.
        """
        if self._head is None:
            return None
        is_cut = self._has_soft_end()
        if is_cut:
            self._parts[-1] = self._parts[-1].rstrip()[:-1]
        if self._spaced:
            self._strip_folds()
        text = "".join(self._parts) if len(self._parts) > 1 else self._parts[0]
        return Property.from_head(self._head, text[self._head.end() :], is_cut=is_cut)

    def _strip_folds(self) -> None:
        """Remove the spaces at the beginning of lines, if they are not part of the text.

        Usually, a space after a soft line break is part of the text (RFC 2045, section 6.7). But
        some programs add a space to each new line when they break an encoded text into lines. They
        may even break a line inside a character: `=C3=`, then ` =A9` for `é`. If such a line is
        found, the spaces after all soft line breaks are removed.
        """
        if any(
            _CHARACTER_START.search(self._parts[i - 1][-12:])
            and _CHARACTER_REST.match(self._parts[i])
            for i in self._spaced
        ):
            for i in self._spaced:
                self._parts[i] = self._parts[i].lstrip(" \t")

    def _ends_before(self, line: str) -> bool:
        """Return whether `line` begins a new property, although the line before ends with `=`.

        Usually, `=` means that the value continues on the next line, but some programs also write
        it at the end of a value. A line such as `TEL;CELL:1`, with parameters after the name, is a
        new property. A line such as `TEL: none`, without parameters, can also be text of a note. It
        is text if a space comes after the colon, or if the line before it ends with `=0D=0A=`,
        which is an encoded line break.
        """
        head = HEAD.match(line, 0, _MAX_HEAD) if self._head else None
        if head is None or self._head is None:
            return False
        name, own = head[2], self._head[2]
        if name.upper() not in KNOWN_PROPERTIES and not name.upper().startswith("X-"):
            return False
        # A program writes all names in the same case; a sentence begins with a single capital.
        if (name.isupper(), name.islower()) != (own.isupper(), own.islower()):
            return False
        if head[3]:
            return _PARAMETERS.fullmatch(head[3]) is not None
        if own.upper() in SINGLE_LINE_PROPERTIES:
            return True
        is_after_break = _LINE_BREAK_AT_END.search(self._parts[-1][-20:]) is not None
        return not is_after_break and not line[head.end() :].startswith(" ")

    def _find_head(self, line: str) -> None:
        """Search again for the head of the property, such as `TEL;CELL:`, in all lines so far."""
        self._declared += line.upper()
        self._is_quoted = "QUOTED-PRINTABLE" in self._declared
        if ":" in line and (head := HEAD.match("".join(self._parts), 0, _MAX_HEAD)):
            self._head, self._declared = head, head[0].upper()
            self._is_quoted = "QUOTED-PRINTABLE" in self._declared

    def _has_soft_end(self) -> bool:
        """Return whether the last line is quoted-printable and ends with `=`, a soft line break."""
        return self._is_quoted and self._parts[-1].rstrip().endswith("=")


def card_too_long() -> BrokenCardError:
    """Return the error for a card with more than `MAX_CARD_CHARACTERS` characters."""
    return BrokenCardError(
        f"The card is longer than {MAX_CARD_CHARACTERS:,} characters. Check that it ends with "
        "END:VCARD, or shorten its texts."
    )
