"""LabelSheet: labels, one after the other, on the pages of a PDF."""

from __future__ import annotations

from collections import Counter
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn, Self, TypeAlias, Unpack

from wa_link._support.arguments import NONE, option, require
from wa_link._support.child import WorkRefusedError
from wa_link._support.extras import missing_extra
from wa_link._support.files import atomic_writer
from wa_link._support.quoting import escape, quote
from wa_link.errors import OptionError, OutputError, RecordError, SymbolError
from wa_link.links.address import check_drawable
from wa_link.printing.cards.cards import Card
from wa_link.printing.finish.finish_pdf import finish_pdf
from wa_link.printing.labels.label_look import LabelLook
from wa_link.printing.labels.page_links import check_links
from wa_link.printing.labels.pages import LABELS_TOGETHER, Label, Pages, batches
from wa_link.printing.print_options import check_offset, check_stock, copies_option
from wa_link.printing.stock import Stock
from wa_link.printing.stocks import stock_option
from wa_link.printing.typesetting import measuring
from wa_link.printing.typesetting.typesetter import Typesetter, fonts_of
from wa_link.qr.encode.symbol import check_fits
from wa_link.qr.readback import can_read, check_pages
from wa_link.qr.render.style import Styling, check_styling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_link.errors import Note
    from wa_link.printing.typesetting.document import Frame
    from wa_link.printing.typesetting.measuring import Fitted
    from wa_link.qr.encode.tables import ErrorCorrection

_MOST_LABELS = 100_000  # minutes of work, and half a gigabyte of memory

Added: TypeAlias = "tuple[Note, ...] | RecordError"
"""Notes on a label, or why it can't be printed."""


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
            bleed: in mm: each label gets a page of its own, which is larger by that on all sides.
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
        require("outline", outline, bool)
        dpi = styling.pop("dpi", None)
        require("dpi", dpi, int, NONE)
        check_styling(styling, "LabelSheet")
        known = stock_option(stock) if isinstance(stock, str) else stock
        self._look = LabelLook.of(known, styling, error_correction, dpi=dpi, bleed=bleed)
        self.stock, self.templates = self._look.stock, self._look.templates
        self.copies = copies_option(copies)
        if bleed is not None and start != 1:
            raise OptionError(
                f"{option('start', start)} does not go with {option('bleed')}: each label has a "
                "page of its own."
            )
        check_stock(self.stock, start)
        check_offset(self.stock, offset)
        if not can_read("pdf"):
            raise missing_extra("Reading labels back")
        self._outline, self._document_title = outline, escape(document_title)
        self._pages = Pages(self.stock, start=start, offset=offset, dot=self._look.dot)
        self._parts: list[bytes] = []
        self._languages: Counter[str] = Counter()
        self._is_closed = self._is_adding = False
        self._lock = Lock()
        self._frame: Frame | None = None
        self._setter = Typesetter(fonts_of(self._look.style.font))
        self._setter.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        """Refuse to be copied: the process that typesets belongs to one sheet."""
        raise TypeError("A LabelSheet can't be copied or pickled: make another one.")

    @property
    def labels(self) -> int:
        """Number of labels, copies included."""
        return self._pages.labels

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self._pages.codes)

    @property
    def codes(self) -> int:
        """Number of codes: a table tent has two."""
        return sum(map(len, self._pages.codes))

    @property
    def code_side(self) -> float:
        """Side of the smallest code in mm; 0 without labels."""
        return self._pages.code_side

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
            link: for the code: a WhatsApp link.
            caption: lines on the label; those of the sheet when left out, unless a template.
            number: as people write it, for designs that print it.
            title: the largest text on the label; also that of the sheet when left out.
            copies: of this label; those of the sheet when left out.

        Raises:
            LinkError: it is not a WhatsApp link, or its number is not valid.
            SymbolError: `qr_too_long` or `qr_too_dense`.
            TextError: `missing_glyph`, `caption_too_long` or `typesetting_failed`.
            OptionError: the sheet is saved or closed, or the copies are not known.
        """
        given = {"link": link, "caption": caption, "number": number, "title": title}
        for name, value in given.items():
            require(name, value, str)
        require("copies", copies, int, NONE)
        count = self.copies if copies is None else copies_option(copies)
        if not isinstance(count, int):
            raise OptionError("No row says how many labels are printed: give copies=.")
        number = number if self.templates.with_number else ""
        texts = self.templates.texts(title=title, caption=caption, number=number)
        label = Label(check_drawable(link).url, texts, count)
        with self._lock:  # threads may share a sheet
            (added,) = self.add_all([label])
        if isinstance(added, RecordError):
            raise added
        return added

    def check_link(self, link: str) -> None:
        """Raise an error for a link that no code contains, without making one.

        Raises:
            SymbolError: `qr_too_long`.
        """
        check_fits(link, self._look.level)

    def add_all(self, labels: Iterable[Label]) -> Iterator[Added]:
        """Put many labels on the pages, and yield for each what came of it, in order.

        Many are measured at a time, in another process, while this one makes the codes of the next.

        Raises:
            OptionError: the sheet is saved or closed, or other labels are being added to it.
        """
        for batch in self.add_batches(labels):
            yield from batch

    def add_batches(self, labels: Iterable[Label | None]) -> Iterator[list[Added]]:
        """Put many labels on the pages, and yield what came of those that were measured together.

        A None has all labels before it finished before the next one is taken; it has a batch of
        its own, which may be empty. Errors are those of `add_all`.
        """
        self._check_open()
        before: tuple[list[Label], list[Card | RecordError]] | None = None
        self._is_adding = True
        try:
            for batch, is_last in batches(labels):
                made = [self._look.card(label) for label in batch]
                added = self._finish(*before) if before else []
                before = (batch, made)
                self._check_not_closed()
                if batch:
                    measuring.begin(self._setter, self._common, _cards_of(made))
                if is_last:
                    added += self._finish(*before) if batch else []
                    before = None
                yield added
            if before:
                yield self._finish(*before)
        except BaseException:  # nobody takes the answer that is waited for
            self._setter.close()
            raise
        finally:
            self._is_adding = False

    def _finish(self, labels: Sequence[Label], made: Sequence[Card | RecordError]) -> list[Added]:
        """Take what came of some labels, and put them on pages."""
        fitted = iter(measuring.finish(self._setter, self._common, _cards_of(made)))
        added: list[Added] = []
        for card, label in zip(made, labels, strict=True):
            result = card if isinstance(card, RecordError) else next(fitted)
            if not isinstance(result, RecordError):
                result = self._look.checked(result)
            if isinstance(result, RecordError):
                self.templates.check_glyph(result)
                added.append(result)
                continue
            self._put(result, label.copies)
            added.append(result.card.notes)
        return added

    @property
    def _common(self) -> Frame:
        if self._frame is None:
            families, title = self._setter.families, self._document_title
            corners, outlines = self._pages.corners, self._outline
            self._frame = self._look.frame(families, title, corners, outlines=outlines)
        return self._frame

    def output(self) -> bytes:
        """Return the file, after the last label: the same for the same labels.

        Raises:
            OptionError: there is no label, or the sheet is closed, or labels are being added.
        """
        with self._lock:
            return self._output()

    def _output(self) -> bytes:
        self._check_open()
        if not self.labels:
            raise OptionError("No label is to be printed.")
        parts = [*self._parts, *self._drawn()]
        self._setter.close()  # what it takes is free for the check
        lang = self._languages.most_common(1)[0][0]
        return finish_pdf(parts, self._document_title, lang=lang, bleed=self._look.bleed)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on the file as a whole."""
        if not self._parts:
            return ()
        return (f"A file of more than {LABELS_TOGETHER:,} labels has no tags for screen readers.",)

    def check(self, drawing: bytes) -> Iterator[int]:
        """Read all labels back from the file that `output` gave, page by page.

        Yields how many there are on each page that has been read.

        Raises:
            SymbolError: (as pages are taken) `qr_unreadable`, for a label that cannot be read.
            OptionError: a person's own design draws or links something else than the cards' links.
        """
        if not self._look.design.is_own:
            yield from check_pages(drawing, self._pages.codes)
            return
        design = self._look.design.name
        check_links(drawing, self._pages.codes, design)
        try:
            yield from check_pages(drawing, self._pages.codes, only_these=True)
        except SymbolError as error:
            raise OptionError(
                f"The design {quote(design, 200)} can't be used: {error.message} Draw each code "
                "with code(card, side), and nothing over it."
            ) from None

    def save(self, path: str | PathLike[str]) -> None:
        """Save the pages as a PDF, whole or not at all, after all labels have been read back.

        The sheet is closed after that.

        Raises:
            OptionError: there is no label, or no such folder; or the sheet is closed.
            SymbolError: `qr_unreadable`, for a label that cannot be read.
            OSError: the file cannot be written.
        """
        require("path", path, str, PathLike)
        if Path(path).suffix.lower() != ".pdf" or "\0" in str(path):
            raise OptionError(f"Labels are a PDF: {quote(str(path), 200)} must end in .pdf.")
        drawing = self.output()
        for _ in self.check(drawing):
            pass
        with atomic_writer(path) as file:
            file.write(drawing)
        self.close()

    def close(self) -> None:
        """End the process that typesets: nothing can be added or drawn after that."""
        self._is_closed = True
        self._setter.close()

    def _check_open(self) -> None:
        self._check_not_closed()
        if self._is_adding:
            raise OptionError(
                "Other labels are being added to this LabelSheet: go through all of their results "
                "first."
            )

    def _check_not_closed(self) -> None:
        if self._is_closed:
            raise OptionError("This LabelSheet is saved or closed: make another one.")

    def _put(self, fitted: Fitted, copies: int) -> None:
        """Put a card on the next labels."""
        if self.labels + copies > _MOST_LABELS:
            raise OutputError(
                f"A file of labels has {_MOST_LABELS:,} labels at most: print fewer rows or copies."
            )
        self._languages[fitted.card.lang] += copies
        for _ in range(copies):
            if self._pages.is_part_full:
                self._draw_part()
            self._pages.add(fitted)

    def _draw_part(self) -> None:
        """Draw the pages that are not drawn yet, and make room for others."""
        self._parts += self._drawn()
        self._pages.begin_part()
        self._setter.close()  # what a process has freed, it does not give back
        self._setter.start()

    def _drawn(self) -> list[bytes]:
        """Return a drawing of the pages that are not drawn yet."""
        cards, pages = self._pages.cards, self._pages.puts
        if not cards:
            return []
        self._setter.begin_draw(
            self._common.to_draw(cards, pages),
            sum(map(len, pages)),
            "pdf",
            with_system=any(card.needs_system for card in cards),
        )
        try:
            return self._setter.finish_draw()
        except WorkRefusedError as error:
            raise self._look.design.failure(str(error)) from None


def _cards_of(made: Sequence[Card | RecordError]) -> list[Card]:
    return [each for each in made if isinstance(each, Card)]
