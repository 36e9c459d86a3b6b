"""SVG pictures in a user's own design look the same in SVG output and in PNG output."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.oracles.paper import by_zxing, printed
from wa_link._support.child import ChildLostError, Loss
from wa_link.errors import OptionError
from wa_link.printing.typesetting.typesetter import Typesetter
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://wa.me/966501234567"
CODE = QrCode.of(URL)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_GRADIENT = (
    ' viewBox="0 0 10 10"><linearGradient id="a"><stop stop-color="{colour}"/><stop offset="1" '
    'stop-color="black"/></linearGradient><rect width="10" height="10" fill="url(#a)"/>'
)
PICTURES = {
    "plain shapes": ' viewBox="0 0 10 10"><path d="M0 0h5v10h-5z" fill="red"/>',
    "a style attribute": ' viewBox="0 0 10 10"><rect width="9" height="9" style="fill:#f00"/>',
    "classes": ' viewBox="0 0 9 9"><style>.a{fill:#0a0}</style><circle class="a" r="9"/>',
    "use of a path": ' viewBox="0 0 9 9"><defs><path id="p" d="M0 0h4v4h-4z"/></defs>'
    '<use href="#p" x="4"/><use xlink:href="#p" y="4"/>',
    "sizes in px": ' width="64px" height="64px"><rect width="40" height="40" fill="navy"/>',
    "sizes in mm": ' width="20mm" height="10mm"><rect width="10mm" height="5mm" fill="navy"/>',
    "no sizes": '><rect width="40" height="40" fill="navy"/>',
    "paint of the root": ' viewBox="0 0 9 9" fill="none" stroke="red" stroke-width="2">'
    '<path d="M2 2l5 5"/>',
    "the current colour": ' viewBox="0 0 9 9" color="red"><rect width="5" height="5" '
    'fill="currentColor"/>',
    "more than its box": ' viewBox="0 0 9 9"><circle r="30" fill="teal"/>',
    "letter-boxed": ' viewBox="0 0 9 9" width="90" height="30"><circle r="9" fill="teal"/>',
    "a mask": ' viewBox="0 0 9 9"><mask id="m"><circle r="5" fill="white"/></mask>'
    '<rect width="9" height="9" fill="red" mask="url(#m)"/>',
    "a filter": ' viewBox="0 0 9 9"><filter id="f"><feFlood flood-color="red"/></filter>'
    '<rect width="9" height="9" filter="url(#f)"/>',
    "a text": ' viewBox="0 0 60 20"><text x="2" y="15" font-size="16">Oak</text>',
    "a picture in it": ' viewBox="0 0 9 9"><image href="dots.png" width="9" height="9"/>',
    "a script": ' viewBox="0 0 9 9" onload="alert(1)"><script>alert(1)</script>'
    '<rect width="5" height="5" fill="red" onclick="alert(1)"/>',
    "transparent parts": ' viewBox="0 0 9 9" opacity="0.5"><rect width="5" height="5"/>',
}


def own_design(folder: Path, *pictures: str, sides: str = "width: 20mm") -> str:
    """Write SVG pictures, and a design that draws them and a code; return the design's path."""
    Image.new("RGB", (4, 4), "orange").save(folder / "dots.png")
    for number, picture in enumerate(pictures):
        (folder / f"{number}.svg").write_text(f"{_SVG}{picture}</svg>", "utf-8")
    images = ", ".join(
        f'image("{number}.svg", {sides}, alt: "x")' for number in range(len(pictures))
    )
    (own := folder / "mine.typ").write_text(
        f'// "dots.png"\n#import "card.typ": *\n#let design(card, width, height) = {{\n'
        f"  place(code(card, 40mm))\n  place(dx: 45mm, dy: 3mm, stack({images}))\n}}"
    )
    return str(own)


def drawings(design: str) -> dict[str, bytes]:
    return {
        each: CODE.draw(each, design=design, title="Oak", layout="side", size="40mm", dpi=300)
        for each in ("png", "svg")
    }


def check_alike(found: dict[str, bytes], folder: Path) -> None:
    """Check that librsvg draws the SVG like the PNG, with differences only at edges of shapes."""
    one, other = (printed(found[each], each, folder, dpi=300) for each in ("png", "svg"))
    small = [
        np.asarray(each.resize((160, 80), Image.Resampling.BOX), dtype=float)
        for each in (one, other)
    ]
    difference = np.abs(small[0] - small[1])[:, 84:]
    assert (difference > 100).mean() < 0.002
    assert difference.mean() < 1.5
    assert small[0][:, 84:].min() < 230  # the pictures are not empty
    assert by_zxing(other) == [URL]


@pytest.mark.long(daily=6)
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_looks_the_same_in_svg_and_png(picture: str, tmp_path: Path) -> None:
    found = drawings(own_design(tmp_path, picture))
    check_alike(found, tmp_path)
    root = ET.fromstring(found["svg"])  # noqa: S314  (wa-link drew it)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "metadata", "path", "rect", "g", "image"}
    for said in (b"script", b"alert", b"onclick", b"onload", b"dots.png"):
        assert said not in found["svg"]


@pytest.mark.parametrize(
    "sides",
    ["width: 0.1mm, height: 20mm", "width: 30mm, height: 5mm", 'fit: "stretch", width: 9mm'],
    ids=["very narrow", "cropped", "stretched"],
)
def test_a_picture_of_any_shape(sides: str, tmp_path: Path) -> None:
    check_alike(drawings(own_design(tmp_path, PICTURES["classes"], sides=sides)), tmp_path)


def test_two_pictures_with_the_same_ids_keep_their_own_gradients(tmp_path: Path) -> None:
    two = [_GRADIENT.format(colour=colour) for colour in ("red", "lime")]
    found = drawings(own_design(tmp_path, *two, sides="width: 15mm"))
    check_alike(found, tmp_path)
    colours = printed(found["svg"], "svg", tmp_path, dpi=300).crop((532, 36, 560, 400)).getcolors()
    shades = [colour for _, colour in colours or []]
    assert any(red > 200 and green < 30 for red, green, _ in shades)  # type: ignore[misc]  # an RGB picture
    assert any(green > 200 and red < 30 for red, green, _ in shades)  # type: ignore[misc]  # an RGB picture


def test_the_code_stays_a_shape(tmp_path: Path) -> None:
    drawing = CODE.draw("svg", design=own_design(tmp_path, PICTURES["classes"]), title="Oak")
    assert drawing.count(b"<image") == 1
    assert b"M4 4h7v7h-7z" in drawing


@pytest.mark.parametrize("loss", [Loss.MEMORY, Loss.TIME, Loss.BROKEN], ids=lambda loss: loss.name)
def test_a_picture_that_takes_too_much_is_refused(
    loss: Loss, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Typesetter.begin_draw

    def begin(setter: Typesetter, files: dict[str, bytes], *more: object, **also: object) -> None:
        if b'image("0.svg"' in files["main"]:
            raise ChildLostError(loss, "no")
        whole(setter, files, *more, **also)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(Typesetter, "begin_draw", begin)
    with pytest.raises(OptionError, match=r'The picture "0.svg" of the design can\'t be drawn'):
        CODE.draw("svg", design=own_design(tmp_path, PICTURES["classes"]), title="Oak")


def test_a_foreign_address_is_refused(tmp_path: Path) -> None:
    picture = ' viewBox="0 0 9 9"><image href="https://example.com/a.png" width="9" height="9"/>'
    with pytest.raises(OptionError, match="URLs are not allowed"):
        CODE.draw("svg", design=own_design(tmp_path, picture), title="Oak")
