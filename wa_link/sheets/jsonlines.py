"""JSON Lines -> a sheet: an object a line (jsonlines.org; RFC 8259)."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NoReturn, Self

from wa_link._support.quoting import quote
from wa_link.errors import InputError
from wa_link.sheets.rows import NO_DETAILS, Details, Record
from wa_link.sheets.sheet import OWN_COLUMNS, Sheet
from wa_link.sheets.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

# A double keeps 15 significant digits, as spreadsheets show: a longer whole number was rounded.
_KEPT_DIGITS = 15
_WHOLE = re.compile(r"(-?)(\d+)\.0+")
_LINE_ENDS = "\r\n"


def read_json_lines(file: BinaryIO, name: str, *, encoding: str | None = None) -> Sheet:
    """The sheet of the objects in an open file: its first line is read at once, rows as they go.

    The columns are the keys of the first object, in order; a key that is missing is a blank cell.
    A key that a later object adds is kept as an extra of its row. A line that is not an object is
    one row that says so.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        encoding: of the text; when None, told by a byte-order mark, else UTF-8 (RFC 8259, 8.1).

    Raises:
        OptionError: no such encoding.
        InputError: the first line is no object with a key, or the text is not in its encoding.
    """
    text = read_text(file, name, encoding)
    lines = enumerate(text.lines, start=1)
    number, line = next((item for item in lines if item[1].strip()), (0, ""))
    if not number:
        raise InputError(f"{name} is empty: it has no objects.")
    try:
        columns = tuple(_cells(line))
    except _NoObjectError as error:
        raise InputError(
            f"{name}, line {number}: an object such as {_EXAMPLE} is expected. {error}"
        ) from None
    if not set(columns).difference(OWN_COLUMNS):
        raise InputError(
            f"{name}, line {number}: the keys of the first object name the columns, as in "
            f"{_EXAMPLE}; it has none."
        )
    records = _records(chain([(number, line)], lines), columns)
    mark, blank_lines = text.byte_order_mark, number - 1
    sheet = Sheet(columns, records, byte_order_mark=mark, blank_lines=blank_lines)
    sheet.is_json_lines = True
    return sheet


_EXAMPLE = '{"phone": "+44 7911 123456"}'


def _records(lines: Iterable[tuple[int, str]], columns: tuple[str, ...]) -> Iterator[Record | None]:
    known = frozenset(columns)
    for number, line in lines:
        if not line.strip():
            yield None
            continue
        cells: dict[str, str] = {}
        problem = ""
        try:
            cells = _cells(line)
        except _NoObjectError as error:
            problem = str(error)
        added = () if cells.keys() <= known else tuple(key for key in cells if key not in known)
        own = next((key for key in added if key in OWN_COLUMNS), None)
        if own is not None:
            problem = f"The first object has no key {quote(own)}, which is a name of wa-link's own."
        values = () if problem else tuple(cells.get(key, "") for key in columns)
        extra = () if problem else tuple((key, cells[key]) for key in added)
        details = Details(extra=extra) if extra else NO_DETAILS
        yield Record(number, values, line.rstrip(_LINE_ENDS), problem, details=details)


class _NoObjectError(Exception):
    """A line is no JSON object that can be read; its text is a sentence for the person."""


def _cells(line: str) -> dict[str, str]:
    """The object in a line, each value as the text of a cell.

    Raises:
        _NoObjectError: there is none, or one that is in doubt or cannot be written again.
    """
    line = line.strip()
    try:
        value = _DECODER.decode(line)
        cells = {key: _cell(item) for key, item in value.items()} if type(value) is dict else None
        "".join(chain(*(cells or {}).items())).encode()
    except json.JSONDecodeError as error:
        raise _NoObjectError(f"It is not JSON: {error.msg}, character {error.pos + 1}.") from None
    except RecursionError:
        raise _NoObjectError("Its arrays and objects are nested too deep.") from None
    except UnicodeEncodeError:
        raise _NoObjectError("It has half of a character, an escaped lone surrogate.") from None
    except ValueError:  # int() reads so many digits and no more: sys.get_int_max_str_digits()
        raise _NoObjectError("It has a number with too many digits.") from None
    if cells is None:
        raise _NoObjectError(f"It is JSON, but no object: {_KINDS.get(type(value), 'a number')}.")
    return cells


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; its names should be unique (RFC 8259, 4), else it is in doubt which counts."""
    values = dict(pairs)
    if len(values) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise _NoObjectError(f"The key {quote(twice)} stands twice in an object.")
    return values


class _Fraction(float):
    """A number with a fraction or an exponent, as it is written."""

    __slots__ = ("text",)

    def __new__(cls, text: str) -> Self:
        number = super().__new__(cls, text)
        number.text = text
        return number

    text: str


def _no_number(constant: str) -> NoReturn:
    raise _NoObjectError(f"{constant} is not a JSON number.")


_KINDS = {list: "an array", str: "a text", bool: "true or false", type(None): "null"}
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_Fraction, parse_constant=_no_number
)


def _cell(value: object) -> str:
    """A value as the text of a cell; arrays and objects as compact JSON.

    A whole number with a fraction of zeros, as programs write doubles, is its digits; one of more
    than 15 was rounded, and is given as a spreadsheet gives it: `9.66501234567123E+16`. What has an
    exponent stays as it is, for `9.66501E+11` has lost digits.
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
