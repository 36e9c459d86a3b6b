"""Tests of the option `unique` if many codes or labels are made together."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wa_link import CodeFolder, LabelSheet, Sheet, link_rows
from wa_link.batch.outcome import Accepted
from wa_link.errors import NoteCode, Reason
from wa_link.printing.codes.code_drawer import CodeDrawer
from wa_link.printing.labels import label_pages
from wa_link.printing.typesetting.typesetter import Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Run
    from wa_link.batch.outcome import Outcome
    from wa_link.printing.codes.drawing import DrawJob, DrawResult

    Tool = Callable[..., Run]

NO_GLYPH = "\ue000"


def verdicts(outcomes: Iterator[Outcome]) -> list[str]:
    return ["accepted" if isinstance(each, Accepted) else str(each.reason) for each in outcomes]


def number(place: int) -> str:
    return f"+4479111{place:05d}"


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list to which the number of cards in each request to measure is added."""
    asked: list[int] = []
    begin = Typesetter.begin_measure

    def counted(self: Typesetter, files: dict[str, bytes], cards: int, **more: bool) -> None:
        asked.append(cards)
        begin(self, files, cards, **more)

    monkeypatch.setattr(Typesetter, "begin_measure", counted)
    return asked


def test_labels_of_unique_numbers_are_measured_together(requests: list[int]) -> None:
    rows = [(number(place), "Flat") for place in range(300)]
    with LabelSheet("L7160", title="{title}") as labels:
        found = verdicts(
            link_rows(Sheet.from_rows(("phone", "title"), rows), unique=True, labels=labels)
        )
    assert found == ["accepted"] * 300
    assert requests == [125, 125, 50]


def test_a_later_repeat_does_not_end_labels_early(
    requests: list[int],
) -> None:
    rows = [(number(place % 260), "Flat") for place in range(300)]
    with LabelSheet("L7160", title="{title}") as labels:
        found = verdicts(
            link_rows(Sheet.from_rows(("phone", "title"), rows), unique=True, labels=labels)
        )
    assert found == ["accepted"] * 260 + ["duplicate"] * 40
    assert requests == [125, 125, 10]


def model(rows: list[tuple[int, bool]]) -> list[str]:
    """Return for each row whether an accepted earlier row has the same number."""
    taken: set[int] = set()
    found = []
    for key, is_good in rows:
        if key in taken:
            found.append("duplicate")
        elif not is_good:
            found.append(str(Reason.MISSING_GLYPH))
        else:
            taken.add(key)
            found.append("accepted")
    return found


@pytest.mark.parametrize("is_link", [False, True], ids=["numbers", "links"])
@given(rows=st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_number_is_free_when_its_label_cannot_be_printed(
    is_link: bool,  # noqa: FBT001
    rows: list[tuple[int, bool]],
) -> None:
    columns = ("link" if is_link else "phone", "title")
    cells = [
        (f"https://wa.me/{number(key)[1:]}" if is_link else number(key), "a" if ok else NO_GLYPH)
        for key, ok in rows
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(label_pages, "_LABELS_PER_BATCH", 3)
        with LabelSheet("L7160", title="{title}") as labels:
            found = link_rows(
                Sheet.from_rows(columns, cells),
                unique=True,
                labels=labels,
                links_column="link" if is_link else None,
            )
            assert verdicts(found) == model(rows)
            assert labels.labels == model(rows).count("accepted")


def test_a_row_without_copies_is_not_measured(requests: list[int]) -> None:
    rows = [(number(1), "0", NO_GLYPH), (number(2), "1", "a"), (number(3), "0", NO_GLYPH)]
    sheet = Sheet.from_rows(("phone", "qty", "title"), rows)
    with LabelSheet("L7160", title="{title}", copies="{qty}") as labels:
        found = list(link_rows(sheet, labels=labels))
    assert verdicts(iter(found)) == ["accepted"] * 3
    noted = [[note.code for note in each.notes] for each in found if isinstance(each, Accepted)]
    assert noted == [[NoteCode.NOT_PRINTED], [], [NoteCode.NOT_PRINTED]]
    assert requests == [1]


def test_rejected_rows_come_out_some_at_a_time() -> None:
    taken = count()

    def rows() -> Iterator[tuple[str]]:
        for _ in range(20_000):
            next(taken)
            yield ("12",)

    with LabelSheet("L7160") as labels:
        outcomes = link_rows(Sheet.from_rows(("phone",), rows()), labels=labels)
        next(outcomes)
        assert next(taken) <= 1_001
        assert set(verdicts(outcomes)) == {"no_region"}


@pytest.mark.parametrize("unique", [False, True])
def test_rows_that_are_not_chosen_have_no_codes(tmp_path: Path, unique: bool) -> None:  # noqa: FBT001
    sheet = Sheet.from_rows(("phone",), [(number(place),) for place in (1, 2, 3, 1)])
    codes = CodeFolder(tmp_path / "codes", name="{wa_row}")
    found = list(link_rows(sheet, codes=codes, unique=unique, rows="2,4"))
    assert verdicts(iter(found)) == ["accepted", "duplicate" if unique else "accepted"]
    drawn = {file.stem for file in (tmp_path / "codes").iterdir()}
    assert drawn == ({"000002"} if unique else {"000002", "000004"})


def test_codes_of_unique_numbers_are_drawn_together(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number whose code can't be drawn can be used by the next row."""
    long = "long " * 300
    rows = [(1, "a"), (2, long), (2, "b"), (2, "c"), (3, "a"), (1, "b"), (4, long), (4, long)]
    rows += [(place, "a") for place in range(10, 40)]
    jobs: list[int] = []
    draw = CodeDrawer.draw

    def counted(cards: CodeDrawer, todo: list[DrawJob]) -> list[DrawResult]:
        jobs.append(len(todo))
        return draw(cards, todo)

    monkeypatch.setattr(CodeDrawer, "draw", counted)
    lines = "\n".join(f"{number(key)},{text}" for key, text in rows)
    run = wa_link("batch", "-", "--text-column", "text", "--qr-dir", str(tmp_path / "codes"),
                       "--module-size", "100", "-q", "--unique",
                       stdin=f"phone,text\n{lines}\n".encode())  # fmt: skip
    found = [line.split(",")[4:6] for line in run.out.splitlines()[1:]]
    status = {
        "accepted": ["accepted", ""],
        "large": ["rejected", "qr_too_large"],
        "twice": ["rejected", "duplicate"],
    }
    wanted = ["accepted", "large", "accepted", "twice", "accepted", "twice", "large", "large"]
    assert found == [status[each] for each in wanted + ["accepted"] * 30]
    assert len([*(tmp_path / "codes").iterdir()]) == wanted.count("accepted") + 30
    assert len(jobs) <= 6
