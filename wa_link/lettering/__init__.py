"""Text in any script -> lines of shaped glyphs that fit a box: captions and headings."""

from wa_link.lettering.faces import Face, Glyph, faces
from wa_link.lettering.setting import Lettering, Line, Run, set_text

__all__ = ["Face", "Glyph", "Lettering", "Line", "Run", "faces", "set_text"]
