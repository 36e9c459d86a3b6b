"""CodeFolder: the QR codes of many links in one folder, each file with a name of its own."""

from __future__ import annotations

import errno
import re
from contextlib import contextmanager, suppress
from os import PathLike, stat_result
from os.path import samestat
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeAlias, Unpack

from wa_link._support.arguments import option, require
from wa_link._support.files import atomic_writer, remove_stale, sync_all
from wa_link._support.quoting import quote
from wa_link._support.read_files import open_regular
from wa_link.errors import OptionError, RecordError
from wa_link.links.template import Template
from wa_link.printing.codes.code_drawer import CodeDrawer
from wa_link.printing.codes.draw_options import DrawOptions
from wa_link.printing.codes.drawing import DrawJob
from wa_link.printing.codes.file_names import fold_name, make_file_name
from wa_link.qr.encode.symbol import check_fits, find_version
from wa_link.qr.preflight import check_density
from wa_link.qr.render.marker import HEAD_BYTES, TAIL_BYTES, has_marker
from wa_link.qr.render.styling import Styling, check_styling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.errors import Note
    from wa_link.printing.codes.drawing import DrawResult
    from wa_link.qr.encode.tables import ErrorCorrection

DEFAULT_NAME = "{wa_row}-{wa_digits}"
# No digit follows the row's number, so no other row can have a name with the same beginning.
_UNIQUE_BY_ROW = re.compile(r"\{wa_row\}(?:[A-Za-z_. -]|\Z)")
Notes: TypeAlias = "tuple[Note, ...]"


class CodeFolder:
    """Folder in which a batch saves its codes.

    Inside `make_folder`, a run claims names in the order of its rows (`claim_name`), draws codes
    (`draw`) and saves them (`write`), perhaps in other threads, and ends with `sync`. `save` draws
    and saves one code. Of two runs that save a code with the same name, the later one wins.

    A name that begins with the row's number is unique. All other names are remembered, at about
    100 bytes each, so that no code replaces another one.

    Attributes:
        name: template of the file names, without extension; `{wa_row}` has six digits.
        options: how the codes are drawn.
        templates: templates of the texts on the cards.
        names_repeat: whether a row can have several codes.
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
        """Check the options; the folder is made when the first code is saved.

        Args:
            folder: path of the folder.
            file_format: `png`, `svg` or `pdf`.
            name: template of the file names; see `Template`.
            error_correction: least level: `L`, `M`, `Q` or `H`; None for M. A code with a logo
                always has H.
            names_repeat: whether a row can have several codes, so that its number is not unique.
            force: replace files of the same name that wa-link did not draw.
            dry: claim names and refuse codes that can't be drawn, but write no files.
            **styling: see `Styling`. A text or a design makes cards.

        Raises:
            OptionError: an argument is out of its range, or is not a template.
        """
        require("folder", folder, str, PathLike)
        require("file_format", file_format, str)
        check_styling(styling, "CodeFolder")
        self.options = DrawOptions.of(styling, file_format, error_correction)
        self.name = Template.parse(name)
        self.templates = self.options.templates(styling)
        self._folder = path = Path(folder)
        if (path.exists() or path.is_symlink()) and not path.is_dir():
            raise OptionError(f"{quote(str(folder), 200)} is not a folder: name another one.")
        if not dry:
            remove_stale(path)
        self.names_repeat = names_repeat
        self._force, self._is_dry = force, dry
        self._drawer = CodeDrawer(self.options)
        is_unique = _UNIQUE_BY_ROW.match(name) and not names_repeat
        self._claimed: set[str] | None = None if is_unique else set()
        self._last_numbers: dict[str, int] = {}  # of names that would be the same
        self._made: stat_result | None = None  # the folder at the beginning of a run
        self._lock = RLock()  # threads may share a folder

    @contextmanager
    def make_folder(self) -> Iterator[None]:
        """Make the folder for the codes of a run, and remove it after the block if it is empty.

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
            self._close()
            if is_new:
                with suppress(OSError):  # it contains codes
                    self._folder.rmdir()

    def save(
        self, link: str, name: str, caption: str = "", *, title: str = "", number: str = ""
    ) -> str:
        """Save the code of a link, and return the name of its file.

        Call `sync` before you save anything that refers to the codes.

        Args:
            link: URL for the code.
            name: name of the file, without extension; it is made valid and unique.
            caption: lines on the card.
            title: largest text on the card.
            number: number as people write it, for cards that show it.

        Raises:
            SymbolError: `qr_too_long`, `qr_too_dense`, `qr_too_large` or `qr_unreadable`.
            TextError: a text can't be printed: `missing_glyph`, `caption_too_long` or
                `typesetting_failed`.
            OptionError: there are texts, but the codes of this folder are bare.
            OSError: the file can't be written.
        """
        given = {"link": link, "name": name, "caption": caption, "title": title, "number": number}
        for argument, value in given.items():
            require(argument, value, str)
        texts = self.templates.make_texts(title=title, caption=caption, number=number)
        with self._lock:
            if self._claimed is None:  # these names need not begin with the number of a row
                self._claimed = set()
            file_name = self.claim_name(link, name)
            self.save_job(DrawJob(link, texts, file_name))
        return file_name

    def save_job(self, job: DrawJob) -> Notes:
        """Draw and save one code under its claimed name, and return the notes on its texts.

        Raises:
            RecordError: the code can't be drawn; see `save`.
            OptionError: as `save`.
            OSError: as `save`.
        """
        if self._drawer.is_bare and (job.texts.title or job.texts.caption):
            raise OptionError(
                "The codes of this folder have no texts: create it with "
                f"{option('title', '{title}')} or {option('caption', '{caption}')}."
            )
        with self._lock:
            (result,) = self.write([job], self.draw([job]))
        if isinstance(result, RecordError):
            raise result
        return result

    def claim_name(self, link: str, name: str) -> str:
        """Return a valid and unique file name for the code of a link.

        Raises:
            SymbolError: `qr_too_long` or `qr_too_dense`; the name stays free.
        """
        level, style = self.options.level, self.options.style
        check_fits(link, level)
        if style.size is not None:
            check_density(link, find_version(link, level), style, level)
        return self._make_unique(name)

    def draw(self, jobs: Sequence[DrawJob]) -> list[DrawResult]:
        """Return the drawings of codes, without saving them; an error for each that failed.

        Raises:
            FileExistsError: a file has the name of a code, and wa-link did not draw it.
            OSError: a file that has the name of a code can't be read.
            OptionError: the design or a font can't be used, or a library is not installed.
        """
        if not self._force:
            for job in jobs:
                _check_replaceable(self._folder / job.file_name)
        return self._drawer.draw(jobs)

    def write(
        self, jobs: Sequence[DrawJob], results: Sequence[DrawResult]
    ) -> list[Notes | RecordError]:
        """Save the drawings of `draw`; return the notes on each, or its error.

        Raises:
            OSError: a file can't be written.
        """
        if not self._is_dry:
            for job, result in zip(jobs, results, strict=True):
                if not isinstance(result, RecordError):
                    self._write_file(job.file_name, result.content)
        return [result if isinstance(result, RecordError) else result.notes for result in results]

    def sync(self) -> None:
        """Wait until all codes are on the disk, and end the typesetting process.

        Afterwards, more codes can be saved.

        Raises:
            FileNotFoundError: the folder was removed during the run.
        """
        self._close()
        if not self._is_dry:
            self._check_still_there()
            sync_all()

    def _close(self) -> None:
        """End the typesetting process; it starts again when it is needed again."""
        with self._lock:
            self._drawer.close()

    def _check_still_there(self) -> None:
        """Raise an error if the folder of the run was removed, and its codes with it."""
        with suppress(FileNotFoundError):
            if self._made is None or samestat(self._made, self._folder.stat()):
                return
        raise FileNotFoundError(errno.ENOENT, "It was removed during the run", str(self._folder))

    def _make_unique(self, text: str) -> str:
        """Return a file name for `text` that is free: `name.png`, then `name-2.png` and so on."""
        extension = self.options.file_format
        file_name = make_file_name(text, extension)
        if self._claimed is None:
            return file_name
        while (key := fold_name(file_name)) in self._claimed:
            group = fold_name(make_file_name(text, extension, 2))
            number = self._last_numbers[group] = self._last_numbers.get(group, 1) + 1
            file_name = make_file_name(text, extension, number)
        self._claimed.add(key)
        return file_name

    def _write_file(self, file_name: str, content: bytes) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
        with atomic_writer(self._folder / file_name, sync=False, follow=False) as file:
            file.write(content)


def _check_replaceable(path: Path) -> None:
    """Raise an error if a file is there that wa-link did not draw; links are not followed.

    A system crash can leave files that are empty or all NUL: they contain nothing to lose.
    """
    try:
        file = open_regular(path, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        return
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(
            errno.EISDIR, "It is a folder with the name of a code: name another folder", str(path)
        )
    if file is not None:
        with file:
            head = file.read(HEAD_BYTES)
            file.seek(max(0, file.seek(0, 2) - TAIL_BYTES))
            tail = file.read()
        if not (head + tail).strip(b"\0") or has_marker(head, tail):
            return
    raise FileExistsError(
        errno.EEXIST,
        "It is there already, and wa-link did not draw it: name another folder, or replace it "
        f"with {option('force', value=True)}",
        str(path),
    )
