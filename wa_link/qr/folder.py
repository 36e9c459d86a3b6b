"""CodeFolder: the QR codes of many links in one folder, each under a name of its own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link.message import Template
from wa_link.qr.code import QrCode
from wa_link.qr.style import MODULE_SIZE, QUIET_ZONE

if TYPE_CHECKING:
    import os

    from wa_link.qr.symbol import ErrorCorrection

DEFAULT_NAME = "{wa_row}-{wa_digits}"
# What Windows, the strictest of the systems that files go to, has in no name (and NUL, and /).
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\..*)?", re.IGNORECASE
)
# File systems take 255 bytes; the rest is for the number of a namesake and the extension.
_MAX_NAME_BYTES = 200


class CodeFolder:
    """Where a batch saves its codes.

    A name that begins with the row's number is its own; all others are remembered, so that no code
    replaces another: that takes about 100 bytes a row.

    Attributes:
        name: the template of a file's name, without its extension. `{wa_row}` has six digits.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        file_format: str = "png",
        name: str = DEFAULT_NAME,
        error_correction: ErrorCorrection | str = "M",
        module_size: int = MODULE_SIZE,
        quiet_zone: int = QUIET_ZONE,
        names_repeat: bool = False,
        dry: bool = False,
    ) -> None:
        """A folder, made when the first code is saved.

        Args:
            folder: its path.
            file_format: `png` or `svg`.
            name: the template of a name; see `Template`.
            error_correction: `L`, `M`, `Q` or `H`.
            module_size: side of a module, 1 to 100 px.
            quiet_zone: light margin, 0 to 40 modules.
            names_repeat: whether a row may have several codes, so that its number is not enough.
            dry: make the symbols, but no files.

        Raises:
            OptionError: an argument is out of its range, or the template is none.
        """
        self.name = Template.parse(name)
        self._folder = Path(folder)
        self._format = file_format
        self._error_correction = error_correction
        self._dry = dry
        self._sizes = {"module_size": module_size, "quiet_zone": quiet_zone}
        # Each name that is taken, and how often it was asked for.
        self._taken: dict[str, int] | None = (
            None if re.match(r"\{wa_row\}([^\d{]|\Z)", name) and not names_repeat else {}
        )
        # Whatever is wrong with the arguments shows in any code.
        QrCode.of("", error_correction=error_correction).draw(file_format, **self._sizes)

    def save(self, link: str, name: str) -> str:
        """Save the code of `link`, a URL, under `name`, made fit for a file; gives the file's name.

        Raises:
            SymbolError: `qr_too_long`.
            OSError: the file cannot be written.
        """
        code = QrCode.of(link, error_correction=self._error_correction)
        file_name = f"{self._own(_file_name(name))}.{self._format}"
        if not self._dry:
            self._folder.mkdir(parents=True, exist_ok=True)
            code.save(self._folder / file_name, file_format=self._format, **self._sizes)
        return file_name

    def _own(self, name: str) -> str:
        """`name`, or `name-2`, `name-3`, … where it is taken."""
        if self._taken is None:
            return name
        own = name
        while (key := _key(own)) in self._taken:
            self._taken[_key(name)] += 1
            own = f"{name}-{self._taken[_key(name)]}"
        self._taken[key] = 1
        return own


def _key(name: str) -> str:
    """What names have in common that are one name on Windows or macOS."""
    return unicodedata.normalize("NFC", name.casefold())


def _file_name(text: str) -> str:
    """`text` as a file's name on every system: it cannot leave the folder."""
    name = _FORBIDDEN.sub("_", text)
    name = name.encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
    name = name.strip(" .")
    if not name or _DEVICES.fullmatch(name):
        name = f"_{name}"
    return name
