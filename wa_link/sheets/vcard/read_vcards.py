"""vCards -> a sheet with a row for each card, and the columns that people need."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import InputError, Note, NoteCode
from wa_link.sheets.encodings.read_text import read_text
from wa_link.sheets.headers.label_columns import VALUE_SEPARATOR
from wa_link.sheets.peekable_lines import PeekableLines
from wa_link.sheets.rows import Details, Record
from wa_link.sheets.sheet import Sheet
from wa_link.sheets.vcard.card import Card
from wa_link.sheets.vcard.card_phones import Tel, choose_phone
from wa_link.sheets.vcard.properties import REPLACEMENT, USED, decode, unescape
from wa_link.sheets.vcard.unfold import BrokenCardError, find_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from wa_link.sheets.vcard.properties import Property

COLUMNS = ("name", "first name", "phone", "other phones", "organization", "email")
"""Columns of a row.

- name: FN; if it is blank, the parts of N in Western order; else the organization or nickname.
- first name: given name of N.
- phone: the number to link; blank if the card has only a fax or pager. See `Tel.rank`.
- other phones: all other numbers, joined by ` ::: ` as in Google Contacts.
- organization: ORG with its units, joined by commas.
- email: all addresses, joined by ` ::: `.
"""
_MAX_LINE = 10_000_000  # a picture may be on one unfolded line
_STRAY = (
    "These lines are outside of a card: a card begins with BEGIN:VCARD and ends with END:VCARD."
)

_COMPONENT = re.compile(r"((?:\\.|[^;])*+)(?:;|\Z)", re.DOTALL)


def read_vcards(file: BinaryIO, name: str, *, encoding: str | None = None) -> Sheet:
    """Read cards as rows are taken; the columns are COLUMNS.

    A broken card becomes a malformed row with its text, and reading goes on at the next card. The
    CHARSET of a property counts more than `encoding`. See `read_sheet` for the arguments.

    Raises:
        OptionError: there is no such encoding.
        InputError: there is no card, or the text is not in its encoding.
    """
    text = read_text(file, name, encoding, longest=_MAX_LINE)
    lines = PeekableLines(text.blocks)
    records = _read_records(lines, encoding or "utf-8")
    blank_lines = 0
    while (ahead := lines.peek(1)) and not ahead[0].strip():
        lines.take()
        blank_lines += 1
    first = next(records, None)
    if first is None or (first.problem == _STRAY and not lines.peek(1)):
        raise InputError(f"{name} has no vCard: no line is BEGIN:VCARD.")
    sheet = Sheet(
        COLUMNS,
        chain((first,), records),
        has_byte_order_mark=text.has_byte_order_mark,
        blank_lines=blank_lines,
    )
    sheet.encoding = text.encoding
    return sheet


def _read_records(lines: PeekableLines, charset: str) -> Iterator[Record | None]:
    """Yield a record for each card and for stray lines between cards; None for a blank line."""
    while ahead := lines.peek(1):
        if find_mark(ahead[0]) == "BEGIN":
            yield _read_card(lines, charset)
        elif ahead[0].strip():
            card = Card(lines)
            start = lines.taken_count + 1
            while card.peek_mark() != "BEGIN":
                card.take()
            yield Record(start, (), card.raw, _STRAY)
        else:
            lines.take()
            yield None


def _read_card(lines: PeekableLines, charset: str) -> Record:
    """Return the record of the card that begins at the next line."""
    start = lines.taken_count + 1
    card = Card(lines)
    card.take()
    try:
        while card.take_property():
            pass
    except BrokenCardError as error:
        card.skip()
        return Record(start, (), card.raw, str(error))
    values = _CardValues(card, charset)
    return Record(start, values.cells(), "", details=Details(notes=values.notes()))


class _CardValues:
    """Decoded values of a card that was read to its end."""

    def __init__(self, card: Card, charset: str) -> None:
        self._is_2_1 = card.is_2_1
        self._charset = charset
        self._of: dict[str, list[Property]] = {name: [] for name in USED}
        for found in card.properties:
            self._of[found.name].append(found)
        self._problems = {
            name: f"line {number} after it is not a property"
            for name, number in card.strays.items()
        }

    def cells(self) -> tuple[str, ...]:
        """Return the values of COLUMNS."""
        phone, others = choose_phone(self._tels())
        n = next((found for p in self._of["N"] if any(found := self._parts(p))), [])
        family, given, more, before, after = (*n, *[""] * 5)[:5]
        name = self._first("FN")
        organizations = [self._parts(p) for p in self._of["ORG"]]
        return (
            name
            or " ".join(filter(None, (before, given, more, family, after)))
            or next((part for parts in organizations for part in parts if part), "")
            or self._first("NICKNAME"),
            given,
            phone,
            VALUE_SEPARATOR.join(others),
            ", ".join(part for parts in organizations for part in parts if part),
            VALUE_SEPARATOR.join(filter(None, map(self._text, self._of["EMAIL"]))),
        )

    def notes(self) -> tuple[Note, ...]:
        """Return a note about the texts that could not be decoded, if there are any."""
        if not self._problems:
            return ()
        problems = "; ".join(f"{name}: {problem}" for name, problem in self._problems.items())
        return (
            Note(
                NoteCode.TEXT_REPLACED,
                f"Some text can't be read, and is blank or {quote(REPLACEMENT)}. {problems}.",
            ),
        )

    def _tels(self) -> list[Tel]:
        labels: dict[str, str] = {}
        for found in self._of["X-ABLABEL"]:
            if found.group:  # a number may have several
                labels[found.group] = f"{labels.get(found.group, '')} {self._text(found)}".strip()
        return [Tel(tel, self._number(tel), labels.get(tel.group, "")) for tel in self._of["TEL"]]

    def _first(self, name: str) -> str:
        return next(filter(None, map(self._text, self._of[name])), "")

    def _text(self, source: Property, value: str | None = None) -> str:
        # Remove escapes first, because an encoded backslash is text.
        plain = unescape(source.value if value is None else value, is_2_1=self._is_2_1)
        text, problem = decode(source, plain, self._charset)
        if problem:
            self._problems.setdefault(source.name, problem)
        return text.strip()

    def _number(self, tel: Property) -> str:
        """Return a number; add U+FFFD if it may have lost digits, so that it is refused."""
        plain = unescape(tel.value, is_2_1=self._is_2_1)
        text, problem = decode(tel, plain, self._charset)
        if problem or tel.is_cut:
            return f"{plain.strip()}{REPLACEMENT}"
        return text.strip()

    def _parts(self, source: Property) -> list[str]:
        return [self._text(source, part) for part in _COMPONENT.findall(source.value)]
