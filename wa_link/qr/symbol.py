"""Data -> the smallest symbol that holds it (ISO/IEC 18004).

What the symbol holds is ours; its function patterns, its mask and the way of the codewords through
it are qrcode's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import qrcode
from qrcode import base, constants, util

from wa_link.errors import OptionError, Reason, SymbolError, shown
from wa_link.qr.codewords import codewords
from wa_link.qr.segments import SAME_COUNT_WIDTHS, Segment, count_bits, split, to_bits


class ErrorCorrection(StrEnum):
    """How much of a symbol may be lost: 7, 15, 25 or 30 %."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


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


_LEVELS = {
    ErrorCorrection.L: constants.ERROR_CORRECT_L,
    ErrorCorrection.M: constants.ERROR_CORRECT_M,
    ErrorCorrection.Q: constants.ERROR_CORRECT_Q,
    ErrorCorrection.H: constants.ERROR_CORRECT_H,
}
_LARGEST = 40


def make_symbol(data: str, error_correction: ErrorCorrection | str = ErrorCorrection.M) -> Symbol:
    """The smallest symbol that holds `data` at that level.

    Raises:
        SymbolError: `qr_too_long`; the message tells by how many bytes, and which level holds it.
        OptionError: no such level.
    """
    level = level_option(error_correction)
    version, segments = _fit(data.encode(), level)
    code = qrcode.QRCode(version=version, error_correction=_LEVELS[level], border=0)
    code.data_cache = codewords(
        to_bits(segments, version),
        [
            (block.data_count, block.total_count)
            for block in base.rs_blocks(version, _LEVELS[level])
        ],
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
    for versions in SAME_COUNT_WIDTHS:
        segments = split(data, versions[0])
        bits = count_bits(segments, versions[0])
        for version in versions:
            if bits <= _capacity(version, level):
                return version, segments
    raise _too_long(data, bits, level)


def _too_long(data: bytes, bits: int, level: ErrorCorrection) -> SymbolError:
    over = -(-(bits - _capacity(_LARGEST, level)) // 8)
    holding = [name for name in ErrorCorrection if bits <= _capacity(_LARGEST, name)]
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
