"""Tables of ISO/IEC 18004, from qrcode: no other module imports it."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from functools import cache

from qrcode import base, constants, util

LARGEST_VERSION = 40


class ErrorCorrection(StrEnum):
    """Error correction level: 7, 15, 25 or 30 % of a symbol may be lost (6.5.1)."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


# Numbers of the levels in the format information, which qrcode uses too (Table 12).
_NUMBERS = {
    ErrorCorrection.L: constants.ERROR_CORRECT_L,
    ErrorCorrection.M: constants.ERROR_CORRECT_M,
    ErrorCorrection.Q: constants.ERROR_CORRECT_Q,
    ErrorCorrection.H: constants.ERROR_CORRECT_H,
}
_HIGHEST_FIRST = tuple(ErrorCorrection)[::-1]


def get_capacity(version: int, level: ErrorCorrection) -> int:
    """Return the data bits of a symbol, mode indicators and character counts included (Table 7)."""
    return util.BIT_LIMIT_TABLE[_NUMBERS[level]][version]


def find_smallest_version(bits: int, level: ErrorCorrection, versions: range) -> int | None:
    """Return the smallest of `versions` with room for the data bits; None if there is none."""
    version = bisect_left(util.BIT_LIMIT_TABLE[_NUMBERS[level]], bits, versions[0], versions[-1])
    return version if bits <= get_capacity(version, level) else None


def find_highest_level(bits: int, version: int) -> ErrorCorrection:
    """Return the highest level at which a symbol of that version has room for the data bits."""
    return next(level for level in _HIGHEST_FIRST if bits <= get_capacity(version, level))


@cache
def get_blocks(version: int, level: ErrorCorrection) -> tuple[tuple[int, int], ...]:
    """Return the number of data codewords and of all codewords of each block (Table 9)."""
    return tuple(
        (block.data_count, block.total_count) for block in base.rs_blocks(version, _NUMBERS[level])
    )


def get_alignment_positions(version: int) -> list[int]:
    """Return the rows, and columns, of the centres of the alignment patterns (Table E.1)."""
    return util.pattern_position(version)


def encode_format_information(level: ErrorCorrection, mask: int) -> int:
    """Return the 15 bits that encode the level and the mask (7.9)."""
    return util.BCH_type_info(_NUMBERS[level] << 3 | mask)


def encode_version_information(version: int) -> int:
    """Return the 18 bits that encode a version from 7 to 40 (7.10)."""
    return util.BCH_type_number(version)
