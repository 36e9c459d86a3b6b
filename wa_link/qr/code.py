"""QrCode: a link and its QR symbol, with methods to draw it in a file or in a terminal."""

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
from wa_link.qr.render.style_keywords import Styling, check_styling
from wa_link.qr.render.terminal import HALF, draw_terminal

if TYPE_CHECKING:
    import os

    from wa_link.errors import Note


FORMATS = ("png", "svg", "pdf")
"""Formats in which a code can be saved."""


class Proof(NamedTuple):
    """A drawn QR code, perhaps with texts, and facts about it, such as the size of its modules.

    Attributes:
        picture: the content of the file, in bytes.
        preflight: facts about the printed code, such as the size of its modules.
        extent: width and height of the drawing as text: `40×51 mm`, or `410×410 px`.
        least: the smallest size at which the drawing can be printed, as text: `17 mm`. It is empty
            if the drawing already has a size on paper.
        notes: notes on the texts of the card, for example that emoji were left out.
    """

    picture: bytes
    preflight: Preflight
    extent: str
    least: str = ""
    notes: tuple[Note, ...] = ()

    def __str__(self) -> str:
        """Describe the drawing for the user: `40×51 mm, scans from about 40 cm, verified.`."""
        found = self.preflight
        distance = "" if found.size is None else f" scans from about {found.size:.0f} cm,"
        verified = "verified" if found.is_verified else "not verified"
        more = f" Print it at {self.least} or larger." if self.least else ""
        return f"{self.extent},{distance} {verified}.{more}"


@dataclass(frozen=True, slots=True)
class QrCode:
    """QR code of a text; `ChatLink.qr()` returns the QR code of a link.

    Attributes:
        data: the text in the code, such as `https://wa.me/447911123456`.
        symbol: the QR symbol of the text: its dark and light modules.

    The methods `proof`, `draw` and `save` take the keywords of `Styling`, such as `size="40mm"` or
    `dark="navy"`. These methods raise OptionError if a value is out of range, or if the contrast
    between the colours is too low. They raise SymbolError `qr_too_dense` if the modules would be
    too small to print.
    """

    data: str
    symbol: Symbol

    @classmethod
    def of(
        cls, data: str, *, error_correction: ErrorCorrection | str = ErrorCorrection.M
    ) -> QrCode:
        """Return the QR code of a text, in the smallest symbol that can contain the text.

        Args:
            data: any text.
            error_correction: the lowest error correction level: `L`, `M`, `Q` or `H`. The code gets
                a higher level if that does not make the symbol larger.

        Raises:
            SymbolError: `qr_too_long`, if the text does not fit into the largest symbol.
            OptionError: the level is unknown.
        """
        require("data", data, str)
        return cls(data, make_symbol(data, error_correction))

    def proof(self, file_format: str, **styling: Unpack[Styling]) -> Proof:
        """Draw the code, check the drawing, and return both the drawing and facts about it.

        If a text (`title`, `caption`, `call_to_action`) or a `design` is given, the drawing is a
        card. Texts are printed exactly as given: `{name}` is not replaced. The check reads the code
        from the drawing. Without the libraries for reading codes, the check is skipped, and a PDF
        or a code with a logo can't be drawn.

        Args:
            file_format: `png`, `svg` or `pdf`.
            **styling: the keywords of `Styling`.

        Raises:
            OptionError: the format is unknown, a library is not installed, or a keyword can't be
                used.
            SymbolError: the modules are too small (`qr_too_dense`), the PNG has too many pixels
                (`qr_too_large`), or the code can't be read back (`qr_unreadable`).
            TextError: a text can't be printed: `missing_glyph`, `caption_too_long` or
                `typesetting_failed`.
        """
        from wa_link.printing.codes.draw_code import draw_code  # noqa: PLC0415  (printing imports this module)

        require("file_format", file_format, str)
        check_styling(styling, "A code")
        drawing, style = draw_code(self.data, self.symbol, file_format, styling)
        printed = replace(style, size=drawing.side)
        found = preflight_code(self.data, self.symbol, printed, is_verified=drawing.is_verified)
        return Proof(drawing.content, found, str(drawing.extent), drawing.least_size, drawing.notes)

    def draw(self, file_format: str, **styling: Unpack[Styling]) -> bytes:
        """Return the content of a `png`, `svg` or `pdf` file of the code; see `proof`."""
        return self.proof(file_format, **styling).picture

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        file_format: str | None = None,
        **styling: Unpack[Styling],
    ) -> Proof:
        """Save a drawing of the code in a file, and return the drawing with facts about it.

        If the drawing or the writing fails, an existing file stays as it is.

        Args:
            path: the path of the file, such as `code.svg`.
            file_format: `png`, `svg` or `pdf`; None takes the format from the extension of `path`.
            **styling: the keywords of `Styling`.

        Raises:
            OptionError: as in `proof`; or the folder of the file does not exist.
            SymbolError: as in `proof`.
            TextError: as in `proof`.
            OSError: the file can't be written.
        """
        proof = self.proof(file_format or detect_format(path), **styling)
        with atomic_writer(path) as file:
            file.write(proof.picture)
        return proof

    def terminal(self, *, quiet_zone: int = QUIET_ZONE, blocks: str = HALF) -> str:
        """Return the code as lines of text, black on white, for a UTF-8 terminal with 256 colours.

        Args:
            quiet_zone: the width of the light margin, in modules.
            blocks: `half` draws two modules, one above the other, as one character; `full` draws
                each module as two characters. With `full`, the code is twice as large, but can be
                scanned even if the terminal leaves gaps between lines.

        Raises:
            OptionError: `blocks` is neither `half` nor `full`, or the quiet zone is out of range.
        """
        require("blocks", blocks, str)
        return draw_terminal(self.symbol, Style(quiet_zone=quiet_zone), blocks)


def detect_format(path: str | os.PathLike[str]) -> str:
    """Return the format that the extension of a path names: `png` for `code.PNG`.

    Raises:
        OptionError: the extension is missing, or is not `.png`, `.svg` or `.pdf`.
    """
    if "\0" in str(path):
        raise OptionError(
            f"{quote(str(path), 200)} can't be a file name: remove the null character."
        )
    name = Path(path).suffix.lower()
    if name.removeprefix(".") not in FORMATS:
        endings = join_or(f".{each}" for each in FORMATS)
        if not name:
            raise OptionError(f"{quote(str(path), 200)} has no extension: add {endings}.")
        raise OptionError(f"Can't write {escape(name[:20])}: use {endings}.")
    return name.removeprefix(".")


def check_format(file_format: str) -> None:
    """Raise an error unless a format is `png`, `svg` or `pdf`.

    Raises:
        OptionError: the format is not one of the three.
    """
    require("file_format", file_format, str)
    if file_format not in FORMATS:
        raise OptionError(f"Unknown format {quote(file_format)}: use {join_or(FORMATS)}.")
