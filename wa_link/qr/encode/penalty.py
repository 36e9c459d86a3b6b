"""Penalty points of a masked symbol; the mask with the fewest is chosen (ISO/IEC 18004, 7.8.3).

A symbol is one int with a bit for each module, as in `matrix`. To compare all modules with their
neighbours in one operation, the int is shifted by the distance between two neighbours.
"""

from __future__ import annotations

from functools import cache

# Points for: five modules of one colour in a line; a square of four modules of one colour; a line
# like that of a finder pattern; and each 5 % by which the share of dark modules differs from 50 %.
_N1, _N2, _N3, _N4 = 3, 3, 40, 10


def score_penalty(symbol: int, size: int) -> int:
    """Return the penalty points of a symbol by the four rules of the standard (Table 11).

    The third rule, about patterns that look like a finder pattern, can be read in two ways. It is
    read here as most encoders read it: a pattern with light modules on both sides counts twice, and
    modules outside the symbol do not count as light.

    Args:
        symbol: the symbol as one int, as in `matrix`.
        size: the number of modules on each side.
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
    """Return an int that marks equal neighbours, and the penalty points of all rows or columns.

    The int has a 1 for each module that has the same colour as the next module in its row or
    column. The points are those of the first and the third rule.

    Args:
        symbol: the symbol as one int.
        step: how many bits the next module is away: 1 for columns, `size + 1` for rows.
        pairs: an int with a 1 for each module that has a next module in its row or column.
    """
    differ = (symbol ^ symbol >> step) & pairs
    alike = differ ^ pairs
    # A 1 for each module that begins three, four or five modules of one colour.
    alike3 = alike & alike >> step
    alike4 = alike3 & alike >> 2 * step
    alike5 = alike3 & alike3 >> 2 * step
    # A run of n modules of one colour contains n - 4 fives, and adds N1 + n - 5 points.
    fives = alike5.bit_count()
    runs = fives - (alike5 & alike5 >> step).bit_count()
    points = (_N1 - 1) * runs + fives
    # The pattern: one dark module, one light, three dark, one light, one dark. It counts if four
    # light modules come after it or before it.
    alternate3 = differ & differ >> step
    finders = symbol & alternate3 & alike3 >> 2 * step & alternate3 >> 4 * step
    light4 = alike4 ^ alike4 & symbol
    after = finders & light4 >> 7 * step
    before = finders >> 4 * step & light4
    return alike, points + _N3 * (after.bit_count() + before.bit_count())


@cache
def _make_neighbour_masks(size: int) -> tuple[int, int]:
    """Return two ints that have a 1 for each module with a next module.

    The first int has a 0 for the last module of each column, and the second int has a 0 for the
    last module of each row.
    """
    stride = size + 1
    column = (1 << size) - 1 << 1  # the lowest bit does not belong to the symbol
    firsts = sum(1 << stride * i for i in range(size))
    return firsts * (column & column >> 1), (firsts >> stride) * column
