"""CodeFolder: the QR codes of many links in one folder, each under a name of its own."""

from __future__ import annotations

import errno
import re
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from wa_link.arguments import require
from wa_link.files import atomic_writer, sync_all
from wa_link.parts import held, sweep
from wa_link.qr.artwork import Artwork
from wa_link.qr.code import drawing_of, writer_of
from wa_link.printing.cards import CardTemplates
from wa_link.printing.fingerprint import fingerprint, fingerprint_of, style_key, unsealed
from wa_link.printing.names import file_name, name_key
from wa_link.qr.preflight import check_density
from wa_link.qr.readback import can_read
from wa_link.qr.style import Style, Styling, check_styling
from wa_link.qr.symbol import check_fits, make_symbol, version_of
from wa_link.template import Template
from wa_link.ways_out import option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.errors import Note
    from wa_link.qr.tables import ErrorCorrection

DEFAULT_NAME = "{wa_row}-{wa_digits}"
# A row's number that ends there is in no other row's name.
_OWN_BY_ROW = re.compile(r"\{wa_row\}(?:[A-Za-z_. -]|\Z)")


@dataclass(frozen=True, slots=True)
class CodeDrawer:
    """Draws codes into a folder, in any order and in any process: it is small when it is pickled.

    Attributes:
        folder: where they go; made when the first one is drawn.
        file_format: `png`, `svg` or `pdf`.
        error_correction: their level.
        style: their sizes and colours.
        key: of their style, for fingerprints.
        reads: whether each is read back before it is saved.
        force: whether files are replaced that are no codes of ours.
        dry: draw them, and save none.
    """

    folder: Path
    file_format: str
    error_correction: ErrorCorrection
    style: Style
    key: str
    reads: bool
    force: bool = False
    dry: bool = False

    def draw(self, link: str, file_name: str, caption: str = "") -> tuple[Note, ...]:
        """Save the code of `link`, a URL, as `file_name`.

        A code of that name that has another link or style is replaced; one that has the same is
        kept, as a run has left it that was ended. Gives what was left out of its caption.

        Raises:
            SymbolError: `qr_too_long`, `qr_too_large` or `qr_unreadable`.
            TextError: the caption cannot be set: `missing_glyph`, or `caption_too_long`.
            FileExistsError: there is something of that name which is no code of ours.
            OSError: the file cannot be read or written.
        """
        mark = fingerprint(link, self.error_correction, self.key, caption)
        is_there = self._is_there(self.folder / file_name, mark)
        if is_there and not caption:
            return ()
        symbol = make_symbol(link, self.error_correction)
        artwork = Artwork.of(symbol, self.style, unsealed(mark))
        if is_there:
            return ()
        picture = drawing_of(artwork, self.file_format, link, reads=self.reads)
        if not self.dry:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
            with atomic_writer(self.folder / file_name, sync=False, through=False) as file:
                file.write(picture)
        return ()

    def _is_there(self, path: Path, mark: str) -> bool:
        """Whether a file is the code that is to be drawn; one that is no code is not replaced."""
        found = fingerprint_of(path)
        if found == "" and not self.force:
            raise FileExistsError(
                errno.EEXIST,
                "It is there already, and is no code of wa-link's, or was changed: name another "
                f"folder, or have it replaced with {option('force', value=True)}",
                str(path),
            )
        return found == mark


class CodeFolder:
    """Where a batch saves its codes.

    What must be done in order (names) is apart from what takes time (drawing), which other
    processes may do: `file_name` here, `drawer.draw` there, and `sync` here when all are drawn.

    A name that begins with the row's number is its own; all others are remembered, so that no code
    replaces another: that takes about 100 bytes a row.

    Attributes:
        name: the template of a file's name, without its extension. `{wa_row}` has six digits.
        templates: of the texts on the cards.
        drawer: draws the codes under the names that `file_name` gives.
    """

    def __init__(
        self,
        folder: str | PathLike[str],
        *,
        file_format: str = "png",
        name: str = DEFAULT_NAME,
        error_correction: ErrorCorrection | str | None = None,
        names_repeat: bool = False,
        force: bool = False,
        dry: bool = False,
        **styling: Unpack[Styling],
    ) -> None:
        """A folder, made when the first code is saved.

        Args:
            folder: its path.
            file_format: `png`, `svg` or `pdf`.
            name: the template of a name; see `Template`.
            error_correction: `L`, `M`, `Q` or `H`; None for M, and for H under a logo.
            names_repeat: whether a row may have several codes, so that its number is not enough.
            force: replace files of the same name that are no codes of ours.
            dry: give names, and refuse what cannot be drawn, but make no files.
            **styling: how they are drawn; see `Styling`.

        Raises:
            OptionError: an argument is out of its range, or the template is none.
        """
        require("folder", folder, str, PathLike)
        check_styling(styling, "CodeFolder")
        writer_of(file_format)
        self.name = Template.parse(name)
        self.templates = CardTemplates.of(styling)
        style = Style.of(styling)
        if not dry:
            sweep(Path(folder))
        self.drawer = CodeDrawer(
            Path(folder),
            file_format,
            style.least_level(error_correction),
            style,
            style_key(style),
            style.logo is not None or can_read(file_format),
            force,
            dry,
        )
        self._taken: set[str] | None = (
            None if _OWN_BY_ROW.match(name) and not names_repeat else set()
        )
        self._numbers: dict[str, int] = {}  # of namesakes, the last
        self._check: Callable[[], object] = lambda: None  # nothing is held

    @contextmanager
    def held(self, waiting: Callable[[], object]) -> Iterator[None]:
        """The folder for one run alone, which no other may draw into: see `parts.held`."""
        if self.drawer.dry:
            yield
            return
        with held(self.drawer.folder, waiting) as self._check:
            yield

    def save(self, link: str, name: str, caption: str = "") -> str:
        """Save the code of `link`, a URL, under `name`, made fit for a file; gives the file's name.

        Before anything that names the codes is on the disk, call `sync`.

        Raises:
            SymbolError: `qr_too_long`, `qr_too_dense`, `qr_too_large` or `qr_unreadable`.
            TextError: the caption cannot be set: `missing_glyph`, or `caption_too_long`.
            OSError: the file cannot be written.
        """
        for argument, value in (("link", link), ("name", name), ("caption", caption)):
            require(argument, value, str)
        file_name = self.file_name(link, name)
        self.drawer.draw(link, file_name, caption)
        return file_name

    def file_name(self, link: str, name: str) -> str:
        """The file's name for the code of `link`: `name`, made fit for a file, no other code's.

        Raises:
            SymbolError: `qr_too_long` or `qr_too_dense`; the name is not taken.
        """
        level, style = self.drawer.error_correction, self.drawer.style
        check_fits(link, level)
        if style.size is not None:
            check_density(link, version_of(link, level), style, level)
        return self._own(name)

    def sync(self) -> None:
        """Put all codes on the disk, so that they are there before anything that names them is.

        Raises:
            FileNotFoundError: the folder was held, and was removed meanwhile.
        """
        if not self.drawer.dry:
            self._check()
            sync_all()

    def _own(self, text: str) -> str:
        """The file's name for `text`; numbered where it is taken: `name-2.png`, `name-3.png`."""
        extension = self.drawer.file_format
        own = file_name(text, extension)
        if self._taken is None:
            return own
        while (key := name_key(own)) in self._taken:
            namesakes = name_key(file_name(text, extension, 2))
            number = self._numbers[namesakes] = self._numbers.get(namesakes, 1) + 1
            own = file_name(text, extension, number)
        self._taken.add(key)
        return own
