"""Check of drawings: each code must be read back as its link. Typst renders SVG for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, WorkRefusedError
from wa_link.errors import SymbolError
from wa_link.printing.codes.drawing import Drawing
from wa_link.qr.readback import PIXELS_PER_MODULE, check_picture, render_drawing, unreadable_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_link.printing.codes.drawing import DrawJob, DrawResult
    from wa_link.printing.typesetting.typesetter import Typesetter
    from wa_link.qr.render.artwork import Artwork


def verify_drawings(
    setter: Typesetter | None,
    file_format: str,
    jobs: Sequence[DrawJob],
    artworks: Mapping[int, Artwork],
    results: Sequence[DrawResult],
) -> list[DrawResult]:
    """Return the drawings, with an error for each that is not read as its link.

    Args:
        setter: renders SVG; None for other formats.
        file_format: of the drawings.
        jobs: one for each result.
        artworks: artworks of the codes, by the places of their jobs.
        results: of the jobs.
    """
    drawings = {
        place: result for place, result in enumerate(results) if isinstance(result, Drawing)
    }
    contents = [drawing.content for drawing in drawings.values()]
    widths = [
        _count_modules_across(drawing, artworks[place]) for place, drawing in drawings.items()
    ]
    if setter is not None:
        contents = _render_svgs(setter, contents, widths)
    checked = list(results)
    for (place, drawing), content, width in zip(drawings.items(), contents, widths, strict=True):
        try:
            if not content:
                raise unreadable_error()
            check_picture(render_drawing(content, file_format, width), jobs[place].link)
        except SymbolError as error:
            checked[place] = error
        else:
            checked[place] = drawing._replace(is_verified=True)
    return checked


def _render_svgs(
    setter: Typesetter, drawings: Sequence[bytes], widths: Sequence[float]
) -> list[bytes]:
    """Return SVGs as PNGs; a PNG is empty if Typst can't render its SVG."""
    if not drawings:
        return []
    files = {"main": _write_document(widths)}
    files |= {f"{place}.svg": drawing for place, drawing in enumerate(drawings)}
    try:
        setter.begin_draw(files, len(drawings), "png", with_system=False, ppi=72)
        return setter.finish_draw()
    except (ChildLostError, WorkRefusedError):
        if len(drawings) == 1:
            return [b""]
        pairs = zip(drawings, widths, strict=True)
        return [png for drawing, width in pairs for png in _render_svgs(setter, [drawing], [width])]


def _count_modules_across(drawing: Drawing, artwork: Artwork) -> float:
    """Return the width of a drawing in modules of its code."""
    side = drawing.side or artwork.width * artwork.style.module_size
    return drawing.extent.width / side * artwork.width


def _write_document(widths: Iterable[float]) -> bytes:
    """Return a Typst document with a picture on each page, given their widths in modules."""
    pages = "".join(
        f'#page(width: {width * PIXELS_PER_MODULE:.0f}pt)[#image("{place}.svg", width: 100%)]\n'
        for place, width in enumerate(widths)
    )
    return f"#set page(height: auto, margin: 0pt)\n{pages}".encode()
