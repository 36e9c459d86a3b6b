"""PDF as printers want it: parts joined, grey without a colour profile, never scaled to a page."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_POINTS_PER_MM = 72 / 25.4


def finish_pdf(
    parts: Sequence[bytes], title: str, *, lang: str = "en", bleed: float = 0.0, keywords: str = ""
) -> bytes:
    """Return the pages of all parts as one file; the same bytes for the same parts.

    One part keeps its tags; of several none does.

    Args:
        parts: PDFs as Typst draws them.
        title: of the document.
        lang: of the document, such as `en`.
        bleed: of each page, in mm: what is outside of TrimBox.
        keywords: of the document.
    """
    import pikepdf  # noqa: PLC0415  (an extra; 50 ms)

    first, *others = (pikepdf.open(BytesIO(part)) for part in parts)
    if others:
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
            if name in first.Root:
                del first.Root[name]
        for other in others:
            first.pages.extend(other.pages)
        for page in first.pages:
            for name in ("/StructParents", "/Tabs"):
                if name in page:
                    del page[name]
    _use_device_grey(first)
    for page in first.pages:
        _set_boxes(page, bleed * _POINTS_PER_MM)
    first.Root.Lang = lang
    first.Root.ViewerPreferences = pikepdf.Dictionary(
        PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True
    )
    first.docinfo["/Title"] = title
    first.docinfo["/Creator"] = "wa-link"
    if keywords:
        first.docinfo["/Keywords"] = keywords
    file = BytesIO()
    first.save(
        file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    return file.getvalue()


def _use_device_grey(document: Any) -> None:
    """Have black take black ink alone: a profile lets a printer mix it of four."""
    import pikepdf  # noqa: PLC0415  (as above)

    for page in document.pages:
        spaces = page.resources.get("/ColorSpace", {})
        for name, space in list(spaces.items()):
            if isinstance(space, pikepdf.Array) and space[0] == "/ICCBased" and space[1].N == 1:
                spaces[name] = pikepdf.Name.DeviceGray


def _set_boxes(page: Any, bleed: float) -> None:
    """Set what is trimmed, and what is printed beyond it."""
    if not bleed:
        return
    left, bottom, right, top = map(float, page.MediaBox)
    page.BleedBox = page.MediaBox
    page.TrimBox = [left + bleed, bottom + bleed, right - bleed, top - bleed]
