"""Bits -> the codewords of a symbol (ISO/IEC 18004, 7.4.10 to 7.6).

qrcode's own step fails on a block of nothing but zeros ("glog(0)"), which a text with many zeros
makes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PADDING = (0b11101100, 0b00010001)


def codewords(bits: str, blocks: Sequence[tuple[int, int]]) -> list[int]:
    """Data bits, `0` and `1`, as the codewords of a symbol, in the order in which it holds them.

    Args:
        bits: no more than the blocks hold.
        blocks: of each block, how many data codewords it holds, and how many in all.
    """
    capacity = sum(data_count for data_count, _ in blocks)
    bits += "0" * min(4, capacity * 8 - len(bits))  # the terminator, which may be cut short
    bits += "0" * (-len(bits) % 8)
    data = [int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)]
    data += [_PADDING[i % 2] for i in range(capacity - len(data))]
    data_blocks, error_blocks = [], []
    start = 0
    for data_count, total_count in blocks:
        content = data[start : start + data_count]
        start += data_count
        data_blocks.append(content)
        error_blocks.append(_error_correction(content, total_count - data_count))
    return [*_interleaved(data_blocks), *_interleaved(error_blocks)]


def _interleaved(blocks: Sequence[Sequence[int]]) -> Iterable[int]:
    """The first codeword of each block, then the second of each that has one, and so on."""
    longest = max(map(len, blocks))
    return (block[i] for i in range(longest) for block in blocks if i < len(block))


def _error_correction(content: Sequence[int], count: int) -> list[int]:
    """The remainder of the content, as a polynomial over GF(256), by the generator polynomial."""
    generator = _generator(count)
    remainder = [0] * count
    for codeword in content:
        factor = codeword ^ remainder[0]
        remainder = [*remainder[1:], 0]
        if factor:
            log = _LOG[factor]
            remainder = [r ^ _EXP[g + log] for r, g in zip(remainder, generator, strict=True)]
    return remainder


@cache
def _generator(degree: int) -> tuple[int, ...]:
    """Logarithms of the generator polynomial's coefficients, from the second highest down."""
    coefficients = [1]
    for power in range(degree):
        shifted = [*coefficients, 0]
        for i, coefficient in enumerate(coefficients, start=1):
            shifted[i] ^= _EXP[_LOG[coefficient] + power] if coefficient else 0
        coefficients = shifted
    return tuple(_LOG[coefficient] for coefficient in coefficients[1:])


def _field() -> tuple[list[int], list[int]]:
    """Powers of 2 in GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1, and their logarithms.

    The powers run twice around, so that sums of two logarithms need no modulo.
    """
    powers, logarithms = [1], [0] * 256
    for exponent in range(1, 510):
        double = powers[-1] << 1
        powers.append(double ^ 0x11D if double > 0xFF else double)
        if exponent < 255:
            logarithms[powers[-1]] = exponent
    return powers, logarithms


_EXP, _LOG = _field()
