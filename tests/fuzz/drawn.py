"""Targets of what is drawn: captions, the pictures of logos, and fonts."""

from __future__ import annotations

import io
import math
import re
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.fuzz.invariants import Picks, check_message, hold, text_of
from wa_link.errors import OptionError, TextError
from wa_link.lettering import Face, faces, setting
from wa_link.qr.logo import Logo

if TYPE_CHECKING:
    from wa_link.lettering import Lettering

_BOXES = (5.0, 20.0, 63.0, 400.0)
_LARGEST, _LEAST = 10.0, 2.0
_LOGO_PIXELS = 600
_TOLERANCE = 1.001
# What is tried of a font.
_SAMPLE = "Aé ٠ب"
_CACHED = (Face.has, Face.extent, Face.outline)


def check_captions(data: bytes) -> None:
    """A caption fits its box, and has all its letters and digits; or it is refused."""
    picks = Picks(data)
    width, height = picks.one_of(_BOXES), picks.one_of(_BOXES)
    text = text_of(picks.body)
    try:
        found = setting.set_text(
            text, faces(), width=width, height=height, size=_LARGEST, least=_LEAST
        )
    except TextError as error:
        check_message(error.message)
        return
    for note in found.notes:
        check_message(note.message)
    _check_fits(found, width, height)
    set_ = "\n".join("".join(run.text for run in line.runs) for line in found.lines)
    if not found.notes:
        hold(_letters(set_) == _letters(text), "a caption has all its letters", text, set_)
    for line in found.lines:
        for run in line.runs:
            hold(all(glyph.code for glyph in run.glyphs), "a glyph is one of its font", run.text)


def _check_fits(found: Lettering, width: float, height: float) -> None:
    hold(_LEAST <= found.size <= _LARGEST, "a caption has a size in bounds", found.size)
    hold(found.height <= height * _TOLERANCE, "a caption is no higher than its box", found.height)
    for line in found.lines:
        text = "".join(run.text for run in line.runs)
        is_one = len([char for char in text if unicodedata.category(char)[0] not in "MCZ"]) <= 1
        fits = line.width * found.size <= width * _TOLERANCE
        hold(fits or is_one, "a line is no wider than its box", text, line.width * found.size)


def _letters(text: str) -> Counter[str]:
    composed = unicodedata.normalize(
        "NFC", re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]", "", text)
    )
    return Counter(char for char in composed if unicodedata.category(char)[0] in "LN")


def check_logos(data: bytes) -> None:
    """A picture is one that Pillow reads, of a logo's size; or it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logo"
        path.write_bytes(data)
        try:
            logo = Logo.of(path)
        except OptionError as error:
            check_message(str(error))
            return
    with Image.open(io.BytesIO(logo.picture)) as picture:
        picture.load()
        hold(max(picture.size) <= _LOGO_PIXELS, "a logo is small", picture.size)
        hold(picture.mode == "RGBA", "a logo has one mode", picture.mode)


def check_fonts(data: bytes) -> None:
    """A font sets a line and draws it; or it is refused."""
    try:
        face = Face(data, "f.ttf")
    except OptionError as error:
        check_message(str(error))
        return
    try:
        _check_face(face)
    finally:
        for cached in _CACHED:  # which would keep every font of a long run
            cached.cache_clear()


def _check_face(face: Face) -> None:
    hold(math.isfinite(face.ascent + face.descent), "a font has its height", face.ascent)
    for char in _SAMPLE:
        face.has(char)
    glyphs = [*face.shaped(_SAMPLE, is_rtl=False), *face.shaped(_SAMPLE, is_rtl=True)]
    for glyph in glyphs:
        hold(math.isfinite(glyph.advance), "a glyph has its width", glyph)
        face.extent(glyph.code)
        hold("nan" not in face.outline(glyph.code), "an outline is of numbers", glyph)
    try:
        setting.set_text("Aé ب", (face, *faces()), width=60, height=20, size=10, least=2)
    except TextError as error:
        check_message(error.message)
