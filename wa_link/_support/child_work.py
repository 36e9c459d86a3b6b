"""The code of a child process: its channel to the parent, and its limits."""

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
"""Exit code of a process that took too long, on systems without alarms."""


class CannotReadError(Exception):
    """The work can't be done; the text is a sentence for the user."""


class Channel:
    """The pipes between parent and child.

    The parent sends frames of bytes, and the child answers with messages in JSON. Pickle is not
    used: a hostile file may control the child, and its answer could run code in the parent.
    """

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        """Read from one pipe, and write to another."""
        self._source = source
        self._target = target

    def receive(self) -> bytes:
        """Return the next frame.

        Raises:
            EOFError: the parent has ended, or closed the pipe.
        """
        size = int.from_bytes(self._read(4), "big")
        return self._read(size)

    def receive_parts(self) -> bytes:
        """Return all frames until an empty one, joined."""
        return b"".join(iter(self.receive, b""))

    def send(self, kind: str, *content: object) -> None:
        """Send a message."""
        body = json.dumps([kind, *content], ensure_ascii=False, separators=(",", ":"))
        self.send_bytes(body.encode("utf-8", "surrogatepass"))

    def send_bytes(self, data: bytes) -> None:
        """Send a frame of bytes that a message has announced."""
        self._target.write(len(data).to_bytes(4, "big") + data)
        self._target.flush()

    def _read(self, size: int) -> bytes:
        data = self._source.read(size)
        if len(data) < size:
            raise EOFError
        return data


def run(work: str, lifeline: int) -> None:
    """Import a module, and let its `serve` answer the parent.

    Args:
        work: the full name of the module.
        lifeline: the descriptor of a pipe that closes when the parent ends; -1 without one.
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
    """Let the kernel end this process when the pipe closes, even in the middle of a library."""
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
    """Limit the address space of this process, in bytes, if the system can do that."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        least = min(limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY)
        try:
            resource.setrlimit(kind, (least, hard))
        except (OSError, ValueError):  # macOS refuses a limit that is exceeded already
            continue


@contextmanager
def limit_time(seconds: int) -> Iterator[None]:
    """End this process if the block takes longer.

    A library that has run out of memory may wait forever. Windows has no alarms: there, a library
    that keeps Python's lock is not ended.
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
    from threading import Timer  # noqa: PLC0415  (on Windows)

    timer = Timer(seconds, os._exit, (TIMED_OUT,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
