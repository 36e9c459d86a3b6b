"""Data -> segments -> bits: how a link is split so that it takes the fewest (ISO/IEC 18004, 7.4).

A link is made of parts that are cheap (digits, percent-escapes) and parts that are not: a good
split makes a smaller symbol.
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
"""Ranges of versions in which the character counts of segments have the same width."""


class Mode(Enum):
    """How a segment encodes its characters; the value is its mode indicator (Table 2)."""

    NUMERIC = 0b0001
    ALPHANUMERIC = 0b0010
    BYTE = 0b0100


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the data in one mode."""

    mode: Mode
    data: bytes


# From the alphanumeric characters to their values (Table 5).
_VALUES = bytes.maketrans(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", bytes(range(45)))
_INDICATOR_BITS = 4
# Width of the character count in each of the ranges above, in bits (Table 3).
_COUNT_BITS = {Mode.NUMERIC: (10, 12, 14), Mode.ALPHANUMERIC: (9, 11, 13), Mode.BYTE: (8, 16, 16)}
# A character costs 8, 5.5 or 3 1/3 bits: in sixths of a bit, so that sums stay whole.
_SIXTHS = {Mode.BYTE: 48, Mode.ALPHANUMERIC: 33, Mode.NUMERIC: 20}

# Runs of data: there is a best split in which the mode changes only between them.
#
# - Characters with the same choice of modes: had they two, the cheaper one could take over all. One
#   character more costs it 4 bits at most (numeric) or 6 (alphanumeric), and saves the other mode 5
#   at least (alphanumeric) or 8 (byte).
# - Up to three digits are not numeric, unless they are all there is. They would save 14 bits, or
#   less, over the mode of a segment beside them, and their header takes 14 at least.
# - Up to five characters between two that are bytes in any case are bytes, too. In other modes each
#   would save 14/3 bits at most, which is less than 24 in all; but they and the bytes after them
#   would each need a header, of 13 and of 12 bits at least.
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
    """Where a segment begins, and the cut before it."""

    mode: Mode
    start: int
    before: _Cut | None


def split_segments(data: bytes, version: int) -> list[Segment]:
    """The split of `data` that takes the fewest bits in a symbol of `version`'s range.

    Walks the runs once and keeps, for each mode, the cheapest way to have encoded all so far with
    the last run in that mode: the mode goes on, or begins after the cheapest way of all. A way is
    its cost, in sixths of a bit, and its last cut.
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
        cheapest = (6 * _round_to_bits(cost), cut)  # a segment that ends is rounded up
    return _collect_segments(data, cheapest[1])


def _collect_segments(data: bytes, cut: _Cut | None) -> list[Segment]:
    """The segments between the cuts, of which `cut` is the last."""
    segments: list[Segment] = []
    end = len(data)
    while cut:
        segments.append(Segment(cut.mode, data[cut.start : end]))
        end, cut = cut.start, cut.before
    return segments[::-1]


def count_bits(segments: Iterable[Segment], version: int) -> int:
    """How many bits the segments take in a symbol of `version`."""
    heads = _get_header_costs(version)
    return sum(
        _round_to_bits(heads[segment.mode] + _SIXTHS[segment.mode] * len(segment.data))
        for segment in segments
    )


def write_segments(segments: Iterable[Segment], version: int) -> str:
    """The segments as `0` and `1`: for each its mode, its character count, its characters."""
    group = _find_count_range(version)
    return "".join(
        f"{segment.mode.value:0{_INDICATOR_BITS}b}"
        f"{len(segment.data):0{_COUNT_BITS[segment.mode][group]}b}"
        f"{_WRITERS[segment.mode](segment.data)}"
        for segment in segments
    )


def _write_numeric(data: bytes) -> str:
    """Three digits take 10 bits, two that are left 7, and one 4."""
    groups = (data[i : i + 3] for i in range(0, len(data), 3))
    return "".join([f"{int(group):0{(0, 4, 7, 10)[len(group)]}b}" for group in groups])


def _write_alphanumeric(data: bytes) -> str:
    """Two characters take 11 bits, and one that is left 6."""
    values = data.translate(_VALUES)
    pairs = _make_pairs()
    bits = "".join([pairs[45 * a + b] for a, b in zip(values[::2], values[1::2], strict=False)])
    return f"{bits}{values[-1]:06b}" if len(values) % 2 else bits


def _write_bytes(data: bytes) -> str:
    return f"{int.from_bytes(data):0{8 * len(data)}b}"


_WRITERS = {
    Mode.NUMERIC: _write_numeric,
    Mode.ALPHANUMERIC: _write_alphanumeric,
    Mode.BYTE: _write_bytes,
}


@cache
def _make_pairs() -> list[str]:
    """The bits of each pair of alphanumeric characters."""
    return [f"{pair:011b}" for pair in range(45 * 45)]


@cache
def _get_header_costs(version: int) -> dict[Mode, int]:
    """What a segment costs before its first character, in sixths of a bit."""
    group = _find_count_range(version)
    return {mode: 6 * (_INDICATOR_BITS + bits[group]) for mode, bits in _COUNT_BITS.items()}


def _find_count_range(version: int) -> int:
    return next(i for i, versions in enumerate(SAME_COUNT_WIDTHS) if version in versions)


def _round_to_bits(sixths: int) -> int:
    return -(-sixths // 6)
