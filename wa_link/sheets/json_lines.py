"""Reader and writer of JSON Lines: text with one JSON object per line (jsonlines.org; RFC 8259)."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, NoReturn, Self

from wa_link._support.quoting import escape_json, quote
from wa_link.errors import InputError
from wa_link.sheets.encodings.read_text import read_text
from wa_link.sheets.own_columns import DROPPED_COLUMNS, OWN_COLUMNS
from wa_link.sheets.peekable_lines import PeekableLines
from wa_link.sheets.rows import NO_DETAILS, Details, Record
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.rows import Extra
    from wa_link.sheets.writer import WriteOptions, WriteRow

# A 64-bit floating-point number keeps 15 significant digits: a longer whole number was rounded.
_KEPT_DIGITS = 15
_WHOLE = re.compile(r"(-?)(\d+)\.0+")
_LINE_ENDS = "\r\n"


def read_json_lines(file: BinaryIO, name: str, *, encoding: str | None = None) -> Sheet:
    """Read the first object of a JSON Lines file; the Sheet reads the other lines later.

    The keys of the first object are the columns of the sheet, in the same order. If a later object
    lacks a key, its cell is blank; if it has a new key, the key and its value become `Row.extra`. A
    line that is not an object becomes a malformed row. See `read_sheet` for the arguments. JSON
    should be UTF-8 (RFC 8259, section 8.1), but another `encoding` can be given.

    Raises:
        OptionError: the encoding is unknown.
        InputError: the first line is not an object; the first object has only keys that wa-link
            adds; the file is empty; or a line can't be decoded.
    """
    text = read_text(file, name, encoding)
    ahead = PeekableLines(text.blocks, name, text.would_wait)
    lines = enumerate(ahead, start=1)
    number, line = next((item for item in lines if item[1].strip()), (0, ""))
    if not number:
        raise InputError(f"{name} is empty: it has no objects.")
    try:
        columns = tuple(_parse_cells(line))
    except _NotObjectError as error:
        raise InputError(
            f"{name}, line {number}: an object such as {_EXAMPLE} is expected. {error}"
        ) from None
    if not set(columns).difference(DROPPED_COLUMNS):
        found = "only keys that wa-link adds" if columns else "no keys"
        raise InputError(
            f"{name}, line {number}: the first object has {found}. Give it the keys of your "
            f"contacts, as in {_EXAMPLE}."
        )
    records = _read_records(chain([(number, line)], lines), columns)
    mark, blank_lines = text.has_byte_order_mark, number - 1
    sheet = Sheet(columns, records, has_byte_order_mark=mark, blank_lines=blank_lines)
    sheet.format, sheet.encoding = "jsonl", text.encoding
    sheet.would_wait = ahead.is_waiting
    return sheet


_EXAMPLE = '{"phone": "+44 7911 123456"}'


def _read_records(
    lines: Iterable[tuple[int, str]], columns: tuple[str, ...]
) -> Iterator[Record | None]:
    known = frozenset(columns)
    for number, line in lines:
        if not line.strip():
            yield None
            continue
        cells: dict[str, str] = {}
        problem = ""
        try:
            cells = _parse_cells(line)
        except _NotObjectError as error:
            problem = str(error)
        added = () if cells.keys() <= known else tuple(key for key in cells if key not in known)
        own = next((key for key in added if key in OWN_COLUMNS), None)
        if own is not None:
            problem = (
                f"The key {quote(own)} is not in the first object, and wa-link uses this name in "
                "its output: rename the key."
            )
        values = () if problem else tuple(cells.get(key, "") for key in columns)
        extra = () if problem else tuple((key, cells[key]) for key in added)
        details = Details(extra=extra) if extra else NO_DETAILS
        yield Record(number, values, line.rstrip(_LINE_ENDS), problem, details=details)


class _NotObjectError(Exception):
    """Error for a line that is not a readable JSON object; its message says why."""


def _parse_cells(line: str) -> dict[str, str]:
    """Return the JSON object in a line as a dict: its keys, and the text of a cell for each value.

    Raises:
        _NotObjectError: the line is not a JSON object, a key repeats, or a text can't be encoded as
            UTF-8.
    """
    line = line.strip()
    try:
        value = _DECODER.decode(line)
        cells = (
            {key: _format_value(item) for key, item in value.items()}
            if type(value) is dict
            else None
        )
        "".join(chain(*(cells or {}).items())).encode()
    except json.JSONDecodeError as error:
        message = f"The line is not JSON: {error.msg}, character {error.pos + 1}."
        raise _NotObjectError(message) from None
    except RecursionError:
        raise _NotObjectError(
            "The line has arrays or objects that are nested too deeply."
        ) from None
    except UnicodeEncodeError:
        raise _NotObjectError(
            "The line has half of a character (a lone surrogate): type the text again."
        ) from None
    except ValueError:  # int() has a limit, sys.get_int_max_str_digits()
        raise _NotObjectError("The line has a number with too many digits.") from None
    if cells is None:
        raise _NotObjectError(
            f"The line must be a JSON object, not {_TYPE_NAMES.get(type(value), 'a number')}."
        )
    return cells


def _make_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a dict of the pairs of a JSON object; keys must differ (RFC 8259, section 4).

    Raises:
        _NotObjectError: a key repeats, so its value is uncertain.
    """
    values = dict(pairs)
    if len(values) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise _NotObjectError(
            f"The key {quote(twice)} is in an object twice: remove or rename one."
        )
    return values


class _Fraction(float):
    """A JSON number with a fraction or an exponent; `text` is how it is written, such as `1.50`."""

    __slots__ = ("text",)

    def __new__(cls, text: str) -> Self:
        number = super().__new__(cls, text)
        number.text = text
        return number

    text: str


def _refuse_constant(constant: str) -> NoReturn:
    raise _NotObjectError(f"{constant} is not a JSON number: write null instead.")


_TYPE_NAMES = {list: "an array", str: "a text", bool: "true or false", type(None): "null"}
_DECODER = json.JSONDecoder(
    object_pairs_hook=_make_object, parse_float=_Fraction, parse_constant=_refuse_constant
)


def _format_value(value: object) -> str:
    """Return the text of a cell for a JSON value; an array or object becomes compact JSON.

    Some programs write phone numbers as decimal numbers: `447911123456.0` becomes `447911123456`. A
    number with more than 15 digits before the `.0` has lost digits by rounding, so it is written as
    a spreadsheet writes it: `9.66501234567123E+16`. A number that already has an exponent, such as
    `9.66501E+11`, is not changed.
    """
    match value:
        case str():
            return value
        case None:
            return ""
        case _Fraction():
            whole = _WHOLE.fullmatch(value.text)
            if whole is None:
                return value.text
            sign, digits = whole.groups()
            if len(digits) <= _KEPT_DIGITS:
                return sign + digits
            return f"{sign}{digits[0]}.{digits[1:_KEPT_DIGITS]}E+{len(digits) - 1}"
        case _:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def json_lines_writer(
    file: BinaryIO,
    columns: Sequence[str],
    options: WriteOptions,  # noqa: ARG001  (no option applies to JSON Lines)
) -> Iterator[WriteRow]:
    """Yield a function that writes a row as a JSON object of strings.

    The keys of the row that are not columns of the sheet (`Row.extra`) come last.

    If columns 1 and 3 have the same name `phone`, the key of column 3 is `phone (3)`.
    """
    names = _make_unique(columns)

    def write(
        cells: Sequence[str],
        own: Sequence[str] = (),
        raw: str = "",  # noqa: ARG001  (only for delimited text)
        extra: Extra = (),
    ) -> None:
        record = dict(zip(names, (*cells, *own), strict=True))
        record.update(extra)
        file.write(escape_json(json.dumps(record, ensure_ascii=False)).encode())
        file.write(b"\n")

    yield write


def _make_unique(columns: Sequence[str]) -> list[str]:
    names: dict[str, None] = {}
    for number, column in enumerate(columns, start=1):
        name = column
        while name in names:
            name = f"{name} ({number})"
        names[name] = None
    return list(names)
