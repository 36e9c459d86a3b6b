from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.own_defaults import Places, make_places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    return make_places(tmp_path, monkeypatch)
