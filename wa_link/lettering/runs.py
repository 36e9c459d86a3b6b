"""Runs: characters of one direction, of one script and in one face, which are shaped together."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from wa_link.extras import missing
from wa_link.lettering.directions import in_order
from wa_link.lettering.faces import PER_SIZE, Face, Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Scripts of what has none of its own, and belongs to what it stands behind (UAX #24).
_COMMON = ("Zyyy", "Zinh")


class Run(NamedTuple):
    """Characters that are shaped together, in the order in which they are read."""

    text: str
    face: Face
    is_rtl: bool
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """In sizes."""
        return sum(glyph.advance for glyph in self.glyphs) / PER_SIZE

    @property
    def extent(self) -> tuple[float, float]:
        """How far its glyphs reach above the base line and below it, in sizes."""
        extents = [(glyph.dy, *self.face.extent(glyph.code)) for glyph in self.glyphs]
        above = max((above + dy for dy, above, _ in extents), default=0.0)
        below = max((below - dy for dy, _, below in extents), default=0.0)
        return above / PER_SIZE, below / PER_SIZE


def runs_of(line: str, levels: Sequence[int], available: Sequence[Face]) -> tuple[Run, ...]:
    """The runs of a line, from left to right."""
    return tuple(
        Run(part, face, rtl, face.shaped(part, is_rtl=rtl))
        for fragment, rtl in in_order(line, levels)
        for part, face in _parts(fragment, available, is_rtl=rtl)
    )


def face_of(text: str, available: Sequence[Face]) -> Face | None:
    """The first face that has all of a text."""
    return next((face for face in available if all(map(face.has, text))), None)


def clusters(text: str) -> Iterator[str]:
    """Characters, each with its marks and joiners: what no line nor face parts."""
    cluster = ""
    for char in text:
        if cluster and not is_attached(char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def is_attached(char: str) -> bool:
    """Whether a character stands on or joins the one before it."""
    return char != "\u200b" and unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def _parts(fragment: str, available: Sequence[Face], *, is_rtl: bool) -> list[tuple[str, Face]]:
    """The parts of a fragment, each in one script and face, from left to right."""
    try:
        from fontTools.unicodedata import script  # noqa: PLC0415  (comes with fpdf2)
    except ImportError:
        raise missing("What sets captions") from None
    parts: list[tuple[str, Face]] = []
    before = _COMMON[0]
    for cluster in clusters(fragment):
        own = next((found for found in map(script, cluster) if found not in _COMMON), before)
        last = parts[-1][1] if parts else None
        face = _chosen(cluster, last, available)
        if face is last and (own == before or before in _COMMON):
            parts[-1] = (parts[-1][0] + cluster, face)
        else:
            parts.append((cluster, face))
        before = own
    return parts[::-1] if is_rtl else parts


def _chosen(cluster: str, last: Face | None, available: Sequence[Face]) -> Face:
    """The face for a cluster; a space has that of what stands before it."""
    if last and cluster == " " and last.has(" "):
        return last
    face = face_of(cluster, available)
    assert face  # noqa: S101  (all have been looked up)
    return face
