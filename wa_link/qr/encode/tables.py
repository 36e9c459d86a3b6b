"""What the tables of ISO/IEC 18004 say, as qrcode holds them: nothing else imports it."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from functools import cache

from qrcode import base, constants, util

LARGEST_VERSION = 40


class ErrorCorrection(StrEnum):
    """How much of a symbol may be lost: 7, 15, 25 or 30 %."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


# The level's number in the format information, which is qrcode's number for it, too (Table 12).
_NUMBERS = {
    ErrorCorrection.L: constants.ERROR_CORRECT_L,
    ErrorCorrection.M: constants.ERROR_CORRECT_M,
    ErrorCorrection.Q: constants.ERROR_CORRECT_Q,
    ErrorCorrection.H: constants.ERROR_CORRECT_H,
}
_HIGHEST_FIRST = tuple(ErrorCorrection)[::-1]


def get_capacity(version: int, level: ErrorCorrection) -> int:
    """Data bits of a symbol, mode indicators and character counts included (Table 7)."""
    return util.BIT_LIMIT_TABLE[_NUMBERS[level]][version]


def find_smallest_version(bits: int, level: ErrorCorrection, versions: range) -> int | None:
    """The smallest of `versions` that holds so many data bits, if one does."""
    version = bisect_left(util.BIT_LIMIT_TABLE[_NUMBERS[level]], bits, versions[0], versions[-1])
    return version if bits <= get_capacity(version, level) else None


def find_highest_level(bits: int, version: int) -> ErrorCorrection:
    """Return the highest level at which a symbol of that version holds so many data bits."""
    return next(level for level in _HIGHEST_FIRST if bits <= get_capacity(version, level))


@cache
def get_blocks(version: int, level: ErrorCorrection) -> tuple[tuple[int, int], ...]:
    """Of each block, how many data codewords it holds, and how many in all (Table 9)."""
    return tuple(
        (block.data_count, block.total_count) for block in base.rs_blocks(version, _NUMBERS[level])
    )


def get_alignment_positions(version: int) -> list[int]:
    """Where the centres of the alignment patterns are, in rows and in columns (Table E.1)."""
    return util.pattern_position(version)


def encode_format_information(level: ErrorCorrection, mask: int) -> int:
    """15 bits that tell the level and the mask (7.9)."""
    return util.BCH_type_info(_NUMBERS[level] << 3 | mask)


def encode_version_information(version: int) -> int:
    """18 bits that tell the version, from 7 on (7.10)."""
    return util.BCH_type_number(version)
