"""Options of `link_rows` and `convert`, and the checks that they fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from wa_link._support.arguments import NONE, option, require_options, require_texts
from wa_link.errors import OptionError
from wa_link.links.chat_link_forms import Via, parse_via, require_username_form
from wa_link.phone import PhoneNumber
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from os import PathLike
    from typing import BinaryIO

    from wa_link.batch.row_numbers import Multiple
    from wa_link.batch.summary import SheetInfo, Summary
    from wa_link.errors import NoteCode
    from wa_link.phone import Assume
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.printing.labels.label_sheet import LabelSheet


class ContactOptions(TypedDict, total=False):
    """Options that say how the link of a row is made from its cells.

    Attributes:
        phone_columns: names or numbers of the phone columns. They are tried in this order until one
            contains a valid number. By default, phone columns are found by their headers. Then
            a column is read only if the cells of the columns before it are blank, or contain a word
            such as `none`.
        number: one phone number for the links of all rows. The columns are then not searched for
            numbers.
        links_column: name of a column that contains WhatsApp links. The links stay unchanged, no
            phone number is read, and no text is prefilled. Only a number without its calling code
            gets it, if its region is given. The column can be `wa_link` of an earlier output, but
            not in `convert`.
        username_column: name of a column that contains WhatsApp usernames, such as `maria.lopez`.
            The links then open the chats of these usernames. No phone number is read, except with
            `phone_columns`: then each row can have a number or a username, but not both.
        region: country of numbers without `+`, such as `SA`, `Saudi Arabia` or `+966`. If the sheet
            has a column of countries that is not `region_column`, a row with another country is
            rejected, unless its number has a `+`.
        region_column: name of the column with the country of each row. If the cell is blank, the
            country is `region`.
        assume: how to read digits with neither `+` nor a leading 0: `national` or `international`.
            By default, both ways are tried, and the row is rejected if both give a valid number and
            neither clearly fits better.
        multiple: what to do if a cell contains several numbers: take the `first` valid one
            (default), `split` the row into one row for each number, or `reject` the row.
        unique: whether to reject a row that repeats the number or username of an earlier row. The
            reason is `duplicate`. All numbers are then kept in memory, about 100 bytes each.
        text: template of the prefilled text, such as `Hi {name}`; see `Template`. If it is None, a
            link in a phone cell keeps its text; if it is empty, that text is removed.
        text_column: name of the column that contains the prefilled text. Its cells are not
            templates, so `{name}` in a cell stays unchanged.
        via: form of the links: `wa.me` (default), `api`, `web` or `app`.
        reject_notes: codes of notes, such as `check_link`; `repairs` (all notes that change the
            number), or `all`. A row that would get one of these notes is rejected. The code of the
            note is then its reason.
    """

    phone_columns: Sequence[str]
    number: PhoneNumber | None
    links_column: str | None
    username_column: str | None
    region: str | None
    region_column: str | None
    assume: Assume | str | None
    multiple: Multiple | str
    unique: bool
    text: str | None
    text_column: str | None
    via: Via | str
    reject_notes: Collection[NoteCode | str]


class LinkOptions(ContactOptions, total=False):
    """Options of `link_rows`: all of `ContactOptions`, and QR codes, labels and choice of rows.

    Attributes:
        codes: folder in which a QR code is saved for each accepted row.
        draw: whether to draw and save these codes (default). If False, the rows only get the file
            names of their codes.
        labels: LabelSheet that gets a label for each accepted row. The label is added when the
            caller reads the outcome of that row.
        rows: numbers and ranges of the rows to link, such as `5-9,12`. The first row below the
            header is row 1. Other rows are skipped.
    """

    codes: CodeFolder | None
    draw: bool
    labels: LabelSheet | None
    rows: str | None


class ReadOptions(TypedDict, total=False):
    """Options that say how the file of a sheet is read; see `read_sheet`.

    Attributes:
        header: whether the sheet has a header row, which names the columns (default). If False, the
            names of the columns are `1`, `2` and so on.
        header_row: number of the header row. Rows count from 1, including blank rows. By default,
            the header row is found by its cells.
        delimiter: the character between cells. By default, it is detected: comma, semicolon, tab
            or `|`.
        encoding: encoding of the text, such as `cp1252`. By default, UTF-8, UTF-16 and UTF-32 are
            detected.
        worksheet: name of a worksheet. By default, the first visible worksheet that has a phone
            column is read. If there is none, the first visible worksheet that has a filled cell is
            read.
    """

    header: bool
    header_row: int | None
    delimiter: str | None
    encoding: str | None
    worksheet: str | None


class ConvertOptions(ContactOptions, ReadOptions, total=False):
    """Options of `convert`: all options of `ContactOptions` and `ReadOptions`, and these.

    Attributes:
        to: format of the output: `csv`, `tsv`, `jsonl`, `xlsx` or `vcf`. By default, the extension
            of the target chooses the format. If there is no extension, the format of the input is
            used.
        rejects: path of a file for the rejected rows, or a file opened for bytes. It contains the
            line number of each rejected row, the reason and a message. By default, rejected rows
            are written to the output, between the other rows.
        spreadsheet_safe: whether to put an apostrophe before text that a spreadsheet would
            calculate as a formula, such as `=1+1`. It affects CSV and TSV.
        codes: folder in which a QR code is saved for each accepted row. The output gets a column
            that contains the file names of the codes.
        jobs: number of worker processes for a long sheet. By default, one for each processor core.
        dry_run: whether to run without writing any file. The `Summary` says what a real run would
            write.
        on_sheet: function that is called once, before the first row is linked, with a `SheetInfo`.
        on_progress: function that is called repeatedly during the run, with a `Summary` of the
            rows so far. If it raises an exception, the run ends and no file is written.
    """

    to: str | None
    rejects: str | PathLike[str] | BinaryIO | None
    spreadsheet_safe: bool
    codes: CodeFolder | None
    jobs: int | None
    dry_run: bool
    on_sheet: Callable[[SheetInfo], object] | None
    on_progress: Callable[[Summary], object] | None


Kinds = dict[str, tuple[type, ...]]
"""The allowed types of each option, by its name."""

CONTACT_KINDS: Kinds = {
    "phone_columns": (),
    "number": (PhoneNumber, NONE),
    "links_column": (str, NONE),
    "username_column": (str, NONE),
    "region": (str, NONE),
    "region_column": (str, NONE),
    "assume": (str, NONE),
    "multiple": (str,),
    "unique": (bool,),
    "text": (str, NONE),
    "text_column": (str, NONE),
    "via": (str,),
    "reject_notes": (),
}
LINK_KINDS: Kinds = {
    **CONTACT_KINDS,
    "codes": (),
    "draw": (bool,),
    "labels": (),
    "rows": (str, NONE),
}
"""Allowed types of each option in `LinkOptions`; `()` allows any type."""
READ_KINDS: Kinds = {
    "header": (bool,),
    "header_row": (int, NONE),
    "delimiter": (str, NONE),
    "encoding": (str, NONE),
    "worksheet": (str, NONE),
}
"""Allowed types of each option in `ReadOptions`."""
CONVERT_KINDS: Kinds = {
    **CONTACT_KINDS,
    **READ_KINDS,
    "to": (str, NONE),
    "rejects": (),
    "spreadsheet_safe": (bool,),
    "codes": (),
    "jobs": (int, NONE),
    "dry_run": (bool,),
    "on_sheet": (),
    "on_progress": (),
}
"""Allowed types of each option in `ConvertOptions`; `()` allows any type."""
_NOT_FROM_PHONES = ("number", "links_column", "username_column")
PHONE_OPTIONS = ("phone_columns", "number", "region", "region_column", "assume", "multiple")
"""Options for phone numbers. They have no effect with `username_column` alone."""
NUMBER_OPTIONS = (
    "phone_columns", "number", "assume", "multiple", "username_column", "text", "text_column",
    "via",
)  # fmt: skip
"""Options that make links from numbers or usernames. They have no effect with `links_column`."""


def named_phone_columns(options: ContactOptions) -> Sequence[str] | None:
    """Return the names of the phone columns; an empty list if they are found by their headers.

    Return None if no phone number is read from the columns of the sheet.
    """
    names = options.get("phone_columns", ())
    is_read = all(options.get(name) is None for name in _NOT_FROM_PHONES)
    return names if is_read or (names and options.get("username_column") is not None) else None


def check_link_options(sheet: Sheet, options: LinkOptions) -> None:
    """Fail if an option of `link_rows` is unknown, has a wrong type, or contradicts another option.

    Raises:
        TypeError: an option is unknown, or has the wrong type.
        OptionError: two options contradict each other, such as `number` and `phone_columns`.
    """
    if not isinstance(sheet, Sheet):
        raise TypeError(
            f"sheet must be a Sheet, not {type(sheet).__name__}: write "
            "'with open_sheet(path) as sheet:' before this call."
        )
    require_options(options, LINK_KINDS, "link_rows")
    check_outputs(options)
    if names := options.get("phone_columns"):
        require_texts("phone_columns", names)
    check_number_options(options)


def check_number_options(options: ContactOptions) -> None:
    """Fail if an option has no effect together with `number`, `links_column` or `username_column`.

    Raises:
        OptionError: an option has no effect, such as `region` with `links_column`; or `via` is a
            form that links to usernames do not have.
    """
    has_phones = bool(options.get("phone_columns"))
    for main, others in (
        ("number", ("phone_columns", "region_column")),
        ("links_column", NUMBER_OPTIONS),
        ("username_column", ("number",) if has_phones else PHONE_OPTIONS),
    ):
        for name in others if options.get(main) is not None else ():
            if options.get(name):
                raise OptionError(
                    f"{option(name)} has no effect with {option(main)}: use only one of these "
                    "options."
                )
    if options.get("username_column") is not None:
        require_username_form(parse_via(options.get("via", Via.WA_ME)))


def check_outputs(options: Mapping[str, object]) -> None:
    """Raise TypeError if `codes` or `labels` has a wrong type.

    `codes` must be a CodeFolder or None, and `labels` must be a LabelSheet or None.
    """
    for name, method, kind in (
        ("codes", "claim_name", "CodeFolder"),
        ("labels", "add", "LabelSheet"),
    ):
        # Their modules are not imported here: they load Pillow.
        if (given := options.get(name)) is not None and not hasattr(given, method):
            raise TypeError(f"{name} must be a {kind}, not {type(given).__name__}.")
