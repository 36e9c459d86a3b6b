"""Tables of ISO/IEC 18004, from the library qrcode; only this module imports the library."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from functools import cache

from qrcode import base, constants, util

LARGEST_VERSION = 40


class ErrorCorrection(StrEnum):
    """Error correction level: how much of a damaged symbol a reader can restore (6.5.1).

    A reader can restore about 7 % of the codewords with L, 15 % with M, 25 % with Q, 30 % with H.
    """

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


# The number of each level in the format information (Table 12); qrcode uses the same numbers.
_NUMBERS = {
    ErrorCorrection.L: constants.ERROR_CORRECT_L,
    ErrorCorrection.M: constants.ERROR_CORRECT_M,
    ErrorCorrection.Q: constants.ERROR_CORRECT_Q,
    ErrorCorrection.H: constants.ERROR_CORRECT_H,
}
_HIGHEST_FIRST = tuple(ErrorCorrection)[::-1]


def get_capacity(version: int, level: ErrorCorrection) -> int:
    """Return how many bits of segments fit into a QR symbol of a version and level (Table 7)."""
    return util.BIT_LIMIT_TABLE[_NUMBERS[level]][version]


def find_smallest_version(bits: int, level: ErrorCorrection, versions: range) -> int | None:
    """Return the smallest of `versions` with room for `bits` bits, or None if all are too small."""
    version = bisect_left(util.BIT_LIMIT_TABLE[_NUMBERS[level]], bits, versions[0], versions[-1])
    return version if bits <= get_capacity(version, level) else None


def find_highest_level(bits: int, version: int) -> ErrorCorrection:
    """Return the highest error correction level at which a symbol has room for `bits` bits."""
    return next(level for level in _HIGHEST_FIRST if bits <= get_capacity(version, level))


@cache
def get_blocks(version: int, level: ErrorCorrection) -> tuple[tuple[int, int], ...]:
    """Return the sizes of the blocks into which the codewords of a symbol are divided (Table 9).

    The size of a block is a pair: the number of its data codewords, and of all its codewords.
    """
    return tuple(
        (block.data_count, block.total_count) for block in base.rs_blocks(version, _NUMBERS[level])
    )


def get_alignment_positions(version: int) -> list[int]:
    """Return at which coordinates alignment patterns have their centres (Table E.1).

    The coordinates are the same for rows and columns.
    """
    return util.pattern_position(version)


def encode_format_information(level: ErrorCorrection, mask: int) -> int:
    """Return the 15 bits of the format information, which contain the level and the mask (7.9)."""
    return util.BCH_type_info(_NUMBERS[level] << 3 | mask)


def encode_version_information(version: int) -> int:
    """Return the 18 bits of the version information; only versions 7 to 40 have it (7.10)."""
    return util.BCH_type_number(version)
