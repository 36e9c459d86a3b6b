"""Acceptors: functions that make the link of a row, and name its code or fill its label."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import option
from wa_link._support.mojibake import find_mojibake
from wa_link.batch.outcome import Accepted
from wa_link.batch.template_values import card_texts, copies_reader, renderer
from wa_link.errors import LinkError, Note, NoteCode, Reason, named_option
from wa_link.links.url_checks import check_drawable, read_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.phone import PhoneNumber
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.printing.labels.label_sheet import LabelSheet
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

Acceptor: TypeAlias = "Callable[[Row, PhoneNumber | None], Accepted]"
"""Links a row to a number, or raises RecordError; None for a row that has its own link."""
_NOT_PRINTED = Note(NoteCode.NOT_PRINTED, "No label is printed: its copies are 0.")


def accept_own_links(index: int, *, is_batch_output: bool = False) -> Acceptor:
    """Return an acceptor that takes a row's link from the column with that index.

    Args:
        index: index of the column in the cells of a row.
        is_batch_output: whether an earlier `convert` wrote the column, so that the link of a
            rejected row is blank; for the message.
    """
    why = "There is no link."
    if is_batch_output:
        why = "There is no link in wa_link: fix the number of this row, and run batch again."

    def accept_link(row: Row, _: PhoneNumber | None) -> Accepted:
        cell = row.cells[index].strip()
        if not cell:
            raise LinkError(Reason.EMPTY, why)
        address = check_drawable(cell)
        phone = read_phone(address) if address.phone else None
        notes = row.notes
        if found := find_mojibake(address.text):
            notes += (found,)
        return Accepted(row, phone, address.text, address.url, address.via, notes)

    return accept_link


def add_codes(accept: Acceptor, codes: CodeFolder, sheet: Sheet, *, draw: bool) -> Acceptor:
    """Return an acceptor that also names the code of a row, and with `draw` saves it.

    The acceptor raises SymbolError for a link that does not fit into a code.
    """
    with named_option(option("name")):
        name_of = renderer(sheet, codes.name, "%06d")
    from wa_link.printing.codes.drawing import DrawJob  # noqa: PLC0415  (loads Pillow)

    texts_of = card_texts(sheet, codes.templates)

    def accept_with_code(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        texts = texts_of(row, accepted.phone)
        code = codes.claim_name(accepted.url, name_of(row, accepted.phone))
        named = replace(accepted, code=code, texts=texts)
        if not draw:
            return named
        return add_code_notes(named, codes.save_job(DrawJob(named.url, texts, code)))

    return accept_with_code


def add_label_texts(accept: Acceptor, labels: LabelSheet, sheet: Sheet) -> Acceptor:
    """Return an acceptor that also fills in the texts on a row's label, and its copies."""
    texts_of = card_texts(sheet, labels.templates)
    copies_of = copies_reader(sheet, labels.copies)

    def accept_with_texts(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        labels.check_link(accepted.url)  # many rows wait in memory: their links must be short
        texts, copies = texts_of(row, accepted.phone), copies_of(row, accepted.phone)
        labelled = replace(accepted, texts=texts, copies=copies)
        return labelled if copies else add_code_notes(labelled, (_NOT_PRINTED,))

    return accept_with_texts


def add_code_notes(accepted: Accepted, notes: tuple[Note, ...]) -> Accepted:
    """Return the row with the notes on its code or label."""
    return replace(accepted, notes=accepted.notes + notes) if notes else accepted
