"""Drawing of QR codes in a terminal, and the option `--blocks`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from wa_link.cli.mistakes.usage_errors import Choice
from wa_link.cli.options.sections import option
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from typing import TextIO

    from wa_link.qr import QrCode

_UNLIMITED = 1 << 20

blocks_option = option(
    "--blocks",
    section="Output",
    type=Choice(("half", "full")),
    default="half",
    show_default=True,
    help="Characters that draw the code in the terminal. Full blocks make the code larger; use "
    "them if phones can't scan the code because the terminal leaves gaps between its lines.",
)
"""The option `--blocks`."""


def draw_code(stream: TextIO, code: QrCode, quiet_zone: int, blocks: str = "half") -> None:
    """Draw a QR code on a stream; print a note if the code is higher than the terminal window.

    Args:
        stream: a terminal, a pipe or a file.
        code: the code.
        quiet_zone: width of the quiet zone, in modules.
        blocks: `half` for a smaller code, or `full` for terminals with gaps between their lines.

    Raises:
        ClickException: the stream is a terminal, and the code is wider than its window.
    """
    modules = code.symbol.size + 2 * quiet_zone
    width, height = (2 * modules, modules) if blocks == "full" else (modules, -(-modules // 2))
    window = terminal_size(stream)
    if window and width > window.columns:
        smaller = "leave out --blocks full, " if blocks == "full" else ""
        raise click.ClickException(
            f"The code is {width} characters wide, but the terminal has {window.columns}: "
            f"{smaller}widen the terminal, shorten the text, or save the code with "
            "wa-link qr … -o code.png."
        )
    # The colours are part of the picture, so they are also written to a pipe or a file.
    picture = code.terminal(quiet_zone=quiet_zone, blocks=blocks)
    click.echo(picture, file=stream, nl=False, color=True)
    if window and height >= window.lines:  # the prompt takes a line
        say(
            f"Note: The code is {height} lines high, but the terminal has {window.lines}. To scan "
            "the code, enlarge the window or make its letters smaller, shorten the text, or save "
            "the code with wa-link qr … -o code.png."
        )


def terminal_size(stream: TextIO) -> os.terminal_size | None:
    """Return the columns and lines of the terminal, or None if the stream is not a terminal.

    The environment variables COLUMNS and LINES replace the size of the window.
    """
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
    # A terminal reports 0 if its size was never set.
    return os.terminal_size((columns or _UNLIMITED, lines or _UNLIMITED))
