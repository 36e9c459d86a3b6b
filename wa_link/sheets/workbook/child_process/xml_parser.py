"""Streaming parser for the XML parts of workbooks, which refuses document types."""

from __future__ import annotations

from xml.parsers.expat import ExpatError, ParserCreate

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.limits import SAVE_AGAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def parse_xml(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Call `start`, `end` and `text` for the tags and texts of a part.

    Raises:
        CannotReadError: the part is not well-formed, or declares a document type.
    """
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003  (it takes no keyword)
        parser.Parse(b"", True)  # noqa: FBT003  (as above)
    except ExpatError as error:
        raise CannotReadError(
            f"is damaged: its XML is not well-formed ({error}). {SAVE_AGAIN}"
        ) from None


def _refuse_document_type(*_: object) -> None:
    raise CannotReadError(
        f"declares a document type, which can make a small file grow without limit. {SAVE_AGAIN}"
    )


def local_name(name: str) -> str:
    """Return the name of a tag or attribute without its prefix."""
    return name.rpartition(":")[2]
