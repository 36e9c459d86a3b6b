"""Files -> sheets: what a file is, told by how it begins, and the reader for it."""

from __future__ import annotations

import re
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link.errors import InputError, OptionError
from wa_link.sheets.jsonlines import read_json_lines
from wa_link.sheets.read_delimited import read_delimited
from wa_link.sheets.read_workbook import read_workbook
from wa_link.sheets.sheet import MAX_COLUMNS
from wa_link.sheets.signatures import AHEAD, ARCHIVES, find_archive, find_binary, find_text
from wa_link.sheets.source import begun, look_ahead, open_file
from wa_link.sheets.text import BEGINNING, told_encoding
from wa_link.sheets.vcard import read_vcards

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.sheet import Sheet

_VCARD = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\s*?(?:[\r\n]|\Z)", re.IGNORECASE)
_JSON_ARRAY = re.compile(rb"\s*\[\s*(?:[\[{\"]|\]\s*\Z)")
_JSON_LINES = re.compile(rb"\s*\{\s*(?:\"|\}\s*?(?:[\r\n]|\Z))")


@contextmanager
def open_sheet(
    path: str | os.PathLike[str],
    *,
    header: bool = True,
    delimiter: str | None = None,
    encoding: str | None = None,
    worksheet: str | None = None,
    header_row: int | None = None,
    phone_columns: Sequence[str] | None = (),
) -> Iterator[Sheet]:
    """The sheet in a file; `-` is standard input. See `read_sheet`.

    Its rows are taken in the `with` block, which ends what reads them.

    Raises:
        InputError: it cannot be opened.
    """
    with open_file(path) as (file, name):
        sheet = read_sheet(
            file,
            name,
            header=header,
            delimiter=delimiter,
            encoding=encoding,
            worksheet=worksheet,
            header_row=header_row,
            phone_columns=phone_columns,
        )
        with closing(sheet):
            yield sheet


def read_sheet(
    file: BinaryIO,
    name: str,
    *,
    header: bool = True,
    delimiter: str | None = None,
    encoding: str | None = None,
    worksheet: str | None = None,
    header_row: int | None = None,
    phone_columns: Sequence[str] | None = (),
) -> Sheet:
    r"""The sheet in an open file: its columns are read at once, rows as they are taken.

    What the file is, its beginning tells, not its name: a workbook (.xlsx, .xls, .ods), vCards,
    JSON Lines, or delimited text (CSV, TSV and their like).

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        header: whether a row names the columns; if not, they are `1`, `2`, ….
        delimiter: of delimited text, one character; found among `, ; \t |` when None.
        encoding: of text; when None, told by a byte-order mark, else UTF-8.
        worksheet: of a workbook; when None, the first that is visible and has a phone column, or
            cells.
        header_row: the row that names the columns, counted from 1 with blank rows; when None, the
            first row, or one below rows of titles: see `find_header`.
        phone_columns: headers or numbers of the columns that numbers are read from, by which the
            header row is found, and whose number formats count in a workbook; found by their words
            when empty. None when no column is read for numbers.

    Raises:
        OptionError: no such encoding, delimiter or worksheet, or one that the file has no use for;
            the library that reads workbooks is not installed.
        InputError: the file is empty, damaged, not a sheet, not in its encoding, or has too many
            columns.
    """
    if not hasattr(file, "readinto"):
        raise TypeError(
            f"file must be opened for bytes, not {type(file).__name__}: open_sheet does it."
        )
    _check_header_row(header_row, header=header)
    buffered = begun(file, BEGINNING)
    start = buffered.peek()
    is_archive = start.startswith(ARCHIVES)
    foreign = find_binary(start)
    if is_archive:
        head, buffered = look_ahead(buffered, AHEAD)
        foreign = find_archive(head)
    elif not foreign:
        start = _text_of(start, encoding or told_encoding(start, name))
        foreign = find_text(start)
    if foreign:
        raise InputError(foreign.message(name))
    if is_archive:
        _refuse(name, "a workbook", delimiter=delimiter, encoding=encoding)
        sheet = read_workbook(
            buffered,
            name,
            header=header,
            sheet=worksheet,
            header_row=header_row,
            phone_columns=phone_columns,
        )
    elif _VCARD.match(start):
        _refuse(name, "an address book", header, header_row, delimiter=delimiter, sheet=worksheet)
        sheet = read_vcards(buffered, name, encoding=encoding)
    elif _JSON_ARRAY.match(start):
        raise InputError(
            f"{name} is an array of JSON: write each object on a line of its own, as jq -c '.[]' "
            "does."
        )
    elif _JSON_LINES.match(start):
        _refuse(
            name, "a file of JSON Lines", header, header_row, delimiter=delimiter, sheet=worksheet
        )
        sheet = read_json_lines(buffered, name, encoding=encoding)
    else:
        _refuse(name, "delimited text", sheet=worksheet)
        sheet = read_delimited(
            buffered,
            name,
            header=header,
            delimiter=delimiter,
            encoding=encoding,
            header_row=header_row,
            phone_columns=phone_columns or (),
        )
    _check_columns(sheet, name)
    return sheet


def _check_header_row(header_row: int | None, *, header: bool) -> None:
    if header_row is None:
        return
    if not header:
        raise OptionError(
            f"{option('header_row')} and {option('header', value=False)} contradict each other."
        )
    if header_row < 1:
        raise OptionError(f"{option('header_row')}: rows count from 1, not from {header_row}.")


def _check_columns(sheet: Sheet, name: str) -> None:
    # A sheet of ours has one of these with others, however it was cut.
    dropped = set(sheet.dropped)
    if dropped and "wa_reason" not in dropped and ("wa_link" not in dropped or len(dropped) == 1):
        raise InputError(
            f"{name} has a column {sheet.dropped[0]}, which is a name of wa-link's own, and would "
            "be replaced: give it another name."
        )
    if not sheet.columns:
        raise InputError(f"{name} has no columns but those that wa-link adds.")
    if len(sheet.columns) > MAX_COLUMNS:
        raise InputError(
            f"{name} has {len(sheet.columns):,} columns, and {MAX_COLUMNS:,} are the most: are its "
            "line ends missing, or is its delimiter another?"
        )


def _text_of(start: bytes, encoding: str) -> bytes:
    """A file's beginning in UTF-8; as it is, where there is no such encoding."""
    with suppress(LookupError, ValueError):
        return start.decode(encoding, "replace").removeprefix("\ufeff").encode()
    return start


def _refuse(
    name: str,
    what: str,
    header: bool = True,  # noqa: FBT001, FBT002  (one of the options, in their order)
    header_row: int | None = None,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> None:
    """Fail on options that a format has no use for: none is ignored."""
    options = {
        option("header", value=False): not header,
        option("header_row"): header_row is not None,
        option("delimiter"): delimiter is not None,
        option("encoding"): encoding is not None,
        option("worksheet"): sheet is not None,
    }
    for named, is_given in options.items():
        if is_given:
            raise OptionError(f"{named}: {name} is {what}, which has no use for it.")
