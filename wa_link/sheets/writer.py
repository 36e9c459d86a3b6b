"""Types that all writers share: a writer, its options, and a function that writes one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from wa_link.sheets.rows import Extra


class WriteRow(Protocol):
    """Type of a function that writes one row."""

    def __call__(
        self, cells: Sequence[str], own: Sequence[str] = (), raw: str = "", extra: Extra = ()
    ) -> object:
        """Write a row.

        Args:
            cells: cells of the row.
            own: values of the columns that wa-link adds after the cells.
            raw: text of the row in the input file, or an empty text (see `Row.raw`). If it is not
                empty and `WriteOptions.can_copy_cells` is True, it is written instead of `cells`.
            extra: keys and values of the row for which the sheet has no column. Only the formats in
                `KEEPS_EXTRA` write them.
        """


Writer: TypeAlias = (
    "Callable[[BinaryIO, Sequence[str], WriteOptions], AbstractContextManager[WriteRow]]"
)
"""Type of a writer: it takes a file, names of columns and options, and yields a WriteRow."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Options of the writers. Options are only for delimited text, unless they say otherwise.

    Attributes:
        header: whether to write the names of the columns first; also for workbooks.
        delimiter: character between cells.
        has_sep_line: whether to write Excel's line with the delimiter, `sep=;`, first.
        has_byte_order_mark: whether to write a UTF-8 byte-order mark, which Excel needs.
        spreadsheet_safe: whether to put an apostrophe before cells that a spreadsheet would
            calculate as formulas.
        can_copy_cells: whether a row can be written with its text in the input file (`Row.raw`),
            because input and output have the same delimiter, or both are vCards. Then the values
            that wa-link adds are added to the card.
        phone_columns: indices of the columns that phone numbers are read from; only for vCards.
    """

    header: bool = True
    delimiter: str = ","
    has_sep_line: bool = False
    has_byte_order_mark: bool = False
    spreadsheet_safe: bool = False
    can_copy_cells: bool = False
    phone_columns: Sequence[int] = ()
