"""Codes in a terminal, as lines of characters in black on white."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.style import Style

HALF, FULL = "half", "full"
"""Blocks that make up the codes in a terminal."""
# Black and white of the 256-colour palette: unlike the first 16, no theme redefines them.
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_RESET = "\x1b[0m"
_BACKGROUNDS = {"0": "\x1b[48;5;231m", "1": "\x1b[48;5;16m"}
_RUN = re.compile("0+|1+")
_HALF_BLOCKS = {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"}


def draw_terminal(symbol: Symbol, style: Style, blocks: str = HALF) -> str:
    """Return lines that set black and white explicitly, so that they scan in dark themes too.

    Args:
        symbol: symbol of the code.
        style: its quiet zone.
        blocks: `half` for a character that is one module wide and two high; or `full` for two
            spaces a module, coloured by their background: they scan where lines have gaps.

    Raises:
        OptionError: the blocks are unknown.
    """
    if blocks not in (HALF, FULL):
        raise OptionError(f"Unknown blocks {quote(blocks)}: use {HALF} or {FULL}.")
    margin = "0" * style.quiet_zone
    blank = ["0" * (symbol.size + 2 * style.quiet_zone)]
    rows = [f"{margin}{row}{margin}" for row in symbol.rows]
    rows = [*blank * style.quiet_zone, *rows, *blank * style.quiet_zone]
    if blocks == FULL:
        return "".join(f"{_RUN.sub(_colour_spaces, row)}{_RESET}\n" for row in rows)
    rows += blank  # a symbol has an odd number of rows
    lines = (
        "".join(_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"{_BLACK_ON_WHITE}{line}{_RESET}\n" for line in lines)


def _colour_spaces(run: re.Match[str]) -> str:
    """Return two spaces for each module of a run of one colour."""
    return f"{_BACKGROUNDS[run[0][0]]}{'  ' * len(run[0])}"
