"""A desktop for tests: programs on PATH that record how they were called."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

# Environment variables that say where a program runs.
DESKTOPS = (
    "DISPLAY WAYLAND_DISPLAY WSL_DISTRO_NAME TERMUX_VERSION SSH_TTY SSH_CONNECTION TMUX STY BROWSER"
).split()
_PROGRAM = """\
#!{python}
import base64, json, os, sys, time
call = dict(arguments=sys.argv[1:], input=base64.b64encode(sys.stdin.buffer.read()).decode(),
            locale=os.environ.get("LC_ALL", ""),
            files=[open(name, "rb").read().hex() for name in sys.argv[1:] if os.path.isfile(name)])
with open({log!r}, "a") as log:
    print(json.dumps([{name!r}, call]), file=log)
sys.stdout.buffer.write(bytes.fromhex({out!r}))
sys.stderr.write({err!r})
sys.stdout.flush()
time.sleep({seconds})
sys.exit({code})
"""


class Call(NamedTuple):
    """One call of a program: its name, arguments, input (in base64), locale, and files.

    The files are those that the arguments name, in hexadecimal.
    """

    name: str
    arguments: list[str]
    input: str
    locale: str
    files: list[str]


class Desktop:
    """A folder of fake programs, which is the only folder on PATH."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._patch = folder, monkeypatch
        self.log = folder / "log"
        (folder / "System32" / "WindowsPowerShell" / "v1.0").mkdir(parents=True)
        for name in DESKTOPS:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PATH", str(folder))
        monkeypatch.setenv("SYSTEMROOT", str(folder))

    def add(
        self, name: str, *, out: bytes = b"", err: str = "", code: int = 0, seconds: float = 0
    ) -> None:
        """Add a program; a name such as `System32/clip.exe` puts it into the system's folder."""
        program = self._folder / name
        program.write_text(
            _PROGRAM.format(python=sys.executable, log=str(self.log), name=program.name,
                            out=out.hex(), err=err, code=code, seconds=seconds)
        )  # fmt: skip
        program.chmod(0o755)

    def set(self, platform: str = "linux", **environment: str) -> None:
        """Set the platform and environment variables."""
        self._patch.setattr(sys, "platform", platform)
        for name, value in environment.items():
            self._patch.setenv(name, value)

    @property
    def calls(self) -> list[Call]:
        """Return all calls so far, in order."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [Call(name, **call) for name, call in map(json.loads, lines)]
