"""The pictures in `examples/` are the same as the commands draw today."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.oracles.paper import by_zxing
from tests.printing.pictures import EXAMPLES, PICTURES, draw

# The saved pictures have fewer colours, and processors round differently.
_MEAN, _FAR, _SHARE = 1.5, 60, 0.002


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_its_command_draws(name: str) -> None:
    kept, drawn = Image.open(EXAMPLES / name).convert("RGB"), draw(name)
    assert kept.size == drawn.size
    difference = ImageChops.difference(kept, drawn).convert("L")
    assert ImageStat.Stat(difference).mean[0] < _MEAN
    far = sum(difference.histogram()[_FAR:])
    assert far < _SHARE * kept.width * kept.height
    assert (EXAMPLES / name).stat().st_size < 200_000


@pytest.mark.parametrize("name", ["poster.png", "card.png"])
def test_the_codes_in_a_picture_are_read(name: str) -> None:
    assert (
        by_zxing(Image.open(EXAMPLES / name).convert("RGB")) == ["https://wa.me/966501234567"] * 2
    )
