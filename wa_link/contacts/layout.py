"""What writers take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

WriteRow: TypeAlias = "Callable[[Sequence[str]], object]"
"""Writes the values of one row."""
Writer: TypeAlias = "Callable[[BinaryIO, Sequence[str], Layout], AbstractContextManager[WriteRow]]"
"""Takes a file, the columns and a layout."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited file is written.

    Attributes:
        header: whether the first line names the columns.
        delimiter: between cells.
        byte_order_mark: whether UTF-8's mark comes first, by which Excel knows the encoding.
        spreadsheet_safe: whether a cell that a spreadsheet would calculate gets an apostrophe.
    """

    header: bool = True
    delimiter: str = ","
    byte_order_mark: bool = False
    spreadsheet_safe: bool = False
