"""LabelSheet: place labels with QR codes on pages of label paper, and save them as a PDF."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn, Self, Unpack

from wa_link._support.arguments import NONE, option, require
from wa_link._support.extras import missing_extra
from wa_link._support.files import atomic_writer
from wa_link._support.quoting import escape, quote
from wa_link._support.reject_notes import NO_NOTES
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
from wa_link.qr.render.style_keywords import check_styling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_link.errors import Note, NoteCode
    from wa_link.printing.labels.label_drawing import AddResult
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.style_keywords import Styling


class LabelSheet:
    """PDF of labels with QR codes. Use a `with` block, or call `close` to end its child process.

    Attributes:
        stock: kind of label page, such as `L7160`.
        templates: templates of the texts on a label.
        copies: number of copies of each label, or a template of that number, such as `{qty}`.
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
        document_title: str = "Labels",
        **styling: Unpack[Styling],
    ) -> None:
        """Check the options, and make a sheet that has no labels.

        Args:
            stock: kind of label page, or its name, such as `L7160`; see `STOCKS`.
            error_correction: lowest level: `L`, `M`, `Q` or `H`. None means M, or H with a logo.
            start: number of the first label to use on the first page, counted from 1.
            copies: number of copies of each label, 1 to 1,000. If labels are made from rows, it
                can be a template of the number, such as `{qty}`; a row with 0 copies gets no label.
            offset: distances in mm by which everything moves to the right and down, for a printer
                that does not print exactly on the labels.
            outline: whether the edges of the labels are drawn, for a test on plain paper.
            document_title: title of the PDF, which PDF viewers show.
            **styling: style of the codes and cards; see `Styling`. `size` and `module_size` are
                refused, because the label decides the size of its code. `dpi` is the resolution of
                a label printer that prints only black; each module gets a whole number of dots.
                With `bleed`, each label gets its own page, which is larger than the label by the
                bleed on all sides.

        Raises:
            OptionError: an argument is out of its range or has no effect, or a library is not
                installed.
            TypeError: an argument is unknown, or has a wrong type.
        """
        require("stock", stock, str, Stock)
        require("start", start, int)
        require("copies", copies, int, str)
        require("document_title", document_title, str)
        require("outline", outline, bool)
        dpi = styling.pop("dpi", None)
        require("dpi", dpi, int, NONE)
        check_styling(styling, "LabelSheet")
        bleed = styling.pop("bleed", None)
        known = find_stock(stock) if isinstance(stock, str) else stock
        self._style = LabelStyle.from_options(
            known, styling, error_correction, dpi=dpi, bleed=bleed
        )
        self.stock, self.templates = self._style.stock, self._style.templates
        self.copies = parse_copies(copies)
        check_stock(self.stock, start, has_bleed=bleed is not None)
        check_offset(self.stock, offset)
        if not can_read("pdf"):
            raise missing_extra("Checking that codes can be scanned")
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
        """Raise TypeError: a copy or pickle of the sheet could not use its child process."""
        raise TypeError("A LabelSheet can't be copied or pickled: make a new LabelSheet.")

    @property
    def labels(self) -> int:
        """Number of labels on the sheet, copies included."""
        return self._pages.labels

    @property
    def pages(self) -> int:
        """Number of pages of the PDF."""
        return len(self._pages.codes)

    @property
    def codes(self) -> int:
        """Number of QR codes, copies included. A table tent has two codes."""
        return sum(map(len, self._pages.codes))

    @property
    def code_side(self) -> float:
        """Side of the smallest QR code on the sheet in mm; 0 if the sheet has no labels."""
        return self._pages.code_side

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences for the user about the whole PDF, such as that a long PDF has no tags."""
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
        """Place the QR code of a link on the next label, or on several labels if `copies` is not 1.

        Returns:
            Notes about the label, such as emoji that were left out.

        Args:
            link: the WhatsApp link that the code contains.
            caption: lines on the label. Default: the sheet's caption, if it has no `{fields}`.
            number: the phone number as people write it, for designs that print phone numbers.
            title: largest text on the label. Default: the sheet's title, if it has no `{fields}`.
            copies: number of copies of this label. Default: `copies` of the sheet.

        Raises:
            LinkError: `link` is not a WhatsApp link, or its phone number is not valid.
            SymbolError: `qr_too_long` or `qr_too_dense`.
            TextError: `missing_glyph`, `caption_too_long` or `typesetting_failed`.
            OptionError: the sheet is saved or closed; or `copies` is missing, and the default can't
                be used, because it is a template, such as `{qty}`.
        """
        given = {"link": link, "caption": caption, "number": number, "title": title}
        for name, value in given.items():
            require(name, value, str)
        require("copies", copies, int, NONE)
        count = self.copies if copies is None else parse_copies(copies)
        if not isinstance(count, int):
            raise OptionError(
                "The number of copies of this LabelSheet is a template, but add() has no row to "
                f"fill it in: give a number, such as {option('copies', 1)}."
            )
        number = number if self.templates.with_number else ""
        texts = self.templates.make_texts(title=title, caption=caption, number=number)
        label = Label(check_drawable(link).full_url, texts, count)
        with self._lock:  # several threads can use one sheet
            (result,) = self.add_all([label])
        if isinstance(result, RecordError):
            raise result
        return result

    def check_link(self, link: str) -> None:
        """Raise SymbolError (`qr_too_long`) if a link is too long for a QR code."""
        check_fits(link, self._style.level)

    def add_all(self, labels: Iterable[Label]) -> Iterator[AddResult]:
        """Place labels on the pages, and yield the notes or the error of each label, in order.

        Many labels are read from `labels` before their notes are yielded: a child process lays out
        the texts of up to 125 labels together, while this process makes the next codes.

        Raises:
            OptionError: the sheet is saved or closed, or other labels are being added to it.
        """
        for batch in self.add_batches(labels):
            yield from batch

    def add_batches(
        self, labels: Iterable[Label | None], rejected: frozenset[NoteCode] = NO_NOTES
    ) -> Iterator[list[AddResult]]:
        """Place labels on the pages, and yield lists with the notes or the error of each label.

        Labels are laid out in groups, so a list can have many results, or none. If `labels`
        contains None, the results of all labels before it are yielded before the next label is
        read. A label with a note in `rejected` is not placed; its result is an error.

        Raises:
            OptionError: the sheet is saved or closed, or other labels are being added to it.
        """
        self._check_open()
        self._is_adding = True
        try:
            for batch, is_last in split_batches(labels):
                cards = [self._style.make_card(label) for label in batch]
                results = self._drawing.finish_labels(rejected)
                self._check_not_closed()
                self._drawing.begin_labels(batch, cards)
                if is_last:
                    results += self._drawing.finish_labels(rejected)
                yield results
            if results := self._drawing.finish_labels(rejected):
                yield results
        except BaseException:  # nothing will read the answer of the child process
            self._drawing.close()
            raise
        finally:
            self._is_adding = False

    def output(self) -> bytes:
        """Return a PDF of all labels added so far, as bytes. The same labels give the same bytes.

        Raises:
            OptionError: there is no label, the sheet is closed, or labels are being added.
        """
        with self._lock:
            self._check_open()
            if not self.labels:
                raise OptionError("There are no labels to print: add a label first.")
            return self._drawing.finish()

    def check(self, drawing: bytes) -> Iterator[int]:
        """Scan all QR codes of a PDF that `output` returned, page by page.

        Yields:
            The number of codes of a page, after its codes were scanned.

        Raises:
            SymbolError: `qr_unreadable`: a code can't be scanned, or contains another link.
            OptionError: a user's own design draws a QR code that is not expected, covers a code, or
                links to a wrong address.
        """
        return check_labels(drawing, self._pages.codes, self._style.design)

    def save(self, path: str | PathLike[str]) -> None:
        """Scan all QR codes of the PDF, save it completely or not at all, and close the sheet.

        Raises:
            OptionError: the sheet has no labels or is closed, `path` does not end in `.pdf`, or its
                folder does not exist.
            SymbolError: `qr_unreadable`: a code can't be scanned, or contains another link.
            OSError: the file can't be written.
        """
        require("path", path, str, PathLike)
        if Path(path).suffix.lower() != ".pdf" or "\0" in str(path):
            raise OptionError(
                f"Can't write {quote(str(path), 200)}: labels are saved as a PDF, so use a name "
                "that ends in .pdf."
            )
        drawing = self.output()
        for _ in self.check(drawing):
            pass
        with atomic_writer(path) as file:
            file.write(drawing)
        self.close()

    def close(self) -> None:
        """End the child process. After that, no labels can be added, and no PDF can be drawn."""
        self._is_closed = True
        self._drawing.close()

    def _check_open(self) -> None:
        self._check_not_closed()
        if self._is_adding:
            raise OptionError(
                "An earlier call is not finished, and still adds labels to this LabelSheet: read "
                "all results of that call first."
            )

    def _check_not_closed(self) -> None:
        if self._is_closed:
            raise OptionError("This LabelSheet is saved or closed: make a new LabelSheet.")
