"""Typesetter: a child process with Typst, which measures cards and draws documents."""

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

_SENTENCE_ENDS = {
    Loss.MEMORY: "needed too much memory. Use a simpler design or a smaller font.",
    Loss.TIME: "took too long. Use a simpler design.",
    Loss.KILLED: "was killed. Run the command again.",
    Loss.NOT_STARTED: 'ended when it started. Install "wa-link[print]" again.',
    Loss.LIBRARY: 'can\'t import a library. Install "wa-link[print]" again.',
    Loss.BROKEN: "failed. Try another design or font.",
}


class TypesetterLostError(OutputError, ChildLostError):
    """The child process ended before it answered; the text is a message for the user."""

    def __init__(self, lost: ChildLostError) -> None:
        super().__init__(lost.loss, lost.text)
        more = f" ({quote(lost.text, 100)})" if lost.text else ""
        self.args = (f"The process that runs Typst {_SENTENCE_ENDS[lost.loss]}{more}",)


class Font(NamedTuple):
    """A font file of the user: its path for messages, and its content."""

    name: str
    data: bytes


class MeasureAnswer(NamedTuple):
    """Typst's answer about cards, which are on one page each.

    Attributes:
        marks: the marks of the design, each with its page, its place and its content.
        missing: characters, with their combining marks, that no font has.
        fonts: names of the system fonts on each page; an empty list if none were allowed.
    """

    marks: list[dict[str, Any]]
    missing: list[str]
    fonts: list[list[str]]


class Typesetter:
    """A child process that runs Typst. It starts at the first request, and again after a crash.

    `begin_…` sends a request and `finish_…` waits for the answer, so that this process can work in
    between. If the last answer was never read, a new request ends the process, so an old answer is
    never mistaken for a new one.
    """

    def __init__(self, fonts: Sequence[Font] = ()) -> None:
        """Keep the fonts of the user, which Typst uses before FiraGO."""
        self._fonts = fonts
        self._child: Child | None = None
        self._families: tuple[str, ...] = ()
        self._is_waiting = False  # for an answer of the child
        self._finalizer: finalize[[], Typesetter] | None = None

    @property
    def families(self) -> tuple[str, ...]:
        """Names of the font families, in the order in which Typst uses them.

        Raises:
            OptionError: a font can't be used, or a library is not installed.
            TypesetterLostError: the process can't be started.
        """
        self._ensure_ready()
        return self._families

    def begin_measure(self, files: Mapping[str, bytes], cards: int, *, with_system: bool) -> None:
        """Send a document to be measured.

        Args:
            files: contents by name.
            cards: number of cards in the document.
            with_system: whether Typst may use system fonts.

        Raises:
            OptionError, TypesetterLostError: for the same reasons as `families`.
        """
        self._send({"job": "measure", "system": with_system}, files, cards)

    def finish_measure(self) -> MeasureAnswer:
        """Wait for the answer to `begin_measure`, and return it.

        Raises:
            WorkRefusedError: the design is wrong; the text is the message of Typst.
            TypesetterLostError: the process ended before it answered.
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
        """Send a document to be drawn.

        Args:
            files: contents by name.
            cards: number of cards in the document.
            file_format: `pdf`, `png` or `svg`.
            with_system: whether Typst may use system fonts.
            ppi: pixels per inch of a PNG; None for the default of Typst.

        Raises:
            OptionError, TypesetterLostError: for the same reasons as `families`.
        """
        request = {"job": "draw", "system": with_system, "format": file_format, "ppi": ppi}
        self._send(request, files, cards)

    def finish_draw(self) -> list[bytes]:
        """Wait for the answer to `begin_draw`: one PDF, or one PNG or SVG for each page.

        Raises:
            WorkRefusedError, TypesetterLostError: for the same reasons as `finish_measure`.
        """
        with self._answering_child() as child:
            (count,) = child.receive()[1]
            return [child.receive_bytes() for _ in range(count)]

    def close(self) -> None:
        """End the process."""
        finalizer, self._finalizer = self._finalizer, None
        self._child, self._is_waiting = None, False
        if finalizer is not None:
            finalizer()

    def start(self) -> None:
        """Start the process, without waiting until it is ready.

        Raises:
            OptionError: a library is not installed.
            OSError: the process can't be started.
        """
        if self._child is not None and not self._child.is_ours:
            self.close()  # after a fork, the child belongs to the other process
        if self._child is None:
            check_installed()
            self._child = Child(_CHILD_MODULE, _PACKAGES)
            self._finalizer = finalize(self, self._child.close)  # in case nobody calls `close`
            self._families = ()
            self._child.send(str(len(self._fonts)).encode())
            for font in self._fonts:
                self._child.send(font.data)

    def _ensure_ready(self) -> Child:
        """Return the process, after it has loaded its fonts.

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
        """Yield the process that must answer; if the block fails, the next request restarts it.

        Raises:
            TypesetterLostError: the process has ended, perhaps before this call.
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
    """Return the user's font in a list, or an empty list without a path.

    Raises:
        OptionError: the file can't be read, or is too large.
    """
    if path is None:
        return []
    return [Font(path, read_whole(path, "a .ttf or .otf file", _MAX_FONT_BYTES))]


def check_installed() -> None:
    """Check that the libraries that typeset cards are installed.

    Raises:
        OptionError: a library is missing; the message has the command that installs it.
    """
    from importlib.util import find_spec  # noqa: PLC0415  (only needed to print)

    if not all(map(find_spec, _PACKAGES)):
        raise missing_extra("Typesetting cards")


def _make_font_error(font: Font) -> OptionError:
    return OptionError(f"{quote(font.name, 200)} is not a font: give a .ttf or .otf file.")
