from __future__ import annotations

import pytest

from tests.conftest import read_qr
from tests.oracles.symbols import LEVELS, draw_by_qrcode, draw_picture, make_sample
from wa_link.qr.encode.matrix import split_rows
from wa_link.qr.encode.symbol import encode_segments
from wa_link.qr.encode.tables import ErrorCorrection

VERSIONS = range(1, 41)


@pytest.mark.long(daily=12)
@pytest.mark.parametrize("version", VERSIONS)
def test_each_module_is_that_of_qrcode(version: int) -> None:
    for i, level in enumerate(ErrorCorrection):
        segments = make_sample(version, level)
        symbols = encode_segments(segments, version, level)
        assert len(symbols) == 8
        # Test every mask with every level, but only every fourth of the large versions, because
        # qrcode is slow for them.
        for mask in range(8) if version <= 12 else [(version + 2 * i) % 8]:
            modules = [
                [module == "1" for module in row] for row in split_rows(symbols[mask], version)
            ]
            assert modules == draw_by_qrcode(segments, version, level, mask)


@pytest.mark.long(daily=12)
@pytest.mark.parametrize("version", VERSIONS)
def test_zxing_reads_every_version_and_level(version: int) -> None:
    for i, level in enumerate(ErrorCorrection):
        segments = make_sample(version, level)
        symbol = encode_segments(segments, version, level)[(version + i) % 8]
        text = b"".join(segment.data for segment in segments).decode()
        assert read_qr(draw_picture(split_rows(symbol, version))) == text


@pytest.mark.parametrize("level", LEVELS)
def test_the_eight_masks_give_eight_symbols(level: str) -> None:
    assert len(set(encode_segments(make_sample(7, level), 7, ErrorCorrection(level)))) == 8
