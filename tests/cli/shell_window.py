"""A terminal window in which a test types into a shell, and reads its screen as a person does."""

from __future__ import annotations

import os
import select
import signal
import time
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COLUMNS, LINES = 100, 40
PROMPT = "ready>"
_SECONDS = 30


class ShellWindow:
    """A shell in a window of 100 columns and 40 lines. It ends with the `with` block."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> None:
        import pty  # noqa: PLC0415  (Windows has none)

        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._process, self._terminal = pty.fork()
        if not self._process:
            os.chdir(folder)
            os.execvpe(command[0], [*command], dict(environment))  # noqa: S606  (it is the shell)
        import fcntl  # noqa: PLC0415  (as above)
        import struct  # noqa: PLC0415  (as above)
        import termios  # noqa: PLC0415  (as above)

        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)

    def type(self, keys: str) -> None:
        """Type keys; `\t` is TAB."""
        os.write(self._terminal, keys.encode())

    def wait_for(self, *texts: str) -> str:
        """Wait until all texts are on the screen, and return the screen without blank lines."""
        end = time.monotonic() + _SECONDS
        while not all(each in self._show() for each in texts):
            left = end - time.monotonic()
            assert left > 0, f"{texts} are not on the screen:\n{self._show()}"
            if select.select([self._terminal], [], [], left)[0]:
                self._stream.feed(os.read(self._terminal, 1 << 16))
        return self._show()

    def _show(self) -> str:
        lines = (line.rstrip() for line in self._screen.display)
        return "\n".join(line for line in lines if line)
