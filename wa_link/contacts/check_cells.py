"""The check of worksheets: how much room their cells and texts will take in memory.

What reads them takes room for all cells between the outermost, and for each text as often as it is
shown: a cell far away, or one that is told to repeat, takes a few bytes of the file. So there may
be more of both only where the file itself has much; and never more than any sheet of contacts has.
Of an .xls and an .ods all sheets are read at once, and count together.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

from wa_link.contacts.sheet import MAX_COLUMNS, MAX_ROWS
from wa_link.errors import InputError

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

ANEW = "Open it in a spreadsheet program and save it anew as .xlsx."
"""What a person does with most files that are refused."""

MAX_CELLS = 1 << 25
"""Between a sheet's outermost cells: 1,048,576 rows (Excel's limit) of 32 columns. Each takes 32
bytes, be it empty; in an .xls 64 and in an .ods 128, so that there may be fewer."""
# How many there may be for each cell and for each row that are in the file.
_SPARE_CELLS, _CELLS_FOR_EACH, _CELLS_FOR_ROW = 1 << 22, 16, 128
_XLS_CELL, _ODS_CELL = 2, 4
_BOF, EOF = 0x809, 0x0A  # records of an .xls
MAX_TEXT = 1 << 31
"""Bytes of text in all cells of a sheet: in the file, one may stand once for a million cells."""
_SPARE_TEXT, _TEXT_FOR_BYTE = 1 << 25, 64


def most_text(size: int) -> int:
    """How many bytes the texts of a worksheet may have, whose part has `size` bytes."""
    return min(MAX_TEXT, max(_SPARE_TEXT, _TEXT_FOR_BYTE * size))


def _most_cells(written: int, rows: int, weight: int = 1) -> int:
    """How many cells there may be between the outermost of so many, in so many rows."""
    wide = _CELLS_FOR_ROW * weight * rows
    return min(MAX_CELLS, max(_SPARE_CELLS, _CELLS_FOR_EACH * written, wide))


class _Extent:
    """The cells of a sheet, and of those before: where the outermost stand, and what is written.

    Attributes:
        written: how many cells are in the file.
        rows: how many rows are.
    """

    def __init__(self, weight: int = 1) -> None:
        """Nothing yet; each cell takes the room of `weight` others."""
        self.written = self.rows = 0
        self._weight = weight
        self._before = 0
        self._top = self._left = MAX_ROWS
        self._bottom = self._right = 0

    def begin(self) -> None:
        """Another sheet begins."""
        self._before = self.area
        self._top = self._left = MAX_ROWS
        self._bottom = self._right = 0

    @property
    def area(self) -> int:
        """How many cells there will be in memory."""
        area = max(0, self._bottom - self._top) * max(0, self._right - self._left)
        return self._before + area

    def extend(self, row: int, first: int, last: int) -> None:
        """Take the cells of a row from one column to another."""
        self._top, self._bottom = min(self._top, row), max(self._bottom, row + 1)
        self._left, self._right = min(self._left, first), max(self._right, last + 1)

    def check(self, name: str) -> None:
        """Fail when they are too far apart."""
        if self.area * self._weight > _most_cells(self.written, self.rows, self._weight):
            raise InputError(
                f"{name} has cells that repeat so often, or stand so far apart, that its sheet "
                f"would have {self.area:,}: delete what stands far below or right of the contacts, "
                "or export them as CSV."
            )


class XlsCells:
    """The cells of an .xls and their texts; BOF begins a sheet, EOF ends it ([MS-XLS] 2.1.7)."""

    def __init__(self, name: str, size: int, lengths: array[int]) -> None:
        """None yet, of a stream of `size` bytes whose shared texts have these lengths, in bytes."""
        self._name = name
        self._size = size
        self._lengths = lengths
        self._total = 0
        self._depth = 0  # charts stand within sheets
        self._extent = _Extent(_XLS_CELL)
        self._row = -1

    def see(self, kind: int) -> None:
        """Take a record that begins or ends a sheet, or any other that is no cell."""
        if kind == _BOF:
            if not self._depth:
                self._extent.begin()
            self._depth += 1
        elif kind == EOF:
            self._depth = max(0, self._depth - 1)

    def see_cells(self, row: int, first: int, last: int) -> None:
        """Take a record of the cells from one column to another."""
        self._extent.extend(row, first, last)
        self._extent.written += last - first + 1
        self._extent.rows += row != self._row
        self._row = row

    def see_text(self, index: int) -> None:
        """Take a cell with that one of the texts."""
        self._total += _length_of(index, self._lengths)

    def check(self) -> None:
        """Fail when they are too far apart, or have too much text."""
        self._extent.check(self._name)
        _check_text(self._name, self._total, self._size)


def _length_of(index: int, lengths: array[int]) -> int:
    """The bytes of a shared text; none where there is no such text."""
    return lengths[index] if index < len(lengths) else 0


class UsualCells:
    """Cells of an .xlsx as programs write them, seen in its text: to parse it takes much longer."""

    _WIDTH = 32
    _ROW = rb"(?:[1-9]\d{0,5}|10[0-3]\d{4}|104[0-7]\d{3}|1048[0-4]\d\d|10485[0-6]\d|104857[0-6])"
    # Not written as `<c r="A1"`, or not in the first 32 columns and 1,048,576 rows.
    _UNUSUAL = re.compile(
        rb'<c(?:[\t\r\n/>]|\x20(?!r="(?:[A-Z]|A[A-F])' + _ROW + rb'"[\s/>]))|<[^\s<>/!?]+:c[\s/>]'
    )
    _FAR = re.compile(rb'<c r="[A-Z]{1,2}(\d{6,7})"')
    _NEAR = 99_999  # rows before those

    def __init__(self) -> None:
        self._are_usual = True
        self._written = self._rows = 0
        self._bottom = self._NEAR

    def see(self, text: bytes) -> None:
        """Look through a piece of the part, cut between tags."""
        self._are_usual = self._are_usual and self._UNUSUAL.search(text) is None
        self._written += text.count(b"<c ")
        self._rows += text.count(b"<row")
        self._bottom = max(self._bottom, *map(int, self._FAR.findall(text)), 0)

    @property
    def fit(self) -> bool:
        """Whether they are such cells, and few enough."""
        most = _most_cells(self._written, self._rows)
        return self._are_usual and self._bottom * self._WIDTH <= most


class XlsxCells:
    """How far the cells of an .xlsx stand apart (ECMA-376-1, 18.3.1.4 and 18.3.1.73)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._extent = _Extent()
        self._row = self._column = 0  # of the next cell that does not say where it is
        self._cell = 0, 0

    def listen(self, parser: XMLParserType) -> None:
        """Take what the parser finds."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def check(self) -> None:
        """Fail when those that were found are too far apart."""
        self._extent.check(self._name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._extent.rows += 1
                if "r" in attributes:
                    self._row = self._place(f"A{attributes['r']}")[0]
            case "c":
                if "r" in attributes:
                    self._cell = self._place(attributes["r"])
                else:
                    self._cell = self._row, self._column
                self._column = self._cell[1] + 1
                self._extent.written += 1
            case "v" | "is":  # a cell without these has a format, and is not kept
                self._extend(*self._cell)

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "row":
            self._row += 1
            self._column = 0

    def _place(self, reference: str) -> tuple[int, int]:
        """Row and column, from 0, of `C7`."""
        match = re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", reference)
        if match is None:
            raise InputError(f"{self._name} has a cell in a place that does not exist. {ANEW}")
        column = 0
        for letter in match[1].upper():
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(match[2]) - 1, column - 1

    def _extend(self, row: int, column: int) -> None:
        self._extent.extend(row, column, column)
        if not 0 <= row < MAX_ROWS or column >= MAX_COLUMNS:
            raise InputError(f"{self._name} has a cell in a place that does not exist. {ANEW}")


class SharedTexts:
    """The bytes of text in all cells of a sheet whose texts are shared (ECMA-376-1, 18.4.9)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lengths = array("L")
        self._total = 0
        self._in_text = self._is_shared = False
        self._index = ""

    def listen(self, parser: XMLParserType) -> None:
        """Take what the parser of another part finds; that of the texts comes first."""
        self._total = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def check(self, size: int) -> None:
        """Fail when the cells of a part of `size` bytes have too much text."""
        _check_text(self._name, self._total, size)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "si":
                self._in_text = True
                self._lengths.append(0)
            case "c":
                self._is_shared = attributes.get("t") == "s"
            case "v":
                self._index = ""

    def _text(self, text: str) -> None:
        if self._in_text:
            self._lengths[-1] += len(text.encode())
        elif self._is_shared:
            self._index += text

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "si":
                self._in_text = False
            case "v" if self._is_shared and self._index.isdecimal():
                self._total += _length_of(int(self._index[:12]), self._lengths)


class OdsCells:
    """The cells of an .ods and their texts (OpenDocument 1.3 part 3, 9.1): many by few words."""

    _TEXTS = ("office:string-value", "office:date-value", "office:time-value", "table:formula")

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._size = size
        self._extent = _Extent(_ODS_CELL)
        self._rows = self._column = self._filled = self._repeats = 0
        self._in_row = False
        self._total = self._row_total = self._cell_repeats = 0  # of bytes of text

    def listen(self, parser: XMLParserType) -> None:
        """Take what the parser finds."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "table" | "table-row" if self._in_row:
                raise InputError(f"{self._name} has a table within a cell. {ANEW}")
            case "table":
                self._extent.begin()
                self._rows = 0
            case "table-row":
                self._in_row = True
                self._repeats = self._number(attributes, "table:number-rows-repeated")
                self._column = self._filled = self._row_total = 0
            case "table-cell" | "covered-table-cell":
                self._cell_repeats = self._number(attributes, "table:number-columns-repeated")
                self._column += self._cell_repeats
                texts = (attributes.get(key, "") for key in self._TEXTS)
                self._row_total += sum(len(text.encode()) for text in texts) * self._cell_repeats
                if any(key.startswith("office:") for key in attributes):
                    self._filled = self._column
                    self._extent.written += 1
            case "s":
                self._row_total += self._number(attributes, "text:c") * self._cell_repeats

    def _text(self, text: str) -> None:
        self._row_total += len(text.encode()) * self._cell_repeats

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "table-row":
                self._end_row()
            case "table":
                self._extent.check(self._name)

    def _end_row(self) -> None:
        self._in_row = False
        self._total += self._row_total * self._repeats
        _check_text(self._name, self._total, self._size)
        if self._filled and self._repeats:
            self._extent.rows += 1
            self._extent.extend(self._rows, 0, self._filled - 1)
            self._extent.extend(self._rows + self._repeats - 1, 0, 0)
        self._rows += self._repeats

    def _number(self, attributes: dict[str, str], key: str) -> int:
        number = attributes.get(key, "1")
        if not re.fullmatch("[0-9]{1,12}", number):
            raise InputError(f"{self._name} is damaged: {key} is no number. {ANEW}")
        return int(number)


def _check_text(name: str, total: int, size: int) -> None:
    """Fail when the cells of a part of `size` bytes have more than `most_text`."""
    if total > most_text(size):
        raise InputError(
            f"{name} would have {total:,} bytes of text in its cells, as no sheet of contacts has: "
            "export the sheet as CSV."
        )
