"""Acceptors: how a row that has its number becomes a link, a label, or the first of its kind."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from wa_link._support.mojibake import mojibake_note
from wa_link._support.quoting import quote
from wa_link._support.ways_out import option
from wa_link.batch.outcome import Accepted, Outcome, Rejected
from wa_link.batch.row_texts import card_texts, copies_reader, renderer
from wa_link.errors import LinkError, Note, NoteCode, PhoneError, Reason, RecordError, named_option
from wa_link.links.address import check_drawable, phone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wa_link.phone import PhoneNumber
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.printing.labels.labels import LabelSheet
    from wa_link.printing.labels.pages import Label
    from wa_link.sheets.sheet import Row, Sheet

Acceptor: TypeAlias = "Callable[[Row, PhoneNumber | None], Accepted]"
"""Links a row to a number, or raises RecordError; without one, the row has a link of its own."""
Key: TypeAlias = "int | str"
"""A number, or a link."""
# Outcomes without a label that wait for those before them, at most.
_MOST_WAITING = 1_000
_NOT_PRINTED = Note(NoteCode.NOT_PRINTED, "No label is printed: its copies are 0.")


def accept_own_links(sheet: Sheet, column: str) -> Acceptor:
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
        address = check_drawable(cell)
        phone = phone_of(address) if address.phone else None
        notes = row.notes
        if found := mojibake_note(address.text):
            notes += (found,)
        return Accepted(row, phone, address.text, address.url, address.via, notes)

    return accept_link


def add_codes(accept: Acceptor, codes: CodeFolder, sheet: Sheet, *, draw: bool) -> Acceptor:
    """Return what also gives a code to a row, or raises SymbolError where none holds the link."""
    with named_option(option("name")):
        name_of = renderer(sheet, codes.name, "%06d")
    from wa_link.printing.codes.folder import Order  # noqa: PLC0415  (where codes are drawn)

    texts_of = card_texts(sheet, codes.templates)

    def accept_with_code(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        texts = texts_of(row, accepted.phone)
        code = codes.file_name(accepted.url, name_of(row, accepted.phone))
        named = replace(accepted, code=code, texts=texts)
        return add_code_notes(named, codes.draw(Order(named.url, code, texts))) if draw else named

    return accept_with_code


def add_label_texts(accept: Acceptor, labels: LabelSheet, sheet: Sheet) -> Acceptor:
    """Gives what is accepted the texts on its label, and the number of its labels."""
    texts_of = card_texts(sheet, labels.templates)
    copies_of = copies_reader(sheet, labels.copies)

    def accept_with_texts(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        labels.check_link(accepted.url)  # many rows wait to be measured: none of megabytes
        texts, copies = texts_of(row, accepted.phone), copies_of(row, accepted.phone)
        labelled = replace(accepted, texts=texts, copies=copies)
        return labelled if copies else add_code_notes(labelled, (_NOT_PRINTED,))

    return accept_with_texts


class UndecidedError(Exception):
    """A row may repeat another whose code or label is not made yet: it has to wait."""


@dataclass(slots=True)
class Seen:
    """Numbers and links that were accepted, where each may have one link.

    Attributes:
        lines: on which line each was.
        awaited: those whose code or label is not made yet, and may fail.
    """

    lines: dict[Key, int] = field(default_factory=dict)
    awaited: set[Key] = field(default_factory=set)

    def wait_for(self, accepted: Accepted) -> None:
        """Note that the code or label of a row is not made yet."""
        self.awaited.update(_keys(accepted))

    def settle(self, accepted: Accepted, *, is_made: bool) -> None:
        """Note what came of a row; where its code or label can't be made, its number is free."""
        for key in _keys(accepted):
            self.awaited.discard(key)
            if not is_made:
                self.lines.pop(key, None)

    def line_of(self, key: Key) -> int | None:
        """Return the line on which a number or a link was accepted.

        Raises:
            AwaitedError: it may be free soon.
        """
        if key in self.awaited:
            raise UndecidedError
        return self.lines.get(key)


def _keys(accepted: Accepted) -> tuple[Key, ...]:
    return (accepted.url, int(accepted.phone.digits)) if accepted.phone else (accepted.url,)


def put_on_labels(
    outcomes: Iterable[Outcome | None], labels: LabelSheet, seen: Seen | None
) -> Iterator[Outcome]:
    """Put what is accepted on labels, and yield the outcomes, in order, after that.

    A row whose label can't be printed is rejected, and its number is free again, where each number
    may have one link. A None is yielded where an outcome depends on those before it.
    """
    waiting: deque[Outcome] = deque()
    seen = seen or Seen()
    for batch in labels.add_batches(_labels_of(outcomes, waiting, seen)):
        for added in batch:
            while not _has_label(outcome := waiting.popleft()):
                yield outcome
            seen.settle(outcome, is_made=not isinstance(added, RecordError))
            if isinstance(added, RecordError):
                yield Rejected.of(outcome.row, added)
            else:
                yield add_code_notes(outcome, added)
        while waiting and not _has_label(waiting[0]):
            yield waiting.popleft()
    yield from waiting


def _labels_of(
    outcomes: Iterable[Outcome | None], waiting: deque[Outcome], seen: Seen
) -> Iterator[Label | None]:
    """Yield the labels of outcomes, which wait for them; see `LabelSheet.add_batches`."""
    from wa_link.printing.labels.pages import Label  # noqa: PLC0415  (where labels are printed)

    without = 0
    for outcome in outcomes:
        if outcome is None:
            yield None
            continue
        waiting.append(outcome)
        if _has_label(outcome):
            assert outcome.texts is not None  # noqa: S101  (it has a label)
            seen.wait_for(outcome)
            yield Label(outcome.url, outcome.texts, outcome.copies)
            continue
        without += 1
        if without % _MOST_WAITING == 0:  # of many rejected rows, a caller wants to see some
            yield None


def _has_label(outcome: Outcome) -> TypeGuard[Accepted]:
    return isinstance(outcome, Accepted) and outcome.texts is not None and outcome.copies > 0


def add_code_notes(accepted: Accepted, notes: tuple[Note, ...]) -> Accepted:
    """The same, its code drawn: with what was noted about that."""
    return replace(accepted, notes=accepted.notes + notes) if notes else accepted


def reject_duplicates(accept: Acceptor, seen: Seen) -> Acceptor:
    """Return what accepts a number, or a link, once.

    It raises PhoneError for one that was accepted before, and AwaitedError where that can't be
    said yet.
    """

    def accept_once(row: Row, phone: PhoneNumber | None) -> Accepted:
        if phone is not None and (line := seen.line_of(int(phone.digits))) is not None:
            raise _repeated(f"The number {phone.international} has its link already", line)
        accepted = accept(row, phone)
        key = int(phone.digits) if phone is not None else accepted.url
        if (line := seen.line_of(key)) is not None:
            raise _repeated(f"The link {quote(accepted.url)} is there already", line)
        if accepted.copies:  # where no label is printed, the number is free for another row
            seen.lines[key] = row.line
        return accepted

    return accept_once


def _repeated(what: str, line: int) -> PhoneError:
    return PhoneError(Reason.DUPLICATE, f"{what}, on line {line}.")
