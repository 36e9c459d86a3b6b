"""Tests of the benchmarks: each line gives a figure, of any size."""

from __future__ import annotations

import re

import pytest

from tests.bench.__main__ import main
from tests.bench.lines import LINES
from tests.bench.lines.symbols import fewest_bits
from tests.bench.table import HEAD, format_duration

# Programs that no other test needs: without them, a line is skipped.
OUTSIDE = ("node", "qrencode")


@pytest.mark.long
def test_every_measurement_gives_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick"])
    table = capsys.readouterr().out.partition(f"{HEAD}\n")[2].partition("\n\n")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines()]
    assert len(rows) == len(LINES)
    for line, (what, _, measured, *_) in zip(LINES, rows, strict=True):
        assert what.startswith(line.what)
        skipped = measured.removeprefix("skipped: ").startswith(OUTSIDE)
        assert skipped or re.match(r"[\d.]+ (times|MB|\()", measured), what


def test_an_unknown_measurement_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--only", "no such line"])
    assert "no line has 'no such line' in its name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "width", "bits"),
    [
        pytest.param("12345", 0, 4 + 10 + 10 + 7, id="digits"),
        pytest.param("ABC", 0, 4 + 9 + 11 + 6, id="pairs"),
        pytest.param("abc", 2, 4 + 16 + 3 * 8, id="bytes"),
        pytest.param("a1b", 0, 4 + 8 + 3 * 8, id="a digit is not worth a segment"),
        pytest.param("ab1234567", 0, 4 + 8 + 2 * 8 + 4 + 10 + 2 * 10 + 4, id="seven are"),
    ],
)
def test_the_best_segmentation(data: str, width: int, bits: int) -> None:
    assert fewest_bits(data, width) == bits


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0123, "12 ms"), (0.9996, "1.00 s"), (1.234, "1.23 s"), (12.34, "12.3 s"), (99.96, "100 s")],
)
def test_durations_have_three_digits(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text
