"""Rows -> outcomes: the whole way of a sheet as one generator, in constant memory."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from wa_link.contacts.columns import phone_columns as find_phone_columns
from wa_link.errors import Note, NoteCode, OptionError, PhoneError, Reason, RecordError, shown
from wa_link.forms import Via
from wa_link.link import ChatLink, via_option
from wa_link.message import Template
from wa_link.phone import Bare, PhoneNumber, parse_phone
from wa_link.phone.regions import find_region, region_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_link.contacts.sheet import Row, Sheet
    from wa_link.qr.folder import CodeFolder

OUTPUT_COLUMNS = ("wa_link", "wa_phone", "wa_status", "wa_reason", "wa_note")
"""What is put behind a row's own columns; `wa_qr` follows where codes are drawn."""
REJECTS_COLUMNS = ("wa_line", "wa_reason", "wa_note")
"""What is put behind the columns of a rejected row that goes to a file of its own."""
TEMPLATE_NAMES = ("wa_row", "wa_digits", "wa_phone")
"""What a template knows beside the columns."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that has its link.

    Attributes:
        row: as it was read.
        link: to its number, with its text; its notes tell what was changed on the way.
        code: the file name of its QR code, where codes are drawn.
    """

    row: Row
    link: ChatLink
    code: str = ""

    @property
    def status(self) -> str:
        """`repaired` when the input was changed on the way, else `accepted`."""
        return "repaired" if any(note.code.repairs for note in self.link.notes) else "accepted"

    @property
    def output(self) -> tuple[str, ...]:
        """The values of OUTPUT_COLUMNS."""
        return (
            self.link.url,
            self.link.phone.international if self.link.phone else "",
            self.status,
            " ".join(note.code for note in self.link.notes),
            " ".join(note.message for note in self.link.notes),
        )


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that has no link, and why."""

    row: Row
    reason: Reason
    message: str

    @property
    def status(self) -> str:
        """`rejected`."""
        return "rejected"

    @property
    def output(self) -> tuple[str, ...]:
        """The values of OUTPUT_COLUMNS."""
        return ("", "", self.status, self.reason, self.message)

    @property
    def reject_output(self) -> tuple[str, ...]:
        """The values of REJECTS_COLUMNS."""
        return (str(self.row.line), self.reason, self.message)


Outcome: TypeAlias = Accepted | Rejected


def link_rows(
    sheet: Sheet,
    *,
    phone_columns: Sequence[str] = (),
    number: PhoneNumber | None = None,
    region: str | None = None,
    region_column: str | None = None,
    bare: Bare | str | None = None,
    text: str = "",
    text_column: str | None = None,
    via: Via | str = Via.WA_ME,
    codes: CodeFolder | None = None,
) -> Iterator[Outcome]:
    """One outcome for every row of `sheet`, in order, as rows are taken.

    Args:
        sheet: from `open_sheet`, `read_sheet` or `Sheet.of`.
        phone_columns: names or numbers of columns, of which the first that gives a number counts.
            Found by header when empty: then the next column counts only where the better is blank.
        number: one number for all rows; no column is read for it.
        region: two letters: how numbers without `+` are read.
        region_column: the column that says so for its row; where it is blank, `region` does.
        bare: how digits with neither `+` nor a leading zero are read.
        text: a template of the prefilled text; see `Template`.
        text_column: the column that holds the prefilled text; what it contains is no template.
        via: which form the links take.
        codes: a folder that gets a QR code for each accepted row.

    Raises:
        OptionError: a column, region, template or form that cannot be used: before the first row.
        InputError: (as rows are taken) the sheet cannot be read on.
    """
    read_phone = (
        _always(number)
        if number
        else _phone_reader(sheet, phone_columns, _region_reader(sheet, region, region_column), bare)
    )
    make_text = _text_maker(sheet, text, text_column)
    with _naming("--qr-name"):
        name_code = _filler(sheet, codes.name, "%06d") if codes else None
    form = via_option(via)

    def outcome(row: Row) -> Outcome:
        if row.problem:
            return Rejected(row, Reason.MALFORMED_ROW, row.problem)
        try:
            phone = read_phone(row)
            link = ChatLink(phone, make_text(row, phone), form)
            code = codes.save(link.url, name_code(row, phone)) if codes and name_code else ""
        except RecordError as error:
            return Rejected(row, error.reason, error.message)
        return Accepted(row, link, code)

    return map(outcome, sheet)


def choose_phone_columns(sheet: Sheet, names: Sequence[str] = ()) -> list[int]:
    """The indices of the columns that numbers are read from, the first to be tried first.

    Raises:
        OptionError: a name is wrong; or none was given, and no header names a phone column.
    """
    if names:
        with _naming("--phone-column"):
            return [sheet.column(name) for name in names]
    if len(sheet.columns) == 1:
        return [0]
    if found := find_phone_columns(sheet.columns):
        return found
    raise OptionError(
        f"No column is headed as phone numbers are. The columns are {sheet.listing()}: "
        "name one with --phone-column"
        + (", or say --no-header if the first row is no header." if sheet.has_header else ".")
    )


@contextmanager
def _naming(option: str) -> Iterator[None]:
    """Put the name of an option before what is wrong with it."""
    try:
        yield
    except OptionError as error:
        raise OptionError(f"{option}: {error}") from None


def _always(number: PhoneNumber) -> Callable[[Row], PhoneNumber]:
    silent = replace(number, notes=())  # what was repaired in it was repaired once, not in a row
    return lambda _: silent


def _region_reader(
    sheet: Sheet, region: str | None, column: str | None
) -> Callable[[Row], str | None]:
    home = region_option(region) if region is not None else None
    if column is None:
        return lambda _: home
    with _naming("--region-column"):
        index = sheet.column(column)

    def read(row: Row) -> str | None:
        cell = row.cells[index]
        if not cell.strip():
            return home
        if found := find_region(cell):
            return found
        raise PhoneError(
            Reason.UNKNOWN_REGION, f"{shown(cell)} is no region: use two letters, such as GB."
        )

    return read


def _phone_reader(
    sheet: Sheet,
    names: Sequence[str],
    region_of: Callable[[Row], str | None],
    bare: Bare | str | None,
) -> Callable[[Row], PhoneNumber]:
    indices = choose_phone_columns(sheet, names)

    def read(row: Row) -> PhoneNumber:
        region = region_of(row)
        refusal = PhoneError(Reason.EMPTY, "There is no number.")
        for index in indices:
            try:
                phone = parse_phone(row.cells[index], region, bare=bare)
            except PhoneError as error:
                if refusal.reason is Reason.EMPTY:
                    refusal = error
                # Columns that a person named are all theirs to try; among those that were found,
                # a damaged cell is no reason to write to another number.
                if names or error.reason is Reason.EMPTY:
                    continue
                raise
            if index == indices[0]:
                return phone
            return replace(phone, notes=(_other_column(sheet, index), *phone.notes))
        raise refusal

    return read


def _other_column(sheet: Sheet, index: int) -> Note:
    return Note(
        NoteCode.OTHER_COLUMN, f"The number is from column {shown(sheet.columns[index], 30)}."
    )


def _text_maker(
    sheet: Sheet, template: str, column: str | None
) -> Callable[[Row, PhoneNumber], str]:
    if column is None:
        with _naming("template of the text"):
            return _filler(sheet, Template.parse(template))
    if template:
        raise OptionError("The text comes from a template or from a column, not from both.")
    with _naming("--text-column"):
        index = sheet.column(column)
    return lambda row, _: row.cells[index]


def _filler(
    sheet: Sheet, template: Template, row_format: str = "%d"
) -> Callable[[Row, PhoneNumber], str]:
    """Fills a template from a row's cells and from what is known of its number."""
    indices = {name: sheet.column(name) for name in template.names if name not in TEMPLATE_NAMES}

    def fill(row: Row, phone: PhoneNumber) -> str:
        def value_of(name: str) -> str:
            match name:
                case "wa_row":
                    return row_format % row.number
                case "wa_digits":
                    return phone.digits
                case "wa_phone":
                    return phone.international
                case _:
                    return row.cells[indices[name]]

        return template.render(value_of)

    return fill
