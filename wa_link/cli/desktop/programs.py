"""Programs of the desktop, such as `xdg-open`: find them on each system, and run them quietly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

WAYLAND: Final = "WAYLAND_DISPLAY"
"""Environment variable that is set on a desktop of Wayland."""
X11: Final = "DISPLAY"
"""Environment variable that is set on a desktop of X11."""
WSL: Final = "WSL_DISTRO_NAME"
"""Environment variable that is set in Linux on Windows (WSL)."""
TERMUX: Final = "TERMUX_VERSION"
"""Environment variable that is set in Termux, a terminal on Android."""
# A program that never ends waits for something, such as an app that was removed.
_TIMEOUT_SECONDS = 20
_SECONDS_BETWEEN_CHECKS = 0.01


class Program(NamedTuple):
    """A program of the desktop.

    Attributes:
        name: name of the program.
        arguments: its arguments, without the value that the caller adds.
        needs: environment variable without which the program can't work; blank if there is none.
    """

    name: str
    arguments: tuple[str, ...] = ()
    needs: str = ""


def is_remote() -> bool:
    """Return whether the user is connected over SSH, so that the desktop is another computer."""
    return "SSH_TTY" in os.environ or "SSH_CONNECTION" in os.environ


def has_display() -> bool:
    """Return whether there is a desktop here, which programs can show to the user."""
    if sys.platform in ("darwin", "win32"):
        return not is_remote()
    is_on_device = WSL in os.environ or TERMUX in os.environ
    return bool(os.environ.get(WAYLAND) or os.environ.get(X11)) or (
        is_on_device and not is_remote()
    )


def find_program(programs: Iterable[Program]) -> list[str] | None:
    """Return the path and arguments of the first program that is installed and can work."""
    for program in programs:
        if (not program.needs or os.environ.get(program.needs)) and (path := _locate(program.name)):
            return [path, *program.arguments]
    return None


def read_output(command: list[str], most_bytes: int) -> subprocess.CompletedProcess[bytes] | None:
    """Run a program, and return its exit code and its output; None if it does not work at all.

    A program with a longer output is ended, and one byte more than `most_bytes` is returned.
    """
    from tempfile import TemporaryFile  # noqa: PLC0415  (only to read the clipboard)

    # `pbpaste` writes ASCII in other locales, and cells often contain invisible characters.
    locale = {"LC_ALL": "en_US.UTF-8"} if sys.platform == "darwin" else {}
    end = time.monotonic() + _TIMEOUT_SECONDS
    with TemporaryFile() as output, TemporaryFile() as errors:
        try:
            process = subprocess.Popen(  # noqa: S603  (a program of our tables)
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env=os.environ | locale,
            )
        except OSError:
            return None
        with process:
            try:
                while process.poll() is None and max(map(_size, (output, errors))) <= most_bytes:
                    if time.monotonic() > end:
                        return None
                    time.sleep(_SECONDS_BETWEEN_CHECKS)
            finally:
                process.kill()
        output.seek(0)
        errors.seek(0)
        texts = (output.read(most_bytes + 1), errors.read(most_bytes))
        return subprocess.CompletedProcess(command, process.returncode, *texts)


def write_input(command: list[str], data: bytes) -> bool:
    """Run a program with `data` as its input, and return whether it succeeded.

    Its output is not read, because a program such as `xclip` stays in the background.
    """
    try:
        done = subprocess.run(  # noqa: S603  (a program of our tables)
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=_TIMEOUT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _size(file: BinaryIO) -> int:
    """Return the size of an open file."""
    return os.fstat(file.fileno()).st_size


def _locate(name: str) -> str | None:
    """Return the path of a program, or None if it is not installed.

    On Windows, only the folders of the system are searched: by default, Windows would first run a
    program in the current folder, which may be a stranger's.
    """
    if sys.platform != "win32":
        return shutil.which(name)
    system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32")
    for folder in (system, system / "WindowsPowerShell" / "v1.0"):
        if (folder / name).is_file():
            return str(folder / name)
    return None
