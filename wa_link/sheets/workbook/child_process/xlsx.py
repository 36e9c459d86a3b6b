"""Special cells of an .xlsx (ECMA-376-1).

This is our own code because python-calamine gives neither errors, nor formulas without a value, nor
number formats; openpyxl gives them, but not the text that a format shows, and takes three times as
long. A worksheet is searched for bytes of special cells, and parsed only if it has any.
"""

from __future__ import annotations

import re
from posixpath import join, normpath

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.limits import SAVE_AGAIN
from wa_link.sheets.workbook.child_process.number_formats import is_plain
from wa_link.sheets.workbook.child_process.special_cells import SpecialCells, format_formula
from wa_link.sheets.workbook.child_process.xml_parser import local_name, parse_xml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from wa_link.sheets.workbook.child_process.zip_guard import Parts

WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_IS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_HAS_FORMULA = re.compile(rb"[<:]f[\s/>]")
# A formula whose cell ends after it, or after an empty value.
_NO_VALUE = re.compile(
    rb"<(?:[^\s<>/:]{1,30}:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:[^\s<>/:]{1,30}:)?f\s*>)\s*"
    rb"(?:<(?:[^\s<>/:]{1,30}:)?v\s*(?:/>|>\s*</(?:[^\s<>/:]{1,30}:)?v\s*>)\s*)?"
    rb"</(?:[^\s<>/:]{1,30}:)?c\s*>"
)
_FILLED = re.compile(rb"<(?:[^\s<>/:]{1,30}:)?(?:v|f|t|is)[\s>]")
# Bytes that are searched again together with the next chunk, so that nothing between is missed.
_OVERLAP = 1 << 16
_HEAD = 100


class XlsxSheets:
    """The worksheets of an .xlsx.

    Attributes:
        has_unusual_formats: whether a number format adds digits, a plus or words.
    """

    def __init__(self, parts: Parts) -> None:
        """Find the parts of the worksheets, and the formats of the workbook."""
        self._parts = parts
        targets: dict[str, str] = {}
        self._paths: dict[str, str] = {}

        def see_relation(tag: str, attributes: dict[str, str]) -> None:
            if local_name(tag) == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        def see_sheet(tag: str, attributes: dict[str, str]) -> None:
            if local_name(tag) == "sheet":
                for name, value in attributes.items():
                    if local_name(name) == "id" and value in targets:
                        self._paths[attributes.get("name", "")] = _resolve_target(targets[value])

        parse_xml(parts.chunks(_RELATIONS), see_relation)
        parse_xml(parts.chunks(WORKBOOK), see_sheet)
        self._unusual_formats = _find_unusual_formats(parts)
        self.has_unusual_formats = bool(self._unusual_formats)

    def is_filled(self, name: str) -> bool:
        """Return whether a worksheet has, or may have, a cell with a value or a formula.

        A worksheet whose part is missing counts as filled, so that the library fails on it.
        """
        path = self._path_of(name)
        return path not in self._parts or any(map(_FILLED.search, self._searchable(name)))

    def special_cells(self, name: str, columns: Collection[int]) -> SpecialCells:
        """Return the special cells of a worksheet, and number formats of some columns."""
        formats = self._unusual_formats if columns else {}
        cells = _CellCollector(formats, columns)
        if self._has_special(name, formats):
            parse_xml(self._parts.chunks(self._path_of(name)), cells.start, cells.end, cells.text)
        return cells.special

    def _has_special(self, name: str, formats: dict[str, str]) -> bool:
        styles = "|".join(map(re.escape, formats))
        style = re.compile(rf"""\ss\s*=\s*["'](?:{styles})["']""".encode()) if formats else None
        return any(
            b"<!" in text  # a comment or CDATA, which may be in the middle of a cell
            or ((b'"e"' in text or b"'e'" in text) and _IS_ERROR.search(text))
            or (_HAS_FORMULA.search(text) and _NO_VALUE.search(text))
            or (style is not None and style.search(text))
            for text in self._searchable(name)
        )

    def _searchable(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a worksheet, split after a row, so that no cell is split."""
        kept = b""
        for chunk in self._parts.chunks(self._path_of(name)):
            if b"\0" in chunk[:_HEAD]:
                raise CannotReadError(f"is written in UTF-16, which is not supported. {SAVE_AGAIN}")
            text = kept + chunk
            cut = text.rfind(b"</row>") + len(b"</row>")
            if cut < len(b"</row>"):
                yield text
                kept = text[-_OVERLAP:]
            else:
                yield text[:cut]
                kept = text[cut:]
        yield kept

    def _path_of(self, name: str) -> str:
        return self._paths.get(name, "")


# Built-in formats of money, which files do not list (ECMA-376-1, 18.8.30).
_MONEY_FORMATS = ("5", "6", "7", "8", "42", "44")


def _find_unusual_formats(parts: Parts) -> dict[str, str]:
    """Return the formats that add digits or words, by the numbers of their styles."""
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
    unusual = {number: code for number, code in codes.items() if not is_plain(code)}
    return {str(i): unusual[number] for i, number in enumerate(styles) if number in unusual}


def _resolve_target(target: str) -> str:
    """Return the path of a part from a target, which is relative to the folder `xl`."""
    return normpath(join("/xl", target.replace("\\", "/"))).lstrip("/")


class _CellCollector:
    """Collects special cells while a worksheet is parsed (ECMA-376-1, 18.3.1.4)."""

    def __init__(self, formats: dict[str, str], columns: Collection[int]) -> None:
        self.special = SpecialCells()
        self._formats = formats
        self._columns = columns
        self._row = self._column = -1
        self._type = self._inside = ""
        self._texts: dict[str, list[str]] = {}
        self._is_formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of a tag."""
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
        """Handle a text."""
        if self._inside:
            self._texts[self._inside].append(text)

    def end(self, tag: str) -> None:
        """Handle the end of a tag."""
        match local_name(tag):
            case "v" | "f":
                self._inside = ""
            case "c":
                value = "".join(self._texts["v"])
                if self._type == "e":
                    self.special.add_text(self._row, self._column, value.strip() or "#N/A")
                # A formula whose result is an empty text has a value of type "str".
                elif self._is_formula and not value.strip() and self._type != "str":
                    formula = format_formula("".join(self._texts["f"]))
                    self.special.add_text(self._row, self._column, formula)
