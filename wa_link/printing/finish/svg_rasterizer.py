"""SvgRasterizer: draw the SVG pictures in a user's own design as bitmaps.

`finish_svg` needs these bitmaps, because some programs do not show an SVG inside an SVG.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, Loss
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wa_link.printing.typesetting.typesetter import Typesetter

_PPI = 600  # pixels per inch, the resolution of a good printer
_MAX_PIXELS = 4_000  # along the longer side of a picture
_POINTS_PER_INCH = 72
# A name that no file next to a user's own design is likely to have.
_NAME = "wa-link-picture.svg"


class SvgRasterizer:
    """Draws SVG pictures as PNGs with Typst. Each picture is drawn once and then kept for reuse."""

    def __init__(
        self, typesetter: Typesetter, files: Mapping[str, bytes], *, with_system: bool
    ) -> None:
        """Store the Typesetter and the files that are needed to draw pictures.

        Args:
            typesetter: the child process that runs Typst.
            files: files of the design by name. A picture can refer to these files.
            with_system: whether texts in pictures can use the fonts of the operating system.
        """
        self._typesetter = typesetter
        self._files = files
        self._with_system = with_system
        self._drawn: dict[tuple[bytes, float, float], bytes] = {}

    def to_png(self, picture: bytes, width: float, height: float) -> bytes:
        """Return an SVG as a PNG with a transparent background.

        Args:
            picture: content of the SVG file.
            width: width of the picture on the card, in points.
            height: height of the picture on the card, in points.

        Raises:
            OptionError: the picture can't be drawn, or takes too much memory or time.
        """
        key = (picture, width, height)
        if key not in self._drawn:
            self._drawn[key] = self._draw(picture, max(width, 1.0), max(height, 1.0))
        return self._drawn[key]

    def _draw(self, picture: bytes, width: float, height: float) -> bytes:
        # A picture keeps its file name, because it may refer to other files by a relative path.
        name = next((name for name, found in self._files.items() if found == picture), _NAME)
        page = f"width: {width:.6f}pt, height: {height:.6f}pt"
        main = (
            f"#set page({page}, margin: 0pt, fill: none)\n"
            f"#set text(font: {_typst_array(self._typesetter.families)})\n"
            f'#image({_typst_string(name)}, format: "svg", {page}, fit: "stretch")'
        )
        ppi = min(_PPI, _MAX_PIXELS * _POINTS_PER_INCH / max(width, height))
        try:
            files = {**self._files, name: picture, "main": main.encode()}
            self._typesetter.begin_draw(files, 1, "png", with_system=self._with_system, ppi=ppi)
            (png,) = self._typesetter.finish_draw()
        except (ChildLostError, OptionError) as error:
            if isinstance(error, ChildLostError) and error.loss is Loss.KILLED:
                raise
            subject = "An SVG picture" if name == _NAME else f"The picture {quote(name)}"
            raise OptionError(
                f"{subject} of the design can't be drawn as a bitmap, which SVG output needs: save "
                "the picture as PNG, or write PNG or PDF instead of SVG."
            ) from None
        return png


def _typst_array(texts: Iterable[str]) -> str:
    return f"({''.join(f'{_typst_string(text)}, ' for text in texts)})"


def _typst_string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
