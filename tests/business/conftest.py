"""Fixture of the tests of the Business Platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.business.fake_meta import FakeMeta

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def meta() -> Iterator[FakeMeta]:
    """Return a fake of Meta's server that runs during one test."""
    with FakeMeta() as server:
        yield server
