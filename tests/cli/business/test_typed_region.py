"""Commands that write to people read no region from a variable: a forgotten one decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = (
    "send-sheet contacts.csv --template spring_offer --language en_US --opt-in-column news "
    "--ledger l.jsonl --max 9 --yes"
)


@pytest.mark.parametrize("line", ["send 07911123456 -t Hi", SHEET])
def test_a_number_without_plus_needs_a_typed_region(
    business: Tool, meta: FakeMeta, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str
) -> None:
    (tmp_path / "contacts.csv").write_text("phone,news\n07911 123456,yes\n")
    monkeypatch.setenv("WA_LINK_REGION", "GB")
    run = business(*line.split())
    assert (run.code, run.out, meta.requests) == (3, "", [])
    assert "give its region, as in --region GB" in run.err
    assert business(*line.split(), "-r", "GB").code == 0
    assert meta.count("sent") == 1
