"""Acceptors: functions that make the link of one row, or raise the error that rejects the row.

`add_codes` and `add_label_texts` wrap an acceptor. The new acceptor also names and draws the QR
code of the row, or makes the texts on its label.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import named_option, option
from wa_link._support.quoting import quote
from wa_link._support.reject_notes import NO_NOTES, refuse_notes
from wa_link.batch.outcome import Accepted
from wa_link.batch.template_variables import card_texts, copies_reader, renderer
from wa_link.errors import LinkError, Note, NoteCode, Reason
from wa_link.links.chat_link import build_url
from wa_link.links.chat_link_forms import Via
from wa_link.links.encoded_text import text_notes
from wa_link.links.given_link import keep_link
from wa_link.links.prefilled_text import encode
from wa_link.links.usernames import USERNAME_NOTE, parse_username
from wa_link.phone.blanks import says_none

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.batch.template_variables import RowText
    from wa_link.phone import PhoneNumber
    from wa_link.printing.cards.card_templates import CardTemplates
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.printing.labels.label_sheet import LabelSheet
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

Acceptor: TypeAlias = "Callable[[Row, PhoneNumber | None], Accepted]"
"""Return a row with its link to the phone number, or raise RecordError to reject the row. The phone
number is None if a link or a username is read from the row instead."""
ReadUsername: TypeAlias = "Callable[[Row], str]"
"""Return the username of a row, in small letters."""
_WITHOUT_NUMBER = Note(
    NoteCode.NUMBER_LEFT_OUT,
    "No phone number is printed, because the link contains none: to print another text, write it "
    "into a column, and name the column in the caption.",
)
_NOT_PRINTED = Note(NoteCode.NOT_PRINTED, "No label is printed, because the number of copies is 0.")


def accept_numbers(make_text: RowText, via: Via, *, removes_text: bool) -> Acceptor:
    """Return a function that makes the link to the phone number of a row.

    If the number was written in a WhatsApp link, the function keeps the text or the page of that
    link, unless the row has another text.

    Args:
        make_text: function that makes the text of a row.
        via: form of the links.
        removes_text: whether the text of a WhatsApp link is removed if the row has no other text.
    """
    no_text = "" if removes_text else None

    def accept_number(row: Row, phone: PhoneNumber | None) -> Accepted:
        assert phone is not None  # noqa: S101  (None comes only to the other acceptors)
        text, encoded = make_text(row, phone)
        notes, page_url = phone.notes, ""
        if phone.link:
            kept = keep_link(phone, text or no_text, via)
            text, encoded, page_url = kept.text, encode(kept.text), kept.page_url
            notes += kept.notes
        notes += row.notes
        if "%" in text or "&" in text or not text.isascii():
            notes += text_notes(text)
        if page_url:
            return Accepted(row, phone, "", page_url, Via.WA_ME, notes, page_url=page_url)
        return Accepted(row, phone, text, build_url(phone.digits, encoded, via), via, notes)

    return accept_number


def accept_usernames(
    read_username: ReadUsername, make_text: RowText, accept_number: Acceptor
) -> Acceptor:
    """Return a function that makes the link to the username of a row.

    For a row with a phone number, it calls `accept_number`.
    """

    def accept_username(row: Row, phone: PhoneNumber | None) -> Accepted:
        if phone is not None:
            return accept_number(row, phone)
        username = read_username(row)
        text, encoded = make_text(row, None)
        notes = (USERNAME_NOTE, *row.notes)
        if "%" in text or "&" in text or not text.isascii():
            notes += text_notes(text)
        url = build_url(username, encoded, Via.WA_ME)
        return Accepted(row, None, text, url, Via.WA_ME, notes, username=username)

    return accept_username


def usernames_reader(index: int) -> ReadUsername:
    """Return a function that reads the username of a row from a cell.

    The function raises LinkError with the reason `empty` if the cell is blank or contains a word
    such as `none`, and with the reason `invalid_username` if WhatsApp allows no such username.
    """

    def read_username(row: Row) -> str:
        # An apostrophe is typed before @ in spreadsheets, because @ begins a formula.
        text = row.cells[index].strip().removeprefix("'")
        if says_none(text):
            raise LinkError(Reason.EMPTY, f"{quote(text)} says that there is no username.")
        return parse_username(text)

    return read_username


def reject_noted(accept: Acceptor, rejected: frozenset[NoteCode]) -> Acceptor:
    """Return a function that makes the link of a row with `accept`, but refuses some notes.

    The function raises RecordError if the link has a note whose code is in `rejected`.
    """

    def accept_without_notes(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        refuse_notes(accepted.notes, rejected)
        return accepted

    return accept_without_notes


def add_codes(
    accept: Acceptor,
    codes: CodeFolder,
    sheet: Sheet,
    *,
    draw: bool,
    rejected: frozenset[NoteCode] = NO_NOTES,
) -> Acceptor:
    """Return a function that makes the link of a row, and names or draws the QR code of this link.

    The function raises SymbolError if the link of a row does not fit into a QR code.

    Args:
        accept: the acceptor that makes the link.
        codes: folder of the codes.
        sheet: the sheet of the rows.
        draw: whether to draw and save the code. If False, only its file name is chosen.
        rejected: notes on a code that reject its row. No code is saved for such a row.
    """
    with named_option(option("name")):
        name_of = renderer(sheet, codes.name, "%06d")
    from wa_link.printing.codes.drawing import DrawJob  # noqa: PLC0415  (loads Pillow)

    texts_of = card_texts(sheet, codes.templates)

    def accept_with_code(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        texts = texts_of(row, accepted.phone)
        notes = _number_notes(codes.templates, accepted)
        refuse_notes(notes, rejected)
        code = codes.claim_name(accepted.url, name_of(row, accepted.phone))
        named = add_code_notes(replace(accepted, code=code, texts=texts), notes)
        if not draw:
            return named
        return add_code_notes(named, codes.save_job(DrawJob(named.url, texts, code), rejected))

    return accept_with_code


def add_label_texts(
    accept: Acceptor,
    labels: LabelSheet,
    sheet: Sheet,
    rejected: frozenset[NoteCode] = NO_NOTES,
) -> Acceptor:
    """Return a function that makes a row's link, the texts of its label, and the number of copies.

    The function raises SymbolError if the link of a row does not fit into a QR code, and
    RecordError if the code of a note is in `rejected`.
    """
    texts_of = card_texts(sheet, labels.templates)
    copies_of = copies_reader(sheet, labels.copies)

    def accept_with_texts(row: Row, phone: PhoneNumber | None) -> Accepted:
        accepted = accept(row, phone)
        labels.check_link(accepted.url)  # long links would fill memory while rows wait
        texts, copies = texts_of(row, accepted.phone), copies_of(row, accepted.phone)
        labelled = replace(accepted, texts=texts, copies=copies)
        notes = _number_notes(labels.templates, accepted) if copies else (_NOT_PRINTED,)
        refuse_notes(notes, rejected)
        return add_code_notes(labelled, notes)

    return accept_with_texts


def _number_notes(templates: CardTemplates, accepted: Accepted) -> tuple[Note, ...]:
    """Return a note if the user asked for phone numbers on cards, but the link contains none."""
    return (_WITHOUT_NUMBER,) if templates.needs_number and accepted.phone is None else ()


def add_code_notes(accepted: Accepted, notes: tuple[Note, ...]) -> Accepted:
    """Add notes about the QR code or label of an accepted row, and return the new row."""
    return replace(accepted, notes=accepted.notes + notes) if notes else accepted
