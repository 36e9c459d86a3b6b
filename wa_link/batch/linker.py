"""Rows -> outcomes: the whole way of a sheet as one generator, in constant memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from wa_link._support.arguments import NONE, require_all, require_names
from wa_link._support.mojibake import mojibake_note
from wa_link._support.ways_out import option
from wa_link.batch.acceptors import (
    Seen,
    UndecidedError,
    accept_own_links,
    add_codes,
    add_label_texts,
    put_on_labels,
    reject_duplicates,
)
from wa_link.batch.labelled_cells import label_check
from wa_link.batch.outcome import Accepted, Outcome, Rejected
from wa_link.batch.row_choice import RowChoice
from wa_link.batch.row_numbers import (
    Multiple,
    choose_phone_columns,
    constant_reader,
    numbers_reader,
)
from wa_link.batch.row_texts import names_number, template_remarks, text_maker
from wa_link.errors import OptionError, PhoneError, Reason, RecordError, TextError, named_option
from wa_link.links.link import url_of
from wa_link.links.template import Template
from wa_link.links.via import Via, via_option
from wa_link.phone import PhoneNumber
from wa_link.phone.certain import decided
from wa_link.phone.regions import region_option
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from wa_link.batch.acceptors import Acceptor
    from wa_link.phone import Assume
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.printing.labels.labels import LabelSheet
    from wa_link.sheets.sheet import Row


class LinkOptions(TypedDict, total=False):
    """How the rows of a sheet are linked.

    Attributes:
        phone_columns: names or numbers of columns, of which the first that gives a number counts.
            Found by header when left out: then the next column counts only where the better is
            blank.
        number: one number for all rows; no column is read for it.
        links_column: the column with WhatsApp links, which are not changed; no number
            is read, and no text is prefilled.
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
        labels: pages that get a label for each accepted row, as its outcome is taken.
        rows: rows that have an outcome, such as `5-9,12`, counted as `{wa_row}` counts; the others
            have none.
    """

    phone_columns: Sequence[str]
    number: PhoneNumber | None
    links_column: str | None
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
    rows: str | None


_KINDS: dict[str, tuple[type, ...]] = {
    "phone_columns": (),
    "number": (PhoneNumber, NONE),
    "links_column": (str, NONE),
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
    "rows": (str, NONE),
}
# Options that make a link of a number, which a column of links has no use for.
_OF_NUMBERS = (
    "phone_columns", "number", "region", "region_column", "assume", "multiple", "text",
    "text_column", "via",
)  # fmt: skip


def link_rows(sheet: Sheet, **options: Unpack[LinkOptions]) -> Iterator[Outcome]:
    """One outcome for every row of `sheet`, in order, as rows are taken.

    Args:
        sheet: from `open_sheet`, `read_sheet` or `Sheet.of`.
        **options: how its rows are linked; see `LinkOptions`.

    Raises:
        OptionError: a column, region, template or form that cannot be used: before the first row.
        TypeError: an option is not known, or not of its type: before the first row.
        InputError: (as rows are taken) the sheet cannot be read on.
    """
    linker = Linker(sheet, **options)
    return linker.all_outcomes(sheet)


class Linker:
    """Links rows that have the columns of a sheet.

    Attributes:
        remarks: sentences about templates: what they have as text, and may be meant as a field.
        seen: numbers and links that were accepted, where each may have one link.
    """

    def __init__(self, sheet: Sheet, **options: Unpack[LinkOptions]) -> None:
        """No row of the sheet is taken.

        Raises:
            OptionError: a column, region, template or form that cannot be used.
            TypeError: an option is not known, or not of its type.
        """
        _check_options(sheet, options)
        number, region = options.get("number"), options.get("region")
        region_column = options.get("region_column")
        names = options.get("phone_columns", ())
        links_column = options.get("links_column")
        columns = () if number or links_column else choose_phone_columns(sheet, names)
        read_numbers = numbers_reader(
            sheet,
            columns,
            region=region,
            region_column=region_column,
            multiple=options.get("multiple", Multiple.FIRST),
            assume=options.get("assume"),
            by_name=bool(names),
        )
        self._read_numbers = constant_reader(number) if number else read_numbers
        rows = options.get("rows")
        self._rows = None if rows is None else RowChoice.parse(rows)
        self._last_row = 0
        self._make_text = text_maker(sheet, options.get("text", ""), options.get("text_column"))
        self._via = via_option(options.get("via", Via.WA_ME))
        self._has_links = links_column is not None
        self.seen = Seen() if options.get("unique") else None
        self._accept = self._acceptor(sheet, options, draw=options.get("draw", True))
        self._accept_unchosen = self._accept
        if self._rows is not None:
            # Rows that are not chosen have no codes; but what is a duplicate depends on them, too.
            self._accept_unchosen = self._acceptor(sheet, options, draw=False)
        self._labels = options.get("labels")
        self.remarks = _remarks(sheet, options)
        self._plain_column: int | None = None
        self._label_allows: Callable[[Row], bool] | None = None
        plain = self._accept == self._accepted and not names_number(options.get("text", ""))
        plain = plain and not sheet.has_formats and self._rows is None
        if plain and len(columns) == 1 and region_column is None:
            self._plain_column = columns[0]
            self._label_allows = label_check(sheet, columns[0])
            self._region = region_option(region) if region is not None else None

    def _acceptor(self, sheet: Sheet, options: LinkOptions, *, draw: bool) -> Acceptor:
        """Return what links a row; `draw` is whether its code is drawn at once."""
        accept: Acceptor = self._accepted
        if (links_column := options.get("links_column")) is not None:
            accept = accept_own_links(sheet, links_column)
        if codes := options.get("codes"):
            accept = add_codes(accept, codes, sheet, draw=draw)
        if labels := options.get("labels"):
            accept = add_label_texts(accept, labels, sheet)
        return accept if self.seen is None else reject_duplicates(accept, self.seen)

    def outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """One outcome for every row, in order; several, where a row is split."""
        linked = self.linked(rows)
        if self._labels is None:
            return filter(None, linked)  # there is no None where nobody waits
        return put_on_labels(linked, self._labels, self.seen)

    def all_outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """Yield the outcomes of all rows of the sheet.

        Raises:
            OptionError: (at the end) a row is chosen that the sheet does not have.
        """
        yield from self.outcomes(rows)
        self.check_end()

    def check_end(self) -> None:
        """Fail where a row is chosen that was not among those that had their turn.

        Raises:
            OptionError: there is such a row.
        """
        if self._rows is not None:
            with named_option(option("rows")):
                self._rows.check_end(self._last_row)

    def linked(self, rows: Iterable[Row]) -> Iterator[Outcome | None]:
        """Yield what `outcomes` does, but print no labels.

        A None comes before an outcome that depends on others which are `awaited`: it is the
        caller's turn to settle them.
        """
        for row in rows:
            self._last_row = row.number
            if self._rows is None or self._rows.has(row.number):
                yield from self._outcomes_of(row, self._accept)
            elif self.seen is not None:
                outcomes = self._outcomes_of(row, self._accept_unchosen)
                yield from (outcome for outcome in outcomes if outcome is None)

    def _outcomes_of(self, row: Row, accept: Acceptor) -> Iterator[Outcome | None]:
        if row.problem:
            yield Rejected(row, Reason.MALFORMED_ROW, row.problem)
            return
        phones: Iterable[PhoneNumber | PhoneError | None] = (None,)
        if not self._has_links:
            try:
                phones = self._read_numbers(row)
            except PhoneError as error:
                yield Rejected.of(row, error)
                return
        for phone in phones:
            try:
                outcome = _outcome(row, phone, accept)
            except UndecidedError:
                yield None
                outcome = _outcome(row, phone, accept)
            yield outcome

    def fast_link(self, row: Row) -> tuple[str, str] | None:
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
        if not text.isascii() and mojibake_note(text):
            return None
        link = url_of(f"{plan.code}{national}", encoded, self._via)
        return link, f"+{plan.code} {verdict.grouped(national)}"

    def _accepted(self, row: Row, phone: PhoneNumber | None) -> Accepted:
        assert phone is not None  # noqa: S101  (a column of links has another way)
        text, encoded = self._make_text(row, phone)
        notes = phone.notes + row.notes
        if found := mojibake_note(text):
            notes += (found,)
        return Accepted(
            row, phone, text, url_of(phone.digits, encoded, self._via), self._via, notes
        )


def _outcome(row: Row, phone: PhoneNumber | PhoneError | None, accept: Acceptor) -> Outcome:
    if isinstance(phone, PhoneError):
        return Rejected.of(row, phone)
    try:
        return accept(row, phone)
    except RecordError as error:
        return Rejected.of(row, error)


def _check_options(sheet: Sheet, options: LinkOptions) -> None:
    if not isinstance(sheet, Sheet):
        raise TypeError(
            f"sheet must be a Sheet, not {type(sheet).__name__}: with open_sheet(path) as sheet: …"
        )
    require_all(options, _KINDS, "link_rows")
    _check_outputs(options)
    if names := options.get("phone_columns"):
        require_names("phone_columns", names)
    if options.get("number") is not None:
        for name in ("phone_columns", "region_column"):
            if options.get(name):
                raise OptionError(f"{option(name)} reads numbers that {option('number')} replaces.")
    if options.get("links_column") is not None:
        for name in _OF_NUMBERS:
            if options.get(name):
                raise OptionError(
                    f"Links of {option('links_column')} are not changed: leave out {option(name)}."
                )


def _check_outputs(options: LinkOptions) -> None:
    """Fail unless codes go to a CodeFolder and labels to a LabelSheet."""
    for name, method, kind in (
        ("codes", "file_name", "CodeFolder"),
        ("labels", "add", "LabelSheet"),
    ):
        # Their modules are not imported here: they load what draws.
        if (given := options.get(name)) is not None and not hasattr(given, method):
            raise TypeError(f"{name} must be a {kind}, not {type(given).__name__}.")


def _remarks(sheet: Sheet, options: LinkOptions) -> tuple[str, ...]:
    templates = [Template.parse(options.get("text", ""))]
    if codes := options.get("codes"):
        templates += [codes.name, *(template for _, template in codes.templates.parts)]
    if labels := options.get("labels"):
        templates += [template for _, template in labels.templates.parts]
    return tuple(
        dict.fromkeys(remark for each in templates for remark in template_remarks(sheet, each))
    )
