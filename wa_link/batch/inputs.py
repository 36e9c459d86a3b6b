"""Input of a run: the sheet in a file, which no output may replace while it is needed."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, BinaryIO

from wa_link._support.arguments import option
from wa_link._support.collisions import (
    refuse_feeding_itself,
    refuse_in_place,
    refuse_overwriting,
    refuse_same,
)
from wa_link._support.quoting import escape
from wa_link.sheets.input_file import open_file
from wa_link.sheets.input_formats import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from wa_link._support.collisions import Place
    from wa_link.batch.options import ReadOptions
    from wa_link.sheets.sheet import Sheet


@contextmanager
def open_input(
    source: Place,
    target: Place,
    rejects: Place | None,
    *,
    phone_columns: Sequence[str] | None,
    is_dry: bool,
    options: ReadOptions,
) -> Iterator[tuple[BinaryIO, Sheet]]:
    """Open a file and the sheet in it; its columns are read, and no row.

    Args:
        source: path or file of the sheet; `-` is standard input.
        target: path or file of the output.
        rejects: path or file for rejected rows; None if they have none.
        phone_columns: names of the phone columns; empty to find them, None if none is read.
        is_dry: whether nothing is written.
        options: how the sheet is read.

    Raises:
        OptionError: an output would replace a file that is still needed; or an option of reading
            can't be used.
        InputError: the sheet can't be read.
    """
    refuse_lost_rows(source, target, rejects)
    with _open(source) as (file, name):
        for place in () if is_dry else (target, rejects):
            if place is not None:
                refuse_feeding_itself(file, place)
        sheet = read_sheet(file, name, phone_columns=phone_columns, **options)
        with closing(sheet):
            if sheet.other_worksheets and not is_dry:
                refuse_in_place(target, source, "whose other worksheets would be lost")
            yield file, sheet


def refuse_lost_rows(source: Place, target: Place, rejects: Place | None) -> None:
    """Fail if a rejects file would make rows disappear.

    Raises:
        OptionError: the rejects would replace the sheet or the output; or the output would replace
            the sheet, whose rejected rows would be in no sheet.
    """
    if rejects is None:
        return
    refuse_overwriting(rejects, the_sheet=source)
    refuse_same(target, rejects)
    why = f"whose rejected rows would be only in {option('rejects')}, which the next run replaces"
    refuse_in_place(target, source, why)


def _open(source: Place) -> AbstractContextManager[tuple[BinaryIO, str]]:
    """Open a source, and return the name that messages give it."""
    if isinstance(source, (str, os.PathLike)):
        return open_file(source)
    name = getattr(source, "name", None)
    return nullcontext((source, escape(name) if isinstance(name, str) else "the sheet"))
