from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qrcode import util

from tests.conftest import read_qr
from tests.oracles.symbols import LEVELS, get_blocks, make_sample, to_qrcode_data
from wa_link.qr import QrCode
from wa_link.qr.encode.codewords import make_codewords
from wa_link.qr.encode.segments import count_bits, write_segments


@pytest.mark.parametrize("level", LEVELS)
def test_bits_and_codewords_are_those_of_qrcode(level: str) -> None:
    for version in range(1, 41):
        segments = make_sample(version, level)
        bits = write_segments(segments, version)
        assert len(bits) == count_bits(segments, version)
        theirs = util.create_data(version, LEVELS[level], to_qrcode_data(segments))
        assert make_codewords(bits, get_blocks(version, level)) == bytes(theirs)


def multiply(a: int, b: int) -> int:
    """Return the product of two elements of GF(256), computed by polynomial division over GF(2)."""
    sum_ = 0
    for bit in range(8):
        if b >> bit & 1:
            sum_ ^= a << bit
    for bit in range(14, 7, -1):
        if sum_ >> bit & 1:
            sum_ ^= 0b100011101 << bit - 8
    return sum_


@given(st.binary(min_size=1, max_size=40), st.sampled_from([7, 10, 13, 17, 22, 26, 30]))
def test_a_block_is_a_multiple_of_the_generator(content: bytes, count: int) -> None:
    bits = "".join(f"{byte:08b}" for byte in content)
    block = make_codewords(bits, [(len(content), len(content) + count)])
    assert block[: len(content)] == content
    root = 1
    for _ in range(count):
        value = 0
        for coefficient in block:
            value = multiply(value, root) ^ coefficient
        assert value == 0
        root = multiply(root, 2)


@pytest.mark.parametrize(
    ("bits", "data"),
    [
        ("", "00 ec 11 ec"),
        ("1", "80 ec 11 ec"),
        ("1111", "f0 ec 11 ec"),
        ("11111", "f8 00 ec 11"),
        ("1" * 24, "ff ff ff 00"),
        ("1" * 27, "ff ff ff e0"),
        ("1" * 28, "ff ff ff f0"),
        ("1" * 29, "ff ff ff f8"),
        ("1" * 32, "ff ff ff ff"),
    ],
    ids=lambda value: value if " " in value else f"{len(value)} bits",
)
def test_the_rest_is_terminator_and_padding(bits: str, data: str) -> None:
    assert make_codewords(bits, [(4, 14)])[:4] == bytes.fromhex(data)


@pytest.mark.parametrize("level", LEVELS)
def test_blocks_of_zeros_have_zero_corrections(level: str) -> None:
    # python-qrcode raises an error for them.
    link = "https://wa.me/447911123456?text=" + "0" * 2_000
    assert read_qr(QrCode.of(link, error_correction=level).draw("png")) == link
