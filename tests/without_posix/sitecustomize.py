"""Let wa_link and its tests run on Linux as on Windows: without what only POSIX systems have.

Python imports this file when it starts, if its folder is in PYTHONPATH (tests/README.md). Only
modules of wa_link and of its tests are affected: pytest and its plugins need POSIX.
"""

from __future__ import annotations

import builtins
import io
import os
import re
import select
import signal
import stat
import sys
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec

    from _typeshed import ReadableBuffer

HERE = Path(__file__).parent
ABSENT_MODULES = frozenset(
    "crypt curses fcntl grp posix pty pwd readline resource syslog termios tty".split()
)
# Names of `os` and `select` that the documentation of Python marks as "Availability: Unix". `kill`
# is one of them because it can only end processes on Windows.
_ABSENT_NAMES = re.compile(
    r"""
    O_(?!RDONLY|WRONLY|RDWR|APPEND|CREAT|EXCL|TRUNC).* | W[A-Z].* | sched_.* | posix_.* | pidfd_.*
    | kill(pg)? | fork(pty)? | wait(3|4|id)? | mkfifo | mknod | sync | fdatasync | [lf]?chown
    | f?chdir_fd | fchmod | fchdir | [gs]et_blocking | [gs]et(e|re|res)?[ug]id | [gs]etgroups
    | [gs]etsid | [gs]etp(gid|riority) | getpgrp | getloadavg | f?statvfs | openpty | ttyname
    | ctermid | uname | sysconf | pipe2 | pread | pwrite | (read|write)v | nice | sendfile | lockf
    | [gs]etxattr | memfd_create | e?poll
    """,
    re.VERBOSE,
)
_PRESENT_SIGNALS = frozenset(("SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"))
_ABSENT_SIGNAL_FUNCTIONS = re.compile(
    r"SIG(?!_DFL|_IGN)[A-Z].*|ITIMER_.*|alarm|pause|pthread_.*|[gs]etitimer|sig[iptw][a-z]+"
)


class _Limited(ModuleType):
    """A module without the names that only POSIX systems have; changes go to the real module."""

    def __init__(self, real: ModuleType, absent: re.Pattern[str], **instead: object) -> None:
        super().__init__(real.__name__)
        vars(self).update(_real=real, _absent=absent, _instead=instead, _before={}, _set=set())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (anything that a module contains)
        if name in self._instead:
            return self._instead[name]
        is_absent = name not in _PRESENT_SIGNALS and self._absent.fullmatch(name)
        if is_absent and name not in self._set:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(self._real, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._set.add(name)
        if hasattr(self._real, name):
            self._before.setdefault(name, getattr(self._real, name))
        setattr(self._real, name, value)

    def __delattr__(self, name: str) -> None:
        self._set.discard(name)
        if name in self._before:  # pytest removes what it has set
            setattr(self._real, name, self._before.pop(name))
        else:
            delattr(self._real, name)

    def __dir__(self) -> list[str]:
        return [name for name in dir(self._real) if hasattr(self, name)]


def _fstat(descriptor: int) -> os.stat_result:
    """Return `os.fstat`; on Windows, all pipes and terminals have the same number, 0."""
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode):
        return found
    return os.stat_result((found.st_mode, 0, 0, *found[3:10]))


def _replace(path: Path, target: Path | str) -> Path:
    """Rename a file; on Windows, this fails if this process has the old file open."""
    opened = [each for each in Path("/proc/self/fd").iterdir() if each.exists()]
    if Path(target).exists() and any(each.samefile(target) for each in opened):
        error = PermissionError(13, "Access is denied", str(path))
        error.winerror = 5  # type: ignore[attr-defined]
        raise error
    os.replace(path, target)  # noqa: PTH105  (the method itself is replaced)
    return Path(target)


def _lock(descriptor: int, mode: int, size: int) -> None:
    """Lock bytes of a file; on Windows, another lock of the same process prevents that, too."""
    import fcntl  # noqa: PLC0415  (not at the top of a module: tests/test_architecture.py)

    assert (mode, size) == (_MSVCRT.LK_NBLCK, 1)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PermissionError(13, "Permission denied") from None


_MSVCRT: Any = ModuleType("msvcrt")
_MSVCRT.LK_NBLCK, _MSVCRT.locking = 2, _lock
_LIMITED = {
    "os": _Limited(os, _ABSENT_NAMES, name="nt", fstat=_fstat),
    "select": _Limited(select, _ABSENT_NAMES),
    "signal": _Limited(signal, _ABSENT_SIGNAL_FUNCTIONS),
    "_signal": _Limited(sys.modules["_signal"], _ABSENT_SIGNAL_FUNCTIONS),
    "sys": _Limited(sys, re.compile("getdlopenflags"), platform="win32"),
}


def _import(
    name: str,
    globals: dict[str, Any] | None = None,  # noqa: A002  (the name of __import__)
    locals: dict[str, Any] | None = None,  # noqa: A002  (as above)
    fromlist: Sequence[str] = (),
    level: int = 0,
) -> ModuleType:
    """Import a module as `__import__` does, but not one that only POSIX systems have."""
    if name in ABSENT_MODULES:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    if name == "msvcrt":
        return cast("ModuleType", _MSVCRT)
    module = builtins.__import__(name, globals, locals, fromlist, level)
    return _LIMITED.get(module.__name__, module)


class _LimitedLoader(Loader):
    """A loader whose modules import with `_import`."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (anything that a loader has)
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import}
        self._loader.exec_module(module)
        if module.__name__ == "wa_link._support.child":
            vars(module)["_SCRIPT"] = HERE / "child_script.py"


class _Finder(MetaPathFinder):
    """A finder that gives the modules of wa_link and of its tests a `_LimitedLoader`."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] not in ("wa_link", "tests"):
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _LimitedLoader(spec.loader)
                return spec
        return None


class _FinderFirst(list[Any]):
    """The list of finders, in which `_Finder` stays the first, also when pytest inserts its own."""

    def insert(self, index: Any, finder: Any) -> None:  # noqa: ANN401
        super().insert(max(index, 1), finder)


_write_text = Path.write_text


def _write_with_crlf(
    path: Path,
    data: str,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = "\r\n",
) -> int:
    """Write a text file, whose lines end with CR LF on Windows."""
    return _write_text(path, data, encoding, errors, newline)


class _Pipe(io.FileIO):
    """Standard output to a pipe: if its reader has gone, Windows reports an invalid argument."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise OSError(22, "Invalid argument") from None


Path.replace = _replace  # type: ignore[assignment,method-assign]
Path.write_text = _write_with_crlf  # type: ignore[assignment,method-assign]
sys.meta_path = _FinderFirst([_Finder(), *sys.meta_path])
if sys.stdout is not None and stat.S_ISFIFO(os.fstat(1).st_mode):
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(_Pipe(1, "wb", closefd=False)),
        sys.stdout.encoding,
        sys.stdout.errors,
        newline="\r\n",
    )
