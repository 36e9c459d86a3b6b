"""Options of `batch` and `labels`: check them, and turn them into arguments of the library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

import click

from wa_link._support.quoting import escape, quote
from wa_link._support.reject_notes import find_refusal, parse_note_codes
from wa_link._support.same_file import refuse_overwriting
from wa_link.cli.collisions import refuse_reading_twice
from wa_link.cli.command_tree import full_name
from wa_link.cli.option_names import shell_quote
from wa_link.cli.options.shared_options import blame_default, read_text_option, refuse_options
from wa_link.cli.own_defaults.default_number import check_default_number
from wa_link.cli.own_defaults.default_region import say_region
from wa_link.cli.reading_options import SheetReading, check_reading_options
from wa_link.cli.stderr import say, say_notes
from wa_link.errors import OptionError, PhoneError
from wa_link.links.template import find_field

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.batch.options import ContactOptions
    from wa_link.batch.summary import ColumnInfo, SheetInfo
    from wa_link.phone import PhoneNumber
    from wa_link.qr.render.style_keywords import Styling

    Function = TypeVar("Function", bound=Callable[..., Any])


def several_sheets_error(ctx: click.Context, sheets: list[str]) -> click.UsageError:
    """Return an error which says that the command reads only one sheet, not several.

    Raises:
        UsageError: `sheets` are the parts of one file name with spaces, which needs quotes.
    """
    command, whole = full_name(ctx), " ".join(sheets)
    if Path(whole).exists():
        raise click.UsageError(
            f"{quote(whole, 200)} was split into {len(sheets)} arguments: put the name in quotes, "
            f"as in wa-link {command} {escape(shell_quote(whole))}"
        )
    if len(sheets) == 2 and not Path(sheets[1]).exists():
        file = escape(shell_quote(sheets[1]))
        if command == "labels" and ctx.params.get("stock") is None and _is_stock(sheets[1]):
            return click.UsageError(f"Write --stock before the name of the labels: --stock {file}")
        if ctx.params.get("output") in {None, "-"} and _is_output(sheets[1], command):
            return click.UsageError(f"Write -o before the file for the output: -o {file}", ctx)
    return click.UsageError(
        f"{command} reads one sheet, but got {len(sheets)} arguments ({quote(sheets[0], 200)}, "
        f"{quote(sheets[1], 200)}{', …' * (len(sheets) > 2)}): put a value with spaces in quotes, "
        f"or run {command} once for each sheet."
    )


def _is_output(path: str, command: str | None) -> bool:
    """Return whether a path has the extension of a file that the command writes."""
    from wa_link.sheets.output_formats import WRITERS  # noqa: PLC0415  (only for an error)

    return Path(path).suffix.lower()[1:] in (("pdf",) if command == "labels" else WRITERS)


def _is_stock(name: str) -> bool:
    """Return whether a label stock has this name."""
    from wa_link.printing.stock_list import find_stock  # noqa: PLC0415  (loads Pillow)

    try:
        find_stock(name)
    except OptionError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOptions(SheetReading):
    """Values of the options that `batch` and `labels` share; see the help of `batch`."""

    phone_columns: tuple[str, ...]
    number: str | None
    username_column: str | None
    region: str | None
    assume: str | None
    via: str
    reject_notes: tuple[str, ...]
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
    summary: str
    summary_file: str | None
    error_correction: str | None
    styling: Styling
    links_column: str | None = None

    @property
    def has_only_json(self) -> bool:
        """Return whether standard error gets only the JSON object of the summary."""
        return self.quiet and self.summary == "json"


def check_sheet_options(ctx: click.Context, settings: SheetOptions) -> None:
    """Fail if options contradict each other, or if an option has no effect.

    Raises:
        UsageError: two options contradict each other, an option has no effect, or the sheet or
            `--encoding` is empty.
        OptionError: an output file would replace the file of the text, the logo or the font.
    """
    if settings.number is not None:
        refuse_options(
            ctx,
            ("phone_columns", "region_column"),
            "has no effect with --number: use only one of these options.",
        )
    if settings.username_column is not None:
        from wa_link.batch.options import PHONE_OPTIONS  # noqa: PLC0415  (loads phonenumbers)

        why = "has no effect with --username-column: use only one of these options."
        refuse_options(ctx, ("number",) if settings.phone_columns else PHONE_OPTIONS, why)
        if settings.styling.get("show_number") and not settings.phone_columns:
            raise click.UsageError(
                "--show-number has no effect with --username-column, because there are no phone "
                "numbers: leave out --show-number."
            )
    if settings.text_column is not None:
        refuse_options(
            ctx,
            ("text", "text_file"),
            "and --text-column both give the text: use only one of these options.",
        )
    if settings.number is not None and settings.unique:
        error = click.UsageError(
            "With --number, all rows have the same number, so --unique would reject all rows "
            "except the first: leave out --number or --unique."
        )
        raise blame_default(ctx, error)
    refuse_reading_twice(settings.contacts, settings.text_file)
    check_reading_options(ctx, settings)
    for path in (settings.output, settings.rejects):
        refuse_overwriting(
            path,
            the_text=settings.text_file,
            the_logo=settings.styling.get("logo"),
            the_font=settings.styling.get("font"),
        )


def link_options(settings: SheetOptions) -> ContactOptions:
    """Return the options of `link_rows`.

    Raises:
        UsageError: `--number` is not a phone number, or both `--text` and `--text-file` are given.
        InputError: the file of `--text-file` can't be used.
    """
    from wa_link.batch.options import ContactOptions  # noqa: PLC0415  (as above)

    if settings.links_column is not None:
        return ContactOptions(
            links_column=settings.links_column,
            unique=settings.unique,
            region=settings.region,
            region_column=settings.region_column,
            reject_notes=settings.reject_notes,
        )
    chat_options = ContactOptions(username_column=settings.username_column)
    if settings.username_column is None or settings.phone_columns:
        chat_options |= ContactOptions(
            phone_columns=settings.phone_columns,
            number=_fixed_number(settings),
            region=settings.region,
            region_column=settings.region_column,
            assume=settings.assume,
            multiple=settings.multiple,
        )
    chat_options["unique"] = settings.unique
    chat_options["text"] = read_text_option(settings.text, settings.text_file)
    chat_options["text_column"] = settings.text_column
    chat_options["via"] = settings.via
    chat_options["reject_notes"] = settings.reject_notes
    return chat_options


def say_sheet(settings: SheetOptions, info: SheetInfo) -> None:
    """Print how the sheet is read and which columns were found, so that the user can check them.

    Raises:
        OptionError: a default of `--number` would replace the numbers of a sheet of contacts.
    """
    check_default_number(info, has_only_json=settings.has_only_json)
    if info.phone_columns and not settings.has_only_json:
        # A default decides whom the rows reach, so this line is also printed with --quiet.
        has_countries = info.region_column is not None
        which = "without + in rows without a country" if has_countries else "without +"
        say_region(click.get_current_context(), which)
    for remark in () if settings.has_only_json else info.template_remarks:
        say(f"Note: {remark}")
    if not settings.quiet:
        say_columns(info, are_named=bool(settings.phone_columns))


def say_columns(info: SheetInfo, *, are_named: bool) -> None:
    """Print how the sheet is read, and which columns were found.

    Args:
        info: how the sheet is read.
        are_named: whether the user named the phone columns, which are then not printed.
    """
    for remark in info.remarks:
        say(remark)
    if info.links_column is not None:
        say(f"Links are read from column {_describe(info.links_column)}.")
    if info.username_column is not None:
        say(f"Usernames are read from column {_describe(info.username_column)}.")
    if not info.phone_columns or are_named:
        return
    first, *others = map(_describe, info.phone_columns)
    rest = f"; where it is blank, from column {', then '.join(others)}" if others else ""
    say(f"Numbers are read from column {first}{rest}.")
    if info.label_columns:
        columns = ", and ".join(map(_describe, info.label_columns))
        say(f"Labels of the numbers, such as mobile or fax, are read from column {columns}.")


def _describe(column: ColumnInfo) -> str:
    """Return the number and the name of a column: `2, "phone"`."""
    return f"{column.number}, {quote(column.name, 30)}"


def _fixed_number(settings: SheetOptions) -> PhoneNumber | None:
    """Return the phone number of `--number`, and print its notes.

    Return None if `--number` is not given.

    Raises:
        BadParameter: the value is not a phone number.
    """
    if settings.number is None:
        return None
    from wa_link.batch.links_column import hint_at_links_column  # noqa: PLC0415  (loads phonenumbers)
    from wa_link.links.given_link import hint_at_username, read_number  # noqa: PLC0415  (as above)
    from wa_link.links.placeholders import note_placeholder  # noqa: PLC0415  (as above)
    from wa_link.phone import Assume  # noqa: PLC0415  (as above)

    try:
        assume = Assume(settings.assume) if settings.assume else None
        phone = read_number(settings.number, settings.region, assume)
        phone = phone if phone.link else note_placeholder(phone)  # a link has that note already
    except PhoneError as error:
        error = hint_at_username(error, settings.number, "username_column")
        error = hint_at_links_column(error, settings.number, None)
        raise click.BadParameter(error.message, param_hint="--number") from None
    if phone.link and settings.text is None and (field := find_field(unquote(phone.link))):
        say(
            f"Note: {quote(field)} in the link of --number stays as it is: to fill it in for "
            "each row, give the text with --text."
        )
    if not find_refusal(phone.notes, parse_note_codes(settings.reject_notes)):
        say_notes(phone.notes)  # notes on --number are in no column of the output
    return phone
