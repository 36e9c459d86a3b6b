"""Options of commands on sheets: how a sheet is read, how its rows are linked and written."""

from __future__ import annotations

import click

from wa_link.cli.options import number_options, text_options
from wa_link.cli.sections import option, options
from wa_link.cli.usage_errors import InputFile

sheet_options = options(
    click.argument("contacts", metavar="CONTACTS", type=InputFile(allow_dash=True)),
    option(
        "--delimiter",
        section="Input",
        metavar="CHAR",
        help=r"Character between cells; \t is a tab. Default: found among comma, ; tab and |.",
    ),
    option(
        "--encoding",
        section="Input",
        metavar="NAME",
        help="Encoding of the input, such as cp1252. Default: UTF-8, or UTF-16 with a byte-order "
        "mark.",
    ),
    option(
        "--no-header",
        section="Input",
        is_flag=True,
        help="The first row is not a header row: columns are named 1, 2, 3, and the output has no "
        "header row.",
    ),
    option(
        "--header-row",
        section="Input",
        metavar="N",
        type=click.IntRange(min=1),
        help="Number of the row that names the columns; rows count from 1, blank ones included. "
        "Default: the first row, or the row after titles.",
    ),
    option(
        "--sheet",
        "worksheet",
        section="Input",
        metavar="NAME",
        help="Worksheet of a workbook. Default: the first with a phone column, or with cells.",
    ),
    option(
        "--phone-column",
        "phone_columns",
        section="Numbers",
        metavar="NAME",
        multiple=True,
        help="Column with the phone numbers, by name or by position: 2, or #2 if a column is named "
        "2. Can be repeated: the first that gives a number is used. Default: found by header.",
    ),
    option(
        "--number",
        section="Numbers",
        metavar="NUMBER",
        help="One number for all rows, such as your own. No phone column is read.",
    ),
    number_options,
    option(
        "--region-column",
        section="Numbers",
        metavar="NAME",
        help="Column with the country of each row; a blank cell means --region.",
    ),
    option(
        "--multiple",
        section="Numbers",
        type=click.Choice(("first", "split", "reject")),
        default="first",
        show_default=True,
        help="Several numbers in one cell: take the first valid one, split the row into one for "
        "each, or reject it.",
    ),
    option(
        "--unique",
        section="Numbers",
        is_flag=True,
        help="Reject repeated numbers.",
    ),
    text_options(
        "Template of the prefilled text",
        "{column} is a cell of the row, {column|text} has a text for blank cells, {{ is a brace, ",
    ),
    option(
        "--text-column",
        section="Text",
        metavar="NAME",
        help="Column with the prefilled text of each row, which is not a template.",
    ),
)
"""CONTACTS, and the options for reading it and linking its rows."""


rejects_option = option(
    "--rejects",
    section="Output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="File for rejected rows, with their line and reason: fix them there, and run that file "
    "again. Default: batch keeps them in its output, and labels prints them.",
)
spreadsheet_safe_option = option(
    "--spreadsheet-safe",
    section="Output",
    is_flag=True,
    help="Put an apostrophe before cells of a CSV that a spreadsheet would take for formulas.",
)
dry_run_option = option(
    "--dry-run",
    section="Output",
    is_flag=True,
    help="Write nothing; print how many rows would be accepted, repaired and rejected, with "
    "examples.",
)
quiet_option = option(
    "-q", "--quiet", section="Output", is_flag=True, help="Print no progress and no summary."
)
