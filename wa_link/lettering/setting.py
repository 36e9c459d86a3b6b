"""Text, wrapped and scaled into a box: each line a row of runs, each run shaped in one face."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import Note, NoteCode, Reason, TextError, shown
from wa_link.lettering.directions import in_order, is_from_right
from wa_link.lettering.emoji import without_emoji
from wa_link.lettering.faces import PER_SIZE, Face, Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 1_000
"""Characters that are set, at most."""
_LEADING = 1.25  # from one line to the next, in sizes
_SMALLER = 0.94
_TOLERANCE = 1.0001
# Spaces at which lines end, so not those that are made for the opposite.
_SPACES = re.compile(r"[^\S\n\u00a0\u2007\u202f]+")
# The scripts that are written without spaces, and whose lines end anywhere.
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef\U00020000-\U0003ffff"
# What stays on one line: a sign of these, a word, or a part of one up to its hyphen; and a space.
_PIECES = re.compile(f"(?:[{_CJK}]|[^ {_CJK}-]*-+|[^ {_CJK}-]+) ?| ")


class Align(StrEnum):
    """Where lines stand in their box: in its middle, or where reading begins."""

    CENTRE = "centre"
    START = "start"


class Run(NamedTuple):
    """Characters of one direction in one face, in the order in which they are read."""

    text: str
    face: Face
    is_rtl: bool
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """In sizes."""
        return sum(glyph.advance for glyph in self.glyphs) / PER_SIZE


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    Attributes:
        runs: from left to right.
        is_rtl: whether its paragraph runs from right to left.
    """

    runs: tuple[Run, ...]
    is_rtl: bool

    @property
    def width(self) -> float:
        """In sizes."""
        return sum(run.width for run in self.runs)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Text that is set.

    Attributes:
        lines: from the top.
        size: of the text, in the unit of the box it was set for.
        width: of that box.
        align: where its lines stand in the box.
        notes: what was left out.
    """

    lines: tuple[Line, ...]
    size: float
    width: float
    align: Align = Align.CENTRE
    notes: tuple[Note, ...] = ()

    @property
    def height(self) -> float:
        """Of all lines, in the unit of the box."""
        return len(self.lines) * _LEADING * self.size

    def scaled(self, factor: float) -> Lettering:
        """The same in another unit, of which the one it has is `factor`."""
        return replace(self, size=self.size * factor, width=self.width * factor)

    def left(self, number: int) -> float:
        """From the left of the box to that of a line, counted from 0, in the unit of the box."""
        line = self.lines[number]
        free = self.width - line.width * self.size
        if self.align is Align.CENTRE:
            return free / 2
        return free if line.is_rtl else 0.0

    def baseline(self, number: int) -> float:
        """From the top to the base line of a line, counted from 0, in the unit of the box."""
        runs = self.lines[number].runs
        ascent = max((run.face.ascent for run in runs), default=1.0)
        descent = max((run.face.descent for run in runs), default=0.0)
        return (number * _LEADING + (_LEADING + ascent - descent) / 2) * self.size


def set_text(
    text: str,
    available: Sequence[Face],
    *,
    width: float,
    height: float,
    size: float,
    least: float,
    align: Align = Align.CENTRE,
) -> Lettering:
    """A text in the largest size at which it fits a box; no lines where nothing is left of it.

    Args:
        text: with LF for line breaks.
        available: the first that has a character is taken for it.
        width: of the box, in any unit.
        height: of the box, in the same unit.
        size: the largest of the text, in the same unit.
        least: the smallest; a word that is too long even then is broken.
        align: where its lines stand in the box.

    Raises:
        TextError: `missing_glyph`, for a character that no face has; `caption_too_long`, for a text
            that does not fit at the smallest size.
    """
    if len(text) > LONGEST:
        raise TextError(
            Reason.CAPTION_TOO_LONG,
            f"The caption has {len(text):,} characters: {LONGEST:,} are the most.",
        )
    plain = _plain(text)
    kept = _plain(without_emoji(plain, lambda char: _face_of(char, available) is not None))
    note = Note(NoteCode.EMOJI_LEFT_OUT, "Emoji are left out of the caption: no font has them.")
    _check_glyphs(kept, available)
    paragraphs = [_Paragraph(each, available) for each in kept.split("\n")] if kept else []
    for smaller in _sizes(size, least):
        box = width / smaller * _TOLERANCE
        broken = [
            (line, paragraph.is_rtl)
            for paragraph in paragraphs
            for line in paragraph.lines(box, breaks_words=smaller == least)
        ]
        is_narrow = smaller == least or all(paragraph.widest <= box for paragraph in paragraphs)
        if is_narrow and len(broken) * _LEADING * smaller <= height * _TOLERANCE:
            lines = (Line(_runs(line, available, is_rtl=is_rtl), is_rtl) for line, is_rtl in broken)
            notes = () if kept == plain else (note,)
            return Lettering(tuple(lines), smaller, width, align, notes)
    raise TextError(Reason.CAPTION_TOO_LONG, f"The caption {shown(text)} does not fit: shorten it.")


def _plain(text: str) -> str:
    """The text composed, with spaces of one kind, and without what controls nothing here."""
    composed = unicodedata.normalize("NFC", re.sub("\r\n|[\r\u2028\u2029]", "\n", text))
    spaced = re.sub(" ?\n ?", "\n", _SPACES.sub(" ", composed)).strip(" \n")
    return "".join(char for char in spaced if char == "\n" or unicodedata.category(char) != "Cc")


def _check_glyphs(text: str, available: Sequence[Face]) -> None:
    for char in text:
        if char != "\n" and _face_of(char, available) is None:
            name = unicodedata.name(char, "without a name").lower()
            raise TextError(
                Reason.MISSING_GLYPH,
                f"No font has {shown(char)} (U+{ord(char):04X}, {name}): leave it out of the "
                "caption, or give a font that has it with --font FILE.",
            )


def _face_of(char: str, available: Sequence[Face]) -> Face | None:
    return next((face for face in available if face.has(char)), None)


def _sizes(size: float, least: float) -> Iterator[float]:
    """From the largest to the smallest."""
    while size > least:
        yield size
        size *= _SMALLER
    yield least


class _Paragraph:
    """A paragraph, its words measured; all widths in sizes."""

    def __init__(self, text: str, available: Sequence[Face]) -> None:
        self._available = available
        self.is_rtl = is_from_right(text)
        self._space = self._measure(" ")
        self._pieces = [(each, self._measure(each.rstrip(" "))) for each in _PIECES.findall(text)]
        self.widest = max((width for _, width in self._pieces), default=0.0)

    def lines(self, box: float, *, breaks_words: bool) -> Iterator[str]:
        """Its lines: what is wider than the box is broken, or has a line of its own."""
        line, used = "", 0.0
        for text, width in self._in_parts(box) if breaks_words else self._pieces:
            if line and used + width > box:
                yield line.rstrip(" ")
                line, used = "", 0.0
            line += text
            used += width + (self._space if text.endswith(" ") else 0)
        yield line.rstrip(" ")

    def _in_parts(self, box: float) -> Iterator[tuple[str, float]]:
        """Words, in parts where they are wider than the box; no mark without its letter."""
        for text, width in self._pieces:
            if width <= box:
                yield text, width
                continue
            part = ""
            for char in text:
                is_mark = unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
                if part and not is_mark and self._measure(part + char) > box:
                    yield part, self._measure(part)
                    part = ""
                part += char
            yield part, self._measure(part.rstrip(" "))

    def _measure(self, text: str) -> float:
        return sum(run.width for run in _runs(text, self._available, is_rtl=self.is_rtl))


def _runs(line: str, available: Sequence[Face], *, is_rtl: bool) -> tuple[Run, ...]:
    return tuple(
        Run(part, face, rtl, face.shaped(part, is_rtl=rtl))
        for fragment, rtl in in_order(line, is_rtl=is_rtl)
        for part, face in _by_face(fragment, available, is_rtl=rtl)
    )


def _by_face(fragment: str, available: Sequence[Face], *, is_rtl: bool) -> list[tuple[str, Face]]:
    """The parts of a fragment that one face has, from left to right."""
    parts: list[tuple[str, Face]] = []
    for char in fragment:
        last = parts[-1][1] if parts else None
        # A space, a mark or a joiner stays with what it stands behind.
        stays = char == " " or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
        face = last if last and stays and last.has(char) else _face_of(char, available)
        assert face is not None  # noqa: S101  (all have been looked up)
        if face is last:
            parts[-1] = (parts[-1][0] + char, face)
        else:
            parts.append((char, face))
    return parts[::-1] if is_rtl else parts
