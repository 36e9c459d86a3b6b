"""Search for special cells in an .xlsx: errors, formulas without a value, unusual number formats.

A number format is unusual if it shows more than the value of a cell, such as `"+966 "0`. The format
of the file is ECMA-376-1. This is our own code because python-calamine does not read such cells.
openpyxl reads them, but takes three times as long, and does not give the text that a cell shows. To
save time, the bytes of a worksheet are searched first. Its XML is parsed only if the bytes may
contain special cells.
"""

from __future__ import annotations

import re
from posixpath import join, normpath

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.number_formats import can_ignore_format
from wa_link.sheets.workbook.child_process.special_cells import SpecialCells, format_formula
from wa_link.sheets.workbook.child_process.unpacking_limits import SAVE_AS_XLSX
from wa_link.sheets.workbook.child_process.xml_parser import local_name, parse_xml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from wa_link.sheets.workbook.child_process.zip_guard import Parts

WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
# The address of a cell, such as `B12`.
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_IS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_HAS_FORMULA = re.compile(rb"[<:]f[\s/>]")
# A formula without a value: after it comes the end of its cell, or an empty value and that end.
_NO_VALUE = re.compile(
    rb"<(?:[^\s<>/:]{1,30}:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:[^\s<>/:]{1,30}:)?f\s*>)\s*"
    rb"(?:<(?:[^\s<>/:]{1,30}:)?v\s*(?:/>|>\s*</(?:[^\s<>/:]{1,30}:)?v\s*>)\s*)?"
    rb"</(?:[^\s<>/:]{1,30}:)?c\s*>"
)
_FILLED = re.compile(rb"<(?:[^\s<>/:]{1,30}:)?(?:v|f|t|is)[\s>]")
# Number of bytes that are searched again with the next chunk, so that a match across the border
# of two chunks is found.
_OVERLAP_BYTES = 1 << 16
# Number of the first bytes of a chunk that are searched for NUL, a sign of UTF-16.
_UTF_16_BYTES = 100


class XlsxSheets:
    """The worksheets of an .xlsx, searched for special cells, such as errors.

    Attributes:
        has_unusual_formats: whether a number format in the file adds digits, a plus or words to
            values, such as `"+966 "0`.
    """

    def __init__(self, parts: Parts) -> None:
        """Find the XML file of each worksheet, and all number formats such as `"+966 "0`.

        Args:
            parts: the files in the zip archive of the .xlsx.
        """
        self._parts = parts
        targets: dict[str, str] = {}
        self._paths: dict[str, str] = {}

        def see_relation(tag: str, attributes: dict[str, str]) -> None:
            """Keep the path that belongs to an ID, such as `worksheets/sheet1.xml` for `rId1`."""
            if local_name(tag) == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        def see_sheet(tag: str, attributes: dict[str, str]) -> None:
            """Keep the path of the XML file of a worksheet, by the name of the worksheet."""
            if local_name(tag) == "sheet":
                for name, value in attributes.items():
                    if local_name(name) == "id" and value in targets:
                        self._paths[attributes.get("name", "")] = _resolve_target(targets[value])

        parse_xml(parts.chunks(_RELATIONS), see_relation)
        parse_xml(parts.chunks(WORKBOOK), see_sheet)
        self._unusual_formats = _find_unusual_formats(parts)
        self.has_unusual_formats = bool(self._unusual_formats)

    def is_filled(self, name: str) -> bool:
        """Return whether the worksheet `name` has, or may have, a cell with a value or a formula.

        If the XML file of the worksheet is missing, return True, so that python-calamine tries to
        read the worksheet and reports the error.
        """
        path = self._path_of(name)
        return path not in self._parts or any(map(_FILLED.search, self._searchable(name)))

    def special_cells(self, name: str, columns: Collection[int]) -> SpecialCells:
        """Return the special cells of a worksheet, such as errors and formulas without a value.

        Args:
            name: name of the worksheet.
            columns: indices of the columns whose number formats are needed, from 0.
        """
        formats = self._unusual_formats if columns else {}
        cells = _CellCollector(formats, columns)
        if self._has_special(name, formats):
            parse_xml(self._parts.chunks(self._path_of(name)), cells.start, cells.end, cells.text)
        return cells.special

    def _has_special(self, name: str, formats: dict[str, str]) -> bool:
        """Return False if a worksheet certainly has no special cells, such as errors.

        The bytes are searched, because parsing the XML takes longer. The search can't exclude
        everything: if the result is True, the worksheet may still have no special cells.

        Args:
            name: name of the worksheet.
            formats: unusual number formats by cell style, such as `{"3": '"+966 "0'}`.
        """
        styles = "|".join(map(re.escape, formats))
        style = re.compile(rf"""\ss\s*=\s*["'](?:{styles})["']""".encode()) if formats else None
        return any(
            b"<!" in text  # a comment or CDATA, which can hide parts of a cell from the search
            or ((b'"e"' in text or b"'e'" in text) and _IS_ERROR.search(text))
            or (_HAS_FORMULA.search(text) and _NO_VALUE.search(text))
            or (style is not None and style.search(text))
            for text in self._searchable(name)
        )

    def _searchable(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of the worksheet `name` in chunks, so that each chunk can be searched.

        A chunk is cut at the end of its last complete row. If it contains no end of a row, the
        whole chunk is yielded, and its last bytes are repeated at the beginning of the next chunk:
        otherwise, a text that is divided between the two chunks would not be found.

        Raises:
            CannotReadError: the worksheet is written in UTF-16.
        """
        kept = b""
        for chunk in self._parts.chunks(self._path_of(name)):
            if b"\0" in chunk[:_UTF_16_BYTES]:
                raise CannotReadError(
                    f"is written in UTF-16, which wa-link can't read. {SAVE_AS_XLSX}"
                )
            text = kept + chunk
            cut = text.rfind(b"</row>") + len(b"</row>")
            if cut < len(b"</row>"):
                yield text
                kept = text[-_OVERLAP_BYTES:]
            else:
                yield text[:cut]
                kept = text[cut:]
        yield kept

    def _path_of(self, name: str) -> str:
        """Return the path of a worksheet's XML file in the archive; blank if it is not known."""
        return self._paths.get(name, "")


# Numbers of the built-in currency formats, which files do not list (ECMA-376-1, 18.8.30).
_MONEY_FORMATS = ("5", "6", "7", "8", "42", "44")


def _find_unusual_formats(parts: Parts) -> dict[str, str]:
    """Return the number formats that add digits, a plus or words to values.

    The keys are the numbers of the cell styles that use these formats, such as `{"3": '"+966 "0'}`.
    """
    if _STYLES not in parts:
        return {}
    codes = dict.fromkeys(_MONEY_FORMATS, '"$"#,##0')
    styles: list[str] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(local_name(tag))
        if inside[-2:] == ["numFmts", "numFmt"]:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif inside[-2:] == ["cellXfs", "xf"]:
            styles.append(attributes.get("numFmtId", ""))

    parse_xml(parts.chunks(_STYLES), start, lambda _: inside.pop())
    unusual = {number: code for number, code in codes.items() if not can_ignore_format(code)}
    return {str(i): unusual[number] for i, number in enumerate(styles) if number in unusual}


def _resolve_target(target: str) -> str:
    """Return the path in the archive for a target, which is a path in the folder `xl`.

    For example, the target `worksheets/sheet1.xml` gives `xl/worksheets/sheet1.xml`.
    """
    return normpath(join("/xl", target.replace("\\", "/"))).lstrip("/")


class _CellCollector:
    """Collect special cells, such as errors, while a worksheet is parsed (ECMA-376-1, 18.3.1.4).

    The parser calls `start`, `text` and `end`; the results are in `special`.
    """

    def __init__(self, formats: dict[str, str], columns: Collection[int]) -> None:
        """Prepare to collect special cells, such as errors, from the XML of one worksheet.

        Args:
            formats: unusual number formats by cell style, such as `{"3": '"+966 "0'}`.
            columns: indices of the columns whose number formats are needed, from 0.
        """
        self.special = SpecialCells()
        self._formats = formats
        self._columns = columns
        self._row = self._column = -1
        self._type = self._inside = ""
        self._texts: dict[str, list[str]] = {}
        self._is_formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle an XML start tag: `row`, `c` (cell), `v` (value) or `f` (formula)."""
        match local_name(tag):
            case "row":
                number = attributes.get("r", "")
                self._row = int(number) - 1 if number.isdecimal() else self._row + 1
                self._column = -1
            case "c":
                self._start_cell(attributes)
            case "v" | "f" as part:
                self._inside = part
                self._is_formula |= part == "f"

    def _start_cell(self, attributes: dict[str, str]) -> None:
        """Find the row and column of a cell; keep an unusual number format, such as `"+966 "0`."""
        self._column += 1
        if match := _PLACE.fullmatch(attributes.get("r", "")):
            self._column = 0
            for letter in match[1].upper():
                self._column = 26 * self._column + ord(letter) - ord("A") + 1
            self._row, self._column = int(match[2]) - 1, self._column - 1
        self._type = attributes.get("t", "n")
        self._texts = {"v": [], "f": []}
        self._is_formula = False
        code = self._formats.get(attributes.get("s", ""))
        if code is not None and self._column in self._columns:
            self.special.add_format(self._row, self._column, code)

    def text(self, text: str) -> None:
        """Keep the text between two XML tags if it belongs to a value or a formula."""
        if self._inside:
            self._texts[self._inside].append(text)

    def end(self, tag: str) -> None:
        """Handle an XML end tag: `c` (cell), `v` (value) or `f` (formula).

        At the end of a cell, keep the error that it contains, or a formula that has no value.
        """
        match local_name(tag):
            case "v" | "f":
                self._inside = ""
            case "c":
                value = "".join(self._texts["v"])
                if self._type == "e":
                    self.special.add_text(self._row, self._column, value.strip() or "#N/A")
                # A formula whose result is an empty text has an empty value of type "str".
                elif self._is_formula and not value.strip() and self._type != "str":
                    formula = format_formula("".join(self._texts["f"]))
                    self.special.add_text(self._row, self._column, formula)
