"""LabelSheet: labels, one after the other, on the pages of a PDF."""

from __future__ import annotations

import weakref
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Self, TypeAlias, Unpack

from wa_link.address import drawable
from wa_link.arguments import NONE, require
from wa_link.colours import BLACK, WHITE, colour_option
from wa_link.errors import OptionError, RecordError, SymbolError
from wa_link.extras import missing
from wa_link.files import atomic_writer, read_whole
from wa_link.printing import measuring
from wa_link.printing.cards import Card, CardTemplates, make_card
from wa_link.printing.designs import ACCENT, layout_option, load_design
from wa_link.printing.document import Frame
from wa_link.printing.finish_pdf import finish_pdf
from wa_link.printing.pages import LABELS_TOGETHER, Label, Pages
from wa_link.printing.print_options import (
    check_offset,
    check_printer,
    check_sizes,
    check_stock,
    copies_option,
    dot_size,
)
from wa_link.printing.stock import Stock, in_mm
from wa_link.printing.stocks import stock_option
from wa_link.printing.typesetter import Font, Typesetter
from wa_link.qr.artwork import Artwork
from wa_link.qr.draw import code_svg
from wa_link.qr.preflight import check_density
from wa_link.qr.readback import can_read, check_pages
from wa_link.qr.style import QUIET_ZONE, Style, Styling, check_styling
from wa_link.qr.symbol import make_symbol
from wa_link.wording import printable, shown

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

    from wa_link.errors import Note
    from wa_link.printing.measuring import Fitted
    from wa_link.qr.tables import ErrorCorrection
    from wa_link.template import Template

_CARDS_TOGETHER = 125  # measured at once


Added: TypeAlias = "tuple[Note, ...] | RecordError"
"""What comes of a label: what was noted about it, or why it can't be printed."""


class LabelSheet:
    """Labels on pages. Close it, or use it as a context manager: it has a process to typeset.

    Attributes:
        stock: the page of labels.
        templates: of the texts on a label.
        copies: of each label: a number, or a template of it.
    """

    def __init__(
        self,
        stock: Stock | str,
        *,
        error_correction: ErrorCorrection | str | None = None,
        start: int = 1,
        copies: int | str = 1,
        offset: tuple[float, float] = (0.0, 0.0),
        outline: bool = False,
        bleed: float | None = None,
        document_title: str = "Labels",
        **styling: Unpack[Styling],
    ) -> None:
        """Make a sheet without a label.

        Args:
            stock: a page of labels, or the name of one; see `STOCKS`.
            error_correction: the least level: `L`, `M`, `Q` or `H`; None for M, and H under a logo.
            start: the first label of the first page that is free, from 1.
            copies: of each label: 1 to 1,000, or a template of the number, such as `{qty}`, where
                labels are made from rows; 0 prints none of a row.
            offset: by which all is moved to the right and down, in mm, for a printer that drifts.
            outline: whether labels are outlined, for a test on plain paper.
            bleed: colour beyond the edges that are cut, in mm: each label gets a page of its own,
                larger by that on all sides.
            document_title: as viewers show it.
            **styling: how codes are drawn; see `Styling`. They have no size of their own: the
                labels decide it. `dpi` is that of a printer of black dots: modules are whole dots.

        Raises:
            OptionError: an argument is out of its range or has no effect, or a library for PDF is
                not installed.
            TypeError: an argument is not known, or not of its type.
        """
        require("stock", stock, str, Stock)
        require("start", start, int)
        require("copies", copies, int, str)
        require("bleed", bleed, int, float, NONE)
        require("document_title", document_title, str)
        dpi = styling.pop("dpi", None)
        require("dpi", dpi, int, NONE)
        check_styling(styling, "LabelSheet")
        check_sizes(styling)
        self.stock = stock_option(stock) if isinstance(stock, str) else stock
        self._design = load_design(styling.get("design") or self.stock.design or "label")
        asked = styling.get("show_number")
        self.templates = CardTemplates.of(
            styling,
            with_number=self._design.shows_number if asked is None else asked,
            with_row=self._design.is_own,
        )
        self._accent = colour_option(styling.get("accent", ACCENT))
        self._layout = layout_option(styling.get("layout", "auto"))
        self.copies = copies_option(copies)
        if bleed is not None:
            self.stock = self.stock.with_bleed(bleed)
        check_stock(self.stock, start)
        check_offset(self.stock, offset)
        if dpi is not None:
            check_printer(dpi, styling)
            self.stock = self.stock.in_dots(dot_size(dpi))
        self._dot, self._bleed = dot_size(dpi), bleed or 0.0
        self._style = Style.of(styling)
        if self._style.light == WHITE:
            self._style = replace(self._style, light=None)  # as the label is
        self._level = self._style.least_level(error_correction)
        if self._style.quiet_zone < QUIET_ZONE:
            raise OptionError(f"On labels the quiet zone is {QUIET_ZONE} modules at least.")
        if not can_read("pdf"):
            raise missing("What reads labels back")
        self._outline, self._document_title = outline, printable(document_title)
        self._pages = Pages(self.stock, start=start, offset=offset, dot=self._dot)
        self._parts: list[bytes] = []
        self._languages: Counter[str] = Counter()
        self._is_drawn = self._is_closed = False
        self._frame: Frame | None = None
        self._setter = Typesetter(_fonts(self._style))
        self._close = weakref.finalize(self, self._setter.close)
        self._setter.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def labels(self) -> int:
        """Number of labels, copies included."""
        return self._pages.labels

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self._pages.codes)

    def add(
        self,
        link: str,
        caption: str = "",
        number: str = "",
        *,
        title: str = "",
        copies: int | None = None,
    ) -> tuple[Note, ...]:
        """Put the code of `link`, a URL, on the next label, and on one for each copy.

        Returns what was noted, such as that emoji were left out.

        Args:
            link: for the code: a link of WhatsApp's.
            caption: lines on the label; None given, those of the sheet, where they are no template.
            number: as people write it, for designs that print it.
            title: the largest text on the label; as the caption.
            copies: of this label; those of the sheet when left out.

        Raises:
            LinkError: it is not a link of WhatsApp's, or its number is not valid.
            SymbolError: `qr_too_long` or `qr_too_dense`.
            TextError: `missing_glyph`, `caption_too_long` or `typesetting_failed`.
            OptionError: the sheet is drawn already or closed, or the copies are not known.
        """
        for name, value in (
            ("link", link), ("caption", caption), ("number", number), ("title", title),
        ):  # fmt: skip
            require(name, value, str)
        require("copies", copies, int, NONE)
        count = copies_option(copies) if copies is not None else self.copies
        if not isinstance(count, int):
            raise OptionError("No row says how many labels are printed: give copies=.")
        texts = self.templates.texts(
            title=title or _constant_text(self.templates.title),
            caption=caption or _constant_text(self.templates.caption),
            number=number if self.templates.with_number else "",
        )
        (added,) = self.add_all([Label(drawable(link).url, texts, count)])
        if isinstance(added, RecordError):
            raise added
        return added

    def add_all(self, labels: Iterable[Label], *, one_by_one: bool = False) -> Iterator[Added]:
        """Put many labels on the pages, and yield for each what came of it, in order.

        Many are measured at a time, in another process, while this one makes the codes of the
        next; with `one_by_one`, a label is taken after the one before it has been yielded.
        """
        self._check_open()
        if self._is_drawn:
            raise OptionError("These labels are drawn already: make another LabelSheet for more.")
        following = iter(labels)
        before: tuple[list[Label], list[Card | RecordError]] | None = None
        while batch := list(islice(following, 1 if one_by_one else _CARDS_TOGETHER)):
            made = [self._made(label) for label in batch]
            if before:
                yield from self._finish(*before)
            measuring.begin(self._setter, self._common, _cards_of(made))
            before = (batch, made)
            if one_by_one:
                yield from self._finish(*before)
                before = None
        if before:
            yield from self._finish(*before)

    def _made(self, label: Label) -> Card | RecordError:
        try:
            symbol = make_symbol(label.link, self._level)
            artwork = Artwork.of(symbol, self._style)
            svg = code_svg(artwork)
            return make_card(label.link, svg, artwork.width, label.texts, artwork.logo_box)
        except RecordError as error:
            return error

    def _finish(self, labels: Sequence[Label], made: Sequence[Card | RecordError]) -> list[Added]:
        """Take what came of some labels, and put them on pages."""
        fitted = iter(measuring.finish(self._setter, self._common, _cards_of(made)))
        added: list[Added] = []
        for card, label in zip(made, labels, strict=True):
            result = card if isinstance(card, RecordError) else next(fitted)
            if not isinstance(result, RecordError):
                result = self._checked(result)
            if isinstance(result, RecordError):
                added.append(result)
                continue
            self._put(result, label.copies)
            added.append(result.card.notes)
        return added

    def _checked(self, fitted: Fitted) -> Fitted | RecordError:
        """Return the card, or an error where a module of its code is too small to be printed."""
        card = fitted.card
        if not fitted.codes:
            raise OptionError(
                f"The design {shown(self._design.name, 200)} draws no code: use code(card, side)."
            )
        for box in fitted.codes:
            version = (card.modules - 2 * self._style.quiet_zone - 17) // 4
            try:
                check_density(card.link, version, replace(self._style, size=box.side), self._level)
            except SymbolError as error:
                return SymbolError(
                    error.reason,
                    f"{error.message} That is the code's side on a label of "
                    f"{in_mm(self.stock.label)}.",
                )
        return fitted

    @property
    def _common(self) -> Frame:
        if self._frame is None:
            self._frame = Frame(
                self._design,
                self.stock.label,
                self.stock.page,
                BLACK if self._dot else self._accent,
                self._setter.families,
                self._layout,
                title=self._document_title,
                logo=self._style.logo.picture if self._style.logo else None,
                bleed=self._bleed,
                outlines=self._outline,
                is_round=self.stock.is_round,
                dot=self._dot,
                cuts=self.stock.has_cut_marks,
            )
        return self._frame

    def output(self) -> bytes:
        """Return the file, after the last label: the same for the same labels.

        Raises:
            OptionError: there is no label, or the sheet is closed.
        """
        self._check_open()
        if not self.labels:
            raise OptionError("There is no label to be printed.")
        self._draw_part()
        self._is_drawn = True
        self._setter.close()  # what it takes is free for the check
        lang = self._languages.most_common(1)[0][0]
        return finish_pdf(self._parts, self._document_title, lang=lang, bleed=self._bleed)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on the file as a whole, once it is drawn."""
        if len(self._parts) < 2:
            return ()
        return (f"A file of more than {LABELS_TOGETHER:,} labels has no tags for screen readers.",)

    def check(self, drawing: bytes) -> Iterator[int]:
        """Read all labels back from the file that `output` gave, page by page.

        Yields how many there are on each page that has been read.

        Raises:
            SymbolError: (as pages are taken) `qr_unreadable`, for a label that cannot be read.
        """
        return check_pages(drawing, self._pages.codes)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the pages as a PDF, whole or not at all, after all labels have been read back.

        The sheet is closed after that.

        Raises:
            OptionError: there is no label, or no such folder; or the sheet is closed.
            SymbolError: `qr_unreadable`, for a label that cannot be read.
            OSError: the file cannot be written.
        """
        drawing = self.output()
        for _ in self.check(drawing):
            pass
        with atomic_writer(path) as file:
            file.write(drawing)
        self.close()

    def close(self) -> None:
        """End the process that typesets: nothing can be added or drawn after that."""
        self._is_closed = True
        self._close()

    def _check_open(self) -> None:
        if self._is_closed:
            raise OptionError("This LabelSheet is saved or closed: make another one.")

    def _put(self, fitted: Fitted, copies: int) -> None:
        """Put a card on the next labels."""
        self._languages[fitted.card.lang] += copies
        for _ in range(copies):
            if self._pages.is_part_full:
                self._draw_part()
            self._pages.add(fitted)

    def _draw_part(self) -> None:
        """Draw the pages that are not drawn yet."""
        cards, pages = self._pages.cards, self._pages.puts
        if not cards:
            return
        self._setter.begin_draw(
            self._common.to_draw(cards, pages),
            sum(map(len, pages)),
            "pdf",
            with_system=any(card.needs_system for card in cards),
        )
        self._parts += self._setter.finish_draw()
        self._pages.begin_part()


def _cards_of(made: Sequence[Card | RecordError]) -> list[Card]:
    return [each for each in made if isinstance(each, Card)]


def _fonts(style: Style) -> list[Font]:
    if style.font is None:
        return []
    return [Font(style.font, read_whole(style.font, "a .ttf or .otf file", 50_000_000))]


def _constant_text(template: Template) -> str:
    """Return the text of a template without fields; empty for any other."""
    return "" if template.fields else "".join(map(str, template.parts))
