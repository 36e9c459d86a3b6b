"""Types that all writers share: options, the writer, and the function that writes one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from wa_link.sheets.rows import Extra


class WriteRow(Protocol):
    """A function that writes one row."""

    def __call__(
        self, cells: Sequence[str], own: Sequence[str] = (), raw: str = "", extra: Extra = ()
    ) -> object:
        """Write a row.

        Args:
            cells: cells of the row.
            own: values of wa-link's own columns, which come after the cells.
            raw: the cells as delimited text, for `WriteOptions.can_copy_cells`; blank if there is
                none.
            extra: keys that are not columns, each with its value; see `KEEPS_EXTRA`.
        """


Writer: TypeAlias = (
    "Callable[[BinaryIO, Sequence[str], WriteOptions], AbstractContextManager[WriteRow]]"
)
"""A context manager for a file, its columns and the options; it gives the function for rows."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Options of the writers. All but `header` are for delimited text alone.

    Attributes:
        header: whether to write the names of the columns first.
        delimiter: character between cells.
        has_sep_line: whether to write Excel's line that names the delimiter, `sep=;`.
        has_byte_order_mark: whether to write UTF-8's byte-order mark, which Excel needs.
        spreadsheet_safe: whether to put an apostrophe before cells that a spreadsheet would
            calculate.
        can_copy_cells: whether the text of input cells may be copied, because input and output
            have the same delimiter.
    """

    header: bool = True
    delimiter: str = ","
    has_sep_line: bool = False
    has_byte_order_mark: bool = False
    spreadsheet_safe: bool = False
    can_copy_cells: bool = False
