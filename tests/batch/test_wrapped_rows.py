"""A row of a plain list that is the rest of a number on the rows before it is refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from wa_link import convert, link_rows, open_sheet
from wa_link.batch.outcome import Accepted
from wa_link.errors import Reason

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lines", "region", "links"),
    [
        pytest.param(["+44 791", "6612345", "6612346"], "IS", [3], id="two rows"),
        pytest.param(["+44", "791", "6612345", "6612346"], "IS", [4], id="three rows"),
        pytest.param(["Anna: +44 791", "6612345"], "IS", [], id="after a name"),
        pytest.param(["+44 791", "# page 2", "6612345"], "IS", [], id="comment between"),
        pytest.param(["+44 791", "", "6612345"], "IS", [], id="blank line between"),
        pytest.param(["+44 791", "Anna", "6612345"], "IS", [3], id="name between"),
        pytest.param(["+44 791", "+354 661 2345"], "IS", [2], id="plus"),
        pytest.param(["+49 30 1", "030 198951"], "DE", [2], id="trunk prefix"),
        pytest.param(["44 791", "6612345"], "IS", [2], id="no plus before"),
        pytest.param(["+44 7911 123456", "6612345"], "IS", [1, 2], id="whole number before"),
        pytest.param(["+354", "6612345"], "IS", [2], id="same number"),
        pytest.param(["+44 791", "6612345;x"], "IS", [], id="two columns"),
    ],
)
def test_the_rest_of_a_number_is_refused(
    lines: list[str], region: str, links: list[int], tmp_path: Path
) -> None:
    (file := tmp_path / "list.txt").write_text("\n".join(lines))
    with open_sheet(file, header=False) as sheet:
        outcomes = [*link_rows(sheet, region=region)]
    numbers = [number for number, line in enumerate(lines, 1) if line]
    assert len(outcomes) == len(numbers)
    found = dict(zip(numbers, outcomes, strict=True))
    assert [n for n, each in found.items() if isinstance(each, Accepted)] == links


def test_the_message_says_what_to_do(tmp_path: Path) -> None:
    (file := tmp_path / "list.txt").write_text("phone\n+44 791\n6612345\n")
    with open_sheet(file) as sheet:
        *_, last = link_rows(sheet, region="IS")
    assert not isinstance(last, Accepted)
    assert last.reason is Reason.NOT_A_NUMBER
    assert last.message == (
        '"+44 791 6612345" came as 2 rows: if it is one number, put it into one row; if not, '
        "correct or remove the row before this row."
    )


def test_other_columns_are_not_wrapped(tmp_path: Path) -> None:
    (file := tmp_path / "list.csv").write_text("name,phone\nAnn,+44 791\nBo,6612345\n")
    with open_sheet(file) as sheet:
        *_, last = link_rows(sheet, region="IS")
    assert isinstance(last, Accepted)


def test_workers_see_both_halves(tmp_path: Path) -> None:
    """Chunks of rows go to different processes, but a number is never split between them."""
    count = 10_000
    (file := tmp_path / "list.txt").write_text("+44 791\n6612345\n6612346\n" * count)
    output = io.BytesIO()
    summary = convert(file, output, header=False, region="IS", jobs=2, to="csv")
    assert summary.reasons == {"too_short": count, "not_a_number": count}
    assert summary.accepted == count
    assert b"/3546612345" not in output.getvalue()
