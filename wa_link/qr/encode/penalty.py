"""Penalty points of a masked symbol, by which its mask is chosen (ISO/IEC 18004, 7.8.3).

A symbol is one int as in `matrix`. A shift by the distance between two neighbours moves each module
to the place of its neighbour, so that one operation compares all modules.
"""

from __future__ import annotations

from functools import cache

# Points for five in a line, a square of four, a pattern like a finder's, and 5 % off balance.
_N1, _N2, _N3, _N4 = 3, 3, 40, 10


def score_penalty(symbol: int, size: int) -> int:
    """Return the penalty points of a symbol of `size` modules a side, by four rules (Table 11).

    The third rule is ambiguous, and is read as most encoders read it: a pattern with light areas
    on both sides counts twice, and no module outside of the symbol is light.
    """
    stride = size + 1
    with_next, with_line = _make_neighbour_masks(size)
    like_next, in_columns = _score_lines(symbol, 1, with_next)
    like_right, in_rows = _score_lines(symbol, stride, with_line)
    squares = like_next & like_next >> stride & like_right
    modules = size * size
    off_balance = abs(20 * symbol.bit_count() - 10 * modules) // modules  # in whole 5 %
    return in_columns + in_rows + _N2 * squares.bit_count() + _N4 * off_balance


def _score_lines(symbol: int, step: int, pairs: int) -> tuple[int, int]:
    """Return the modules that equal the next one in their line, and the points of all lines.

    Args:
        symbol: the symbol.
        step: distance of a module from the next one in its line, in bits.
        pairs: the modules that have a next one.
    """
    differ = (symbol ^ symbol >> step) & pairs
    alike = differ ^ pairs
    # The first of three, of four, of five modules of one colour.
    alike3 = alike & alike >> step
    alike4 = alike3 & alike >> 2 * step
    alike5 = alike3 & alike3 >> 2 * step
    # A run of n has n - 4 such fives in a sequence, and costs N1 + n - 5 points.
    fives = alike5.bit_count()
    runs = fives - (alike5 & alike5 >> step).bit_count()
    points = (_N1 - 1) * runs + fives
    # Dark, light, three dark, light, dark; and four light after the last, or before the first.
    alternate3 = differ & differ >> step
    finders = symbol & alternate3 & alike3 >> 2 * step & alternate3 >> 4 * step
    light4 = alike4 ^ alike4 & symbol
    after = finders & light4 >> 7 * step
    before = finders >> 4 * step & light4
    return alike, points + _N3 * (after.bit_count() + before.bit_count())


@cache
def _make_neighbour_masks(size: int) -> tuple[int, int]:
    """Return the modules that have a next one in their column, and those with one in their row."""
    stride = size + 1
    column = (1 << size) - 1 << 1  # the lowest bit does not belong to the symbol
    firsts = sum(1 << stride * i for i in range(size))
    return firsts * (column & column >> 1), (firsts >> stride) * column
