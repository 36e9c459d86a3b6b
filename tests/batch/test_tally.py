"""Tests of counts: rows whose numbers have two readings are counted by their pair of regions."""

from __future__ import annotations

import copy
import io
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import PhoneNumber, Sheet, convert, link_rows, parse_phone, read_sheet
from wa_link.batch.outcome import Rejected
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.batch.tally import Tally
from wa_link.errors import PhoneError, Reason
from wa_link.phone.two_readings import TwoReadings
from wa_link.sheets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.batch.options import LinkOptions

REGIONS = ["CN", "US", "DE", "SA"]
READINGS = st.builds(
    TwoReadings, st.sampled_from(REGIONS), st.sampled_from(["", "+1 2"]), st.sampled_from(REGIONS),
    st.sampled_from(["+3 4", "+5 6"]),
)  # fmt: skip


def rejected(line: int, readings: TwoReadings | None) -> Rejected:
    return Rejected(Row(line, line, ("1",)), Reason.AMBIGUOUS, "", readings)


def slow_count(
    rows: Sequence[TwoReadings | None],
) -> list[tuple[int, tuple[int, ...], TwoReadings]]:
    """Return count, first lines and first readings of each pair of regions, the most rows first."""
    kinds = [r and (r.region, r.other_region, r.national != "") for r in rows]
    counts = Counter(kind for kind in kinds if kind is not None)
    lines = {kind: tuple(i for i, each in enumerate(kinds, 1) if each == kind) for kind in counts}
    return [
        (count, lines[kind][:10], rows[lines[kind][0] - 1])  # type: ignore[misc]  # not None
        for kind, count in sorted(counts.items(), key=lambda each: (-each[1], kinds.index(each[0])))
    ]


@given(st.lists(st.none() | READINGS, max_size=60), st.lists(st.integers(0, 60)))
def test_pairs_of_regions_are_counted(rows: list[TwoReadings | None], cuts: list[int]) -> None:
    """Count parts of the rows, as workers do, and add the counts."""
    total, last = Tally(), 0
    for end in [*sorted(cut for cut in cuts if cut < len(rows)), len(rows)]:
        part = Tally()
        for line in range(last, end):
            part.count(rejected(line + 1, rows[line]))
        total.add(part)
        last = end
    found = Summary.of(SheetInfo(()), total).ambiguous
    assert [(each.count, each.lines, each.readings) for each in found] == slow_count(rows)


@pytest.mark.parametrize("jobs", [1, 2])
def test_pairs_are_counted_in_every_process(jobs: int) -> None:
    lines = ["966501234567,DE", "966501234568,DE", "5110704341,SA", "+447911123456,GB", "12,SA"]
    rows = "\n".join(["phone,country", *lines * 5_000])
    summary = convert(
        io.BytesIO(f"{rows}\n".encode()), io.BytesIO(), region_column="country", jobs=jobs
    )
    assert summary.reasons == {"ambiguous": 15_000, "too_short": 5_000}
    first, second = summary.ambiguous
    assert (first.count, first.lines[0], first.readings) == (
        10_000, 2, TwoReadings("DE", "+49 9665 01234567", "SA", "+966 50 123 4567")
    )  # fmt: skip
    assert (second.count, second.lines[0], second.readings) == (
        5_000, 4, TwoReadings("SA", "", "PE", "+51 1 0704341")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        pytest.param(["+447911123456", "maria"], {"username_column": "name"}, id="a username, too"),
        pytest.param(["+447911123456 / +447911123457", ""], {"multiple": "reject"}, id="several"),
        pytest.param(["2 0170 1234567", ""], {}, id="a count before the number"),
        pytest.param(["0078449853392", ""], {"region": "JP"}, id="a prefix of zeros"),
        pytest.param(["4942320995", ""], {"region": "IT"}, id="a lost zero"),
        pytest.param(["+39 (0) 345 123456", ""], {}, id="a zero in brackets"),
        pytest.param(["https://wa.me/966501234567,966501234568", ""], {}, id="a link"),
        pytest.param(["501234567 501234568 0", ""], {}, id="unclear ends"),
    ],
)
def test_other_ambiguities_are_not_counted(cells: list[str], options: LinkOptions) -> None:
    sheet = Sheet.from_rows(["phone", "name"], [cells])
    defaults: LinkOptions = {"region": "DE", "phone_columns": ["phone"]}
    (outcome,) = link_rows(sheet, **(defaults | options))
    assert isinstance(outcome, Rejected)
    assert outcome.readings is None


def test_a_number_after_a_label_keeps_its_readings() -> None:
    sheet = read_sheet(io.BytesIO(b"phone\nMobile: 966501234567\n"), "sheet.csv")
    (outcome,) = link_rows(sheet, region="DE")
    assert isinstance(outcome, Rejected)
    assert outcome.readings
    assert outcome.readings.other_region == "SA"


def outcome_of(cell: str, region: str, assume: str | None = None) -> PhoneNumber | PhoneError:
    try:
        return parse_phone(cell, region, assume=assume)
    except PhoneError as error:
        return error


@given(
    st.sampled_from(["DE", "SA", "CN", "US", "BR", "IT", "GB", "IN", "ID", "MX", "AR"]),
    st.sampled_from(["966", "49", "55", "1", "39", "91", "86", "44", "51", ""]),
    st.from_regex(r"[1-9]\d{5,10}", fullmatch=True),
)
def test_assume_chooses_one_of_the_two_readings(region: str, code: str, rest: str) -> None:
    """Each way gives its own number, or refuses the digits for a reason of its own."""
    error = outcome_of(code + rest, region)
    if not isinstance(error, PhoneError) or error.readings is None:
        return
    assert copy.copy(error).readings == error.readings
    assert (error.reason, error.readings.region) == (Reason.AMBIGUOUS, region)
    national = outcome_of(code + rest, region, "national")
    other = outcome_of(code + rest, region, "international")
    for chosen, number in (
        (national, error.readings.national), (other, error.readings.international)
    ):  # fmt: skip
        if isinstance(chosen, PhoneError):
            assert chosen.readings is None
        else:
            assert chosen.international == number
    if isinstance(other, PhoneNumber):
        assert other.region == error.readings.other_region
