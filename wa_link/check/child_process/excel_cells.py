"""Find the links in the cells of an .xlsx (ECMA-376-1, 18.3): hyperlinks, texts and formulas."""

from __future__ import annotations

from wa_link.check.child_process.entries import (
    CELL,
    MAX_CHARACTERS,
    TEXT,
    make_entries,
    may_contain_link,
    too_long_error,
)
from wa_link.check.child_process.formula_links import find_formula_links
from wa_link.check.child_process.messages import OFFICE
from wa_link.check.child_process.ooxml_parts import Relations, parse_part
from wa_link.sheets.workbook.child_process.xml_parser import local_name, parse_xml_in_steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.check.child_process.entries import Entry
    from wa_link.sheets.workbook.child_process.zip_guard import Parts

_HEADERS_AND_FOOTERS = frozenset(
    f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)
_TEXTS = _HEADERS_AND_FOOTERS | {"t", "v", "f", "text"}


def read_shared_texts(parts: Parts, paths: Sequence[str]) -> dict[str, str]:
    """Return the shared texts that may contain a link, by their index, such as `"12"`.

    Raises:
        CannotReadError: the part is damaged, or a text is too long.
    """
    shared: dict[str, str] = {}
    texts: list[str] = []
    length = index = 0
    inside: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        inside.append(local_name(tag))

    def text(data: str) -> None:
        nonlocal length
        if inside[-1] == "t" and "rPh" not in inside:  # rPh: how a text is pronounced
            texts.append(data)
            length += len(data)
            if length > MAX_CHARACTERS:
                raise too_long_error("a cell")

    def end(_: str) -> None:
        nonlocal index, length
        if inside.pop() == "si":
            if may_contain_link(whole := "".join(texts)):
                shared[str(index)] = whole
            texts.clear()
            index, length = index + 1, 0

    for path in paths:
        parse_part(parts, parts.chunks(path), start, end, text)
    return shared


def read_worksheet(parts: Parts, path: str, place: str, shared: dict[str, str]) -> Iterator[Entry]:
    """Yield the links of all cells in a worksheet, or of all comments in a part with comments.

    Args:
        parts: the files in the zip archive.
        path: path of the worksheet.
        place: description of the worksheet, such as `sheet Contacts`.
        shared: the shared texts of the workbook, by their index.

    Raises:
        CannotReadError: the worksheet is damaged, or a text is too long.
    """
    if path not in parts:
        return
    relations = Relations(parts, path)
    reader = _CellReader(place, shared)
    if relations.links:
        reader.links = _find_hyperlinks(parts, path, relations)
    steps = parse_xml_in_steps(
        parts.chunks(path), reader.start, reader.end, reader.text, advice=OFFICE.save_again
    )
    for _ in steps:
        yield from reader.take()
    for cell, targets in reader.links.items():
        yield from make_entries(f"{place}, cell {cell}", targets, "")


def _find_hyperlinks(parts: Parts, path: str, relations: Relations) -> dict[str, list[str]]:
    """Return the hyperlinks of a worksheet by the first cell of their range, such as `B4`.

    They follow the cells in the file, so it is parsed twice.
    """
    links: dict[str, list[str]] = {}

    def see(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == "hyperlink":
            cell = attributes.get("ref", "").partition(":")[0]
            links.setdefault(cell, []).extend(relations.find_links(attributes))

    parse_part(parts, parts.chunks(path), see)
    return links


class _CellReader:
    """Reader of the cells (`c`) and comments of a part. The parser calls `start`, `text`, `end`.

    Attributes:
        links: the hyperlinks by cell; those of a cell are removed when the cell is read.
    """

    def __init__(self, place: str, shared: dict[str, str]) -> None:
        self.links: dict[str, list[str]] = {}
        self._place = place
        self._shared = shared
        self._found: list[Entry] = []
        self._texts: dict[str, list[str]] = {}
        self._cell = self._type = self._inside = ""
        self._length = 0
        self._phonetics = 0  # open tags rPh, which say how a text is pronounced

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle a start tag, such as `c` (cell), `v` (value), `f` (formula) or `comment`."""
        name = local_name(tag)
        if name in ("c", "comment", "threadedComment"):
            self._cell = attributes.get("r") or attributes.get("ref", "")
            self._type = attributes.get("t", "n")
            self._texts, self._length = {}, 0
        elif name in _TEXTS:
            self._inside = name
        if name == "rPh":
            self._phonetics += 1

    def text(self, text: str) -> None:
        """Keep the text between two XML tags if it belongs to a cell or a comment."""
        if self._inside and not self._phonetics:
            self._length += len(text)
            if self._length > MAX_CHARACTERS:
                raise too_long_error(f"{self._place}, cell {self._cell}")
            self._texts.setdefault(self._inside, []).append(text)

    def end(self, tag: str) -> None:
        """Handle an end tag; at the end of a cell or comment, keep its entries."""
        name = local_name(tag)
        if name == "c":
            self._end_cell()
        elif name in ("comment", "threadedComment"):
            text = "".join(self._texts.get("t", []) + self._texts.get("text", []))
            self._found += make_entries(f"{self._place}, comment of cell {self._cell}", (), text)
            self._texts = {}
        elif name in _HEADERS_AND_FOOTERS:
            text = "".join(self._texts.pop(name, []))
            self._found += make_entries(f"{self._place}, page header or footer", (), text)
            self._length = 0
        if name in _TEXTS:
            self._inside = ""
        if name == "rPh":
            self._phonetics -= 1

    def take(self) -> list[Entry]:
        """Return the entries found since the last call."""
        found, self._found = self._found, []
        return found

    def _end_cell(self) -> None:
        """Keep the entries of the cell that ends here."""
        place = f"{self._place}, cell {self._cell}"
        value = "".join(self._texts.get("v", []))
        if self._type == "s":
            value = self._shared.get(value.strip(), "")
        elif self._type == "inlineStr":
            value = "".join(self._texts.get("t", []))
        elif self._type != "str":  # str: the result of a formula
            value = ""
        formula = "".join(self._texts.get("f", []))
        targets = self.links.pop(self._cell, [])
        self._found += make_formula_entries(place, formula, targets, value, CELL)
        self._texts, self._cell = {}, ""


def make_formula_entries(
    place: str, formula: str, targets: Sequence[str], value: str, source: str
) -> list[Entry]:
    """Return the entries of a cell, or of a paragraph.

    Args:
        place: description of the cell, such as `sheet Contacts, cell B4`.
        formula: its formula; empty if it has none.
        targets: its hyperlinks.
        value: its text, or the text that its formula gives.
        source: CELL, or TEXT for a paragraph.
    """
    computed = find_formula_links(formula) if may_contain_link(formula) else []
    complete = [target for target, is_complete in computed if is_complete]
    entries = make_entries(place, [*targets, *complete], value, source)
    # The result of a formula shows more than the formula, which contains placeholders.
    if not any(kind == source for _, _, kind in entries):
        entries += [(place, target, TEXT) for target, is_complete in computed if not is_complete]
    return entries
