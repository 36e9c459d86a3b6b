"""The command `wa-link business links sync`: a short link for each row of a sheet."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import escape, pluralize
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.cli.business.account_options import account_options, open_account, take_account
from wa_link.cli.business.sheet_run import (
    Monitor,
    RunOptions,
    check_run_options,
    open_sheet,
    open_target,
    to_option,
)
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.messages.report import describe, describe_forecast
from wa_link.cli.messages.saved_files import say_saved
from wa_link.cli.mistakes.usage_errors import OutputPath
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import (
    exit_zero_option,
    quiet_option,
    read_text_option,
    refuse_options,
)
from wa_link.cli.options.sheet_options import (
    output_option,
    reading_options,
    rejects_option,
    row_text_options,
    spreadsheet_safe_option,
)
from wa_link.cli.sheet_input import several_sheets_error
from wa_link.cli.stderr import note_formula, say
from wa_link.errors import NoteCode

if TYPE_CHECKING:
    from wa_link.business import Account
    from wa_link.business.sync_plan import SyncPlan
    from wa_link.business.sync_sheet import SyncSummary


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
    help="File that keeps which key has which link. Use the same file in all runs, and keep a copy "
    "of it: without it, all links are made again.",
)
@option(
    "--prune",
    section="Links",
    is_flag=True,
    help="Delete the links whose keys are not in the sheet any more. Their printed codes then open "
    "no chat.",
)
@option(
    "--adopt",
    section="Links",
    is_flag=True,
    help="Let a new key have a link of the account that has its text and no key. Use it if the "
    "state file is lost.",
)
@row_text_options
@account_options
@output_option
@to_option
@rejects_option
@spreadsheet_safe_option
@option(
    "--dry-run",
    section="Output",
    is_flag=True,
    help="Send no requests, and write no files. Print how many links would be made, changed and "
    "deleted, by the state file alone.",
)
@quiet_option
@exit_zero_option
@click.pass_context
def sync(ctx: click.Context, /, *, text: str | None, text_file: str | None, **options: Any) -> int:
    """Make or update a short link for each row of a sheet.

    Run it again after each change of the sheet or of the text: a key without a link gets one, and
    other links get their new texts. Printed codes stay as they are. A text can have 140 characters.
    The output has all rows, with the column wa_short_link: `wa-link labels` prints it with
    --links-column wa_short_link. A run that was interrupted goes on when it is started again. The
    exit code is 3 if a row was rejected.
    """
    account = take_account(options)
    settings = _SyncOptions(**options)
    check_run_options(ctx, settings, journal=settings.state, text_file=text_file)
    if settings.text_column is not None:
        why = "and --text-column both give the text: use only one of these options."
        refuse_options(ctx, ("text", "text_file"), why)
    template = read_text_option(text, text_file)
    started = time.monotonic()
    summary = _sync(settings, template, None if settings.dry_run else open_account(**account))
    rows = Summary.of(SheetInfo(()), summary.rows, blank_lines=summary.blank_lines)
    if settings.dry_run or not settings.quiet:
        for remark in summary.remarks:
            say(f"Note: {remark}")
    if settings.dry_run:
        click.echo(describe_forecast(rows, started))
    elif not settings.quiet:
        _say_end(settings, summary, rows, started)
    if count := summary.rows.notes[NoteCode.NEW_SHORT_LINK]:  # also with --quiet: codes are dead
        say(
            f"Note: {pluralize(count, 'row')} got a new link ({NoteCode.NEW_SHORT_LINK}), because "
            "the earlier one was deleted in WhatsApp: print these codes again."
        )
    return SOME_REJECTED if rows.rejected else ALL_ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class _SyncOptions(RunOptions):
    """Values of the options of `wa-link business links sync`; see the help of the command."""

    key_column: str
    state: str
    prune: bool
    adopt: bool
    text_column: str | None


def _sync(settings: _SyncOptions, text: str | None, account: Account | None) -> SyncSummary:
    """Keep the links of the sheet. Meanwhile, print the plan, and show the progress."""
    from wa_link.business.sync_sheet import sync_links  # noqa: PLC0415  (takes 100 ms)

    remains = (
        f"{escape(settings.state)} has all that was done. To go on, run the same command again."
    )
    monitor = Monitor(settings)
    with (
        monitor.watch("link", "--dry-run writes nothing." if settings.dry_run else remains),
        open_sheet(settings, None) as (file, sheet),
    ):

        def show_plan(plan: SyncPlan) -> None:
            if not settings.quiet:
                for remark in sheet.remarks:
                    say(remark)
            _say_plan(settings, plan)
            if settings.contacts != "-":
                file.close()  # Windows can't replace a file that is open

        return sync_links(
            account,
            sheet,
            open_target(settings),
            key_column=settings.key_column,
            state=settings.state,
            text=text,
            text_column=settings.text_column,
            rejects=settings.rejects,
            to=settings.file_format,
            spreadsheet_safe=settings.spreadsheet_safe,
            prune=settings.prune,
            adopt=settings.adopt,
            dry_run=settings.dry_run,
            on_plan=show_plan,
            on_progress=monitor.show,
        )


def _say_plan(settings: _SyncOptions, plan: SyncPlan) -> None:
    """Print how many links are made, changed, kept and deleted; in a dry run, as the result."""
    deleted = len(plan.deletions)
    if settings.quiet and not settings.dry_run:
        if deleted:  # it can't be undone
            say(f"Deleting {pluralize(deleted, 'link')} without a row in the sheet.")
        return
    say_line = click.echo if settings.dry_run else say
    say_line(
        f"Links: {plan.made:,} to make, {plan.changed:,} to change, {plan.unchanged:,} to keep, "
        f"{deleted:,} to delete."
    )
    for count, sentence in (
        (len(plan.found), "Of these, {} in the account, but not in the state file yet."),
        (plan.kept, "{} without a row in the sheet: --prune deletes such links."),
        (plan.adoptable, "{} in the account with the text of a new key: --adopt uses such links."),
    ):
        if count:
            verb = "is" if count == 1 else "are"
            say_line(sentence.format(f"{pluralize(count, 'link')} {verb}"))


def _say_end(settings: _SyncOptions, summary: SyncSummary, rows: Summary, started: float) -> None:
    """Print the counts of rows and links, and the names of the saved files."""
    if summary.rows.formula:
        note_formula(summary.rows.formula)
    say(describe(rows, started))
    say(
        f"{pluralize(summary.made, 'link')} made, {summary.changed:,} changed, {summary.deleted:,} "
        "deleted."
    )
    say_saved(settings.output or "-", settings.rejects, rows.rejected, sheet=settings.contacts)
