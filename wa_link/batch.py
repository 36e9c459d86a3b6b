"""Rows -> outcomes: the whole way of a sheet as one generator, in constant memory."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from wa_link.contacts.columns import phone_columns as find_phone_columns
from wa_link.errors import Note, NoteCode, OptionError, PhoneError, Reason, RecordError, shown
from wa_link.forms import Via
from wa_link.link import ChatLink, via_option
from wa_link.message import Template
from wa_link.outcome import Accepted, Outcome, Rejected
from wa_link.phone import Bare, PhoneNumber, apart, parse_phone, parse_phones
from wa_link.phone.clean import clean
from wa_link.phone.regions import find_region, region_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_link.contacts.sheet import Row, Sheet
    from wa_link.qr.folder import CodeFolder

TEMPLATE_NAMES = ("wa_row", "wa_digits", "wa_phone")
"""What a template knows beside the columns."""

Numbers: TypeAlias = list[PhoneNumber | PhoneError]


class Multiple(StrEnum):
    """What becomes of a cell with several numbers."""

    FIRST = "first"
    SPLIT = "split"
    REJECT = "reject"


def link_rows(  # noqa: PLR0913  (each is a choice of its own, given by its name)
    sheet: Sheet,
    *,
    phone_columns: Sequence[str] = (),
    number: PhoneNumber | None = None,
    region: str | None = None,
    region_column: str | None = None,
    bare: Bare | str | None = None,
    multiple: Multiple | str = Multiple.FIRST,
    unique: bool = False,
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
        multiple: of several numbers in a cell, take the `first` valid one, `split` the row into one
            for each, or `reject` it.
        unique: reject a number that has been linked before, as `duplicate`. It is the one choice
            here whose memory grows: by about 100 bytes a number.
        text: a template of the prefilled text; see `Template`.
        text_column: the column that holds the prefilled text; what it contains is no template.
        via: which form the links take.
        codes: a folder that gets a QR code for each accepted row.

    Raises:
        OptionError: a column, region, template or form that cannot be used: before the first row.
        InputError: (as rows are taken) the sheet cannot be read on.
    """
    region_of = _region_reader(sheet, region, region_column)
    read_cell = _cell_reader(multiple_option(multiple), bare)
    read_numbers = (
        _always(number) if number else _phone_reader(sheet, phone_columns, region_of, read_cell)
    )
    make_text = _text_maker(sheet, text, text_column)
    with _naming("--qr-name"):
        name_code = _filler(sheet, codes.name, "%06d") if codes else None
    form = via_option(via)
    lines: dict[int, int] | None = {} if unique else None

    def outcome(row: Row, phone: PhoneNumber | PhoneError) -> Outcome:
        if isinstance(phone, PhoneError):
            return _rejected(row, phone)
        try:
            _refuse_known(phone, lines)
            link = ChatLink(phone, make_text(row, phone), form)
            code = codes.save(link.url, name_code(row, phone)) if codes and name_code else ""
        except RecordError as error:
            return _rejected(row, error)
        if lines is not None:
            lines[int(phone.digits)] = row.line
        return Accepted(row, link, code)

    def outcomes(row: Row) -> Iterator[Outcome]:
        if row.problem:
            yield Rejected(row, Reason.MALFORMED_ROW, row.problem)
            return
        try:
            phones = read_numbers(row)
        except PhoneError as error:
            yield _rejected(row, error)
            return
        for phone in phones:
            yield outcome(row, phone)

    return (each for row in sheet for each in outcomes(row))


def multiple_option(multiple: Multiple | str) -> Multiple:
    """What is to become of several numbers, by its name.

    Raises:
        OptionError: there is no such way.
    """
    try:
        return Multiple(multiple)
    except ValueError:
        raise OptionError(
            f"{shown(multiple)} is no way to take several numbers: use {', '.join(Multiple)}."
        ) from None


def _rejected(row: Row, error: RecordError) -> Rejected:
    return Rejected(row, error.reason, error.message)


def _refuse_known(phone: PhoneNumber, lines: dict[int, int] | None) -> None:
    if lines is not None and (line := lines.get(int(phone.digits))) is not None:
        raise PhoneError(
            Reason.DUPLICATE, f"{phone.international} has its link already, on line {line}."
        )


def choose_phone_columns(sheet: Sheet, names: Sequence[str] = ()) -> list[int]:
    """The indices of the columns that numbers are read from, the first to be tried first.

    Raises:
        OptionError: a name is wrong; or none was given, and no header names a phone column.
    """
    if names:
        with _naming("--phone-column"):
            return _headed(sheet, [sheet.column(name) for name in names])
    if len(sheet.columns) == 1:
        return _headed(sheet, [0])
    if found := find_phone_columns(sheet.columns):
        return found
    raise OptionError(
        f"No column is headed as phone numbers are. The columns are {sheet.listing()}: "
        "name one with --phone-column"
        + (", or say --no-header if the first row is no header." if sheet.has_header else ".")
    )


def _headed(sheet: Sheet, indices: list[int]) -> list[int]:
    """The indices, unless a number stands where a header should: it would be lost."""
    for index in indices:
        header = clean(sheet.columns[index])
        if sheet.has_header and re.fullmatch(r"\+?(?:\D{0,2}\d){7,15}\D?", header):
            raise OptionError(
                f"The header of the numbers is {shown(header)}, which is a number itself: "
                "say --no-header if the first row is no header."
            )
    return indices


@contextmanager
def _naming(option: str) -> Iterator[None]:
    """Put the name of an option before what is wrong with it."""
    try:
        yield
    except OptionError as error:
        raise OptionError(f"{option}: {error}") from None


def _always(number: PhoneNumber) -> Callable[[Row], Numbers]:
    # What was repaired in it was repaired once, not in each row.
    numbers: Numbers = [replace(number, notes=())]
    return lambda _: numbers


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
            Reason.UNKNOWN_REGION,
            f"{shown(cell)} names no region for certain: write two letters, such as GB.",
        )

    return read


def _phone_reader(
    sheet: Sheet,
    names: Sequence[str],
    region_of: Callable[[Row], str | None],
    read_cell: Callable[[str, str | None], Numbers],
) -> Callable[[Row], Numbers]:
    indices = choose_phone_columns(sheet, names)

    def read(row: Row) -> Numbers:
        region = region_of(row)
        refusal = PhoneError(Reason.EMPTY, "There is no number.")
        for index in indices:
            try:
                numbers = read_cell(row.cells[index], region)
            except PhoneError as error:
                if refusal.reason is Reason.EMPTY:
                    refusal = error
                # Columns that a person named are all theirs to try; among those that were found,
                # a damaged cell is no reason to write to another number.
                if names or error.reason is Reason.EMPTY:
                    continue
                raise
            if index == indices[0]:
                return numbers
            note = _other_column(sheet, index)
            return [
                number
                if isinstance(number, PhoneError)
                else replace(number, notes=(note, *number.notes))
                for number in numbers
            ]
        raise refusal

    return read


def _cell_reader(
    multiple: Multiple, bare: Bare | str | None
) -> Callable[[str, str | None], Numbers]:
    """Reads the numbers of one cell that are to be linked; one at least, or PhoneError."""

    def read(cell: str, region: str | None) -> Numbers:
        if multiple is Multiple.FIRST:
            return [parse_phone(cell, region, bare=bare)]
        numbers = parse_phones(cell, region, bare=bare)
        refused = [number for number in numbers if isinstance(number, PhoneError)]
        if len(refused) == len(numbers):
            raise refused[0]
        if len(numbers) == 1:
            return numbers
        if multiple is Multiple.REJECT:
            raise PhoneError(
                Reason.AMBIGUOUS,
                f"{shown(cell)} holds {len(numbers)} numbers: keep one, or have the first taken "
                "(--multiple first) or a row made for each (--multiple split).",
            )
        return apart(cell, numbers)

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
