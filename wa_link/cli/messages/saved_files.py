"""The line of a run that says which files it saved."""

from __future__ import annotations

import os

from wa_link._support.quoting import escape, pluralize
from wa_link.cli.messages.output import is_file_path
from wa_link.cli.stderr import say


def say_saved(output: str, rejects: str | None, rejected: int, *, sheet: str = "-") -> None:
    """Print which files were saved: `Saved links.csv, and 3 rejected rows in rejects.csv.`.

    Args:
        output: path of the output, or `-` if it is not to be named.
        rejects: path of the rejects file; None if there is none.
        rejected: number of rejected rows.
        sheet: path of the sheet that was read, or `-`.
    """
    saved = []
    if is_file_path(output):
        is_same = sheet != "-" and os.path.realpath(output) == os.path.realpath(sheet)
        saved.append(escape(output) + " in place of the sheet that was read" * is_same)
    if rejects is not None and is_file_path(rejects):
        saved.append(f"{pluralize(rejected, 'rejected row')} in {escape(rejects)}")
    if saved:
        say(f"Saved {', and '.join(saved)}.")
