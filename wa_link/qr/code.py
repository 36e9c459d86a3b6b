"""QrCode: a link and its symbol, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Unpack

from wa_link.arguments import require
from wa_link.errors import OptionError
from wa_link.files import atomic_writer
from wa_link.qr.artwork import Artwork
from wa_link.qr.draw import HALF, png, svg, terminal
from wa_link.qr.preflight import Preflight, preflight
from wa_link.qr.readback import can_read, check_reads
from wa_link.qr.style import QUIET_ZONE, Style, Styling, check_styling
from wa_link.qr.symbol import Symbol, make_symbol
from wa_link.qr.tables import ErrorCorrection
from wa_link.wording import either, shown

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from wa_link.errors import Note


class Proof(NamedTuple):
    """A drawing that has been checked.

    Attributes:
        picture: the bytes of its file.
        preflight: what is known of it.
        notes: what was left out of its caption.
    """

    picture: bytes
    preflight: Preflight
    notes: tuple[Note, ...] = ()

WRITERS = {"png": png, "svg": svg}


@dataclass(frozen=True, slots=True)
class QrCode:
    """What `ChatLink.qr()` gives: the data and the symbol that holds it.

    How it is drawn is asked for by the keywords of `Styling`. What is out of range raises
    OptionError, and so do colours that readers cannot tell apart; a code whose modules no printer
    can draw at its size raises SymbolError: `qr_too_dense`.
    """

    data: str
    symbol: Symbol

    @classmethod
    def of(
        cls, data: str, *, error_correction: ErrorCorrection | str = ErrorCorrection.M
    ) -> QrCode:
        """The code of `data` in the smallest symbol.

        Raises:
            SymbolError: `qr_too_long`.
            OptionError: no such level.
        """
        require("data", data, str)
        return cls(data, make_symbol(data, error_correction))

    def proof(self, file_format: str, **styling: Unpack[Styling]) -> Proof:
        """A drawing in `file_format`, `png`, `svg` or `pdf`, and what is known of it.

        Where what reads codes is installed, it has been read back; with a logo always.

        Raises:
            OptionError: no such format, or the library for it is not installed.
            SymbolError: `qr_too_dense`, `qr_too_large`, or `qr_unreadable`.
            TextError: the caption cannot be set: `missing_glyph`, or `caption_too_long`.
        """
        from wa_link.printing.fingerprint import fingerprint, style_key, unsealed

        writer_of(file_format)  # what is wrong with it shows now
        check_styling(styling, "A code")
        style = Style.of(styling)
        reads = can_read(file_format)
        found = preflight(self.data, self.symbol, style, read_back=reads)
        caption, level = styling.get("caption", ""), self.symbol.least_level
        mark = fingerprint(self.data, level, style_key(style), caption)
        artwork = Artwork.of(self.symbol, style, unsealed(mark))
        picture = drawing_of(artwork, file_format, self.data, reads=reads or style.logo is not None)
        return Proof(picture, found)

    def draw(self, file_format: str, **styling: Unpack[Styling]) -> bytes:
        """The bytes of a file in `file_format`; see `proof`."""
        return self.proof(file_format, **styling).picture

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        file_format: str | None = None,
        **styling: Unpack[Styling],
    ) -> Proof:
        """Save a drawing, whole or not at all; its format is told by the extension.

        Gives what was saved, and what is known of it.

        Raises:
            OptionError: no such format, or no such folder.
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


def drawing_of(artwork: Artwork, file_format: str, data: str, *, reads: bool) -> bytes:
    """The bytes of a file of that format; read back as `data`, where that is asked for.

    Raises:
        OptionError: what draws or reads it is not installed.
        SymbolError: `qr_too_large`, or `qr_unreadable`.
    """
    from wa_link.printing.fingerprint import sealed

    drawing = sealed(writer_of(file_format)(artwork))
    if reads:
        check_reads(drawing, file_format, data, modules=artwork.width)
    return drawing


def writer_of(file_format: str) -> Callable[[Artwork], bytes]:
    """What draws artwork as a file of that format.

    Raises:
        OptionError: no such format, or the library for it is not installed.
    """
    require("file_format", file_format, str)
    if file_format not in WRITERS:
        raise OptionError(f"{shown(file_format)} cannot be drawn: use {either(WRITERS)}.")
    return WRITERS[file_format]


def format_of(path: str | os.PathLike[str]) -> str:
    """The format that the extension of `path` names.

    Raises:
        OptionError: it names none that can be drawn.
    """
    file_format = Path(path).suffix.lower().removeprefix(".")
    if file_format not in WRITERS:
        endings = either(f".{name}" for name in WRITERS)
        raise OptionError(f"{shown(str(path), 200)} names no format: let it end in {endings}.")
    return file_format
