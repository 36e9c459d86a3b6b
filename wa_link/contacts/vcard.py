"""vCards -> a sheet: a row for each card, with the few columns that people need.

2.1 is versit's specification of 1996, 3.0 is RFC 2426, 4.0 is RFC 6350. What a card declares wins
over its version, for programs mix them.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from wa_link.contacts.delimited import Lines
from wa_link.contacts.sheet import Record, Sheet
from wa_link.contacts.text import read_text
from wa_link.errors import InputError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

# Not vobject, the library that is kept: its reader ends at the first broken card or leaves lines
# out of it, does not tell where a card begins, and holds its pictures in memory.

COLUMNS = ("name", "first name", "phone", "other phones", "organization", "email")
"""What a row has of its card.

- name: FN; where it is blank, N with its parts in Western order.
- first name: the given name of N.
- phone: the number to write to; blank when the card has none but of a fax or pager. See `_rank`.
- other phones, email: all others, all of them, joined by ` ::: ` as Google Contacts does.
- organization: ORG, its units behind commas.
"""
_USED = frozenset(("VERSION", "FN", "N", "TEL", "ORG", "EMAIL", "X-ABLABEL"))
_BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
_JOINT = " ::: "
# What is kept of a card, in characters; each property counts for some more.
_MAX_CARD = 2_000_000
_PROPERTY_WEIGHT = 100
_MAX_LINE = 10_000_000  # a picture may stand on one, unfolded
# A folded head that is longer than this is none.
_MAX_HEAD = 10_000
# What a row shows of a broken card: a cell that is read back is bounded, too.
_RAW_LINES = 80
_RAW_LINE = 1_000
_STRAY = "These lines stand outside of a card: one begins with BEGIN:VCARD and ends with END:VCARD."

_MARK = re.compile(r"(BEGIN|END)[ \t]*:[ \t]*VCARD\s*", re.IGNORECASE)
# [group "."] name *(";" parameter) ":" (RFC 6350, section 3.3); a quoted parameter may hold colons.
_HEAD = re.compile(r'(?:([\w-]+)\.)?([A-Za-z0-9-]+)[ \t]*((?:;(?:"[^"]*"|[^":])*+)?):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*+)')
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT[^:]*:\s*", re.IGNORECASE)
_COMPONENT = re.compile(r"((?:\\.|[^;])*+)(?:;|\Z)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_PRINTABLE = re.compile(rb"(?:[^=]|=[0-9A-Fa-f]{2})*+")
_OCTET = re.compile(rb"=(..)")
# Python's, for other things; a long text takes some of them the square of time.
_NO_CHARSETS = ("punycode", "idna", "unicodeescape", "rawunicodeescape")
_WHATSAPP_ID = re.compile(r"\s*\+?([0-9]{5,15})\s*")


def read_vcards(file: BinaryIO, name: str, *, encoding: str | None = None) -> Sheet:
    """The sheet of the cards in an open file, with COLUMNS; cards are read as rows are taken.

    A broken card is one row that says so, with its text, and reading goes on at the next one.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        encoding: of the text; when None, told by a byte-order mark, else UTF-8. What a property of
            its own CHARSET has in quoted-printable is in that.

    Raises:
        OptionError: no such encoding.
        InputError: there is no card, or the text is not in its encoding.
    """
    text = read_text(file, name, encoding, longest=_MAX_LINE)
    lines = Lines(text.blocks)
    records = _records(lines, encoding or "utf-8")
    blank_lines = 0
    while (ahead := lines.look(1)) and not ahead[0].strip():
        lines.take()
        blank_lines += 1
    first = next(records, None)
    if first is None or (first.problem == _STRAY and not lines.look(1)):
        raise InputError(f"{name} holds no vCard: none begins with BEGIN:VCARD.")
    sheet = Sheet(COLUMNS, chain((first,), records), byte_order_mark=text.byte_order_mark)
    sheet.blank_lines = blank_lines
    return sheet


def _records(lines: Lines, charset: str) -> Iterator[Record | None]:
    """A record for each card, and for what stands between two; None for a blank line."""
    while ahead := lines.look(1):
        if _mark(ahead[0]) == "BEGIN":
            yield _card(lines, charset)
        elif ahead[0].strip():
            card = _Card(lines)
            start = lines.taken + 1
            while card.next_mark() != "BEGIN":
                card.take()
            yield Record(start, (), card.raw, _STRAY)
        else:
            lines.take()
            yield None


def _mark(line: str) -> str:
    """`BEGIN` or `END`, for the line that begins or ends a card."""
    if line[:1] not in "BbEe":
        return ""
    mark = _MARK.fullmatch(line)
    return mark[1].upper() if mark else ""


def _card(lines: Lines, charset: str) -> Record:
    """The record of the card that begins at the next line."""
    start = lines.taken + 1
    card = _Card(lines)
    card.take()
    try:
        while card.take_property():
            pass
        cells = _cells(card, charset)
    except _BrokenError as error:
        card.skip()
        return Record(start, (), card.raw, str(error))
    return Record(start, cells, "")


class _BrokenError(Exception):
    """A card cannot be read; its text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class _Property:
    """A property as it stands, unfolded; a parameter without a name is a TYPE (2.1)."""

    group: str
    name: str
    parameters: tuple[tuple[str, str], ...]
    value: str

    @classmethod
    def of(cls, head: re.Match[str], value: str) -> _Property:
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
class _Card:
    """A card that is being read: what is used of it, and its text for a person."""

    lines: Lines
    properties: list[_Property] = field(default_factory=list)
    is_2_1: bool = False
    ended: bool = False
    _size: int = 0
    # A property that is not used comes before: its text may go on without a fold.
    _may_go_on: bool = False
    _raw: list[str] = field(default_factory=list)
    _left_out: int = 0

    @property
    def raw(self) -> str:
        """Its text without pictures, as much as a row shows."""
        more = [f"… ({self._left_out} more lines)"] if self._left_out else []
        return "\n".join([*self._raw, *more])

    def next_mark(self) -> str:
        """Which mark the next line is; `BEGIN` behind the last line, for no card goes on there."""
        ahead = self.lines.look(1)
        return _mark(ahead[0]) if ahead else "BEGIN"

    def take(self, *, show: bool = True) -> str:
        """The next line, without its end; put into the raw text if there is room."""
        line = (self.lines.take() or "").rstrip("\r\n")
        if show and len(self._raw) < _RAW_LINES:
            self._raw.append(line if len(line) <= _RAW_LINE else f"{line[:_RAW_LINE]}…")
        else:
            self._left_out += 1
        return line

    def take_property(self) -> bool:
        """Take the next property; False at the end of the card.

        Raises:
            _BrokenError: the card has no end, or has a line that may belong to what is used of it.
        """
        if mark := self.next_mark():
            if mark == "BEGIN":
                raise _BrokenError("The card has no END:VCARD.")
            self.take()
            self.ended = True
            return False
        number = self.lines.taken + 1
        first = self.take()
        if not first.strip():
            return True
        found = self._unfold(first)
        if found:
            self._may_go_on = found.name not in _USED
            self._keep(found)
        elif not self._may_go_on:
            raise _BrokenError(f"Line {number} is no property of a card: {shown(first)}.")
        return True

    def skip(self) -> None:
        """Take what is left of a broken card, up to its end or to the next one."""
        while not self.ended and (mark := self.next_mark()) != "BEGIN":
            self.ended = mark == "END"
            if _AGENT.fullmatch(self.take()):
                self._skip_agent()

    def _unfold(self, text: str) -> _Property | None:
        """The property that begins with the line `text`, the rest of it taken; None if it is none.

        A line that begins with white space continues the one before (RFC 6350, section 3.2); 2.1
        folds before white space of the text, which stays. Quoted-printable also goes on behind a
        `=` at the end, and base64 up to a line that is blank or has a colon.
        """
        head = _HEAD.match(text, 0, _MAX_HEAD)
        parts, length = [text], len(text)
        declared = (head[0] if head else text).upper()
        while ahead := self.lines.look(1):
            following = ahead[0].rstrip("\r\n")
            is_binary = head is not None and ("BASE64" in declared or head[2].upper() in _BINARY)
            if following[:1] in (" ", "\t"):
                following = following if self.is_2_1 and not is_binary else following[1:]
            elif _mark(following):
                break
            elif "QUOTED-PRINTABLE" in declared and parts[-1].rstrip().endswith("="):
                parts[-1] = parts[-1].rstrip()[:-1]
            elif not is_binary or not following.strip() or ":" in following:
                break
            self.take(show=not is_binary)
            if head and head[2].upper() not in _USED:
                parts, length = [head[0]], 0
            elif length > (_MAX_CARD if head else _MAX_HEAD):
                raise _too_long() if head else _BrokenError("A property has no head, or too long.")
            parts.append(following)
            length += len(following) + 1  # of a blank fold, too
            if head is None:
                declared += following.upper()
                if ":" in following and (head := _HEAD.match("".join(parts), 0, _MAX_HEAD)):
                    declared = head[0].upper()
        return _Property.of(head, "".join(parts)[head.end() :]) if head else None

    def _keep(self, found: _Property) -> None:
        """Keep the property, if it is used; step over the card that may follow AGENT in 2.1."""
        if found.name == "AGENT":
            if _mark(found.value) == "BEGIN":
                self._skip_agent(1)
            elif not found.value.strip():
                self._skip_agent()
        if found.name not in _USED:
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


def _too_long() -> _BrokenError:
    return _BrokenError(
        f"The card is longer than {_MAX_CARD:,} characters: is its END:VCARD missing?"
    )


def _cells(card: _Card, charset: str) -> tuple[str, ...]:
    """The values of COLUMNS for a card that was read to its end.

    Raises:
        _BrokenError: it names nobody, or a value is not in its encoding.
    """

    def text(found: _Property, value: str | None = None) -> str:
        # First the escapes: a backslash that stands encoded is one of the text.
        plain = _unescaped(found.value if value is None else value, is_2_1=card.is_2_1)
        return _decoded(found, plain, charset).strip()

    def parts(found: _Property) -> list[str]:
        return [text(found, part) for part in _COMPONENT.findall(found.value)]

    of = {name: [p for p in card.properties if p.name == name] for name in _USED}
    if not of["FN"] and not of["N"]:
        raise _BrokenError("The card has neither FN nor N: it names nobody.")
    labels = {label.group: text(label) for label in of["X-ABLABEL"] if label.group}
    phone, others = _phones(
        [(tel, text(tel), labels.get(tel.group, "") if tel.group else "") for tel in of["TEL"]]
    )
    n = next((found for p in of["N"] if any(found := parts(p))), [])
    family, given, more, before, after = (*n, *[""] * 5)[:5]
    return (
        next(filter(None, map(text, of["FN"])), "")
        or " ".join(filter(None, (before, given, more, family, after))),
        given,
        phone,
        _JOINT.join(others),
        ", ".join(filter(None, (part for p in of["ORG"] for part in parts(p)))),
        _JOINT.join(filter(None, map(text, of["EMAIL"]))),
    )


def _phones(tels: list[tuple[_Property, str, str]]) -> tuple[str, list[str]]:
    """The number to write to, blank if there is none, and all others.

    Args:
        tels: of each TEL, the property, its text, and the label that Apple gives to its group.
    """
    numbers: list[str] = []
    phone = ""
    for tel, text, label in sorted(tels, key=lambda item: _rank(item[0], item[2])):
        whatsapp_id = _WHATSAPP_ID.fullmatch(tel.parameter("WAID"))
        if whatsapp_id:
            numbers.append(f"+{whatsapp_id[1]}")
        if not whatsapp_id or re.sub(r"\D", "", text) != whatsapp_id[1]:
            numbers.append(text)
        if not phone and not _rank(tel, label)[0]:
            phone = next(filter(None, numbers), "")
    return phone, [number for number in dict.fromkeys(numbers) if number not in ("", phone)]


def _rank(tel: _Property, label: str) -> tuple[bool, ...]:
    """How unlikely it is that WhatsApp answers at a number; the first is True if it cannot.

    WhatsApp writes `waid=` beside a number whose chat it knows; its digits are international. Then
    come a label that says so, a mobile, the preferred one (`PREF`, PREF=1: RFC 6350, section 5.3):
    phones prefer whichever number came first.
    """
    words = {word.removeprefix("X-") for word in tel.words("TYPE")}
    words |= set(re.findall(r"[^\W_]+", label.upper()))
    known = _WHATSAPP_ID.fullmatch(tel.parameter("WAID")) is not None
    return (
        not known and any("FAX" in word or word in ("PAGER", "MODEM", "BBS") for word in words),
        not known,
        "WHATSAPP" not in words,
        words.isdisjoint(("CELL", "MOBILE", "IPHONE", "PCS")),
        "PREF" not in words and tel.parameter("PREF") != "1",
    )


def _decoded(found: _Property, value: str, charset: str) -> str:
    """The text of a value, or of a part of it, whatever it is encoded in."""
    encodings = found.words("ENCODING", "TYPE")
    if encodings.isdisjoint(("QUOTED-PRINTABLE", "BASE64", "B")):
        return value
    charset = found.parameter("CHARSET") or charset
    if re.sub("[^a-z]", "", charset.lower()) in _NO_CHARSETS:
        raise _BrokenError(f"{found.name} is in {shown(charset)}, which is no encoding of text.")
    try:
        octets = value.encode(charset)
        if "QUOTED-PRINTABLE" not in encodings:
            octets = base64.b64decode(octets, validate=True)
        elif _QUOTED_PRINTABLE.fullmatch(octets):
            octets = _OCTET.sub(lambda octet: bytes.fromhex(octet[1].decode()), octets)
        else:
            raise _BrokenError(f"The quoted-printable of {found.name} is broken: {shown(value)}.")
        text = octets.decode(charset)
        text.encode()  # some codecs give halves of characters
    except (LookupError, ValueError):
        raise _BrokenError(
            f"{found.name} is not the {shown(charset)} that it is said to be: {shown(value)}."
        ) from None
    return text


def _unescaped(text: str, *, is_2_1: bool) -> str:
    r"""`text` without backslashes: `\n` is a line break (RFC 6350, 3.4); 2.1 knows `\;` alone."""
    if is_2_1:
        return text.replace("\\;", ";")
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
