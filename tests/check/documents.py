"""Make small documents, and read the entries of documents in this process.

The code of the child process runs here, so that its coverage is measured, but without its limits.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from wa_link.check.child_process.serve import _open

if TYPE_CHECKING:
    from wa_link.check.child_process.entries import Entry

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:r="{OFFICE}"'
)


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip archive with these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return file.getvalue()


def xml(tag: str, body: str) -> str:
    """Return an XML file with the namespaces of Office files."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} {_NAMESPACES}>{body}</{tag}>'


def relations(*items: tuple[str, str, str]) -> str:
    """Return a file of relationships, from (id, kind, target); hyperlinks are external."""
    modes = {"hyperlink": ' TargetMode="External"'}
    rows = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{modes.get(kind, "")}/>'
        for name, kind, target in items
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def docx_of(
    body: str, links: dict[str, str] | None = None, more: dict[str, str | bytes] | None = None
) -> bytes:
    """Return a .docx with this body, and the targets of its hyperlinks by their IDs."""
    found = [(name, "hyperlink", target) for name, target in (links or {}).items()]
    return zip_of(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": xml("w:document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(*found),
            **(more or {}),
        }
    )


def pptx_of(slides: list[str], more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a .pptx whose slides have these bodies; the first slide has the last file name."""
    names = [f"slides/slide{len(slides) - index}.xml" for index in range(len(slides))]
    ids = "".join(f'<p:sldId id="{256 + i}" r:id="s{i}"/>' for i in range(len(slides)))
    return zip_of(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": xml("p:presentation", f"<p:sldIdLst>{ids}</p:sldIdLst>"),
            "ppt/_rels/presentation.xml.rels": relations(
                *((f"s{i}", "slide", name) for i, name in enumerate(names))
            ),
            **{f"ppt/{name}": xml("p:sld", body) for name, body in zip(names, slides, strict=True)},
            **(more or {}),
        }
    )


def read_entries(data: bytes, kind: str) -> list[Entry]:
    """Return the entries of a file, read in this process without a limit of memory."""
    return [entry for entry in _open(kind, data).read_entries() if entry]
