"""Input formats: detect the format of a file, check the options, and call the reader.

The format is detected from the content, not from the file name. To add a format, write a reader
and add a row to FORMATS. Delimited text must stay the last row, because any text matches it. If
`foreign_files.py` contains the format, remove it from that file, which lists refused formats.
"""

from __future__ import annotations

import re
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError
from wa_link.sheets.delimited.read_delimited import read_delimited
from wa_link.sheets.encodings.detect_encoding import DETECTION_BYTES, detect_encoding, is_certain
from wa_link.sheets.foreign_files import (
    ARCHIVE_BYTES,
    ARCHIVES,
    find_archive,
    find_binary,
    find_text,
    may_become_foreign,
)
from wa_link.sheets.input_file import open_file, peekable, read_ahead
from wa_link.sheets.json_lines import read_json_lines
from wa_link.sheets.own_columns import LINK_COLUMN, MESSAGE_COLUMN, SHORT_LINK_COLUMN
from wa_link.sheets.sheet import MAX_COLUMNS
from wa_link.sheets.vcard.read_vcards import read_vcards
from wa_link.sheets.workbook.read_workbook import read_workbook

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.sheet import Sheet


class InputFormat(NamedTuple):
    """A file format from which sheets can be read.

    Attributes:
        beginning: pattern of the first bytes of such a file. Text is first converted to UTF-8.
        noun: word for such a file in messages, such as "a workbook".
        reader: function that returns the sheet. Its arguments are an open file, the name of the
            file for messages, and the arguments named in `options`.
        options: names of the arguments of `read_sheet` that are passed to the reader.
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
        "an address book (vCard)",
        read_vcards,
        ("encoding",),
    ),
    "JSON Lines": InputFormat(
        re.compile(rb"\s*\{\s*(?:\"|\}\s*?(?:[\r\n]|\Z))"),
        "a JSON Lines file",
        read_json_lines,
        ("encoding",),
    ),
    "delimited": InputFormat(
        re.compile(b""),  # any other text
        "delimited text (such as CSV)",
        read_delimited,
        ("header", "header_row", "delimiter", "encoding", "phone_columns"),
    ),
}
"""Input formats by name, in the order in which they are tried."""


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
    """Open a file and yield its sheet; `-` is standard input.

    Read the rows of the sheet inside the `with` block, because the file is closed at the end of the
    block. See `read_sheet` for the arguments.

    Raises:
        InputError: the file can't be opened, or for one of the reasons in `read_sheet`.
        OptionError: for one of the reasons in `read_sheet`.
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
    r"""Return the sheet in an open file: columns are read now, rows only when they are used.

    The file can be a workbook (.xlsx, .xlsm, .xls, .ods), an address book (vCard), JSON Lines, or
    delimited text such as CSV and TSV. The format is detected from the content, not from the name.

    Args:
        file: a file opened in binary mode.
        name: name of the file, for messages.
        header: whether one row contains the names of the columns. If False, the names are `1`, `2`,
            ….
        delimiter: the character between cells. If None, it is detected: `,`, `;`, tab or `|`.
        encoding: encoding of the text, such as `cp1252`. If None, UTF-8, UTF-16 and UTF-32 are
            detected.
        worksheet: name of a worksheet. If None, the first visible worksheet that has a phone column
            is read. If there is none, the first visible worksheet that has a filled cell is read.
        header_row: number of the header row, counted from 1, blank rows included. If None, the
            header row is searched for.
        phone_columns: names or numbers of the phone columns, if the user gave them. They help to
            find the header row. In a workbook, the number formats of these columns are read. An
            empty sequence means that phone columns are found by their headers. None means that the
            caller will not read phone numbers from the sheet.

    Raises:
        OptionError: the encoding, worksheet or header row does not exist; the delimiter is a quote
            or is not exactly one character; an option does not apply to the format; or the library
            for workbooks isn't installed.
        InputError: the file is empty or damaged, is not a sheet, is not in the encoding, has too
            many columns, or has a column with a name that wa-link needs.
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
            f"file must be opened in binary mode, not {type(file).__name__}: use open_sheet."
        )
    _check_header_row(options)
    file_format, buffered = _detect_format(file, name, options)
    _check_options(options, file_format, name)
    sheet = file_format.reader(buffered, name, **{key: options[key] for key in file_format.options})
    _check_columns(sheet, name)
    return sheet


def _detect_format(
    file: BinaryIO, name: str, options: dict[str, object]
) -> tuple[InputFormat, BinaryIO]:
    """Return the format of a file, and a file object that still starts at the first byte.

    Raises:
        InputError: the file is not a sheet.
    """
    encoding = options["encoding"]
    buffered = peekable(
        file,
        DETECTION_BYTES,
        lambda start: _is_enough(start, name, encoding, has_header=bool(options["header"])),
    )
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


def _is_enough(start: bytes, name: str, encoding: object, *, has_header: bool) -> bool:
    """Return whether the first bytes of a pipe show its format and encoding with certainty.

    If so, the rows of a pipe that waits are read at once. This needs the first row, and the header
    before it.
    """
    if encoding is None and not is_certain(start):
        return False
    text = _to_utf8(start, str(encoding or detect_encoding(start, name)))
    if any(FORMATS[each].beginning.match(text) for each in ("vCard", "JSON Lines")):
        return b"\n" in text
    return text.count(b"\n") > has_header and not may_become_foreign(text)


def _to_utf8(start: bytes, encoding: str) -> bytes:
    """Convert the first bytes of a text to UTF-8; return them unchanged if that is impossible."""
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
            "use only one of these options."
        )
    if header_row < 1:
        raise OptionError(f"{option('header_row')} can't be {header_row}: rows are counted from 1.")


def _check_options(options: dict[str, object], file_format: InputFormat, name: str) -> None:
    """Fail if a given option does not apply to the format, so that no option is ignored."""
    for key, value in options.items():
        is_given = value is not None and value is not True and key != "phone_columns"
        if is_given and key not in file_format.options:
            spelled = option(key, value=False) if key == "header" else option(key)
            raise OptionError(
                f"{spelled} has no effect, because {name} is {file_format.noun}: "
                "remove this option."
            )


def _check_columns(sheet: Sheet, name: str) -> None:
    """Fail if a sheet has no columns, too many, or a column that wa-link would overwrite."""
    noun = sheet.column_noun
    dropped = set(sheet.dropped_columns)
    # An earlier output of wa-link has `wa_reason`, or a column with links or messages and another
    # one of wa-link's columns, even if a person has deleted some of them. These columns are
    # dropped, and written again.
    has_result = {LINK_COLUMN, SHORT_LINK_COLUMN, MESSAGE_COLUMN} & {*dropped, *sheet.columns}
    if dropped and "wa_reason" not in dropped and (not has_result or dropped == {LINK_COLUMN}):
        raise InputError(
            f"{name} has a {noun} {quote(sheet.dropped_columns[0])}, and wa-link writes a column "
            f"with the same name: rename the {noun}."
        )
    if not sheet.columns:
        raise InputError(
            f"{name} has only the {noun}s that wa-link adds to its output: give a file that also "
            f"has the {noun}s of your contacts."
        )
    if len(sheet.columns) > MAX_COLUMNS:
        way_out = (
            "Check its line ends, which may be missing, or name its delimiter with "
            f"{option('delimiter')}."
            if sheet.format == "delimited"
            else f"Remove some {noun}s."
        )
        raise InputError(
            f"{name} has {len(sheet.columns):,} {noun}s, but at most {MAX_COLUMNS:,} can be read. "
            f"{way_out}"
        )
