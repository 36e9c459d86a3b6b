"""LabelDrawing: find text sizes that fit on labels, fill the pages, and draw them as a PDF."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.child import WorkRefusedError
from wa_link._support.reject_notes import NO_NOTES, find_refusal
from wa_link.errors import OutputError, RecordError
from wa_link.printing.cards.cards import Card
from wa_link.printing.finish.finish_pdf import finish_pdf
from wa_link.printing.label_limits import MAX_LABELS
from wa_link.printing.labels.label_pages import LABELS_PER_PART
from wa_link.printing.typesetting.measure_cards import begin_measuring, finish_measuring
from wa_link.printing.typesetting.typesetter import Typesetter, load_fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.errors import Note, NoteCode
    from wa_link.printing.labels.label_pages import Label, LabelPages
    from wa_link.printing.labels.label_style import LabelStyle
    from wa_link.printing.typesetting.document import DocumentSetup
    from wa_link.printing.typesetting.measured_card import MeasuredCard

AddResult: TypeAlias = "tuple[Note, ...] | RecordError"
"""Notes about a label that is placed on a page, or the error of a label that can't be printed."""


class LabelDrawing:
    """Draw labels as a PDF in a child process, 1,000 labels at a time, to limit the memory."""

    def __init__(self, style: LabelStyle, pages: LabelPages, title: str, *, outlines: bool) -> None:
        """Start the child process, which runs Typst.

        Args:
            style: style of all labels.
            pages: pages on which the labels are placed.
            title: title of the PDF.
            outlines: whether the edges of labels are drawn.

        Raises:
            OptionError: the font can't be read, or a library is not installed.
        """
        self._style, self._pages = style, pages
        self._title, self._outlines = title, outlines
        self._parts: list[bytes] = []
        self._sent: tuple[Sequence[Label], Sequence[Card | RecordError]] | None = None
        self._languages: Counter[str] = Counter()
        self._saved_setup: DocumentSetup | None = None
        self._typesetter = Typesetter(load_fonts(style.style.font))
        self._typesetter.start()

    @property
    def has_several_parts(self) -> bool:
        """Return whether the PDF is drawn in several parts, as it has more than 1,000 labels."""
        return bool(self._parts)

    @property
    def _setup(self) -> DocumentSetup:
        """Return the settings of the Typst document. They are made once, at the first use."""
        if self._saved_setup is None:
            self._saved_setup = self._style.make_setup(
                self._typesetter.families, self._title, self._pages.corners, outlines=self._outlines
            )
        return self._saved_setup

    def begin_labels(self, labels: Sequence[Label], cards: Sequence[Card | RecordError]) -> None:
        """Send labels to the child process, which finds the text sizes that fit on each label.

        Call `finish_labels` before you call this method again.

        Args:
            labels: the labels; nothing is sent if there are none.
            cards: for each label, its QR code and texts, or an error if they could not be made.

        Raises:
            OptionError: the font can't be used, or a library is not installed.
        """
        if labels:
            begin_measuring(self._typesetter, self._setup, _drop_errors(cards))
            self._sent = (labels, cards)

    def finish_labels(self, rejected: frozenset[NoteCode] = NO_NOTES) -> list[AddResult]:
        """Wait for the answer to `begin_labels`, and place the labels on pages.

        Return, for each label, its notes, or an error if the label can't be printed, or has a note
        whose code is in `rejected`. If `begin_labels` sent nothing, return an empty list.

        Raises:
            OptionError: the design can't be used, or an error affects all labels, such as a call to
                action that has a character without a glyph.
            OutputError: the PDF would have more than MAX_LABELS labels.
        """
        if self._sent is None:
            return []
        (labels, cards), self._sent = self._sent, None
        valid = _drop_errors(cards)
        measured = iter(finish_measuring(self._typesetter, self._setup, valid))
        results: list[AddResult] = []
        for card, label in zip(cards, labels, strict=True):
            result = card if isinstance(card, RecordError) else next(measured)
            if not isinstance(result, RecordError):
                result = self._style.check_codes(result)
            if isinstance(result, RecordError):
                self._style.templates.check_glyph(result)
                results.append(result)
                continue
            if rejected and (refusal := find_refusal(result.card.notes, rejected)):
                results.append(refusal)
                continue
            self._place(result, label.copies)
            results.append(result.card.notes)
        return results

    def _place(self, measured: MeasuredCard, copies: int) -> None:
        """Place the copies of a card on the next labels; draw the pages after about 1,000 labels.

        Raises:
            OutputError: the PDF would have more than MAX_LABELS labels.
        """
        if self._pages.labels + copies > MAX_LABELS:
            raise OutputError(
                f"A PDF can have at most {MAX_LABELS:,} labels: print fewer rows or copies."
            )
        self._languages[measured.card.lang] += copies
        for _ in range(copies):
            if self._pages.is_part_full:
                self._parts += self._draw_part()
                self._pages.start_part()
                self._typesetter.close()  # a process does not return freed memory to the system
                self._typesetter.start()
            self._pages.add(measured)

    def finish(self) -> bytes:
        """Draw the remaining pages, end the child process, and return the whole PDF."""
        parts = [*self._parts, *self._draw_part()]
        self._typesetter.close()  # frees memory, which the check of the PDF needs
        lang = self._languages.most_common(1)[0][0]
        return finish_pdf(parts, self._title, lang=lang, bleed=self._style.bleed)

    def close(self) -> None:
        """End the child process, and discard the labels that it is still measuring."""
        self._sent = None
        self._typesetter.close()

    def _draw_part(self) -> list[bytes]:
        """Draw the pages that are not drawn yet, and return a list that contains their PDF.

        If all pages are already drawn, return an empty list.

        Raises:
            OptionError: the design can't be used.
        """
        cards, pages = self._pages.cards, self._pages.placed
        if not cards:
            return []
        self._typesetter.begin_draw(
            self._setup.make_drawing_files(cards, pages),
            sum(map(len, pages)),
            "pdf",
            with_system=any(card.needs_system for card in cards),
        )
        try:
            return self._typesetter.finish_draw()
        except WorkRefusedError as error:
            raise self._style.design.make_error(str(error)) from None


def make_untagged_remark() -> str:
    """Return the sentence that says that a large PDF has no tags for screen readers."""
    return f"A PDF of more than {LABELS_PER_PART:,} labels has no tags for screen readers."


def _drop_errors(cards: Sequence[Card | RecordError]) -> list[Card]:
    """Return only the cards from a list that contains cards and errors."""
    return [card for card in cards if isinstance(card, Card)]
