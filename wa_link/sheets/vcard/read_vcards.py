"""Reader of vCard files (.vcf): makes a sheet with one row for each card."""

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
from wa_link.sheets.vcard.properties import REPLACEMENT, USED_PROPERTIES, decode, unescape
from wa_link.sheets.vcard.unfold import BrokenCardError, find_begin_or_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from wa_link.sheets.vcard.properties import Property

COLUMNS = ("name", "first name", "phone", "other phones", "organization", "email")
"""Columns of the sheet, with the properties of a card that their values come from.

- name: the property FN (formatted name). If it is blank, the parts of N (name) as in `Dr. Ann Lee`;
  if N is blank too, the organization; if that is blank too, the nickname.
- first name: the given name in N.
- phone: the number for which a link is made. It is blank if no number can have WhatsApp, for
  example if the card has only a fax. See `Tel.rank`.
- other phones: all other numbers, joined by ` ::: ` as in Google Contacts.
- organization: the properties ORG with their units, joined by commas.
- email: all e-mail addresses, joined by ` ::: `.
"""
_MAX_LINE = 10_000_000  # in characters; some programs write a picture on one line
_OUTSIDE_CARD = (
    "These lines are outside of a card. Put BEGIN:VCARD before each card and END:VCARD after it, "
    "or delete these lines."
)

# A component of a value such as `Lee;Ann`, up to the next semicolon that is not escaped.
_COMPONENT = re.compile(r"((?:\\.|[^;])*+)(?:;|\Z)", re.DOTALL)


def read_vcards(file: BinaryIO, name: str, *, encoding: str | None = None) -> Sheet:
    """Return a sheet with a row for each card in a vCard file. A card is read when its row is used.

    The columns are `COLUMNS`. A card that can't be read becomes a malformed row, which contains the
    text of the card; then the next card is read. If a property has the parameter CHARSET, its value
    is decoded with that character set, not with `encoding`. See `read_sheet` for the arguments.

    Raises:
        OptionError: Python has no encoding `encoding`.
        InputError: the file has no card, or its text can't be decoded.
    """
    text = read_text(file, name, encoding, longest=_MAX_LINE)
    lines = PeekableLines(text.blocks, name, text.would_wait)
    records = _read_records(lines, encoding or "utf-8", lambda: sheet.keeps_cards)
    blank_lines = 0
    while (ahead := lines.peek(1)) and not ahead[0].strip():
        lines.take()
        blank_lines += 1
    if not ahead or find_begin_or_end(ahead[0]) != "BEGIN":
        first = next(records, None)
        if first is None or not lines.peek(1):
            raise InputError(
                f"{name} has no card: there is no line BEGIN:VCARD. Export your contacts as vCard "
                "(.vcf) again."
            )
        records = chain((first,), records)
    sheet = Sheet(
        COLUMNS, records, has_byte_order_mark=text.has_byte_order_mark, blank_lines=blank_lines
    )
    sheet.format, sheet.encoding = "vcard", text.encoding
    sheet.would_wait = lines.is_waiting
    return sheet


def _read_records(
    lines: PeekableLines, charset: str, keeps_cards: Callable[[], bool]
) -> Iterator[Record | None]:
    """Yield a record for each vCard, and None for each blank line between vCards.

    All other lines between two vCards become one malformed record.

    Args:
        lines: the lines of the file.
        charset: character set of quoted-printable and base64 values without a parameter CHARSET.
        keeps_cards: function that returns whether the next record contains the text of its card.
    """
    while ahead := lines.peek(1):
        if find_begin_or_end(ahead[0]) == "BEGIN":
            yield _read_card(lines, charset, keeps_card=keeps_cards())
        elif ahead[0].strip():
            card = Card(lines)
            start = lines.taken_count + 1
            while card.peek_begin_or_end() != "BEGIN":
                card.take()
            yield Record(start, (), card.raw, _OUTSIDE_CARD)
        else:
            lines.take()
            yield None


def _read_card(lines: PeekableLines, charset: str, *, keeps_card: bool) -> Record:
    """Return the record of the vCard that begins at the next line.

    The record is malformed if the vCard can't be read. If `keeps_card` is True, its `raw` is the
    text of the card. See `_read_records` for the other arguments.
    """
    start = lines.taken_count + 1
    card = Card(lines, kept=[] if keeps_card else None)
    card.take()
    try:
        while card.take_property():
            pass
    except BrokenCardError as error:
        card.skip()
        return Record(start, (), card.raw, str(error))
    values = _CardValues(card, charset)
    cells = values.cells()  # before the notes, which are about the cells
    details = Details(notes=values.notes())
    return Record(start, cells, "".join(card.kept or ()), can_copy=keeps_card, details=details)


class _CardValues:
    """Decoded values of a vCard that was read completely."""

    def __init__(self, card: Card, charset: str) -> None:
        """Group the properties by name; `charset` is for values without a parameter CHARSET."""
        self._is_2_1 = card.is_2_1
        self._charset = charset
        self._of: dict[str, list[Property]] = {name: [] for name in USED_PROPERTIES}
        for found in card.properties:
            self._of[found.name].append(found)
        self._problems = {
            name: f"is followed by line {number}, which is not a property"
            for name, number in card.unreadable_lines.items()
        }

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the vCard's row, one for each of `COLUMNS`."""
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
        """Return a tuple with one note about all damaged texts, or an empty tuple."""
        if not self._problems:
            return ()
        problems = "; ".join(f"{name} {problem}" for name, problem in self._problems.items())
        return (
            Note(
                NoteCode.TEXT_REPLACED,
                f"Some text of this card is missing or replaced by {quote(REPLACEMENT)}: "
                f"{problems}. Export the card again as UTF-8, or correct it in the file.",
            ),
        )

    def _tels(self) -> list[Tel]:
        """Return the phone numbers of the vCard, with their labels.

        In Apple's cards, `item1.X-ABLabel` is the label of the number `item1.TEL`.
        """
        labels: dict[str, str] = {}
        for found in self._of["X-ABLABEL"]:
            if found.group:  # one number can have several labels
                labels[found.group] = f"{labels.get(found.group, '')} {self._text(found)}".strip()
        return [Tel(tel, self._number(tel), labels.get(tel.group, "")) for tel in self._of["TEL"]]

    def _first(self, name: str) -> str:
        """Return the first value of the property `name` that is not blank, or an empty text."""
        return next(filter(None, map(self._text, self._of[name])), "")

    def _text(self, source: Property, value: str | None = None) -> str:
        """Return the decoded text of a property, or of one part of its value.

        If the text can't be decoded completely, the problem is kept for `notes`.

        Args:
            source: the property.
            value: the part to decode; None to decode the whole value.
        """
        # Escapes are removed before the value is decoded, because an encoded backslash is text.
        plain = unescape(source.value if value is None else value, is_2_1=self._is_2_1)
        text, problem = decode(source, plain, self._charset)
        if problem:
            self._problems.setdefault(source.name, problem)
        return text.strip()

    def _number(self, tel: Property) -> str:
        """Return the decoded phone number of a property TEL.

        If the number may have lost digits, add U+FFFD, so that wa-link later refuses the number.
        """
        plain = unescape(tel.value, is_2_1=self._is_2_1)
        text, problem = decode(tel, plain, self._charset)
        if problem or tel.is_cut:
            return f"{plain.strip()}{REPLACEMENT}"
        return text.strip()

    def _parts(self, source: Property) -> list[str]:
        """Return the decoded components of a value: `Lee` and `Ann` for `N:Lee;Ann`."""
        return [self._text(source, part) for part in _COMPONENT.findall(source.value)]
