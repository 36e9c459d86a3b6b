"""Acceptors: how a row that has its number becomes a link, a label, or the first of its kind."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from wa_link.address import drawable, phone_of
from wa_link.errors import (
    LinkError,
    Note,
    NoteCode,
    PhoneError,
    Reason,
    RecordError,
    named_option,
)
from wa_link.mojibake import caution
from wa_link.outcome import Accepted, Outcome, Rejected
from wa_link.row_texts import card_texts, copies_reader
from wa_link.ways_out import option
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wa_link.contacts.sheet import Row, Sheet
    from wa_link.phone import PhoneNumber
    from wa_link.printing.labels import LabelSheet
    from wa_link.printing.pages import Label

Acceptor: TypeAlias = "Callable[[Row, PhoneNumber | None], Accepted]"
"""Links a row to a number, or raises RecordError; without one, the row has a link of its own."""
Lines: TypeAlias = "dict[int | str, int]"
"""The numbers, or the links, that were accepted, and on which line each was."""
_NOT_PRINTED = Note(NoteCode.NOT_PRINTED, "No label is printed: its copies are 0.")


def with_own_link(sheet: Sheet, column: str) -> Acceptor:
    """Return what accepts a row with the link in its column.

    Raises:
        OptionError: there is no such column.
    """
    with named_option(option("links_column")):
        index = sheet.column(column)

    def accept_link(row: Row, _: PhoneNumber | None) -> Accepted:
        cell = row.cells[index].strip()
        if not cell:
            raise LinkError(Reason.EMPTY, "There is no link.")
        address = drawable(cell)
        phone = phone_of(address) if address.phone else None
        notes = row.notes
        if found := caution(address.text):
            notes += (found,)
        return Accepted(row, phone, address.text, address.url, address.via, notes)

    return accept_link


def with_texts(accept: Acceptor, labels: LabelSheet, sheet: Sheet) -> Acceptor:
    """Gives what is accepted the texts on its label, and the number of its labels."""
    texts_of = card_texts(sheet, labels.templates)
    copies_of = copies_reader(sheet, labels.copies)

    def accept_with_texts(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        texts, copies = texts_of(row, accepted.phone), copies_of(row, accepted.phone)
        labelled = replace(accepted, texts=texts, copies=copies)
        return labelled if copies else drawn(labelled, (_NOT_PRINTED,))

    return accept_with_texts


def on_labels(
    outcomes: Iterable[Outcome], labels: LabelSheet, lines: Lines | None
) -> Iterator[Outcome]:
    """Put what is accepted on labels, and yield the outcomes, in order, after that.

    A row whose label can't be printed is rejected, and its number is free again, where each number
    may have one link.
    """
    from wa_link.printing.pages import Label  # noqa: PLC0415  (where labels are printed)

    waiting: deque[Outcome] = deque()

    def labels_of() -> Iterator[Label]:
        for outcome in outcomes:
            waiting.append(outcome)
            if isinstance(outcome, Accepted) and outcome.texts is not None:
                yield Label(outcome.url, outcome.texts, outcome.copies)

    for added in labels.add_all(labels_of(), one_by_one=lines is not None):
        while isinstance(waiting[0], Rejected):
            yield waiting.popleft()
        outcome = waiting.popleft()
        assert isinstance(outcome, Accepted)  # noqa: S101  (all others are rejected)
        if isinstance(added, RecordError):
            if lines is not None:
                lines.pop(outcome.url, None)
                lines.pop(int(outcome.phone.digits) if outcome.phone else "", None)
            yield Rejected.of(outcome.row, added)
        else:
            yield drawn(outcome, added)
    yield from waiting


def drawn(accepted: Accepted, notes: tuple[Note, ...]) -> Accepted:
    """The same, its code drawn: with what was noted about that."""
    return replace(accepted, notes=accepted.notes + notes) if notes else accepted


def once(accept: Acceptor, lines: Lines) -> Acceptor:
    """Accepts a number once, or a link; raises PhoneError for one that was accepted before."""

    def accept_once(row: Row, phone: PhoneNumber | None) -> Accepted:
        if phone is not None and (line := lines.get(int(phone.digits))) is not None:
            raise _repeated(f"The number {phone.international} has its link already", line)
        accepted = accept(row, phone)
        key = int(phone.digits) if phone is not None else accepted.url
        if (line := lines.get(key)) is not None:
            raise _repeated(f"The link {shown(accepted.url)} is there already", line)
        if accepted.copies:  # where no label is printed, the number is free for another row
            lines[key] = row.line
        return accepted

    return accept_once


def _repeated(what: str, line: int) -> PhoneError:
    return PhoneError(Reason.DUPLICATE, f"{what}, on line {line}.")
