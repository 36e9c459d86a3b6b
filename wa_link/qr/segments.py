"""Data -> segments -> bits: how a link is split so that it takes the fewest (ISO/IEC 18004, 7.4).

A link is made of parts that are cheap (digits, percent-escapes) and parts that are not: a good
split makes a smaller symbol.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


_ALPHANUMERIC = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # in the order of their values
_CHARACTERS = {
    Mode.NUMERIC: frozenset(b"0123456789"),
    Mode.ALPHANUMERIC: frozenset(_ALPHANUMERIC),
    Mode.BYTE: frozenset(range(256)),
}
# A character costs 8, 5.5 or 3 1/3 bits: in sixths of a bit, so that sums stay whole.
_SIXTHS = {Mode.BYTE: 48, Mode.ALPHANUMERIC: 33, Mode.NUMERIC: 20}
_INDICATOR_BITS = 4
# Width of the character count in each of the ranges above, in bits (Table 3).
_COUNT_BITS = {Mode.NUMERIC: (10, 12, 14), Mode.ALPHANUMERIC: (9, 11, 13), Mode.BYTE: (8, 16, 16)}


def split(data: bytes, version: int) -> list[Segment]:
    """The split of `data` that takes the fewest bits in a symbol of `version`'s range.

    Walks the data once and keeps, for each mode, the cheapest way to have encoded all so far with
    the last character in that mode: a step in the mode, or a new segment after any other.
    """
    heads = {mode: 6 * (_INDICATOR_BITS + _count_bits(mode, version)) for mode in Mode}
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
                last: cost if last is mode else _whole_bits(cost) * 6 + heads[mode]
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


def count_bits(segments: Iterable[Segment], version: int) -> int:
    """How many bits the segments take in a symbol of `version`."""
    return sum(
        _INDICATOR_BITS
        + _count_bits(segment.mode, version)
        + _whole_bits(_SIXTHS[segment.mode] * len(segment.data))
        for segment in segments
    )


def to_bits(segments: Iterable[Segment], version: int) -> str:
    """The segments as `0` and `1`: for each its mode, its character count, its characters."""
    return "".join(
        f"{segment.mode.value:04b}"
        f"{len(segment.data):0{_count_bits(segment.mode, version)}b}"
        f"{''.join(_groups(segment))}"
        for segment in segments
    )


def _groups(segment: Segment) -> Iterator[str]:
    """Three digits take 10 bits, two alphanumeric characters 11, a byte 8; a rest takes fewer."""
    data = segment.data
    match segment.mode:
        case Mode.NUMERIC:
            for i in range(0, len(data), 3):
                group = data[i : i + 3]
                yield f"{int(group):0{(4, 7, 10)[len(group) - 1]}b}"
        case Mode.ALPHANUMERIC:
            values = [_ALPHANUMERIC.index(char) for char in data]
            for first, second in zip(values[::2], values[1::2], strict=False):
                yield f"{45 * first + second:011b}"
            if len(values) % 2:
                yield f"{values[-1]:06b}"
        case Mode.BYTE:
            for byte in data:
                yield f"{byte:08b}"


def _count_bits(mode: Mode, version: int) -> int:
    in_range = next(i for i, versions in enumerate(SAME_COUNT_WIDTHS) if version in versions)
    return _COUNT_BITS[mode][in_range]


def _whole_bits(sixths: int) -> int:
    return -(-sixths // 6)
