"""Make the links of rows one by one: `link_rows` and the class `Linker`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from wa_link._support.arguments import named_option, option
from wa_link._support.reject_notes import parse_note_codes
from wa_link.batch.acceptors import (
    accept_numbers,
    accept_usernames,
    add_codes,
    add_label_texts,
    reject_noted,
    usernames_reader,
)
from wa_link.batch.duplicates import (
    Seen,
    UndecidedError,
    read_number,
    read_number_or,
    reject_duplicates,
)
from wa_link.batch.labelled_cells import label_check
from wa_link.batch.links_column import accept_own_links
from wa_link.batch.options import check_link_options
from wa_link.batch.outcome import Outcome, Rejected, reject_left_out
from wa_link.batch.printed_labels import put_on_labels
from wa_link.batch.row_choice import RowChoice
from wa_link.batch.row_numbers import Multiple
from wa_link.batch.row_regions import find_unread_countries, region_reader
from wa_link.batch.row_sources import (
    check_number,
    find_column,
    find_phone_columns,
    numbers_reader,
)
from wa_link.batch.template_variables import has_number_field, template_warnings, text_maker
from wa_link.batch.wrapped_rows import WrappedRows
from wa_link.errors import NoteCode, OptionError, PhoneError, Reason, RecordError, TextError
from wa_link.links.chat_link import build_url
from wa_link.links.chat_link_forms import Via, parse_via
from wa_link.links.encoded_text import text_notes
from wa_link.phone.fast import match_fast
from wa_link.phone.regions import region_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wa_link.batch.acceptors import Acceptor
    from wa_link.batch.duplicates import ReadKey
    from wa_link.batch.options import LinkOptions
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet


def link_rows(sheet: Sheet, **options: Unpack[LinkOptions]) -> Iterator[Outcome]:
    """Yield the outcome of each row: `Accepted` with a link, or `Rejected` with a reason.

    The outcomes are in the order of the rows. With `multiple="split"`, a row with several numbers
    has an outcome for each number. Rows are read one by one, so memory does not grow with the sheet
    (except with `unique`).

    Args:
        sheet: sheet from `open_sheet`, `read_sheet` or `Sheet.from_rows`.
        **options: options for making the links; see `LinkOptions`.

    Raises:
        OptionError: (before the first row) an option can't be used: for example, there is no such
            column or region. (After the last row) the sheet has fewer rows than `rows` asks for.
        TypeError: (before the first row) an option is unknown, or has the wrong type.
        InputError: (after some rows) the rest of the sheet can't be read.
    """
    linker = Linker(sheet, **options)
    return linker.all_outcomes(sheet)


class Linker:
    """Makes the links of rows, with the options of `link_rows` and the columns of one sheet.

    Attributes:
        phone_columns: indices of the columns that phone numbers are read from, in the order in
            which they are tried.
        links_column: index of the column that contains WhatsApp links; None if links are made from
            numbers or usernames.
        number: the phone number of all rows; None if each row has its own.
        username_column: index of the column that contains usernames; None if links are not made
            from usernames.
        region: the region of numbers without `+`, such as `GB`; None if none is given.
        region_column: index of the column that contains countries; None if there is none.
        countries: columns of countries that are not read; None if there are none.
        remarks: warnings about text in a template that may be meant as a field: `Hi [name]`.
        seen: the numbers, usernames and links of accepted rows; None without the option `unique`.
        rejected_notes: the notes that reject a row; see the option `reject_notes`.
        is_extra_lost: whether the output loses JSON keys that are not columns (`Row.extra`).
    """

    def __init__(self, sheet: Sheet, **options: Unpack[LinkOptions]) -> None:
        """Check the options; the rows of the sheet are not read here.

        Args:
            sheet: a sheet with the columns of the rows.
            **options: options for making the links; see `LinkOptions`.

        Raises:
            OptionError: an option can't be used: for example, there is no such column or region.
            TypeError: an option is unknown, or has the wrong type.
        """
        check_link_options(sheet, options)
        self.rejected_notes = parse_note_codes(options.get("reject_notes", ()))
        self.is_extra_lost = False
        self.number = options.get("number")
        check_number(self.number, self.rejected_notes)
        self.links_column = find_column(sheet, "links_column", options.get("links_column"))
        usernames = options.get("username_column")
        self.username_column = find_column(sheet, "username_column", usernames)
        self.phone_columns = find_phone_columns(sheet, options)
        self.countries = find_unread_countries(sheet, self.phone_columns, options)
        self._read_numbers = numbers_reader(
            sheet, self.phone_columns, self.username_column, self.countries, options
        )
        region = options.get("region")
        self.region = region_option(region) if region is not None else None
        self.region_column = find_column(sheet, "region_column", options.get("region_column"))
        rows = options.get("rows")
        self._rows = None if rows is None else RowChoice.parse(rows)
        self._last_row = 0
        text = options.get("text")
        self._make_text = text_maker(sheet, text or "", options.get("text_column"))
        self._via = parse_via(options.get("via", Via.WA_ME))
        removes_text = text == "" and options.get("text_column") is None
        self._accept_number = accept_numbers(self._make_text, self._via, removes_text=removes_text)
        if self.rejected_notes:
            self._accept_number = reject_noted(self._accept_number, self.rejected_notes)
        self.seen = Seen() if options.get("unique") else None
        self._accept = self._acceptor(sheet, options, draw=options.get("draw", True))
        self._accept_unchosen = self._accept
        if self._rows is not None:
            # Rows outside `rows` get no code, but a later row may repeat their numbers.
            self._accept_unchosen = self._acceptor(sheet, options, draw=False)
        self._labels = options.get("labels")
        self.remarks = template_warnings(sheet, options)
        self._prepare_fast_link(sheet, options)

    def _acceptor(self, sheet: Sheet, options: LinkOptions, *, draw: bool) -> Acceptor:
        """Return the function that makes the link of a row and, if `draw` is True, its QR code."""
        accept: Acceptor = self._accept_number
        read_key: ReadKey = read_number
        if self.username_column is not None:
            read_username = usernames_reader(self.username_column)
            read_key = read_number_or(read_username)
            accept = accept_usernames(read_username, self._make_text, accept)
        if self.links_column is not None:
            region_of = region_reader(sheet, options.get("region_column"), options.get("region"))
            accept = accept_own_links(self.links_column, region_of, options.get("links_column"))
        rejected = self.rejected_notes
        if rejected and accept is not self._accept_number:
            accept = reject_noted(accept, rejected)
        if codes := options.get("codes"):
            if options.get("multiple") == Multiple.SPLIT and not codes.names_repeat:
                raise OptionError(
                    f"With {option('multiple', 'split')}, a row can have several codes: make the "
                    "CodeFolder with names_repeat=True."
                )
            accept = add_codes(accept, codes, sheet, draw=draw, rejected=rejected)
        if labels := options.get("labels"):
            accept = add_label_texts(accept, labels, sheet, rejected)
        return accept if self.seen is None else reject_duplicates(accept, self.seen, read_key)

    def _prepare_fast_link(self, sheet: Sheet, options: LinkOptions) -> None:
        """Set `_fast_column` to the phone column if `fast_link` can be used, else to None.

        `fast_link` needs a sheet with one phone column, and can't be used with some options, such
        as `unique` and `region_column`.
        """
        self._fast_column: int | None = None
        self._wrapped = read if isinstance(read := self._read_numbers, WrappedRows) else None
        self._is_label_readable: Callable[[Row], bool] | None = None
        is_simple = (
            self._accept is self._accept_number
            and len(self.phone_columns) == 1
            and options.get("region_column") is None
            and self._rows is None
            and not sheet.has_formats
            and not has_number_field(options.get("text") or "")
        )
        if is_simple:
            (self._fast_column,) = self.phone_columns
            self._is_label_readable = label_check(sheet, self._fast_column)

    def all_outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """Yield the outcomes of all rows; then fail if the option `rows` asks for more rows."""
        yield from self.outcomes(rows)
        self.check_end()

    def outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """Yield the outcomes of rows in order: one outcome per row, or several for a split row."""
        undecided = self.undecided_outcomes(rows)
        if self._labels is None:
            return filter(None, undecided)  # None comes only if codes or labels are made later
        return put_on_labels(undecided, self._labels, self.seen, self.rejected_notes)

    def undecided_outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome | None]:
        """Yield the outcomes of rows before their QR codes or labels are made.

        If a row may repeat the number of an earlier row whose code or label is not made yet, None
        is yielded first. Then the caller must make the codes or labels of all earlier rows, and
        call `seen.resolve_pending` for each of these rows, before it takes the next outcome.
        """
        for row in rows:
            self._last_row = row.number
            if self._rows is None or self._rows.has(row.number):
                yield from self.link_row(row, self._accept)
            elif self.seen is not None:
                outcomes = self.link_row(row, self._accept_unchosen)
                yield from (outcome for outcome in outcomes if outcome is None)

    def link_row(self, row: Row, accept: Acceptor | None = None) -> Iterator[Outcome | None]:
        """Yield the outcomes of one row: one outcome, or several if the row is split.

        Before some outcomes, None is yielded; see `undecided_outcomes`.

        Args:
            row: the row.
            accept: function that makes the link, or raises RecordError to reject the row. Default:
                the function that this Linker made from its own options.
        """
        if row.problem:
            yield Rejected(row, Reason.MALFORMED_ROW, row.problem)
            return
        if row.extra and self.is_extra_lost and NoteCode.KEY_LEFT_OUT in self.rejected_notes:
            yield reject_left_out(row)
            return
        accept = accept or self._accept
        try:
            phones = self._read_numbers(row)
        except PhoneError as error:
            yield Rejected.of(row, error)
            return
        for phone in phones:
            if isinstance(phone, PhoneError):
                yield Rejected.of(row, phone)
                continue
            try:
                outcome: Outcome = accept(row, phone)
            except UndecidedError:
                yield None
                outcome = _accept_or_reject(row, phone, accept)
            except RecordError as error:
                outcome = Rejected.of(row, error)
            yield outcome

    def check_end(self) -> None:
        """Fail if the sheet ended before the last row that the option `rows` asks for.

        Call this method after the last row was read.

        Raises:
            OptionError: the sheet has fewer rows than the option `rows` asks for.
        """
        if self._rows is not None:
            with named_option(option("rows")):
                self._rows.check_end(self._last_row)

    def fast_link(self, row: Row) -> tuple[str, str] | None:
        """Return the link and the number of a simple row; return None for all other rows.

        A row is simple if its phone cell contains only digits and spaces, perhaps after a `+`, and
        the row needs no note. For a simple row, `link_row` makes the same link, but takes longer.
        """
        if self._fast_column is None or row.notes or (self._wrapped and self._wrapped.begun):
            return None
        if self._is_label_readable and not self._is_label_readable(row):
            return None
        cell = row.cells[self._fast_column]
        found = match_fast(cell, self.region)
        if found is None or (
            self.countries and cell[0] != "+" and self.countries.find_conflict(row)
        ):
            return None
        plan, national, match = found
        try:
            text, encoded = self._make_text(row, None)
        except TextError:
            return None
        if ("%" in text or "&" in text or not text.isascii()) and text_notes(text):
            return None
        link = build_url(f"{plan.code}{national}", encoded, self._via)
        return link, f"+{plan.code} {match.group(national)}"


def _accept_or_reject(row: Row, phone: PhoneNumber | None, accept: Acceptor) -> Outcome:
    """Return the row with the link from `accept`; `Rejected` if `accept` raises RecordError."""
    try:
        return accept(row, phone)
    except RecordError as error:
        return Rejected.of(row, error)
