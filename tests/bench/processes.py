"""Processes of wa-link and of other tools, with their time and memory."""

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
    """Time and memory of a process."""

    seconds: float
    """Wall-clock time, from its start to its end."""
    peak: float
    """Peak memory in MB (a million bytes), of the largest process if there are several."""


def wa_link_command(*arguments: object) -> list[str]:
    """Return a command line of wa-link, by its console script if this Python has it."""
    script = Path(sys.executable).with_name("wa-link")
    begin = [str(script)] if script.exists() else [sys.executable, "-m", "wa_link"]
    return [*begin, *map(str, arguments)]


def program_command(name: str, *arguments: object) -> list[str]:
    """Return the command line of a Python program in `programs`."""
    return [sys.executable, str(PROGRAMS / name), *map(str, arguments)]


def measure_cost(command: list[str]) -> Cost:
    """Run a command without its output, and return its time and memory."""
    done = _run([*_LAUNCHER, *command])
    code, seconds, peak = done.stdout.split()
    _refuse_failure(command, int(code), done.stderr)
    return Cost(float(seconds), float(peak) / 1e6)


def read_output(command: list[str], **more: str) -> str:
    """Return the output of a command; `more` is added to its environment."""
    done = _run(command, **more)
    _refuse_failure(command, done.returncode, done.stderr)
    return done.stdout


def _run(command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: it for name, it in os.environ.items() if name != "WA_LINK_REGION"} | more
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _refuse_failure(command: list[str], code: int, said: str) -> None:
    """End the benchmark with the errors of a command if its exit code is not 0."""
    if code:
        raise SystemExit(f"{shlex.join(command)}\nended with {code}:\n{said}")
