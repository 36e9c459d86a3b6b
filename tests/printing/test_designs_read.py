"""Two QR readers read the codes of every design, style and label stock on the printed page."""

from __future__ import annotations

from itertools import cycle, product
from typing import TYPE_CHECKING

import pytest

from tests.oracles.paper import by_zbar, by_zxing, printed
from tests.printing.drawn import ARABIC, DPI, ENGLISH, NUMBER, Drawn, draw, stock
from wa_link.errors import OptionError, RecordError
from wa_link.printing.cards.designs import list_designs
from wa_link.printing.stock_list import STOCKS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

STYLES = ("square", "rounded", "dots")
TEXTS = {"left to right": ENGLISH, "right to left": ARABIC}
# A label stock for each design.
DESIGNS = {
    "label": "L7163",
    "poster": "poster-a5",
    "table-tent": "table-tent-a4",
    "business-card": "business-card",
    "sticker": "sticker-50mm",
}
FIXED = ("poster-a4", "table-tent-a4", "business-card", "sticker-50mm")
LARGEST_REFUSED_MM = 42
each_style = pytest.mark.parametrize("style", STYLES)
each_direction = pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)


def check_read(drawn: Drawn, folder: Path) -> None:
    """Check that both QR readers find exactly the expected codes on the first page."""
    picture = printed(drawn.drawing, "pdf", folder, dpi=DPI)
    links = sorted(code.data for code in drawn.pages[0])
    assert links
    assert by_zxing(picture) == links
    assert set(by_zbar(picture, folder)) == set(links)


def test_every_design_is_read() -> None:
    assert set(DESIGNS) == set(list_designs())


@pytest.mark.long(daily=4)
@each_direction
@each_style
@pytest.mark.parametrize("design", DESIGNS)
def test_codes_of_every_design_and_style_are_read(
    design: str, style: str, texts: tuple[str, str], tmp_path: Path
) -> None:
    check_read(draw(DESIGNS[design], [texts], design=design, style=style), tmp_path)


@pytest.mark.long(daily=4)
@pytest.mark.parametrize(("name", "style"), [*zip(STOCKS, cycle(STYLES), strict=False)])
def test_codes_on_every_stock_are_read_or_refused(name: str, style: str, tmp_path: Path) -> None:
    """A label can be too small for a code; then an error is raised, and no bad code is drawn."""
    try:
        drawn = draw(name, [ENGLISH, ARABIC], style=style)
    except (OptionError, RecordError) as raised:
        refused = raised
    else:
        check_read(drawn, tmp_path)
        return
    assert min(stock(name).label) <= LARGEST_REFUSED_MM
    reasons = ("qr_too_dense", "caption_too_long")
    assert isinstance(refused, OptionError) or refused.reason in reasons


@pytest.mark.long(daily=3)
@pytest.mark.parametrize(
    ("design", "file_format", "texts", "style"),
    [
        pytest.param(*case, style, id=f"{case[0]}-{case[1]}-{style}")
        for case, style in zip(
            product(FIXED, ("png", "svg", "pdf"), TEXTS.values()), cycle(STYLES), strict=False
        )
    ],
)
def test_codes_of_a_design_in_a_file_of_its_own_are_read(
    design: str,
    file_format: str,
    texts: tuple[str, str],
    style: str,
    wa_link: Callable[..., Run],
    tmp_path: Path,
) -> None:
    title, caption = texts
    file = tmp_path / f"card.{file_format}"
    run = wa_link(
        "qr", NUMBER, "--text", "Is it still available?", "--design", design, "--style", style,
        "--title", title, "--caption", caption, "-o", str(file),
    )  # fmt: skip
    assert run.code == 0, run.err
    picture = printed(file.read_bytes(), file_format, tmp_path, dpi=DPI)
    url = "https://wa.me/966501234567?text=Is%20it%20still%20available%3F"
    assert set(by_zxing(picture)) == set(by_zbar(picture, tmp_path)) == {url}
    assert len(by_zxing(picture)) == (2 if design.startswith("table-tent") else 1)
