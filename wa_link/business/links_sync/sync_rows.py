"""Rows of a sheet that get short links: read the key and the text of each row."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import named_option, option
from wa_link._support.quoting import pluralize, quote
from wa_link.batch.outcome import Rejected
from wa_link.batch.template_variables import has_number_field, template_warnings, text_maker
from wa_link.business.records import MAX_LINK_TEXT
from wa_link.errors import OptionError, Reason, TextError
from wa_link.links.encoded_text import text_notes
from wa_link.links.prefilled_text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.batch.template_variables import RowText
    from wa_link.errors import Note
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row that will get a short link.

    Attributes:
        row: the row of the sheet.
        key: the text that identifies the row in all runs, such as the number of a listing.
        text: the prefilled text of the link.
        notes: notes about the row and its text.
        named: cell of the row in the column `wa_short_link`, which an earlier run or a person has
            written; blank if there is none.
    """

    row: Row
    key: str
    text: str
    notes: tuple[Note, ...]
    named: str


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """All rows of a sheet.

    Attributes:
        rows: the rows in order; a row that gets no link is Rejected.
        row_keys: the key of each row, also of rejected rows; blank if it can't be read.
        without_key: the first row that is not blank, but whose key can't be read; else None.
        remarks: warnings about text in the template that looks like a field, such as `[name]`.
    """

    rows: list[KeyedRow | Rejected]
    row_keys: Sequence[str]
    without_key: Rejected | None
    remarks: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Return all keys, also of rejected rows."""
        return frozenset(filter(None, self.row_keys))

    @property
    def texts(self) -> dict[str, str]:
        """Return the text of each key that gets a link, in the order of the rows."""
        return {each.key: each.text for each in self.rows if isinstance(each, KeyedRow)}

    @property
    def named(self) -> dict[str, str]:
        """Return the cell of each key in the column `wa_short_link`, if it is not blank."""
        rows = (each for each in self.rows if isinstance(each, KeyedRow))
        return {each.key: each.named for each in rows if each.named}


def read_keyed_rows(
    sheet: Sheet, key_column: str, text: str | None, text_column: str | None
) -> KeyedRows:
    """Read all rows of a sheet.

    Args:
        sheet: the sheet.
        key_column: name or number of the column with the keys.
        text: template of the text; None if `text_column` is given.
        text_column: name or number of the column with the texts; None if `text` is given.

    Raises:
        OptionError: a column does not exist, or the template can't be used.
        InputError: the sheet can't be read completely.
    """
    if not text and text_column is None:
        raise OptionError(
            f"The links need a text: add {option('text')} or {option('text_column')}."
        )
    if text and has_number_field(text):
        raise OptionError(
            "The template can't contain {wa_digits} or {wa_phone}, because a short link has no "
            "phone number of its own: use a column of the sheet."
        )
    with named_option(option("key_column")):
        index = sheet.find_column(key_column)
    make_text = text_maker(sheet, text or "", text_column)
    given = [(row, "" if row.problem else _read_key(row.cells[index])) for row in sheet]
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in given:
        lines[key].append(row.line)
    rows, without_key = list[KeyedRow | Rejected](), None
    for row, key in given:
        other = next((line for line in lines[key] if line != row.line), None)
        read = _read_row(row, key, make_text, other)
        rows.append(read)
        is_blank = not any(map(str.strip, row.cells))
        if isinstance(read, Rejected) and not (key or is_blank or without_key):
            without_key = read
    remarks = template_warnings(sheet, {"text": text or ""})
    return KeyedRows(rows, [key for _, key in given], without_key, remarks)


def _read_key(cell: str) -> str:
    """Return the key in a cell, in a form that does not change when the sheet is exported again.

    Invisible characters are removed, each accented letter is one character, and a hyphen is the
    usual one.
    """
    composed = unicodedata.normalize("NFC", cell).replace("\N{NON-BREAKING HYPHEN}", "-")
    return " ".join("".join(c for c in composed if unicodedata.category(c) != "Cf").split())


def _read_row(row: Row, key: str, make_text: RowText, other: int | None) -> KeyedRow | Rejected:
    """Return a row with its text, or Rejected if it can't get a link.

    Args:
        row: the row.
        key: its key; blank if it has none.
        make_text: function that makes its text.
        other: line of another row with the same key; None if there is none.
    """
    if row.problem:
        return Rejected(row, Reason.MALFORMED_ROW, row.problem)
    try:
        _check_key(key, other)
        text, _ = make_text(row, None)
        _check_text(text)
    except TextError as error:
        return Rejected.of(row, error)
    named = row.details.dropped.strip()
    return KeyedRow(row, key, text, (*row.notes, *text_notes(text)), named)


def _check_key(key: str, other: int | None) -> None:
    """Raise TextError if a key is blank or broken, or if the line `other` has the same key.

    All rows with this key are rejected: after the sheet is sorted, the first is another one.
    """
    if not key:
        message = f"The cell in the column of {option('key_column')} is blank: fill it in."
        raise TextError(Reason.MISSING_FIELD, message)
    if other is not None:
        message = f"Line {other} has the same key {quote(key)}: give each row its own key."
        raise TextError(Reason.DUPLICATE, message)
    normalise(key, "key")


def _check_text(text: str) -> None:
    """Raise TextError if a text is blank, or too long for a short link."""
    if not text.strip():
        message = "The text of the link is blank: fill in the cells that it uses."
        raise TextError(Reason.MISSING_FIELD, message)
    if (over := len(text) - MAX_LINK_TEXT) > 0:
        message = (
            f"The text has {pluralize(len(text), 'character')}, which is {over:,} more than the "
            f"{MAX_LINK_TEXT} that a short link can have: shorten the template, or the cells that "
            "it uses."
        )
        raise TextError(Reason.TEXT_TOO_LONG, message)
