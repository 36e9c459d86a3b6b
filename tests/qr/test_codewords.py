from __future__ import annotations

import random

import pytest
from qrcode import base, util

from tests.conftest import read_qr
from wa_link.qr import QrCode
from wa_link.qr.codewords import codewords
from wa_link.qr.segments import SAME_COUNT_WIDTHS, Mode, Segment, count_bits, to_bits
from wa_link.qr.symbol import _LEVELS, ErrorCorrection

QRCODES_MODES = {
    Mode.NUMERIC: util.MODE_NUMBER,
    Mode.ALPHANUMERIC: util.MODE_ALPHA_NUM,
    Mode.BYTE: util.MODE_8BIT_BYTE,
}


def sample(version: int, level: int) -> list[Segment]:
    """Segments of every mode, the same each time, that fill most of a symbol."""
    draw = random.Random(f"{version} {level}")  # noqa: S311  (a sample, no secret)
    room = util.BIT_LIMIT_TABLE[level][version] // 8 - 12
    parts = [draw.randrange(room // 3 + 1) for _ in Mode]
    return [
        Segment(Mode.BYTE, draw.randbytes(parts[0])),
        Segment(Mode.NUMERIC, "".join(draw.choices("0123456789", k=parts[1])).encode()),
        Segment(Mode.ALPHANUMERIC, "".join(draw.choices("0AZ%:/ ", k=parts[2])).encode()),
    ]


@pytest.mark.parametrize("level", ErrorCorrection)
def test_bits_and_codewords_are_those_of_qrcode(level: ErrorCorrection) -> None:
    for version in range(3, 41):
        segments = sample(version, _LEVELS[level])
        blocks = base.rs_blocks(version, _LEVELS[level])
        bits = to_bits(segments, version)
        assert len(bits) == count_bits(segments, version)
        assert codewords(bits, [(b.data_count, b.total_count) for b in blocks]) == util.create_data(
            version,
            _LEVELS[level],
            [
                util.QRData(s.data, mode=QRCODES_MODES[s.mode], check_data=False)  # type: ignore[call-overload]  # its stubs know no variable as a mode
                for s in segments
            ],
        )


def test_the_ranges_of_count_widths_are_all_versions() -> None:
    assert [version for versions in SAME_COUNT_WIDTHS for version in versions] == [*range(1, 41)]


@pytest.mark.parametrize("level", ErrorCorrection)
def test_blocks_of_zeros(level: ErrorCorrection) -> None:
    link = "https://wa.me/447911123456?text=" + "0" * 2_000
    assert read_qr(QrCode.of(link, error_correction=level).draw("png")) == link
