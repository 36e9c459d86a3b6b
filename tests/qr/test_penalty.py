from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qrcode import util

from tests.oracles.symbols import make_sample
from wa_link.qr.encode.matrix import split_rows
from wa_link.qr.encode.penalty import score_penalty
from wa_link.qr.encode.symbol import encode_segments
from wa_link.qr.encode.tables import ErrorCorrection


def transpose(symbol: list[str]) -> list[str]:
    return ["".join(column) for column in zip(*symbol, strict=True)]


def pack(symbol: list[str]) -> int:
    """Return rows of modules as one int: the columns, with a light module after each column."""
    return int("".join(column + "0" for column in transpose(symbol)), 2)


def score_by_standard(symbol: list[str]) -> int:
    """Return the penalty points of ISO/IEC 18004, Table 11, counted module by module."""
    size = len(symbol)
    points = 0
    for line in [*symbol, *transpose(symbol)]:
        # "Adjacent modules in row/column in same color", 5 + i of them: 3 + i.
        lengths = [len(list(run)) for _, run in groupby(line)]
        points += sum(3 + length - 5 for length in lengths if length >= 5)
        # "1:1:3:1:1 ratio … pattern in row/column, preceded or followed by light area 4 modules
        # wide": 40. A pattern with light areas before and after it counts twice.
        for start in range(size):
            if line[start:].startswith("1011101"):
                points += 40 * (line[start + 7 : start + 11] == "0000")
                points += 40 * (start >= 4 and line[start - 4 : start] == "0000")
    # "Block of modules in same color", m x n: 3 (m - 1)(n - 1), which is 3 for each of 2 x 2 in it.
    for upper, lower in pairwise(symbol):
        points += sum(
            3 * (len({*upper[x : x + 2], *lower[x : x + 2]}) == 1) for x in range(size - 1)
        )
    # "Proportion of dark modules", 50 ± 5 k % to 50 ± 5 (k + 1) %: 10 k.
    dark = sum(row.count("1") for row in symbol)
    k = 0
    while abs(100 * dark - 50 * size * size) >= 5 * (k + 1) * size * size:
        k += 1
    return points + 10 * k


# Parts of lines. Lines made of them contain patterns for which the rules give points, also at their
# ends.
PIECES = ["0", "1", "01", "0000", "11111", "1011101", "00001011101", "10111010000"]


@st.composite
def symbols(draw: st.DrawFn) -> list[str]:
    """Draw squares of modules; in most of them, some lines are equal."""
    size = draw(st.integers(11, 25))
    pieces = st.lists(st.sampled_from(PIECES), min_size=size, max_size=size)
    lines = draw(st.lists(pieces.map("".join), min_size=1, max_size=size))
    aligned = draw(st.sampled_from([slice(0, size), slice(-size, None)]))
    symbol = [line[aligned] for line in lines * size][:size]
    return draw(st.sampled_from([symbol, transpose(symbol)]))


def assert_all_agree(symbol: list[str]) -> None:
    points = score_penalty(pack(symbol), len(symbol))
    assert points == score_by_standard(symbol)
    assert points == util.lost_point([[module == "1" for module in row] for row in symbol])


@given(symbols())
def test_points_are_lost_by_the_four_rules(symbol: list[str]) -> None:
    assert_all_agree(symbol)


LINES = {
    "light": "0" * 21,
    "dark": "1" * 21,
    "alternating": "10" * 10 + "1",
    "a finder at the end, light at the beginning": "0" * 14 + "1011101",
    "a finder at the beginning, light at the end": "1011101" + "0" * 14,
    "a finder, light on both sides": "11" + "0" * 4 + "1011101" + "0" * 4 + "1111",
    "a finder, three light on both sides": "111" + "000" + "1011101" + "000" + "11111",
    "a finder, four light far off": "10000" + "1" + "1011101" + "1" + "0000111",
    "two finders, one light area": "1011101" + "0000" + "1011101" + "101",
    "a finder of twice the width": "0000" + "11001111110011" + "000",
    "runs of four": "1111000011110000" + "11110",
    "runs of five": "111110000011111" + "000001",
    "a run that the next line goes on": "0" * 3 + "1" * 15 + "0" * 3,
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_points_of_a_line(line: str) -> None:
    for symbol in ([line] * 21, [line, line[::-1]] * 10 + [line], [line] + ["1" * 21] * 20):
        assert_all_agree(symbol)
        assert_all_agree(transpose(symbol))


@pytest.mark.parametrize("size", [21, 25])
def test_points_of_each_five_percent_off_balance(size: int) -> None:
    # A symbol with 25 modules on each side has 625: 40 % of them are a whole number of modules.
    for twentieth in range(21):
        for dark in range(size * size * twentieth // 20 - 1, size * size * twentieth // 20 + 2):
            text = ("1" * dark).ljust(size * size, "0")[: size * size]
            assert_all_agree([text[i : i + size] for i in range(0, len(text), size)])


@pytest.mark.parametrize("version", [1, 2, 6, 7, 10, 15, 27, 40])
@pytest.mark.parametrize("level", ErrorCorrection)
def test_points_of_whole_symbols(version: int, level: ErrorCorrection) -> None:
    symbol = encode_segments(make_sample(version, level), version, level)[version % 8]
    assert pack([*split_rows(symbol, version)]) == symbol
    assert_all_agree([*split_rows(symbol, version)])
