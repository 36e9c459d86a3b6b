"""Read drawings of codes back; an SVG is rendered by Typst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, WorkRefusedError
from wa_link.errors import RecordError, SymbolError
from wa_link.printing.codes.drawing import Drawing
from wa_link.qr.readback import PIXELS_PER_MODULE, check_picture, render_drawing, unreadable_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_link.printing.codes.drawing import CodeJob, DrawResult
    from wa_link.printing.typesetting.typesetter import Typesetter
    from wa_link.qr.render.artwork import Artwork


def verify_drawings(
    setter: Typesetter | None,
    file_format: str,
    jobs: Sequence[CodeJob],
    artworks: Mapping[int, Artwork],
    drawn: Sequence[DrawResult],
) -> list[DrawResult]:
    """Return the drawings, and an error for each that is not read as its link.

    Args:
        setter: what renders an SVG; None for other formats.
        file_format: of the drawings.
        jobs: for the drawings.
        artworks: of the codes, by the places of their jobs.
        drawn: what came of the jobs.
    """
    places = [
        place for place, each in enumerate(drawn) if isinstance(each, Drawing) and each.content
    ]
    contents = [each.content for each in drawn if isinstance(each, Drawing) and each.content]
    widths = [_count_modules_across(drawn[place], artworks[place]) for place in places]
    if setter is not None:
        contents = _render_svgs(setter, contents, widths)
    checked = list(drawn)
    for place, content, width in zip(places, contents, widths, strict=True):
        each = drawn[place]
        try:
            if not content:
                raise unreadable_error()
            check_picture(render_drawing(content, file_format, width), jobs[place].link)
        except SymbolError as error:
            checked[place] = error
        else:
            if isinstance(each, Drawing):
                checked[place] = each._replace(is_read=True)
    return checked


def _render_svgs(
    setter: Typesetter, drawings: Sequence[bytes], widths: Sequence[float]
) -> list[bytes]:
    """Return SVGs as PNGs; an empty one for an SVG at which Typst fails."""
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


def _count_modules_across(drawing: DrawResult, artwork: Artwork) -> float:
    """Return how many modules a drawing is wide."""
    if isinstance(drawing, RecordError):
        return artwork.width
    side = drawing.side or artwork.width * artwork.style.module_size
    return drawing.extent.width / side * artwork.width


def _write_document(widths: Iterable[float]) -> bytes:
    """Return a document of Typst's: pictures on pages of these widths, in modules."""
    pages = "".join(
        f'#page(width: {width * PIXELS_PER_MODULE:.0f}pt)[#image("{place}.svg", width: 100%)]\n'
        for place, width in enumerate(widths)
    )
    return f"#set page(height: auto, margin: 0pt)\n{pages}".encode()
