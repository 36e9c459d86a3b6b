"""The options `--summary` and `--summary-file`: what a run has done, as JSON for scripts.

Only a run that finished has a summary: its exit code is 0 or 3, or 1 if a sheet has no rows to
print. After a failure or an interruption, nothing is printed, and an earlier file stays as it is.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from wa_link import __version__
from wa_link._support.quoting import escape
from wa_link._support.same_file import refuse_overwriting, refuse_same
from wa_link.cli.messages.json_line import json_line
from wa_link.cli.mistakes.usage_errors import Choice, OutputPath
from wa_link.cli.options.sections import final_exit_code, option, options
from wa_link.cli.stderr import say
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.batch.summary import ColumnInfo, SheetInfo, Summary
    from wa_link.cli.sheet_input import SheetOptions

summary_options = options(
    option(
        "--summary",
        section="Output",
        type=Choice(("text", "json")),
        default="text",
        show_default=True,
        help="Form of the summary on standard error. json is one JSON object on the last line, "
        "also with -q. `wa-link schema summary` describes it.",
    ),
    option(
        "--summary-file",
        section="Output",
        metavar="FILE",
        type=OutputPath(dir_okay=False),
        help="Also write the JSON object of the summary to a file, also with --dry-run. If the "
        "run fails, no file is written.",
    ),
)
"""The options `--summary` and `--summary-file`."""


def check_summary_file(settings: SheetOptions) -> None:
    """Fail if the file of the summary would replace another file of the run.

    Raises:
        OptionError: the file is also an input.
        UsageError: the file is also an output, or the path is `-`.
    """
    path = settings.summary_file
    if path is None:
        return
    if path == "-":
        raise click.UsageError(
            "--summary-file needs a file: to print the summary, use --summary json."
        )
    refuse_overwriting(
        path,
        the_sheet=settings.contacts,
        the_text=settings.text_file,
        the_logo=settings.styling.get("logo"),
        the_font=settings.styling.get("font"),
    )
    for flag, other in (("--output", settings.output), ("--rejects", settings.rejects)):
        if other is None or other == "-":
            continue
        try:
            refuse_same(other, path)
        except OptionError:
            raise click.UsageError(
                f"{flag} and --summary-file name the same file: give two different files."
            ) from None


@contextmanager
def open_summary(settings: SheetOptions) -> Iterator[Callable[[dict[str, object]], None]]:
    """Yield a function that prints the record of a run, as the options of the user ask for it.

    The file of the summary gets its name at the end of the block, when all other files are
    complete. If the block raises an error, no file is written.

    Raises:
        ClickException: the block has ended, but the file of the summary can't be written.
    """
    from wa_link._support.files import atomic_writer  # noqa: PLC0415  (10 ms, only for a file)

    path = settings.summary_file
    record: dict[str, object] = {}
    is_complete = False
    try:
        with atomic_writer(path) if path is not None else nullcontext() as file:
            yield record.update
            is_complete = True
            line = json_line(record)
            if file is not None:
                file.write(f"{line}\n".encode())
    except OSError as error:
        if not is_complete:
            raise
        raise click.ClickException(
            f"The run is complete, but its summary can't be written to {escape(path or '')}: "
            f"{error.strerror or error}. To print the summary, use --summary json."
        ) from None
    if settings.summary == "json":
        say(line)


def make_record(
    settings: SheetOptions, summary: Summary, started: float, code: int
) -> dict[str, object]:
    """Return the record of a run: its counts, and how the sheet was read.

    Args:
        settings: the options of the command.
        summary: the counts.
        started: time when the run began, from `time.monotonic`.
        code: the exit code, before `--exit-zero` changes it.
    """
    ctx = click.get_current_context()
    return {
        "command": ctx.info_name,
        "wa_link_version": __version__,
        "exit_code": final_exit_code(ctx, code),
        "seconds": round(time.monotonic() - started, 3),
        "dry_run": settings.dry_run,
        "rows": summary.rows,
        "accepted": summary.accepted,
        "repaired": summary.repaired,
        "rejected": summary.rejected,
        "reasons": dict(summary.reasons),
        "notes": dict(summary.notes),
        "blank_lines": summary.blank_lines,
        "input": _describe_input(settings.contacts, summary.sheet),
        "region": summary.sheet.region,
        "number": summary.sheet.number.e164 if summary.sheet.number else None,
        "output": None if settings.dry_run else settings.output,
        "rejects": None if settings.dry_run else settings.rejects,
        "codes": None,
        "labels": None,
        "remarks": list(summary.sheet.template_remarks),
        "formula": summary.formula or None,
    }


def _describe_input(path: str, info: SheetInfo) -> dict[str, object]:
    """Return how a sheet was read, and the columns that were found."""
    return {
        "path": path,
        "format": info.format,
        "encoding": info.encoding,
        "delimiter": info.delimiter,
        "worksheet": info.worksheet,
        "header_row": info.header_row,
        "columns": list(info.columns),
        "phone_columns": [_describe_column(each) for each in info.phone_columns],
        "label_columns": [_describe_column(each) for each in info.label_columns],
        "region_column": _describe_column(info.region_column),
        "links_column": _describe_column(info.links_column),
        "username_column": _describe_column(info.username_column),
        "remarks": list(info.remarks),
    }


def _describe_column(column: ColumnInfo | None) -> dict[str, object] | None:
    """Return the number and the name of a column; None if there is no column."""
    return None if column is None else {"number": column.number, "name": column.name}
