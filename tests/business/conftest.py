"""Fixtures of the tests of the Business Platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.business.fake_meta import FakeMeta
from tests.business.sync_shop import Shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def meta() -> Iterator[FakeMeta]:
    """Return a fake of Meta's server that runs during one test."""
    with FakeMeta() as server:
        yield server


@pytest.fixture
def shop(meta: FakeMeta, tmp_path: Path) -> Shop:
    """Return a shop whose short links are on the fake server."""
    return Shop(meta, tmp_path)
