"""Face: a font, whose glyphs HarfBuzz shapes.

The font that is always there is FiraGO, which has Latin, Greek, Cyrillic, Arabic, Hebrew, Thai,
Devanagari and Georgian.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import OptionError
from wa_link.extras import missing
from wa_link.files import read_whole
from wa_link.wording import shown

if TYPE_CHECKING:
    import os

# The unit of all that a face measures, as a share of the size in which text is set.
PER_SIZE = 1000
_LARGEST_FONT_BYTES = 50_000_000


class Glyph(NamedTuple):
    """A glyph of a face, and where it stands: offset and advance in thousandths of the size.

    Of several glyphs for the same characters, the first has them as its `text`.
    """

    code: int
    dx: float
    dy: float
    advance: float
    text: str


class Face:
    """A font: what it has, and how it is shaped.

    Attributes:
        data: the bytes of its file.
        name: for messages.
        ascent: above the base line, in sizes of the text.
        descent: below the base line, in sizes of the text.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """The face in a font's file.

        Raises:
            OptionError: it is no font, or what shapes it is not installed.
        """
        try:
            import uharfbuzz  # noqa: PLC0415  (an extra)
        except ImportError:
            raise missing("What sets captions") from None
        self.data, self.name = data, name
        face = uharfbuzz.Face(data)
        self._characters = frozenset(face.unicodes)
        if not self._characters or not _is_whole(data):
            raise OptionError(f"{shown(name, 200)} is no font: give a .ttf or .otf file.")
        self._font = uharfbuzz.Font(face)
        self._font.scale = (PER_SIZE, PER_SIZE)
        extents = self._font.get_font_extents("ltr")
        self.ascent = extents.ascender / PER_SIZE
        self.descent = -extents.descender / PER_SIZE

    @cache  # noqa: B019  (a face lives as long as the run)
    def has(self, char: str) -> bool:
        """Whether it can show a character: by a glyph, by those of its parts, or by none."""
        if ord(char) in self._characters or unicodedata.category(char) == "Cc":
            return True
        return all(glyph.code for glyph in self.shaped(char, is_rtl=False))

    def shaped(self, text: str, *, is_rtl: bool) -> tuple[Glyph, ...]:
        """The glyphs of a text of one direction, from left to right."""
        import uharfbuzz  # noqa: PLC0415  (as above)

        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if is_rtl else "ltr"
        uharfbuzz.shape(self._font, buffer)
        begins = sorted({info.cluster for info in buffer.glyph_infos})
        texts = {begin: text[begin:end] for begin, end in pairwise([*begins, len(text)])}
        return tuple(
            Glyph(
                info.codepoint, at.x_offset, at.y_offset, at.x_advance, texts.pop(info.cluster, "")
            )
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    @cache  # noqa: B019  (as above)
    def extent(self, code: int) -> tuple[float, float]:
        """How far a glyph reaches above the base line and below it, in thousandths of the size."""
        extents = self._font.get_glyph_extents(code)
        if extents is None:
            return 0, 0
        return extents.y_bearing, -(extents.y_bearing + extents.height)

    @cache  # noqa: B019  (as above)
    def outline(self, code: int) -> str:
        """A glyph's outline as a path of SVG: thousandths of the size, y upwards."""
        from fontTools.pens.svgPathPen import SVGPathPen  # noqa: PLC0415  (comes with fpdf2)

        pen = SVGPathPen(None)
        self.draw(code, pen)
        path: str = pen.getCommands()
        return path

    def draw(self, code: int, pen: object) -> None:
        """Draw a glyph with a pen of fontTools': thousandths of the size, y upwards."""
        self._font.draw_glyph_with_pen(code, pen)


@cache
def faces(path: str | os.PathLike[str] | None = None) -> tuple[Face, ...]:
    """The faces that captions are set in: that of a font's file, where one is given, then FiraGO.

    Raises:
        OptionError: the file is no font or cannot be read; or what sets captions is not installed.
    """
    try:
        import pymupdf_fonts  # noqa: PLC0415  (an extra; 2 MB are unpacked)
    except ImportError:
        raise missing("What sets captions") from None
    own = Face(pymupdf_fonts.myfont("figo"), "FiraGO")
    if path is None:
        return (own,)
    return Face(read_whole(path, "a .ttf or .otf file", _LARGEST_FONT_BYTES), str(path)), own


def _is_whole(data: bytes) -> bool:
    """Whether all the tables of a font are there, which HarfBuzz does not ask (OpenType, otff)."""
    begin = int.from_bytes(data[12:16]) if data.startswith(b"ttcf") else 0
    count = int.from_bytes(data[begin + 4 : begin + 6])
    entries = (data[begin + 12 + 16 * i :][8:16] for i in range(count))
    return all(
        int.from_bytes(entry[:4]) + int.from_bytes(entry[4:]) <= len(data) for entry in entries
    )
