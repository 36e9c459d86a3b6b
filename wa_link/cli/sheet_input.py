"""Parameters of commands on sheets: checks, the options of the library, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wa_link._support.collisions import refuse_overwriting
from wa_link._support.quoting import quote
from wa_link.batch.options import ContactOptions, ReadOptions
from wa_link.cli.collisions import refuse_reading_twice
from wa_link.cli.flags import shell_quote
from wa_link.cli.messages import say, say_notes
from wa_link.cli.options import chosen_text, refuse_options
from wa_link.cli.sections import empty_name_error
from wa_link.errors import PhoneError
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.batch.summary import ColumnInfo, SheetInfo
    from wa_link.phone import PhoneNumber
    from wa_link.qr.render.styling import Styling

    Function = TypeVar("Function", bound=Callable[..., Any])

# Names of a tab.
_DELIMITER_NAMES = {r"\t": "\t", "tab": "\t"}


def several_sheets_error(ctx: click.Context, sheets: list[str]) -> click.UsageError:
    """Return the error for several files; raise another for one file whose name has spaces."""
    command, whole = ctx.info_name, " ".join(sheets)
    if Path(whole).exists():
        raise click.UsageError(
            f"{quote(whole, 200)} came as {len(sheets)} names: quote it, as in wa-link {command} "
            f"{shell_quote(whole)}."
        )
    return click.UsageError(
        f"{quote(sheets[0], 200)} and {quote(sheets[1], 200)} are {len(sheets)} arguments, and "
        f"{command} reads one sheet: quote a value with spaces, and run {command} once for each "
        "sheet."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOptions:
    """Parameters of commands on sheets, under the names of their options."""

    contacts: str
    delimiter: str | None
    encoding: str | None
    no_header: bool
    header_row: int | None
    worksheet: str | None
    phone_columns: tuple[str, ...]
    number: str | None
    region: str | None
    assume: str | None
    via: str
    multiple: str
    unique: bool
    region_column: str | None
    text: str | None
    text_file: str | None
    text_column: str | None
    output: str
    rejects: str | None
    spreadsheet_safe: bool
    dry_run: bool
    quiet: bool
    error_correction: str | None
    styling: Styling
    links_column: str | None = None


def check_sheet_options(ctx: click.Context, asked: SheetOptions) -> None:
    """Fail on options that contradict each other, or have no effect."""
    if asked.number is not None:
        refuse_options(
            ctx,
            ("phone_columns", "region_column"),
            "has no effect with --number: leave one out.",
        )
    if asked.text_column is not None:
        refuse_options(
            ctx, ("text", "text_file"), "and --text-column both give the text: leave one out."
        )
    if asked.no_header:
        refuse_options(
            ctx,
            ("header_row",),
            "names the header row, but --no-header says that there is none: leave one out.",
        )
    if asked.number is not None and asked.unique:
        raise click.UsageError("--unique would reject all rows but one of --number: leave one out.")
    refuse_reading_twice(asked.contacts, asked.text_file)
    if not asked.contacts:
        raise click.UsageError("CONTACTS is empty: name a sheet, or - for standard input.")
    if asked.encoding == "":
        raise empty_name_error("--encoding")
    for path in (asked.output, asked.rejects):
        refuse_overwriting(
            path,
            the_text=asked.text_file,
            the_logo=asked.styling.get("logo"),
            the_font=asked.styling.get("font"),
        )


def read_options(asked: SheetOptions) -> ReadOptions:
    r"""Return how the sheet is read, as options of the library; a tab may be typed as `\t`."""
    return ReadOptions(
        header=not asked.no_header,
        header_row=asked.header_row,
        delimiter=_DELIMITER_NAMES.get(asked.delimiter or "", asked.delimiter),
        encoding=asked.encoding,
        worksheet=asked.worksheet,
    )


def link_options(asked: SheetOptions) -> ContactOptions:
    """Return how rows are linked, as options of the library."""
    if asked.links_column is not None:
        return ContactOptions(links_column=asked.links_column, unique=asked.unique)
    return ContactOptions(
        phone_columns=asked.phone_columns,
        number=_fixed_number(asked),
        region=asked.region,
        region_column=asked.region_column,
        assume=asked.assume,
        multiple=asked.multiple,
        unique=asked.unique,
        text=chosen_text(asked.text, asked.text_file),
        text_column=asked.text_column,
        via=asked.via,
    )


def say_sheet(asked: SheetOptions, info: SheetInfo) -> None:
    """Print how the sheet is read and which columns were found: only a person sees a wrong one."""
    for remark in info.template_remarks:
        say(f"Note: {remark}")
    if asked.quiet:
        return
    for remark in info.remarks:
        say(remark)
    if info.links_column is not None:
        say(f"Links are read from column {_describe(info.links_column)}.")
    if not info.phone_columns or asked.phone_columns:
        return
    first, *others = map(_describe, info.phone_columns)
    rest = f"; where it is blank, from column {', then '.join(others)}" if others else ""
    say(f"Numbers are read from column {first}{rest}.")
    if info.label_columns:
        say(f"Labels are read from column {', and '.join(map(_describe, info.label_columns))}.")


def _describe(column: ColumnInfo) -> str:
    return f"{column.number}, {quote(column.name, 30)}"


def _fixed_number(asked: SheetOptions) -> PhoneNumber | None:
    """Return the one number of all rows, if there is one."""
    if asked.number is None:
        return None
    try:
        phone = parse_phone(asked.number, asked.region, assume=asked.assume)
    except PhoneError as error:
        raise click.BadParameter(error.message, param_hint="--number") from None
    say_notes(phone.notes)  # no column has them
    return phone
