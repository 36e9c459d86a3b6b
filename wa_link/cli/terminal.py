"""Codes drawn in a terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from wa_link.cli.messages import say
from wa_link.cli.sections import option

if TYPE_CHECKING:
    from typing import TextIO

    from wa_link.qr import QrCode

_UNLIMITED = 1 << 20

blocks_option = option(
    "--blocks",
    section="Output",
    type=click.Choice(("half", "full")),
    default="half",
    show_default=True,
    help="Characters that draw the code in the terminal. Full blocks are larger; use them if the "
    "terminal leaves gaps between lines and phones can't scan the code.",
)
"""`--blocks`."""


def draw_code(stream: TextIO, code: QrCode, quiet_zone: int, blocks: str = "half") -> None:
    """Draw a code on a stream; if it is higher than the window, print a note.

    Args:
        stream: a terminal, a pipe or a file.
        code: the code.
        quiet_zone: width of the quiet zone, in modules.
        blocks: `half` or `full`: half blocks are smaller, full blocks scan where lines have gaps.

    Raises:
        ClickException: the stream is a terminal that is too narrow.
    """
    modules = code.symbol.size + 2 * quiet_zone
    width, height = (2 * modules, modules) if blocks == "full" else (modules, -(-modules // 2))
    window = terminal_size(stream)
    if window and width > window.columns:
        smaller = "leave out --blocks full, " if blocks == "full" else ""
        raise click.ClickException(
            f"The code is {width} characters wide, the terminal {window.columns}: {smaller}widen "
            "it, shorten the text, or save the code with wa-link qr … -o code.png."
        )
    # The colours are part of the picture, so they are also written to a pipe or a file.
    picture = code.terminal(quiet_zone=quiet_zone, blocks=blocks)
    click.echo(picture, file=stream, nl=False, color=True)
    if window and height >= window.lines:  # the prompt takes a line
        say(
            f"Note: The code is {height} lines high, the terminal {window.lines}. To scan it, "
            "enlarge the window or make its letters smaller, shorten the text, or save the code "
            "with wa-link qr … -o code.png."
        )


def terminal_size(stream: TextIO) -> os.terminal_size | None:
    """Return the columns and lines of a terminal; None if the stream is not a terminal."""
    if not stream.isatty():
        return None
    window = os.get_terminal_size(stream.fileno())
    columns, lines = (
        int(given) if given.isdecimal() and int(given) else found
        for given, found in (
            (os.environ.get("COLUMNS", ""), window.columns),
            (os.environ.get("LINES", ""), window.lines),
        )
    )
    return os.terminal_size(
        (columns or _UNLIMITED, lines or _UNLIMITED)
    )  # 0 means that nobody set a size
