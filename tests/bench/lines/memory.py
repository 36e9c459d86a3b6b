"""Peak memory of a batch, of one run, because runs hardly differ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.bench.lines.batch import ONE_PROCESS, command
from tests.bench.processes import Cost, measure_cost
from tests.bench.table import Result, format_duration

if TYPE_CHECKING:
    from tests.bench.setting import Setting


def growth(setting: Setting) -> Result:
    """Compare many rows with few."""
    many, few = (_cost(setting, rows).peak for rows in (setting.memory_rows, setting.few_rows))
    size = f"{setting.memory_rows:,} rows vs {setting.few_rows:,}"
    return Result(many / few, f"{many / few:.2f} times", size)


def peak(setting: Setting) -> Result:
    """Measure many rows."""
    return _megabytes(_cost(setting, setting.memory_rows), setting)


def peak_of_largest(setting: Setting) -> Result:
    """Measure many rows with the default number of processes, which share some of their memory."""
    sheet = setting.contacts(setting.memory_rows)
    return _megabytes(measure_cost(command(sheet, setting.folder / "ours.csv")), setting)


@cache
def _cost(setting: Setting, rows: int) -> Cost:
    return measure_cost(command(setting.contacts(rows), setting.folder / "ours.csv", *ONE_PROCESS))


def _megabytes(run: Cost, setting: Setting) -> Result:
    size = f"{setting.memory_rows:,} rows"
    return Result(run.peak, f"{run.peak:.1f} MB", size, ours=format_duration(run.seconds))
