"""Symbol: make the smallest QR symbol that can contain a text (ISO/IEC 18004)."""

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

# The largest symbol has room for 7,089 digits, so much longer data is refused at once.
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Symbol:
    """QR symbol: the dark and light modules of a QR code, without its quiet zone.

    Attributes:
        version: the size class of the symbol, from 1 (21 × 21 modules) to 40 (177 × 177 modules).
        error_correction: the error correction level.
        mask: the number of the mask pattern, 0 to 7.
        rows: the rows of modules from the top, each as a string: `1` is dark, `0` is light.
        least_level: the error correction level that was asked for. `error_correction` is higher if
            a higher level fits into the same size.
    """

    version: int
    error_correction: ErrorCorrection
    mask: int
    rows: tuple[str, ...]
    least_level: ErrorCorrection = ErrorCorrection.L

    @property
    def size(self) -> int:
        """Return the number of modules on each side of the symbol, without the quiet zone."""
        return len(self.rows)

    @property
    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """Return the rows of modules from the top, with True for each dark module."""
        return tuple(tuple(module == "1" for module in row) for row in self.rows)


def make_symbol(data: str, error_correction: ErrorCorrection | str = ErrorCorrection.M) -> Symbol:
    """Return the smallest QR symbol of a text with at least the given error correction level.

    The symbol gets the highest level that fits into its size, and the mask with the fewest penalty
    points (7.8.3).

    Args:
        data: any text.
        error_correction: the lowest level: `L`, `M`, `Q` or `H`.

    Raises:
        SymbolError: `qr_too_long`, if the text does not fit into the largest symbol. The message
            says how many bytes are too many. If the text would fit at a lower level, the message
            names this level.
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
    """Return eight QR symbols of the same data, one for each mask; the data must fit."""
    bits = write_segments(segments, version)
    return matrix.masked_symbols(make_codewords(bits, get_blocks(version, level)), version, level)


def check_fits(data: str, error_correction: ErrorCorrection) -> None:
    """Raise an error if a text is too long even for the largest symbol, without making a symbol.

    Raises:
        SymbolError: `qr_too_long`, as in `make_symbol`.
    """
    encoded = data.encode()
    # Almost every text fits as one segment of bytes, with a mode indicator of 4 bits and a count of
    # 16 bits. That is fast to check.
    if 20 + 8 * len(encoded) > get_capacity(LARGEST_VERSION, error_correction):
        _find_split(encoded, error_correction)


def find_version(data: str, error_correction: ErrorCorrection) -> int:
    """Return the version of the smallest symbol that can contain a text, without making a symbol.

    Raises:
        SymbolError: `qr_too_long`, if the text does not fit into the largest symbol.
    """
    return _find_split(data.encode(), error_correction)[0]


def parse_level(level: ErrorCorrection | str) -> ErrorCorrection:
    """Return the error correction level for a name: `L`, `M`, `Q` or `H`, or `l`, `m`, `q` or `h`.

    Raises:
        OptionError: no level has this name.
    """
    require("error_correction", level, str)
    try:
        return ErrorCorrection(level.upper())
    except ValueError:
        raise OptionError(
            f"Unknown error correction level {quote(level)}: use L, M, Q or H."
        ) from None


def _find_split(data: bytes, level: ErrorCorrection) -> tuple[int, list[Segment]]:
    """Return the smallest version that has room for the data, and the data split into segments.

    Raises:
        SymbolError: `qr_too_long`, if no version has room for the data.
    """
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
    """Return the error for data that is too long even for the largest symbol at this level.

    Args:
        data: the data.
        bits: the number of bits that the data needs in the largest symbol.
        level: the error correction level that was asked for.
    """
    over = -(-(bits - get_capacity(LARGEST_VERSION, level)) // 8)
    holding = [name for name in ErrorCorrection if bits <= get_capacity(LARGEST_VERSION, name)]
    way_out = (
        f"shorten the text, or use {option('error_correction', str(holding[-1]))}"
        if holding
        else "shorten the text, because no level has room for it"
    )
    return SymbolError(
        Reason.QR_TOO_LONG,
        f"The link has {len(data):,} bytes, {pluralize(over, 'byte')} too many for a QR code at "
        f"error correction level {level}: {way_out}.",
    )
