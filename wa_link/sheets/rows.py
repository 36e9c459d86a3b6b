"""Record: the cells as they are in a file. Row: exactly one cell for each column of the sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from wa_link._support.arguments import require_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wa_link.errors import Note

Extra: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of key and value from a JSON object, for keys that are not columns."""


class ShownCell(NamedTuple):
    """A cell of a workbook whose number format shows digits or a plus that its value lacks.

    Example: the value `501234567` with the number format `"+966 "0` shows `+966 501234567`.

    Attributes:
        value: value of the cell.
        text: text that the cell shows; blank if it is uncertain.
        code: code of the number format, such as `"+966 "0`; blank if it is unknown.
    """

    value: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Details:
    """Properties of a row that most rows do not have.

    Attributes:
        notes: notes about how the row was read.
        extra: keys of a JSON object that are not columns, each with its value.
        formats: cells whose number format shows more than their value, by the index of the column.
        dropped: cell of the column that `Sheet.drop_column` leaves out; empty if there is none.
    """

    notes: tuple[Note, ...] = ()
    extra: Extra = ()
    formats: Mapping[int, ShownCell] | None = None
    dropped: str = ""


NO_DETAILS: Final = Details()
"""The empty details that most rows have."""


def fit_details(details: Details, kept: Sequence[int], dropped: str) -> Details:
    """Return the details of a row from which columns are left out.

    Args:
        details: the details of the record.
        kept: indices of the columns that are kept.
        dropped: as in `Details`.
    """
    if dropped:
        details = replace(details, dropped=dropped)
    if details.formats:
        places = {index: place for place, index in enumerate(kept)}
        formats = {places[i]: cell for i, cell in details.formats.items() if i in places}
        details = replace(details, formats=formats)
    return details


@dataclass(slots=True)
class Row:
    """A row of the sheet, with exactly one cell for each column.

    Attributes:
        number: number of the row, from 1; the header and blank lines do not count.
        line: number of the line in the file on which the row begins, from 1.
        cells: one cell for each column of the sheet.
        problem: a sentence that says why the row is malformed; empty if the row is well formed. The
            first cell of a malformed row is the text of the whole row, and its other cells are
            blank.
        raw: text of the row in the file, if wa-link would write exactly this text for the cells.
            Otherwise it is empty, for example if the file has needless quotes around a cell. In a
            vCard file: the text of the whole card, if `Sheet.keeps_cards` is True.
        details: properties that most rows do not have.
    """

    number: Final[int]
    line: Final[int]
    cells: Final[tuple[str, ...]]
    problem: Final[str] = ""
    raw: Final[str] = ""
    details: Final[Details] = NO_DETAILS

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the notes about how the row was read."""
        return self.details.notes

    @property
    def extra(self) -> Extra:
        """Return the keys of the row's JSON object that are not columns, each with its value."""
        return self.details.extra


@dataclass(slots=True)
class Record:
    """A record as it is in the file; it can have more or fewer cells than the sheet has columns.

    Attributes:
        line: number of the line in the file on which the record begins, from 1.
        cells: the cells of the record.
        raw: text of the record in the file, without the last line end.
        problem: a sentence that says why the record can't be split into cells; else empty.
        can_copy: whether `raw` is exactly the text that wa-link would write for these cells.
        details: properties that most records do not have.
    """

    line: Final[int]
    cells: Final[tuple[str, ...]]
    raw: Final[str]
    problem: Final[str] = ""
    can_copy: Final[bool] = False
    details: Final[Details] = NO_DETAILS

    @property
    def characters(self) -> int:
        """Return the number of characters in the text and the cells, to estimate the memory use."""
        return len(self.raw) + sum(map(len, self.cells))

    @property
    def last_line(self) -> str:
        """Return the text of the record, as `Block.last_line` does."""
        return self.raw


def make_record(line: int, row: Sequence[str]) -> Record:
    """Return a record for the list of cells of a row; raise TypeError if a cell is not text."""
    try:
        return Record(line, tuple(row), ",".join(row))
    except TypeError:
        require_texts(f"row {line - 1}", row)
        raise


class Block(Protocol):
    """Several records together, which are split into cells only when their rows are needed."""

    def __len__(self) -> int:
        """Return the number of records in the block."""

    @property
    def characters(self) -> int:
        """Return the number of characters in all records of the block."""

    @property
    def last_line(self) -> str:
        """Return the text of the last record in the block."""

    def split(self, size: int) -> Iterator[Block]:
        """Split the block into blocks of at most `size` records."""

    def rows(self, before: int, width: int) -> list[Row | Record]:
        """Return the records in order: as a Row if a record has `width` cells, else as a Record.

        Args:
            before: number of rows before the block.
            width: number of cells that a Row must have.
        """


class RowRange(NamedTuple):
    """Consecutive records of a sheet, from which `Sheet.make_rows` makes rows.

    Attributes:
        before: number of rows before the range.
        records: the records in order; each item is one Record, or a Block of several records.
    """

    before: int
    records: list[Record | Block]


def split_item(item: Record | Block | None, size: int, characters: int) -> Iterable[Record | Block]:
    """Return an item of a sheet in parts: a Block of at most `size` records and about `characters`.

    A Record is one part. A blank line (None) has no parts.
    """
    if item is None:
        return ()
    if isinstance(item, Record):
        return (item,)
    fitting = len(item) * characters // max(1, item.characters)
    return item.split(max(1, min(size, fitting)))
