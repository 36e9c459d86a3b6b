"""A vCard as it is written: its marks, and its properties, of which each may be on many lines.

2.1 is versit's specification of 1996, 3.0 is RFC 2426, 4.0 is RFC 6350. What a card declares wins
over its version, for programs mix them.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_link.wording import shown

if TYPE_CHECKING:
    from wa_link.contacts.lines import Lines

# Not vobject, the library that is maintained: its reader ends at the first broken card or leaves
# lines out of it, does not tell where a card begins, and holds its pictures in memory.

USED = frozenset(("VERSION", "FN", "N", "TEL", "ORG", "EMAIL", "X-ABLABEL"))
"""The properties that are kept."""
_BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
# What is kept of a card, in characters; each property counts for some more.
_MAX_CARD = 2_000_000
_PROPERTY_WEIGHT = 100
# A folded head that is longer than this is none.
_MAX_HEAD = 10_000
# What a row shows of a broken card: as much as a cell of Excel holds, and a cell of CSV that is
# read back.
_RAW_LINES = 190
_RAW_CHARACTERS = 30_000

_MARK = re.compile(r"(BEGIN|END)[ \t]*:[ \t]*VCARD\s*", re.IGNORECASE)
# [group "."] name *(";" parameter) ":" (RFC 6350, section 3.3); a quoted parameter may hold colons.
_HEAD = re.compile(r'(?:([\w-]+)\.)?([A-Za-z0-9-]+)[ \t]*((?:;(?:"[^"]*"|[^":])*+)?):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*+)')
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT[^:]*:\s*", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_PRINTABLE = re.compile(rb"(?:[^=]|=[0-9A-Fa-f]{2})*+")
_OCTET = re.compile(rb"=(..)")
# Python's, for other things; a long text takes some of them the square of time.
_NO_CHARSETS = ("punycode", "idna", "unicodeescape", "rawunicodeescape")


class BrokenCardError(Exception):
    """A card cannot be read; its text is a sentence for the person."""


def mark_of(line: str) -> str:
    """`BEGIN` or `END`, for the line that begins or ends a card."""
    if line[:1] not in "BbEe":
        return ""
    mark = _MARK.fullmatch(line)
    return mark[1].upper() if mark else ""


@dataclass(frozen=True, slots=True)
class Property:
    """A property as it stands, unfolded; a parameter without a name is a TYPE (2.1)."""

    group: str
    name: str
    parameters: tuple[tuple[str, str], ...]
    value: str

    @classmethod
    def of(cls, head: re.Match[str], value: str) -> Property:
        """The property with what a head tells of it, and a value."""
        parameters = []
        for text in _PARAMETER.findall(head[3]):
            name, equals, content = text.partition("=")
            parameters.append((name.strip().upper(), content) if equals else ("TYPE", name))
        return cls((head[1] or "").upper(), head[2].upper(), tuple(parameters), value)

    def parameter(self, name: str) -> str:
        """The value of its first parameter of that name."""
        return next((value.strip(' "') for other, value in self.parameters if other == name), "")

    def words(self, *names: str) -> set[str]:
        """All the values, in capitals, of the parameters of those names."""
        texts = [value for name, value in self.parameters if name in names]
        return {word.strip(' "').upper() for text in texts for word in text.split(",")}


@dataclass(slots=True)
class Card:
    """A card that is being read: what is used of it, and its text for a person."""

    lines: Lines
    properties: list[Property] = field(default_factory=list)
    is_2_1: bool = False
    ended: bool = False
    _size: int = 0
    # A property that is not used comes before: its text may go on without a fold.
    _may_go_on: bool = False
    _raw: list[str] = field(default_factory=list)
    _raw_size: int = 0
    _left_out: int = 0

    @property
    def raw(self) -> str:
        """Its text without pictures, as much as a row shows."""
        more = [f"… ({self._left_out} more lines)"] if self._left_out else []
        return "\n".join([*self._raw, *more])

    def next_mark(self) -> str:
        """Which mark the next line is; `BEGIN` behind the last line, for no card goes on there."""
        ahead = self.lines.look(1)
        return mark_of(ahead[0]) if ahead else "BEGIN"

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
        number = self.lines.taken + 1
        first = self.take()
        if not first.strip():
            return True
        found = self._unfold(first)
        if found:
            self._may_go_on = found.name not in USED
            self._keep(found)
        elif not self._may_go_on:
            raise BrokenCardError(f"Line {number} is no property of a card: {shown(first)}.")
        return True

    def skip(self) -> None:
        """Take what is left of a broken card, up to its end or to the next one."""
        while not self.ended and (mark := self.next_mark()) != "BEGIN":
            self.ended = mark == "END"
            if _AGENT.fullmatch(self.take()):
                self._skip_agent()

    def _unfold(self, first: str) -> Property | None:
        """The property that begins with a line, the rest of it taken; None if it is none."""
        folded = _Folded(first, is_2_1=self.is_2_1)
        while ahead := self.lines.look(1):
            following = ahead[0].rstrip("\r\n")
            if not folded.goes_on(following):
                break
            self.take(show=not folded.is_binary)
            folded.add(following)
        return folded.whole()

    def _keep(self, found: Property) -> None:
        """Keep the property, if it is used; step over the card that may follow AGENT in 2.1."""
        if found.name == "AGENT":
            if mark_of(found.value) == "BEGIN":
                self._skip_agent(1)
            elif not found.value.strip():
                self._skip_agent()
        if found.name not in USED:
            return
        self._size += len(found.value) + _PROPERTY_WEIGHT
        if self._size > _MAX_CARD:
            raise _too_long()
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
        while self.lines.look(1) and (may_begin or self.next_mark() != "BEGIN"):
            depth += {"BEGIN": 1, "END": -1}.get(self.next_mark(), 0)
            may_begin = _AGENT.fullmatch(self.take()) is not None
            if depth == 0:
                return


class _Folded:
    """A property, of which lines come.

    A line that begins with white space continues the one before (RFC 6350, section 3.2); 2.1 folds
    before white space of the text, which stays. Quoted-printable also goes on behind a `=` at the
    end, and base64 up to a line that is blank or has a colon.
    """

    def __init__(self, first: str, *, is_2_1: bool) -> None:
        self._is_2_1 = is_2_1
        self._parts, self._length = [first], len(first)
        self._head = _HEAD.match(first, 0, _MAX_HEAD)
        # Of a head that is folded itself, what there is of it.
        self._declared = (self._head[0] if self._head else first).upper()

    @property
    def is_binary(self) -> bool:
        """Whether it is a picture or the like, which no row shows."""
        if self._head is None:
            return False
        return "BASE64" in self._declared or self._head[2].upper() in _BINARY

    def goes_on(self, line: str) -> bool:
        """Whether a line belongs to it."""
        if line.startswith((" ", "\t")):
            return True
        if mark_of(line):
            return False
        return self._has_soft_end() or (self.is_binary and bool(line.strip()) and ":" not in line)

    def add(self, line: str) -> None:
        """Add a line that belongs to it.

        Raises:
            BrokenCardError: it is longer than any.
        """
        if line.startswith((" ", "\t")):
            line = line if self._is_2_1 and not self.is_binary else line[1:]
        elif self._has_soft_end():
            self._parts[-1] = self._parts[-1].rstrip()[:-1]
        if self._head and self._head[2].upper() not in USED:
            self._parts, self._length = [self._head[0]], 0
        elif self._length > (_MAX_CARD if self._head else _MAX_HEAD):
            if self._head:
                raise _too_long()
            raise BrokenCardError("A property has no head, or too long.")
        self._parts.append(line)
        self._length += len(line) + 1  # of a blank fold, too
        if self._head is None:
            self._find_head(line)

    def whole(self) -> Property | None:
        """What has come; None if it is no property."""
        if self._head is None:
            return None
        return Property.of(self._head, "".join(self._parts)[self._head.end() :])

    def _find_head(self, line: str) -> None:
        self._declared += line.upper()
        if ":" in line and (head := _HEAD.match("".join(self._parts), 0, _MAX_HEAD)):
            self._head, self._declared = head, head[0].upper()

    def _has_soft_end(self) -> bool:
        return "QUOTED-PRINTABLE" in self._declared and self._parts[-1].rstrip().endswith("=")


def _too_long() -> BrokenCardError:
    return BrokenCardError(
        f"The card is longer than {_MAX_CARD:,} characters: is its END:VCARD missing?"
    )


def decoded(found: Property, value: str, charset: str) -> str:
    """The text of a value, or of a part of it, whatever it is encoded in.

    Raises:
        BrokenCardError: it is not what it is said to be.
    """
    encodings = found.words("ENCODING", "TYPE")
    if encodings.isdisjoint(("QUOTED-PRINTABLE", "BASE64", "B")):
        return value
    charset = found.parameter("CHARSET") or charset
    if re.sub("[^a-z]", "", charset.lower()) in _NO_CHARSETS:
        raise BrokenCardError(f"{found.name} is in {shown(charset)}, which is no encoding of text.")
    try:
        octets = value.encode(charset)
        if "QUOTED-PRINTABLE" not in encodings:
            octets = base64.b64decode(octets, validate=True)
        elif _QUOTED_PRINTABLE.fullmatch(octets):
            octets = _OCTET.sub(lambda octet: bytes.fromhex(octet[1].decode()), octets)
        else:
            raise BrokenCardError(
                f"The quoted-printable of {found.name} is broken: {shown(value)}."
            )
        text = octets.decode(charset)
        text.encode()  # some codecs give halves of characters
    except (LookupError, ValueError):
        raise BrokenCardError(
            f"{found.name} is not the {shown(charset)} that it is said to be: {shown(value)}."
        ) from None
    return text


def unescaped(text: str, *, is_2_1: bool) -> str:
    r"""`text` without backslashes: `\n` is a line break (RFC 6350, 3.4); 2.1 knows `\;` alone."""
    if is_2_1:
        return text.replace("\\;", ";")
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
