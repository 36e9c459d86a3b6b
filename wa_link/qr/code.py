"""QrCode: a link and its symbol, ready to be drawn."""

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
from wa_link.qr.preflight import Preflight, preflight
from wa_link.qr.render.draw import HALF, terminal
from wa_link.qr.render.style import QUIET_ZONE, Style, Styling, check_styling

if TYPE_CHECKING:
    import os

    from wa_link.errors import Note


FORMATS = ("png", "svg", "pdf")
"""Formats of a code's file."""


class Proof(NamedTuple):
    """A drawing that has been checked.

    Attributes:
        picture: the bytes of its file.
        preflight: facts about the printed code.
        extent: width and height of the drawing, as people write them: `40×51 mm`.
        least: the smallest size on paper, where the drawing has none of its own; else empty.
        notes: on its texts, such as that emoji were left out.
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
        verified = "verified" if found.read_back else "not verified"
        more = f" Print it at {self.least} or larger." if self.least else ""
        return f"{self.extent},{distance} {verified}.{more}"


@dataclass(frozen=True, slots=True)
class QrCode:
    """The data and the symbol that contains it, as `ChatLink.qr()` returns them.

    The keywords of `Styling` say how it is drawn. A value out of its range raises OptionError, and
    so do colours that readers can't tell apart; a code whose modules are too small to be printed
    raises SymbolError: `qr_too_dense`.
    """

    data: str
    symbol: Symbol

    @classmethod
    def of(
        cls, data: str, *, error_correction: ErrorCorrection | str = ErrorCorrection.M
    ) -> QrCode:
        """Return the code of `data` in the smallest symbol.

        Args:
            data: any text.
            error_correction: the least level; the highest that fits the same symbol is used.

        Raises:
            SymbolError: `qr_too_long`.
            OptionError: no such level.
        """
        require("data", data, str)
        return cls(data, make_symbol(data, error_correction))

    def proof(self, file_format: str, **styling: Unpack[Styling]) -> Proof:
        """Return a drawing in `file_format`, `png`, `svg` or `pdf`, and facts about it.

        It is a card where a text or a design is asked for. Title and caption are printed as they
        are: they are not templates here. It is read back where the libraries for that are
        installed; with a logo, and in PDF, always.

        Raises:
            OptionError: there is no such format, or its library is not installed.
            SymbolError: `qr_too_dense`, `qr_too_large`, or `qr_unreadable`.
            TextError: a text can't be printed: `missing_glyph`, `caption_too_long` or
                `typesetting_failed`.
        """
        from wa_link.printing.codes.one_code import draw_code  # noqa: PLC0415  (cards are made of codes)

        require("file_format", file_format, str)
        check_styling(styling, "A code")
        drawing, style = draw_code(self.data, self.symbol, file_format, styling)
        printed = replace(style, size=drawing.side)
        found = preflight(self.data, self.symbol, printed, read_back=drawing.is_read)
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
        """Save a drawing, whole or not at all, and return it; the extension decides its format.

        Raises:
            OptionError: there is no such format, or no such folder.
            SymbolError: as `proof` has it; and TextError.
            OSError: the file cannot be written.
        """
        proof = self.proof(file_format or format_of(path), **styling)
        with atomic_writer(path) as file:
            file.write(proof.picture)
        return proof

    def terminal(self, *, quiet_zone: int = QUIET_ZONE, blocks: str = HALF) -> str:
        """Return lines in explicit black on white, for a terminal of UTF-8 and 256 colours.

        Args:
            quiet_zone: in modules.
            blocks: `half` for lines as many characters wide as symbol and quiet zone have modules,
                or `full` for twice as many and twice the lines, which scan where lines have gaps.

        Raises:
            OptionError: no such blocks, or the quiet zone is out of its range.
        """
        require("blocks", blocks, str)
        return terminal(self.symbol, Style(quiet_zone=quiet_zone), blocks)


def format_of(path: str | os.PathLike[str]) -> str:
    """Return the format that the extension of `path` names.

    Raises:
        OptionError: no code can be drawn in it.
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
    """Fail unless codes can be drawn in that format.

    Raises:
        OptionError: they can't.
    """
    require("file_format", file_format, str)
    if file_format not in FORMATS:
        raise OptionError(f"Can't draw {quote(file_format)}: use {join_or(FORMATS)}.")
