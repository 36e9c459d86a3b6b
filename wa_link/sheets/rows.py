"""Records as readers find them, and the rows that a sheet makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_link.errors import Note

Extra: TypeAlias = tuple[tuple[str, str], ...]
"""Keys of a record that are not columns, each with its value."""


class ShownCell(NamedTuple):
    """A cell of a workbook whose number format shows digits or a plus that its value lacks.

    Attributes:
        value: value of the cell.
        text: text that the cell shows; blank if it is not certain.
        code: the number format; blank if it is not known.
    """

    value: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Details:
    """Properties that few rows have.

    Attributes:
        notes: notes about how the row was read.
        extra: values whose keys are not columns, as in JSON Lines.
        formats: cells whose number formats show more than their values, by column index.
    """

    notes: tuple[Note, ...] = ()
    extra: Extra = ()
    formats: Mapping[int, ShownCell] | None = None


NO_DETAILS: Final = Details()
"""Details of most rows."""


@dataclass(slots=True)
class Row:
    """An input record, with one cell for each column of the sheet.

    Attributes:
        number: number of the row, from 1; the header and blank lines do not count.
        line: line of the file on which the row begins, from 1.
        cells: as many cells as the sheet has columns.
        problem: a sentence that says why the row is malformed; then the first cell is its raw text.
        raw: delimited text that our writer would write for these cells; blank if there is none.
        details: properties that few rows have.
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
        """Return the keys of its JSON object that are not columns, each with its value."""
        return self.details.extra


@dataclass(slots=True)
class Record:
    """A record as a reader finds it, before it is fitted to the columns of the sheet.

    Attributes:
        line: line of the file on which the record begins, from 1.
        cells: its cells.
        raw: its text in the file, without the last line end.
        problem: a sentence that says why the record has no cells.
        can_copy: whether our writer would write `raw` for these cells.
        details: properties that few records have.
    """

    line: Final[int]
    cells: Final[tuple[str, ...]]
    raw: Final[str]
    problem: Final[str] = ""
    can_copy: Final[bool] = False
    details: Final[Details] = NO_DETAILS

    @property
    def characters(self) -> int:
        """Return the number of characters that the record keeps in memory."""
        return len(self.raw) + sum(map(len, self.cells))


class Block(Protocol):
    """Several records that are not split into cells until their rows are needed."""

    def __len__(self) -> int:
        """Return the number of records."""

    @property
    def characters(self) -> int:
        """Return the number of characters of all records."""

    def split(self, size: int) -> Iterator[Block]:
        """Split the block into blocks of at most `size` records."""

    def rows(self, before: int, width: int) -> list[Row | Record]:
        """Return a row for each record with `width` cells, and each other record as it is.

        Args:
            before: number of rows before the first one.
            width: number of cells.
        """


class RowRange(NamedTuple):
    """Consecutive records of a sheet, from which its rows are made.

    Attributes:
        before: number of rows before the first one.
        records: the records, some of them in blocks.
    """

    before: int
    records: list[Record | Block]


def split_block(block: Block, size: int, characters: int) -> Iterator[Block]:
    """Split a block into blocks of at most `size` records and about `characters` characters."""
    fitting = len(block) * characters // max(1, block.characters)
    return block.split(max(1, min(size, fitting)))
