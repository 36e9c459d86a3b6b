"""Options of commands for sheets: how a sheet is read, and how its rows are linked and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_link.cli.mistakes.usage_errors import Choice, InputFile, OutputPath, WholeNumber
from wa_link.cli.options.sections import option, options
from wa_link.cli.options.shared_options import number_options, reject_notes_option, text_options
from wa_link.sheets.output_formats import WRITERS

if TYPE_CHECKING:
    from wa_link.cli.options.sections import Decorator


def reading_options(metavar: str) -> Decorator:
    """Return the argument for a sheet, and the options that say how to read it.

    Args:
        metavar: name of the argument in the help, such as `CONTACTS`.
    """
    return options(
        click.argument("contacts", metavar=metavar, type=InputFile(allow_dash=True)),
        option(
            "--delimiter",
            section="Input",
            metavar="CHAR",
            help=r"Character that separates cells; \t is a tab. Default: detected among comma, "
            "semicolon, tab and |.",
        ),
        option(
            "--encoding",
            section="Input",
            metavar="NAME",
            help="Encoding of the input, such as cp1252. Default: UTF-8, or UTF-16 if the file "
            "begins with a byte-order mark.",
        ),
        option(
            "--no-header",
            section="Input",
            is_flag=True,
            help="Read the first row as data, because the sheet has no header row. The columns are "
            "named 1, 2, 3, …, and the output has no header row.",
        ),
        option(
            "--header-row",
            section="Input",
            metavar="N",
            type=WholeNumber(min=1),
            help="Number of the row that names the columns. Count from 1, and count blank rows, "
            "too. Default: the first row, or the row after titles.",
        ),
        option(
            "--sheet",
            "worksheet",
            section="Input",
            metavar="NAME",
            help="Name of the worksheet in a workbook. Default: the first worksheet that has a "
            "phone column. If none has a phone column: the first worksheet that is not empty.",
        ),
    )


phone_column_option = option(
    "--phone-column",
    "phone_columns",
    section="Numbers",
    metavar="NAME",
    multiple=True,
    help="Column with the phone numbers: its name, or its number, such as 2 (or #2, if "
    "another column is named 2). Can be repeated: the first column that gives a number is "
    "used. Default: found by the header.",
)
"""The option `--phone-column`."""
row_options = options(
    option(
        "--region-column",
        section="Numbers",
        metavar="NAME",
        help="Column with the country of each row. --region is used for blank cells.",
    ),
    option(
        "--multiple",
        section="Numbers",
        type=Choice(("first", "split", "reject")),
        default="first",
        show_default=True,
        help="If a cell contains several numbers or links: link the first valid one, split the row "
        "into one row for each number, or reject the row.",
    ),
)
"""The options `--region-column` and `--multiple`."""
row_text_options = options(
    text_options(
        "Template of the prefilled text",
        ': {name} is replaced by the row\'s cell in the column "name", and {name|there} becomes '
        '"there" if that cell is blank. Write {{ for a brace, ',
    ),
    option(
        "--text-column",
        section="Text",
        metavar="NAME",
        help="Column with the prefilled text of each row. Its cells are not templates.",
    ),
)
"""The options `--text`, `--text-file` and `--text-column` of a sheet."""
sheet_options = options(
    reading_options("CONTACTS"),
    phone_column_option,
    option(
        "--number",
        section="Numbers",
        metavar="NUMBER",
        help="One phone number for all rows, such as your own. Phone columns are not read.",
    ),
    option(
        "--username-column",
        section="Numbers",
        metavar="NAME",
        help="Column with WhatsApp usernames, such as maria.lopez, to link to in place of numbers. "
        "Phone columns are not read, unless you name them with --phone-column: then each row can "
        "have a number or a username.",
    ),
    number_options,
    row_options,
    option(
        "--unique",
        section="Numbers",
        is_flag=True,
        help="Reject a row if an earlier row was linked to the same number or username.",
    ),
    reject_notes_option,
    row_text_options,
)
"""The argument CONTACTS, and the options for reading that sheet and linking its rows."""


output_option = option(
    "-o",
    "--output",
    section="Output",
    metavar="FILE|-",
    default="-",
    show_default="standard output",
    type=OutputPath(dir_okay=False, allow_dash=True),
    help="File for the sheet of links; - is standard output.",
)
"""The option `--output` of a sheet of links."""
to_option = option(
    "--to",
    "file_format",
    section="Output",
    type=Choice(tuple(WRITERS)),
    help="Format of the output; vcf is an address book with a card for each row. Default: by the "
    "extension of -o. On standard output: the format of the input, or CSV for workbooks and "
    "vCards.",
)
"""The option `--to` of a sheet."""


def _require_file(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the path of an output; raise BadParameter if it is `-`."""
    if value == "-":
        raise click.BadParameter(
            "rejected rows can't go to standard output: name a file.", ctx, param
        )
    return value


def make_rejects_option(way_out: str) -> Decorator:
    """Return the option `--rejects`.

    Args:
        way_out: sentences of its help that say what to do with the rows, and the default.
    """
    return option(
        "--rejects",
        section="Output",
        metavar="FILE",
        type=OutputPath(dir_okay=False),
        callback=_require_file,
        help=f"File for the rejected rows, with their line numbers and the reasons. {way_out}",
    )


rejects_option = make_rejects_option(
    "To link these rows, too, fix them in that file, and run the same command on that file. "
    "Default: rejected rows stay in the output; labels, and send-sheet without -o, print the "
    "reasons."
)
spreadsheet_safe_option = option(
    "--spreadsheet-safe",
    section="Output",
    is_flag=True,
    help="Put an apostrophe before cells of a CSV or TSV file that a spreadsheet would calculate, "
    "such as =A1+A2.",
)
dry_run_option = option(
    "--dry-run",
    section="Output",
    is_flag=True,
    help="Write no files. Print how many rows would be accepted, repaired (accepted with a "
    "corrected number) and rejected, with examples.",
)
