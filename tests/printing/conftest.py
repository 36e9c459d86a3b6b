"""Fixtures for tests of print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a picture with transparent corners."""
    picture = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, 299, 199), fill="navy")
    picture.save(file := tmp_path_factory.mktemp("logo") / "logo.png")
    return file
