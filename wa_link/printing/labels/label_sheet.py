"""LabelSheet: print labels, one after the other, on the pages of a PDF."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn, Self, Unpack

from wa_link._support.arguments import NONE, option, require
from wa_link._support.extras import missing_extra
from wa_link._support.files import atomic_writer
from wa_link._support.quoting import escape, quote
from wa_link.errors import OptionError, RecordError
from wa_link.links.url_checks import check_drawable
from wa_link.printing.label_stock import Stock
from wa_link.printing.labels.label_check import check_labels
from wa_link.printing.labels.label_drawing import LabelDrawing, make_untagged_remark
from wa_link.printing.labels.label_pages import Label, LabelPages, split_batches
from wa_link.printing.labels.label_style import LabelStyle
from wa_link.printing.labels.option_checks import check_offset, check_stock, parse_copies
from wa_link.printing.stock_list import find_stock
from wa_link.qr.encode.symbol import check_fits
from wa_link.qr.readback import can_read
from wa_link.qr.render.styling import check_styling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_link.errors import Note
    from wa_link.printing.labels.label_drawing import AddResult
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.styling import Styling


class LabelSheet:
    """Labels on pages. Use it as a context manager, or close it: it has a child process.

    Attributes:
        stock: page of labels.
        templates: templates of the texts on a label.
        copies: number of copies of each label, or a template of it.
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
            stock: page of labels, or the name of a stock; see `STOCKS`.
            error_correction: lowest level: `L`, `M`, `Q` or `H`. None for M, or for H with a logo.
            start: number of the first free label of the first page, from 1.
            copies: copies of each label: 1 to 1,000, or a template of the number, such as `{qty}`,
                if labels are made from rows; a row with 0 copies gets no label.
            offset: distances in mm by which everything moves to the right and down, for a printer
                that drifts.
            outline: whether the edges of labels are drawn, for a test on plain paper.
            bleed: bleed in mm for a print shop: each label gets its own page, which is larger by
                the bleed on all sides. None for none.
            document_title: title of the PDF, which viewers show.
            **styling: style of codes and cards; see `Styling`. The label decides the size of the
                code. `dpi` is the resolution of a label printer, which prints only black: modules
                become whole dots.

        Raises:
            OptionError: an argument is out of its range or has no effect, or a library is not
                installed.
            TypeError: an argument is unknown, or has a wrong type.
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
        known = find_stock(stock) if isinstance(stock, str) else stock
        self._style = LabelStyle.from_options(
            known, styling, error_correction, dpi=dpi, bleed=bleed
        )
        self.stock, self.templates = self._style.stock, self._style.templates
        self.copies = parse_copies(copies)
        check_stock(self.stock, start, has_bleed=bleed is not None)
        check_offset(self.stock, offset)
        if not can_read("pdf"):
            raise missing_extra("Reading labels back")
        self._pages = LabelPages(self.stock, start=start, offset=offset, dot=self._style.dot)
        self._is_closed = self._is_adding = False
        self._lock = Lock()
        self._drawing = LabelDrawing(
            self._style, self._pages, escape(document_title), outlines=outline
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        """Refuse to be copied: the child process belongs to one sheet."""
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

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences about the file as a whole."""
        return (make_untagged_remark(),) if self._drawing.has_several_parts else ()

    def add(
        self,
        link: str,
        caption: str = "",
        number: str = "",
        *,
        title: str = "",
        copies: int | None = None,
    ) -> tuple[Note, ...]:
        """Put the code of a link on the next label, and on one more label for each further copy.

        Returns:
            Notes about the label, such as emoji that were left out.

        Args:
            link: a WhatsApp link, for the code.
            caption: lines on the label. Default: the caption of the sheet, if it has no fields.
            number: the phone number, written for people, for designs that print it.
            title: largest text on the label. Default: the title of the sheet, if it has no fields.
            copies: copies of this label. Default: the copies of the sheet.

        Raises:
            LinkError: it is not a WhatsApp link, or its number is not valid.
            SymbolError: `qr_too_long` or `qr_too_dense`.
            TextError: `missing_glyph`, `caption_too_long` or `typesetting_failed`.
            OptionError: the sheet is saved or closed, or the number of copies is not known.
        """
        given = {"link": link, "caption": caption, "number": number, "title": title}
        for name, value in given.items():
            require(name, value, str)
        require("copies", copies, int, NONE)
        count = self.copies if copies is None else parse_copies(copies)
        if not isinstance(count, int):
            raise OptionError(
                "The copies of this LabelSheet are a template, which needs a row: give "
                f"{option('copies', 1)}."
            )
        number = number if self.templates.with_number else ""
        texts = self.templates.make_texts(title=title, caption=caption, number=number)
        label = Label(check_drawable(link).url, texts, count)
        with self._lock:  # threads may share a sheet
            (result,) = self.add_all([label])
        if isinstance(result, RecordError):
            raise result
        return result

    def check_link(self, link: str) -> None:
        """Check that a link fits in a code, without making the code.

        Raises:
            SymbolError: `qr_too_long`.
        """
        check_fits(link, self._style.level)

    def add_all(self, labels: Iterable[Label]) -> Iterator[AddResult]:
        """Put labels on the pages, and yield the result of each, in order.

        A child process measures many labels together, while this process makes the next codes.

        Raises:
            OptionError: the sheet is saved or closed, or other labels are being added to it.
        """
        for batch in self.add_batches(labels):
            yield from batch

    def add_batches(self, labels: Iterable[Label | None]) -> Iterator[list[AddResult]]:
        """Put labels on the pages, and yield the results of those that were measured together.

        A None in `labels` finishes all labels before it, and yields their results, before the next
        label is taken; that list may be empty.

        Raises:
            OptionError: for the same reasons as `add_all`.
        """
        self._check_open()
        self._is_adding = True
        try:
            for batch, is_last in split_batches(labels):
                cards = [self._style.make_card(label) for label in batch]
                results = self._drawing.finish_labels()
                self._check_not_closed()
                self._drawing.begin_labels(batch, cards)
                if is_last:
                    results += self._drawing.finish_labels()
                yield results
            if results := self._drawing.finish_labels():
                yield results
        except BaseException:  # nobody will take the answer of the child process
            self._drawing.close()
            raise
        finally:
            self._is_adding = False

    def output(self) -> bytes:
        """Return the PDF, after the last label. The same labels give the same bytes.

        Raises:
            OptionError: there is no label, the sheet is closed, or labels are being added.
        """
        with self._lock:
            self._check_open()
            if not self.labels:
                raise OptionError("There are no labels to print: add one first.")
            return self._drawing.finish()

    def check(self, drawing: bytes) -> Iterator[int]:
        """Read all labels back from the PDF of `output`, page by page.

        Yields:
            The number of codes of each page, after the page was read.

        Raises:
            SymbolError: `qr_unreadable`: a code can't be read.
            OptionError: a user's own design draws another code, or links to another address.
        """
        return check_labels(drawing, self._pages.codes, self._style.design)

    def save(self, path: str | PathLike[str]) -> None:
        """Read all labels back, save them as a PDF, whole or not at all, and close the sheet.

        Raises:
            OptionError: there is no label, no such folder, or the sheet is closed.
            SymbolError: `qr_unreadable`: a code can't be read.
            OSError: the file can't be written.
        """
        require("path", path, str, PathLike)
        if Path(path).suffix.lower() != ".pdf" or "\0" in str(path):
            raise OptionError(
                f"Can't write {quote(str(path), 200)}: labels are a PDF, so end the name in .pdf."
            )
        drawing = self.output()
        for _ in self.check(drawing):
            pass
        with atomic_writer(path) as file:
            file.write(drawing)
        self.close()

    def close(self) -> None:
        """End the child process. Nothing can be added or drawn after that."""
        self._is_closed = True
        self._drawing.close()

    def _check_open(self) -> None:
        self._check_not_closed()
        if self._is_adding:
            raise OptionError(
                "Other labels are being added to this LabelSheet: read all of their results first."
            )

    def _check_not_closed(self) -> None:
        if self._is_closed:
            raise OptionError("This LabelSheet is saved or closed: make another one.")
