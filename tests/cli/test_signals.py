"""Signals at any moment: at the start, while a run waits or cleans up, or without a terminal."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import wa_link
from tests.long import size

if sys.platform == "win32":
    pytest.skip("only POSIX: signals", allow_module_level=True)

import fcntl
import pty
import termios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOOL = [sys.executable, "-m", "wa_link"]
PATIENCE_SECONDS = 60
ENDS = pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="INT"),
        pytest.param(signal.SIGTERM, 143, id="TERM"),
        pytest.param(signal.SIGHUP, 129, id="HUP"),
    ],
)
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux has /proc"
)
RUNS = size("WA_TEST_SIGNALS")
"""Number of runs that the test ends at random moments."""
SEED = int(os.environ.get("WA_TEST_SEED", "0"))


@contextmanager
def running(*arguments: str, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start a run in a new process group."""
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    path = os.pathsep.join([more.pop("path", ""), str(Path(wa_link.__file__).parents[1])])
    environment = {**os.environ, "PYTHONPATH": path.strip(os.pathsep), **more.pop("env", {})}
    with subprocess.Popen(
        [*TOOL, *arguments], env=environment, start_new_session=True, **{**streams, **more}
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    assert process.stderr
    code = process.wait(PATIENCE_SECONDS)
    return code, process.stderr.read()


def sheet_of(path: Path, rows: int) -> str:
    path.write_text("phone\n" + "".join(f"+44791112{row % 10_000:04d}\n" for row in range(rows)))
    return str(path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_the_start_ends_it_silently(tmp_path: Path, number: int) -> None:
    (tmp_path / "click.py").write_text(
        "import pathlib, time\npathlib.Path(__file__).with_name('begun').touch()\ntime.sleep(60)\n"
    )
    with running("--version", path=str(tmp_path)) as process:
        wait_for((tmp_path / "begun").exists)
        process.send_signal(number)
        assert ended(process) == (-number, b"")


@needs_proc
@ENDS
def test_a_signal_ends_a_run_that_waits_for_its_sheet(
    tmp_path: Path, number: int, code: int
) -> None:
    with running("batch", "-", "-o", "links.csv", cwd=tmp_path) as process:
        wait_for(lambda: is_waiting(process))
        process.send_signal(number)
        said = b"Interrupted after 0 rows: nothing is written.\n"
        assert ended(process) == (code, said)
    assert not [*tmp_path.iterdir()]


def is_listening(process: subprocess.Popen[bytes]) -> bool:
    """Return whether a process has installed its signal handlers."""
    caught = int(re.findall(r"SigCgt:\t(\w+)", status_of(process))[0], 16)
    return bool(caught >> (signal.SIGHUP - 1) & 1)


def is_waiting(process: subprocess.Popen[bytes]) -> bool:
    return is_listening(process) and "State:\tS" in status_of(process)


def status_of(process: subprocess.Popen[bytes]) -> str:
    return Path(f"/proc/{process.pid}/status").read_text()


def test_a_closed_terminal_leaves_nothing_behind(tmp_path: Path) -> None:
    """Nobody can read the message of the run, but the run still removes its temporary files."""
    sheet = sheet_of(tmp_path / "contacts.csv", 400_000)
    ours, its = pty.openpty()

    def lead() -> None:
        fcntl.ioctl(its, termios.TIOCSCTTY, 0)

    streams = {"stdin": its, "stdout": its, "stderr": its}
    with running("batch", sheet, "-o", "links.csv", cwd=tmp_path, preexec_fn=lead,
                 **streams) as process:  # fmt: skip
        os.close(its)
        wait_for(lambda: [*tmp_path.glob(".links.csv.*")])
        os.close(ours)
        assert process.wait(PATIENCE_SECONDS) == 128 + signal.SIGHUP
    assert [path.name for path in tmp_path.iterdir()] == ["contacts.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a device of Linux")
def test_the_exit_code_is_right_if_standard_error_is_full() -> None:
    with Path("/dev/full").open("wb") as full:
        for arguments, code in (
            (["qr", "+447911123456", "-o", "/none/code.png"], 2),
            (["batch"], 2),
            (["batch", "none.csv"], 2),
            (["batch", "/dev/null"], 1),
            (["--help"], 0),
        ):
            with running(*arguments, stderr=full) as process:
                assert process.wait(PATIENCE_SECONDS) == code


MESSAGES = re.compile(
    rb"\n?|Interrupted after [\d,]+ rows?: no sheet is written; the next run draws all codes "
    rb"again\.\n"
)


@pytest.mark.long(daily=1)
@needs_proc
def test_two_signals_at_any_moment_leave_nothing_behind(tmp_path: Path) -> None:
    """A second signal must not end a run in the middle of its clean-up."""
    sheet = sheet_of(tmp_path / "contacts.csv", 3_000)
    (temporary := tmp_path / "temporary").mkdir()
    chance = random.Random(SEED)  # noqa: S311  (no secret)
    for _ in range(RUNS):
        with running("batch", sheet, "-q", "-o", "links.xlsx", "--rejects", "rejects.csv",
                     "--qr-dir", "codes", cwd=tmp_path,
                     env={"TMPDIR": str(temporary)}) as process:  # fmt: skip
            wait_for(lambda: is_listening(process))
            if chance.random() < 0.6:
                wait_for(lambda: [*tmp_path.glob("codes/*.png")])
            time.sleep(chance.uniform(0, 0.4))
            first, second = chance.choices((signal.SIGINT, signal.SIGTERM), k=2)
            os.killpg(process.pid, first)
            time.sleep(chance.choice((0, chance.uniform(0, 0.02), chance.uniform(0, 0.1))))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, second)
            code, said = ended(process)
        assert code in (130, 143), said.decode()
        assert MESSAGES.fullmatch(said), said.decode()
        left = {path.name for path in tmp_path.iterdir()} - {"codes"}
        assert left == {"contacts.csv", "temporary"}
        assert {path.suffix for path in tmp_path.glob("codes/*")} <= {".png"}
        assert not [*temporary.iterdir()]
        if chance.random() < 0.5:
            shutil.rmtree(tmp_path / "codes", ignore_errors=True)
