"""Search for special cells in an .ods: errors, formulas without a value, unusual number formats.

A number format is unusual if it shows more than the value of a cell, such as `"+966 "0`. An .ods
contains the value of each cell and the text that the cell shows (OpenDocument 1.3 part 3, 9.1).
This is our own code because python-calamine reads neither that text nor errors.
"""

from __future__ import annotations

import re

from wa_link.sheets.workbook.child_process.number_formats import keep_digits_and_plus
from wa_link.sheets.workbook.child_process.special_cells import SpecialCells, format_formula
from wa_link.sheets.workbook.child_process.unpacking_limits import MAX_COLUMNS, MAX_ROWS
from wa_link.sheets.workbook.child_process.xml_parser import parse_xml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from wa_link.sheets.workbook.child_process.zip_guard import Parts

CONTENT, _STYLES = "content.xml", "styles.xml"
# Errors as spreadsheet programs show them: `#REF!`, `#N/A` (German: `#NV`), `Err:502`.
_ERROR = re.compile(r"#[^\s#]{1,20}[!?]|#N/A|#N/D|#NV|Err:\d{3}")
_HAS_ERROR = re.compile(
    rb'value-type\s*=\s*["\']error["\']|<text:p[^<>]*>(?:#[^<\s]{1,40}|Err:\d{3})</text:p>'
)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\s[^<>]*>")
# Number formats with at least two forced digits, or with a text that has digits or a plus.
_UNUSUAL_STYLE = re.compile(
    rb'number:min-integer-digits="(?![01]")\d|<number:(?:embedded-)?text[^<>]*>[^<]*[\d+]'
)
_DECIMALS = re.compile(r"[.,]0+\D*\Z")
# Number of bytes that are searched again with the next chunk, so that a match across the border
# of two chunks is found.
_OVERLAP_BYTES = 1 << 16


class OdsSheets:
    """The worksheets of an .ods, searched for special cells, such as errors.

    Attributes:
        has_unusual_formats: whether a number format in the file adds digits or a plus to values,
            such as `"+966 "0`.
    """

    def __init__(self, parts: Parts) -> None:
        """Check whether the file has special cells, such as errors, but do not list them yet.

        Args:
            parts: the files in the zip archive of the .ods.
        """
        self._parts = parts
        self.has_unusual_formats = any(
            map(_UNUSUAL_STYLE.search, _overlapping_chunks(parts, _STYLES))
        )
        self._last: tuple[tuple[int, ...], dict[str, SpecialCells]] = (), {}
        self._has_special = False
        for text in _overlapping_chunks(parts, CONTENT):
            self.has_unusual_formats = self.has_unusual_formats or bool(_UNUSUAL_STYLE.search(text))
            self._has_special = self._has_special or _has_special_cells(text)
            if self.has_unusual_formats and self._has_special:
                break

    def special_cells(self, name: str, columns: Collection[int]) -> SpecialCells:
        """Return the special cells of a worksheet: errors, formulas without a value, and others.

        The others are numbers whose cell shows other digits than its value has: the value is
        `501234567`, and the cell shows `+966 501234567`.

        Args:
            name: name of the worksheet.
            columns: indices (from 0) of the columns in which each number is compared with the text
                that its cell shows.
        """
        if not (columns or self._has_special):
            return SpecialCells()
        key = tuple(columns)
        if self._last[0] != key or not self._last[1]:
            cells = _CellCollector(columns)
            parse_xml(self._parts.chunks(CONTENT), cells.start, cells.end, cells.text)
            self._last = key, cells.tables
        return self._last[1].get(name) or SpecialCells()


def _has_special_cells(text: bytes) -> bool:
    """Return whether a part of an XML file may contain an error, or a formula without a value."""
    return _HAS_ERROR.search(text) is not None or (
        b"table:formula" in text
        and any(
            b"table:formula" in cell and b"office:value-type" not in cell
            for cell in map(re.Match.group, _CELL.finditer(text))
        )
    )


def _overlapping_chunks(parts: Parts, path: str) -> Iterator[bytes]:
    """Yield the chunks of an XML file; each begins with the last bytes of the previous chunk.

    So a match across the border of two chunks is found.
    """
    kept = b""
    for chunk in parts.chunks(path):
        text = kept + chunk
        yield text
        kept = text[-min(_OVERLAP_BYTES, len(chunk)) :]


def compare_shown(value: str, shown: str) -> tuple[bool, str]:
    """Return whether a cell shows other digits than its value has, and which text can be used.

    For example, a cell with the value `501234567` and the number format `"+966 "0` shows
    `+966 501234567`. Zeros after a decimal separator are ignored, as in `501234567.00`.

    Args:
        value: value of the cell.
        shown: text that the cell shows.

    Returns:
        A pair: whether value and shown text differ, and the text to use instead of the value:

        - `(False, "")`: the digits are the same, or the shown text has neither a digit nor a plus.
        - `(True, shown)`: the shown text adds digits or a plus before the digits of the value.
        - `(True, "")`: the digits differ in another way, or the value is not a whole number, so it
          is uncertain which number is meant.
    """
    digits, seen = (keep_digits_and_plus(text) for text in (value, shown))
    if seen == digits or seen == keep_digits_and_plus(_DECIMALS.sub("", shown)) == "":
        return False, ""
    if keep_digits_and_plus(_DECIMALS.sub("", shown)) == digits:
        return False, ""
    return True, shown if seen.endswith(digits) and value.isdecimal() else ""


class _CellCollector:
    """Collector of special cells, such as errors, while the XML of all worksheets is parsed.

    The parser calls `start`, `text` and `end`; `tables` has the cells found, by worksheet name.
    """

    def __init__(self, columns: Collection[int]) -> None:
        """Prepare to collect special cells, such as errors.

        Args:
            columns: indices (from 0) of the columns in which each number is compared with the text
                that its cell shows.
        """
        self.tables: dict[str, SpecialCells] = {}
        self._found = SpecialCells()
        self._columns = columns
        self._is_here = self._is_cell = self._is_text = False
        self._row = self._column = 0
        self._rows = self._repeats = 1
        self._attributes: dict[str, str] = {}
        self._texts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle a start tag, such as `table:table-cell`."""
        match tag:
            case "table:table":
                name = attributes.get("table:name", "")
                self._is_here = name not in self.tables
                self._found = self.tables.setdefault(name, SpecialCells())
                self._row = 0
            case "table:table-row":
                self._column = 0
                self._rows = parse_count(attributes, "table:number-rows-repeated")
            case "table:table-cell" | "table:covered-table-cell":
                self._attributes, self._texts, self._is_cell = attributes, [], True
                self._repeats = parse_count(attributes, "table:number-columns-repeated")
            case "text:p":
                if self._texts:
                    self._texts.append("\n")
                self._is_text = self._is_cell
            case "office:annotation":
                self._is_cell = False

    def text(self, text: str) -> None:
        """Keep the text between two XML tags if it belongs to a cell."""
        if self._is_text and self._is_here:
            self._texts.append(text)

    def end(self, tag: str) -> None:
        """Handle an end tag, such as `table:table-cell`."""
        match tag:
            case "table:table":
                self._is_here = False
            case "table:table-row":
                self._row += self._rows if self._is_here else 0
            case "table:table-cell" | "table:covered-table-cell":
                if self._is_here:
                    self._end_cell()
                self._column += self._repeats
                self._is_cell = False
            case "text:p":
                self._is_text = False
            case "office:annotation":
                self._is_cell = True

    def _end_cell(self) -> None:
        """Keep the cell that ends here if it is a special cell: an error, for example."""
        attributes, shown = self._attributes, "".join(self._texts).strip()
        kind = attributes.get("office:value-type")
        is_formula = "table:formula" in attributes
        if attributes.get("calcext:value-type") == "error" or (
            is_formula and kind in ("float", "string", None) and _ERROR.fullmatch(shown)
        ):
            self._add_text(shown or "#N/A")
        elif is_formula and kind is None and not shown:
            self._add_text(format_formula(attributes["table:formula"].partition(":")[2]))
        elif kind == "float" and self._columns:
            value = attributes.get("office:value", "").removesuffix(".0")
            differs, text = compare_shown(value, shown)
            if differs and shown:
                for row, column in self._list_places():
                    if column in self._columns:
                        self._found.add_shown(row, column, text)

    def _add_text(self, text: str) -> None:
        """Keep a text, such as `#REF!`, for the current cell and each cell that repeats it."""
        for row, column in self._list_places():
            self._found.add_text(row, column, text)

    def _list_places(self) -> Iterator[tuple[int, int]]:
        """Return the row and column of the current cell, and of each cell that repeats it."""
        columns = range(self._column, min(self._column + self._repeats, MAX_COLUMNS))
        rows = range(self._row, min(self._row + self._rows, MAX_ROWS))
        return ((row, column) for row in rows for column in columns)


def parse_count(attributes: dict[str, str], key: str) -> int:
    """Return how often a row or cell is repeated; 1 if the attribute `key` is missing or wrong."""
    number = attributes.get(key, "1")
    return int(number) if number.isdecimal() and len(number) < 9 else 1
