"""`wa-link labels`: a list of listings in, printed pages of labels out."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from wa_link._support import signals as interrupts
from wa_link._support.collisions import refuse_overwriting
from wa_link._support.quoting import escape, pluralize
from wa_link.batch.inputs import open_input
from wa_link.batch.linker import Linker
from wa_link.batch.options import NUMBER_OPTIONS
from wa_link.batch.outcome import Rejected, note_left_out
from wa_link.batch.outputs import open_outputs, row_format
from wa_link.batch.summary import SheetInfo
from wa_link.cli import FAILED
from wa_link.cli.card_options import styling, symbol_options, without_styling
from wa_link.cli.label_options import (
    OWN_STOCK,
    links_column_option,
    paper_options,
    show_design_option,
    stock_of_options,
)
from wa_link.cli.messages import say, say_unscannable
from wa_link.cli.options import refuse_options
from wa_link.cli.output import is_file_path, open_binary_output
from wa_link.cli.progress import with_progress, with_steps
from wa_link.cli.report import Report, report_interruption
from wa_link.cli.sections import SectionedCommand, option
from wa_link.cli.sheet_input import (
    SheetOptions,
    check_sheet_options,
    link_options,
    read_options,
    say_sheet,
    several_sheets_error,
)
from wa_link.cli.sheet_options import (
    dry_run_option,
    quiet_option,
    rejects_option,
    sheet_options,
    spreadsheet_safe_option,
)
from wa_link.errors import named_option
from wa_link.qr.lengths import millimetres, pair
from wa_link.sheets.own_columns import REJECTS_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.batch.outputs import Output, RowFormat
    from wa_link.printing.labels.labels import LabelSheet
    from wa_link.sheets.sheet import Sheet

_ROWS_TOGETHER = 32


@click.command(
    cls=SectionedCommand,
    on_several=several_sheets_error,
    examples=(
        r'wa-link labels a.csv --number +966501234567 --title "{title}" --stock 5160 -o a.pdf',
        "wa-link labels shops.csv --stock poster-a4 -o posters.pdf",
    ),
)
@sheet_options
@links_column_option
@option(
    "-o",
    "--output",
    section="Output",
    metavar="FILE|-",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True),
    help="File for the PDF; - is standard output.",
)
@rejects_option
@spreadsheet_safe_option
@dry_run_option
@quiet_option
@paper_options
@symbol_options("Codes", "that of the stock", sized=False)
@show_design_option
@click.pass_context
def labels(ctx: click.Context, /, **options: Any) -> int:
    """Fill label sheets from a list: a code and its texts for each row, as a PDF.

    Print it at 100 %. Rejected rows go to --rejects, or to standard error with their numbers and
    reasons; notes, such as emoji that were left out, always go to standard error.
    Templates also know {wa_row}, {wa_digits} and {wa_phone}.
    Exit code 3 if any row was rejected.
    """
    asked = _Asked(**without_styling(options), styling=styling(ctx))
    check_sheet_options(ctx, asked)
    _check_output(asked)
    if asked.stock is not None:
        refuse_options(ctx, OWN_STOCK, "and --stock both say what the labels are: leave one out.")
    if asked.links_column is not None:
        why = (
            "makes links from numbers, and those of --links-column stay as they are: leave it out."
        )
        refuse_options(ctx, (*NUMBER_OPTIONS, "text_file"), why)
    if not asked.quiet and asked.links_column is None:
        say_unscannable(asked.via)
    return _run(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked(SheetOptions):
    """The command's parameters, under the names of their options."""

    stock: str | None
    page: str | None
    grid: str | None
    label: str | None
    gap: str | None
    start: int
    copies: str
    rows: tuple[str, ...]
    offset: str | None
    outline: bool
    printer_dpi: int | None
    bleed: str | None


class _NothingToPrint(Exception):  # noqa: N818  (it ends the writing of a file; nobody sees it)
    """There is no label."""


def _run(asked: _Asked) -> int:
    # No column has the notes, and what is printed can't be searched for them.
    report = Report()
    with (
        report_interruption(report, "nothing is written."),
        _open_input(asked) as (file, sheet),
        _label_sheet(asked) as pages,
    ):
        linker = Linker(
            sheet,
            **link_options(asked),
            labels=pages,
            rows=",".join(asked.rows) if asked.rows else None,
        )
        say_sheet(asked, SheetInfo.of(sheet, linker))
        # The rejects get their name first, the pages last.
        with suppress(_NothingToPrint), _opened_output(asked) as output:
            with open_outputs(_rejects(asked, sheet)) as rejects:
                parts = _report_parts(sheet, linker, rejects)
                for part in parts if asked.quiet else with_progress(parts, file):
                    interrupts.raise_received()
                    report.add(part)
                linker.check_end()
                if not rejects and not asked.dry_run:
                    _say_rejected(report)
                drawing = _read_back(pages, quiet=asked.quiet) if pages.labels else b""
                output.write(drawing)
                output.flush()
            if not drawing:
                raise _NothingToPrint
    _say_end(asked, report, sheet, pages)
    return report.exit_code if report.rows else FAILED


def _check_output(asked: _Asked) -> None:
    refuse_overwriting(asked.output, the_sheet=asked.contacts)
    if is_file_path(asked.output) and Path(asked.output).suffix.lower() != ".pdf":
        raise click.UsageError("Labels are a PDF: let the name after -o end in .pdf.")


def _say_rejected(report: Report) -> None:
    """Say which rows are rejected; that is all that comes of them, so the run fails if it can't."""
    for sentence in report.rejected.rejections():
        click.echo(sentence, err=True)


def _say_end(asked: _Asked, report: Report, sheet: Sheet, pages: LabelSheet) -> None:
    if asked.dry_run:
        click.echo(report.forecast(sheet.blank_lines))
    elif not asked.quiet:
        say(report.summary(sheet.blank_lines))
    noun = pages.stock.noun
    printed = (
        f"{pluralize(pages.labels, noun)} on {pluralize(pages.pages, 'page')}, "
        f"{'codes scan' if pages.labels > 1 else 'code scans'} from about "
        f"{pages.code_side:.0f} cm, verified"  # ten times its side
    )
    if not pages.labels:
        say(f"No {noun} is to be printed: {escape(asked.output)} is not written.")
    elif asked.dry_run and not asked.quiet:
        say(f"{printed}; nothing is saved.")
    elif not asked.quiet:
        saved = "" if asked.output == "-" else f"Saved {escape(asked.output)}: "
        say(f"{saved}{printed}.")
    if not asked.quiet:
        for remark in pages.remarks:
            say(f"Note: {remark}")
    if not asked.dry_run and (notes := report.all_notes()):
        say(notes)


def _open_input(asked: _Asked) -> AbstractContextManager[tuple[BinaryIO, Sheet]]:
    reads_numbers = asked.number is None and asked.links_column is None
    return open_input(
        asked.contacts,
        asked.output,
        asked.rejects,
        phone_columns=asked.phone_columns if reads_numbers else None,
        is_dry=asked.dry_run,
        options=read_options(asked),
    )


def _rejects(asked: _Asked, sheet: Sheet) -> list[tuple[str, RowFormat]]:
    """Return the rejects file and its format, if there is one."""
    if asked.rejects is None or asked.dry_run:
        return []
    is_safe = asked.spreadsheet_safe
    return [
        (asked.rejects, row_format(sheet, asked.rejects, None, REJECTS_COLUMNS, is_safe=is_safe))
    ]


def _report_parts(sheet: Sheet, linker: Linker, rejects: list[Output]) -> Iterator[Report]:
    """Link the sheet's rows, some at a time; write the rejected ones, and yield the counts."""
    rows = (row for stretch in sheet.row_ranges(_ROWS_TOGETHER) for row in sheet.make_rows(stretch))
    outcomes = linker.outcomes(rows)  # of all rows: while some are measured, others are read
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


def _read_back(pages: LabelSheet, *, quiet: bool) -> bytes:
    """Return the file, after every label in it has been read."""
    drawing = pages.output()
    read = pages.check(drawing)
    for _ in read if quiet else with_steps(read, pages.codes, "Reading back"):
        pass
    return drawing


def _opened_output(asked: _Asked) -> AbstractContextManager[BinaryIO]:
    if asked.dry_run:
        return nullcontext(io.BytesIO())
    return open_binary_output(asked.output, "A PDF")


def _label_sheet(asked: _Asked) -> LabelSheet:
    from wa_link.printing.labels.labels import LabelSheet  # noqa: PLC0415  (loads what draws)

    stock = stock_of_options(asked.stock, asked.page, asked.grid, asked.label, asked.gap)
    style = asked.styling
    if asked.printer_dpi is not None:
        style["dpi"] = asked.printer_dpi
    with named_option("--bleed"):
        bleed = None if asked.bleed is None else millimetres(asked.bleed)
    return LabelSheet(
        stock,
        error_correction=asked.error_correction,
        start=asked.start,
        copies=asked.copies,
        offset=pair(asked.offset, ",") if asked.offset else (0.0, 0.0),
        outline=asked.outline,
        bleed=bleed,
        # Its name alone: who gets the pages need not know where the sheet is kept.
        document_title="Labels"
        if asked.contacts == "-"
        else f"Labels: {escape(Path(asked.contacts).name)}",
        **style,
    )
