"""Finish an SVG: replace `<use>`, `<symbol>` and nested SVG, so that every program shows it.

Some programs, such as Qt 5 and Illustrator, do not show `<use>`, or an `<image>` that contains an
SVG. The nested SVG of the QR code is replaced by its shapes. Any other nested SVG is replaced by a
bitmap, because it may contain styles, texts and scripts.
"""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from wa_link.qr.render.marker import MARKER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_EMBEDDED_SVG = "data:image/svg+xml;base64,"
# Elements that are kept. All others, such as scripts and style sheets, are removed.
_SHAPES = (
    "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "defs",
    "clipPath", "linearGradient", "radialGradient", "pattern", "stop",
)  # fmt: skip
_KEPT = frozenset(_SVG + name for name in _SHAPES)
# The address of a bitmap that is stored inside the SVG. Programs would download any other address.
_EMBEDDED_BITMAP = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
# A reference to another file. `url(#id)` is not one: it is a gradient or pattern in the same file.
_EXTERNAL_REFERENCE = re.compile(r"url\s*\(\s*[\"']?\s*[^#\"'\s]", re.IGNORECASE)
# A colour with its opacity, as in `#0f4c5c80`. SVG 1.1 needs the opacity in another attribute.
_TRANSLUCENT = re.compile(r"(#[0-9a-fA-F]{6})([0-9a-fA-F]{2})")
_PAINTS = {"fill": "fill-opacity", "stroke": "stroke-opacity", "stop-color": "stop-opacity"}


def finish_svg(
    svg: bytes,
    title: str,
    width: str,
    height: str,
    *,
    code: str = "",
    to_png: Callable[[bytes, float, float], bytes],
) -> bytes:
    """Return an SVG with only shapes and bitmaps. The same input gives the same bytes.

    Args:
        svg: one page from Typst.
        title: title of the drawing, for screen readers.
        width: width of the drawing, such as `40mm`; a number without a unit is in pixels.
        height: height of the drawing.
        code: the SVG of the QR code, exactly as it was given to Typst.
        to_png: function that draws any other nested SVG. Its arguments are the SVG, and the width
            and height in points; it returns a PNG.
    """
    ET.register_namespace("", _SVG[1:-1])
    ET.register_namespace("xlink", _XLINK[1:-1])
    root = ET.fromstring(svg)  # noqa: S314  (from our own process; expat limits entities)
    symbols = {element.get("id", ""): element for element in root.iter(f"{_SVG}symbol")}
    flattened = _Flattener(symbols, code.encode(), to_png)
    shapes = [shape for child in root for shape in flattened.shapes(child)]
    drawing = ET.Element(
        f"{_SVG}svg", {"viewBox": root.get("viewBox", ""), "width": width, "height": height}
    )
    ET.SubElement(drawing, f"{_SVG}metadata").text = MARKER
    ET.SubElement(drawing, f"{_SVG}title").text = title
    drawing.extend(shapes)
    return f"{ET.tostring(drawing, encoding='unicode')}\n".encode()


class _Flattener:
    """Replaces the elements of an SVG drawing by simpler elements that every program shows."""

    def __init__(
        self,
        symbols: Mapping[str, ET.Element],
        code: bytes,
        to_png: Callable[[bytes, float, float], bytes],
    ) -> None:
        """Store the data for the elements of one drawing.

        Args:
            symbols: the `<symbol>` elements of the drawing, by their ids.
            code: the SVG of the QR code, exactly as it was given to Typst.
            to_png: function that draws any other nested SVG as a PNG; see `finish_svg`.
        """
        self._symbols = symbols
        self._code = code
        self._to_png = to_png

    def shapes(self, element: ET.Element) -> Iterator[ET.Element]:
        """Yield the elements that replace `element`; nothing if it must be removed."""
        if element.tag == f"{_SVG}use":
            yield from self._copy_symbol(element)
            return
        href = _get_href(element)
        is_image = element.tag == f"{_SVG}image"
        if is_image and href.startswith(_EMBEDDED_SVG):
            picture = base64.b64decode(href.removeprefix(_EMBEDDED_SVG))
            if picture == self._code:
                yield self._inline_code(element)
                return
            size = float(element.get("width", 0)), float(element.get("height", 0))
            png = base64.b64encode(self._to_png(picture, *size))
            href = f"data:image/png;base64,{png.decode()}"
        if element.tag not in _KEPT or (is_image and not _EMBEDDED_BITMAP.fullmatch(href)):
            return
        kept = ET.Element(element.tag, _keep_attributes(element.attrib))
        kept.extend([shape for child in element for shape in self.shapes(child)])
        if href and (is_image or href.startswith("#")):
            kept.set("href", href)
            kept.set(f"{_XLINK}href", href)
        if element.tag not in (f"{_SVG}g", f"{_SVG}defs") or len(kept):
            yield kept

    def _copy_symbol(self, use: ET.Element) -> Iterator[ET.Element]:
        """Yield copies of the shapes of a symbol, such as a letter, at the place of a `<use>`."""
        own = _keep_attributes(use.attrib)
        place = f"translate({own.pop('x', '0')} {own.pop('y', '0')})"
        own["transform"] = f"{own.get('transform', '')} {place}".strip()
        for shape in self._symbols.get(_get_href(use).removeprefix("#"), ()):
            for flat in self.shapes(shape):
                inner = flat.attrib.get("transform", "")
                flat.attrib.update({**own, "transform": f"{own['transform']} {inner}".strip()})
                yield flat

    def _inline_code(self, image: ET.Element) -> ET.Element:
        """Return a group with the shapes of the QR code, at the place and size of its `<image>`."""
        inner = ET.fromstring(self._code)  # noqa: S314  (wa-link drew it)
        left, top, width, height = map(float, inner.get("viewBox", "").split())
        across, down = float(image.get("width", 0)) / width, float(image.get("height", 0)) / height
        place = f"translate({image.get('x', '0')} {image.get('y', '0')})"
        steps = [image.get("transform", ""), place, f"scale({across:.10g} {down:.10g})"]
        steps.append(f"translate({-left:g} {-top:g})")
        group = ET.Element(f"{_SVG}g", {"transform": " ".join(filter(None, steps))})
        if rendering := inner.get("shape-rendering"):
            group.set("shape-rendering", rendering)
        group.extend([shape for child in inner for shape in self.shapes(child)])
        return group


def _get_href(element: ET.Element) -> str:
    return element.get("href") or element.get(f"{_XLINK}href") or ""


def _keep_attributes(found: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element, except any that run code or refer to other files.

    A colour such as `#0f4c5c80` is split into `#0f4c5c` and an opacity, because every
    program reads these.
    """
    kept: dict[str, str] = {}
    for name, value in found.items():
        if name.startswith(("on", "{")) or name in ("href", "style", "class"):
            continue
        if _EXTERNAL_REFERENCE.search(value):
            continue
        kept[name] = "none" if value == "transparent" else value
        if name in _PAINTS and (translucent := _TRANSLUCENT.fullmatch(value)):
            kept[name] = translucent[1]
            kept[_PAINTS[name]] = f"{int(translucent[2], 16) / 255:.3g}"
    return kept
