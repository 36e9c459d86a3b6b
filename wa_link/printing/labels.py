"""LabelSheet: labels, one after the other, on the pages of a PDF."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Unpack

from wa_link.arguments import require
from wa_link.colours import WHITE, colour_option
from wa_link.errors import OptionError, RecordError, SymbolError
from wa_link.extras import missing
from wa_link.files import atomic_writer, read_whole
from wa_link.printing import measuring
from wa_link.printing.cards import Card, CardTemplates, CardTexts, make_card
from wa_link.printing.designs import ACCENT, layout_option, load_design
from wa_link.printing.document import Frame, Put
from wa_link.printing.finish_pdf import finish_pdf
from wa_link.printing.stock import Stock, stock_option
from wa_link.printing.typesetter import Font, Typesetter
from wa_link.qr.artwork import Artwork
from wa_link.qr.draw import code_svg
from wa_link.qr.preflight import check_density
from wa_link.qr.readback import Code, can_read, check_pages
from wa_link.qr.style import QUIET_ZONE, Style, Styling, check_styling
from wa_link.qr.symbol import make_symbol
from wa_link.wording import printable, shown

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

    from wa_link.errors import Note
    from wa_link.printing.measuring import Fitted
    from wa_link.printing.stock import Place
    from wa_link.qr.tables import ErrorCorrection

LABELS_TOGETHER = 1_000
"""Labels that are drawn at once: more take more memory, and less of them has tags."""
_CARDS_TOGETHER = 125  # measured at once
_MOST_COPIES = 1_000
_FARTHEST_OFFSET_MM = 10.0


class Label(NamedTuple):
    """A label to be printed.

    Attributes:
        link: a URL, for its code.
        texts: on it.
        copies: of it.
    """

    link: str
    texts: CardTexts
    copies: int = 1


Added: TypeAlias = "tuple[Note, ...] | RecordError"
"""What comes of a label: what was noted about it, or why it can't be printed."""


class LabelSheet:
    """Labels on pages.

    Attributes:
        stock: the page of labels.
        templates: of the texts on a label.
        labels: how many there are, copies included.
        pages: how many pages there are.
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
        document_title: str = "Labels",
        **styling: Unpack[Styling],
    ) -> None:
        """Pages without a label.

        Args:
            stock: a page of labels, or the name of one; see `STOCKS`.
            error_correction: the least level: `L`, `M`, `Q` or `H`; None for M, and H under a logo.
            start: the first label of the first page that is free, from 1.
            copies: of each label, 1 to 1,000.
            offset: by which all is moved to the right and down, in mm, for a printer that drifts.
            outline: whether labels are outlined, for a test on plain paper.
            document_title: as viewers show it.
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
        require("document_title", document_title, str)
        check_styling(styling, "LabelSheet")
        _refuse_sizes(styling)
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
        self.labels = 0
        self.copies = copies
        self._style = Style.of(styling)
        if self._style.light == WHITE:
            self._style = replace(self._style, light=None)  # as the label is
        self._level = self._style.least_level(error_correction)
        if self._style.quiet_zone < QUIET_ZONE:
            raise OptionError(f"On labels the quiet zone is {QUIET_ZONE} modules at least.")
        _check(self.stock, start, copies)
        _check_offset(self.stock, offset)
        if not can_read("pdf"):
            raise missing("What reads labels back")
        self._offset, self._outline = offset, outline
        self._document_title = printable(document_title)
        self._used = start - 1
        self._places = list(self.stock.places)
        self._codes: list[list[Code]] = []  # of each page
        self._cards: list[Card] = []  # of the part that is not drawn yet
        self._pages: list[list[Put]] = []  # of that part
        self._parts: list[bytes] = []
        self._languages: Counter[str] = Counter()
        self._setter = Typesetter(_fonts(self._style))
        self._setter.start()
        self._frame: Frame | None = None

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._codes)

    def add(
        self, link: str, caption: str = "", number: str = "", *, title: str = ""
    ) -> tuple[Note, ...]:
        """Put the code of `link`, a URL, on the next label, and on one for each copy.

        Returns what was noted, such as that emoji were left out.

        Args:
            link: for the code.
            caption: lines on the label.
            number: as people write it, for designs that print it.
            title: the largest text on the label.

        Raises:
            SymbolError: `qr_too_long` or `qr_too_dense`.
            TextError: `missing_glyph`, `caption_too_long` or `typesetting_failed`.
        """
        for name, value in (
            ("link", link), ("caption", caption), ("number", number), ("title", title),
        ):  # fmt: skip
            require(name, value, str)
        number = number if self.templates.with_number else ""
        texts = self.templates.texts(title=title, caption=caption, number=number)
        (added,) = self.add_all([Label(link, texts, self.copies)])
        if isinstance(added, RecordError):
            raise added
        return added

    def add_all(self, labels: Iterable[Label], *, one_by_one: bool = False) -> Iterator[Added]:
        """Put many labels on the pages, and yield for each what came of it, in order.

        Many are measured at a time, in another process, while this one makes the codes of the
        next; with `one_by_one`, a label is taken after the one before it has been yielded.
        """
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
                label = f"{self.stock.label[0]:.4g}×{self.stock.label[1]:.4g} mm"
                return SymbolError(
                    error.reason, f"{error.message} That is the code's side on a label of {label}."
                )
        return fitted

    @property
    def _common(self) -> Frame:
        if self._frame is None:
            self._frame = Frame(
                self._design,
                self.stock.label,
                self.stock.page,
                self._accent,
                self._setter.families,
                self._layout,
                title=self._document_title,
                logo=self._style.logo.picture if self._style.logo else None,
                outlines=self._outline,
                cuts=self.stock.design == "business-card",
            )
        return self._frame

    def output(self) -> bytes:
        """Return the file, after the last label: the same for the same labels.

        Raises:
            OptionError: there is no label.
        """
        if not self.labels:
            raise OptionError("There is no label to be printed.")
        self._draw_part()
        self._setter.close()  # what it takes is free for the check
        lang = self._languages.most_common(1)[0][0]
        return finish_pdf(self._parts, self._document_title, lang=lang)

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

    def close(self) -> None:
        """End the process that typesets."""
        self._setter.close()

    def _put(self, fitted: Fitted, copies: int) -> None:
        """Put a card on the next labels."""
        self._languages[fitted.card.lang] += copies
        for _ in range(copies):
            place = self._next_place()
            if not self._cards or self._cards[-1] is not fitted.card:
                self._cards.append(fitted.card)
            self._pages[-1].append(Put(place.x, place.y, len(self._cards) - 1))
            for x, y, side in fitted.codes:
                box = (place.x + x, place.y + y, side, side)
                self._codes[-1].append(Code(box, fitted.card.link, fitted.card.modules))
            self.labels += 1

    def _next_place(self) -> Place:
        """Return where the next label is; on a new page, when the last is full."""
        if not self._codes or self._used == self.stock.count:
            self._used = self._used % self.stock.count
            if sum(map(len, self._pages)) >= LABELS_TOGETHER:
                self._draw_part()
            self._codes.append([])
            self._pages.append([])
        self._used += 1
        place = self._places[self._used - 1]
        return place._replace(x=place.x + self._offset[0], y=place.y + self._offset[1])

    def _draw_part(self) -> None:
        """Draw the pages that are not drawn yet."""
        if not self._cards:
            return
        self._setter.begin_draw(
            self._common.to_draw(self._cards, self._pages),
            sum(map(len, self._pages)),
            "pdf",
            with_system=any(card.needs_system for card in self._cards),
        )
        self._parts += self._setter.finish_draw()
        self._cards, self._pages = [], []


def _cards_of(made: Sequence[Card | RecordError]) -> list[Card]:
    return [each for each in made if isinstance(each, Card)]


def _fonts(style: Style) -> list[Font]:
    if style.font is None:
        return []
    return [Font(style.font, read_whole(style.font, "a .ttf or .otf file", 50_000_000))]


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


def _check_offset(stock: Stock, offset: tuple[float, float]) -> None:
    """Fail unless what is drawn stays on the page."""
    if max(map(abs, offset)) > _FARTHEST_OFFSET_MM:
        raise OptionError(f"An offset is {_FARTHEST_OFFSET_MM:g} mm at most, either way.")
    for by, margin in zip(offset, stock.margins, strict=True):
        if abs(by) > margin + 1.5:
            raise OptionError(
                f"Moved by {by:g} mm, labels of {stock.name} would leave the page: "
                f"{margin + 1.5:.1f} mm either way can be."
            )
