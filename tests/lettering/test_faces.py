from __future__ import annotations

import os
import re
import sys
import unicodedata
from typing import TYPE_CHECKING

import pymupdf_fonts
import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from tests.lettering import font_of
from wa_link.errors import OptionError
from wa_link.lettering import PER_SIZE, Face, Glyph, faces

if TYPE_CHECKING:
    from pathlib import Path

FIRAGO = faces()[0]
BOLD = pymupdf_fonts.myfont("figbo")
SQUARES = font_of("ab")
SCRIPTS = {
    "latin": "Łódź œßğı", "greek": "Ελλάδα ώς", "cyrillic": "Київ ҐЁ", "arabic": "شقة پگچی",
    "hebrew": "דירה שָׁ", "thai": "ที่กำแพง", "devanagari": "क्षत्रिय हिंदी", "georgian": "ბინა ჯ",
}  # fmt: skip


def codes(glyphs: tuple[Glyph, ...]) -> list[int]:
    return [glyph.code for glyph in glyphs]


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_firago_is_always_there(text: str) -> None:
    assert [face.name for face in faces()] == ["FiraGO"]
    assert all(map(FIRAGO.has, text))
    is_rtl = unicodedata.bidirectional(text[0]) in ("R", "AL")
    assert 0 not in codes(FIRAGO.shaped(text, is_rtl=is_rtl))


@pytest.mark.parametrize(
    ("char", "is_there"),
    [
        ("é", True), ("ḗ", True), ("ṩ", True), ("\u0301", True), ("€", True), ("٥", True),
        ("\n", True), ("\x00", True), ("\u200c", True), ("\u200d", True), ("\u200e", True),
        ("\u2068", True), ("\ufe0e", True), ("\ufe0f", True), ("\u00a0", True), ("\u202f", True),
        ("日", False), ("가", False), ("℃", False), ("🏠", False), ("\ue000", False),
        ("\ufffd", False), ("\u0378", False), ("\u06dd", False),
    ],
    ids=ascii,
)  # fmt: skip
def test_what_it_has(char: str, is_there: bool) -> None:  # noqa: FBT001  (a row of the table)
    assert FIRAGO.has(char) is is_there


def test_a_composed_letter_needs_no_parts() -> None:
    face = Face(font_of("é"), "é")
    assert face.has("é")
    assert not face.has("e")


def test_what_it_has_is_never_shown_as_a_box() -> None:
    invisible_or_not = [
        char
        for char in map(chr, range(sys.maxunicode))
        if unicodedata.category(char) in ("Cf", "Zs") and FIRAGO.has(char)
    ]
    assert len(invisible_or_not) > 100
    assert [c for c in invisible_or_not if 0 in codes(FIRAGO.shaped(c, is_rtl=False))] == []


def test_a_font_that_is_given_comes_first(tmp_path: Path) -> None:
    (tmp_path / "bold.ttf").write_bytes(BOLD)
    for path in (tmp_path / "bold.ttf", str(tmp_path / "bold.ttf")):
        bold, last = faces(path)
        assert (bold.name, bold.data) == (str(path), BOLD)
        assert (last.name, last.data) == ("FiraGO", FIRAGO.data)
        assert bold.shaped("W", is_rtl=False) != last.shaped("W", is_rtl=False)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no font: give a .ttf or .otf file."),
        (b"Dear all,\nplease find the font attached.\n", "is no font"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "is no font"),
        (font_of(""), "is no font"),
        (SQUARES[:100], "is no font"),
        (SQUARES[:-1], "is no font"),
        (BOLD[: len(BOLD) // 2], "is no font"),
        (BOLD[:500_000], "is no font"),  # all but what joins letters and places marks
    ],
    ids=[
        "empty",
        "text",
        "picture",
        "no characters",
        "head",
        "one byte less",
        "half",
        "without its shaping",
    ],
)
def test_what_is_no_font(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "font.ttf").write_bytes(content)
    with pytest.raises(OptionError, match=rf'^"{re.escape(str(tmp_path))}.*" {message}'):
        faces(tmp_path / "font.ttf")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", 'folder" is no file: give'),
        ("/dev/null", '^"/dev/null" is no file'),
        ("missing.ttf", 'missing.ttf" cannot be read: No such file or directory.'),
        ("large.ttf", 'large.ttf" is larger than a .ttf or .otf file: 50 MB are the most.'),
        ("n" * 300, "cannot be read: File name too long."),
        ("nul\0.ttf", r'nul\\x00.ttf" cannot be read'),
    ],
    ids=["folder", "device", "missing", "large", "long name", "nul"],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "large.ttf").touch()
    os.truncate(tmp_path / "large.ttf", 50_000_001)
    with pytest.raises(OptionError, match=message):
        faces(tmp_path / name)


@given(st.integers(0, len(SQUARES) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_font_is_refused_or_drawn(place: int, damage: bytes) -> None:
    try:
        face = Face(SQUARES[:place] + damage + SQUARES[place + len(damage) :], "damaged")
    except OptionError:
        return
    for glyph in face.shaped("ab", is_rtl=False):
        assert isinstance(face.outline(glyph.code), str)


@pytest.mark.parametrize("module", ["uharfbuzz", "pymupdf_fonts"])
def test_a_library_that_is_missing_is_asked_for(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OptionError, match=r'not installed: pip install "wa-link\[print\]"'):
        faces.__wrapped__()


def test_arabic_letters_join() -> None:
    joined = codes(FIRAGO.shaped("شقة", is_rtl=True))
    isolated = [codes(FIRAGO.shaped(char, is_rtl=True))[0] for char in "ةقش"]
    assert len(joined) == 3
    assert not set(joined) & set(isolated)


def test_devanagari_letters_make_one_glyph() -> None:
    assert len(FIRAGO.shaped("क्ष", is_rtl=False)) < len("क्ष")
    assert codes(FIRAGO.shaped("कि", is_rtl=False))[1] == codes(FIRAGO.shaped("क", is_rtl=False))[0]


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_glyphs_know_what_they_stand_for(text: str) -> None:
    is_rtl = unicodedata.bidirectional(text[0]) in ("R", "AL")
    glyphs = FIRAGO.shaped(text, is_rtl=is_rtl)
    assert "".join(glyph.text for glyph in (reversed(glyphs) if is_rtl else glyphs)) == text
    assert glyphs[-1 if is_rtl else 0].text[0] == text[0]


@pytest.mark.parametrize("text", ["ที่", "แก้", "קָ", "x\u030c"], ids=ascii)
def test_marks_stand_on_their_letters(text: str) -> None:
    letters = sum(unicodedata.category(char) == "Lo" for char in text) or 1
    glyphs = FIRAGO.shaped(text, is_rtl=text[0] == "ק")
    assert len(glyphs) == len(text)
    assert sum(glyph.advance > 0 for glyph in glyphs) == letters
    assert all(glyph.dx or glyph.dy for glyph in glyphs if not glyph.advance)


def test_brackets_are_turned_where_text_runs_from_the_right() -> None:
    assert codes(FIRAGO.shaped("(", is_rtl=True)) == codes(FIRAGO.shaped(")", is_rtl=False))


@pytest.mark.parametrize("name", ["figo", "cascadia"])  # of 1,000 and of 2,048 units
@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_places_are_those_of_harfbuzz(text: str, name: str) -> None:
    data = pymupdf_fonts.myfont(name)
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    unit = font.face.upem / PER_SIZE
    glyphs = Face(data, name).shaped(text, is_rtl=buffer.direction == "rtl")
    assert codes(glyphs) == [info.codepoint for info in buffer.glyph_infos]
    for glyph, at in zip(glyphs, buffer.glyph_positions, strict=True):
        place = (at.x_offset / unit, at.y_offset / unit, at.x_advance / unit)
        assert glyph[1:4] == pytest.approx(place, abs=2)


@pytest.mark.parametrize("name", ["figo", "cascadia"])
def test_outlines_are_in_thousandths_upwards(name: str) -> None:
    face = Face(pymupdf_fonts.myfont(name), name)
    (letter,), (space,) = (face.shaped(char, is_rtl=False) for char in "H ")
    corners = re.findall(r"-?[\d.]+", face.outline(letter.code))
    assert face.outline(letter.code)[::-1][0] == "Z"
    assert 600 < max(map(float, corners)) < 800
    assert min(map(float, corners)) == 0
    assert face.outline(space.code) == ""
    assert 0.6 < face.ascent < 1.2
    assert 0.1 < face.descent < 0.5


def test_ascent_and_descent_are_those_of_the_font() -> None:
    face = Face(SQUARES, "squares")
    assert (face.ascent, face.descent) == (0.8, 0.2)
