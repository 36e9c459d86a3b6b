"""Shaped text in a PDF: glyphs of an embedded font, or their outlines where it cannot be embedded.

The library for PDF shapes text itself, but takes marks from their letters as it does: so glyphs go
to the page as they were shaped and measured before.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias

from wa_link.lettering import PER_SIZE

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

    from wa_link.lettering import Face, Run

# What tells how text is shaped, which it is.
_SHAPING = ("GDEF", "GPOS", "GSUB")
Point: TypeAlias = "tuple[float, float]"


def embedded(pdf: FPDF, face: Face) -> TTFFont | None:
    """A face, put into a document; None for one of which the library can make nothing right.

    It embeds TrueType outlines as it should, and PostScript ones (CFF) as if they were the same.
    """
    from fpdf.fonts import TTFFont  # noqa: PLC0415  (an extra)

    key = f"face{len(pdf.fonts)}"
    try:
        font = TTFFont(pdf, io.BytesIO(face.data), key, "")  # type: ignore[arg-type]  # fontTools takes a file as well as its path
    except Exception:  # noqa: BLE001  (whatever fontTools makes of a font that lacks a table)
        return None
    if font.is_cff:
        return None
    for table in _SHAPING:  # takes long to be read, only to be left out of the file
        if table in font.ttfont:
            del font.ttfont[table]
    pdf.fonts[key] = font
    return font


def shown_by_font(pdf: FPDF, font: TTFFont, run: Run, x: float, y: float, size: float) -> str:
    """The operators that show a run by a font; its base line's x and y, and the size, in points."""
    from fpdf.enums import PDFResourceType  # noqa: PLC0415  (an extra)

    pdf._resource_catalog.add(PDFResourceType.FONT, font.i, pdf.page)  # noqa: SLF001  (nothing public names a font on a page)
    parts = [f"BT /F{font.i} {size:.4f} Tf {x:.4f} {y:.4f} Td"]
    widths = font.ttfont["hmtx"].metrics
    for glyph in run.glyphs:
        name = font.ttfont.getGlyphName(glyph.code)
        width = round(font.scale * widths[name][0])
        entry = font.subset.get_glyph(
            glyph=glyph.code,
            unicode=tuple(map(ord, glyph.text)),
            glyph_name=name,
            glyph_width=width,
        )
        code = font.subset.pick_glyph(entry)
        # What stands in such an array is subtracted from the place: in thousandths of the size.
        shown = f"[{-glyph.dx:g} <{code or 0:04X}> {width + glyph.dx - glyph.advance:g}] TJ"
        rise = glyph.dy / PER_SIZE * size
        parts.append(f"{rise:.4f} Ts {shown} 0 Ts" if rise else shown)
    return " ".join([*parts, "ET"])


def shown_by_outlines(run: Run, x: float, y: float, size: float) -> str:
    """The operators that fill the outlines of a run's glyphs; lengths as above."""
    parts = ["q", f"{size / PER_SIZE:.6f} 0 0 {size / PER_SIZE:.6f} {x:.4f} {y:.4f} cm"]
    left = 0.0
    for glyph in run.glyphs:
        pen = _OperatorPen(left + glyph.dx, glyph.dy)
        run.face.draw(glyph.code, pen)
        if pen.operators:
            parts += [*pen.operators, "f"]
        left += glyph.advance
    return " ".join([*parts, "Q"])


class _OperatorPen:
    """A pen of fontTools', whose strokes are operators of PDF, which has no quadratic curves."""

    def __init__(self, dx: float, dy: float) -> None:
        self._dx, self._dy = dx, dy
        self._at = (0.0, 0.0)
        self.operators: list[str] = []

    def moveTo(self, to: Point) -> None:  # noqa: N802  (fontTools' name)
        self._put("m", to)

    def lineTo(self, to: Point) -> None:  # noqa: N802  (as above)
        self._put("l", to)

    def curveTo(self, first: Point, second: Point, to: Point) -> None:  # noqa: N802  (as above)
        self._put("c", first, second, to)

    def qCurveTo(self, control: Point, to: Point) -> None:  # noqa: N802  (as above)
        first, second = (
            (end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1]))
            for end in (self._at, to)
        )
        self._put("c", first, second, to)

    def closePath(self) -> None:  # noqa: N802  (as above)
        self.operators.append("h")

    def _put(self, operator: str, *points: Point) -> None:
        self._at = points[-1]
        places = (f"{x + self._dx:.1f} {y + self._dy:.1f}" for x, y in points)
        self.operators.append(f"{' '.join(places)} {operator}")
