"""CodeDrawer: draws codes, bare or as cards with texts, many at a time, and reads them back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wa_link._support.extras import missing_extra
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError, SymbolError
from wa_link.printing.codes.drawing import Drawing, Extent
from wa_link.printing.codes.page_size import PageSize, find_least_extent
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
    """Draws codes with the same options; the typesetting process starts when it is first needed.

    Attributes:
        is_bare: whether the codes have no texts.
    """

    def __init__(self, options: DrawOptions) -> None:
        """Draw codes with these options.

        Raises:
            OptionError: the font can't be read.
        """
        self._options = options
        self._fonts = load_fonts(options.style.font)
        self._setter: Typesetter | None = None
        self._can_verify = _can_verify(options.file_format)
        self.is_bare = options.design is None
        # Typst draws all others: cards, PDF, and PNG with a logo or with curves.
        has_whole_pixels = options.style.logo is None and options.style.is_square
        self._is_plain = self.is_bare and (
            options.file_format == "svg" or (options.file_format == "png" and has_whole_pixels)
        )

    def __enter__(self) -> Self:
        """Return itself; the typesetting process ends with the context."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the typesetting process; it starts again when it is needed again."""
        setter, self._setter = self._setter, None
        if setter is not None:
            setter.close()

    def draw(self, jobs: Sequence[DrawJob]) -> list[DrawResult]:
        """Return for each job its drawing, read back, or the reason why it can't be drawn.

        Raises:
            OptionError: the design or a font can't be used, or a library is not installed.
        """
        if (
            self._options.style.logo or self._options.file_format == "pdf"
        ) and not self._can_verify:
            raise missing_extra("Reading codes back")
        results: list[DrawResult | None] = [None] * len(jobs)
        artworks: dict[int, Artwork] = {}
        for place, job in enumerate(jobs):
            try:
                symbol = job.symbol or make_symbol(job.link, self._options.level)
                artworks[place] = artwork = Artwork.of(symbol, self._options.style)
                if self._is_plain:
                    results[place] = self._draw_plain(artwork)
            except RecordError as error:
                results[place] = error
        if not self._is_plain:
            for page, places in self._group_by_page(artworks, results).items():
                group = [(jobs[place], artworks[place]) for place in places]
                found = typeset_codes(self._typesetter, self._options, page, group)
                for place, result in zip(places, found, strict=True):
                    results[place] = result
        drawn = [result for result in results if result is not None]
        assert len(drawn) == len(jobs)  # noqa: S101  (no job may get the result of another)
        return self._verify(jobs, artworks, drawn) if self._can_verify else drawn

    def _draw_plain(self, artwork: Artwork) -> Drawing:
        """Return a bare code that needs no typesetting."""
        style = self._options.style
        if style.size is not None:
            extent = Extent(style.size, style.size, "mm")
        else:
            pixels = artwork.width * style.module_size
            extent = Extent(pixels, pixels, "px")
        content = _DRAW_BARE[self._options.file_format](artwork)
        return Drawing(
            content, extent, style.size, find_least_extent(self._options, artwork, extent)
        )

    def _group_by_page(
        self, artworks: dict[int, Artwork], results: list[DrawResult | None]
    ) -> dict[PageSize, list[int]]:
        """Return the places of the jobs that are typeset together, by the size of their pages."""
        pages: dict[PageSize, list[int]] = defaultdict(list)
        for place, artwork in artworks.items():
            try:
                pages[PageSize.of(self._options, artwork)].append(place)
            except SymbolError as error:
                results[place] = error
        return pages

    def _verify(
        self, jobs: Sequence[DrawJob], artworks: dict[int, Artwork], drawn: list[DrawResult]
    ) -> list[DrawResult]:
        """Return the drawings that were read back; the others become errors.

        Raises:
            OptionError: a code in a person's own design can't be read: no other could be, either.
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
                    f"{quote(job.link, 100)} can't be read back. Draw it with code(card, side), "
                    "and draw nothing over it."
                )
        return checked

    @property
    def _typesetter(self) -> Typesetter:
        if self._setter is None:
            self._setter = Typesetter(self._fonts)
        return self._setter


def _can_verify(file_format: str) -> bool:
    """Return whether the libraries that read drawings back are installed; Typst renders SVG."""
    if file_format == "svg":
        try:
            check_installed()
        except OptionError:
            return False
    return can_read(file_format)
