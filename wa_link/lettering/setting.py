"""Text, wrapped and scaled into a box: each line a row of runs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import Note, NoteCode, Reason, TextError
from wa_link.lettering.directions import in_one_piece, is_from_right, levels
from wa_link.lettering.emoji import without_emoji
from wa_link.lettering.runs import Run, clusters, face_of, runs_of
from wa_link.mojibake import caution
from wa_link.ways_out import option
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.lettering.faces import Face

LONGEST = 500
"""Characters that are set, at most."""
_LEADING = 1.25  # from one line to the next, in sizes
_SMALLER = 0.94
_TOLERANCE = 1.0001
# Spaces at which lines end, so not those that are made for the opposite.
_SPACES = re.compile(r"[^\S\n\u00a0\u2007\u202f]+")
# Scripts that are written without spaces: of these, lines end anywhere,
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef\U00020000-\U0003ffff"
# and of these (Thai, Lao, Burmese, Khmer) behind a word, which takes a dictionary to find.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_BREAKS_UNSPACED = 0.6  # of the largest size: from there, a broken word is the lesser evil
# What stays on one line: a sign of the former, a word, or a part of one up to its hyphen; and what
# parts it from the next, a space or a place where a word may end.
_PIECES = re.compile(
    f"(?:[{_CJK}][\\u3099\\u309a]*|(?:[^ \u200b{_CJK}-]|-(?=[-\\d]))+-?|-)[ \u200b]*|[ \u200b]+"
)
_BETWEEN = " \u200b"


class Align(StrEnum):
    """Where lines stand in their box: in its middle, or where reading begins."""

    CENTRE = "centre"
    START = "start"


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

    @property
    def extent(self) -> tuple[float, float]:
        """How far it reaches above its base line and below it, in sizes."""
        extents = [run.extent for run in self.runs]
        above = max((above for above, _ in extents), default=0.0)
        return above, max((below for _, below in extents), default=0.0)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Text that is set.

    Attributes:
        lines: from the top.
        size: of the text, in the unit of the box it was set for.
        width: of that box.
        align: where its lines stand in the box.
        notes: what was left out, and what should be known of the text.
    """

    lines: tuple[Line, ...]
    size: float
    width: float
    align: Align = Align.CENTRE
    notes: tuple[Note, ...] = ()

    @property
    def height(self) -> float:
        """Of all lines, in the unit of the box; marks that reach far up or down are within."""
        if not self.lines:
            return 0.0
        reach = self.lines[-1].extent[1] * self.size
        below = self.baseline(len(self.lines) - 1) + reach
        return max(len(self.lines) * _LEADING * self.size + self._raised, below)

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
        return self._plain_baseline(number) + self._raised

    @property
    def _raised(self) -> float:
        """By how much the marks of the first line reach above the box."""
        return max(0.0, self.lines[0].extent[0] * self.size - self._plain_baseline(0))

    def _plain_baseline(self, number: int) -> float:
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
        text: of one or several lines.
        available: the first that has a character is taken for it.
        width: of the box, in any unit.
        height: of the box, in the same unit.
        size: the largest of the text, in the same unit.
        least: the smallest, above 0; a word that is too long even then is broken.
        align: where its lines stand in the box.

    Raises:
        TextError: `missing_glyph`, for a character that no face has; `caption_too_long`, for a text
            that does not fit at the smallest size.
    """
    _check_length(text)
    plain = _plain(text)
    _check_length(plain)  # some become several as they are composed
    kept, notes = _without_emoji(plain, available)
    if damage := caution(text, "caption"):
        notes += (damage,)
    _check_glyphs(kept, available)
    paragraphs = [_Paragraph.of(each, available) for each in kept.split("\n")] if kept else []
    for smaller in _sizes(size, least):
        is_last, box = smaller == least, width / smaller * _TOLERANCE
        parted = [
            each.parted(box, all_words=is_last)
            if smaller <= size * _BREAKS_UNSPACED or is_last
            else each
            for each in paragraphs
        ]
        spans = [(each, *span) for each in parted for span in each.lines(box)]
        if not is_last and any(each.widest > box for each in parted):
            continue
        if len(spans) * _LEADING * smaller <= height * _TOLERANCE:
            lines = tuple(each.line(start, end) for each, start, end in spans)
            found = Lettering(lines, smaller, width, align, notes)
            if found.height <= height * _TOLERANCE:
                return found
    raise TextError(Reason.CAPTION_TOO_LONG, f"The caption {shown(text)} does not fit: shorten it.")


def _plain(text: str) -> str:
    """The text composed, with spaces of one kind, and without what controls nothing here."""
    lines = _SPACES.sub(" ", re.sub("\r\n|[\r\u2028\u2029]", "\n", text))
    kept = (char for char in lines if char == "\n" or unicodedata.category(char) != "Cc")
    seen = "".join(kept).replace("\ufeff", "")
    spaced = re.sub(f"[{_BETWEEN}]*\n[{_BETWEEN}]*", "\n", re.sub("  +", " ", seen))
    plain = unicodedata.normalize("NFC", spaced.strip(f"\n{_BETWEEN}"))
    is_blank = all(unicodedata.category(char) in ("Cc", "Cf", "Zs") for char in plain)
    return "" if is_blank else plain


def _without_emoji(text: str, available: Sequence[Face]) -> tuple[str, tuple[Note, ...]]:
    """The text without the emoji that no face has, nor lines that had nothing else; and a note."""
    lines = text.split("\n")
    kept = [
        without_emoji(line, lambda char: face_of(char, available) is not None) for line in lines
    ]
    if kept == lines:
        return text, ()
    pairs = zip(kept, lines, strict=True)
    left = "\n".join(line for line, before in pairs if line == before or line.strip())
    message = "Emoji are left out of the caption: no font has them."
    return _plain(left), (Note(NoteCode.EMOJI_LEFT_OUT, message),)


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise TextError(
            Reason.CAPTION_TOO_LONG,
            f"The caption has {len(text):,} characters: {LONGEST:,} are the most.",
        )


def _check_glyphs(text: str, available: Sequence[Face]) -> None:
    for cluster in (each for line in text.split("\n") for each in clusters(line)):
        if face_of(cluster, available) is None:
            # A mark that no face has together with its letter is as good as missing.
            missing = (each for each in cluster if face_of(each, available) is None)
            char = next(missing, cluster[-1])
            name = unicodedata.name(char, "without a name").lower()
            raise TextError(
                Reason.MISSING_GLYPH,
                f"No font has {shown(char)} (U+{ord(char):04X}, {name}): leave it out of the "
                f"caption, or give a font that has it with {option('font', 'FILE')}.",
            )


def _sizes(size: float, least: float) -> Iterator[float]:
    """From the largest to the smallest."""
    while size > least:
        yield size
        size *= _SMALLER
    yield least


class _Piece(NamedTuple):
    """What stays on one line: where it begins and ends, and how wide it is, in sizes.

    Attributes:
        start: in its paragraph.
        end: of its letters.
        space: its end with the space behind it.
        width: of its letters.
    """

    start: int
    end: int
    space: int
    width: float


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, its words measured.

    Attributes:
        text: as it is read.
        levels: of its characters.
        is_rtl: whether it runs from right to left.
        available: its faces.
        pieces: its words.
        widths: of what has been measured, by its start and its end.
    """

    text: str
    levels: Sequence[int]
    is_rtl: bool
    available: Sequence[Face]
    pieces: tuple[_Piece, ...] = ()
    widths: dict[tuple[int, int], float] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, available: Sequence[Face]) -> _Paragraph:
        text = in_one_piece(text)
        is_rtl = is_from_right(text)
        whole = cls(text, levels(text, is_rtl=is_rtl), is_rtl, available)
        pieces = (whole._piece(*found.span()) for found in _PIECES.finditer(text))
        return replace(whole, pieces=tuple(pieces))

    @property
    def widest(self) -> float:
        """The width of the widest word, in sizes."""
        return max((piece.width for piece in self.pieces), default=0.0)

    def parted(self, box: float, *, all_words: bool) -> _Paragraph:
        """The same, with words in parts that are no wider than the box, nor than a cluster.

        Args:
            box: its width, in sizes.
            all_words: or those alone that are written without spaces.
        """
        pieces: list[_Piece] = []
        for piece in self.pieces:
            may_be = all_words or _UNSPACED.search(self.text, piece.start, piece.end)
            pieces += self._parts(piece, box) if piece.width > box and may_be else (piece,)
        return replace(self, pieces=tuple(pieces))

    def lines(self, box: float) -> Iterator[tuple[int, int]]:
        """Where its lines begin and end: what is wider than the box has a line of its own."""
        start = end = 0
        for piece in self.pieces:
            if end > start and self._width(start, piece.end) > box:
                yield start, end
                start = piece.start
            end = piece.end
        yield start, end

    def line(self, start: int, end: int) -> Line:
        """A line of it, shaped."""
        runs = runs_of(self.text[start:end], self.levels[start:end], self.available)
        return Line(runs, self.is_rtl)

    def _piece(self, start: int, space: int) -> _Piece:
        end = start + len(self.text[start:space].rstrip(_BETWEEN))
        return _Piece(start, end, space, self._width(start, end))

    def _parts(self, piece: _Piece, box: float) -> Iterator[_Piece]:
        start = end = piece.start
        for cluster in clusters(self.text[piece.start : piece.end]):
            if end > start and self._width(start, end + len(cluster)) > box:
                yield self._piece(start, end)
                start = end
            end += len(cluster)
        yield self._piece(start, piece.space)

    def _width(self, start: int, end: int) -> float:
        width = self.widths.get((start, end))
        if width is None:
            width = self.widths[start, end] = self.line(start, end).width
        return width
