"""`wa-link batch`: a sheet of contacts in, a sheet of links out."""

from __future__ import annotations

import sys
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from wa_link._support import signals as interrupts
from wa_link._support.parallel import in_order, until_failure, usable_cores
from wa_link._support.quoting import plural, printable, quote
from wa_link.batch.linker import Linker, Linking
from wa_link.batch.row_numbers import MOST_SPLIT
from wa_link.cli.card_options import STYLING, drop_styling, get_styling, symbol_options
from wa_link.cli.collisions import refuse_as_code
from wa_link.cli.convert import Conversion, Converter, orders_of, with_drawn
from wa_link.cli.grouped import GroupedCommand, option
from wa_link.cli.options import refuse_options
from wa_link.cli.output import destination, target_of
from wa_link.cli.progress import watched
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
from wa_link.cli.usage import WholeNumber
from wa_link.sheets.sheet import CODE_COLUMN, OUTPUT_COLUMNS
from wa_link.sheets.source import is_regular
from wa_link.sheets.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from concurrent.futures import Future
    from typing import BinaryIO

    from wa_link.batch.outcome import Outcome
    from wa_link.cli.convert import Drawn, Piece
    from wa_link.cli.output import Opened
    from wa_link.errors import WaLinkError
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.sheets.sheet import Row, Sheet

# Large enough that to hand them over costs little, small enough that memory stays flat.
_ROWS_TOGETHER, _CODES_TOGETHER = 1024, 32
# About a fifth of a second's work.
_PIECES_ALONE = 16


@click.command(
    cls=GroupedCommand,
    on_several=on_several_sheets,
    examples=(
        'wa-link batch contacts.csv --region SA --text "Hi {name|there}" -o links.csv',
        "wa-link batch listings.csv --number +966501234567 --text-file ad.txt --qr-dir codes",
    ),
)
@sheet_options
@option(
    "-o",
    "--output",
    section="Output",
    metavar="FILE|-",
    default="-",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="File for the sheet of links. Default: standard output.",
)
@option(
    "--to",
    "file_format",
    section="Output",
    type=click.Choice(tuple(WRITERS)),
    help="Format of the output. Default: by the extension of -o, else as the input.",
)
@rejects_option
@spreadsheet_safe_option
@option(
    "--jobs",
    section="Output",
    metavar="N",
    type=WholeNumber(min=1),
    help="Worker processes for a long sheet; codes are drawn by one. Default: one for each core.",
)
@dry_run_option
@quiet_option
@option(
    "--qr-dir",
    section="Codes",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Draw a QR code of each link into this folder.",
)
@option(
    "--qr-format",
    section="Codes",
    type=click.Choice(("png", "svg", "pdf")),
    default="png",
    show_default=True,
    help="Format of the codes.",
)
@option(
    "--qr-name",
    section="Codes",
    metavar="TEMPLATE",
    default="{wa_row}-{wa_digits}",
    show_default=True,
    help="Name of a code's file, without its extension.",
)
@option(
    "--force",
    section="Codes",
    is_flag=True,
    help="Also replace files of the same names that are not codes of wa-link.",
)
@symbol_options("Codes", "none, the code with its texts")
@click.pass_context
def batch(ctx: click.Context, /, **options: Any) -> int:
    """Turn a sheet of contacts into a sheet of links.

    CONTACTS is CSV, TSV, a workbook, vCards or JSON Lines; - is standard input. Every row comes
    out, in order, with its columns unchanged: linked, or rejected with the reason.
    Templates also know {wa_row}, {wa_digits} and {wa_phone}.
    Exit code 3 if any row was rejected.
    """
    asked = _Asked(**drop_styling(options), styling=get_styling(ctx))
    _check(ctx, asked)
    if asked.qr_dir is not None and not asked.quiet:
        say_unscannable(asked.via)
    report, blank_lines = _run(asked)
    if asked.dry_run:
        click.echo(report.forecast(blank_lines))
    elif not asked.quiet:
        say(report.summary(blank_lines))
        _say_codes(asked, report)
    return report.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked(AskedOfSheet):
    """The command's parameters, under the names of their options."""

    file_format: str | None
    jobs: int | None
    qr_dir: str | None
    qr_format: str
    qr_name: str
    force: bool


def _say_codes(asked: _Asked, report: Report) -> None:
    """Say how many codes there are, and whether they were read back."""
    count = report.statuses["accepted"] + report.statuses["repaired"]
    if asked.qr_dir is None or not count:
        return
    from wa_link.qr.readback import can_read  # noqa: PLC0415  (where codes are drawn)

    is_verified = can_read(asked.qr_format)
    verified = "verified" if is_verified else 'not verified (install "wa-link[print]" for that)'
    codes = f"{plural(count, 'code')} in {printable(asked.qr_dir)} ({asked.qr_format.upper()})"
    say(f"Saved {codes}, {verified}.")


def _check(ctx: click.Context, asked: _Asked) -> None:
    """Fail on options that contradict each other, or that would have no effect."""
    check_sheet(ctx, asked)
    if asked.qr_dir is None:
        code_options = ("qr_format", "qr_name", "force", "error_correction", *STYLING)
        refuse_options(ctx, code_options, "is for codes: add --qr-dir DIR.")
        return
    if asked.jobs is not None and asked.jobs > 1:
        raise click.UsageError(
            "--jobs has no effect with --qr-dir, for one process draws the codes: leave it out.",
            ctx,
        )
    for path in (asked.output, asked.rejects):
        refuse_as_code(path, asked.qr_dir, asked.qr_format)


def _run(asked: _Asked) -> tuple[Report, int]:
    """Take the sheet through; gives the report, and how many blank lines were passed over."""
    report = Report()
    with telling(report, _what_stays(asked)), opened(asked) as (file, sheet):
        codes = _codes(asked)
        conversion = _conversion(asked, sheet, codes)
        linker = Linker(sheet, **conversion.linking)  # what is wrong with the options shows now
        say_columns(asked, sheet, linker)
        with codes.held(partial(_wait, asked, file)) if codes else nullcontext():
            _convert(asked, sheet, conversion, file, report)
    return report, sheet.blank_lines


def _wait(asked: _Asked, file: BinaryIO) -> None:
    """Tell that another run draws into the folder, before it is waited for."""
    folder = quote(str(asked.qr_dir), 200)
    # A pipe may be written by that run, which would never end.
    if not is_regular(file):
        raise click.ClickException(
            f"Another run draws codes into {folder}: name another folder, or begin when it has "
            "ended."
        )
    say(f"Waiting for another run that draws codes into {folder}.")


def _conversion(asked: _Asked, sheet: Sheet, codes: CodeFolder | None) -> Conversion:
    code_column = (CODE_COLUMN,) if codes else ()
    own_columns = (*OUTPUT_COLUMNS, *code_column)
    safe = asked.spreadsheet_safe
    target = target_of(sheet, asked.output, asked.file_format, own_columns, safe=safe)
    if asked.dry_run:  # nothing is written, in a format with the same notes
        target = replace(target, path="-", file_format="jsonl" if target.keeps_extra else "csv")
    return Conversion(
        sheet.without_rows(),
        Linking(
            **linking_of(asked),
            codes=codes,
            draw=False,  # many are drawn together
        ),
        target,
        rejects_target(asked, sheet),
    )


def _convert(
    asked: _Asked, sheet: Sheet, conversion: Conversion, file: BinaryIO, report: Report
) -> None:
    """Write what comes of the sheet, and count it in the report as it comes."""
    on_screen = asked.output == "-" and sys.stdout.isatty() and not asked.dry_run
    warned = asked.dry_run
    with (
        destination([] if asked.dry_run else conversion.targets) as destinations,
        closing(_pieces(asked, sheet, conversion, destinations)) as pieces,
    ):
        for piece in pieces if asked.quiet or on_screen else watched(pieces, file):
            interrupts.check()
            for opened, written in zip(destinations, (piece.output, piece.rejects), strict=False):
                opened.file.write(written)
            report.add(piece.report)
            if piece.formula and not warned:
                _warn_of_formula(piece.formula)
                warned = True
        if codes := conversion.linking["codes"]:
            codes.sync()


def _what_stays(asked: _Asked) -> str:
    """What there is of a run that is interrupted."""
    if asked.dry_run:
        return "nothing was to be written."
    if asked.qr_dir is not None:
        return "no sheet is written; codes that are drawn are kept by the next run."
    if asked.output == "-":
        return "the output ends there, or a few rows later."
    return "nothing is written."


def _warn_of_formula(cell: str) -> None:
    say(
        f"Note: a spreadsheet would calculate cells such as {quote(cell, 30)}: with "
        "--spreadsheet-safe they get an apostrophe."
    )


def _pieces(
    asked: _Asked, sheet: Sheet, conversion: Conversion, destinations: list[Opened]
) -> Generator[Piece]:
    """What comes of the sheet's rows, in order; made by several processes where they help."""
    codes = conversion.linking["codes"]
    jobs = asked.jobs or usable_cores()
    stretches = sheet.stretches(
        _ROWS_TOGETHER if codes is None else _CODES_TOGETHER,
        copies=MOST_SPLIT if asked.multiple == "split" else 1,
    )
    if conversion.is_shared:
        with closing(in_order(conversion, stretches, jobs=jobs, alone=_PIECES_ALONE)) as made:
            yield from made
        return
    writes = [None if opened.target.is_piecewise else opened.write for opened in destinations]
    converter = Converter(conversion, *writes)
    pieces_of_rows = map(sheet.rows, stretches)
    if codes is None:
        yield from map(converter.convert, pieces_of_rows)
    else:
        yield from _drawn(converter, codes, pieces_of_rows)


def _drawn(
    converter: Converter, codes: CodeFolder, pieces_of_rows: Iterable[list[Row]]
) -> Generator[Piece]:
    """Link rows, draw their codes, and write the rows; a row whose code can't be drawn is rejected.

    A thread saves codes while the next are drawn: to make a file takes a system as long as it takes
    us to draw what is in it. Several processes would wait for each other at the folder.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (10 ms, where codes are drawn)

    with ThreadPoolExecutor(1) as saver:
        waiting: tuple[list[Outcome], Future[list[Drawn]]] | None = None
        failures: list[WaLinkError] = []
        for rows in until_failure(pieces_of_rows, failures):
            for outcomes in converter.link(rows):
                orders = orders_of(outcomes)
                pictures = codes.pictures(orders)
                converter.settle(outcomes, pictures)
                saved = saver.submit(codes.save_pictures, orders, pictures)
                if waiting:
                    yield converter.write(with_drawn(waiting[0], waiting[1].result()))
                waiting = (outcomes, saved)
        if waiting:
            yield converter.write(with_drawn(waiting[0], waiting[1].result()))
        if failures:
            raise failures[0]


def _codes(asked: _Asked) -> CodeFolder | None:
    if asked.qr_dir is None:
        return None
    from wa_link.printing.codes.folder import CodeFolder  # noqa: PLC0415  (loads Pillow)

    return CodeFolder(
        asked.qr_dir,
        file_format=asked.qr_format,
        name=asked.qr_name,
        error_correction=asked.error_correction,
        names_repeat=asked.multiple == "split",
        force=asked.force,
        dry=asked.dry_run,
        **asked.styling,
    )
