"""The output of `wa-link qr`: a code in a file, on standard output or in the clipboard."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape
from wa_link._support.reject_notes import refuse_notes
from wa_link.cli.messages.output import open_binary_output
from wa_link.cli.messages.unfilled_fields import note_unfilled
from wa_link.cli.options.card_options import STYLING
from wa_link.cli.options.shared_options import refuse_options
from wa_link.cli.stderr import say, say_notes

if TYPE_CHECKING:
    from wa_link.errors import NoteCode
    from wa_link.qr import QrCode
    from wa_link.qr.render.style_keywords import Styling


def check_output(
    ctx: click.Context, output: str | None, file_format: str | None, *, to_clipboard: bool
) -> str | None:
    """Return the format of the file, or None if there is no file.

    Raises:
        UsageError: an option has no effect, or the format is missing.
        OptionError: the extension of the file names no format.
    """
    if output is not None or to_clipboard:
        given = "--copy" if output is None else "-o"
        refuse_options(ctx, ("blocks",), f"has an effect only in the terminal: leave out {given}.")
    if output is None and to_clipboard:
        refuse_options(
            ctx,
            ("file_format",),
            "has no effect on --copy, which copies a PNG: leave out --to.",
        )
    elif output is None:
        for_files = {*STYLING, "file_format"} - {"quiet_zone"}
        refuse_options(ctx, for_files, "has an effect only on a file: add -o FILE.")
    elif output == "-" and file_format is None:
        raise click.UsageError(
            "-o - has no extension that names a format: add --to png, svg or pdf."
        )
    elif file_format is None:
        return _detect_format(output)
    return file_format


def _detect_format(output: str) -> str:
    """Return the format of a file by its extension: `png`, `svg` or `pdf`."""
    from wa_link.qr.code import detect_format  # noqa: PLC0415  (loads Pillow)

    return detect_format(output)


def draw_file(
    code: QrCode,
    output: str,
    file_format: str,
    style: Styling,
    rejected: frozenset[NoteCode],
    *,
    quiet: bool,
) -> None:
    """Write the code to a file or to standard output, and print its size and its notes.

    Raises:
        RecordError: the code has a note whose code is in `rejected`; nothing is written.
    """
    with open_binary_output(output, "A picture") as file:
        proof = code.proof(file_format, **style)
        refuse_notes(proof.notes, rejected)
        file.write(proof.picture)
        file.flush()
    say_notes(proof.notes)
    if not quiet:
        say(f"{'Drew the code' if output == '-' else f'Saved {escape(output)}'}: {proof}")
    if proof.preflight.hint:
        say(f"Note: {proof.preflight.hint}")


def copy_code(
    code: QrCode,
    style: Styling,
    rejected: frozenset[NoteCode],
    *,
    has_file: bool,
    quiet: bool,
) -> None:
    """Copy the code to the clipboard as a PNG, and print its size and its notes.

    Args:
        code: the code.
        style: the options for drawing it.
        rejected: codes of notes that refuse the code.
        has_file: whether the code was also saved in a file, so that its notes are printed already.
        quiet: whether to print only notes.
    """
    from wa_link.cli.desktop.picture_clipboard import copy_picture  # noqa: PLC0415  (only needed with --copy)

    proof = code.proof("png", **style)
    refuse_notes(proof.notes, rejected)
    copy_picture(
        proof.picture, "use the saved file" if has_file else "save the code with -o code.png"
    )
    if not has_file:
        say_notes(proof.notes)
    if not quiet:
        say(f"Copied the code to the clipboard: {proof}")
    if proof.preflight.hint and not has_file:
        say(f"Note: {proof.preflight.hint}")


def note_fields(ctx: click.Context, style: Styling) -> None:
    """Print a note if `--title` or `--caption` contains a field such as `{name}`."""
    note_unfilled(ctx, "title", style.get("title"), "is printed")
    note_unfilled(ctx, "caption", style.get("caption"), "is printed")


def note_file_of_text() -> None:
    """Print a note if standard output is a file, such as `> code.png`: it is not a picture."""
    with suppress(OSError, ValueError):  # a stream of another program has no descriptor
        if stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
            say(
                "Note: The code was written as text for a terminal. To save a picture, use "
                "-o code.png in place of > code.png."
            )
