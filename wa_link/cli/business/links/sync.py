"""The command `wa-link business links sync`: a short link for each row of a sheet."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import account_options
from wa_link.cli.mistakes.usage_errors import OutputPath
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import exit_zero_option, quiet_option
from wa_link.cli.options.sheet_options import (
    output_option,
    reading_options,
    rejects_option,
    row_text_options,
    to_option,
)
from wa_link.cli.sheet_input import several_sheets_error


@click.command(
    cls=SectionedCommand,
    on_several=several_sheets_error,
    examples=(
        (
            "wa-link business links sync items.csv --key ref --text-file advert.txt "
            "--state links.jsonl -o links.csv"
        ),
        (
            'wa-link business links sync items.csv --key ref --text "Is {title} still available?" '
            "--state links.jsonl --dry-run"
        ),
    ),
)
@reading_options("SHEET")
@option(
    "--key",
    "key_column",
    section="Links",
    metavar="NAME",
    required=True,
    help="Column that identifies each row in all runs, such as the number of an article.",
)
@option(
    "--state",
    section="Links",
    metavar="FILE",
    required=True,
    type=OutputPath(dir_okay=False),
    help="File that keeps which key has which link. Use the same file in each run, and keep a copy "
    "of it: without it, all links are made again.",
)
@option(
    "--prune",
    section="Links",
    is_flag=True,
    help="Delete the links whose keys are not in the sheet any more.",
)
@option(
    "--adopt",
    section="Links",
    is_flag=True,
    help="If the account has a link that is in no state file, and whose text is that of a new key, "
    "use this link. Use it if you have lost the state file.",
)
@row_text_options
@account_options
@output_option
@to_option
@rejects_option
@option(
    "--dry-run",
    section="Output",
    is_flag=True,
    help="Send no requests, and write no files. Print how many links would be made, changed and "
    "deleted.",
)
@quiet_option
@exit_zero_option
@click.pass_context
def sync(ctx: click.Context, /, **options: Any) -> int:
    """Make or update a short link for each row of a sheet."""
    raise NotImplementedError
