from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from wa_link.lettering import Face


# In which each character is a square as wide as the size of the text, so that lines can be counted.
def font_of(characters: str) -> bytes:
    pen = TTGlyphPen(None)
    for place, step in enumerate(((0, 0), (0, 800), (800, 800), (800, 0))):
        (pen.lineTo if place else pen.moveTo)(step)
    pen.closePath()
    names = {ord(char): f"u{ord(char):04X}" for char in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def face_of(characters: str) -> Face:
    return Face(font_of(characters), "squares")
