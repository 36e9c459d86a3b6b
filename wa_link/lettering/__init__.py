"""Text in any script -> lines of shaped glyphs that fit a box: captions and headings."""

from wa_link.lettering.faces import PER_SIZE, Face, Glyph, faces
from wa_link.lettering.runs import Run
from wa_link.lettering.setting import Align, Lettering, Line, set_text

__all__ = ["PER_SIZE", "Align", "Face", "Glyph", "Lettering", "Line", "Run", "faces", "set_text"]
