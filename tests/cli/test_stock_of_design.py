"""`labels --design poster-a4` prints on that page, if no other labels were typed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from wa_link.qr.lengths import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.own_defaults import Places
    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.mark.parametrize(
    ("own", "typed", "size"),
    [
        pytest.param('stock = "L7160"', "--design poster-a5", (148, 210), id="poster"),
        pytest.param('stock = "L7160"', "--design Poster-Letter", (216, 279), id="capitals"),
        pytest.param('page = "a6"\ngrid = "1x1"\nlabel = "9x9cm"', "--design poster-a5",
                     (148, 210), id="described labels"),
        pytest.param("", "--design poster-a5", (148, 210), id="no stock"),
        pytest.param("", "--design business-card-us", (216, 279), id="cards"),
        pytest.param('design = "poster-a5"', "", (148, 210), id="default design"),
        pytest.param('stock = "5371"', "--design business-card", (216, 279), id="stock of cards"),
        pytest.param('stock = "DK-22205"', "--design label", (62, 40), id="label"),
        pytest.param('stock = "DK-22205"\ndesign = "poster-a5"', "", (62, 40), id="both defaults"),
        pytest.param('design = "poster-a5"', "--stock DK-22205", (62, 40), id="typed stock"),
        pytest.param("", "--stock poster-a4 --design poster-a5", (210, 297), id="both typed"),
    ],
)  # fmt: skip
def test_a_design_can_choose_the_page(
    wa_link: Tool, places: Places, own: str, typed: str, size: tuple[int, int]
) -> None:
    places.own_file.write_text(own)
    (places.folder / "s.csv").write_text("phone\n+447911123456\n")
    run = wa_link("labels", "s.csv", "-o", "-", "-q", *typed.split())
    assert (run.code, run.err) == (0, "")
    with pikepdf.open(io.BytesIO(run.raw)) as document:
        box = document.pages[0].MediaBox
    assert [round(float(at) / 72 * MM_PER_INCH) for at in box] == [0, 0, *size]


def test_a_design_of_any_size_needs_labels(wa_link: Tool, places: Places) -> None:
    (places.folder / "s.csv").write_text("phone\n+447911123456\n")
    run = wa_link("labels", "s.csv", "-o", "x.pdf", "--design", "label")
    assert (run.code, run.out) == (2, "")
    assert "No label stock is given" in run.err
