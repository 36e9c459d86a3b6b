"""QrCode: a link with its symbol, drawn as a file or in a terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Unpack

from wa_link._support.arguments import require
from wa_link._support.files import atomic_writer
from wa_link._support.quoting import escape, join_or, quote
from wa_link.errors import OptionError
from wa_link.qr.encode.symbol import Symbol, make_symbol
from wa_link.qr.encode.tables import ErrorCorrection
from wa_link.qr.preflight import Preflight, preflight_code
from wa_link.qr.render.style import QUIET_ZONE, Style
from wa_link.qr.render.styling import Styling, check_styling
from wa_link.qr.render.terminal import HALF, draw_terminal

if TYPE_CHECKING:
    import os

    from wa_link.errors import Note


FORMATS = ("png", "svg", "pdf")
"""Formats of files of codes."""


class Proof(NamedTuple):
    """A checked drawing.

    Attributes:
        picture: bytes of its file.
        preflight: facts about the printed code.
        extent: width and height of the drawing for a person: `40×51 mm`.
        least: smallest size on paper; empty for a drawing with a size on paper.
        notes: notes on its texts, for example that emoji were left out.
    """

    picture: bytes
    preflight: Preflight
    extent: str
    least: str = ""
    notes: tuple[Note, ...] = ()

    def __str__(self) -> str:
        """Return sentences for a person: `40×51 mm, scans from about 40 cm, verified.`."""
        found = self.preflight
        distance = "" if found.size is None else f" scans from about {found.size:.0f} cm,"
        verified = "verified" if found.is_verified else "not verified"
        more = f" Print it at {self.least} or larger." if self.least else ""
        return f"{self.extent},{distance} {verified}.{more}"


@dataclass(frozen=True, slots=True)
class QrCode:
    """Data and its symbol, as `ChatLink.qr()` returns them.

    Attributes:
        data: text in the code, such as a URL.
        symbol: symbol of the data.

    The keywords of `Styling` say how the code is drawn. Values out of their range and colours with
    too little contrast raise OptionError. A code whose modules are too small for print raises
    SymbolError: `qr_too_dense`.
    """

    data: str
    symbol: Symbol

    @classmethod
    def of(
        cls, data: str, *, error_correction: ErrorCorrection | str = ErrorCorrection.M
    ) -> QrCode:
        """Return the code of `data` with the smallest symbol.

        Args:
            data: any text.
            error_correction: least level; the code gets the highest level of the same size.

        Raises:
            SymbolError: `qr_too_long`.
            OptionError: the level is unknown.
        """
        require("data", data, str)
        return cls(data, make_symbol(data, error_correction))

    def proof(self, file_format: str, **styling: Unpack[Styling]) -> Proof:
        """Return a drawing and facts about it.

        A text or a design makes it a card; texts are printed as they are, not as templates. The
        drawing is read back if the libraries for that are installed; a PDF and a code with a logo
        need them.

        Args:
            file_format: `png`, `svg` or `pdf`.
            **styling: see `Styling`.

        Raises:
            OptionError: the format is unknown, a library is not installed, or a keyword can't be
                used.
            SymbolError: `qr_too_dense`, `qr_too_large` or `qr_unreadable`.
            TextError: a text can't be printed: `missing_glyph`, `caption_too_long` or
                `typesetting_failed`.
        """
        from wa_link.printing.codes.draw_code import draw_code  # noqa: PLC0415  (cards are made of codes)

        require("file_format", file_format, str)
        check_styling(styling, "A code")
        drawing, style = draw_code(self.data, self.symbol, file_format, styling)
        printed = replace(style, size=drawing.side)
        found = preflight_code(self.data, self.symbol, printed, is_verified=drawing.is_verified)
        return Proof(drawing.content, found, str(drawing.extent), drawing.least_size, drawing.notes)

    def draw(self, file_format: str, **styling: Unpack[Styling]) -> bytes:
        """Return the bytes of a file in `file_format`; see `proof`."""
        return self.proof(file_format, **styling).picture

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        file_format: str | None = None,
        **styling: Unpack[Styling],
    ) -> Proof:
        """Save a drawing, whole or not at all, and return it.

        Args:
            path: path of the file.
            file_format: `png`, `svg` or `pdf`; None for the extension of the path.
            **styling: see `Styling`.

        Raises:
            OptionError: as `proof`; or the folder does not exist.
            SymbolError: as `proof`.
            TextError: as `proof`.
            OSError: the file can't be written.
        """
        proof = self.proof(file_format or detect_format(path), **styling)
        with atomic_writer(path) as file:
            file.write(proof.picture)
        return proof

    def terminal(self, *, quiet_zone: int = QUIET_ZONE, blocks: str = HALF) -> str:
        """Return lines in black on white, for a terminal with UTF-8 and 256 colours.

        Args:
            quiet_zone: in modules.
            blocks: `half` for a character a module; or `full` for twice the width and height, which
                scans in fonts that leave gaps between lines.

        Raises:
            OptionError: the blocks are unknown, or the quiet zone is out of its range.
        """
        require("blocks", blocks, str)
        return draw_terminal(self.symbol, Style(quiet_zone=quiet_zone), blocks)


def detect_format(path: str | os.PathLike[str]) -> str:
    """Return the format of a path by its extension.

    Raises:
        OptionError: the extension is missing, or is not that of a format.
    """
    if "\0" in str(path):
        raise OptionError(f"{quote(str(path), 200)} can't be the name of a file.")
    name = Path(path).suffix.lower()
    if name.removeprefix(".") not in FORMATS:
        endings = join_or(f".{each}" for each in FORMATS)
        if not name:
            raise OptionError(f"{quote(str(path), 200)} has no extension: add {endings}.")
        raise OptionError(f"Can't write {escape(name[:20])}: use {endings}.")
    return name.removeprefix(".")


def check_format(file_format: str) -> None:
    """Raise an error for an unknown format.

    Raises:
        OptionError: the format is unknown.
    """
    require("file_format", file_format, str)
    if file_format not in FORMATS:
        raise OptionError(f"Can't draw {quote(file_format)}: use {join_or(FORMATS)}.")
