"""PDF in vectors and real lengths: the one place that knows the library for it."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from wa_link.extras import missing
from wa_link.lengths import MM_PER_INCH
from wa_link.pdf_fonts import embedded, shown_by_font, shown_by_outlines

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont
    from fpdf.output import OutputProducer, PDFPage

    from wa_link.colours import Colour
    from wa_link.lettering import Face, Lettering, Line

_POINTS_PER_MM = 72 / MM_PER_INCH
# A file that is made twice is the same: it does not tell when.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_GREY = 160
_HAIRLINE_MM = 0.1


def check_installed() -> None:
    """Fail unless PDF can be drawn, before anything is begun.

    Raises:
        OptionError: the library is not installed.
    """
    try:
        import fpdf  # noqa: F401, PLC0415  (an extra; and it takes 200 ms)
    except ImportError:
        raise missing("What draws PDF") from None


class Document:
    """Pages of one size that are drawn on in mm, from their upper left corner."""

    def __init__(self, width: float, height: float, title: str, keywords: str = "") -> None:
        """A document without pages.

        Args:
            width: of a page, in mm.
            height: of a page, in mm.
            title: what a viewer shows.
            keywords: of the document.

        Raises:
            OptionError: the library is not installed.
        """
        check_installed()
        import fpdf  # noqa: PLC0415  (as above)
        from fpdf.prefs import ViewerPreferences  # noqa: PLC0415  (as above)

        self._height = height
        self._fonts: dict[Face, TTFFont | None] = {}
        self._pdf: FPDF = fpdf.FPDF(unit="mm", format=(width, height))
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.set_margin(0)
        self._pdf.set_title(title)
        self._pdf.set_creator("wa-link")
        self._pdf.set_keywords(keywords)
        self._pdf.set_creation_date(_NO_DATE)
        self._pdf.set_compression(False)  # each page is, as it is finished
        self._pdf.viewer_preferences = ViewerPreferences(
            print_scaling="None", display_doc_title=True
        )

    def add_page(self) -> None:
        """Begin a page: what is drawn from now on is on it."""
        self._finish_page()
        self._pdf.add_page()

    @property
    def pages(self) -> int:
        """How many there are."""
        return self._pdf.pages_count

    def rectangle(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """A filled rectangle."""
        corner = f"{_points(x)} {_points(self._height - y - height)}"
        self._out(f"q {_paint(fill)} {corner} {_points(width)} {_points(height)} re f Q")

    def shape(self, path: str, x: float, y: float, unit: float, fill: Colour) -> None:
        """A filled shape (even-odd) that steps along its sides.

        Args:
            path: as SVG has it, of `M`, `h`, `v` and `z` alone, in whole units.
            x: of its origin.
            y: of its origin.
            unit: of the path, in mm.
            fill: its colour.
        """
        scale = unit * _POINTS_PER_MM
        left, top = _points(x), _points(self._height - y)
        steps = _operators(path)
        self._out(f"q {_paint(fill)} {scale:.6f} 0 0 {-scale:.6f} {left} {top} cm {steps} f* Q")

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle of a thin grey line."""
        self._pdf.set_draw_color(_GREY)
        self._pdf.set_line_width(_HAIRLINE_MM)
        self._pdf.rect(x, y, width, height)

    def image(self, png: bytes, x: float, y: float, width: float, height: float) -> None:
        """A picture; its bytes are in the file once, however often it is drawn."""
        self._pdf.image(io.BytesIO(png), x, y, width, height)

    def lettering(self, text: Lettering, x: float, y: float, fill: Colour) -> None:
        """Text that is set in mm; x of each line as `Lettering.left` has it, from `x`."""
        self._out(f"q {_paint(fill)}")
        for number, line in enumerate(text.lines):
            self._line(line, x + text.left(number), y + text.baseline(number), text.size)
        self._out("Q")

    def _line(self, line: Line, x: float, baseline: float, size: float) -> None:
        y, points = (self._height - baseline) * _POINTS_PER_MM, size * _POINTS_PER_MM
        for run in line.runs:
            left = x * _POINTS_PER_MM
            if run.face not in self._fonts:
                self._fonts[run.face] = embedded(self._pdf, run.face)
            if font := self._fonts[run.face]:
                self._out(shown_by_font(self._pdf, font, run, left, y, points))
            else:
                self._out(shown_by_outlines(run, left, y, points))
            x += run.width * size

    def output(self) -> bytearray:
        """The file."""
        self._finish_page()
        return self._pdf.output(output_producer_class=_producer())

    def _finish_page(self) -> None:
        """Compress the page, so that a long document takes little memory."""
        if self._pdf.page:
            page = self._pdf.pages[self._pdf.page]
            page.contents = bytearray(zlib.compress(page.contents))  # type: ignore[arg-type]  # it becomes an object as it is put out

    def _out(self, operators: str) -> None:
        # Its own drawing takes a hundred times as long, for shapes of hundreds of sides.
        self._pdf._out(operators)  # noqa: SLF001  (nothing public takes operators)


def _points(mm: float) -> str:
    return f"{mm * _POINTS_PER_MM:.4f}"


def _paint(fill: Colour) -> str:
    """The operator for a colour; greys as such, so that black takes black ink alone."""
    red, green, blue = (f"{part / 255:.4g}" for part in fill)
    return f"{red} g" if red == green == blue else f"{red} {green} {blue} rg"


@lru_cache(maxsize=1)  # copies of a label have the same
def _operators(path: str) -> str:
    """The path in PDF's operators, which know no steps: each corner by its place."""
    found: list[str] = []
    for contour in path.split("M")[1:]:
        x, y = 0, 0
        steps = contour.replace("h", " h").replace("v", " v").replace("z", "").split()
        x, y = int(steps[0]), int(steps[1])
        found.append(f"{x} {y} m")
        for step in steps[2:]:
            if step[0] == "h":
                x += int(step[1:])
            else:
                y += int(step[1:])
            found.append(f"{x} {y} l")
        found.append("h")
    return " ".join(found)


@cache
def _producer() -> type[OutputProducer]:
    """What puts pages out that are compressed already."""
    from fpdf.output import OutputProducer  # noqa: PLC0415  (an extra)
    from fpdf.syntax import Name  # noqa: PLC0415  (as above)

    class CompressedPages(OutputProducer):
        def _add_pages(self, _slice: slice = slice(None)) -> list[PDFPage]:
            pages = super()._add_pages(_slice)
            for page in pages:
                page.contents.filter = Name("FlateDecode")  # type: ignore[union-attr]  # as above
            return pages

    return CompressedPages
