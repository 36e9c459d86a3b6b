"""Typst in a child process: requests to measure cards, and to draw documents of them."""

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

_WORK = "wa_link.printing.typesetting.typst_work"
_NEEDS = ("typst", "pymupdf_fonts", "pikepdf")
_LARGEST_FONT_BYTES = 50_000_000
# A request may take so many seconds, and so many more for each card: a hundred times what it takes.
_SECONDS, _CARDS_IN_SECOND = 10, 10


_LOSSES = {
    Loss.MEMORY: "needed more memory than it may take. Use a simpler design, or a smaller font.",
    Loss.TIME: "took too long. Use a simpler design.",
    Loss.KILLED: "was killed. Run the command again.",
    Loss.NOT_STARTED: 'ended as it started. Install "wa-link[print]" again.',
    Loss.LIBRARY: 'can\'t import a library. Install "wa-link[print]" again.',
    Loss.BROKEN: "failed. Try another design or font.",
}


class TypesetterLostError(OutputError, ChildLostError):
    """The process that typesets has ended; its text is a sentence for the person."""

    def __init__(self, lost: ChildLostError) -> None:
        super().__init__(lost.loss, lost.text)
        more = f" ({quote(lost.text, 100)})" if lost.text else ""
        self.args = (f"The process that typesets {_LOSSES[lost.loss]}{more}",)


class Font(NamedTuple):
    """A font's file: its name, for messages, and its bytes."""

    name: str
    data: bytes


class Measured(NamedTuple):
    """Answer of Typst about cards.

    Attributes:
        marks: what the design says of them, each with its page.
        missing: clusters that no font has, of all cards.
        fonts: names of fonts, a list for each page; empty where only our own were used.
    """

    marks: list[dict[str, Any]]
    missing: list[str]
    fonts: list[list[str]]


class Typesetter:
    """A child process that typesets; it is started when it is first used, and after a loss again.

    One request is answered after the other: `begin_…` sends it, `finish_…` waits for the answer, so
    that this process can do something else meanwhile. A request whose answer nobody took ends the
    process, so that its answer is never taken for that of another.
    """

    def __init__(self, fonts: Sequence[Font] = ()) -> None:
        """Use a person's own fonts before FiraGO."""
        self._fonts = fonts
        self._child: Child | None = None
        self._families: tuple[str, ...] = ()
        self._is_waiting = False  # for an answer
        self._end: finalize[[], Typesetter] | None = None

    @property
    def families(self) -> tuple[str, ...]:
        """Names of the fonts, the first first.

        Raises:
            OptionError: a font can't be used, or a library is not installed.
            TypesetterLostError: the process can't be started.
        """
        self._running()
        return self._families

    def begin_measure(self, files: Mapping[str, bytes], cards: int, *, with_system: bool) -> None:
        """Have a document measured; `with_system` also looks for fonts of the system.

        Raises:
            OptionError, TypesetterLostError: as `families` has it.
        """
        self._send({"job": "measure", "system": with_system}, files, cards)

    def finish_measure(self) -> Measured:
        """Return the answer.

        Raises:
            WorkRefusedError: the design is wrong; the text is Typst's.
            TypesetterLostError: the process ended before it answered.
        """
        with self._answered() as child:
            return Measured(*child.receive()[1])

    def begin_draw(
        self,
        files: Mapping[str, bytes],
        cards: int,
        file_format: str,
        *,
        with_system: bool,
        ppi: float | None = None,
    ) -> None:
        """Have a document drawn as PDF, or its pages as PNG of that many pixels per inch, or SVG.

        Raises:
            OptionError, TypesetterLostError: as `families` has it.
        """
        request = {"job": "draw", "system": with_system, "format": file_format, "ppi": ppi}
        self._send(request, files, cards)

    def finish_draw(self) -> list[bytes]:
        """Return the files.

        Raises:
            WorkRefusedError, TypesetterLostError: as `finish_measure` has it.
        """
        with self._answered() as child:
            (count,) = child.receive()[1]
            return [child.receive_bytes() for _ in range(count)]

    def close(self) -> None:
        """End the process."""
        end, self._end = self._end, None
        self._child, self._is_waiting = None, False
        if end is not None:
            end()

    def start(self) -> None:
        """Start the process, and do not wait until it is ready.

        Raises:
            OptionError: a library is not installed.
            OSError: the process can't be started.
        """
        if self._child is not None and not self._child.is_ours:
            self.close()  # in a copy of the process that has started it
        if self._child is None:
            check_installed()
            self._child = Child(_WORK, _NEEDS)
            self._end = finalize(self, self._child.close)  # also where nobody calls `close`
            self._families = ()
            self._child.send(str(len(self._fonts)).encode())
            for font in self._fonts:
                self._child.send(font.data)

    def _running(self) -> Child:
        self.start()
        child = self._child
        assert child is not None  # noqa: S101  (it was just started)
        if not self._families:
            try:
                self._families = tuple(child.receive()[1][0])
            except WorkRefusedError as error:
                self.close()
                text = str(error)
                if text.isdecimal() and int(text) < len(self._fonts):
                    raise _not_a_font(self._fonts[int(text)]) from None
                raise TypesetterLostError(ChildLostError(Loss.BROKEN, text)) from None
            except ChildLostError as error:
                self.close()
                if self._fonts and error.loss in (Loss.MEMORY, Loss.TIME, Loss.BROKEN):
                    raise _not_a_font(self._fonts[0]) from None
                raise TypesetterLostError(error) from None
            except OSError:
                self.close()
                raise
        return child

    def _send(self, request: dict[str, Any], files: Mapping[str, bytes], cards: int) -> None:
        if self._is_waiting:
            self.close()
        child = self._running()
        self._is_waiting = True
        seconds = _SECONDS + cards // _CARDS_IN_SECOND
        head = json.dumps({**request, "names": list(files), "cards": cards, "seconds": seconds})
        child.send(head.encode())
        for content in files.values():
            child.send(content)

    @contextmanager
    def _answered(self) -> Iterator[Child]:
        """Yield the process that answers; when that fails, the next request starts another.

        Raises:
            TypesetterLostError: the process has ended, perhaps before.
        """
        child = self._child
        if child is None or not self._is_waiting:
            raise TypesetterLostError(ChildLostError(Loss.KILLED))
        try:
            yield child
        except ChildLostError as error:
            self.close()
            raise TypesetterLostError(error) from None
        except BaseException:  # what is left of the answer is not for anybody
            self.close()
            raise
        self._is_waiting = False


def fonts_of(path: str | None) -> list[Font]:
    """Return a person's own font.

    Raises:
        OptionError: there is no such file, or it is too large.
    """
    if path is None:
        return []
    return [Font(path, read_whole(path, "a .ttf or .otf file", _LARGEST_FONT_BYTES))]


def check_installed() -> None:
    """Raise an error unless cards can be typeset.

    Raises:
        OptionError: a library is not installed; it names the command that installs it.
    """
    from importlib.util import find_spec  # noqa: PLC0415  (where print is asked for)

    if not all(map(find_spec, _NEEDS)):
        raise missing_extra("Typesetting cards or drawing PDF")


def _not_a_font(font: Font) -> OptionError:
    return OptionError(f"{quote(font.name, 200)} is not a font: give a .ttf or .otf file.")
