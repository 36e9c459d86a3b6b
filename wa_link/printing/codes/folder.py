"""CodeFolder: the QR codes of many links in one folder, each under a name of its own."""

from __future__ import annotations

import errno
import re
from contextlib import contextmanager, suppress
from os import PathLike, stat_result
from os.path import samestat
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Unpack

from wa_link._support.arguments import option, require
from wa_link._support.files import atomic_writer, remove_stale, sync_all
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError
from wa_link.links.template import Template
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes.code_cards import CodeCards
from wa_link.printing.codes.code_drawing import CodeJob, Drawing, Extent
from wa_link.printing.codes.code_look import CodeLook
from wa_link.printing.codes.fingerprint import fingerprint_of
from wa_link.printing.codes.names import file_name, name_key
from wa_link.qr.encode.symbol import check_fits, version_of
from wa_link.qr.preflight import check_density
from wa_link.qr.render.style import Styling, check_styling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.errors import Note
    from wa_link.qr.encode.tables import ErrorCorrection

DEFAULT_NAME = "{wa_row}-{wa_digits}"
# A row's number that ends there is in no other row's name.
_OWN_BY_ROW = re.compile(r"\{wa_row\}(?:[A-Za-z_. -]|\Z)")
_KEPT = Drawing(b"", Extent(0, 0, "mm"), None)
Notes: TypeAlias = "tuple[Note, ...]"


class Order(NamedTuple):
    """A code that is to be saved: its link, the name of its file, the texts on its card."""

    link: str
    file_name: str
    texts: CardTexts = CardTexts()


class CodeFolder:
    """Folder in which a batch saves its codes.

    What must be done in order (names) is apart from what takes time: `file_name` names a code,
    `pictures` draws some, `save_pictures` saves them, and `sync` puts them on the disk.

    A name that begins with the row's number is its own; all others are remembered, so that no code
    replaces another: that takes about 100 bytes a row.

    Attributes:
        name: the template of a file's name, without its extension. `{wa_row}` has six digits.
        templates: of the texts on the cards.
        look: how the codes are drawn.
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
        """Name a folder, which is made when the first code is saved.

        Args:
            folder: its path.
            file_format: `png`, `svg` or `pdf`.
            name: the template of a name; see `Template`.
            error_correction: the least level: `L`, `M`, `Q` or `H`; None for M. A logo takes H.
            names_repeat: whether a row may have several codes, so that its number is not enough.
            force: replace files of the same name that are not codes of ours.
            dry: give names, and refuse codes that can't be drawn, but make no files.
            **styling: how they are drawn; see `Styling`. A text or a design makes them cards.

        Raises:
            OptionError: an argument is out of its range, or is not a template.
        """
        require("folder", folder, str, PathLike)
        require("file_format", file_format, str)
        check_styling(styling, "CodeFolder")
        look = CodeLook.of(styling, file_format, error_correction)
        self.name = Template.parse(name)
        self.templates = look.templates(styling)
        path = Path(folder)
        if (path.exists() or path.is_symlink()) and not path.is_dir():
            raise OptionError(f"{quote(str(folder), 200)} is not a folder: name another one.")
        if not dry:
            remove_stale(path)
        self._folder, self.look = path, look
        self._force, self._is_dry = force, dry
        self._cards = CodeCards(look)
        self._taken: set[str] | None = (
            None if _OWN_BY_ROW.match(name) and not names_repeat else set()
        )
        self._numbers: dict[str, int] = {}  # of namesakes, the last
        self._made: stat_result | None = None  # the folder, when a run began
        self._lock = RLock()  # threads may share a folder

    @contextmanager
    def make_folder(self) -> Iterator[None]:
        """Make the folder for the codes of a run, and remove it after the block if it is empty.

        Give each run a folder of its own: of two runs that draw a code with the same name, the one
        that ends later wins.

        Raises:
            FileNotFoundError: the folder was removed during the run.
            OSError: it can't be made.
        """
        is_new = not self._is_dry and not self._folder.exists()
        try:
            if not self._is_dry:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._made = self._folder.stat()
            yield
        except FileNotFoundError:
            self._check_still_there()
            raise
        finally:
            self._cards.close()
            if is_new:
                with suppress(OSError):  # codes are in it
                    self._folder.rmdir()

    def save(
        self, link: str, name: str, caption: str = "", *, title: str = "", number: str = ""
    ) -> str:
        """Save the code of `link`, a URL, under `name`, made fit for a file; return that name.

        Call `sync` before anything that names the codes is on the disk.

        Args:
            link: for the code.
            name: of the file, without its extension.
            caption: lines on its card.
            title: the largest text on its card.
            number: as people write it, for cards that show it.

        Raises:
            SymbolError: `qr_too_long`, `qr_too_dense`, `qr_too_large` or `qr_unreadable`.
            TextError: a text can't be printed: `missing_glyph`, `caption_too_long` or
                `typesetting_failed`.
            OptionError: texts for a folder of bare codes.
            OSError: the file can't be written.
        """
        given = {"link": link, "name": name, "caption": caption, "title": title, "number": number}
        for argument, value in given.items():
            require(argument, value, str)
        texts = self.templates.texts(title=title, caption=caption, number=number)
        with self._lock:
            if self._taken is None:  # these names are not those of rows
                self._taken = set()
            file_name = self.file_name(link, name)
            self.draw(Order(link, file_name, texts))
        return file_name

    def draw(self, order: Order) -> tuple[Note, ...]:
        """Save one code under the name that `file_name` gave, and return what was noted.

        Raises:
            RecordError, OSError: as `save` has it.
        """
        if self._cards.is_bare and (order.texts.title or order.texts.caption):
            raise OptionError(
                "This folder is for codes without texts: give "
                f"{option('title', '{title}')} or {option('caption', '{caption}')} for it, too."
            )
        with self._lock:
            (result,) = self.save_pictures([order], self.pictures([order]))
        if isinstance(result, RecordError):
            raise result
        return result

    def pictures(self, orders: Sequence[Order]) -> list[Drawing | RecordError]:
        """Draw codes, and save none.

        A code of the same name that has another link, look or text is drawn again; the same code
        has no content here, for it is kept, as an interrupted run has left it.

        Args:
            orders: for the codes.

        Raises:
            FileExistsError: there is a file of that name which is not a code of ours.
            OSError: a file can't be read.
        """
        jobs = [CodeJob(order.link, order.texts) for order in orders]
        jobs = [
            job._replace(
                is_kept=self._is_there(self._folder / order.file_name, self._cards.mark_of(job))
            )
            for job, order in zip(jobs, orders, strict=True)
        ]
        # Of a bare code nothing is noted: one that is kept is not even measured.
        todo = [
            place for place, job in enumerate(jobs) if not (job.is_kept and self._cards.is_bare)
        ]
        results: list[Drawing | RecordError] = [_KEPT for _ in orders]
        for place, drawn in zip(todo, self._cards.draw([jobs[each] for each in todo]), strict=True):
            results[place] = drawn
        return results

    def save_pictures(
        self, orders: Sequence[Order], pictures: Sequence[Drawing | RecordError]
    ) -> list[Notes | RecordError]:
        """Save what `pictures` drew, and return what was noted of each, or why there is no code.

        Raises:
            OSError: a file can't be written.
        """
        results: list[Notes | RecordError] = []
        for order, drawn in zip(orders, pictures, strict=True):
            if isinstance(drawn, RecordError):
                results.append(drawn)
                continue
            if drawn.content and not self._is_dry:
                self._save(order.file_name, drawn.content)
            results.append(drawn.notes)
        return results

    def file_name(self, link: str, name: str) -> str:
        """Return the file's name for the code of `link`: `name`, made fit and unique.

        Raises:
            SymbolError: `qr_too_long` or `qr_too_dense`; the name is not taken.
        """
        level, style = self.look.level, self.look.style
        check_fits(link, level)
        if style.size is not None:
            check_density(link, version_of(link, level), style, level)
        return self._own(name)

    def sync(self) -> None:
        """Put all codes on the disk, so that they are there before anything that names them is.

        The process that typesets is ended, too; it is started again for further codes.

        Raises:
            FileNotFoundError: the folder was removed during the run.
        """
        with self._lock:
            self._cards.close()
        if not self._is_dry:
            self._check_still_there()
            sync_all()

    def _check_still_there(self) -> None:
        with suppress(FileNotFoundError):
            if self._made is None or samestat(self._made, self._folder.stat()):
                return
        raise FileNotFoundError(errno.ENOENT, "It was removed during the run", str(self._folder))

    def _own(self, text: str) -> str:
        """Return the file's name for `text`; where it is taken, `name-2.png`, `name-3.png`."""
        extension = self.look.file_format
        own = file_name(text, extension)
        if self._taken is None:
            return own
        while (key := name_key(own)) in self._taken:
            namesakes = name_key(file_name(text, extension, 2))
            number = self._numbers[namesakes] = self._numbers.get(namesakes, 1) + 1
            own = file_name(text, extension, number)
        self._taken.add(key)
        return own

    def _save(self, file_name: str, content: bytes) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
        with atomic_writer(self._folder / file_name, sync=False, follow=False) as file:
            file.write(content)

    def _is_there(self, path: Path, mark: str) -> bool:
        """Return whether a file is the code that is to be drawn; other files are not replaced."""
        found = fingerprint_of(path)
        if found == "" and not self._force:
            raise FileExistsError(
                errno.EEXIST,
                "It is there already, and is not a code of wa-link, or was changed: name another "
                f"folder, or have it replaced with {option('force', value=True)}",
                str(path),
            )
        return found == mark
