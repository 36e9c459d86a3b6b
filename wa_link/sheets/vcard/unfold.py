"""Unfolding of the properties of a vCard, each of which may be on many lines."""

from __future__ import annotations

import re

from wa_link.sheets.vcard.properties import HEAD, KNOWN, SINGLE_LINE, USED, Property

MAX_CARD = 2_000_000
"""Limit of the characters that are kept of a card."""
# A longer text is not the head of a property.
_MAX_HEAD = 10_000
_BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
_MARK = re.compile(r"(BEGIN|END)[ \t]*:[ \t]*VCARD\s*", re.IGNORECASE)
# Parameters as programs write them, and no sentence has: `;CELL;TYPE="a,b"`.
_PARAMETERS = re.compile(r'(?:;[A-Za-z][\w-]*(?:=(?:"[^"]*"|[^";:]*))?)+')
_LINE_BREAK_AT_END = re.compile(r"=0[AD]=\s*\Z", re.IGNORECASE)
# The first bytes of a character in UTF-8, and a continuation byte.
_CHARACTER_START = re.compile(
    r"=(?:[CD][0-9A-F]|E[0-9A-F](?:=[89AB][0-9A-F])?|F[0-7](?:=[89AB][0-9A-F]){0,2})\Z",
    re.IGNORECASE,
)
_CHARACTER_REST = re.compile(r"[ \t]+=[89AB][0-9A-F]", re.IGNORECASE)


class BrokenCardError(Exception):
    """A card can't be read; the text is a sentence for the user."""


def find_mark(line: str) -> str:
    """Return `BEGIN` or `END` for a line that begins or ends a card, else an empty string."""
    if line[:1] not in "BbEe":
        return ""
    mark = _MARK.fullmatch(line)
    return mark[1].upper() if mark else ""


class FoldedProperty:
    """A property that gets its lines one by one.

    A line that begins with white space continues the line before it (RFC 6350, section 3.2);
    version 2.1 folds before white space that is part of the text, so that white space is kept.
    Quoted-printable also continues after `=` at the end of a line (RFC 2045, section 6.7), and
    base64 continues up to a line that is blank or has a colon.
    """

    def __init__(self, first: str, *, is_2_1: bool) -> None:
        self._is_2_1 = is_2_1
        self._parts, self._length = [first], len(first)
        self._spaced: list[
            int
        ] = []  # indices of parts that begin with a space after a soft line break
        self._head = HEAD.match(first, 0, _MAX_HEAD)
        # The head, or the part of a folded head that was read so far.
        self._declared = (self._head[0] if self._head else first).upper()
        self._is_quoted = "QUOTED-PRINTABLE" in self._declared

    @property
    def is_binary(self) -> bool:
        """Return whether it is binary, such as a picture, which no row shows."""
        if self._head is None:
            return False
        return "BASE64" in self._declared or self._head[2].upper() in _BINARY

    def is_continued_by(self, line: str) -> bool:
        """Return whether a line belongs to the property."""
        if line.startswith((" ", "\t")):
            return True
        if find_mark(line):
            return False
        if self._has_soft_end():
            return not self._ends_before(line)
        return self.is_binary and bool(line.strip()) and ":" not in line

    def add(self, line: str) -> None:
        """Add a line that belongs to the property.

        Raises:
            BrokenCardError: it is too long.
        """
        is_soft = self._has_soft_end()
        if is_soft:
            self._parts[-1] = self._parts[-1].rstrip()[:-1]
        if line.startswith((" ", "\t")):
            is_text = self._is_2_1 and not self.is_binary and not (is_soft and line[0] == "\t")
            line = line if is_text else line[1:]
        if self._head and self._head[2].upper() not in USED:
            self._parts, self._length, self._spaced = [self._head[0]], 0, []
        elif self._length > (MAX_CARD if self._head else _MAX_HEAD):
            if self._head:
                raise card_too_long()
            raise BrokenCardError("A property has no head, or one that is too long.")
        if is_soft and line.startswith(" "):
            self._spaced.append(len(self._parts))
        self._parts.append(line)
        self._length += len(line) + 1  # so that blank lines count too
        if self._head is None:
            self._find_head(line)

    def finish(self) -> Property | None:
        """Return the property with all its lines; None if it is not a property."""
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
        """Remove the spaces after soft line breaks if a program folded text that it had encoded.

        Such a space is text (RFC 2045, section 6.7), unless it splits the bytes of a character.
        """
        if any(
            _CHARACTER_START.search(self._parts[i - 1][-12:])
            and _CHARACTER_REST.match(self._parts[i])
            for i in self._spaced
        ):
            for i in self._spaced:
                self._parts[i] = self._parts[i].lstrip(" \t")

    def _ends_before(self, line: str) -> bool:
        """Return whether a quoted-printable value ends before `line`, although it ends with `=`.

        It ends there if the line is a property, because some programs write `=` at the end of a
        value. But a note may contain a line such as "TEL: none". A line with parameters is always
        a property; another line, after an encoded line break, is text.
        """
        head = HEAD.match(line, 0, _MAX_HEAD) if self._head else None
        if head is None or self._head is None:
            return False
        name, own = head[2], self._head[2]
        if name.upper() not in KNOWN and not name.upper().startswith("X-"):
            return False
        # A program writes all names in the same case; sentences begin with one capital.
        if (name.isupper(), name.islower()) != (own.isupper(), own.islower()):
            return False
        if head[3]:
            return _PARAMETERS.fullmatch(head[3]) is not None
        if own.upper() in SINGLE_LINE:
            return True
        is_after_break = _LINE_BREAK_AT_END.search(self._parts[-1][-20:]) is not None
        return not is_after_break and not line[head.end() :].startswith(" ")

    def _find_head(self, line: str) -> None:
        self._declared += line.upper()
        self._is_quoted = "QUOTED-PRINTABLE" in self._declared
        if ":" in line and (head := HEAD.match("".join(self._parts), 0, _MAX_HEAD)):
            self._head, self._declared = head, head[0].upper()
            self._is_quoted = "QUOTED-PRINTABLE" in self._declared

    def _has_soft_end(self) -> bool:
        return self._is_quoted and self._parts[-1].rstrip().endswith("=")


def card_too_long() -> BrokenCardError:
    """Return the error for a card with too much text."""
    return BrokenCardError(
        f"The card is longer than {MAX_CARD:,} characters: is its END:VCARD missing?"
    )
