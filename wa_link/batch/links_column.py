"""The column of WhatsApp links, which are printed unchanged; and hints at it in messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.batch.outcome import Accepted
from wa_link.errors import LinkError, PhoneError, Reason
from wa_link.links.given_link import find_username
from wa_link.links.hosts import is_own_host, judge_host
from wa_link.links.link_forms import find_form
from wa_link.links.link_kinds import Kind
from wa_link.links.loose_url import split_url
from wa_link.links.url_checks import check_drawable, make_notes
from wa_link.links.usernames import USERNAME_NOTE
from wa_link.phone.unwrap import find_url
from wa_link.sheets.own_columns import LINK_COLUMN, SHORT_LINK_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.batch.acceptors import Acceptor
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

_FEWEST_DIGITS = 6  # of a phone number
_BLANK_CELLS = {
    LINK_COLUMN: "There is no link in wa_link: fix the number of this row, and run batch again.",
    SHORT_LINK_COLUMN: (
        "There is no link in wa_short_link: fix this row, and run business links sync again."
    ),
}


def accept_own_links(
    index: int, region_of: Callable[[Row], str | None], name: str | None = None
) -> Acceptor:
    """Return a function that reads the WhatsApp link of a row from a cell, and checks that link.

    Args:
        index: index of the column with the links.
        region_of: function that returns the region of a row, for numbers that begin with 0.
        name: name of the column. A blank cell in a column that wa-link wrote means that an earlier
            run rejected the row, and the error names the command to run again.
    """
    why = _BLANK_CELLS.get(name or "", "The cell for the link is blank: add a link.")

    def accept_link(row: Row, _: PhoneNumber | None) -> Accepted:
        cell = row.cells[index].strip()
        if not cell:
            raise LinkError(Reason.EMPTY, why)
        try:
            report = check_drawable(cell, region_of(row))
        except LinkError as error:
            message = _describe_other_cell(cell)
            raise LinkError(error.reason, message) if message else error from None
        notes = row.notes + make_notes(report)
        if report.kind is Kind.USERNAME:
            notes = (USERNAME_NOTE, *notes)
        url, via, username = report.full_url, report.via, report.username
        return Accepted(row, report.phone, report.text, url, via, notes, username=username)

    return accept_link


def _describe_other_cell(cell: str) -> str:
    """Return what a cell contains in place of a WhatsApp link, and what to do.

    Return "" for a cell that is meant as a WhatsApp link.
    """
    loose = split_url(cell)
    if loose and (is_own_host(loose.host) or loose.scheme == "whatsapp" or judge_host(loose)):
        return ""
    text = quote(cell)
    if find_url(cell):
        return (
            f"{text} is a link, but not a WhatsApp link: check its spelling, or write the WhatsApp "
            "link that it leads to."
        )
    if "/" in cell:
        return ""
    if find_username(cell):
        way_out = f"for a column of usernames, use {option('username_column')}"
        return f"{text} looks like a username, not a link: {way_out}."
    if sum(map(str.isdecimal, cell)) >= _FEWEST_DIGITS:
        way_out = f"for a column of phone numbers, use {option('phone_columns')}"
        return f"{text} looks like a phone number, not a link: {way_out}."
    return (
        f"{text} is not a link: if it is the name of a link, write the address itself, such as "
        "https://wa.me/447911123456."
    )


def hint_at_links_column(error: PhoneError, cell: str, column: str | None) -> PhoneError:
    """Return the error for a text that is not a number; for other WhatsApp links, say what to do.

    Args:
        error: the error that refuses the number.
        cell: the text that was given as a number.
        column: name of the column of the text; None if the text is not from a column.
    """
    form = find_form(find_url(cell)) if error.reason is Reason.NOT_A_PHONE_LINK else None
    if form is None or form.number or form.name or form.kind is Kind.LINKED_DEVICES:
        return error
    way_out = f"use labels with {option('links_column', column)}"
    if column is None:
        way_out = f"write it into a column, and name that in labels with {option('links_column')}"
    return PhoneError(error.reason, f"{error.message} To print such a link, {way_out}.")


def hint_at_link_headers(sheet: Sheet) -> str:
    """Return a sentence on the option `links_column` if a header suggests a column of links."""
    names = (*sheet.columns, *sheet.dropped_columns)
    for name in sorted(names, key=lambda name: name not in _BLANK_CELLS):  # own columns first
        words = "".join(char if char.isalpha() else " " for char in name.lower()).split()
        if {"link", "links", "url", "urls"}.intersection(words):
            return (
                f" To print the links of a column, use labels with {option('links_column', name)}."
            )
    return ""
