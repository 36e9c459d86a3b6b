"""Codewords of a symbol: padding, error correction and order (ISO/IEC 18004, 7.4.10 to 7.6).

A codeword is a byte of a QR symbol. The data codewords contain the text. The error correction
codewords are computed from them, so that a reader can restore damaged codewords.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PADDING = bytes([0b11101100, 0b00010001])


def make_codewords(bits: str, blocks: Sequence[tuple[int, int]]) -> bytes:
    """Return all codewords of a symbol, in the order in which they are placed in the symbol.

    Args:
        bits: the data bits as a string such as `"0100…"`. They must fit into the blocks.
        blocks: for each block, its number of data codewords and its number of all codewords, as
            `tables.get_blocks` returns them. All blocks have the same number of error correction
            codewords. The first blocks can have one data codeword fewer than the last blocks.
    """
    capacity = sum(data_count for data_count, _ in blocks)
    bits += "0" * min(
        4, capacity * 8 - len(bits)
    )  # the terminator, shorter if there is no room for it (7.4.9)
    bits += "0" * (-len(bits) % 8)
    data = int(bits or "0", 2).to_bytes(len(bits) // 8)
    data += (_PADDING * capacity)[: capacity - len(data)]
    contents, corrections = [], []
    start = 0
    for data_count, total_count in blocks:
        content = data[start : start + data_count]
        start += data_count
        contents.append(content)
        corrections.append(_make_error_correction(content, total_count - data_count))
    shortest = len(contents[0])
    longer = b"".join(content[shortest:] for content in contents)
    return _interleave(contents, shortest) + longer + _interleave(corrections, len(corrections[0]))


def _interleave(blocks: Sequence[bytes], length: int) -> bytes:
    """Return codewords of all blocks in turn: the first of each block, then the second (7.6).

    Args:
        blocks: the codewords of each block.
        length: how many codewords to take from each block.
    """
    interleaved = bytearray(length * len(blocks))
    for i, block in enumerate(blocks):
        interleaved[i :: len(blocks)] = block[:length]
    return bytes(interleaved)


def _make_error_correction(content: bytes, count: int) -> bytes:
    """Return the error correction codewords of a block (7.5.2).

    The data codewords of the block are the coefficients of a polynomial over GF(256). The error
    correction codewords are the remainder of its division by the generator polynomial.

    Args:
        content: the data codewords of the block.
        count: the number of error correction codewords.
    """
    multiples = _multiply_generator(count)
    # The remainder is one int of `count` bytes; the highest byte is the highest coefficient.
    highest = 8 * (count - 1)
    others = (1 << highest) - 1
    remainder = 0
    for codeword in content:
        factor = remainder >> highest ^ codeword
        remainder = (remainder & others) << 8 ^ multiples[factor]
    return remainder.to_bytes(count)


@cache
def _multiply_generator(degree: int) -> list[int]:
    """Return the products of the generator polynomial and each element of GF(256), 0 to 255.

    The generator polynomial is the product of (x - 2^i) for i from 0 to `degree` - 1 (Annex A). The
    product for element 5 is at index 5 of the list. Each product is one int that contains a byte
    for each coefficient except the first, the coefficient of x^degree.
    """
    generator = [1]  # the highest coefficient comes first
    root = 1
    for _ in range(degree):
        shifted = [0, *(_multiply(root, coefficient) for coefficient in generator)]
        generator = [a ^ b for a, b in zip([*generator, 0], shifted, strict=True)]
        root = _multiply(root, 2)
    return [
        int.from_bytes(_multiply(factor, coefficient) for coefficient in generator[1:])
        for factor in range(256)
    ]


def _multiply(a: int, b: int) -> int:
    """Return the product of a and b in GF(256), modulo x^8 + x^4 + x^3 + x^2 + 1 (7.5.2)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a > 0xFF:
            a ^= 0x11D
        b >>= 1
    return product
