"""Formats that sheets are read from. A new format is one reader and one row in FORMATS.

The format is detected from the content, not from the file name.
"""

from __future__ import annotations

import re
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from wa_link._support.arguments import option
from wa_link.errors import InputError, OptionError
from wa_link.sheets.delimited.read_delimited import read_delimited
from wa_link.sheets.encodings.detect_encoding import DETECTION_BYTES, detect_encoding
from wa_link.sheets.foreign_files import (
    ARCHIVE_BYTES,
    ARCHIVES,
    find_archive,
    find_binary,
    find_text,
)
from wa_link.sheets.input_file import open_file, peekable, read_ahead
from wa_link.sheets.json_lines import read_json_lines
from wa_link.sheets.sheet import MAX_COLUMNS
from wa_link.sheets.vcard.read_vcards import read_vcards
from wa_link.sheets.workbook.read_workbook import read_workbook

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.sheet import Sheet


class InputFormat(NamedTuple):
    """A format of sheets.

    Attributes:
        beginning: matches the first bytes of a file; text has been decoded, and is in UTF-8 here.
        noun: how messages name a file of this format.
        reader: its reader, which takes an open file, its name for messages, and `options`.
        options: names of the arguments of `read_sheet` that its reader takes.
    """

    beginning: re.Pattern[bytes]
    noun: str
    reader: Callable[..., Sheet]
    options: tuple[str, ...]


FORMATS: Final[dict[str, InputFormat]] = {
    "workbook": InputFormat(
        re.compile(b"|".join(map(re.escape, ARCHIVES))),
        "a workbook",
        read_workbook,
        ("header", "header_row", "worksheet", "phone_columns"),
    ),
    "vCard": InputFormat(
        re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\s*?(?:[\r\n]|\Z)", re.IGNORECASE),
        "an address book",
        read_vcards,
        ("encoding",),
    ),
    "JSON Lines": InputFormat(
        re.compile(rb"\s*\{\s*(?:\"|\}\s*?(?:[\r\n]|\Z))"),
        "a file of JSON Lines",
        read_json_lines,
        ("encoding",),
    ),
    "delimited": InputFormat(
        re.compile(b""),  # any other text
        "delimited text",
        read_delimited,
        ("header", "header_row", "delimiter", "encoding", "phone_columns"),
    ),
}
"""Formats in the order in which they are tried."""


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
    """Open the sheet in a file; `-` is standard input. See `read_sheet` for the arguments.

    Take its rows inside the `with` block, because its end closes the file.

    Raises:
        InputError: the file can't be opened.
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
    r"""Read the columns of a sheet at once, and its rows as they are taken.

    The file may be a workbook (.xlsx, .xlsm, .xls, .ods), vCards, JSON Lines, or delimited text
    such as CSV and TSV. The format is detected from the content, not from the name.

    Args:
        file: a file opened for bytes.
        name: name of the file, for messages.
        header: whether a row names the columns; if not, they are `1`, `2`, ….
        delimiter: one character; detected among `, ; \t |` when None.
        encoding: encoding of text, such as `cp1252`; UTF-8 and UTF-16 are detected when None.
        worksheet: name of a worksheet; when None, the first visible one that has a phone column,
            or any cell.
        header_row: number of the header row from 1, blank rows included; found when None.
        phone_columns: names or numbers of the phone columns, by which the header row is found, and
            whose number formats count in a workbook; found by their headers when empty. None when
            no column is read for numbers.

    Raises:
        OptionError: there is no such encoding, worksheet or row; the delimiter can't be one; the
            format has no use for an option; or the library for workbooks isn't installed.
        InputError: the file is empty, damaged, not a sheet, not in its encoding, or has too many
            columns.
    """
    options: dict[str, object] = {
        "header": header,
        "header_row": header_row,
        "delimiter": delimiter,
        "encoding": encoding,
        "worksheet": worksheet,
        "phone_columns": phone_columns,
    }
    return _read_detected(file, name, options)


def _read_detected(file: BinaryIO, name: str, options: dict[str, object]) -> Sheet:
    if not hasattr(file, "readinto"):
        raise TypeError(
            f"file must be opened for bytes, not {type(file).__name__}: open_sheet does it."
        )
    _check_header_row(options)
    file_format, buffered = _detect_format(file, name, options["encoding"])
    _check_options(options, file_format, name)
    sheet = file_format.reader(buffered, name, **{key: options[key] for key in file_format.options})
    _check_columns(sheet, name)
    return sheet


def _detect_format(file: BinaryIO, name: str, encoding: object) -> tuple[InputFormat, BinaryIO]:
    """Return the format of a file, and that file from its beginning.

    Raises:
        InputError: the file is not a sheet.
    """
    buffered = peekable(file, DETECTION_BYTES)
    start = buffered.peek()
    foreign = find_binary(start)
    if start.startswith(ARCHIVES):
        head, buffered = read_ahead(buffered, ARCHIVE_BYTES)
        foreign = find_archive(head)
    elif not foreign:
        start = _to_utf8(start, str(encoding or detect_encoding(start, name)))
        foreign = find_text(start)
    if foreign:
        raise InputError(foreign.message(name))
    found = next(each for each in FORMATS.values() if each.beginning.match(start))
    return found, buffered


def _to_utf8(start: bytes, encoding: str) -> bytes:
    """Return the beginning of a text in UTF-8; unchanged if there is no such encoding."""
    with suppress(LookupError, ValueError):
        return start.decode(encoding, "replace").removeprefix("\ufeff").encode()
    return start


def _check_header_row(options: dict[str, object]) -> None:
    header_row = options["header_row"]
    if not isinstance(header_row, int):
        return
    if not options["header"]:
        raise OptionError(
            f"{option('header_row')} and {option('header', value=False)} contradict each other: "
            "give one of them."
        )
    if header_row < 1:
        raise OptionError(f"{option('header_row')}: rows count from 1, not from {header_row}.")


def _check_options(options: dict[str, object], file_format: InputFormat, name: str) -> None:
    """Fail on an option that the format has no use for, because no option is ignored."""
    for key, value in options.items():
        is_given = value is not None and value is not True and key != "phone_columns"
        if is_given and key not in file_format.options:
            spelled = option(key, value=False) if key == "header" else option(key)
            raise OptionError(f"{spelled}: {name} is {file_format.noun}, which has no use for it.")


def _check_columns(sheet: Sheet, name: str) -> None:
    """Fail on a sheet without columns, with too many, or with a name that wa-link would replace."""
    dropped = set(sheet.dropped_columns)
    # An earlier output has one of these together with others, however it was cut.
    if dropped and "wa_reason" not in dropped and ("wa_link" not in dropped or len(dropped) == 1):
        raise InputError(
            f"{name} has a column {sheet.dropped_columns[0]}, a name of wa-link's own, which would "
            "be replaced: give it another name."
        )
    if not sheet.columns:
        raise InputError(f"{name} has no columns but those that wa-link adds.")
    if len(sheet.columns) > MAX_COLUMNS:
        raise InputError(
            f"{name} has {len(sheet.columns):,} columns, and {MAX_COLUMNS:,} are the most. Perhaps "
            f"its line ends are missing, or its delimiter must be named with {option('delimiter')}."
        )
