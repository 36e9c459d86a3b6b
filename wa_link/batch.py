"""Rows -> outcomes: the whole way of a sheet as one generator, in constant memory."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypedDict, Unpack

from wa_link.contacts.columns import phone_columns as find_phone_columns
from wa_link.errors import Note, NoteCode, OptionError, PhoneError, Reason, RecordError, TextError
from wa_link.link import url_of
from wa_link.message import encode, normalise
from wa_link.mojibake import caution
from wa_link.outcome import Accepted, Outcome, Rejected
from wa_link.phone import Bare, PhoneNumber
from wa_link.phone.bare import bare_option
from wa_link.phone.certain import decided
from wa_link.phone.clean import clean
from wa_link.phone.regions import find_region, region_option
from wa_link.phone.steps import all_phones, apart, first_phone
from wa_link.template import Template
from wa_link.via import Via, via_option
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from wa_link.contacts.sheet import Row, Sheet
    from wa_link.labels.sheet import LabelSheet
    from wa_link.qr.folder import CodeFolder

TEMPLATE_NAMES = ("wa_row", "wa_digits", "wa_phone")
"""What a template knows beside the columns."""

# In a header: the digits of a number, however they are written, and what has as many.
_NUMBER = re.compile(r"\d(?:\D{0,5}\d){6}")
_DATE = re.compile(r"(?:19|20)\d\d[-_./ ]?\d\d[-_./ ]?\d\d")
# What is made of a row in numbers, each of which takes as much as the row, and in characters.
MOST_SPLIT, _MOST_SPLIT_CHARACTERS = 50, 1_000_000

Numbers: TypeAlias = list[PhoneNumber | PhoneError]
RowText: TypeAlias = "Callable[[Row, PhoneNumber | None], tuple[str, str]]"
"""Gives a row's prefilled text, as it stands and encoded; without number if it names none."""
Acceptor: TypeAlias = "Callable[[Row, PhoneNumber], Accepted]"
"""Links a row to a number, or raises RecordError."""


class Multiple(StrEnum):
    """What becomes of a cell with several numbers."""

    FIRST = "first"
    SPLIT = "split"
    REJECT = "reject"


class Linking(TypedDict, total=False):
    """How the rows of a sheet are linked.

    Attributes:
        phone_columns: names or numbers of columns, of which the first that gives a number counts.
            Found by header when left out: then the next column counts only where the better is
            blank.
        number: one number for all rows; no column is read for it.
        region: two letters: how numbers without `+` are read.
        region_column: the column that says so for its row; where it is blank, `region` does.
        bare: how digits with neither `+` nor a leading zero are read.
        multiple: of several numbers in a cell, take the `first` valid one, which is the default,
            `split` the row into one for each, or `reject` it.
        unique: reject a number that has been linked before, as `duplicate`. It is the one choice
            here whose memory grows: by about 100 bytes a number.
        text: a template of the prefilled text; see `Template`.
        text_column: the column that holds the prefilled text; what it contains is no template.
        via: which form the links take; `wa.me` when left out.
        codes: a folder that gets a QR code for each accepted row.
        draw: whether these codes are drawn at once, which is the default, or only named.
        labels: pages that get a label for each accepted row.
    """

    phone_columns: Sequence[str]
    number: PhoneNumber | None
    region: str | None
    region_column: str | None
    bare: Bare | str | None
    multiple: Multiple | str
    unique: bool
    text: str
    text_column: str | None
    via: Via | str
    codes: CodeFolder | None
    draw: bool
    labels: LabelSheet | None


def link_rows(sheet: Sheet, **options: Unpack[Linking]) -> Iterator[Outcome]:
    """One outcome for every row of `sheet`, in order, as rows are taken.

    Args:
        sheet: from `open_sheet`, `read_sheet` or `Sheet.of`.
        **options: how its rows are linked; see `Linking`.

    Raises:
        OptionError: a column, region, template or form that cannot be used: before the first row.
        InputError: (as rows are taken) the sheet cannot be read on.
    """
    return Linker(sheet, **options).outcomes(sheet)


class Linker:
    """Links rows that have the columns of a sheet."""

    def __init__(self, sheet: Sheet, **options: Unpack[Linking]) -> None:
        """No row of the sheet is taken.

        Raises:
            OptionError: a column, region, template or form that cannot be used.
        """
        number, region = options.get("number"), options.get("region")
        region_column, codes = options.get("region_column"), options.get("codes")
        bare = bare_option(name) if (name := options.get("bare")) is not None else None
        region_of = _region_reader(sheet, region, region_column)
        read_cell = _cell_reader(multiple_option(options.get("multiple", Multiple.FIRST)), bare)
        columns = () if number else choose_phone_columns(sheet, options.get("phone_columns", ()))
        by_name = bool(options.get("phone_columns"))
        self._read_numbers = (
            _always(number)
            if number
            else _phone_reader(sheet, columns, region_of, read_cell, by_name=by_name)
        )
        self._make_text = _text_maker(sheet, options.get("text", ""), options.get("text_column"))
        self._via = via_option(options.get("via", Via.WA_ME))
        self._accept: Acceptor = self._accepted
        if codes:
            self._accept = _with_codes(self._accept, codes, sheet, draw=options.get("draw", True))
        if labels := options.get("labels"):
            self._accept = _with_label(self._accept, labels, sheet)
        if options.get("unique"):
            self._accept = _once(self._accept)
        self._plain_column: int | None = None
        plain = self._accept == self._accepted and not _names_number(options.get("text", ""))
        if plain and len(columns) == 1 and region_column is None:
            self._plain_column = columns[0]
            self._region = region_option(region) if region is not None else None

    def outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """One outcome for every row, in order; several, where a row is split."""
        for row in rows:
            if row.problem:
                yield Rejected(row, Reason.MALFORMED_ROW, row.problem)
                continue
            try:
                phones = self._read_numbers(row)
                _check_split(row, len(phones))
            except PhoneError as error:
                yield Rejected.of(row, error)
                continue
            for phone in phones:
                yield self._outcome(row, phone)

    def plain_link(self, row: Row) -> tuple[str, str] | None:
        """The link of a row of which nothing is to be said, and its number as it is written.

        None for any other row; for most it is what `outcomes` gives, and found faster.
        """
        if self._plain_column is None:
            return None
        found = decided(row.cells[self._plain_column], self._region)
        if found is None:
            return None
        plan, national, verdict = found
        try:
            text, encoded = self._make_text(row, None)
        except TextError:
            return None
        if not text.isascii() and caution(text):
            return None
        link = url_of(f"{plan.code}{national}", encoded, self._via)
        return link, f"+{plan.code} {verdict.grouped(national)}"

    def _outcome(self, row: Row, phone: PhoneNumber | PhoneError) -> Outcome:
        if isinstance(phone, PhoneError):
            return Rejected.of(row, phone)
        try:
            return self._accept(row, phone)
        except RecordError as error:
            return Rejected.of(row, error)

    def _accepted(self, row: Row, phone: PhoneNumber) -> Accepted:
        text, encoded = self._make_text(row, phone)
        notes = phone.notes
        if found := caution(text):
            notes += (found,)
        return Accepted(
            row, phone, text, url_of(phone.digits, encoded, self._via), self._via, notes
        )


def _with_codes(accept: Acceptor, codes: CodeFolder, sheet: Sheet, *, draw: bool) -> Acceptor:
    """Gives what is accepted a code, too; raises SymbolError where none holds the link."""
    with _naming("--qr-name"):
        name_of = _filled(sheet, codes.name, "%06d")
    with _naming("--caption"):
        caption_of = _filled(sheet, codes.caption, "%d")

    def accept_with_code(row: Row, phone: PhoneNumber) -> Accepted:
        accepted = accept(row, phone)
        caption = caption_of(row, phone)
        code = codes.file_name(accepted.url, name_of(row, phone))
        named = replace(accepted, code=code, caption=caption)
        return drawn(named, codes.drawer.draw(named.url, code, caption)) if draw else named

    return accept_with_code


def _with_label(accept: Acceptor, labels: LabelSheet, sheet: Sheet) -> Acceptor:
    """Puts what is accepted on a label; raises RecordError where that cannot be."""
    with _naming("--caption"):
        caption_of = _filled(sheet, labels.caption, "%d")

    def accept_with_label(row: Row, phone: PhoneNumber) -> Accepted:
        accepted = accept(row, phone)
        caption = caption_of(row, phone)
        return drawn(accepted, labels.add(accepted.url, caption, phone.international))

    return accept_with_label


def drawn(accepted: Accepted, notes: tuple[Note, ...]) -> Accepted:
    """The same, its code drawn: with what was noted about that."""
    return replace(accepted, notes=accepted.notes + notes) if notes else accepted


def _filled(sheet: Sheet, template: Template, row_format: str) -> Callable[[Row, PhoneNumber], str]:
    make, values_of = template.maker(), _values(sheet, template, row_format)
    return lambda row, phone: make(*values_of(row, phone))[0]


def _once(accept: Acceptor) -> Acceptor:
    """Accepts a number once; raises PhoneError for one that was accepted before."""
    lines: dict[int, int] = {}

    def accept_once(row: Row, phone: PhoneNumber) -> Accepted:
        digits = int(phone.digits)
        if (line := lines.get(digits)) is not None:
            raise PhoneError(
                Reason.DUPLICATE,
                f"The number {phone.international} has its link already, on line {line}.",
            )
        accepted = accept(row, phone)
        lines[digits] = row.line
        return accepted

    return accept_once


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
        return _headed(sheet, found)
    raise OptionError(
        f"No column is headed as phone numbers are. The columns are {sheet.listing()}: "
        "name one with --phone-column"
        + (", or say --no-header if the first row is no header." if sheet.has_header else ".")
    )


def _headed(sheet: Sheet, indices: list[int]) -> list[int]:
    """The indices, unless a number stands where a header should: it would be lost."""
    for index in indices:
        header = clean(sheet.columns[index])
        if sheet.has_header and _NUMBER.search(_DATE.sub("", header)):
            raise OptionError(
                f"The header of the numbers is {shown(header)}, in which a number stands: "
                "say --no-header if the first row is no header, else name the column otherwise."
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
    indices: Sequence[int],
    region_of: Callable[[Row], str | None],
    read_cell: Callable[[str, str | None], Numbers],
    *,
    by_name: bool,
) -> Callable[[Row], Numbers]:
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
                if by_name or error.reason is Reason.EMPTY:
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


def _cell_reader(multiple: Multiple, bare: Bare | None) -> Callable[[str, str | None], Numbers]:
    """Reads the numbers of one cell that are to be linked; one at least, or PhoneError."""
    if multiple is Multiple.FIRST:
        return lambda cell, region: [first_phone(cell, region, bare)]

    def read(cell: str, region: str | None) -> Numbers:
        numbers = all_phones(cell, region, bare)
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
        if len(numbers) > MOST_SPLIT:
            raise PhoneError(
                Reason.AMBIGUOUS,
                f"{shown(cell)} holds {len(numbers)} numbers, and {MOST_SPLIT} are the most that "
                "a row is split into: put them into rows of their own.",
            )
        return apart(cell, numbers)

    return read


def _check_split(row: Row, count: int) -> None:
    """Fail where what is made of a row would take too much memory."""
    if count == 1:
        return
    size = sum(map(len, row.cells))
    if count * size > _MOST_SPLIT_CHARACTERS:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"The row has {count} numbers and {size:,} characters, and would be split into more "
            f"than {_MOST_SPLIT_CHARACTERS:,}: put its numbers into rows of their own.",
        )


def _other_column(sheet: Sheet, index: int) -> Note:
    return Note(
        NoteCode.OTHER_COLUMN, f"The number is from column {shown(sheet.columns[index], 30)}."
    )


def _text_maker(sheet: Sheet, template: str, column: str | None) -> RowText:
    if column is None:
        with _naming("template of the text"):
            parsed = Template.parse(template)
            make, values_of = parsed.maker(), _values(sheet, parsed, "%d")
        if len(parsed.fields) == 1 and parsed.fields[0].name not in TEMPLATE_NAMES:
            index = sheet.column(parsed.fields[0].name)
            return lambda row, _: make(row.cells[index])
        return lambda row, phone: make(*values_of(row, phone))
    if template:
        raise OptionError("The text comes from a template or from a column, not from both.")
    with _naming("--text-column"):
        index = sheet.column(column)

    def make_from_column(row: Row, phone: PhoneNumber | None) -> tuple[str, str]:  # noqa: ARG001  (as a template may)
        text = normalise(row.cells[index])
        return text, encode(text)

    return make_from_column


def _values(
    sheet: Sheet, template: Template, row_format: str
) -> Callable[[Row, PhoneNumber | None], tuple[str, ...]]:
    """Gives what fills a template: cells of a row, and what is known of its number."""
    known: dict[str, Callable[[Row, PhoneNumber | None], str]] = {
        "wa_row": lambda row, _: row_format % row.number,
        "wa_digits": lambda _, phone: phone.digits if phone else "",
        "wa_phone": lambda _, phone: phone.international if phone else "",
    }
    names = [field.name for field in template.fields]
    for name in known.keys() & set(sheet.columns) & set(names):
        raise OptionError(
            f"{{{name}}} is what wa-link knows, and a column, too: rename the column."
        )
    if not known.keys().isdisjoint(names):
        values = [known.get(name) or _cell(sheet.column(name)) for name in names]
        return lambda row, phone: tuple([value(row, phone) for value in values])
    indices = [sheet.column(name) for name in names]
    return lambda row, _: tuple([row.cells[index] for index in indices])


def _cell(index: int) -> Callable[[Row, PhoneNumber | None], str]:
    return lambda row, _: row.cells[index]


def _names_number(template: str) -> bool:
    """Whether a template, or what is to be one, has a field for the number."""
    return "{wa_digits" in template or "{wa_phone" in template
