"""Child processes that work with untrusted files: if the child crashes, its parent continues.

If the parent ends, even by a crash, the child ends too. Parent and child exchange JSON messages and
frames through pipes. A frame is the length of some bytes, and then the bytes.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from contextlib import suppress
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from wa_link._support.child_work import TIMED_OUT
from wa_link._support.signals import block_signals

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

_SCRIPT = Path(__file__).with_name("child_script.py")
# The largest size of the first message (`ready` or an error), in bytes.
_LONGEST_FIRST = 1 << 12
# Exit codes of a process that was aborted on Windows; other systems report SIGABRT.
_ABORTED = (0xC0000409, 0xC0000017, 3)

_ENVIRONMENT = {
    "RUST_BACKTRACE": "0",  # a backtrace would need more memory
    # A library that tries to use the network gets a closed port of this machine (RFC 863).
    **{
        spelled: "http://127.0.0.1:9"
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        for spelled in (name, name.lower())
    },
    "NO_PROXY": "",
    "no_proxy": "",
}


class Loss(Enum):
    """Reason why a child process did not answer. The value is text for a message: `it failed`."""

    MEMORY = "it needed too much memory"
    TIME = "it took too long"
    KILLED = "it was killed from outside"
    BROKEN = "it failed"
    NOT_STARTED = "it ended while it was starting"
    LIBRARY = "it can't import a library"


class ChildLostError(Exception):
    """Error for a child process that ended, or failed, before it answered.

    Attributes:
        loss: the reason.
        text: the last message of the child; empty if it sent none.
    """

    def __init__(self, loss: Loss, text: str = "") -> None:
        super().__init__(text or loss.value)
        self.loss = loss
        self.text = text


class WorkRefusedError(Exception):
    """Error for work that a child process refused. Its text is the reason, such as `is damaged`."""


class _Started(NamedTuple):
    """A child process, and the pipes to and from it."""

    process: subprocess.Popen[bytes]
    stdin: IO[bytes]
    stdout: IO[bytes]


class Child:
    """A child process that does work for this process, until `close` is called."""

    def __init__(self, work: str, needs: Sequence[str] = ()) -> None:
        """Start the process.

        Args:
            work: full name of a module. The child calls the function `serve(channel)` of that
                module, which does the work.
            needs: packages that the module imports. The child looks for them in the folders in
                which this process finds them.

        Raises:
            OSError: the process can't be started.
        """
        self._owner = os.getpid()
        self._started: _Started | None = None
        self._is_ready = False
        self._lifeline = -1
        try:
            with block_signals():
                self._started = self._start()
            setup = {"path": _find_module_folders(needs), "work": work, "lifeline": self._theirs}
            self._write(json.dumps(setup).encode() + b"\n")
        except BaseException:
            self.close()
            raise

    def _start(self) -> _Started:
        """Start the child process, and return it with its pipes."""
        import subprocess  # noqa: PLC0415  (20 ms, only for workbooks and cards)

        # sys.executable is None in an embedded Python, and the program itself in a frozen one.
        if not sys.executable or getattr(sys, "frozen", False):
            raise OSError(errno.ENOENT, "the Python interpreter is unknown")
        more: dict[str, Any] = {}
        self._theirs = -1
        if os.name == "posix":
            self._theirs, self._lifeline = map(_move_above_standard, os.pipe())
            more["pass_fds"] = (self._theirs,)
        else:
            more["creationflags"] = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        try:
            process = subprocess.Popen(  # noqa: S603  (our own script)
                [sys.executable, "-S", "-P", str(_SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_ENVIRONMENT},
                **more,
            )
        finally:
            if self._theirs >= 0:
                os.close(self._theirs)
        if process.stdin is None or process.stdout is None:
            raise OSError(errno.EPIPE, os.strerror(errno.EPIPE))
        return _Started(process, process.stdin, process.stdout)

    @property
    def is_ours(self) -> bool:
        """Return True in the process that started the child; in a fork of that process, False."""
        return os.getpid() == self._owner

    @property
    def _running(self) -> _Started:
        """Return the process and its pipes; raise ChildLostError if `close` was called."""
        if self._started is None:
            raise ChildLostError(Loss.KILLED)
        return self._started

    def send(self, data: bytes) -> None:
        """Send a frame to the child: the length of some bytes, and then the bytes.

        If the child has ended, the frame is dropped. `receive` then raises the error.
        """
        self._write(len(data).to_bytes(4, "big") + data)

    def _write(self, data: bytes) -> None:
        """Write bytes to the pipe of the child; ignore the error if the child has ended."""
        pipe = self._running.stdin
        try:
            pipe.write(data)
            pipe.flush()
        except OSError:  # the child has ended
            return

    def receive(self) -> tuple[str, list[Any]]:
        """Wait for the next message of the child, and return its kind and its content.

        The kind is a word, such as `rows`.

        Raises:
            WorkRefusedError: the child has refused the work.
            ChildLostError: the child has ended, or failed.
            OSError: the child could not use a file or folder, such as the one for temporary files.
        """
        if not self._is_ready:
            self._receive()  # the message `ready`
            self._is_ready = True
        return self._receive()

    def receive_bytes(self) -> bytes:
        """Wait for the next frame of the child, and return its bytes without their length.

        Raises:
            ChildLostError: the child has ended.
        """
        pipe = self._running.stdout
        head = pipe.read(4)
        size = int.from_bytes(head, "big")
        if not self._is_ready and size > _LONGEST_FIRST:
            raise ChildLostError(Loss.NOT_STARTED)  # another program has answered
        body = pipe.read(size) if len(head) == 4 else b""
        if len(head) < 4 or len(body) < size:
            raise ChildLostError(self._find_loss())
        return body

    def _receive(self) -> tuple[str, list[Any]]:
        """Return the kind and content of the next message, or raise the error that it reports."""
        kind, *content = json.loads(self.receive_bytes().decode("utf-8", "surrogatepass"))
        match kind:
            case "refused":
                raise WorkRefusedError(content[0])
            case "library":
                raise ChildLostError(Loss.LIBRARY, content[0])
            case "system":
                raise OSError(*content)
            case "memory":
                raise ChildLostError(Loss.MEMORY)
            case "broken":
                raise ChildLostError(Loss.BROKEN, content[0])
        return kind, content

    def _find_loss(self) -> Loss:
        """Wait until the child has ended, and return the reason that its exit code gives."""
        code = self._running.process.wait()
        if code == TIMED_OUT:
            return Loss.TIME
        name = signal.Signals(-code).name if -code in set(signal.Signals) else ""
        if name == "SIGABRT" or code in _ABORTED:
            return Loss.MEMORY
        by_itself = Loss.BROKEN if self._is_ready else Loss.NOT_STARTED
        return {"SIGALRM": Loss.TIME, "SIGKILL": Loss.KILLED}.get(name, by_itself)

    def close(self) -> None:
        """Kill the child, and close the pipes. In a fork of the parent, only close the pipes."""
        started, self._started = self._started, None
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1
        if started is None:
            return
        if self.is_ours:
            started.process.kill()
            started.process.wait()
        else:
            started.process.returncode = 0  # Popen must not wait for a child of another process
        for pipe in (started.stdin, started.stdout):
            with suppress(OSError):  # unsent bytes are dropped
                pipe.close()


def _move_above_standard(descriptor: int) -> int:
    """Return a file descriptor unchanged if it is above 2; else copy it to a number above 2.

    The numbers 0 to 2 belong to the standard streams. A new pipe can get such a number if a
    standard stream was closed when the program started. After the copy, the original is closed.
    """
    if descriptor > 2:
        return descriptor
    import fcntl  # noqa: PLC0415  (not on Windows)

    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
    os.close(descriptor)
    return moved


def _find_module_folders(needs: Sequence[str]) -> list[str]:
    """Return the folders in which the child looks for modules; they become its `sys.path`.

    First come the absolute paths in `sys.path` of this process. Relative paths are left out: the
    current folder may contain modules of other people. Then come the folders that contain wa_link
    and the packages `needs`, because an import hook may have found them outside of `sys.path`.
    """
    paths = [path for path in sys.path if Path(path).is_absolute()]
    found = [str(_SCRIPT.parents[2])]
    for name in needs:
        spec = find_spec(name)
        if spec is not None and spec.origin:
            found.append(str(Path(spec.origin).resolve().parents[1]))
    return paths + [path for path in found if path not in paths]
