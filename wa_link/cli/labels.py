"""The command `wa-link labels`: print a label for each row of a sheet, in a PDF."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from wa_link._support import signals
from wa_link._support.same_file import refuse_overwriting
from wa_link.batch.options import NUMBER_OPTIONS, ContactOptions, named_phone_columns
from wa_link.batch.outcome import Rejected, note_left_out
from wa_link.batch.outputs import open_outputs, rejects_format
from wa_link.batch.summary import SheetInfo
from wa_link.cli.exit_codes import FAILED
from wa_link.cli.label_options import (
    CUSTOM_STOCK,
    LabelOptions,
    links_column_option,
    make_label_sheet,
    paper_options,
    show_design_option,
)
from wa_link.cli.messages.label_summary import make_label_record, say_printed
from wa_link.cli.messages.output import is_file_path, open_binary_output
from wa_link.cli.messages.progress import with_progress, with_steps
from wa_link.cli.messages.report import Report, report_interruption
from wa_link.cli.messages.run_summary import (
    check_summary_file,
    open_summary,
    summary_options,
)
from wa_link.cli.messages.saved_files import say_saved
from wa_link.cli.mistakes import usage_errors
from wa_link.cli.mistakes.usage_errors import OutputPath
from wa_link.cli.options.card_options import drop_styling, get_styling, symbol_options
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import exit_zero_option, quiet_option, refuse_options
from wa_link.cli.options.sheet_options import (
    dry_run_option,
    rejects_option,
    sheet_options,
    spreadsheet_safe_option,
)
from wa_link.cli.reading_options import read_options
from wa_link.cli.sheet_input import (
    check_sheet_options,
    link_options,
    say_sheet,
    several_sheets_error,
)
from wa_link.cli.stderr import note_unscannable, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.batch.linker import Linker
    from wa_link.batch.outputs import Output, RowFormat
    from wa_link.printing.labels.label_sheet import LabelSheet
    from wa_link.sheets.sheet import Sheet

_ROWS_TOGETHER = 32
_EXAMPLES = (
    'wa-link labels a.csv --number +966501234567 --title "{title}" --stock 5160 -o a.pdf',
    "wa-link labels links.csv --links-column wa_link --stock L7160 -o labels.pdf",
)


@click.command(
    cls=SectionedCommand,
    on_several=several_sheets_error,
    examples=_EXAMPLES,
)
@sheet_options
@links_column_option
@option(
    "-o",
    "--output",
    section="Output",
    metavar="FILE|-",
    type=OutputPath(dir_okay=False, allow_dash=True),
    help="PDF to write; - is standard output. Required, except with --dry-run.",
)
@rejects_option
@spreadsheet_safe_option
@dry_run_option
@quiet_option
@summary_options
@exit_zero_option
@paper_options
@symbol_options("Codes", "the design of the stock", sized=False)
@show_design_option
@click.pass_context
def labels(ctx: click.Context, /, **options: Any) -> int:
    """Print labels, posters or cards from a sheet: each row becomes a QR code with texts, in a PDF.

    Print the PDF at 100 %, not "fit to page". Templates can contain the name of each column in
    braces. They can also contain {wa_row} (the number of the row), {wa_digits} (the phone number,
    only digits) and {wa_phone} (the phone number with spaces, such as +44 7911 123456). Rejected
    rows are written to the --rejects file. Without --rejects, their reasons are printed on
    standard error. The exit code is 3 if a row was rejected.
    """
    if options["output"] is None:
        if not options["dry_run"]:
            raise usage_errors.missing_output_error(ctx, _EXAMPLES[0])
        options["output"] = "-"
    settings = LabelOptions(**drop_styling(options), styling=get_styling(ctx))
    check_sheet_options(ctx, settings)
    check_summary_file(settings)
    _check_output(settings)
    if settings.stock is not None:
        why = "and --stock both describe the labels: use only one of these options."
        refuse_options(ctx, CUSTOM_STOCK, why)
    if settings.links_column is not None:
        why = "makes new links, but --links-column contains links: use only one of these options."
        refuse_options(ctx, (*NUMBER_OPTIONS, "text_file"), why)
    if not settings.quiet and settings.links_column is None:
        note_unscannable(settings.via)
    return _run(settings)


class _NothingToPrint(Exception):  # noqa: N818  (not an error: no file is written)
    """Raised if there is no label to print, so no PDF is written."""


@dataclass(frozen=True, slots=True)
class _Run:
    """The options, the opened input, and the objects of one run of `wa-link labels`."""

    settings: LabelOptions
    file: BinaryIO
    sheet: Sheet
    linker: Linker
    labels: LabelSheet
    report: Report


def _run(settings: LabelOptions) -> int:
    """Write the labels to the PDF, and return the exit code of the command."""
    from wa_link.batch.linker import Linker  # noqa: PLC0415  (takes 100 ms; not needed for help)

    report = Report()
    with (
        open_summary(settings) as write_summary,
        report_interruption(report, "nothing is written."),
        _open_input(settings) as (file, sheet),
        make_label_sheet(settings) as label_sheet,
    ):
        rows = ",".join(settings.rows) or None
        linker = Linker(sheet, **link_options(settings), labels=label_sheet, rows=rows)
        say_sheet(settings, SheetInfo.of(sheet, linker))
        run = _Run(settings, file, sheet, linker, label_sheet, report)
        with suppress(_NothingToPrint):
            _write_files(run)
        code = report.exit_code if report.rows else FAILED
        _say_end(run)
        write_summary(make_label_record(settings, linker, sheet, label_sheet, report, code))
    return code


def _write_files(run: _Run) -> None:
    """Write the PDF and the rejects file. The rejects file is completed first.

    Raises:
        _NothingToPrint: there is no label, so only the rejects file is written.
    """
    settings = run.settings
    with _open_output(settings) as output:
        with open_outputs(_rejects_output(settings, run.sheet)) as rejects:
            _add_labels(run, rejects)
            if not rejects and not settings.dry_run:
                _say_rejected(run.report)
            pdf = _read_back(run.labels, quiet=settings.quiet) if run.labels.labels else b""
            output.write(pdf)
            output.flush()
        if not pdf:
            raise _NothingToPrint


def _add_labels(run: _Run, rejects: list[Output]) -> None:
    """Link all rows: put accepted rows on labels, and write rejected rows to the rejects file."""
    parts = _link_rows(run.sheet, run.linker, rejects)
    for part in parts if run.settings.quiet else with_progress(parts, run.file):
        signals.raise_received()
        run.report.add(part)
    run.linker.check_end()


def _check_output(settings: LabelOptions) -> None:
    """Fail if the output would replace the sheet, or if its name does not end in `.pdf`."""
    refuse_overwriting(settings.output, the_sheet=settings.contacts)
    if is_file_path(settings.output) and Path(settings.output).suffix.lower() != ".pdf":
        raise click.UsageError("Labels are written as a PDF: give -o a name that ends in .pdf.")


def _say_rejected(report: Report) -> None:
    """Print the rejected rows on standard error, because no file contains them.

    If this fails, the run fails too, so that no rejected row is lost.
    """
    for sentence in report.rejected.rejections():
        click.echo(sentence, err=True)


def _say_end(run: _Run) -> None:
    """Print the counts of rows, the name of the saved file, and the notes on rows."""
    settings, report, blank_lines = run.settings, run.report, run.sheet.blank_lines
    is_text = settings.summary == "text"
    if settings.dry_run and is_text:
        click.echo(report.forecast(blank_lines))
    elif not settings.quiet and is_text:
        say(report.summary(blank_lines))
    if is_text:
        say_printed(settings, run.labels)
    if not settings.quiet and is_text:
        if not settings.dry_run:
            say_saved("-", settings.rejects, report.tally.statuses["rejected"])
        for remark in run.labels.remarks:
            say(f"Note: {remark}")
    if not settings.dry_run and (notes := report.all_notes()):
        say(notes)


def _open_input(settings: LabelOptions) -> AbstractContextManager[tuple[BinaryIO, Sheet]]:
    """Open the file CONTACTS and its sheet; read the columns of the sheet, but no rows yet."""
    from wa_link.batch.inputs import open_input  # noqa: PLC0415  (takes 60 ms; not needed for help)

    columns = ContactOptions(
        phone_columns=settings.phone_columns,
        links_column=settings.links_column,
        username_column=settings.username_column,
    )
    return open_input(
        settings.contacts,
        settings.output,
        settings.rejects,
        phone_columns=named_phone_columns(columns) if settings.number is None else None,
        is_dry=settings.dry_run,
        options=read_options(settings),
    )


def _rejects_output(settings: LabelOptions, sheet: Sheet) -> list[tuple[str, RowFormat]]:
    """Return [(path, format)] of the rejects file, or [] if no rejects file is written."""
    if settings.rejects is None or settings.dry_run:
        return []
    return [
        (
            settings.rejects,
            rejects_format(sheet, settings.rejects, spreadsheet_safe=settings.spreadsheet_safe),
        )
    ]


def _link_rows(sheet: Sheet, linker: Linker, rejects: list[Output]) -> Iterator[Report]:
    """Link the rows of the sheet, and yield the counts and messages of each small group of rows.

    Rejected rows are written to the rejects file, if there is one.
    """
    rows = (row for part in sheet.row_ranges(_ROWS_TOGETHER) for row in sheet.make_rows(part))
    outcomes = linker.outcomes(rows)  # rows are linked some time before their labels are measured
    while some := list(islice(outcomes, _ROWS_TOGETHER)):
        report = Report()
        for outcome in some:
            report.count(outcome)
            if isinstance(outcome, Rejected) and rejects:
                if not rejects[0].format.keeps_extra:
                    outcome = note_left_out(outcome)  # noqa: PLW2901  (the same outcome)
                row = outcome.row
                rejects[0].write(row.cells, outcome.reject_output, row.raw, row.extra)
        yield report


def _read_back(sheet: LabelSheet, *, quiet: bool) -> bytes:
    """Return the PDF, after a check that every code in it can be read."""
    pdf = sheet.output()
    checked = sheet.check(pdf)
    for _ in checked if quiet else with_steps(checked, sheet.codes, "Reading back"):
        pass
    return pdf


def _open_output(settings: LabelOptions) -> AbstractContextManager[BinaryIO]:
    """Open the PDF for writing; a dry run writes to memory instead."""
    if settings.dry_run:
        return nullcontext(io.BytesIO())
    return open_binary_output(settings.output, "A PDF")
