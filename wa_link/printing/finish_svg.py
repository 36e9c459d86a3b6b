"""SVG for every program: Typst's own without `<use>`, `<symbol>`, links and SVG within `<image>`.

Qt 5 and Illustrator show neither `<use>` of a symbol nor a picture that is an SVG itself.
"""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_EMBEDDED = "data:image/svg+xml;base64,"
# All that is kept: no script, no style sheet, nothing that a program would fetch.
_SHAPES = (
    "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "defs",
    "clipPath", "linearGradient", "radialGradient", "pattern", "stop",
)  # fmt: skip
_KEPT = frozenset(_SVG + name for name in _SHAPES)
# A colour that is not opaque; SVG 1.1 has its opacity in another attribute.
_TRANSLUCENT = re.compile(r"(#[0-9a-fA-F]{6})([0-9a-fA-F]{2})")
_PAINTS = {"fill": "fill-opacity", "stroke": "stroke-opacity", "stop-color": "stop-opacity"}


def finish_svg(svg: bytes, title: str, width: str, height: str, mark: str = "") -> bytes:
    """Return an SVG of shapes and bitmaps alone; the same bytes for the same SVG.

    Args:
        svg: one page, as Typst draws it.
        title: of the drawing, for screen readers.
        width: of the drawing, such as `40mm`; a number alone is in pixels.
        height: the same.
        mark: a fingerprint, empty for none.
    """
    ET.register_namespace("", _SVG[1:-1])
    ET.register_namespace("xlink", _XLINK[1:-1])
    root = ET.fromstring(svg)  # noqa: S314  (our own child's; expat bounds what entities take)
    symbols = {element.get("id", ""): element for element in root.iter(f"{_SVG}symbol")}
    shapes = [shape for child in root for shape in _flat(child, symbols)]
    drawing = ET.Element(
        f"{_SVG}svg", {"viewBox": root.get("viewBox", ""), "width": width, "height": height}
    )
    if mark:  # before all texts, one of which may look like it
        ET.SubElement(drawing, f"{_SVG}metadata").text = f"wa-link {mark}"
    ET.SubElement(drawing, f"{_SVG}title").text = title
    for shape in shapes:
        shape.attrib.pop("clip-path", None)  # the page itself, which Qt 5 can't clip
        drawing.append(shape)
    return f"{ET.tostring(drawing, encoding='unicode')}\n".encode()


def _flat(element: ET.Element, symbols: Mapping[str, ET.Element]) -> Iterator[ET.Element]:
    """Yield what takes the place of an element."""
    if element.tag == f"{_SVG}use":
        yield from _copied(element, symbols)
        return
    href = _href(element)
    if element.tag == f"{_SVG}image" and href.startswith(_EMBEDDED):
        yield _inlined(element, href)
        return
    if element.tag not in _KEPT or (element.tag == f"{_SVG}image" and "data:image/" not in href):
        return
    kept = ET.Element(element.tag, _attributes(element.attrib))
    kept.extend(shape for child in element for shape in _flat(child, symbols))
    if href:
        kept.set("href", href)
        kept.set(f"{_XLINK}href", href)
    if element.tag not in (f"{_SVG}g", f"{_SVG}defs") or len(kept):
        yield kept


def _copied(use: ET.Element, symbols: Mapping[str, ET.Element]) -> Iterator[ET.Element]:
    """Yield the shapes of a symbol, such as a letter, where it is used."""
    own = _attributes(use.attrib)
    place = f"translate({own.pop('x', '0')} {own.pop('y', '0')})"
    own["transform"] = f"{own.get('transform', '')} {place}".strip()
    for shape in symbols.get(_href(use).removeprefix("#"), ()):
        for flat in _flat(shape, symbols):
            inner = flat.attrib.get("transform", "")
            flat.attrib.update({**own, "transform": f"{own['transform']} {inner}".strip()})
            yield flat


def _inlined(image: ET.Element, href: str) -> ET.Element:
    """Return the shapes of an SVG that is within an image."""
    inner = ET.fromstring(base64.b64decode(href.removeprefix(_EMBEDDED)))  # noqa: S314  (as above)
    box = inner.get("viewBox") or f"0 0 {inner.get('width')} {inner.get('height')}"
    left, top, width, height = map(float, box.replace(",", " ").split())
    across, down = float(image.get("width", 0)) / width, float(image.get("height", 0)) / height
    steps = [image.get("transform", ""), f"translate({image.get('x', '0')} {image.get('y', '0')})"]
    steps += [f"scale({across:.10g} {down:.10g})", f"translate({-left:g} {-top:g})"]
    group = ET.Element(f"{_SVG}g", {"transform": " ".join(filter(None, steps))})
    if rendering := inner.get("shape-rendering"):
        group.set("shape-rendering", rendering)
    group.extend(shape for child in inner for shape in _flat(child, {}))
    return group


def _href(element: ET.Element) -> str:
    return element.get("href") or element.get(f"{_XLINK}href") or ""


def _attributes(found: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that every program understands."""
    kept: dict[str, str] = {}
    for name, value in found.items():
        if name.startswith(("on", "{")) or name in ("href", "style", "class"):
            continue
        kept[name] = "none" if value == "transparent" else value
        if name in _PAINTS and (translucent := _TRANSLUCENT.fullmatch(value)):
            kept[name] = translucent[1]
            kept[_PAINTS[name]] = f"{int(translucent[2], 16) / 255:.3g}"
    return kept
