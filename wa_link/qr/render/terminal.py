"""Draw codes in a terminal, as lines of black and white characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.style import Style

HALF, FULL = "half", "full"
"""Values of `blocks`: how many characters draw a module of a code in a terminal."""
# Black and white are taken from the 256-colour palette, because themes change only the first 16
# colours.
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_RESET = "\x1b[0m"
_BACKGROUNDS = {"0": "\x1b[48;5;231m", "1": "\x1b[48;5;16m"}
_RUN = re.compile("0+|1+")
_HALF_BLOCKS = {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"}


def draw_terminal(symbol: Symbol, style: Style, blocks: str = HALF) -> str:
    """Return a code as lines of text, which are black on white even in a dark terminal.

    Args:
        symbol: the symbol of the code.
        style: the style; only its quiet zone is used.
        blocks: `half` draws two modules, one above the other, as one character. `full` draws each
            module as two spaces with a black or white background; such a code is twice as large,
            but can be scanned even if the terminal leaves gaps between lines.

    Raises:
        OptionError: `blocks` is neither `half` nor `full`.
    """
    if blocks not in (HALF, FULL):
        raise OptionError(f"Unknown blocks {quote(blocks)}: use {HALF} or {FULL}.")
    margin = "0" * style.quiet_zone
    blank = ["0" * (symbol.size + 2 * style.quiet_zone)]
    rows = [f"{margin}{row}{margin}" for row in symbol.rows]
    rows = [*blank * style.quiet_zone, *rows, *blank * style.quiet_zone]
    if blocks == FULL:
        return "".join(f"{_RUN.sub(_colour_spaces, row)}{_RESET}\n" for row in rows)
    rows += blank  # a symbol has an odd number of rows, and a line takes two
    lines = (
        "".join(_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"{_BLACK_ON_WHITE}{line}{_RESET}\n" for line in lines)


def _colour_spaces(run: re.Match[str]) -> str:
    """Return a run of modules as coloured spaces, two for each: six white spaces for `000`."""
    return f"{_BACKGROUNDS[run[0][0]]}{'  ' * len(run[0])}"
