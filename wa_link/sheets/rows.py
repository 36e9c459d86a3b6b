"""Rows and records: what the readers of every format make, and what becomes links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_link.errors import Note

Extra: TypeAlias = tuple[tuple[str, str], ...]
"""Keys that name no column, each with its value."""


class ShownCell(NamedTuple):
    """A cell of a workbook whose number format adds digits or a plus.

    Attributes:
        value: of the cell.
        text: that is shown; empty where that can't be said for certain.
        code: the format; empty where it is not known.
    """

    value: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Details:
    """Properties of a row that few rows have.

    Attributes:
        notes: what should be known about how the row was read.
        extra: what the record has beside the columns, as an object of JSON Lines may.
        formats: what cells show by their number formats, by their columns' indices.
    """

    notes: tuple[Note, ...] = ()
    extra: Extra = ()
    formats: Mapping[int, ShownCell] | None = None


NO_DETAILS: Final = Details()
"""The details of most rows."""


@dataclass(slots=True)
class Row:
    """An input record.

    Attributes:
        number: of the row, from 1; the header and blank lines do not count.
        line: the physical line on which it begins, from 1.
        cells: as many as the sheet has columns.
        problem: why it is no proper row, in a sentence; then the first cell is the raw text.
        raw: delimited text that is these cells, written as we would; empty where there is none.
        details: what few rows have beside their cells.
    """

    number: Final[int]
    line: Final[int]
    cells: Final[tuple[str, ...]]
    problem: Final[str] = ""
    raw: Final[str] = ""
    details: Final[Details] = NO_DETAILS

    @property
    def notes(self) -> tuple[Note, ...]:
        """What should be known about how it was read."""
        return self.details.notes

    @property
    def extra(self) -> Extra:
        """Keys of its object of JSON Lines that are not columns, each with its value."""
        return self.details.extra


@dataclass(slots=True)
class Record:
    """A record as a reader finds it, before columns are known.

    Attributes:
        line: the physical line on which it begins, from 1.
        cells: its cells.
        raw: its text as it stands in the file, without the last line end.
        problem: why it has no cells, in a sentence.
        plain: whether `raw` is delimited text as we would write it.
        details: what few records have beside their cells.
    """

    line: Final[int]
    cells: Final[tuple[str, ...]]
    raw: Final[str]
    problem: Final[str] = ""
    plain: Final[bool] = False
    details: Final[Details] = NO_DETAILS

    @property
    def characters(self) -> int:
        """How many it has."""
        return len(self.raw) + sum(map(len, self.cells))


class Block(Protocol):
    """Records that are kept together, and not looked at before they are needed."""

    def __len__(self) -> int:
        """How many there are."""

    @property
    def characters(self) -> int:
        """How many they have."""

    def cut(self, size: int) -> Iterator[Block]:
        """The same, at most so many at a time."""

    def rows(self, before: int, width: int) -> list[Row | Record]:
        """A row, `before` of them before the first, for each that has `width` cells.

        And the record itself for each that has not.
        """


class Stretch(NamedTuple):
    """Records that follow each other in a sheet: what its rows are made of.

    Attributes:
        before: how many rows are before them.
        records: some of them kept together.
    """

    before: int
    records: list[Record | Block]


def cut_block(block: Block, size: int, characters: int) -> Iterator[Block]:
    """Yield parts of a block: at most so many records, and about so many characters, in each."""
    fitting = len(block) * characters // max(1, block.characters)
    return block.cut(max(1, min(size, fitting)))
