from __future__ import annotations

from functools import cache
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.oracles.symbols import count_segment_bits, find_fewest_bits, mixed_texts
from wa_link.qr.encode.segments import (
    SAME_COUNT_WIDTHS,
    Mode,
    Segment,
    count_bits,
    split_segments,
    write_segments,
)

# For each range of versions with the same width of the character count: one version, or both ends.
VERSIONS = st.sampled_from([1, 9, 10, 26, 27, 40])


def runs(most: int) -> st.SearchStrategy[str]:
    """Draw up to `most` runs, each of one kind of character; many are too short for a segment."""
    run = st.builds(str.__mul__, st.sampled_from(["7", "A", "a", "%", "é"]), st.integers(1, 16))
    return st.lists(run, min_size=1, max_size=most).map("".join)


def try_all_splits(data: bytes, version: int) -> int:
    cost = cache(lambda start, end: count_segment_bits(data[start:end], version))
    return min(
        sum(
            cost(*ends)
            for ends in pairwise([0, *(i for i, cut in enumerate(cuts, 1) if cut), len(data)])
        )
        for cuts in product([False, True], repeat=len(data) - 1)
    )


def assert_fewest(data: bytes, version: int) -> None:
    segments = split_segments(data, version)
    assert b"".join(segment.data for segment in segments) == data
    assert count_bits(segments, version) == find_fewest_bits(data, version)


@given(mixed_texts(9).map(str.encode), VERSIONS)
@settings(max_examples=60)
def test_the_two_oracles_agree(data: bytes, version: int) -> None:
    assert find_fewest_bits(data[:10], version) == try_all_splits(data[:10], version)


@given((mixed_texts(80) | runs(7)).map(str.encode), VERSIONS)
@settings(max_examples=200)
@example(b"B%BB%2467430161AABabbbaaabbba5", 1)  # each segment is rounded up to whole bits
@example(b"\0\xff1234567890", 1)
@example(b"aaA7777", 1)
@example(b"Zaaaa%7777aA7777A7777", 1)
def test_no_other_split_needs_fewer_bits(data: bytes, version: int) -> None:
    assert_fewest(data, version)


@pytest.mark.parametrize("chars", [*product("7Aa", repeat=3)], ids="".join)
def test_splits_around_the_lengths_where_a_segment_pays(chars: tuple[str, ...]) -> None:
    for lengths in product([1, 2, 3, 4, 5, 6], repeat=3):
        assert_fewest("".join(map(str.__mul__, chars, lengths)).encode(), 1)


SPLITS = {
    "https://wa.me/447911123456?text=Hi": [
        (Mode.BYTE, "https://wa.me/"),
        (Mode.NUMERIC, "447911123456"),
        (Mode.BYTE, "?text=Hi"),
    ],
    "?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7": [
        (Mode.BYTE, "?text="),
        (Mode.ALPHANUMERIC, "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7"),
    ],
    "Is%20it%20still%20available%3F": [(Mode.BYTE, "Is%20it%20still%20available%3F")],
    "7": [(Mode.NUMERIC, "7")],
    "A": [(Mode.ALPHANUMERIC, "A")],
    "é": [(Mode.BYTE, "é")],
    "": [],
}


@pytest.mark.parametrize(("data", "segments"), SPLITS.items(), ids=[*SPLITS])
def test_links_are_split_into_segments(data: str, segments: list[tuple[Mode, str]]) -> None:
    assert split_segments(data.encode(), 1) == [
        Segment(mode, part.encode()) for mode, part in segments
    ]


def test_the_ranges_of_count_widths_cover_all_versions() -> None:
    assert [version for versions in SAME_COUNT_WIDTHS for version in versions] == [*range(1, 41)]


@pytest.mark.parametrize(
    ("segment", "bits"),
    [
        # The examples of ISO/IEC 18004, 7.4.4 and 7.4.5, and one of our own.
        (Segment(Mode.NUMERIC, b"01234567"), "0001 0000001000 0000001100 0101011001 1000011"),
        (Segment(Mode.ALPHANUMERIC, b"AC-42"), "0010 000000101 00111001110 11100111001 000010"),
        (Segment(Mode.BYTE, b"\0a\xff"), "0100 00000011 00000000 01100001 11111111"),
    ],
    ids=lambda value: value.mode.name if isinstance(value, Segment) else "",
)
def test_segments_are_written_as_bits(segment: Segment, bits: str) -> None:
    assert write_segments([segment], 1) == bits.replace(" ", "")
    assert count_bits([segment], 1) == len(bits.replace(" ", ""))
