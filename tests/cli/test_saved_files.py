"""A run says which files it saved, unless it is quiet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = "phone\n+447911123456\n12\n"
PRINT = "labels in.csv --stock 5160 -o l.pdf"


@pytest.mark.parametrize(
    ("line", "saved"),
    [
        pytest.param("batch in.csv -o a.csv", "Saved a.csv.", id="output"),
        pytest.param(
            "batch in.csv -o a.csv --rejects r.csv",
            "Saved a.csv, and 1 rejected row in r.csv.",
            id="output and rejects",
        ),
        pytest.param(
            "batch in.csv --rejects r.csv", "Saved 1 rejected row in r.csv.", id="only rejects"
        ),
        pytest.param(
            "batch in.csv -o ./in.csv",
            "Saved ./in.csv in place of the sheet that was read.",
            id="the sheet itself",
        ),
        pytest.param("batch in.csv", None, id="standard output"),
        pytest.param("batch in.csv -o a.csv -q", None, id="quiet"),
        pytest.param("batch in.csv -o a.csv --dry-run", None, id="dry run"),
        pytest.param("batch in.csv -o a.csv --summary json", None, id="summary in JSON"),
        pytest.param(f"{PRINT} --rejects r.csv", "Saved 1 rejected row in r.csv.", id="labels"),
        pytest.param(f"{PRINT} --rejects r.csv --dry-run", None, id="labels, dry run"),
    ],
)
def test_the_files_are_named(
    wa_link: Tool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    saved: str | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(SHEET)
    run = wa_link(*line.split())
    lines = [each for each in run.err.splitlines() if each.startswith("Saved")]
    assert [each for each in lines if "l.pdf" not in each] == ([saved] if saved else [])
