"""Records that were read in advance are read again, in order, with the error that ended them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import InputError
from wa_link.sheets.peekable_records import PeekableRecords
from wa_link.sheets.rows import Record

if TYPE_CHECKING:
    from collections.abc import Iterator


def record(line: int) -> Record:
    return Record(line, ("a",), "a")


@given(st.lists(st.booleans(), max_size=20), st.integers(0, 30))
def test_each_record_is_read_once(is_blank: list[bool], count: int) -> None:
    items = [None if blank else record(line) for line, blank in enumerate(is_blank)]
    records = PeekableRecords(items)
    peeked = records.peek(count, lambda: False)
    assert peeked == [item for item in items if item][:count]
    assert [*records] == items


def test_an_error_comes_after_the_records_before_it() -> None:
    def broken() -> Iterator[Record]:
        yield record(1)
        raise InputError("damaged")

    records = PeekableRecords(broken())
    assert records.peek(9, lambda: False) == [record(1)]
    read = iter(records)
    assert next(read) == record(1)
    with pytest.raises(InputError, match="damaged"):
        next(read)


def test_only_the_first_record_is_waited_for() -> None:
    records = PeekableRecords([None, record(1), record(2)])
    assert records.peek(9, lambda: True) == [record(1)]
    assert [*records] == [None, record(1), record(2)]


def test_long_records_end_the_look_ahead() -> None:
    long = Record(1, ("a" * 300_000,), "")
    assert PeekableRecords([long, long]).peek(9, lambda: False) == [long]
