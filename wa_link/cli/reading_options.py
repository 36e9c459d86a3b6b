"""Values of the options for reading a sheet: check and convert them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from wa_link.cli.options.sectioned_option import empty_name_error
from wa_link.cli.options.shared_options import refuse_options

if TYPE_CHECKING:
    from wa_link.batch.options import ReadOptions

DELIMITER_NAMES = {r"\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
"""Names of characters that separate cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """Values of the options for reading a sheet; see the help of `batch`."""

    contacts: str
    delimiter: str | None
    encoding: str | None
    no_header: bool
    header_row: int | None
    worksheet: str | None


def check_reading_options(ctx: click.Context, settings: SheetReading) -> None:
    """Fail if the options for reading a sheet contradict each other, or have no value.

    Raises:
        UsageError: two options contradict each other, or the sheet or `--encoding` is empty.
    """
    if settings.no_header:
        refuse_options(
            ctx,
            ("header_row",),
            "names the header row, but --no-header says that there is none: use only one of these "
            "options.",
        )
    if not settings.contacts:
        (name,) = (each.metavar for each in ctx.command.params if each.name == "contacts")
        raise click.UsageError(f"{name} is empty: name a sheet, or - for standard input.")
    if settings.encoding == "":
        raise empty_name_error("--encoding")


def read_options(settings: SheetReading) -> ReadOptions:
    r"""Return the options of `read_sheet`; the delimiter can be typed as `\t` for a tab."""
    from wa_link.batch.options import ReadOptions  # noqa: PLC0415  (loads phonenumbers)

    return ReadOptions(
        header=not settings.no_header,
        header_row=settings.header_row,
        delimiter=DELIMITER_NAMES.get(settings.delimiter or "", settings.delimiter),
        encoding=settings.encoding,
        worksheet=settings.worksheet,
    )
