"""LabelSheet: labels, one after the other, on the pages of a PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from wa_link.arguments import require
from wa_link.colours import WHITE
from wa_link.errors import OptionError, SymbolError
from wa_link.extras import missing
from wa_link.files import atomic_writer
from wa_link.labels.layout import Box, Layout, layout_of
from wa_link.labels.stock import Stock, stock_option
from wa_link.lettering import faces, set_text
from wa_link.pdf import Document
from wa_link.qr.artwork import SMALLEST_PRINT_MM, Artwork
from wa_link.qr.draw import draw_on_page, svg
from wa_link.qr.preflight import check_density
from wa_link.qr.readback import Code, can_read, check_pages, check_reads
from wa_link.qr.style import QUIET_ZONE, Style, Styling, check_styling
from wa_link.qr.symbol import level_option, make_symbol
from wa_link.template import Template

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from wa_link.errors import Note
    from wa_link.labels.stock import Place
    from wa_link.lettering import Lettering
    from wa_link.qr.tables import ErrorCorrection

_MOST_COPIES = 1_000
_FARTHEST_OFFSET_MM = 10.0


class LabelSheet:
    """Labels on pages. What is drawn is kept compressed: about 1 kB a label.

    Attributes:
        stock: the page of labels.
        caption: the template of the text on a label.
        labels: how many there are, copies included.
    """

    def __init__(
        self,
        stock: Stock | str,
        *,
        error_correction: ErrorCorrection | str | None = None,
        start: int = 1,
        copies: int = 1,
        offset: tuple[float, float] = (0.0, 0.0),
        outline: bool = False,
        title: str = "Labels",
        **styling: Unpack[Styling],
    ) -> None:
        """Pages without a label.

        Args:
            stock: a page of labels, or the name of one; see `STOCKS`.
            error_correction: `L`, `M`, `Q` or `H`; None for M, and for H under a logo.
            start: the first label of the first page that is free, from 1.
            copies: of each label, 1 to 1,000.
            offset: by which all is moved to the right and down, in mm, for a printer that drifts.
            outline: whether labels are outlined, for a test on plain paper.
            title: of the document.
            **styling: how codes are drawn; see `Styling`. They have no size of their own: the
                labels decide it.

        Raises:
            OptionError: an argument is out of its range or has no effect, or a library for PDF is
                not installed.
            TypeError: an argument is not known, or not of its type.
        """
        require("stock", stock, str, Stock)
        require("start", start, int)
        require("copies", copies, int)
        require("title", title, str)
        check_styling(styling, "LabelSheet")
        _refuse_sizes(styling)
        self.stock = stock_option(stock) if isinstance(stock, str) else stock
        self.caption = Template.parse(styling.get("caption", ""))
        self.labels = 0
        self._layout = layout_of(self.stock, captioned=bool(self.caption.parts))
        self._style = replace(Style.of(styling), size=self._layout.code.width)
        if self._style.light == WHITE:
            self._style = replace(self._style, light=None)  # as the label is
        self._level = level_option(error_correction or self._style.level)
        if self._style.quiet_zone < QUIET_ZONE:
            raise OptionError(f"On labels the quiet zone is {QUIET_ZONE} modules at least.")
        _check(self.stock, start, copies)
        _check_offset(self.stock, self._layout, offset)
        if not can_read("pdf"):
            raise missing("What reads labels back")
        self._copies, self._offset, self._outline = copies, offset, outline
        has_text = self._layout.caption or self._layout.number
        self._faces = faces(self._style.font) if has_text else ()
        self._used = start - 1
        self._places = list(self.stock.places)
        self._codes: list[list[Code]] = []  # of each page
        self._document = Document(*self.stock.page, title)

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._codes)

    def add(self, link: str, caption: str = "", number: str = "") -> tuple[Note, ...]:
        """Put the code of `link`, a URL, on the next label, and on one for each copy.

        Gives what was left out of its caption.

        Args:
            link: which the code holds.
            caption: the text on it, where the sheet has a template for one.
            number: as it is printed on a poster.

        Raises:
            SymbolError: `qr_too_long`, `qr_too_dense`, or with a logo `qr_unreadable`.
            TextError: the caption cannot be set: `missing_glyph`, or `caption_too_long`.
        """
        for name, value in (("link", link), ("caption", caption), ("number", number)):
            require(name, value, str)
        layout = self._layout
        symbol = make_symbol(link, self._level)
        try:
            check_density(link, symbol.version, self._style, self._level)
        except SymbolError as error:
            label = f"{self.stock.label[0]:.4g}×{self.stock.label[1]:.4g} mm"
            raise SymbolError(
                error.reason, f"{error.message} That is the code's side on a label of {label}."
            ) from None
        artwork = Artwork.of(symbol, self._style)
        if self._style.logo:
            check_reads(svg(artwork), "svg", link, modules=artwork.width)
        texts = [
            (box, self._set(text, box))
            for box, text in ((layout.caption, caption), (layout.number, number))
            if box and text.strip()
        ]
        for _ in range(self._copies):
            self._put(artwork, texts, link)
        return tuple(note for _, text in texts for note in text.notes)

    def output(self) -> bytes:
        """The file, after the last label: the same for the same labels.

        Raises:
            OptionError: there is no label.
        """
        if not self.labels:
            raise OptionError("There is no label to be printed.")
        return bytes(self._document.output())

    def check(self, drawing: bytes) -> Iterator[int]:
        """Read all labels back from the file that `output` gave, page by page.

        Gives how many there are on each page that has been read.

        Raises:
            SymbolError: (as pages are taken) `qr_unreadable`, for a label that cannot be read.
        """
        return check_pages(drawing, self._codes)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the pages as a PDF, whole or not at all, after all labels have been read back.

        Raises:
            OptionError: there is no label, or no such folder.
            SymbolError: `qr_unreadable`, for a label that cannot be read.
            OSError: the file cannot be written.
        """
        drawing = self.output()
        for _ in self.check(drawing):
            pass
        with atomic_writer(path) as file:
            file.write(drawing)

    def _set(self, text: str, box: Box) -> Lettering:
        """Text for a box: as large as suits the code beside it."""
        largest = min(box.height / 2.5, box.width / 7, self._layout.code.width / 8)
        return set_text(
            text,
            self._faces,
            width=box.width,
            height=box.height,
            size=max(largest, SMALLEST_PRINT_MM),
            least=SMALLEST_PRINT_MM,
            align=self._layout.align,
        )

    def _put(self, artwork: Artwork, texts: Sequence[tuple[Box, Lettering]], link: str) -> None:
        place = self._next_place()
        document, (x, y, side, _) = self._document, self._layout.code
        draw_on_page(document, artwork, place.x + x, place.y + y, side / artwork.width)
        for box, text in texts:
            free = box.height - text.height
            document.lettering(text, place.x + box.x, place.y + box.y + free / 2, self._style.dark)
        box = Box(place.x + x, place.y + y, side, side)
        self._codes[-1].append(Code(box, link, artwork.width))
        self.labels += 1

    def _next_place(self) -> Place:
        """Where the next label is; on a new page, when the last is full."""
        if not self._codes or self._used == self.stock.count:
            self._used = self._used % self.stock.count
            self._document.add_page()
            self._codes.append([])
            if self._outline:
                for place in map(self._moved, self._places):
                    self._document.frame(*place, *self.stock.label)
        self._used += 1
        return self._moved(self._places[self._used - 1])

    def _moved(self, place: Place) -> Place:
        return place._replace(x=place.x + self._offset[0], y=place.y + self._offset[1])


def _refuse_sizes(styling: Styling) -> None:
    """Fail on sizes of a code, which the label decides."""
    for name in ("size", "module_size", "dpi"):
        if name in styling:
            raise OptionError(f"The labels decide how large their codes are: leave out {name}.")


def _check(stock: Stock, start: int, copies: int) -> None:
    if not 1 <= start <= stock.count:
        raise OptionError(f"A page of {stock.name} has the labels 1 to {stock.count}, not {start}.")
    if not 1 <= copies <= _MOST_COPIES:
        raise OptionError(f"There can be 1 to {_MOST_COPIES:,} copies of a label, not {copies}.")


def _check_offset(stock: Stock, layout: Layout, offset: tuple[float, float]) -> None:
    """Fail unless what is drawn stays on the page."""
    if max(map(abs, offset)) > _FARTHEST_OFFSET_MM:
        raise OptionError(f"An offset is {_FARTHEST_OFFSET_MM:g} mm at most, either way.")
    boxes = [box for box in (layout.code, layout.caption, layout.number) if box]
    for axis, by, page in zip((0, 1), offset, stock.page, strict=True):
        low = stock.margins[axis] + min(box[axis] for box in boxes)
        high = page - stock.margins[axis] - stock.label[axis]
        high += max(box[axis] + box[axis + 2] for box in boxes)
        if not -low <= by <= page - high:
            raise OptionError(
                f"Moved by {by:g} mm, labels of {stock.name} would leave the page: {-low:.1f} to "
                f"{page - high:.1f} mm can be."
            )
