"""Segments of data and their bits: the split with the fewest bits (ISO/IEC 18004, 7.4).

Digits and percent-escapes of a link need fewer bits in modes of their own, so a good split makes a
smaller symbol.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME_COUNT_WIDTHS = (range(1, 10), range(10, 27), range(27, 41))
"""Ranges of versions whose character counts have the same width (Table 3)."""


class Mode(Enum):
    """Mode of a segment; the value is its mode indicator (Table 2)."""

    NUMERIC = 0b0001
    ALPHANUMERIC = 0b0010
    BYTE = 0b0100


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the data in one mode."""

    mode: Mode
    data: bytes


# Values of the alphanumeric characters (Table 5).
_VALUES = bytes.maketrans(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", bytes(range(45)))
_INDICATOR_BITS = 4
# Width of the character count in bits, for each of the ranges above (Table 3).
_COUNT_BITS = {Mode.NUMERIC: (10, 12, 14), Mode.ALPHANUMERIC: (9, 11, 13), Mode.BYTE: (8, 16, 16)}
# Cost of a character in sixths of a bit, so that sums stay whole: 8, 5.5 or 3 1/3 bits.
_SIXTHS = {Mode.BYTE: 48, Mode.ALPHANUMERIC: 33, Mode.NUMERIC: 20}

# Runs of data. There is a best split in which the mode changes only between runs:
#
# - All characters of a run can have the same modes. If a run had two modes, the cheaper one could
#   take over the rest: each character more costs it 4 bits at most (numeric) or 6 (alphanumeric),
#   and saves the other mode at least 5 (alphanumeric) or 8 (byte).
# - Up to three digits are not numeric, unless the data has no other characters: they would save at
#   most 14 bits over the mode of a neighbour, and their header takes at least 14.
# - Up to five characters between bytes are bytes too: other modes would save at most 14/3 bits for
#   each, which is less than 24 in all, but they and the bytes after them would need a header each,
#   of at least 13 and 12 bits.
_RUNS = re.compile(
    rb"""
    (?P<numeric> \A [0-9]+ \Z | [0-9]{4,} )
    | (?P<alphanumeric> (?: [A-Z\ $%*+./:-] | [0-9]{1,3} (?![0-9]) )+ )
    | (?P<byte>
        [^0-9A-Z\ $%*+./:-]+ (?: [0-9A-Z\ $%*+./:-]{1,5} [^0-9A-Z\ $%*+./:-]+ )*
    )
    """,
    re.VERBOSE,
)
_MODES = {
    "numeric": (Mode.NUMERIC, Mode.ALPHANUMERIC, Mode.BYTE),
    "alphanumeric": (Mode.ALPHANUMERIC, Mode.BYTE),
    "byte": (Mode.BYTE,),
}


class _Cut(NamedTuple):
    """Start of a segment, with the cut before it."""

    mode: Mode
    start: int
    before: _Cut | None


def split_segments(data: bytes, version: int) -> list[Segment]:
    """Return the segments of `data` that need the fewest bits in a symbol of that version.

    One pass over the runs keeps for each mode the cheapest way to encode all runs so far with the
    last one in that mode: either the mode continues, or it begins after the cheapest way of all. A
    way has a cost in sixths of a bit and its last cut.
    """
    heads = _get_header_costs(version)
    ways: dict[Mode, tuple[int, _Cut]] = {}
    cheapest: tuple[int, _Cut | None] = (0, None)
    for run in _RUNS.finditer(data):
        start, end = run.span()
        before, ways = ways, {}
        for mode in _MODES[run.lastgroup or ""]:
            cost = cheapest[0] + heads[mode]
            if mode in before and before[mode][0] <= cost:
                cost, cut = before[mode]
            else:
                cut = _Cut(mode, start, cheapest[1])
            ways[mode] = (cost + _SIXTHS[mode] * (end - start), cut)
        cost, cut = min(ways.values(), key=itemgetter(0))
        cheapest = (6 * _round_to_bits(cost), cut)  # the bits of a whole segment are rounded up
    return _collect_segments(data, cheapest[1])


def _collect_segments(data: bytes, cut: _Cut | None) -> list[Segment]:
    """Return the segments between the cuts; `cut` is the last one."""
    segments: list[Segment] = []
    end = len(data)
    while cut:
        segments.append(Segment(cut.mode, data[cut.start : end]))
        end, cut = cut.start, cut.before
    return segments[::-1]


def count_bits(segments: Iterable[Segment], version: int) -> int:
    """Return the number of bits of the segments in a symbol of that version."""
    heads = _get_header_costs(version)
    return sum(
        _round_to_bits(heads[segment.mode] + _SIXTHS[segment.mode] * len(segment.data))
        for segment in segments
    )


def write_segments(segments: Iterable[Segment], version: int) -> str:
    """Return the segments as text of `0` and `1`: mode, character count and data of each (7.4)."""
    group = _find_count_range(version)
    return "".join(
        f"{segment.mode.value:0{_INDICATOR_BITS}b}"
        f"{len(segment.data):0{_COUNT_BITS[segment.mode][group]}b}"
        f"{_WRITERS[segment.mode](segment.data)}"
        for segment in segments
    )


def _write_numeric(data: bytes) -> str:
    """Write three digits as 10 bits; two that remain take 7 bits, and one takes 4 (7.4.3)."""
    groups = (data[i : i + 3] for i in range(0, len(data), 3))
    return "".join([f"{int(group):0{(0, 4, 7, 10)[len(group)]}b}" for group in groups])


def _write_alphanumeric(data: bytes) -> str:
    """Write two characters as 11 bits; one that remains takes 6 bits (7.4.4)."""
    values = data.translate(_VALUES)
    pairs = _make_pairs()
    bits = "".join([pairs[45 * a + b] for a, b in zip(values[::2], values[1::2], strict=False)])
    return f"{bits}{values[-1]:06b}" if len(values) % 2 else bits


def _write_bytes(data: bytes) -> str:
    """Write each byte as 8 bits (7.4.5)."""
    return f"{int.from_bytes(data):0{8 * len(data)}b}"


_WRITERS = {
    Mode.NUMERIC: _write_numeric,
    Mode.ALPHANUMERIC: _write_alphanumeric,
    Mode.BYTE: _write_bytes,
}


@cache
def _make_pairs() -> list[str]:
    """Return the bits of each pair of alphanumeric values."""
    return [f"{pair:011b}" for pair in range(45 * 45)]


@cache
def _get_header_costs(version: int) -> dict[Mode, int]:
    """Return the cost of the mode indicator and character count, in sixths of a bit."""
    group = _find_count_range(version)
    return {mode: 6 * (_INDICATOR_BITS + bits[group]) for mode, bits in _COUNT_BITS.items()}


def _find_count_range(version: int) -> int:
    """Return the index of the version's range in SAME_COUNT_WIDTHS."""
    return next(i for i, versions in enumerate(SAME_COUNT_WIDTHS) if version in versions)


def _round_to_bits(sixths: int) -> int:
    return -(-sixths // 6)
