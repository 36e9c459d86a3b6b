"""`wa-link labels`: a list of listings in, printed pages of labels out."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from wa_link import interrupts
from wa_link.batch import Linker, Linking
from wa_link.cli import FAILED
from wa_link.cli.collisions import refuse_overwriting
from wa_link.cli.convert import Piece
from wa_link.cli.grouped import GroupedCommand, option
from wa_link.cli.options import refuse_options, styling, symbol_options, without_styling
from wa_link.cli.output import binary_output, destination, names_file, naming
from wa_link.cli.progress import counted, watched
from wa_link.cli.report import Report, telling
from wa_link.cli.screen import say, say_unscannable
from wa_link.cli.sheets import (
    AskedOfSheet,
    check_sheet,
    dry_run_option,
    linking_of,
    on_several_sheets,
    opened,
    quiet_option,
    rejects_option,
    rejects_target,
    say_columns,
    sheet_options,
    spreadsheet_safe_option,
)
from wa_link.errors import OptionError
from wa_link.outcome import Rejected, note_left_out
from wa_link.wording import plural, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.cli.output import Opened
    from wa_link.contacts import Sheet
    from wa_link.printing import LabelSheet, Stock

_ROWS_TOGETHER = 32
_OWN_STOCK = ("page", "grid", "label", "gap")


def _show_design(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Print a design for `--design`, and exit."""
    if value is None:
        return
    from wa_link.printing.designs import show_design  # noqa: PLC0415  (where it is asked for)

    try:
        click.echo(show_design(value), nl=False)
    except OptionError as error:
        raise click.BadParameter(str(error), ctx, parameter) from None
    ctx.exit()


@click.command(
    cls=GroupedCommand,
    on_several=on_several_sheets,
    examples=(
        r'wa-link labels a.csv --number +966501234567 --caption "{title}" --stock 5160 -o a.pdf',
        "wa-link labels shops.csv --stock poster-a4 -o posters.pdf",
    ),
)
@sheet_options
@option(
    "-o",
    "--output",
    section="Output",
    metavar="FILE|-",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Where the PDF goes.",
)
@rejects_option
@spreadsheet_safe_option
@dry_run_option
@quiet_option
@option(
    "--stock",
    section="Labels",
    metavar="NAME",
    help="L7160, L7161, L7163, L7164, L7165, L7169 on A4; 5160, 5162, 5163, 5164, 5371 on Letter; "
    "poster-a4, poster-a5, poster-letter.",
)
@option(
    "--page",
    section="Labels",
    metavar="SIZE",
    help="For any other stock: a4, a5, letter, or width and height, as in 100x150mm.",
)
@option("--grid", section="Labels", metavar="CxR", help="Its columns and rows of labels: 4x6.")
@option("--label", section="Labels", metavar="WxH", help="Width and height of one: 45x40mm.")
@option(
    "--gap",
    section="Labels",
    metavar="LENGTH",
    help="Between labels: 2mm, or across and down, as in 2.5x0mm.",
)
@option(
    "--start",
    section="Labels",
    metavar="N",
    type=int,
    default=1,
    show_default=True,
    help="The first free label of a sheet that has been used, counted row by row.",
)
@option(
    "--copies",
    section="Labels",
    metavar="N",
    type=int,
    default=1,
    show_default=True,
    help="Of each label.",
)
@option(
    "--offset",
    section="Labels",
    metavar="X,Y",
    help="Moves all to the right and down, for a printer that drifts: 0.5,-1mm.",
)
@option(
    "--outline",
    section="Labels",
    is_flag=True,
    help="Outline the labels: print it on plain paper and hold it against the sheet.",
)
@option(
    "--show-design",
    section="Labels",
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=_show_design,
    help="Print a design, such as poster-a4, to save and change it, and exit.",
)
@symbol_options("Codes", "Template of the text on each label.", sized=False)
@click.pass_context
def labels(ctx: click.Context, /, **options: Any) -> int:
    """Fill label sheets from a list: a code and its caption for each row, as a PDF.

    Print it at 100 %. Rejected rows go to --rejects, or to standard error with their lines and
    reasons; notes, such as emoji that were left out, always go to standard error.
    Templates also know {wa_row}, {wa_digits} and {wa_phone}.
    Exit code 3 if any row was rejected.
    """
    asked = _Asked(**without_styling(options), styling=styling(ctx))
    check_sheet(ctx, asked)
    _check_output(asked)
    if asked.stock is not None:
        refuse_options(ctx, _OWN_STOCK, "and --stock both tell what the labels are: leave one out.")
    if not asked.quiet:
        say_unscannable(asked.via)
    return _run(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked(AskedOfSheet):
    """The command's parameters, under the names of their options."""

    stock: str | None
    page: str | None
    grid: str | None
    label: str | None
    gap: str | None
    start: int
    copies: int
    offset: str | None
    outline: bool


class _NothingToPrint(Exception):  # noqa: N818  (it ends the writing of a file; nobody is told)
    """Every row was rejected."""


def _run(asked: _Asked) -> int:
    # No column has the notes, and what is printed cannot be searched for them.
    report = Report(keeps_notes=not asked.dry_run)
    with telling(report, "nothing is written."), opened(asked) as (file, sheet):
        pages = _label_sheet(asked)
        linker = Linker(sheet, **Linking(**linking_of(asked), labels=pages))
        say_columns(asked, sheet, linker)
        # The rejects get their name first, the pages last.
        with suppress(_NothingToPrint), ExitStack() as turn, _opened_output(asked) as output:
            target = rejects_target(asked, sheet)
            with destination([target] if target else []) as rejects:
                pieces = _pieces(sheet, linker, rejects)
                for piece in pieces if asked.quiet else watched(pieces, file):
                    interrupts.check()
                    report.add(piece.report)
                drawing = _read_back(pages, quiet=asked.quiet) if pages.labels else b""
                output.write(drawing)
                output.flush()
                if rejects:
                    turn.enter_context(naming(asked.output))
            if not drawing:
                raise _NothingToPrint
    _say_end(asked, report, sheet, pages)
    return report.exit_code if report.rows else FAILED


def _check_output(asked: _Asked) -> None:
    refuse_overwriting(asked.output, the_sheet=asked.contacts)
    if names_file(asked.output) and Path(asked.output).suffix.lower() != ".pdf":
        raise click.UsageError("Labels are a PDF: let the name after -o end in .pdf.")


def _say_end(asked: _Asked, report: Report, sheet: Sheet, pages: LabelSheet) -> None:
    if asked.dry_run:
        click.echo(report.forecast(sheet.blank_lines))
    elif not asked.quiet:
        say(report.summary(sheet.blank_lines))
    if not pages.labels:
        say(f"There is no label to be printed: {printable(asked.output)} is not written.")
    elif not asked.quiet:
        say(f"{plural(pages.labels, 'label')} on {plural(pages.pages, 'page')}, read back.")
    if not asked.dry_run and (notes := report.all_notes()):
        say(notes)


def _pieces(sheet: Sheet, linker: Linker, rejects: list[Opened]) -> Iterator[Piece]:
    """What comes of the sheet's rows, in order, some at a time."""
    rows = (row for stretch in sheet.stretches(_ROWS_TOGETHER) for row in sheet.rows(stretch))
    outcomes = linker.outcomes(rows)  # of all rows: while some are measured, others are read
    while some := list(islice(outcomes, _ROWS_TOGETHER)):
        piece = Piece(Report(keeps_notes=True))
        for outcome in some:
            piece.report.count(outcome)
            if not isinstance(outcome, Rejected):
                continue
            if rejects:
                if not rejects[0].target.keeps_extra:
                    outcome = note_left_out(outcome)  # noqa: PLW2901  (the same outcome)
                row = outcome.row
                rejects[0].write(row.cells, outcome.reject_output, row.raw, row.extra)
            else:
                # All that comes of the row: where it cannot be told, the run fails.
                click.echo(
                    f"Line {outcome.row.line} is rejected, {outcome.reason}: {outcome.message}",
                    err=True,
                )
        yield piece


def _read_back(pages: LabelSheet, *, quiet: bool) -> bytes:
    """The file, after every label in it has been read."""
    drawing = pages.output()
    read = pages.check(drawing)
    for _ in read if quiet else counted(read, pages.labels, "Reading back"):
        pass
    return drawing


def _opened_output(asked: _Asked) -> AbstractContextManager[BinaryIO]:
    if asked.dry_run:
        return nullcontext(io.BytesIO())
    return binary_output(asked.output, "A PDF")


def _label_sheet(asked: _Asked) -> LabelSheet:
    from wa_link.printing import LabelSheet  # noqa: PLC0415  (loads what draws)
    from wa_link.lengths import pair  # noqa: PLC0415  (as above)

    return LabelSheet(
        _stock(asked),
        error_correction=asked.error_correction,
        start=asked.start,
        copies=asked.copies,
        offset=pair(asked.offset, ",") if asked.offset else (0.0, 0.0),
        outline=asked.outline,
        # Its name alone: who gets the pages need not know where the sheet is kept.
        document_title="Labels"
        if asked.contacts == "-"
        else f"Labels: {printable(Path(asked.contacts).name)}",
        **asked.styling,
    )


def _stock(asked: _Asked) -> Stock | str:
    if asked.stock is not None:
        return asked.stock
    if asked.page is None or asked.grid is None or asked.label is None:
        raise click.UsageError(
            "Tell what the labels are: --stock L7160, or --page a4 --grid 4x6 --label 45x40mm."
        )
    from wa_link.printing.stock import stock_of  # noqa: PLC0415  (as above)

    return stock_of(asked.page, asked.grid, asked.label, asked.gap)
