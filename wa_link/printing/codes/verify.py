"""Check of drawings: scan the QR code in each drawing, and compare it with its link."""

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
    typesetter: Typesetter | None,
    file_format: str,
    jobs: Sequence[DrawJob],
    artworks: Mapping[int, Artwork],
    results: Sequence[DrawResult],
) -> list[DrawResult]:
    """Scan the drawings; replace a drawing by an error if the scan does not find its link.

    Args:
        typesetter: Typst, which converts SVGs to PNGs for the scan; None if the format is not
            `svg`.
        file_format: format of the drawings: `png`, `svg` or `pdf`.
        jobs: the codes that were requested, with their links.
        artworks: the artwork of each code; the key is the index of the code in `jobs`.
        results: for each of the `jobs`, the drawing, or an error if drawing failed. These errors
            are returned unchanged.
    """
    drawings = {
        index: result for index, result in enumerate(results) if isinstance(result, Drawing)
    }
    contents = [drawing.content for drawing in drawings.values()]
    widths = [
        _count_modules_across(drawing, artworks[index]) for index, drawing in drawings.items()
    ]
    if typesetter is not None:
        contents = _render_svgs(typesetter, contents, widths)
    checked = list(results)
    for (index, drawing), content, width in zip(drawings.items(), contents, widths, strict=True):
        try:
            if not content:
                raise unreadable_error()
            check_picture(render_drawing(content, file_format, width), jobs[index].link)
        except SymbolError as error:
            checked[index] = error
        else:
            checked[index] = drawing._replace(is_verified=True)
    return checked


def _render_svgs(
    typesetter: Typesetter, drawings: Sequence[bytes], widths: Sequence[float]
) -> list[bytes]:
    """Return SVGs as PNGs. If Typst can't render an SVG, its PNG is empty bytes."""
    if not drawings:
        return []
    files = {"main": _write_document(widths)}
    files |= {f"{index}.svg": drawing for index, drawing in enumerate(drawings)}
    try:
        typesetter.begin_draw(files, len(drawings), "png", with_system=False, ppi=72)
        return typesetter.finish_draw()
    except (ChildLostError, WorkRefusedError):
        if len(drawings) == 1:
            return [b""]
        return [
            png
            for drawing, width in zip(drawings, widths, strict=True)
            for png in _render_svgs(typesetter, [drawing], [width])
        ]


def _count_modules_across(drawing: Drawing, artwork: Artwork) -> float:
    """Return the width of a drawing, measured in modules of its QR code."""
    side = drawing.side or artwork.width * artwork.style.module_size
    return drawing.extent.width / side * artwork.width


def _write_document(widths: Iterable[float]) -> bytes:
    """Return a Typst document with one SVG on each page: `0.svg`, `1.svg` and so on.

    Args:
        widths: width of each SVG in modules.
    """
    pages = "".join(
        f'#page(width: {width * PIXELS_PER_MODULE:.0f}pt)[#image("{index}.svg", width: 100%)]\n'
        for index, width in enumerate(widths)
    )
    return f"#set page(height: auto, margin: 0pt)\n{pages}".encode()
