"""Three programs draw the SVGs of codes and cards, and two QR readers read each drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.oracles.paper import by_zbar, by_zxing
from tests.oracles.renderers import RENDERERS
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.qr.render.style_keywords import Styling

URL = "https://wa.me/966501234567?text=Is%20it%20still%20available%3F"
WIDTH = 900
CARDS: dict[str, Styling] = {
    "bare": {},
    "a card": {"title": "Oak dining table", "caption": "Solid wood\n€120"},
    "a card from right to left": {"title": "طاولة طعام", "caption": "خشب صلب", "layout": "side"},
    "colours": {"title": "Oak", "dark": "#075e54", "light": "#ffe"},
    "transparent": {"title": "Oak", "light": "transparent", "size": "40mm"},
    "a poster": {"title": "Oak dining table", "design": "poster-a5"},
    "a table tent": {"title": "طاولة", "design": "table-tent-a4"},
    "a business card": {"title": "Oak & Ash", "design": "business-card"},
    "a sticker": {"title": "Oak & Ash", "design": "sticker-50mm"},
}


def show(drawing: bytes, folder: Path, width: int = WIDTH) -> dict[str, Image.Image]:
    return {name: render(drawing, width, folder) for name, render in RENDERERS.items()}


@pytest.mark.long(daily=9, slice=12)
@pytest.mark.parametrize("with_logo", [False, True], ids=["", "logo"])
@pytest.mark.parametrize("style", ["square", "rounded", "dots"])
@pytest.mark.parametrize("card", CARDS)
def test_every_program_shows_a_readable_code(
    card: str, style: str, logo: Path, tmp_path: Path, *, with_logo: bool
) -> None:
    styling: Styling = {**CARDS[card], "style": style}
    if with_logo:
        styling["logo"] = logo
    code = QrCode.of(URL, error_correction="H" if with_logo else "M")
    drawing = code.draw("svg", **styling)
    pictures = show(drawing, tmp_path, 1600 if "design" in styling else WIDTH)
    for name, picture in pictures.items():
        assert set(by_zxing(picture)) == {URL}, name
        assert set(by_zbar(picture, tmp_path)) == {URL}, name
    # The drawings differ only at the edges of shapes, so no text or logo is missing.
    first, *others = (
        np.asarray(each.convert("L").resize((200, 200), Image.Resampling.BOX), dtype=float)
        for each in pictures.values()
    )
    for name, other in zip(list(pictures)[1:], others, strict=True):
        assert (np.abs(first - other) > 80).mean() < 0.005, name
        assert np.abs(first - other).mean() < 4, name
