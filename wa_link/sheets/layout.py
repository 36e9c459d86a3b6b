"""What writers take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from wa_link.sheets.rows import Extra


class WriteRow(Protocol):
    """Writes one row."""

    def __call__(
        self, cells: Sequence[str], own: Sequence[str] = (), raw: str = "", extra: Extra = ()
    ) -> object:
        """Write a row.

        Args:
            cells: its cells.
            own: our own values, behind them.
            raw: the cells as they stood in delimited text, where they may be copied.
            extra: keys that are not columns, with their values; see `KEEPS_EXTRA`.
        """


Writer: TypeAlias = "Callable[[BinaryIO, Sequence[str], Layout], AbstractContextManager[WriteRow]]"
"""Takes a file, the columns and a layout."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited file is written.

    Attributes:
        header: whether the first line names the columns.
        delimiter: between cells.
        tells_delimiter: whether the first line tells it, `sep=;`.
        byte_order_mark: whether UTF-8's mark comes first, by which Excel knows the encoding.
        spreadsheet_safe: whether a cell that a spreadsheet would calculate gets an apostrophe.
        as_input: whether cells may be copied from the input, which was written alike.
    """

    header: bool = True
    delimiter: str = ","
    tells_delimiter: bool = False
    byte_order_mark: bool = False
    spreadsheet_safe: bool = False
    as_input: bool = False
