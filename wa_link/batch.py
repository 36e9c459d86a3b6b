"""Rows -> outcomes: the whole way of a sheet as one generator, in constant memory."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, TypedDict, Unpack

from wa_link.arguments import NONE, require_all, require_names
from wa_link.contacts.sheet import Sheet
from wa_link.errors import (
    OptionError,
    PhoneError,
    Reason,
    RecordError,
    TextError,
    named_option,
)
from wa_link.link import url_of
from wa_link.mojibake import caution
from wa_link.outcome import Accepted, Outcome, Rejected
from wa_link.phone import PhoneNumber
from wa_link.phone.certain import decided
from wa_link.phone.regions import region_option
from wa_link.row_labels import labels_allow
from wa_link.row_numbers import (
    Multiple,
    always,
    choose_phone_columns,
    numbers_reader,
)
from wa_link.row_texts import card_texts, filled, names_number, template_remarks, text_maker
from wa_link.template import Template
from wa_link.via import Via, via_option
from wa_link.ways_out import option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from wa_link.contacts.sheet import Row
    from wa_link.errors import Note
    from wa_link.printing.labels import LabelSheet
    from wa_link.phone import Assume
    from wa_link.printing.folder import CodeFolder


Acceptor: TypeAlias = "Callable[[Row, PhoneNumber], Accepted]"
"""Links a row to a number, or raises RecordError."""


class Linking(TypedDict, total=False):
    """How the rows of a sheet are linked.

    Attributes:
        phone_columns: names or numbers of columns, of which the first that gives a number counts.
            Found by header when left out: then the next column counts only where the better is
            blank.
        number: one number for all rows; no column is read for it.
        region: `SA`, `Saudi Arabia` or `+966`: how numbers without `+` are read.
        region_column: the column that says so for its row; where it is blank, `region` does.
        assume: how digits with neither `+` nor a leading zero are read.
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
    assume: Assume | str | None
    multiple: Multiple | str
    unique: bool
    text: str
    text_column: str | None
    via: Via | str
    codes: CodeFolder | None
    draw: bool
    labels: LabelSheet | None


_KINDS: dict[str, tuple[type, ...]] = {
    "phone_columns": (),
    "number": (PhoneNumber, NONE),
    "region": (str, NONE),
    "region_column": (str, NONE),
    "assume": (str, NONE),
    "multiple": (str,),
    "unique": (bool,),
    "text": (str,),
    "text_column": (str, NONE),
    "via": (str,),
    "codes": (),
    "draw": (bool,),
    "labels": (),
}


def link_rows(sheet: Sheet, **options: Unpack[Linking]) -> Iterator[Outcome]:
    """One outcome for every row of `sheet`, in order, as rows are taken.

    Args:
        sheet: from `open_sheet`, `read_sheet` or `Sheet.of`.
        **options: how its rows are linked; see `Linking`.

    Raises:
        OptionError: a column, region, template or form that cannot be used: before the first row.
        TypeError: an option is not known, or not of its type: before the first row.
        InputError: (as rows are taken) the sheet cannot be read on.
    """
    return Linker(sheet, **options).outcomes(sheet)


class Linker:
    """Links rows that have the columns of a sheet.

    Attributes:
        remarks: sentences about templates: what they have as text, and may be meant as a field.
    """

    def __init__(self, sheet: Sheet, **options: Unpack[Linking]) -> None:
        """No row of the sheet is taken.

        Raises:
            OptionError: a column, region, template or form that cannot be used.
            TypeError: an option is not known, or not of its type.
        """
        _check_options(sheet, options)
        number, region = options.get("number"), options.get("region")
        region_column, codes = options.get("region_column"), options.get("codes")
        names = options.get("phone_columns", ())
        columns = () if number else choose_phone_columns(sheet, names)
        read_numbers = numbers_reader(
            sheet,
            columns,
            region=region,
            region_column=region_column,
            multiple=options.get("multiple", Multiple.FIRST),
            assume=options.get("assume"),
            by_name=bool(names),
        )
        self._read_numbers = always(number) if number else read_numbers
        self._make_text = text_maker(sheet, options.get("text", ""), options.get("text_column"))
        self._via = via_option(options.get("via", Via.WA_ME))
        self._accept: Acceptor = self._accepted
        if codes:
            self._accept = _with_codes(self._accept, codes, sheet, draw=options.get("draw", True))
        if labels := options.get("labels"):
            self._accept = _with_texts(self._accept, labels, sheet)
        self._lines: dict[int, int] | None = None
        if options.get("unique"):
            self._lines = {}
            self._accept = _once(self._accept, self._lines)
        self._labels = options.get("labels")
        self.remarks = _remarks(sheet, options)
        self._plain_column: int | None = None
        self._label_allows: Callable[[Row], bool] | None = None
        plain = self._accept == self._accepted and not names_number(options.get("text", ""))
        plain = plain and not sheet.has_formats
        if plain and len(columns) == 1 and region_column is None:
            self._plain_column = columns[0]
            self._label_allows = labels_allow(sheet, columns[0])
            self._region = region_option(region) if region is not None else None

    def outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """One outcome for every row, in order; several, where a row is split."""
        if self._labels is None:
            return self._linked(rows)
        return _on_labels(self._linked(rows), self._labels, self._lines)

    def _linked(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        for row in rows:
            if row.problem:
                yield Rejected(row, Reason.MALFORMED_ROW, row.problem)
                continue
            try:
                phones = self._read_numbers(row)
            except PhoneError as error:
                yield Rejected.of(row, error)
                continue
            for phone in phones:
                yield self._outcome(row, phone)

    def plain_link(self, row: Row) -> tuple[str, str] | None:
        """The link of a row of which nothing is to be said, and its number as it is written.

        None for any other row; for most it is what `outcomes` gives, and found faster.
        """
        if self._plain_column is None or row.notes:
            return None
        if self._label_allows and not self._label_allows(row):
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
        notes = phone.notes + row.notes
        if found := caution(text):
            notes += (found,)
        return Accepted(
            row, phone, text, url_of(phone.digits, encoded, self._via), self._via, notes
        )


def _check_options(sheet: Sheet, options: Linking) -> None:
    if not isinstance(sheet, Sheet):
        raise TypeError(
            f"sheet must be a Sheet, not {type(sheet).__name__}: with open_sheet(path) as sheet: …"
        )
    require_all(options, _KINDS, "link_rows")
    if names := options.get("phone_columns"):
        require_names("phone_columns", names)
    if options.get("number") is not None:
        for name in ("phone_columns", "region_column"):
            if options.get(name):
                raise OptionError(f"{option(name)} reads numbers that {option('number')} replaces.")


def _remarks(sheet: Sheet, options: Linking) -> tuple[str, ...]:
    templates = [Template.parse(options.get("text", ""))]
    if codes := options.get("codes"):
        templates += [codes.name, *(template for _, template in codes.templates.parts)]
    if labels := options.get("labels"):
        templates += [template for _, template in labels.templates.parts]
    return tuple(
        dict.fromkeys(remark for each in templates for remark in template_remarks(sheet, each))
    )


def _with_codes(accept: Acceptor, codes: CodeFolder, sheet: Sheet, *, draw: bool) -> Acceptor:
    """Gives what is accepted a code, too; raises SymbolError where none holds the link."""
    with named_option(option("name")):
        name_of = filled(sheet, codes.name, "%06d")
    from wa_link.printing.folder import Order  # noqa: PLC0415  (where codes are drawn)

    texts_of = card_texts(sheet, codes.templates)

    def accept_with_code(row: Row, phone: PhoneNumber) -> Accepted:
        accepted = accept(row, phone)
        texts = texts_of(row, phone)
        code = codes.file_name(accepted.url, name_of(row, phone))
        named = replace(accepted, code=code, texts=texts)
        return drawn(named, codes.draw(Order(named.url, code, texts))) if draw else named

    return accept_with_code


def _with_texts(accept: Acceptor, labels: LabelSheet, sheet: Sheet) -> Acceptor:
    """Gives what is accepted the texts on its label."""
    texts_of = card_texts(sheet, labels.templates)

    def accept_with_texts(row: Row, phone: PhoneNumber) -> Accepted:
        return replace(accept(row, phone), texts=texts_of(row, phone))

    return accept_with_texts


def _on_labels(
    outcomes: Iterable[Outcome], labels: LabelSheet, lines: dict[int, int] | None
) -> Iterator[Outcome]:
    """Put what is accepted on labels, and yield the outcomes, in order, after that.

    A row whose label can't be printed is rejected, and its number is free again: `lines` are those
    of the numbers that have links, where each may have one.
    """
    from wa_link.printing.labels import Label  # noqa: PLC0415  (where labels are printed)

    waiting: deque[Outcome] = deque()

    def labels_of() -> Iterator[Label]:
        for outcome in outcomes:
            waiting.append(outcome)
            if isinstance(outcome, Accepted) and outcome.texts is not None:
                yield Label(outcome.url, outcome.texts, labels.copies)

    for added in labels.add_all(labels_of(), one_by_one=lines is not None):
        while isinstance(waiting[0], Rejected):
            yield waiting.popleft()
        outcome = waiting.popleft()
        assert isinstance(outcome, Accepted)  # noqa: S101  (all others are rejected)
        if isinstance(added, RecordError):
            if lines is not None:
                del lines[int(outcome.phone.digits)]
            yield Rejected.of(outcome.row, added)
        else:
            yield drawn(outcome, added)
    yield from waiting


def drawn(accepted: Accepted, notes: tuple[Note, ...]) -> Accepted:
    """The same, its code drawn: with what was noted about that."""
    return replace(accepted, notes=accepted.notes + notes) if notes else accepted


def _once(accept: Acceptor, lines: dict[int, int]) -> Acceptor:
    """Accepts a number once; raises PhoneError for one that was accepted before, on its line."""

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
