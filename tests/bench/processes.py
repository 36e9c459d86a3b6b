"""Whole processes: ours, a peer's, and what they cost."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
_LAUNCHER = [sys.executable, "-I", "-S", str(HERE / "launch.py")]


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    """Wall-clock time, from its start to its end."""
    peak: float
    """The most memory that it had, in MB (a million bytes); of several processes, the largest."""


def wa_link(*arguments: object) -> list[str]:
    """The command line of the tool: its console script where this Python has one."""
    script = Path(sys.executable).with_name("wa-link")
    begin = [str(script)] if script.exists() else [sys.executable, "-m", "wa_link"]
    return [*begin, *map(str, arguments)]


def program(name: str, *arguments: object) -> list[str]:
    """The command line of one of the Python programs in `programs`."""
    return [sys.executable, str(PROGRAMS / name), *map(str, arguments)]


def cost(command: list[str]) -> Cost:
    """Run a command to its end, and throw away what it prints."""
    done = _run([*_LAUNCHER, *command])
    code, seconds, peak = done.stdout.split()
    _refuse_failure(command, int(code), done.stderr)
    return Cost(float(seconds), float(peak) / 1e6)


def output(command: list[str], **more: str) -> str:
    """What a command prints; `more` is added to its environment."""
    done = _run(command, **more)
    _refuse_failure(command, done.returncode, done.stderr)
    return done.stdout


def _run(command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: it for name, it in os.environ.items() if name != "WA_LINK_REGION"} | more
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _refuse_failure(command: list[str], code: int, said: str) -> None:
    """End the benchmark with what a command said that did not end with 0."""
    if code:
        raise SystemExit(f"{shlex.join(command)}\nended with {code}:\n{said}")
