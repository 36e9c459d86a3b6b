"""Start `wa-link business` in a process of its own, with the fake of Meta's server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta


def start(meta: FakeMeta, folder: Path, line: str) -> subprocess.Popen[str]:
    """Start a command in its own process."""
    return subprocess.Popen(
        [sys.executable, "-m", "wa_link", "business", *line.split(), "--base-url", meta.url],
        cwd=folder, env={**os.environ, **meta.environment}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def run_without_reader(meta: FakeMeta, folder: Path, line: str) -> tuple[int, str]:
    """Run a command whose standard output is closed; return its exit code and standard error."""
    with start(meta, folder, line) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        err = process.stderr.read()
    return process.returncode, err


def wait_for_requests(meta: FakeMeta, count: int = 1) -> None:
    """Wait until the server got so many requests."""
    deadline = time.monotonic() + 30
    while len(meta.requests) < count:
        assert time.monotonic() < deadline, "the request never came"
        time.sleep(0.01)
