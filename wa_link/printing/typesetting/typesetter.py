"""Typesetter: a child process that runs Typst to measure cards and to draw documents."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import finalize

from wa_link._support.child import Child, ChildLostError, Loss, WorkRefusedError
from wa_link._support.extras import missing_extra
from wa_link._support.quoting import quote
from wa_link._support.read_files import read_whole
from wa_link.errors import OptionError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CHILD_MODULE = "wa_link.printing.typesetting.typst_child"
_PACKAGES = ("typst", "pymupdf_fonts", "pikepdf")
_MAX_FONT_BYTES = 50_000_000
# Time limit of a request: about a hundred times the usual time.
_SECONDS, _CARDS_PER_SECOND = 10, 10

_INSTALL_AGAIN = 'Install it again: pip install --force-reinstall "wa-link[print]"'
_SENTENCE_ENDS = {
    Loss.MEMORY: "needed too much memory. Use a simpler design or a smaller font.",
    Loss.TIME: "took too long. Use a simpler design.",
    Loss.KILLED: "was killed. Run the command again.",
    Loss.NOT_STARTED: f"ended before it was ready. {_INSTALL_AGAIN}",
    Loss.LIBRARY: f"can't import a library. {_INSTALL_AGAIN}",
    Loss.BROKEN: "failed. Try another design or font.",
}


class TypesetterLostError(OutputError, ChildLostError):
    """The process that runs Typst ended before it answered. The error's text is for the user."""

    def __init__(self, lost: ChildLostError) -> None:
        super().__init__(lost.loss, lost.text)
        more = f" ({quote(lost.text, 100)})" if lost.text else ""
        self.args = (f"The process that draws cards with Typst {_SENTENCE_ENDS[lost.loss]}{more}",)


class Font(NamedTuple):
    """A font file of the user: its path, which messages quote, and its content."""

    name: str
    data: bytes


class MeasureAnswer(NamedTuple):
    """Typst's answer about cards, such as the text sizes that fit. Each card has its own page.

    Attributes:
        reports: a dict for each corner of a text box or a QR code, such as
            `{"kind": "code", "page": 1, "x": "9pt", "y": "9pt"}`. The dict of a text box also
            contains the text sizes that fit.
        missing: characters that no font has, each with its combining marks.
        fonts: names of the system fonts on each page. If Typst was not allowed to use system fonts,
            the list is empty.
    """

    reports: list[dict[str, Any]]
    missing: list[str]
    fonts: list[list[str]]


class Typesetter:
    """A child process that runs Typst. It starts at the first request, and again after a crash.

    `begin_measure` and `begin_draw` send a request; `finish_measure` and `finish_draw` wait for the
    answer. Between these two calls, the caller can do other work. If the caller did not read the
    last answer, the next request starts a new child process, which can't send the old answer.
    """

    def __init__(self, fonts: Sequence[Font] = ()) -> None:
        """Store the user's fonts. Typst uses them first, and then FiraGO, the font of wa-link."""
        self._fonts = fonts
        self._child: Child | None = None
        self._families: tuple[str, ...] = ()
        self._is_waiting = False  # for an answer of the child
        self._finalizer: finalize[[], Typesetter] | None = None

    @property
    def families(self) -> tuple[str, ...]:
        """Names of the font families. Typst prints a character with the first family that has it.

        This waits until the child process has loaded its fonts.

        Raises:
            OptionError: a font of the user can't be used, or a library is not installed.
            TypesetterLostError: the child process can't be started.
        """
        self._ensure_ready()
        return self._families

    def begin_measure(self, files: Mapping[str, bytes], cards: int, *, with_system: bool) -> None:
        """Ask Typst which text sizes fit on cards; `finish_measure` returns the answer.

        Args:
            files: contents of the document's files, by name.
            cards: number of cards in the document.
            with_system: whether Typst can use the fonts of the operating system.

        Raises:
            OptionError, TypesetterLostError: for the same reasons as `families`.
        """
        self._send({"job": "measure", "system": with_system}, files, cards)

    def finish_measure(self) -> MeasureAnswer:
        """Wait for the answer to `begin_measure`, and return it.

        Raises:
            WorkRefusedError: the design is wrong; the error's text is the message of Typst.
            TypesetterLostError: the child process ended before it answered.
        """
        with self._answering_child() as child:
            return MeasureAnswer(*child.receive()[1])

    def begin_draw(
        self,
        files: Mapping[str, bytes],
        cards: int,
        file_format: str,
        *,
        with_system: bool,
        ppi: float | None = None,
    ) -> None:
        """Send a document to Typst to be drawn; `finish_draw` returns the drawing.

        Args:
            files: contents of the document's files, by name.
            cards: number of cards in the document.
            file_format: `pdf`, `png` or `svg`.
            with_system: whether Typst can use the fonts of the operating system.
            ppi: pixels per inch of a PNG; None for the default of Typst.

        Raises:
            OptionError, TypesetterLostError: for the same reasons as `families`.
        """
        request = {"job": "draw", "system": with_system, "format": file_format, "ppi": ppi}
        self._send(request, files, cards)

    def finish_draw(self) -> list[bytes]:
        """Wait for the answer to `begin_draw`, and return one PDF, or a PNG or SVG for each page.

        Raises:
            WorkRefusedError, TypesetterLostError: for the same reasons as `finish_measure`.
        """
        with self._answering_child() as child:
            (count,) = child.receive()[1]
            return [child.receive_bytes() for _ in range(count)]

    def close(self) -> None:
        """End the child process. A later request starts a new one."""
        finalizer, self._finalizer = self._finalizer, None
        self._child, self._is_waiting = None, False
        if finalizer is not None:
            finalizer()

    def start(self) -> None:
        """Start the child process if it is not running; do not wait until it is ready.

        Raises:
            OptionError: a library is not installed.
            OSError: the child process can't be started.
        """
        if self._child is not None and not self._child.is_ours:
            self.close()  # after a fork, the child belongs to the parent of this process
        if self._child is None:
            check_installed()
            self._child = Child(_CHILD_MODULE, _PACKAGES)
            self._finalizer = finalize(self, self._child.close)  # in case nobody calls `close`
            self._families = ()
            self._child.send(str(len(self._fonts)).encode())
            for font in self._fonts:
                self._child.send(font.data)

    def _ensure_ready(self) -> Child:
        """Start the child process if needed, wait until it has loaded its fonts, and return it.

        Raises:
            OptionError, TypesetterLostError: for the same reasons as `families`.
        """
        self.start()
        child = self._child
        assert child is not None  # noqa: S101  (it was just started)
        if self._families:
            return child
        try:
            self._families = tuple(child.receive()[1][0])
        except WorkRefusedError as error:
            self.close()
            text = str(error)
            if text.isdecimal() and int(text) < len(self._fonts):  # the index of a font
                raise _make_font_error(self._fonts[int(text)]) from None
            raise TypesetterLostError(ChildLostError(Loss.BROKEN, text)) from None
        except ChildLostError as error:
            self.close()
            if self._fonts and error.loss in (Loss.MEMORY, Loss.TIME, Loss.BROKEN):
                raise _make_font_error(self._fonts[0]) from None
            raise TypesetterLostError(error) from None
        except OSError:
            self.close()
            raise
        return child

    def _send(self, request: dict[str, Any], files: Mapping[str, bytes], cards: int) -> None:
        if self._is_waiting:
            self.close()
        child = self._ensure_ready()
        self._is_waiting = True
        seconds = _SECONDS + cards // _CARDS_PER_SECOND
        head = json.dumps({**request, "names": list(files), "cards": cards, "seconds": seconds})
        child.send(head.encode())
        for content in files.values():
            child.send(content)

    @contextmanager
    def _answering_child(self) -> Iterator[Child]:
        """Yield the child process to a `with` block, which must read the answer of the process.

        If the block fails, the child process is ended, and the next request starts a new one.

        Raises:
            TypesetterLostError: the child process ended before or during the block.
        """
        child = self._child
        if child is None or not self._is_waiting:
            raise TypesetterLostError(ChildLostError(Loss.KILLED))
        try:
            yield child
        except ChildLostError as error:
            self.close()
            raise TypesetterLostError(error) from None
        except BaseException:  # nobody will read the rest of the answer
            self.close()
            raise
        self._is_waiting = False


def load_fonts(path: str | None) -> list[Font]:
    """Return a list with the font file at `path`, or an empty list if `path` is None.

    Raises:
        OptionError: the file can't be read, or is larger than 50 MB.
    """
    if path is None:
        return []
    return [Font(path, read_whole(path, "a .ttf or .otf file", _MAX_FONT_BYTES))]


def check_installed() -> None:
    """Check that Typst and the other libraries for cards are installed.

    Raises:
        OptionError: a library is missing. The message contains the command that installs it.
    """
    from importlib.util import find_spec  # noqa: PLC0415  (only needed to print)

    if not all(map(find_spec, _PACKAGES)):
        raise missing_extra("Typesetting cards")


def _make_font_error(font: Font) -> OptionError:
    return OptionError(
        f"{quote(font.name, 200)} is not a font that can be used: give another .ttf or .otf file."
    )
