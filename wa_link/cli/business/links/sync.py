"""The command `wa-link business links sync`: a short link for each row of a sheet."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from wa_link._support.quoting import escape, pluralize, quote
from wa_link.cli.business.account_options import account_options, open_account, take_account
from wa_link.cli.business.business_command import BusinessCommand
from wa_link.cli.business.sheet_run import (
    Monitor,
    RunOptions,
    check_run_options,
    open_sheet,
    open_target,
    output_options,
    to_option,
)
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.messages.report import describe, describe_forecast
from wa_link.cli.messages.saved_files import say_saved
from wa_link.cli.mistakes.usage_errors import OutputPath
from wa_link.cli.options.sections import option
from wa_link.cli.options.shared_options import (
    exit_zero_option,
    quiet_option,
    read_text_option,
    refuse_options,
)
from wa_link.cli.options.sheet_options import (
    make_rejects_option,
    output_option,
    reading_options,
    row_text_options,
    spreadsheet_safe_option,
)
from wa_link.cli.sheet_input import several_sheets_error
from wa_link.cli.stderr import note_formula, say
from wa_link.errors import NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.business import Account
    from wa_link.business.links_sync.sync_plan import SyncPlan
    from wa_link.business.links_sync.sync_sheet import SyncSummary

_MOST_NAMED: Final = 3
"""The most links to delete that the plan names."""


@click.command(
    cls=BusinessCommand,
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
    help="File that keeps which key has which link. Use the same file in all runs, with one run at "
    "a time for a number, and keep a copy of it: without it, printed links must be found again "
    "with --adopt.",
)
@option(
    "--prune",
    section="Links",
    is_flag=True,
    help="Delete the links whose keys are not in the sheet any more. Their printed codes then open "
    "no chat. To delete more than half of the links, --yes is also needed.",
)
@option(
    "--yes",
    "prune_most",
    section="Links",
    is_flag=True,
    help="Let --prune delete more than half of the links.",
)
@option(
    "--adopt",
    section="Links",
    is_flag=True,
    help="Let a new key have a link of the account that no key has: the one in the column "
    "wa_short_link of an earlier output, or else the only one with its text. Use it if the state "
    "file is lost. A row is rejected if it is not certain which link it has.",
)
@row_text_options
@account_options
@output_option
@to_option
@make_rejects_option(
    "To make their links, put the corrected rows back into the sheet; or run the command on that "
    "file, without --prune. Default: rejected rows stay in the output."
)
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
    if not settings.prune:
        refuse_options(ctx, ("prune_most",), "has no effect without --prune: use both, or neither.")
    template = read_text_option(text, text_file)
    started = time.monotonic()
    summary = _sync(settings, template, None if settings.dry_run else open_account(**account))
    rows = summary.rows
    if settings.dry_run or not settings.quiet:
        for remark in summary.remarks:
            say(f"Note: {remark}")
    if settings.dry_run:
        click.echo(describe_forecast(rows, started))
        click.echo("Nothing was requested or written.")
    elif not settings.quiet:
        _say_end(settings, summary, started)
    if count := rows.notes.get(NoteCode.NEW_SHORT_LINK):  # also with --quiet: codes are dead
        say(
            f"Note: {pluralize(count, 'row')} got a new link ({NoteCode.NEW_SHORT_LINK}) in place "
            "of an earlier one: print these codes again."
        )
    return SOME_REJECTED if rows.rejected else ALL_ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class _SyncOptions(RunOptions):
    """Values of the options of `wa-link business links sync`; see the help of the command."""

    key_column: str
    state: str
    prune: bool
    prune_most: bool
    adopt: bool
    text_column: str | None


def _sync(settings: _SyncOptions, text: str | None, account: Account | None) -> SyncSummary:
    """Keep the links of the sheet. Meanwhile, print the plan, and show the progress."""
    from wa_link.business.links_sync.sync_sheet import sync_links  # noqa: PLC0415  (takes 100 ms)

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
            prune=settings.prune,
            prune_most=settings.prune_most,
            adopt=settings.adopt,
            dry_run=settings.dry_run,
            on_plan=show_plan,
            on_progress=monitor.show,
            **output_options(settings),
        )


def _say_plan(settings: _SyncOptions, plan: SyncPlan) -> None:
    """Print how many links are made, changed, kept and deleted; in a dry run, as the result."""
    say_line = click.echo if settings.dry_run else say
    if settings.dry_run or not settings.quiet:
        if plan.is_new:
            say_line(f"The state file {escape(settings.state)} is new.")
        if settings.adopt and settings.dry_run:
            say_line(
                "A dry run does not ask for the links of the account, so --adopt can need fewer "
                "new links, or reject rows."
            )
        say_line(
            f"Links: {plan.made:,} to make, {plan.changed:,} to change, {plan.unchanged:,} to "
            f"keep, {len(plan.deletions):,} to delete."
        )
        for remark in _remarks_about(plan):
            say_line(remark)
    if plan.deletions:  # also with --quiet: it can't be undone
        say_line(_list_deletions(plan))


def _remarks_about(plan: SyncPlan) -> Iterator[str]:
    """Yield lines about links that the state file or the sheet does not have."""
    if plan.recovered:
        links = pluralize(len(plan.recovered), "link")
        yield f"Found in the account: {links} that the state file did not have."
    if plan.without_row:
        links = pluralize(plan.without_row, "link")
        yield f"Without a row in the sheet: {links}. To delete such links, add --prune."
    if plan.refused:
        rows = pluralize(len(plan.refused), "row")
        yield f"No links for {rows}, because it is not certain which links are printed."
    if plan.respelled:
        new, known = next(iter(plan.respelled.items()))
        count = len(plan.respelled)
        keys = f"{pluralize(count, 'new key')} {'differs' if count == 1 else 'differ'}"
        yield (
            f"{keys} only in case, spaces or digits from a key of the state file, such as "
            f"{quote(new)} from {quote(known)}: to keep the link of that key, write the key as "
            "before."
        )
    if plan.adoptable and not plan.is_new:  # with a new state file, the run is refused
        keys = pluralize(plan.adoptable, "new key")
        yield f"The account has links already for {keys}: --adopt uses such links."


def _list_deletions(plan: SyncPlan) -> str:
    """Return a line with the number of links to delete, and the first of their keys and codes."""
    count = len(plan.deletions)
    first = islice(plan.deletions.items(), _MOST_NAMED)
    named = ", ".join(f"{quote(key)} ({code})" for key, code in first)
    more = f" and {count - _MOST_NAMED:,} more" if count > _MOST_NAMED else ""
    return f"{pluralize(count, 'link')} without a row in the sheet to delete: {named}{more}."


def _say_end(settings: _SyncOptions, summary: SyncSummary, started: float) -> None:
    """Print the counts of rows and links, and the names of the saved files."""
    if summary.rows.formula:
        note_formula(summary.rows.formula)
    say(describe(summary.rows, started))
    say(
        f"{pluralize(summary.made, 'link')} made, {summary.changed:,} changed, {summary.deleted:,} "
        "deleted."
    )
    say_saved(
        settings.output or "-", settings.rejects, summary.rows.rejected, sheet=settings.contacts
    )
