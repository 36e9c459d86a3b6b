"""CodeDrawer: draw many QR codes, with or without texts, and scan each drawing to check it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wa_link._support.extras import missing_extra
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError, SymbolError
from wa_link.printing.codes.drawing import Drawing, Extent
from wa_link.printing.codes.page_size import PageSize, compute_smallest_size
from wa_link.printing.codes.typeset_codes import typeset_codes
from wa_link.printing.codes.verify import verify_drawings
from wa_link.printing.typesetting.typesetter import Typesetter, check_installed, load_fonts
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.readback import can_read
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.png import draw_png
from wa_link.qr.render.svg import draw_svg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    from wa_link.printing.codes.draw_options import DrawOptions
    from wa_link.printing.codes.drawing import DrawJob, DrawResult

_DRAW_BARE = {"png": draw_png, "svg": draw_svg}


class CodeDrawer:
    """Draw QR codes that share their options.

    Some codes are drawn by Typst, which runs in a child process. The process starts when it is
    first needed; use the drawer in a `with` statement, or call `close`.

    Attributes:
        is_bare: whether the codes have no texts.
    """

    def __init__(self, options: DrawOptions) -> None:
        """Store the options, and load the font; Typst is started only when a drawing needs it.

        Raises:
            OptionError: the file of the font can't be read.
        """
        self._options = options
        self._fonts = load_fonts(options.style.font)
        self._open_typesetter: Typesetter | None = None
        self._can_verify = _can_verify(options.file_format)
        self.is_bare = options.design is None
        # Typst draws cards, PDFs, and PNGs that have a logo or curves.
        has_whole_pixels = options.style.logo is None and options.style.is_square
        self._needs_typst = not self.is_bare or not (
            options.file_format == "svg" or (options.file_format == "png" and has_whole_pixels)
        )

    def __enter__(self) -> Self:
        """Return the drawer. Its typesetting process ends when the `with` statement ends."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the typesetting process. It starts again when the next drawing needs it."""
        typesetter, self._open_typesetter = self._open_typesetter, None
        if typesetter is not None:
            typesetter.close()

    def draw(self, jobs: Sequence[DrawJob]) -> list[DrawResult]:
        """Draw a code for the link of each job, and return the drawings in the same order.

        Each drawing is scanned if the libraries for scanning are installed. If a code can't be
        drawn, or the scan does not find its link, the list contains an error in its place.

        Raises:
            OptionError: the design or a font can't be used, or a library is not installed. PDFs and
                codes with a logo also need the libraries for scanning.
        """
        if (
            self._options.style.logo or self._options.file_format == "pdf"
        ) and not self._can_verify:
            raise missing_extra("Checking that codes can be scanned")
        results: list[DrawResult | None] = [None] * len(jobs)
        artworks: dict[int, Artwork] = {}
        for index, job in enumerate(jobs):
            try:
                symbol = job.symbol or make_symbol(job.link, self._options.level)
                artworks[index] = artwork = Artwork.of(symbol, self._options.style)
                if not self._needs_typst:
                    results[index] = self._draw_without_typst(artwork)
            except RecordError as error:
                results[index] = error
        if self._needs_typst:
            for page, indexes in self._group_by_page(artworks, results).items():
                group = [(jobs[index], artworks[index]) for index in indexes]
                found = typeset_codes(self._typesetter, self._options, page, group)
                for index, result in zip(indexes, found, strict=True):
                    results[index] = result
        drawn = [result for result in results if result is not None]
        assert len(drawn) == len(jobs)  # noqa: S101  (else a job would get another job's result)
        return self._verify(jobs, artworks, drawn) if self._can_verify else drawn

    def _draw_without_typst(self, artwork: Artwork) -> Drawing:
        """Draw a code that has no texts, as SVG or as PNG.

        In a PNG, each module has a whole number of pixels.
        """
        style = self._options.style
        if style.size is not None:
            extent = Extent(style.size, style.size, "mm")
        else:
            pixels = artwork.width * style.module_size
            extent = Extent(pixels, pixels, "px")
        content = _DRAW_BARE[self._options.file_format](artwork)
        return Drawing(
            content, extent, style.size, compute_smallest_size(self._options, artwork, extent)
        )

    def _group_by_page(
        self, artworks: dict[int, Artwork], results: list[DrawResult | None]
    ) -> dict[PageSize, list[int]]:
        """Return the indexes of the jobs by page size; jobs of the same size are typeset together.

        If a drawing would have too many pixels, its error is written to `results`, and its job is
        not in a group.
        """
        pages: dict[PageSize, list[int]] = defaultdict(list)
        for index, artwork in artworks.items():
            try:
                pages[PageSize.of(self._options, artwork)].append(index)
            except SymbolError as error:
                results[index] = error
        return pages

    def _verify(
        self, jobs: Sequence[DrawJob], artworks: dict[int, Artwork], drawn: list[DrawResult]
    ) -> list[DrawResult]:
        """Scan the drawings, and return them, with an error in place of each that can't be read.

        Raises:
            OptionError: a code in a user's own design can't be scanned. The fault is in the
                design, so the other codes would fail too.
        """
        is_svg = self._options.file_format == "svg"
        checked = verify_drawings(
            self._typesetter if is_svg else None, self._options.file_format, jobs, artworks, drawn
        )
        design = self._options.design
        if design is None or not design.is_own:
            return checked
        for job, before, after in zip(jobs, drawn, checked, strict=True):
            if isinstance(before, Drawing) and isinstance(after, RecordError):
                raise OptionError(
                    f"The design {quote(design.name, 200)} can't be used: the code of "
                    f"{quote(job.link, 100)} can't be read back. Draw each code with "
                    "code(card, side), and draw nothing over it."
                )
        return checked

    @property
    def _typesetter(self) -> Typesetter:
        """Return the typesetting process; make a new one if there is none."""
        if self._open_typesetter is None:
            self._open_typesetter = Typesetter(self._fonts)
        return self._open_typesetter


def _can_verify(file_format: str) -> bool:
    """Return whether the libraries that scan files of this format are installed.

    For SVG, Typst must be installed, too.
    """
    if file_format == "svg":
        try:
            check_installed()
        except OptionError:
            return False
    return can_read(file_format)
