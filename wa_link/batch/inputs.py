"""Open the sheet that a run reads; refuse outputs that would overwrite the sheet or lose rows."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, BinaryIO

from wa_link._support.arguments import option
from wa_link._support.quoting import escape
from wa_link._support.same_file import (
    refuse_appending_to_itself,
    refuse_in_place,
    refuse_overwriting,
    refuse_same,
)
from wa_link.sheets.input_file import open_file
from wa_link.sheets.input_formats import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from wa_link._support.same_file import PathOrFile
    from wa_link.batch.options import ReadOptions
    from wa_link.sheets.sheet import Sheet


@contextmanager
def open_input(
    source: PathOrFile,
    target: PathOrFile,
    rejects: PathOrFile | None,
    *,
    phone_columns: Sequence[str] | None,
    is_dry: bool,
    options: ReadOptions,
) -> Iterator[tuple[BinaryIO, Sheet]]:
    """Open a file, and read the columns of its sheet; yield the file and the Sheet.

    The rows of the sheet are read later, when the caller takes them.

    Args:
        source: path or file of the sheet; `-` is standard input.
        target: path or file of the output.
        rejects: path or file for rejected rows; None if they go to the output.
        phone_columns: names of the phone columns, or an empty list to find them by their headers.
            None if numbers are not read from columns.
        is_dry: whether the run writes no file.
        options: options for reading the sheet.

    Raises:
        OptionError: an output would replace a file that is still needed, or an option for reading
            the sheet can't be used.
        InputError: the sheet can't be read.
    """
    refuse_lost_rows(source, target, rejects)
    with _open(source) as (file, name):
        for output in () if is_dry else (target, rejects):
            if output is not None:
                refuse_appending_to_itself(file, output)
        sheet = read_sheet(file, name, phone_columns=phone_columns, **options)
        with closing(sheet):
            if sheet.other_worksheets and not is_dry:
                refuse_in_place(target, source, "its other worksheets would be lost")
            yield file, sheet


def refuse_lost_rows(source: PathOrFile, target: PathOrFile, rejects: PathOrFile | None) -> None:
    """Fail if a run that writes a rejects file could lose rows.

    Do nothing if `rejects` is None.

    Raises:
        OptionError: two of the three files are the same. For example, if the output replaces the
            sheet, rejected rows are only in the rejects file, and the next run replaces that file.
    """
    if rejects is None:
        return
    refuse_overwriting(rejects, the_sheet=source)
    refuse_same(target, rejects)
    why = (
        f"its rejected rows would be only in the file of {option('rejects')}, which the next run "
        "would replace"
    )
    refuse_in_place(target, source, why)


def _open(source: PathOrFile) -> AbstractContextManager[tuple[BinaryIO, str]]:
    """Return a context manager that yields the file of the sheet, and its name for messages."""
    if isinstance(source, (str, os.PathLike)):
        return open_file(source)
    name = getattr(source, "name", None)
    return nullcontext((source, escape(name) if isinstance(name, str) else "the sheet"))
