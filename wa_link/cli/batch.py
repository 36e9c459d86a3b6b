"""The command `wa-link batch`: turn a sheet of contacts into a sheet of links."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from wa_link._support import signals
from wa_link.cli.collisions import refuse_as_code
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.messages.code_report import describe_codes, forecast_codes
from wa_link.cli.messages.output import sheet_output
from wa_link.cli.messages.progress import Progress
from wa_link.cli.messages.report import describe, describe_forecast, report_interruption
from wa_link.cli.messages.run_summary import (
    check_summary_file,
    make_record,
    open_summary,
    summary_options,
)
from wa_link.cli.messages.saved_files import say_saved
from wa_link.cli.mistakes.usage_errors import Choice, OutputPath, WholeNumber
from wa_link.cli.options.card_options import (
    FORMATS,
    STYLING,
    drop_styling,
    get_styling,
    symbol_options,
)
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import exit_zero_option, quiet_option, refuse_options
from wa_link.cli.options.sheet_options import (
    dry_run_option,
    output_option,
    rejects_option,
    sheet_options,
    spreadsheet_safe_option,
    to_option,
)
from wa_link.cli.reading_options import read_options
from wa_link.cli.sheet_input import (
    SheetOptions,
    check_sheet_options,
    link_options,
    say_sheet,
    several_sheets_error,
)
from wa_link.cli.stderr import note_formula, note_unscannable, say

if TYPE_CHECKING:
    from wa_link.batch.summary import SheetInfo, Summary
    from wa_link.printing.codes.folder import CodeFolder


@click.command(
    cls=SectionedCommand,
    on_several=several_sheets_error,
    examples=(
        'wa-link batch contacts.csv --region SA --text "Hi {name|there}" -o links.csv',
        "wa-link batch listings.csv --number +966501234567 --text-file ad.txt --qr-dir codes",
    ),
)
@sheet_options
@output_option
@to_option
@rejects_option
@spreadsheet_safe_option
@option(
    "--jobs",
    section="Output",
    metavar="N",
    type=WholeNumber(min=1),
    help="Number of processes that convert a long sheet; one process is used with --qr-dir. "
    "Default: one for each core of the computer.",
)
@dry_run_option
@quiet_option
@summary_options
@exit_zero_option
@option(
    "--qr-dir",
    section="Codes",
    metavar="DIR",
    type=OutputPath(file_okay=False),
    help="Folder for QR codes, one for each link. Default: no codes are drawn.",
)
@option(
    "--qr-format",
    section="Codes",
    type=Choice(FORMATS),
    default="png",
    show_default=True,
    help="File format of the codes.",
)
@option(
    "--qr-name",
    section="Codes",
    metavar="TEMPLATE",
    help="Template of the file name of each code, without the extension. Default: "
    "{wa_row}-{wa_digits}, or only {wa_row} with --username-column.",
)
@option(
    "--force",
    section="Codes",
    is_flag=True,
    help="Also replace a file that wa-link did not draw, if a code gets the same file name.",
)
@symbol_options("Codes", "no design, only the code and its texts")
@click.pass_context
def batch(ctx: click.Context, /, **options: Any) -> int:
    """Turn a sheet of contacts into a sheet of links.

    CONTACTS is a CSV or TSV file, a workbook, an address book (vCard) or JSON Lines; - is standard
    input, whose rows are converted as soon as they come. The output has all rows, in the same order
    and with the same columns. Each row also has its link, or the reason why it has none. Templates
    can contain the name of each column in braces. They can also contain {wa_row} (the number of the
    row), {wa_digits} (the phone number, only digits) and {wa_phone} (the phone number with spaces,
    such as +44 7911 123456). The exit code is 3 if a row was rejected.
    """
    settings = _BatchOptions(**drop_styling(options), styling=get_styling(ctx))
    _check_options(ctx, settings)
    if settings.qr_dir is not None and not settings.quiet:
        note_unscannable(settings.via)
    started = time.monotonic()
    codes = _make_code_folder(settings)
    with open_summary(settings) as write_summary:
        summary = _convert(settings, codes)
        code = SOME_REJECTED if summary.rejected else ALL_ACCEPTED
        write_summary(_make_record(settings, summary, started, code))
    if settings.summary == "json":
        return code
    count = summary.accepted + summary.repaired
    if settings.dry_run:
        click.echo(describe_forecast(summary, started))
        if settings.qr_dir is not None:
            click.echo(f"\n{forecast_codes(settings.qr_dir, settings.qr_format, count)}")
    elif not settings.quiet:
        say(describe(summary, started))
        say_saved(settings.output, settings.rejects, summary.rejected, sheet=settings.contacts)
        if codes is not None and settings.qr_dir is not None:
            replaced = codes.replaced_count
            say(describe_codes(settings.qr_dir, settings.qr_format, count, replaced))
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class _BatchOptions(SheetOptions):
    """Values of the options of `wa-link batch`; see the help of the command."""

    file_format: str | None
    jobs: int | None
    qr_dir: str | None
    qr_format: str
    qr_name: str | None
    force: bool


def _check_options(ctx: click.Context, settings: _BatchOptions) -> None:
    """Fail if options contradict each other, or if an option has no effect."""
    check_sheet_options(ctx, settings)
    check_summary_file(settings)
    if settings.qr_dir is None:
        code_options = ("qr_format", "qr_name", "force", "error_correction", *STYLING)
        refuse_options(ctx, code_options, "has an effect only on codes: add --qr-dir DIR.")
        return
    for path in (settings.output, settings.rejects, settings.summary_file):
        refuse_as_code(path, settings.qr_dir, settings.qr_format)


def _convert(settings: _BatchOptions, codes: CodeFolder | None) -> Summary:
    """Convert the sheet. Meanwhile, print how the sheet is read, and show the progress."""
    from wa_link.batch.convert import convert  # noqa: PLC0415  (takes 100 ms; not needed for help)

    monitor = _Monitor(settings)
    with report_interruption(monitor, _describe_remains(settings)), monitor.progress:
        return convert(
            settings.contacts,
            sheet_output(settings.output, settings.file_format),
            **link_options(settings),
            **read_options(settings),
            to=settings.file_format,
            rejects=settings.rejects,
            spreadsheet_safe=settings.spreadsheet_safe,
            codes=codes,
            jobs=settings.jobs,
            dry_run=settings.dry_run,
            on_sheet=monitor.show_sheet,
            on_progress=monitor.show_progress,
        )


class _Monitor:
    """Prints the messages and the progress of a run of `wa-link batch`.

    Attributes:
        rows: number of rows converted so far.
        progress: the progress bar on the terminal.
    """

    def __init__(self, settings: _BatchOptions) -> None:
        self.rows = 0
        self.progress = Progress()
        self._settings = settings
        # If the rows are printed in the terminal, they show the progress.
        is_on_screen = settings.output == "-" and sys.stdout.isatty() and not settings.dry_run
        self._shows_progress = not settings.quiet and not is_on_screen
        self._warns_of_formulas = not (settings.dry_run or settings.has_only_json)

    def show_sheet(self, info: SheetInfo) -> None:
        """Print how the sheet is read, such as its phone column, before its first row is read."""
        say_sheet(self._settings, info)
        self.progress.length = info.size

    def show_progress(self, summary: Summary) -> None:
        """Show the progress, and print a note if cells look like formulas.

        If Ctrl+C was pressed, but Python ignored the exception because a destructor (`__del__`)
        was running, raise the exception again. Do the same for other signals that end a run.
        """
        signals.raise_received()
        self.rows = summary.rows
        if self._shows_progress:
            self.progress.show(summary.bytes_read, summary.rows)
        if summary.formula and self._warns_of_formulas:
            self._warns_of_formulas = False
            note_formula(summary.formula)


def _describe_remains(settings: _BatchOptions) -> str:
    """Return the end of the message of an interrupted run: it says which output remains."""
    if settings.dry_run:
        return "--dry-run writes nothing."
    if settings.qr_dir is not None:
        return "no sheet is written; the next run draws all codes again."
    if settings.output == "-":
        return "the output ends after that row, or a few rows later."
    return "nothing is written."


def _make_record(
    settings: _BatchOptions, summary: Summary, started: float, code: int
) -> dict[str, object]:
    """Return the record of `--summary json`; see `make_record`."""
    record = make_record(settings, summary, started, code)
    if settings.qr_dir is not None:
        count = summary.accepted + summary.repaired
        record["codes"] = {
            "count": count,
            "folder": settings.qr_dir,
            "format": settings.qr_format,
        }
    return record


def _make_code_folder(settings: _BatchOptions) -> CodeFolder | None:
    """Return the folder of codes that `--qr-dir` names, or None without that option."""
    if settings.qr_dir is None:
        return None
    from wa_link.printing.codes.folder import CodeFolder  # noqa: PLC0415  (loads Pillow)

    name = "{wa_row}-{wa_digits}" if settings.username_column is None else "{wa_row}"
    return CodeFolder(
        settings.qr_dir,
        file_format=settings.qr_format,
        name=name if settings.qr_name is None else settings.qr_name,
        error_correction=settings.error_correction,
        names_repeat=settings.multiple == "split",
        force=settings.force,
        dry=settings.dry_run,
        **settings.styling,
    )
