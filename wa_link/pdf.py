"""PDF in vectors and real lengths: the one place that knows the library for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wa_link.errors import OptionError
from wa_link.lengths import MM_PER_INCH

if TYPE_CHECKING:
    from fpdf import FPDF

    from wa_link.qr.colours import Colour

INSTALL = 'pip install "wa-link[print]"'
_POINTS_PER_MM = 72 / MM_PER_INCH
# A file that is made twice is the same: it does not tell when.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def check_installed() -> None:
    """Whether PDF can be drawn, before anything is begun.

    Raises:
        OptionError: the library is not installed.
    """
    try:
        import fpdf  # noqa: F401, PLC0415  (an extra; and it takes 200 ms)
    except ImportError:
        raise OptionError(f"What draws PDF is not installed: {INSTALL}") from None


class Document:
    """Pages of one size that are drawn on in mm, from their upper left corner."""

    def __init__(self, width: float, height: float, title: str) -> None:
        """A document without pages.

        Args:
            width: of a page, in mm.
            height: of a page, in mm.
            title: what a viewer shows.

        Raises:
            OptionError: the library is not installed.
        """
        check_installed()
        import fpdf  # noqa: PLC0415  (as above)
        from fpdf.prefs import ViewerPreferences  # noqa: PLC0415  (as above)

        self._height = height
        self._pdf: FPDF = fpdf.FPDF(unit="mm", format=(width, height))
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.set_margin(0)
        self._pdf.set_title(title)
        self._pdf.set_creator("wa-link")
        self._pdf.set_creation_date(_NO_DATE)
        self._pdf.viewer_preferences = ViewerPreferences(
            print_scaling="None", display_doc_title=True
        )

    def add_page(self) -> None:
        """Begin a page: what is drawn from now on is on it."""
        self._pdf.add_page()

    def rectangle(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """A filled rectangle."""
        self._out(f"{_paint(fill)} {_points(x)} {_points(self._height - y - height)} "
                  f"{_points(width)} {_points(height)} re f")  # fmt: skip

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

    def output(self) -> bytes:
        """The file."""
        return bytes(self._pdf.output())

    def _out(self, operators: str) -> None:
        # Its own drawing takes a hundred times as long, for shapes of hundreds of sides.
        self._pdf._out(operators)  # noqa: SLF001  (nothing public takes operators)


def _points(mm: float) -> str:
    return f"{mm * _POINTS_PER_MM:.4f}"


def _paint(fill: Colour) -> str:
    """The operator for a colour; greys as such, so that black takes black ink alone."""
    red, green, blue = (f"{part / 255:.4g}" for part in fill)
    return f"{red} g" if red == green == blue else f"{red} {green} {blue} rg"


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
