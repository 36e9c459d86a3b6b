"""Runs over a sheet with many requests: options, input, progress and interruptions."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from wa_link._support import signals
from wa_link._support.quoting import pluralize
from wa_link._support.same_file import refuse_overwriting
from wa_link.cli.collisions import refuse_reading_twice
from wa_link.cli.messages.output import sheet_output
from wa_link.cli.messages.progress import Progress
from wa_link.cli.messages.report import report_interruption
from wa_link.cli.mistakes.usage_errors import Choice
from wa_link.cli.options.sections import option
from wa_link.cli.reading_options import SheetReading, check_reading_options, read_options
from wa_link.cli.stderr import say
from wa_link.errors import BusinessError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from wa_link.business.row_outputs import OutputOptions
    from wa_link.sheets.sheet import Sheet


to_option = option(
    "--to",
    "file_format",
    section="Output",
    type=Choice(("csv", "tsv", "jsonl", "xlsx")),
    help="Format of the output. Default: by the extension of -o. On standard output: the format of "
    "the input, or CSV for workbooks and vCards.",
)
"""The option `--to`; an address book has no place for short links and messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions(SheetReading):
    """Values of the options that `links sync` and `send-sheet` share; see their help."""

    output: str | None
    file_format: str | None
    rejects: str | None
    spreadsheet_safe: bool
    dry_run: bool
    quiet: bool


def check_run_options(
    ctx: click.Context, settings: RunOptions, *, journal: str, text_file: str | None = None
) -> None:
    """Fail if options contradict each other, or if a file has two purposes.

    Args:
        ctx: context of the command.
        settings: values of the options.
        journal: path of `--state` or `--ledger`.
        text_file: path of `--text-file`.
    """
    check_reading_options(ctx, settings)
    refuse_reading_twice(settings.contacts, text_file)
    for path in (settings.output, settings.rejects, journal):
        refuse_overwriting(path, the_text=text_file)
    refuse_overwriting(journal, the_sheet=settings.contacts)
    if journal in {"", "-"}:
        name = "--state" if "state" in ctx.params else "--ledger"
        raise click.UsageError(f"{name} must be a file, because the next run reads it: name one.")


def open_sheet(
    settings: RunOptions, phone_columns: Sequence[str] | None
) -> AbstractContextManager[tuple[BinaryIO, Sheet]]:
    """Open the file of the sheet; read the columns of the sheet, but no rows yet.

    Args:
        settings: values of the options.
        phone_columns: names of the phone columns; None if no numbers are read.
    """
    from wa_link.batch.inputs import open_input  # noqa: PLC0415  (takes 60 ms; not needed for help)

    return open_input(
        settings.contacts,
        settings.output or "-",
        settings.rejects,
        phone_columns=phone_columns,
        is_dry=settings.dry_run,
        options=read_options(settings),
    )


def output_options(settings: RunOptions) -> OutputOptions:
    """Return the options of the library for the files of the run, without the target."""
    return {
        "rejects": settings.rejects,
        "to": settings.file_format,
        "spreadsheet_safe": settings.spreadsheet_safe,
    }


def open_target(settings: RunOptions) -> str | BinaryIO | None:
    """Return where the sheet is written: a path, standard output, or None without `--output`."""
    if settings.output is None:
        return None
    return sheet_output(settings.output, settings.file_format)


class Monitor:
    """Counts the requests of a run, and shows its progress.

    Attributes:
        rows: number of links or messages that are done.
        unknown: number of messages that may have been sent.
    """

    def __init__(self, settings: RunOptions) -> None:
        self.rows = self.unknown = 0
        self._progress = Progress()
        self._is_shown = not settings.quiet

    @contextmanager
    def watch(self, noun: str, remains: str) -> Iterator[None]:
        """Print how many were done, if an error or a signal ends the `with` block.

        Args:
            noun: noun for the counted things: `link` or `message`.
            remains: end of the message, which says what to do.
        """

        def describe_rest() -> str:
            more = f"{self.unknown:,} more may have been sent. " if self.unknown else ""
            return f"{more}{remains}"

        with report_interruption(self, describe_rest, noun), signals.report_delays(_say_stopping):
            try:
                with self._progress:
                    yield
            except (BusinessError, InputError, OSError) as error:  # also a closed pipe
                # A journal that was replaced does not have all that was done; its error says so.
                rest = "" if isinstance(error, InputError) else f": {describe_rest()}"
                if self.rows or self.unknown:
                    say(f"Stopped after {pluralize(self.rows, noun)}{rest or '.'}")
                raise

    def show(
        self, done: int, total: int, *, succeeded: int | None = None, unknown: int = 0
    ) -> None:
        """Show how many of all links or messages are done.

        If Python has ignored the exception of a signal in a destructor, raise it again.

        Args:
            done: number of requests that are done.
            total: number of all.
            succeeded: number of those that were not refused; by default, all.
            unknown: number of those whose answer got lost.
        """
        self.rows = done if succeeded is None else succeeded
        self.unknown = unknown
        signals.raise_received()
        self._progress.length = total
        if self._is_shown:
            self._progress.show(done)


def _say_stopping() -> None:
    """Say that the run ends after the current request; this is called in a signal handler."""
    start = "\n" if sys.stderr.isatty() else ""  # the progress bar has no line end
    with suppress(OSError):
        os.write(2, f"{start}Stopping after this request…\n".encode())
