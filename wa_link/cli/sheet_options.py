"""Options of commands on whole sheets: how a sheet is read, and where its rows go."""

from __future__ import annotations

import click

from wa_link.cli.options import number_options, text_options
from wa_link.cli.sections import option, options

sheet_options = options(
    click.argument("contacts", metavar="CONTACTS"),
    option(
        "--delimiter",
        section="Input",
        metavar="CHAR",
        help=r"Character between cells; \t is a tab. Default: found among , ; tab |.",
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
        help="Row that names the columns, counted from 1, blank rows included. Default: the first, "
        "or the one below rows of titles.",
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
        help="Column with the numbers, by name, or by its number, such as 2 (#2 where a column is "
        "named 2). May repeat: the first that gives a number counts. Default: found by its header.",
    ),
    option(
        "--number",
        section="Numbers",
        metavar="NUMBER",
        help="One number for all rows, such as a seller's. No phone column is read.",
    ),
    number_options,
    option(
        "--region-column",
        section="Numbers",
        metavar="NAME",
        help="Column with the country of each row; where it is blank, --region counts.",
    ),
    option(
        "--multiple",
        section="Numbers",
        type=click.Choice(("first", "split", "reject")),
        default="first",
        show_default=True,
        help="How to read several numbers in a cell: take the first valid one, make a row for "
        "each, or reject the row.",
    ),
    option(
        "--unique",
        section="Numbers",
        is_flag=True,
        help="Reject repeated numbers.",
    ),
    text_options("Template of the text", "{column}, {column|where blank}, {{ for a brace; "),
    option(
        "--text-column",
        section="Text",
        metavar="NAME",
        help="Column with each row's text, which is not a template.",
    ),
)
"""CONTACTS, and the options of how it is read and how its rows are linked."""


rejects_option = option(
    "--rejects",
    section="Output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write rejected rows to this file instead, with their line and the reason: fix them and "
    "run that file again.",
)
spreadsheet_safe_option = option(
    "--spreadsheet-safe",
    section="Output",
    is_flag=True,
    help="Put an apostrophe before cells of a CSV that a spreadsheet would calculate.",
)
dry_run_option = option(
    "--dry-run",
    section="Output",
    is_flag=True,
    help="Write nothing: count the rows that would be accepted, repaired and rejected, with "
    "examples.",
)
quiet_option = option(
    "-q", "--quiet", section="Output", is_flag=True, help="No progress and no summary."
)
