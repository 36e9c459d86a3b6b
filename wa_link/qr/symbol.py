"""Data -> the smallest symbol that holds it.

Terms and figures are those of ISO/IEC 18004. The drawing of the matrix is qrcode's; how the data
is split into segments is ours, for a link is made of parts that are cheap (digits, percent-escapes)
and parts that are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Literal

import qrcode
from qrcode import constants, util

from wa_link.errors import OptionError, Reason, SymbolError, shown

if TYPE_CHECKING:
    from collections.abc import Sequence


class ErrorCorrection(StrEnum):
    """How much of a symbol may be lost: 7, 15, 25 or 30 %."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class Mode(Enum):
    """How a segment encodes its characters."""

    NUMERIC = "numeric"
    ALPHANUMERIC = "alphanumeric"
    BYTE = "byte"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code symbol, without its quiet zone.

    Attributes:
        version: 1 to 40.
        error_correction: its level.
        modules: rows of modules from the top, True for dark; `17 + 4 * version` each way.
    """

    version: int
    error_correction: ErrorCorrection
    modules: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """Modules on a side, without the quiet zone."""
        return len(self.modules)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the data in one mode of encoding."""

    mode: Mode
    data: bytes


_LEVELS = {
    ErrorCorrection.L: constants.ERROR_CORRECT_L,
    ErrorCorrection.M: constants.ERROR_CORRECT_M,
    ErrorCorrection.Q: constants.ERROR_CORRECT_Q,
    ErrorCorrection.H: constants.ERROR_CORRECT_H,
}
# The mode indicators of ISO/IEC 18004, by which qrcode knows them, too.
_MODE_INDICATORS: dict[Mode, Literal[1, 2, 4]] = {
    Mode.NUMERIC: 1,
    Mode.ALPHANUMERIC: 2,
    Mode.BYTE: 4,
}
_CHARACTERS = {
    Mode.NUMERIC: frozenset(b"0123456789"),
    Mode.ALPHANUMERIC: frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"),
    Mode.BYTE: frozenset(range(256)),
}
# A character costs 8, 5.5 or 3 1/3 bits: in sixths of a bit, so that sums stay whole.
_SIXTHS = {Mode.BYTE: 48, Mode.ALPHANUMERIC: 33, Mode.NUMERIC: 20}
_MODE_INDICATOR_BITS = 4
# In each of these the character counts of segments have the same width.
_VERSIONS = (range(1, 10), range(10, 27), range(27, 41))


def make_symbol(data: str, error_correction: ErrorCorrection | str = ErrorCorrection.M) -> Symbol:
    """The smallest symbol that holds `data` at that level.

    Raises:
        SymbolError: `qr_too_long`; the message tells by how many bytes, and which level holds it.
        OptionError: no such level.
    """
    level = level_option(error_correction)
    version, segments = _fit(data.encode(), level)
    code = qrcode.QRCode(version=version, error_correction=_LEVELS[level], border=0)
    for segment in segments:
        code.add_data(
            util.QRData(segment.data, mode=_MODE_INDICATORS[segment.mode], check_data=False)
        )
    code.make(fit=False)
    return Symbol(version, level, tuple(tuple(map(bool, row)) for row in code.get_matrix()))


def level_option(level: ErrorCorrection | str) -> ErrorCorrection:
    """The error correction level that `level` names, in any case.

    Raises:
        OptionError: no such level.
    """
    try:
        return ErrorCorrection(level.upper())
    except ValueError:
        raise OptionError(
            f"{shown(level)} is no error correction level: use L, M, Q or H."
        ) from None


def _fit(data: bytes, level: ErrorCorrection) -> tuple[int, list[Segment]]:
    """The smallest version that holds `data`, and the split for it."""
    for versions in _VERSIONS:
        segments = _split(data, versions[0])
        bits = _bits(segments, versions[0])
        for version in versions:
            if bits <= _capacity(version, level):
                return version, segments
    raise _too_long(data, bits, level)


def _too_long(data: bytes, bits: int, level: ErrorCorrection) -> SymbolError:
    largest = _VERSIONS[-1][-1]
    over = -(-(bits - _capacity(largest, level)) // 8)
    holding = [name for name in ErrorCorrection if bits <= _capacity(largest, name)]
    way_out = (
        f"level {holding[-1]} would hold it (--error-correction {holding[-1]})"
        if holding
        else "no level would hold it"
    )
    return SymbolError(
        Reason.QR_TOO_LONG,
        f"The link of {len(data)} bytes is {over} byte{'s' * (over > 1)} too long for a QR code "
        f"at level {level}: shorten the text; {way_out}.",
    )


def _capacity(version: int, level: ErrorCorrection) -> int:
    """Data bits of a symbol, mode indicators and character counts included."""
    return util.BIT_LIMIT_TABLE[_LEVELS[level]][version]


def _count_bits(mode: Mode, version: int) -> int:
    """Width of a segment's character count, in bits."""
    return util.mode_sizes_for_version(version)[_MODE_INDICATORS[mode]]


def _bits(segments: Sequence[Segment], version: int) -> int:
    return sum(
        _MODE_INDICATOR_BITS
        + _count_bits(segment.mode, version)
        + -(-_SIXTHS[segment.mode] * len(segment.data) // 6)
        for segment in segments
    )


def _split(data: bytes, version: int) -> list[Segment]:
    """The split into segments that takes the fewest bits, in symbols of `version`'s range.

    Walks the data once and keeps, for each mode, the cheapest way to have encoded all so far with
    the last character in that mode: a step in the mode, or a new segment after any other.
    """
    heads = {mode: 6 * (_MODE_INDICATOR_BITS + _count_bits(mode, version)) for mode in Mode}
    costs = dict(heads)
    # For each character: mode -> the mode of the character before it.
    steps: list[dict[Mode, Mode]] = []
    for char in data:
        step: dict[Mode, Mode] = {}
        reached: dict[Mode, int] = {}
        for mode in Mode:
            if char not in _CHARACTERS[mode]:
                continue
            # A segment that ends is rounded up to whole bits.
            ways = {
                last: cost if last is mode else -(-cost // 6) * 6 + heads[mode]
                for last, cost in costs.items()
            }
            step[mode] = min(ways, key=lambda last: ways[last])
            reached[mode] = ways[step[mode]] + _SIXTHS[mode]
        costs = reached
        steps.append(step)
    return _segments(data, min(costs, key=lambda last: costs[last]), steps)


def _segments(data: bytes, mode: Mode, steps: list[dict[Mode, Mode]]) -> list[Segment]:
    """The segments along the cheapest way, walked back from its end in `mode`."""
    modes: list[Mode] = []
    for step in reversed(steps):
        modes.append(mode)
        mode = step[mode]
    characters = zip(reversed(modes), data, strict=True)
    return [
        Segment(mode, bytes(char for _, char in run))
        for mode, run in groupby(characters, key=lambda pair: pair[0])
    ]
