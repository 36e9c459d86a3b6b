"""QR code symbols: the smallest one for some data (ISO/IEC 18004)."""

from __future__ import annotations

from dataclasses import dataclass

from wa_link._support.arguments import option, require
from wa_link._support.quoting import pluralize, quote
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.qr.encode import matrix
from wa_link.qr.encode.codewords import codewords
from wa_link.qr.encode.penalty import penalty
from wa_link.qr.encode.segments import SAME_COUNT_WIDTHS, Segment, count_bits, split, to_bits
from wa_link.qr.encode.tables import (
    LARGEST_VERSION,
    ErrorCorrection,
    blocks,
    capacity,
    highest_level,
    smallest_version,
)

# No symbol holds so many (7,089 digits are the most), so no split of them is searched for.
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code symbol, without its quiet zone.

    Attributes:
        version: 1 to 40.
        error_correction: its level.
        mask: 0 to 7.
        rows: from the top, a character a module, `1` for dark, `0` for light;
            `17 + 4 * version` each way.
        least_level: the level that was asked for: its own, or a lower one.
    """

    version: int
    error_correction: ErrorCorrection
    mask: int
    rows: tuple[str, ...]
    least_level: ErrorCorrection = ErrorCorrection.L

    @property
    def size(self) -> int:
        """Modules on a side, without the quiet zone."""
        return len(self.rows)

    @property
    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """Rows of modules from the top, True for dark."""
        return tuple(tuple(module == "1" for module in row) for row in self.rows)


def make_symbol(data: str, error_correction: ErrorCorrection | str = ErrorCorrection.M) -> Symbol:
    """Return the smallest symbol that holds `data` at that level, or at a higher one.

    It has the highest level at which it is not larger, and the mask that reads best.

    Args:
        data: any text.
        error_correction: the least level.

    Raises:
        SymbolError: `qr_too_long`; the message says by how many bytes, and which level holds it.
        OptionError: no such level.
    """
    least = level_option(error_correction)
    version, segments = _fit(data.encode(), least)
    level = highest_level(count_bits(segments, version), version)
    symbols = masked(segments, version, level)
    size = matrix.size_of(version)
    penalties = [penalty(symbol, size) for symbol in symbols]
    mask = penalties.index(min(penalties))
    return Symbol(version, level, mask, matrix.rows(symbols[mask], version), least)


def masked(segments: list[Segment], version: int, level: ErrorCorrection) -> list[int]:
    """Return the symbol that holds the segments, which fit, with each of the eight masks."""
    bits = to_bits(segments, version)
    return matrix.finished(codewords(bits, blocks(version, level)), version, level)


def check_fits(data: str, error_correction: ErrorCorrection) -> None:
    """Raise an error unless a symbol holds `data`, without making it.

    Raises:
        SymbolError: `qr_too_long`, as in `make_symbol`.
    """
    encoded = data.encode()
    # As bytes alone it takes an indicator of 4 bits and a count of 16, which mostly is enough.
    if 20 + 8 * len(encoded) > capacity(LARGEST_VERSION, error_correction):
        _fit(encoded, error_correction)


def version_of(data: str, error_correction: ErrorCorrection) -> int:
    """Return the version of the smallest symbol that holds `data`, without making it.

    Raises:
        SymbolError: `qr_too_long`.
    """
    return _fit(data.encode(), error_correction)[0]


def level_option(level: ErrorCorrection | str) -> ErrorCorrection:
    """Return the error correction level that `level` names, in any case.

    Raises:
        OptionError: no such level.
    """
    require("error_correction", level, str)
    try:
        return ErrorCorrection(level.upper())
    except ValueError:
        raise OptionError(
            f"Unknown error correction level {quote(level)}: use L, M, Q or H."
        ) from None


def _fit(data: bytes, level: ErrorCorrection) -> tuple[int, list[Segment]]:
    """Return the smallest version that holds `data`, and the split for it."""
    if len(data) > _MOST_CHARACTERS:
        raise _too_long(data, 8 * len(data), level)
    bits = 0
    for versions in SAME_COUNT_WIDTHS:
        segments = split(data, versions[0])
        bits = count_bits(segments, versions[0])
        version = smallest_version(bits, level, versions)
        if version is not None:
            return version, segments
    raise _too_long(data, bits, level)


def _too_long(data: bytes, bits: int, level: ErrorCorrection) -> SymbolError:
    over = -(-(bits - capacity(LARGEST_VERSION, level)) // 8)
    holding = [name for name in ErrorCorrection if bits <= capacity(LARGEST_VERSION, name)]
    way_out = (
        f"level {holding[-1]} would hold it ({option('error_correction', str(holding[-1]))})"
        if holding
        else "no level would hold it"
    )
    return SymbolError(
        Reason.QR_TOO_LONG,
        f"The link of {len(data):,} bytes is {pluralize(over, 'byte')} too long for a QR code "
        f"at level {level}: shorten the text; {way_out}.",
    )
