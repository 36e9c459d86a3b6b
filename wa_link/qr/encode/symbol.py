"""Symbol: the smallest QR code symbol for some data (ISO/IEC 18004)."""

from __future__ import annotations

from dataclasses import dataclass

from wa_link._support.arguments import option, require
from wa_link._support.quoting import pluralize, quote
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.qr.encode import matrix
from wa_link.qr.encode.codewords import make_codewords
from wa_link.qr.encode.penalty import score_penalty
from wa_link.qr.encode.segments import (
    SAME_COUNT_WIDTHS,
    Segment,
    count_bits,
    split_segments,
    write_segments,
)
from wa_link.qr.encode.tables import (
    LARGEST_VERSION,
    ErrorCorrection,
    find_highest_level,
    find_smallest_version,
    get_blocks,
    get_capacity,
)

# A symbol has room for 7,089 digits at most, so longer data is refused without a search.
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code symbol, without its quiet zone.

    Attributes:
        version: 1 to 40.
        error_correction: error correction level.
        mask: 0 to 7.
        rows: `17 + 4 * version` rows from the top, each as text of as many modules: `1` for dark,
            `0` for light.
        least_level: the least level for which the symbol was made; its own level may be higher.
    """

    version: int
    error_correction: ErrorCorrection
    mask: int
    rows: tuple[str, ...]
    least_level: ErrorCorrection = ErrorCorrection.L

    @property
    def size(self) -> int:
        """Return the modules on a side, without the quiet zone."""
        return len(self.rows)

    @property
    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """Return the rows of modules from the top; True is dark."""
        return tuple(tuple(module == "1" for module in row) for row in self.rows)


def make_symbol(data: str, error_correction: ErrorCorrection | str = ErrorCorrection.M) -> Symbol:
    """Return the smallest symbol of `data` with at least the given error correction level.

    It has the highest level that fits into that size, and the mask with the fewest penalty points
    (7.8.3).

    Args:
        data: any text.
        error_correction: the least level.

    Raises:
        SymbolError: `qr_too_long`; the message says how many bytes are too many, and which level
            fits, if any.
        OptionError: the level is unknown.
    """
    least = parse_level(error_correction)
    version, segments = _find_split(data.encode(), least)
    level = find_highest_level(count_bits(segments, version), version)
    symbols = encode_segments(segments, version, level)
    size = matrix.get_symbol_size(version)
    penalties = [score_penalty(symbol, size) for symbol in symbols]
    mask = penalties.index(min(penalties))
    return Symbol(version, level, mask, matrix.split_rows(symbols[mask], version), least)


def encode_segments(segments: list[Segment], version: int, level: ErrorCorrection) -> list[int]:
    """Return the symbol with each of the eight masks; the segments must fit into it."""
    bits = write_segments(segments, version)
    return matrix.masked_symbols(make_codewords(bits, get_blocks(version, level)), version, level)


def check_fits(data: str, error_correction: ErrorCorrection) -> None:
    """Raise an error if no symbol has room for `data`; no symbol is made.

    Raises:
        SymbolError: `qr_too_long`, as in `make_symbol`.
    """
    encoded = data.encode()
    # Fast: one segment of bytes, with an indicator of 4 bits and a count of 16, fits almost always.
    if 20 + 8 * len(encoded) > get_capacity(LARGEST_VERSION, error_correction):
        _find_split(encoded, error_correction)


def find_version(data: str, error_correction: ErrorCorrection) -> int:
    """Return the version of the smallest symbol of `data`; no symbol is made.

    Raises:
        SymbolError: `qr_too_long`.
    """
    return _find_split(data.encode(), error_correction)[0]


def parse_level(level: ErrorCorrection | str) -> ErrorCorrection:
    """Return the error correction level for `L`, `M`, `Q` or `H`, also in lower case.

    Raises:
        OptionError: the level is unknown.
    """
    require("error_correction", level, str)
    try:
        return ErrorCorrection(level.upper())
    except ValueError:
        raise OptionError(
            f"Unknown error correction level {quote(level)}: use L, M, Q or H."
        ) from None


def _find_split(data: bytes, level: ErrorCorrection) -> tuple[int, list[Segment]]:
    """Return the smallest version with room for `data`, and the segments for it."""
    if len(data) > _MOST_CHARACTERS:
        raise _too_long_error(data, 8 * len(data), level)
    bits = 0
    for versions in SAME_COUNT_WIDTHS:
        segments = split_segments(data, versions[0])
        bits = count_bits(segments, versions[0])
        version = find_smallest_version(bits, level, versions)
        if version is not None:
            return version, segments
    raise _too_long_error(data, bits, level)


def _too_long_error(data: bytes, bits: int, level: ErrorCorrection) -> SymbolError:
    over = -(-(bits - get_capacity(LARGEST_VERSION, level)) // 8)
    holding = [name for name in ErrorCorrection if bits <= get_capacity(LARGEST_VERSION, name)]
    way_out = (
        f"shorten the text, or use {option('error_correction', str(holding[-1]))}"
        if holding
        else "shorten the text; no level has room for it"
    )
    return SymbolError(
        Reason.QR_TOO_LONG,
        f"The link of {len(data):,} bytes is {pluralize(over, 'byte')} too long for a QR code "
        f"at level {level}: {way_out}.",
    )
