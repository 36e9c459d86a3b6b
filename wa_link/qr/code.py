"""QrCode: a link and its symbol, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link.errors import OptionError, shown
from wa_link.files import atomic_writer
from wa_link.qr.draw import WRITERS, terminal
from wa_link.qr.style import MODULE_SIZE, QUIET_ZONE, Style
from wa_link.qr.symbol import Symbol, make_symbol
from wa_link.qr.tables import ErrorCorrection

if TYPE_CHECKING:
    import os
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class QrCode:
    """What `ChatLink.qr()` gives: the data and the symbol that holds it.

    Everywhere, `module_size` is the side of a module in px (1 to 100) and `quiet_zone` the light
    margin in modules (0 to 40; ISO/IEC 18004 asks for 4). Sizes out of range raise OptionError.
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
        return cls(data, make_symbol(data, error_correction))

    def draw(
        self, file_format: str, *, module_size: int = MODULE_SIZE, quiet_zone: int = QUIET_ZONE
    ) -> bytes:
        """The bytes of a file in `file_format`: `png` (1 bit) or `svg` (one path).

        Raises:
            OptionError: no such format.
        """
        return writer_of(file_format)(self.symbol, Style(module_size, quiet_zone))

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        file_format: str | None = None,
        module_size: int = MODULE_SIZE,
        quiet_zone: int = QUIET_ZONE,
    ) -> None:
        """Save a picture, whole or not at all; its format is told by the extension.

        Raises:
            OptionError: no such format, or no such folder.
            OSError: the file cannot be written.
        """
        picture = self.draw(
            file_format or format_of(path), module_size=module_size, quiet_zone=quiet_zone
        )
        with atomic_writer(path) as file:
            file.write(picture)

    def terminal(self, *, quiet_zone: int = QUIET_ZONE) -> str:
        """Half blocks in explicit black on white, for a terminal of UTF-8 and 256 colours.

        A line is as many characters wide as the symbol and its quiet zone have modules.
        """
        return terminal(self.symbol, Style(quiet_zone=quiet_zone))


def writer_of(file_format: str) -> Callable[[Symbol, Style], bytes]:
    """What draws a symbol in a style as a file of that format.

    Raises:
        OptionError: no such format.
    """
    if file_format not in WRITERS:
        raise OptionError(f"{shown(file_format)} cannot be drawn: use {' or '.join(WRITERS)}.")
    return WRITERS[file_format]


def format_of(path: str | os.PathLike[str]) -> str:
    """The format that the extension of `path` names.

    Raises:
        OptionError: it names none that can be drawn.
    """
    file_format = Path(path).suffix.lower().removeprefix(".")
    if file_format not in WRITERS:
        endings = " or ".join(f".{name}" for name in WRITERS)
        raise OptionError(f"{shown(str(path), 200)} names no format: let it end in {endings}.")
    return file_format
