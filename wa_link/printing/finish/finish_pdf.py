"""Finish PDFs for print: join them, print black with black ink only, and switch scaling off."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Object, Page, Pdf

_POINTS_PER_MM = 72 / 25.4
_CREATOR = "wa-link"
# The statement that a file conforms to PDF/UA (ISO 14289-1, 5). Only a tagged PDF can conform.
_UA_CONFORMANCE = re.compile(rb"<pdfuaid:part>.*?</pdfuaid:part>")


def finish_pdf(
    parts: Sequence[bytes], title: str, *, lang: str = "en", bleed: float = 0.0, keywords: str = ""
) -> bytes:
    """Join one or more PDFs into one that is ready to print. The same PDFs give the same bytes.

    A single PDF keeps its tags, which screen readers use; several PDFs lose their tags.

    Args:
        parts: one or more PDFs that Typst made.
        title: title of the document.
        lang: language of the document, such as `en`.
        bleed: width in mm of the border of each page that a print shop cuts off.
        keywords: keywords of the document.
    """
    import pikepdf  # noqa: PLC0415  (an extra; 50 ms)

    with pikepdf.open(BytesIO(parts[0])) as first:
        if len(parts) > 1:
            _join(first, parts[1:])
        seen: set[tuple[int, int]] = set()
        for page in first.pages:
            for name in ("/Resources", "/Group"):
                if name in page:
                    _use_device_grey(page[name], seen)
            _set_boxes(page, bleed * _POINTS_PER_MM)
        first.Root.Lang = lang
        first.Root.ViewerPreferences = pikepdf.Dictionary(
            PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True
        )
        first.docinfo["/Title"] = title
        first.docinfo["/Creator"] = _CREATOR
        if keywords:
            first.docinfo["/Keywords"] = keywords
        _set_metadata(first, title, lang)
        file = BytesIO()
        first.save(
            file,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,  # they are compressed already
        )
        return file.getvalue()


def _join(first: Pdf, others: Sequence[bytes]) -> None:
    """Append the pages of the other PDFs to the first PDF, and remove the tags of all pages."""
    import pikepdf  # noqa: PLC0415  (see above)

    _delete(first.Root, "/StructTreeRoot", "/MarkInfo", "/Outlines")
    for other in others:
        with pikepdf.open(BytesIO(other)) as document:  # one at a time, because each takes 10 MB
            first.pages.extend(document.pages)
    for page in first.pages:
        _delete(page, "/StructParents", "/Tabs")
        for annotation in page.get("/Annots", ()):
            _delete(annotation, "/StructParent")


def _delete(obj: Object | Page, *names: str) -> None:
    for name in names:
        if name in obj:
            del obj[name]


def _use_device_grey(obj: Object, seen: set[tuple[int, int]]) -> None:
    """Replace grey colour profiles by DeviceGray in an object and all objects that it refers to.

    With DeviceGray, black is printed with black ink only. With a profile, a printer can mix black
    from four inks. Forms, patterns and masks have colour spaces too, so all objects are searched.

    Args:
        obj: an object of a PDF, such as the resources of a page.
        seen: identifiers of the objects that were searched already. This function adds to it.
    """
    import pikepdf  # noqa: PLC0415  (see above)

    if obj.is_indirect:
        if obj.objgen in seen:
            return
        seen.add(obj.objgen)
    keys = range(len(obj)) if isinstance(obj, pikepdf.Array) else list(obj.keys())
    for key in keys:
        child = obj[key]
        if not isinstance(child, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if _is_grey_profile(child):
            obj[key] = pikepdf.Name.DeviceGray
        else:
            _use_device_grey(child, seen)


def _is_grey_profile(obj: Object) -> bool:
    import pikepdf  # noqa: PLC0415  (see above)

    return (
        isinstance(obj, pikepdf.Array)
        and len(obj) == 2
        and obj[0] == "/ICCBased"
        and obj[1].get("/N") == 1
    )


def _set_metadata(document: Pdf, title: str, lang: str) -> None:
    """Write title, language, number of pages and creator into the XML metadata of a PDF.

    If the PDF has no tags, remove the statement that it conforms to PDF/UA, which needs tags.
    """
    from xml.sax.saxutils import escape  # noqa: PLC0415  (only PDF needs it)

    if "/Metadata" not in document.Root:
        return
    stream = document.Root.Metadata
    xml = stream.read_bytes()
    if "/StructTreeRoot" not in document.Root:
        xml = _UA_CONFORMANCE.sub(b"", xml)
    for before, value in (
        ("<xmp:CreatorTool>", _CREATOR),
        ("<xmpTPg:NPages>", str(len(document.pages))),
        ("<rdf:Bag><rdf:li>", lang),
        ('<rdf:li xml:lang="x-default">', title),
    ):
        head, found, tail = xml.partition(before.encode())
        if found:
            xml = head + found + escape(value).encode() + tail[tail.index(b"<") :]
    stream.write(xml)


def _set_boxes(page: Page, bleed: float) -> None:
    """Set the TrimBox and the BleedBox of a page with a bleed.

    Args:
        page: a page, whose MediaBox includes the bleed.
        bleed: width of the bleed in points; 0 leaves the page unchanged.
    """
    if not bleed:
        return
    left, bottom, right, top = map(float, page.MediaBox)
    page.BleedBox = page.MediaBox
    page.TrimBox = [left + bleed, bottom + bleed, right - bleed, top - bleed]
