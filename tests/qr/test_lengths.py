from __future__ import annotations

import pytest

from wa_link.errors import OptionError
from wa_link.qr.lengths import parse_length, parse_length_pair


@pytest.mark.parametrize(
    ("text", "mm"),
    [
        ("40mm", 40.0), ("4cm", 40.0), ("1.5in", 38.1), ('1.5"', 38.1), ("72pt", 25.4),
        (" 40 MM ", 40.0), ("0.5mm", 0.5), ("-2mm", -2.0), ("2 5/8in", 66.675), ("1/2in", 12.7),
        ("1 1/3 in", 33.8667), ("5000mm", 5000.0), ("0mm", 0.0),
    ],
)  # fmt: skip
def test_lengths_are_parsed(text: str, mm: float) -> None:
    assert parse_length(text) == pytest.approx(mm, abs=1e-4)


@pytest.mark.parametrize(
    "text",
    ["", "40", "mm", "4,0mm", "40m", "1e2mm", "nanmm", "infmm", "1/0in", "٤٠mm", "40mm2", "5001mm",
     "--2mm", "1 2mm", "9" * 400 + "mm"],
)  # fmt: skip
def test_other_texts_are_not_lengths(text: str) -> None:
    with pytest.raises(
        OptionError, match=r"is not a length: write it as 40mm|is longer than any paper"
    ):
        parse_length(text)


@pytest.mark.parametrize(
    ("text", "separator", "mm"),
    [
        ("45x40mm", "x", (45, 40)),
        ("45mm x 4cm", "x", (45, 40)),
        ("4 X 3 1/3in", "x", (101.6, 84.667)),
        ("0.5,-1mm", ",", (0.5, -1)),
        ("-0.5mm,1mm", ",", (-0.5, 1)),
    ],
)
def test_pairs_are_parsed(text: str, separator: str, mm: tuple[float, float]) -> None:
    assert parse_length_pair(text, separator) == pytest.approx(mm, abs=1e-3)


@pytest.mark.parametrize("text", ["45", "45mm", "45x40", "x40mm", "45xmm", "45x40x30mm"])
def test_other_texts_are_not_pairs(text: str) -> None:
    with pytest.raises(OptionError, match="length"):
        parse_length_pair(text, "x")
