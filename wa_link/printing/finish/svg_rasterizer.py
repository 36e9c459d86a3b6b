"""SvgRasterizer: SVG pictures of a person's own design as bitmaps, for SVG files of cards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, Loss
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wa_link.printing.typesetting.typesetter import Typesetter

_PPI = 600  # of a good printer
_MOST_PIXELS = 4_000  # of the longer side
_POINTS_PER_INCH = 72
# No file next to a person's own design has this name.
_NAME = "wa-link-picture.svg"


class SvgRasterizer:
    """Draws SVGs as PNGs by Typst, each once: cards of a run share their pictures."""

    def __init__(
        self, setter: Typesetter, files: Mapping[str, bytes], *, with_system: bool
    ) -> None:
        """Draw with a typesetting process.

        Args:
            setter: the typesetting process of the cards.
            files: files of the design, which pictures may refer to.
            with_system: whether texts in pictures may use fonts of the system, as cards may.
        """
        self._setter = setter
        self._files = files
        self._with_system = with_system
        self._drawn: dict[tuple[bytes, float, float], bytes] = {}

    def to_png(self, picture: bytes, width: float, height: float) -> bytes:
        """Return an SVG as a PNG with a transparent background.

        Args:
            picture: the SVG.
            width: width on the card, in points.
            height: height on the card, in points.

        Raises:
            OptionError: the picture can't be drawn, or takes too much memory or time.
        """
        key = (picture, width, height)
        if key not in self._drawn:
            self._drawn[key] = self._draw(picture, max(width, 1.0), max(height, 1.0))
        return self._drawn[key]

    def _draw(self, picture: bytes, width: float, height: float) -> bytes:
        # It needs its own name, because it may refer to other files relative to it.
        name = next((name for name, found in self._files.items() if found == picture), _NAME)
        page = f"width: {width:.6f}pt, height: {height:.6f}pt"
        main = (
            f"#set page({page}, margin: 0pt, fill: none)\n"
            f"#set text(font: {_typst_array(self._setter.families)})\n"
            f'#image({_typst_string(name)}, format: "svg", {page}, fit: "stretch")'
        )
        ppi = min(_PPI, _MOST_PIXELS * _POINTS_PER_INCH / max(width, height))
        try:
            files = {**self._files, name: picture, "main": main.encode()}
            self._setter.begin_draw(files, 1, "png", with_system=self._with_system, ppi=ppi)
            (png,) = self._setter.finish_draw()
        except (ChildLostError, OptionError) as error:
            if isinstance(error, ChildLostError) and error.loss is Loss.KILLED:
                raise
            subject = "An SVG picture" if name == _NAME else f"The picture {quote(name)}"
            raise OptionError(
                f"{subject} of the design can't be drawn as a bitmap, which SVG needs: save it as "
                "PNG, or draw PNG or PDF."
            ) from None
        return png


def _typst_array(texts: Iterable[str]) -> str:
    return f"({''.join(f'{_typst_string(text)}, ' for text in texts)})"


def _typst_string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
