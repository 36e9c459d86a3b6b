"""Relationships and paragraphs in the parts of Office files: .docx, .xlsx and .pptx (ECMA-376)."""

from __future__ import annotations

from posixpath import basename, dirname, join, normpath

from wa_link.check.child_process.entries import MAX_CHARACTERS, make_entries, too_long_error
from wa_link.check.child_process.formula_links import find_field_link, join_anchor
from wa_link.check.child_process.messages import OFFICE
from wa_link.sheets.workbook.child_process.xml_parser import local_name, parse_xml_in_steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.check.child_process.entries import Entry
    from wa_link.sheets.workbook.child_process.zip_guard import Parts

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}


class Relations:
    """The relationships of one part (ECMA-376-2, 9.3), by their IDs, such as `rId1`.

    Attributes:
        links: targets of hyperlinks.
        parts: types and paths of related parts, such as `("slide", "ppt/slides/slide1.xml")`.
    """

    def __init__(self, parts: Parts, path: str) -> None:
        """Read the relationships of the part at `path`; empty for the package itself.

        Raises:
            CannotReadError: the relationships are damaged.
        """
        self.links: dict[str, str] = {}
        self.parts: dict[str, tuple[str, str]] = {}
        folder = dirname(path)

        def see(tag: str, attributes: dict[str, str]) -> None:
            if local_name(tag) != "Relationship":
                return
            name, target = attributes.get("Id", ""), attributes.get("Target", "")
            kind = basename(attributes.get("Type", ""))
            if attributes.get("TargetMode") != "External":
                full = normpath(join("/", folder, target.replace("\\", "/"))).lstrip("/")
                self.parts[name] = kind, full
            elif kind == "hyperlink":
                self.links[name] = target

        chunks = parts.chunks(join(folder, "_rels", f"{basename(path)}.rels"))
        parse_part(parts, chunks, see)

    def find_links(self, attributes: dict[str, str]) -> list[str]:
        """Return the targets of the hyperlinks that the attributes of an XML tag refer to."""
        found = []
        for key, value in attributes.items():
            name = local_name(key)
            if name == "id" and value in self.links:
                anchor = next(
                    (
                        text
                        for other, text in attributes.items()
                        if local_name(other) in ("anchor", "location", "docLocation")
                    ),
                    "",
                )
                found.append(join_anchor(self.links[value], anchor))
            elif name == "href":
                found.append(value)
        return found


def parse_part(
    parts: Parts,
    chunks: Iterator[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Parse an XML file; do nothing if it does not exist.

    Raises:
        CannotReadError: the XML is damaged.
    """
    first = next(chunks, None)
    if first is None:
        return

    def all_chunks() -> Iterator[bytes]:
        yield first
        yield from chunks

    for _ in parse_xml_in_steps(all_chunks(), start, end, text, advice=parts.advice.save_again):
        pass


def read_paragraphs(
    parts: Parts, path: str, place: str, *, has_numbers: bool = False
) -> Iterator[Entry]:
    """Yield the links and texts of all paragraphs in the part at `path`.

    Args:
        parts: the files in the zip archive.
        path: path of the part.
        place: description of the part, such as `slide 3`.
        has_numbers: whether the place of an entry is the number of its paragraph, not `place`.

    Raises:
        CannotReadError: the part is damaged, or a paragraph is too long.
    """
    if path not in parts:
        return
    reader = _ParagraphReader(Relations(parts, path), place, has_numbers=has_numbers)
    steps = parse_xml_in_steps(
        parts.chunks(path), reader.start, reader.end, reader.text, advice=OFFICE.save_again
    )
    for _ in steps:
        yield from reader.take()
    yield from reader.finish()


class _ParagraphReader:
    """Reader of the paragraphs (`w:p`, `a:p`) of a part. The parser calls `start`, `text`, `end`.

    Paragraphs can contain text boxes with paragraphs. The texts of those are kept separately, but
    have the same number.
    """

    def __init__(self, relations: Relations, place: str, *, has_numbers: bool) -> None:
        self._relations = relations
        self._place = place
        self._has_numbers = has_numbers
        self._found: list[Entry] = []
        self._number = 0
        # One item for each open paragraph; the first is for text outside of paragraphs.
        self._texts: list[list[str]] = [[]]
        self._targets: list[list[str]] = [[]]
        self._length = 0
        self._inside = ""
        self._copies = 0  # open tags of mc:Fallback, which repeats a text box for old programs
        self._fields: list[str] = []  # instructions of the open fields

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle a start tag, such as `w:p`, `w:t` or `a:hlinkClick`."""
        name = local_name(tag)
        self._copies += name == "Fallback"
        if self._copies:
            return
        if name == "p" and tag != "p:p":
            self._number += len(self._texts) == 1
            self._texts.append([])
            self._targets.append([])
        elif name in ("t", "instrText"):
            self._inside = name
        elif name in _BREAKS:
            self._texts[-1].append(_BREAKS[name])
        elif name == "fldChar":
            self._change_field(next(iter(_values(attributes, "fldCharType")), ""))
        elif name == "fldSimple":
            self._add_field("".join(_values(attributes, "instr")))
        self._targets[-1] += self._relations.find_links(attributes)

    def text(self, text: str) -> None:
        """Keep the text between two XML tags if people see it, or if it belongs to a field."""
        if self._copies or not self._inside:
            return
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise too_long_error(self._describe())
        if self._inside == "t":
            self._texts[-1].append(text)
        elif self._fields:
            self._fields[-1] += text

    def end(self, tag: str) -> None:
        """Handle an end tag, such as `w:p`."""
        name = local_name(tag)
        self._copies -= name == "Fallback"
        if self._copies:
            return
        if name in ("t", "instrText"):
            self._inside = ""
        elif name == "p" and tag != "p:p" and len(self._texts) > 1:
            self._end_paragraph()

    def take(self) -> list[Entry]:
        """Return the entries found since the last call."""
        found, self._found = self._found, []
        return found

    def finish(self) -> list[Entry]:
        """Return the entries outside of paragraphs, such as the link of a whole picture."""
        while len(self._texts) > 1:
            self._end_paragraph()
        self._number = 0
        self._end_paragraph()
        return self.take()

    def _change_field(self, change: str) -> None:
        """Begin a field, or read its instruction where its result begins or the field ends."""
        if change == "begin":
            self._fields.append("")
        elif self._fields:
            self._add_field(self._fields[-1])
            self._fields[-1] = ""
            if change == "end":
                self._fields.pop()

    def _add_field(self, instruction: str) -> None:
        """Keep the target of a field, if it is a hyperlink."""
        if target := find_field_link(instruction):
            self._targets[-1].append(target)

    def _end_paragraph(self) -> None:
        """Keep the entries of the paragraph that ends here."""
        text, targets = "".join(self._texts.pop()), self._targets.pop()
        self._found += make_entries(self._describe(), targets, text)
        self._length = 0

    def _describe(self) -> str:
        """Return the place of the current paragraph in words."""
        if self._has_numbers and self._number:
            return f"paragraph {self._number}"
        return self._place


def _values(attributes: dict[str, str], name: str) -> list[str]:
    """Return the values of the attributes with a local name, such as `instr` for `w:instr`."""
    return [value for key, value in attributes.items() if local_name(key) == name]
