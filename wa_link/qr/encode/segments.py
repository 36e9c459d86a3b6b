"""Split the data of a QR code into segments with the fewest bits; write them (ISO/IEC 18004, 7.4).

A segment is a part of the data that is encoded in one mode. A digit needs 8 bits in byte mode, but
only 3 1/3 in numeric mode; a capital letter needs 5.5 in alphanumeric mode. So the phone number and
the percent-escapes of a link get their own segments if that makes the QR code smaller.
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
"""Ranges of versions in which the character count of a segment has the same width (Table 3)."""


class Mode(Enum):
    """How the characters of a segment are encoded; each value is the mode indicator (Table 2)."""

    NUMERIC = 0b0001
    ALPHANUMERIC = 0b0010
    BYTE = 0b0100


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of the data that is encoded in one mode, such as the digits of a phone number."""

    mode: Mode
    data: bytes


# Translates each alphanumeric character to its value, 0 to 44 (Table 5).
_VALUES = bytes.maketrans(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", bytes(range(45)))
_INDICATOR_BITS = 4
# Width of the character count in bits, for each range of SAME_COUNT_WIDTHS (Table 3).
_COUNT_BITS = {Mode.NUMERIC: (10, 12, 14), Mode.ALPHANUMERIC: (9, 11, 13), Mode.BYTE: (8, 16, 16)}
# Size of a character in each mode: 8, 5.5 or 3 1/3 bits. Sixths of a bit make it a whole number.
_SIXTHS = {Mode.BYTE: 48, Mode.ALPHANUMERIC: 33, Mode.NUMERIC: 20}

# Runs of data: parts that are never split further, because among the splits with the fewest bits,
# there is always one in which the mode changes only between runs:
#
# - All characters of a run can be encoded in the same modes. If a run had two modes, the mode with
#   the smaller characters could encode the whole run: each further character needs at most 4 bits
#   in numeric mode or 6 in alphanumeric mode, and saves at least 5 bits in alphanumeric mode or 8
#   in byte mode.
# - One to three digits are no numeric run, except if the data consists of them: numeric mode would
#   save at most 14 bits compared with the mode of a neighbour, and its header needs at least 14.
# - One to five characters between bytes belong to the run of bytes: other modes would save at most
#   14/3 bits for each character, less than 24 bits together. But these characters and the bytes
#   after them would each need a header, of at least 13 and 12 bits.
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
    """The mode of a segment, and the index in the data at which the segment starts.

    `before` is the _Cut of the previous segment; None for the first segment.
    """

    mode: Mode
    start: int
    before: _Cut | None


def split_segments(data: bytes, version: int) -> list[Segment]:
    """Split data into the segments that together need the fewest bits in a QR code of `version`.

    This is dynamic programming. The data consists of runs, which are never split (see `_RUNS`).
    After each run, the function knows for each mode the smallest split whose last segment has this
    mode. To add the next run in this mode, it continues that segment, or begins a new segment after
    the smallest of all splits, if that needs fewer bits. A split is stored as its size in sixths of
    a bit (which is always an integer), and the start of its last segment.
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
        cheapest = (6 * _round_to_bits(cost), cut)  # each segment is rounded up to whole bits
    return _collect_segments(data, cheapest[1])


def _collect_segments(data: bytes, cut: _Cut | None) -> list[Segment]:
    """Return the segments of the data, in order.

    Args:
        data: the data.
        cut: the start of the last segment, or None if the data is empty.
    """
    segments: list[Segment] = []
    end = len(data)
    while cut:
        segments.append(Segment(cut.mode, data[cut.start : end]))
        end, cut = cut.start, cut.before
    return segments[::-1]


def count_bits(segments: Iterable[Segment], version: int) -> int:
    """Return the number of bits that the segments need in a QR code of `version`."""
    heads = _get_header_costs(version)
    return sum(
        _round_to_bits(heads[segment.mode] + _SIXTHS[segment.mode] * len(segment.data))
        for segment in segments
    )


def write_segments(segments: Iterable[Segment], version: int) -> str:
    """Return the bits of the segments as a string of `0` and `1` (7.4).

    The bits of each segment are its mode indicator, its character count and its data.
    """
    group = _find_count_range(version)
    return "".join(
        f"{segment.mode.value:0{_INDICATOR_BITS}b}"
        f"{len(segment.data):0{_COUNT_BITS[segment.mode][group]}b}"
        f"{_WRITERS[segment.mode](segment.data)}"
        for segment in segments
    )


def _write_numeric(data: bytes) -> str:
    """Return digits as bits; a group of three digits takes 10 bits (7.4.3).

    If two digits remain at the end, they take 7 bits; a single digit takes 4.
    """
    groups = (data[i : i + 3] for i in range(0, len(data), 3))
    return "".join([f"{int(group):0{(0, 4, 7, 10)[len(group)]}b}" for group in groups])


def _write_alphanumeric(data: bytes) -> str:
    """Return alphanumeric characters as bits; a pair of characters takes 11 bits (7.4.4).

    If one character remains at the end, it takes 6 bits.
    """
    values = data.translate(_VALUES)
    pairs = _make_pairs()
    bits = "".join([pairs[45 * a + b] for a, b in zip(values[::2], values[1::2], strict=False)])
    return f"{bits}{values[-1]:06b}" if len(values) % 2 else bits


def _write_bytes(data: bytes) -> str:
    """Return bytes as bits; each byte takes 8 bits (7.4.5)."""
    return f"{int.from_bytes(data):0{8 * len(data)}b}"


_WRITERS = {
    Mode.NUMERIC: _write_numeric,
    Mode.ALPHANUMERIC: _write_alphanumeric,
    Mode.BYTE: _write_bytes,
}


@cache
def _make_pairs() -> list[str]:
    """Return the 11 bits of each pair of values; `45 * first + second` is the index of a pair."""
    return [f"{pair:011b}" for pair in range(45 * 45)]


@cache
def _get_header_costs(version: int) -> dict[Mode, int]:
    """Return the size of the header of a segment for each mode, in sixths of a bit.

    The header is the mode indicator and the character count.
    """
    group = _find_count_range(version)
    return {mode: 6 * (_INDICATOR_BITS + bits[group]) for mode, bits in _COUNT_BITS.items()}


def _find_count_range(version: int) -> int:
    """Return the index in SAME_COUNT_WIDTHS of the range of versions that contains `version`."""
    return next(i for i, versions in enumerate(SAME_COUNT_WIDTHS) if version in versions)


def _round_to_bits(sixths: int) -> int:
    """Convert sixths of a bit to whole bits, rounded up."""
    return -(-sixths // 6)
