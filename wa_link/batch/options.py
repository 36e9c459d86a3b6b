"""Options of a run over rows: how numbers, texts and links are made, and checks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from wa_link._support.arguments import NONE, option, require_options, require_texts
from wa_link.errors import OptionError
from wa_link.phone import PhoneNumber
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike
    from typing import BinaryIO

    from wa_link.batch.row_numbers import Multiple
    from wa_link.batch.summary import SheetInfo, Summary
    from wa_link.links.via import Via
    from wa_link.phone import Assume
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.printing.labels.label_sheet import LabelSheet


class ContactOptions(TypedDict, total=False):
    """Options for links from the cells of a row.

    Attributes:
        phone_columns: names or numbers of the phone columns; the first that gives a number counts.
            Without this option, columns are found by their headers, and a later column is read
            only where the earlier ones are blank.
        number: one number for all rows; no column is read for numbers.
        links_column: the column with WhatsApp links, which stay unchanged. No number is read, and
            no text is prefilled. It can be `wa_link` of an earlier output, except in `convert`.
        region: country of numbers without `+`: `SA`, `Saudi Arabia` or `+966`.
        region_column: the column with the country of each row; a blank cell means `region`.
        assume: how to read digits with neither `+` nor a leading zero: `national` or
            `international`. Without this option, both ways are tried.
        multiple: how to read several numbers in a cell: take the `first` valid one (default),
            `split` the row into one row for each, or `reject` the row.
        unique: reject repeated numbers, as `duplicate`. The run then remembers all numbers, which
            takes about 100 bytes each.
        text: a template of the prefilled text; see `Template`.
        text_column: the column with the prefilled text, which is not a template.
        via: form of the links: `wa.me` (default), `api`, `web` or `app`.
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


class LinkOptions(ContactOptions, total=False):
    """Options of `link_rows`: those of `ContactOptions`, and outputs for each row.

    Attributes:
        codes: a folder that gets a QR code for each accepted row.
        draw: draw these codes at once (default), or only name them.
        labels: pages that get a label for each accepted row, when its outcome is taken.
        rows: row numbers and ranges, such as `5-9,12`, counted as `{wa_row}` counts. Other rows
            have no outcome.
    """

    codes: CodeFolder | None
    draw: bool
    labels: LabelSheet | None
    rows: str | None


class ReadOptions(TypedDict, total=False):
    """Options for reading a sheet; see `read_sheet`.

    Attributes:
        header: whether a row names the columns (default). If not, they are `1`, `2`, ….
        header_row: row that names the columns, counted from 1, blank rows included; found by its
            cells without this option.
        delimiter: one character between cells; found among comma, semicolon, tab and bar.
        encoding: encoding of text, such as `cp1252`. Default: UTF-8, or what a byte-order mark
            says.
        worksheet: name of a worksheet. Default: the first visible one with a phone column, or with
            cells.
    """

    header: bool
    header_row: int | None
    delimiter: str | None
    encoding: str | None
    worksheet: str | None


class ConvertOptions(ContactOptions, ReadOptions, total=False):
    """Options of `convert`: those of `ContactOptions` and `ReadOptions`, and how files are written.

    Attributes:
        to: format of the output: `csv`, `tsv`, `jsonl` or `xlsx`. Default: by the extension of
            the target, else as the input.
        rejects: path of a file for rejected rows, with their line, reason and message. Without
            it, they are in the output.
        spreadsheet_safe: put an apostrophe before cells of delimited text that a spreadsheet would
            calculate.
        codes: a folder that gets a QR code for each accepted row; the output has their names.
        jobs: number of worker processes for a long sheet. Default: one for each core.
        dry_run: write nothing; the summary says what a run would do.
        on_sheet: function that is called once, before the first row, with a `SheetInfo`.
        on_progress: function that is called after every few rows, with a `Summary` so far. If it
            raises an exception, the run ends and no file is written.
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

CONTACT_KINDS: Kinds = {
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
}
LINK_KINDS: Kinds = {
    **CONTACT_KINDS,
    "codes": (),
    "draw": (bool,),
    "labels": (),
    "rows": (str, NONE),
}
"""The types of each of LinkOptions; none where any type is taken."""
READ_KINDS: Kinds = {
    "header": (bool,),
    "header_row": (int, NONE),
    "delimiter": (str, NONE),
    "encoding": (str, NONE),
    "worksheet": (str, NONE),
}
"""The types of each of ReadOptions."""
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
"""The types of each of ConvertOptions; none where any type is taken."""
NUMBER_OPTIONS = (
    "phone_columns", "number", "region", "region_column", "assume", "multiple", "text",
    "text_column", "via",
)  # fmt: skip
"""Options that make links from numbers; a column of links has no use for them."""


def check_link_options(sheet: Sheet, options: LinkOptions) -> None:
    """Fail on options of `link_rows` that are unknown, of another type, or contradict each other.

    Raises:
        TypeError: an option is unknown, or not of its type.
        OptionError: two options contradict each other.
    """
    if not isinstance(sheet, Sheet):
        raise TypeError(
            f"sheet must be a Sheet, not {type(sheet).__name__}: with open_sheet(path) as sheet: …"
        )
    require_options(options, LINK_KINDS, "link_rows")
    check_outputs(options)
    if names := options.get("phone_columns"):
        require_texts("phone_columns", names)
    check_number_options(options)


def check_number_options(options: ContactOptions) -> None:
    """Fail on options that have no effect, because one number or a column of links is given.

    Raises:
        OptionError: there is such an option.
    """
    if options.get("number") is not None:
        for name in ("phone_columns", "region_column"):
            if options.get(name):
                raise OptionError(
                    f"{option(name)} has no effect with {option('number')}: leave one out."
                )
    if options.get("links_column") is not None:
        for name in NUMBER_OPTIONS:
            if options.get(name):
                raise OptionError(
                    f"{option(name)} has no effect on the links of {option('links_column')}: "
                    "leave one out."
                )


def check_outputs(options: Mapping[str, object]) -> None:
    """Fail unless codes go to a CodeFolder and labels to a LabelSheet."""
    for name, method, kind in (
        ("codes", "claim_name", "CodeFolder"),
        ("labels", "add", "LabelSheet"),
    ):
        # Their modules are not imported here: they load Pillow.
        if (given := options.get(name)) is not None and not hasattr(given, method):
            raise TypeError(f"{name} must be a {kind}, not {type(given).__name__}.")
