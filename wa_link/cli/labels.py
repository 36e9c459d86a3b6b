"""The command `wa-link labels`: print a label for each row of a sheet."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from wa_link._support import signals as interrupts
from wa_link._support.quoting import plural, printable
from wa_link.batch.linker import Linker, Linking
from wa_link.batch.outcome import Rejected, note_left_out
from wa_link.cli import FAILED
from wa_link.cli.card_options import drop_styling, get_styling, symbol_options
from wa_link.cli.collisions import refuse_overwriting
from wa_link.cli.convert import Piece
from wa_link.cli.grouped import GroupedCommand, option
from wa_link.cli.label_options import (
    CUSTOM_STOCK,
    choose_stock,
    links_column_option,
    paper_options,
    show_design_option,
)
from wa_link.cli.options import refuse_options
from wa_link.cli.output import binary_output, destination, names_file, naming
from wa_link.cli.progress import counted, watched
from wa_link.cli.report import Report, telling
from wa_link.cli.screen import say, say_unscannable
from wa_link.cli.sheet_options import (
    dry_run_option,
    quiet_option,
    rejects_option,
    sheet_options,
    spreadsheet_safe_option,
)
from wa_link.cli.sheets import (
    AskedOfSheet,
    check_sheet,
    linking_of,
    on_several_sheets,
    opened,
    rejects_target,
    say_columns,
)
from wa_link.errors import named_option
from wa_link.qr.lengths import millimetres, pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.cli.output import Opened
    from wa_link.printing.labels.label_sheet import LabelSheet
    from wa_link.sheets.sheet import Sheet

_ROWS_PER_PIECE = 32
# Options that make links from numbers.
_OF_NUMBERS = (
    "phone_columns", "number", "region", "region_column", "assume", "via", "multiple", "text",
    "text_file", "text_column",
)  # fmt: skip


@click.command(
    cls=GroupedCommand,
    on_several=on_several_sheets,
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
    help="PDF to write; - for standard output.",
)
@rejects_option
@spreadsheet_safe_option
@dry_run_option
@quiet_option
@paper_options
@symbol_options("Codes", "the design of the stock", sized=False)
@show_design_option
@click.pass_context
def labels(ctx: click.Context, /, **options: Any) -> int:
    """Print labels from a sheet: a QR code and its texts for each row, as a PDF.

    Print the PDF at 100 %, not "fit to page". Templates may use each column, and {wa_row},
    {wa_digits} and {wa_phone}. Rejected rows go to --rejects, or to standard error with their
    reasons. Notes, such as emoji that were left out, always go to standard error.
    Exit code 3 if a row was rejected.
    """
    asked = _LabelOptions(**drop_styling(options), styling=get_styling(ctx))
    check_sheet(ctx, asked)
    _check_output(asked)
    if asked.stock is not None:
        refuse_options(ctx, CUSTOM_STOCK, "and --stock both describe the labels: leave one out.")
    if asked.links_column is not None:
        why = "makes links from numbers, but --links-column already has links: leave it out."
        refuse_options(ctx, _OF_NUMBERS, why)
    if not asked.quiet and asked.links_column is None:
        say_unscannable(asked.via)
    return _run(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LabelOptions(AskedOfSheet):
    """Parameters of the command, under the names of their options."""

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


class _NothingToPrint(Exception):  # noqa: N818  (not an error: no file is written)
    """There is no label, so that no PDF is written."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Everything that a run of the command works with."""

    asked: _LabelOptions
    file: BinaryIO
    sheet: Sheet
    linker: Linker
    labels: LabelSheet
    report: Report


def _run(asked: _LabelOptions) -> int:
    report = Report(keeps_lines=True)  # a PDF has no column for notes
    with (
        telling(report, "nothing is written."),
        opened(asked) as (file, sheet),
        _make_label_sheet(asked) as label_sheet,
    ):
        rows = ",".join(asked.rows) if asked.rows else None
        linker = Linker(sheet, **Linking(**linking_of(asked), labels=label_sheet, rows=rows))
        say_columns(asked, sheet, linker)
        run = _Run(asked, file, sheet, linker, label_sheet, report)
        with suppress(_NothingToPrint):
            _write_files(run)
    _say_end(run)
    return report.exit_code if report.rows else FAILED


def _write_files(run: _Run) -> None:
    """Write the PDF and the file of rejected rows. The rejects get their name first.

    Raises:
        _NothingToPrint: there is no label; the rejects are written.
    """
    asked = run.asked
    with ExitStack() as turn, _open_output(asked) as output:
        target = rejects_target(asked, run.sheet)
        with destination([target] if target else []) as rejects:
            _add_labels(run, rejects)
            if not rejects and not asked.dry_run:
                _say_rejected(run.report)
            pdf = _read_back(run.labels, quiet=asked.quiet) if run.labels.labels else b""
            output.write(pdf)
            output.flush()
            if rejects:
                turn.enter_context(naming(asked.output))
        if not pdf:
            raise _NothingToPrint


def _add_labels(run: _Run, rejects: list[Opened]) -> None:
    """Put each accepted row on a label, and each rejected one into the file of rejects."""
    pieces = _link_rows(run.sheet, run.linker, rejects)
    for piece in pieces if run.asked.quiet else watched(pieces, run.file):
        interrupts.check()
        run.report.add(piece.report)
    run.linker.check_end()


def _check_output(asked: _LabelOptions) -> None:
    refuse_overwriting(asked.output, the_sheet=asked.contacts)
    if names_file(asked.output) and Path(asked.output).suffix.lower() != ".pdf":
        raise click.UsageError("Labels are a PDF: end the name after -o in .pdf.")


def _say_rejected(report: Report) -> None:
    """Print the rejected rows. If that fails, the run fails, because no file has them."""
    for sentence in report.rejected_lines.rejections():
        click.echo(sentence, err=True)


def _say_end(run: _Run) -> None:
    asked, report, blank_lines = run.asked, run.report, run.sheet.blank_lines
    if asked.dry_run:
        click.echo(report.forecast(blank_lines))
    elif not asked.quiet:
        say(report.summary(blank_lines))
    _say_printed(asked, run.labels)
    if not asked.quiet:
        for remark in run.labels.remarks:
            say(f"Note: {remark}")
    if not asked.dry_run and (notes := report.all_notes()):
        say(notes)


def _say_printed(asked: _LabelOptions, sheet: LabelSheet) -> None:
    noun = sheet.stock.noun
    if not sheet.labels:
        say(f"There are no {noun}s to print: {printable(asked.output)} is not written.")
        return
    if asked.quiet:
        return
    scan = "codes scan" if sheet.labels > 1 else "code scans"
    printed = (
        f"{plural(sheet.labels, noun)} on {plural(sheet.pages, 'page')}, {scan} from about "
        f"{sheet.code_side:.0f} cm, verified"  # a code can be read from ten times its side
    )
    if asked.dry_run:
        say(f"{printed}; nothing is saved.")
    else:
        saved = "" if asked.output == "-" else f"Saved {printable(asked.output)}: "
        say(f"{saved}{printed}.")


def _link_rows(sheet: Sheet, linker: Linker, rejects: list[Opened]) -> Iterator[Piece]:
    """Link the rows of the sheet, write the rejected ones, and yield a report for each few rows."""
    rows = (row for stretch in sheet.stretches(_ROWS_PER_PIECE) for row in sheet.rows(stretch))
    outcomes = linker.outcomes(rows)  # reads the next rows while labels are measured
    while some := list(islice(outcomes, _ROWS_PER_PIECE)):
        piece = Piece(Report(keeps_lines=True))
        for outcome in some:
            piece.report.count(outcome)
            if isinstance(outcome, Rejected) and rejects:
                if not rejects[0].target.keeps_extra:
                    outcome = note_left_out(outcome)  # noqa: PLW2901  (the same outcome)
                row = outcome.row
                rejects[0].write(row.cells, outcome.reject_output, row.raw, row.extra)
        yield piece


def _read_back(sheet: LabelSheet, *, quiet: bool) -> bytes:
    """Return the PDF, after every code in it was read back."""
    pdf = sheet.output()
    checked = sheet.check(pdf)
    for _ in checked if quiet else counted(checked, sheet.codes, "Reading back"):
        pass
    return pdf


def _open_output(asked: _LabelOptions) -> AbstractContextManager[BinaryIO]:
    if asked.dry_run:
        return nullcontext(io.BytesIO())
    return binary_output(asked.output, "A PDF")


def _make_label_sheet(asked: _LabelOptions) -> LabelSheet:
    from wa_link.printing.labels.label_sheet import LabelSheet  # noqa: PLC0415  (loads Pillow)

    stock = choose_stock(asked.stock, asked.page, asked.grid, asked.label, asked.gap)
    styling = asked.styling
    if asked.printer_dpi is not None:
        styling["dpi"] = asked.printer_dpi
    with named_option("--bleed"):
        bleed = None if asked.bleed is None else millimetres(asked.bleed)
    # The name of the sheet without its folder, which is private.
    name = None if asked.contacts == "-" else printable(Path(asked.contacts).name)
    return LabelSheet(
        stock,
        error_correction=asked.error_correction,
        start=asked.start,
        copies=asked.copies,
        offset=pair(asked.offset, ",") if asked.offset else (0.0, 0.0),
        outline=asked.outline,
        bleed=bleed,
        document_title=f"Labels: {name}" if name else "Labels",
        **styling,
    )
