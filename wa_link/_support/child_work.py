"""Code that runs in a child process: messages to the parent, and limits of memory and time."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from importlib import import_module

TYPE_CHECKING = False  # `typing` takes a quarter of the time to start
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


TIMED_OUT = 124
"""Exit code of a child that took too long, on systems without SIGALRM, such as Windows."""


class CannotReadError(Exception):
    """Error that a child process raises if it can't read a file; the message says why."""


class Channel:
    """The child's side of the pipes to its parent.

    The parent sends frames: the length of some bytes, and then the bytes. The child answers with
    JSON messages. Pickle is not used: a hostile file may control the child, and its answer could
    run code in the parent.
    """

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        """Use `source` to read from the parent, and `target` to write to the parent."""
        self._source = source
        self._target = target

    def receive(self) -> bytes:
        """Wait for the next frame of the parent, and return its bytes without their length.

        Raises:
            EOFError: the parent has ended, or has closed the pipe.
        """
        size = int.from_bytes(self._read(4), "big")
        return self._read(size)

    def receive_parts(self) -> bytes:
        """Read frames until an empty frame comes, and return all their bytes joined."""
        return b"".join(iter(self.receive, b""))

    def send(self, kind: str, *content: object) -> None:
        """Send a message to the parent: its kind, such as `ready`, and its content, as JSON."""
        body = json.dumps([kind, *content], ensure_ascii=False, separators=(",", ":"))
        self.send_bytes(body.encode("utf-8", "surrogatepass"))

    def send_bytes(self, data: bytes) -> None:
        """Send a frame to the parent; its bytes are JSON, or the content of a file."""
        self._target.write(len(data).to_bytes(4, "big") + data)
        self._target.flush()

    def _read(self, size: int) -> bytes:
        """Return the next `size` bytes; raise EOFError if the pipe ends before that."""
        data = self._source.read(size)
        if len(data) < size:
            raise EOFError
        return data


def run(work: str, lifeline: int) -> None:
    """Import the module that does the work, call its `serve`, and report errors to the parent.

    Args:
        work: full name of the module.
        lifeline: file descriptor of a pipe that closes when the parent ends; -1 if there is none,
            as on Windows.
    """
    channel = Channel(sys.stdin.buffer, sys.stdout.buffer)
    try:
        if lifeline >= 0:
            _end_with_parent(lifeline)
        serve = import_module(work).serve
        channel.send("ready")
        serve(channel)
    except (EOFError, BrokenPipeError):
        return
    except MemoryError:
        answer: tuple[str, ...] = ("memory",)
    except ImportError as error:
        answer = ("library", str(error)[:200])
    except CannotReadError as error:
        answer = ("refused", str(error))
    except BaseException as error:  # noqa: BLE001  (a panic in Rust is not an Exception)
        answer = ("broken", f"{type(error).__name__}: {error}"[:200])
    channel.send(*answer)


def _end_with_parent(lifeline: int) -> None:
    """Ask the kernel to end this process when the parent ends.

    When the parent ends, the pipe closes, and the kernel sends SIGIO to this process. SIGIO ends
    the process even if a library in C is running. On macOS, SIGIO is ignored, so the process ends
    when it next uses its pipes, or at its limit of time.

    Args:
        lifeline: file descriptor of the pipe.

    Raises:
        EOFError: the pipe is closed already.
    """
    import fcntl  # noqa: PLC0415  (not on Windows)
    import select  # noqa: PLC0415  (as above)
    import signal  # noqa: PLC0415  (slow to load)

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGIO,))
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | fcntl.FASYNC)
    poll = select.poll()
    poll.register(lifeline, select.POLLIN)
    if poll.poll(0):  # it is closed already
        raise EOFError


def limit_memory(size: int) -> None:
    """Limit the memory (address space) of this process to `size` bytes; do nothing on Windows."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        least = min(limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY)
        try:
            resource.setrlimit(kind, (least, hard))
        except (OSError, ValueError):  # macOS refuses a limit below the current use
            continue


@contextmanager
def limit_time(seconds: int) -> Iterator[None]:
    """End this process if the block takes longer than `seconds`.

    A library that has run out of memory can wait forever. Windows has no SIGALRM, so a thread ends
    the process there. The thread can't do that while a library holds the GIL.
    """
    import signal  # noqa: PLC0415  (slow to load)

    if not hasattr(signal, "alarm"):
        with _timer(seconds):
            yield
        return
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


@contextmanager
def _timer(seconds: int) -> Iterator[None]:
    """End this process with exit code TIMED_OUT if the block takes longer than `seconds`."""
    from threading import Timer  # noqa: PLC0415  (on Windows)

    timer = Timer(seconds, os._exit, (TIMED_OUT,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
