"""Parser for the XML files in workbooks and documents. It refuses document types (DTD)."""

from __future__ import annotations

from xml.parsers.expat import ExpatError, ParserCreate

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.unpacking_limits import SAVE_AS_XLSX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_HAS_DOCUMENT_TYPE = (
    "contains an XML document type (DTD), which is refused because it can make a small file grow "
    "without limit."
)


def parse_xml(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Parse an XML file of a workbook, and call a function for each tag and text in it.

    Args:
        chunks: the bytes of the XML file, in parts.
        start: function to call for each start tag, with the name of the tag and its attributes.
        end: function to call for each end tag, with the name of the tag.
        text: function to call for each text between two tags.

    Raises:
        CannotReadError: the XML is not well-formed, or it declares a document type (DTD).
    """
    for _ in parse_xml_in_steps(chunks, start, end, text):
        pass


def parse_xml_in_steps(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
    *,
    advice: str = SAVE_AS_XLSX,
) -> Iterator[None]:
    """Parse an XML file as `parse_xml` does, but yield None after each chunk.

    So the caller can use the results of a chunk before the next chunk is parsed.

    Args:
        chunks: the bytes of the XML file, in parts.
        start: function to call for each start tag, with the name of the tag and its attributes.
        end: function to call for each end tag, with the name of the tag.
        text: function to call for each text between two tags.
        advice: what the user can do if the XML can't be parsed.

    Raises:
        CannotReadError: the XML is not well-formed, or it declares a document type (DTD).
    """

    def refuse_document_type(*_: object) -> None:
        raise CannotReadError(f"{_HAS_DOCUMENT_TYPE} {advice}")

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse_document_type
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003  (Parse has no keyword arguments)
            yield
        parser.Parse(b"", True)  # noqa: FBT003  (as above)
    except ExpatError as error:
        raise CannotReadError(
            f"is damaged: its XML is not well-formed. {advice} (Error: {error}.)"
        ) from None
    yield


def local_name(name: str) -> str:
    """Return the name of a tag or attribute without its namespace prefix: `row` for `x:row`."""
    return name.rpartition(":")[2]
