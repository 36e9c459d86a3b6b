"""CodeFolder: save the QR codes of many links in one folder, each under a unique file name."""

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
from wa_link._support.reject_notes import NO_NOTES, find_refusal
from wa_link.errors import OptionError, RecordError
from wa_link.links.template import Template
from wa_link.printing.codes.code_drawer import CodeDrawer
from wa_link.printing.codes.draw_options import DrawOptions
from wa_link.printing.codes.drawing import DrawJob
from wa_link.printing.codes.file_names import fold_name, make_file_name
from wa_link.printing.codes.replace_check import check_replaceable
from wa_link.qr.encode.symbol import check_fits, find_version
from wa_link.qr.preflight import check_density
from wa_link.qr.render.style_keywords import Styling, check_styling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.errors import Note, NoteCode
    from wa_link.printing.codes.drawing import DrawResult
    from wa_link.qr.encode.tables import ErrorCorrection

DEFAULT_NAME = "{wa_row}-{wa_digits}"
"""Default template of the file names; it makes names such as `000001-966501234567.png`."""
# A digit after the row's number could make the names of two rows equal.
_UNIQUE_BY_ROW = re.compile(r"\{wa_row\}(?:[A-Za-z_. -]|\Z)")
Notes: TypeAlias = "tuple[Note, ...]"


class CodeFolder:
    """Folder in which the QR codes of many links are saved, each under a unique file name.

    To save a single code, call `save`. To save the codes of many rows, open a `with` block with
    `make_folder`. In the block, call `claim_name` for each row in order, then `draw` and `write`
    (other threads can call these two), and at the end `sync`.

    Names that begin with the row's number can't be equal. All other names are kept in memory
    (about 100 bytes each), so no code replaces another code. If two conversions save a code under
    the same name, the file of the later one remains.

    Attributes:
        name: template of the file names, without extension; `{wa_row}` has six digits.
        options: options for drawing the codes.
        templates: templates of the texts on the cards.
        names_repeat: whether a row can have several codes.
        replaced_count: number of codes that replaced a file so far.
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
        """Check the options. The folder is created later, when the first code is saved.

        Args:
            folder: path of the folder.
            file_format: `png`, `svg` or `pdf`.
            name: template of the file names; see `Template`.
            error_correction: lowest level: `L`, `M`, `Q` or `H`; None for M. A code with a logo
                always has H.
            names_repeat: whether a row can have several codes. If so, the number of the row does
                not make a file name unique.
            force: whether files that wa-link did not draw are replaced.
            dry: whether nothing is written. Codes are still drawn, and errors are reported.
            **styling: see `Styling`. If it contains a text or a design, each code becomes a card.

        Raises:
            OptionError: an argument is out of its range, has no effect, or is not a valid template.
        """
        require("folder", folder, str, PathLike)
        require("file_format", file_format, str)
        check_styling(styling, "CodeFolder")
        self.options = DrawOptions.of(styling, file_format, error_correction)
        self.name = Template.parse(name)
        self.templates = self.options.templates(styling)
        self._folder = path = Path(folder)
        if (path.exists() or path.is_symlink()) and not path.is_dir():
            raise OptionError(
                f"{quote(str(folder), 200)} is not a folder: give the path of another folder."
            )
        if not dry:
            remove_stale(path)
        self.names_repeat = names_repeat
        self._force, self._is_dry, self.replaced_count = force, dry, 0
        self._drawer = CodeDrawer(self.options)
        is_unique = _UNIQUE_BY_ROW.match(name) and not names_repeat
        self._claimed: set[str] | None = None if is_unique else set()
        self._last_numbers: dict[str, int] = {}  # number that each name had last: 3 for `Ali-3.png`
        self._made: stat_result | None = None  # the folder when `make_folder` began
        self._lock = RLock()  # several threads can use one folder

    @contextmanager
    def make_folder(self) -> Iterator[None]:
        """Create the folder for the codes that are saved in a `with` block.

        After the block, remove the folder if this method created it and it is empty.

        Raises:
            FileNotFoundError: the folder was removed during the block.
            OSError: the folder can't be created.
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
                with suppress(OSError):  # the folder contains codes
                    self._folder.rmdir()

    def save(
        self, link: str, name: str, caption: str = "", *, title: str = "", number: str = ""
    ) -> str:
        """Draw and save the QR code of a link, and return the name of its file.

        A power failure can destroy the file until you call `sync`. So call `sync` before you save a
        list of the file names.

        Args:
            link: URL that the code contains.
            name: name of the file without extension, such as `Ali`. Forbidden characters are
                replaced, and a number is added if the name was already used: `Ali-2.png`.
            caption: lines on the card.
            title: largest text on the card.
            number: phone number such as `+44 7911 123456`, for designs that print it.

        Raises:
            SymbolError: `qr_too_long`, `qr_too_dense`, `qr_too_large` or `qr_unreadable`.
            TextError: a text can't be printed: `missing_glyph`, `caption_too_long` or
                `typesetting_failed`.
            OptionError: a title or caption is given, but the codes of this folder have no texts.
            OSError: the file can't be written.
        """
        given = {"link": link, "name": name, "caption": caption, "title": title, "number": number}
        for argument, value in given.items():
            require(argument, value, str)
        texts = self.templates.make_texts(title=title, caption=caption, number=number)
        with self._lock:
            if self._claimed is None:  # a name given here can lack the number of a row
                self._claimed = set()
            file_name = self.claim_name(link, name)
            self.save_job(DrawJob(link, texts, file_name))
        return file_name

    def save_job(self, job: DrawJob, rejected: frozenset[NoteCode] = NO_NOTES) -> Notes:
        """Draw and save one code, and return notes on its texts, such as that emoji were left out.

        The file name in `job` must come from `claim_name`.

        Raises:
            RecordError: the code can't be drawn (see `save`), or has a note in `rejected`.
            OptionError: for the same reasons as `save`.
            OSError: the file can't be written.
        """
        if self._drawer.is_bare and (job.texts.title or job.texts.caption):
            raise OptionError(
                "This CodeFolder draws codes without texts, so it can't print a title or a "
                "caption: leave them out, or make the CodeFolder with "
                f"{option('title', '{title}')} or {option('caption', '{caption}')}."
            )
        with self._lock:
            (result,) = self.write([job], self.draw([job], rejected))
        if isinstance(result, RecordError):
            raise result
        return result

    def claim_name(self, link: str, name: str) -> str:
        """Return a valid file name for the code of a link, and reserve it in this folder.

        For the name `Ali`, return `Ali.png`, or `Ali-2.png` if `Ali.png` is reserved.

        Raises:
            SymbolError: `qr_too_long` or `qr_too_dense`; no name is reserved.
        """
        level, style = self.options.level, self.options.style
        check_fits(link, level)
        if style.size is not None:
            check_density(link, find_version(link, level), style, level)
        return self._make_unique(name)

    def draw(
        self, jobs: Sequence[DrawJob], rejected: frozenset[NoteCode] = NO_NOTES
    ) -> list[DrawResult]:
        """Draw the codes without saving them, and return the drawings in the order of the jobs.

        If a code can't be drawn, or has a note whose code is in `rejected`, the list contains an
        error in place of its drawing.

        Raises:
            FileExistsError: the file of a code exists already, and wa-link did not draw it.
            OSError: an existing file with the name of a code can't be read.
            OptionError: the design or a font can't be used, or a library is not installed.
        """
        if not self._force:
            for job in jobs:
                check_replaceable(self._folder / job.file_name)
        return [
            each if isinstance(each, RecordError) else find_refusal(each.notes, rejected) or each
            for each in self._drawer.draw(jobs)
        ]

    def write(
        self, jobs: Sequence[DrawJob], results: Sequence[DrawResult]
    ) -> list[Notes | RecordError]:
        """Save the drawings that `draw` returned.

        Return for each job the notes on its texts, or the error that `draw` returned.

        Raises:
            OSError: a file can't be written.
        """
        if not self._is_dry:
            for job, result in zip(jobs, results, strict=True):
                if not isinstance(result, RecordError):
                    self._write_file(job.file_name, result.content)
        return [result if isinstance(result, RecordError) else result.notes for result in results]

    def sync(self) -> None:
        """Write all saved codes to the disk, and end the typesetting process.

        After that, the codes survive a power failure. More codes can be saved later.

        Raises:
            FileNotFoundError: the folder was removed during the block of `make_folder`.
        """
        self._close()
        if not self._is_dry:
            self._check_still_there()
            sync_all()

    def _close(self) -> None:
        """End the typesetting process. It starts again when the next drawing needs it."""
        with self._lock:
            self._drawer.close()

    def _check_still_there(self) -> None:
        """Fail if the folder was removed or replaced during the block of `make_folder`.

        Raises:
            FileNotFoundError: the folder was removed, and its codes with it.
        """
        with suppress(FileNotFoundError):
            if self._made is None or samestat(self._made, self._folder.stat()):
                return
        raise FileNotFoundError(
            errno.ENOENT,
            "This folder was removed during the run: run the command again",
            str(self._folder),
        )

    def _make_unique(self, text: str) -> str:
        """Return a file name for `text` that was not returned before, and remember it.

        For `Ali`, return `Ali.png`, the next time `Ali-2.png`, and so on. If each name begins with
        the number of its row, names can't be equal, so they are not remembered.
        """
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
        """Save a file completely or not at all; create the folder if it does not exist."""
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / file_name
        self.replaced_count += path.exists()
        with atomic_writer(path, sync=False, follow=False) as file:
            file.write(content)
