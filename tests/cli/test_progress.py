from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import click
import pytest

from wa_link.cli.messages import progress
from wa_link.cli.messages.report import Report, report_interruption

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


class Terminal(io.StringIO):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def sheet(tmp_path: Path) -> BinaryIO:
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"+447911123456\n" * 10_000)
    return path.open("rb")


@pytest.fixture
def pipe() -> BinaryIO:
    reader, writer = os.pipe()
    os.write(writer, b"+447911123456\n" * 2_000)
    os.close(writer)
    return os.fdopen(reader, "rb")


def report_of_one_row() -> Report:
    report = Report()
    report.tally.statuses["accepted"] = 1
    return report


def said(
    monkeypatch: pytest.MonkeyPatch, file: BinaryIO, *, patience: float, watched: bool = True
) -> str:
    """Return what a run that reads `file` prints on standard error."""
    stderr = Terminal() if watched else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "_SECONDS_WITHOUT_BAR", patience)
    with file:
        parts = [report_of_one_row() for _ in file]
        assert list(progress.with_progress(iter(parts), file)) == parts
    return stderr.getvalue()


@pytest.mark.parametrize(
    ("rows", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_000, "1,000 rows")]
)
def test_an_interruption_counts_the_rows(
    capsys: pytest.CaptureFixture[str], rows: int, words: str
) -> None:
    report = Report()
    report.tally.statuses["accepted"] = rows
    with pytest.raises(click.Abort), report_interruption(report, "nothing is written."):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == f"Interrupted after {words}: nothing is written.\n"


def test_long_work_on_a_file_shows_a_bar(monkeypatch: pytest.MonkeyPatch, sheet: BinaryIO) -> None:
    assert "[####" in said(monkeypatch, sheet, patience=0)


def test_long_work_on_a_pipe_counts_rows(monkeypatch: pytest.MonkeyPatch, pipe: BinaryIO) -> None:
    shown = said(monkeypatch, pipe, patience=0)
    assert shown.endswith("\r2,000 rows\n")
    assert "%" not in shown


@pytest.mark.parametrize(
    ("patience", "watched"), [(60, True), (0, False)], ids=["short work", "no terminal"]
)
def test_nothing_is_shown(
    monkeypatch: pytest.MonkeyPatch,
    sheet: BinaryIO,
    patience: float,
    watched: bool,  # noqa: FBT001  (a parameter of the table)
) -> None:
    assert said(monkeypatch, sheet, patience=patience, watched=watched) == ""


@pytest.mark.parametrize(("patience", "shown"), [(0, True), (60, False)])
def test_steps_are_counted_when_they_take_long(
    monkeypatch: pytest.MonkeyPatch, patience: float, *, shown: bool
) -> None:
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "_SECONDS_WITHOUT_BAR", patience)
    assert list(progress.with_steps(iter([21, 21, 8]), 50, "Reading back")) == [21, 21, 8]
    assert ("Reading back" in stderr.getvalue()) is shown
    assert ("100%" in stderr.getvalue()) is shown


def test_steps_are_not_counted_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stderr := io.StringIO())
    monkeypatch.setattr(progress, "_SECONDS_WITHOUT_BAR", 0)
    assert list(progress.with_steps(iter([21, 8]), 29, "Reading back")) == [21, 8]
    assert stderr.getvalue() == ""
