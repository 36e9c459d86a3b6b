"""Find the links of OpenDocument files: .odt, .ods and .odp (OpenDocument 1.3 part 3)."""

from __future__ import annotations

from wa_link.check.child_process.entries import (
    CELL,
    MAX_CHARACTERS,
    TEXT,
    may_contain_link,
    shorten_name,
    too_long_error,
)
from wa_link.check.child_process.excel_cells import make_formula_entries
from wa_link.check.child_process.messages import OFFICE
from wa_link.sheets.workbook.child_process.ods import parse_count
from wa_link.sheets.workbook.child_process.xml_parser import parse_xml_in_steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.check.child_process.entries import Entry
    from wa_link.sheets.workbook.child_process.zip_guard import Parts

CONTENT, _STYLES = "content.xml", "styles.xml"
_PARAGRAPHS = ("text:p", "text:h")
_CELLS = ("table:table-cell", "table:covered-table-cell")
# Removed text, and the addresses of pictures and objects, which are not links for people.
_SKIPPED = ("text:tracked-changes", "draw:image", "draw:object", "draw:plugin", "style:style")
_BREAKS = {"text:line-break": "\n", "text:tab": "\t", "text:s": " "}


def read_open_document(parts: Parts) -> Iterator[Entry]:
    """Yield the entries of all links, first those of the content, then those on each page.

    Raises:
        CannotReadError: the file is damaged, or a text is too long.
    """
    for path, place in ((CONTENT, ""), (_STYLES, "page header, footer or background")):
        if path in parts:
            reader = _ContentReader(place)
            steps = parse_xml_in_steps(
                parts.chunks(path), reader.start, reader.end, reader.text, advice=OFFICE.save_again
            )
            for _ in steps:
                yield from reader.take()


class _ContentReader:
    """Reader of paragraphs, cells and slides. The parser calls `start`, `text` and `end`.

    A paragraph in a cell belongs to the cell. A text box in a paragraph is read as a part of it.
    """

    def __init__(self, place: str) -> None:
        """Prepare to read; `place` describes all entries, or is empty if each has its own place."""
        self._place = place
        self._found: list[Entry] = []
        self._skipped = 0  # open tags of _SKIPPED
        self._open = 0  # open paragraphs
        self._paragraphs = self._slides = self._row = self._column = 0
        self._rows = self._columns = 1
        self._sheet = self._formula = ""
        self._is_spreadsheet = self._is_cell = self._is_notes = False
        self._texts: list[str] = []
        self._targets: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle a start tag, such as `text:p`, `text:a`, `table:table-cell` or `draw:page`."""
        if tag in _SKIPPED:
            self._skipped += 1
        if self._skipped:
            return
        if tag in _PARAGRAPHS:
            self._start_paragraph()
        elif tag in _BREAKS:
            self._texts.append(_BREAKS[tag])
        elif tag.startswith(("table:", "office:")):
            self._start_table(tag, attributes)
        elif tag == "draw:page":
            self._slides += 1
        elif tag == "presentation:notes":
            self._flush()
            self._is_notes = True
        if target := attributes.get("xlink:href", ""):
            self._targets.append(target)

    def text(self, text: str) -> None:
        """Keep the text between two XML tags if it belongs to a paragraph."""
        if self._open and not self._skipped:
            self._length += len(text)
            if self._length > MAX_CHARACTERS:
                raise too_long_error(self._describe())
            self._texts.append(text)

    def end(self, tag: str) -> None:
        """Handle an end tag; at the end of a paragraph, cell or slide, keep its entries."""
        if tag in _SKIPPED:
            self._skipped -= 1
            return
        if self._skipped:
            return
        if tag in _PARAGRAPHS:
            self._open -= 1
            if not self._open and not self._is_cell:
                self._flush()
        elif tag in _CELLS and self._is_spreadsheet:
            self._flush()
            self._is_cell = False
            self._column += self._columns
        elif tag == "table:table-row":
            self._row += self._rows
        elif tag in ("presentation:notes", "draw:page", "table:shapes", "office:body"):
            self._flush()
            self._is_notes = self._is_notes and tag != "presentation:notes"

    def take(self) -> list[Entry]:
        """Return the entries found since the last call."""
        found, self._found = self._found, []
        return found

    def _start_paragraph(self) -> None:
        """Count a paragraph. Keep the links before it: they belong to a picture or a shape."""
        if not self._open and not self._is_cell:
            self._flush()
            self._paragraphs += 1
        if self._texts:
            self._texts.append("\n")
        self._open += 1

    def _start_table(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start tag of a table, a row or a cell, or of the whole spreadsheet."""
        if tag == "office:spreadsheet":
            self._is_spreadsheet = True
        elif tag == "table:table":
            self._sheet = attributes.get("table:name", "")
            self._row = 0
        elif tag == "table:table-row":
            self._column = 0
            self._rows = parse_count(attributes, "table:number-rows-repeated")
        elif tag in _CELLS and self._is_spreadsheet:
            self._columns = parse_count(attributes, "table:number-columns-repeated")
            self._is_cell = True
            self._formula = attributes.get("table:formula", "")

    def _flush(self) -> None:
        """Keep the entries of the current paragraph, cell or shape."""
        text = "".join(self._texts)
        if self._targets or self._formula or may_contain_link(text):
            source = CELL if self._is_cell else TEXT
            self._found += make_formula_entries(
                self._describe(), self._formula, self._targets, text, source
            )
        self._texts, self._targets, self._length, self._formula = [], [], 0, ""

    def _describe(self) -> str:
        """Return the current place in words, such as `sheet Contacts, cell B4`."""
        if self._place:
            return self._place
        if self._is_spreadsheet:
            place = f"sheet {shorten_name(self._sheet)}"
            cell = f"{_name_column(self._column)}{self._row + 1}"
            return f"{place}, cell {cell}" if self._is_cell else f"{place}, a drawing"
        if self._slides:
            slide = f"slide {self._slides}"
            return f"notes of {slide}" if self._is_notes else slide
        return f"paragraph {self._paragraphs}"


def _name_column(index: int) -> str:
    """Return the letters of a column: `A` for index 0, `AA` for index 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
