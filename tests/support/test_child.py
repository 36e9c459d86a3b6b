"""Tests of child processes: they end with their parent, and report errors in sentences."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import wa_link
from tests.conftest import linux
from tests.sheets.workbook.test_read_workbook import TABLE, xlsx_of
from wa_link import open_sheet, read_sheet
from wa_link._support.child import Child, ChildLostError, Loss
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(wa_link.__file__).parents[1]
STANDARD_PATHS = [str(ROOT), *(sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib"))]
MANY = [["name", "phone"], *([f"name {i}", "+447911123456"] for i in range(30_000))]


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Child]:
    """Start a child that runs the body of a function."""

    def start(body: str) -> Child:
        (tmp_path / "some_work.py").write_text("def serve(channel):\n    " + body)
        monkeypatch.syspath_prepend(str(tmp_path))
        return Child("some_work")

    return start


def children() -> set[int]:
    """Return the ids of the running processes that this process has started."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        found |= set(map(int, (task / "children").read_text().split()))
    return found


def is_gone(process: int, seconds: float) -> bool:
    """Return whether a process ends within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        state = Path(f"/proc/{process}/stat")
        with suppress(FileNotFoundError, ProcessLookupError):
            if state.read_text().rpartition(")")[2].split()[0] not in "ZX":
                time.sleep(0.02)
                continue
        return True
    return False


def test_it_answers(child: Callable[[str], Child]) -> None:
    running = child("channel.send('sum', sum(channel.receive_parts()))")
    running.send(b"\1\2")
    running.send(b"\3")
    running.send(b"")
    assert running.receive() == ("sum", [6])
    running.close()
    running.close()


@pytest.mark.parametrize(
    ("body", "loss", "text"),
    [
        pytest.param("raise MemoryError", Loss.MEMORY, "", id="memory of Python's"),
        pytest.param("import os; os.abort()", Loss.MEMORY, "", id="memory of a library's"),
        pytest.param(
            "from wa_link._support.child_work import limit_memory\n"
            "    limit_memory(1 << 28)\n"
            "    bytes(1 << 29)",
            Loss.MEMORY,
            "",
            id="limit of memory",
        ),
        pytest.param(
            "from wa_link._support.child_work import limit_time\n"
            "    with limit_time(1):\n"
            "        import time; time.sleep(60)",
            Loss.TIME,
            "",
            id="time",
        ),
        pytest.param(
            "import signal\n"
            "    del signal.alarm\n"
            "    from wa_link._support.child_work import limit_time\n"
            "    with limit_time(1):\n"
            "        pass\n"
            "    with limit_time(1):\n"
            "        import time; time.sleep(60)",
            Loss.TIME,
            "",
            id="time without an alarm",
        ),
        pytest.param("import os; os.kill(os.getpid(), 9)", Loss.KILLED, "", id="killed"),
        pytest.param("import os; os.kill(os.getpid(), 11)", Loss.BROKEN, "", id="segfault"),
        pytest.param("pass", Loss.BROKEN, "", id="an end without an answer"),
        pytest.param("1 / 0", Loss.BROKEN, "ZeroDivisionError: division by zero", id="error"),
    ],
)
@linux("signals and /proc")
def test_the_reason_of_its_end_is_known(
    child: Callable[[str], Child],
    capfd: pytest.CaptureFixture[str],
    body: str,
    loss: Loss,
    text: str,
) -> None:
    running = child(body)
    with pytest.raises(ChildLostError) as lost:
        running.receive()
    assert (lost.value.loss, lost.value.text) == (loss, text)
    running.close()
    assert capfd.readouterr() == ("", "")


@linux("signals and /proc")
def test_it_ends_when_it_is_closed_before_it_answers(child: Callable[[str], Child]) -> None:
    before = children()
    running = child("import time; time.sleep(60)")
    (process,) = children() - before
    running.close()
    assert is_gone(process, 2)


HANG = {
    "in Python": "while True: pass",
    "in a library that holds the lock": "import re; re.match('(a*)*b', 'a' * 60)",
    "asleep": "import time; time.sleep(60)",
    "while it waits for its parent": "channel.receive()",
    "while its parent does not read": "channel.send('x', 'y' * 10_000_000)",
}
PARENT = """
import sys, time
sys.path.insert(0, {path!r})
from wa_link._support.child import Child
child = Child("some_work")
print(child._started.process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("where", HANG)
@linux("signals and /proc")
def test_it_ends_with_its_parent_that_is_killed(where: str, tmp_path: Path) -> None:
    (tmp_path / "some_work.py").write_text(f"def serve(channel):\n    {HANG[where]}")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT.format(path=str(tmp_path))],
        stdout=subprocess.PIPE,
        env=environment,
    ) as parent:
        assert parent.stdout
        process = int(parent.stdout.readline())
        time.sleep(0.3)
        assert not is_gone(process, 0.1)
        parent.kill()
    assert is_gone(process, 2)


@linux("signals and /proc")
def test_a_signal_to_the_group_is_left_to_the_parent(child: Callable[[str], Child]) -> None:
    before = children()
    running = child("channel.receive(); channel.send('well')")
    (process,) = children() - before
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(process, number)
    running.send(b"")
    assert running.receive() == ("well", [])
    running.close()


def test_modules_in_the_current_folder_are_not_imported(
    child: Callable[[str], Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("json.py", "site.py", "python_calamine.py", "sitecustomize.py"):
        (folder / name).write_text("raise SystemExit(9)")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", ["", ".", *sys.path])
    running = child("import json, python_calamine; channel.send('well')")
    assert running.receive() == ("well", [])
    running.close()


@linux("signals and /proc")
def test_a_fork_of_the_parent_does_not_end_it(child: Callable[[str], Child]) -> None:
    running = child("channel.receive(); channel.send('well')")
    copy = os.fork()
    if not copy:
        running.close()
        os._exit(0)
    os.waitpid(copy, 0)
    running.send(b"")
    assert running.receive() == ("well", [])
    running.close()


@linux("signals and /proc")
def test_a_sheet_that_is_not_read_to_its_end_leaves_no_child() -> None:
    before = children()
    rows = iter(read_sheet(io.BytesIO(xlsx_of(MANY)), "f.xlsx"))
    next(rows)
    (process,) = children() - before
    del rows
    assert is_gone(process, 2)


@linux("signals and /proc")
def test_the_child_ends_with_the_block_that_reads_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(xlsx_of(MANY))
    before = children()
    with open_sheet(tmp_path / "f.xlsx") as sheet:
        rows = iter(sheet)
        next(rows)
        ranges = sheet.row_ranges(10)
        assert children() > before
    assert children() == before
    for left in (rows, ranges, iter(sheet), sheet.row_ranges(10)):
        with pytest.raises(ValueError, match="closed"):
            list(left)


@linux("signals and /proc")
@linux("/proc")
def test_a_sheet_that_is_read_to_its_end_leaves_no_child() -> None:
    before = children()
    assert sum(1 for _ in read_sheet(io.BytesIO(xlsx_of(MANY)), "f.xlsx")) == 30_000
    assert children() == before


@linux("signals and /proc")
def test_a_killed_child_is_an_error() -> None:
    before = children()
    rows = iter(read_sheet(io.BytesIO(xlsx_of(MANY)), "f.xlsx"))
    next(rows)
    (process,) = children() - before
    os.kill(process, signal.SIGKILL)
    with pytest.raises(
        InputError, match=r"^f\.xlsx was not read completely: .* Try again\. .* \.csv\.$"
    ):
        list(rows)


def test_a_process_that_can_not_be_started_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(InputError, match="can't be started "):
        read_sheet(io.BytesIO(xlsx_of(TABLE)), "f.xlsx")


@pytest.mark.parametrize("executable", [None, ""])
def test_an_unknown_interpreter_is_an_error(
    executable: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    with pytest.raises(InputError, match=r"can't be started .*interpreter is unknown"):
        read_sheet(io.BytesIO(xlsx_of(TABLE)), "f.xlsx")


def test_a_frozen_program_is_not_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(InputError, match="the process that reads workbooks can't be started"):
        read_sheet(io.BytesIO(xlsx_of(TABLE)), "f.xlsx")


@pytest.mark.parametrize("body", ["exit 1", "exit 0", "echo Welcome to this program", "cat"])
@linux("signals and /proc")
def test_another_program_as_the_interpreter_is_an_error(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(InputError, match="ended at once"):
        read_sheet(io.BytesIO(xlsx_of(TABLE)), "f.xlsx")


def test_a_library_missing_in_the_child_is_an_error(
    child: Callable[[str], Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    running = child("import no_such_library")
    with pytest.raises(ChildLostError) as lost:
        running.receive()
    assert lost.value.loss is Loss.LIBRARY
    running.close()
    monkeypatch.setattr("wa_link._support.child._find_module_folders", lambda _: STANDARD_PATHS)
    with pytest.raises(InputError, match=r"can't import a library .* again: .*No module named"):
        read_sheet(io.BytesIO(xlsx_of(TABLE)), "f.xlsx")


SCRIPT = """
from wa_link import open_sheet
with open_sheet("f.xlsx") as sheet:
    print(sum(1 for _ in sheet))
"""


@pytest.mark.parametrize("options", [(), ("-I",), ("-S", "-P"), ("-O",), ("-W", "error")])
def test_a_script_without_a_main_guard_reads_workbooks(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "f.xlsx").write_bytes(xlsx_of(TABLE))
    paths = [path for path in sys.path if path] + [str(ROOT)]
    (tmp_path / "script.py").write_text(f"import sys; sys.path[:] = {paths!r}\n{SCRIPT}")
    done = subprocess.run(
        [sys.executable, *options, "script.py"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
@linux("signals and /proc")
def test_standard_streams_may_be_closed(closed: str, tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(xlsx_of(TABLE))
    command = f"{sys.executable} -m wa_link batch f.xlsx -q --region SA --to csv {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.count(b"https://wa.me/966501234567") == 2
