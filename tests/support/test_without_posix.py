"""Tests of wa-link as on Windows: `without_posix` takes away what only POSIX systems have."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import openpyxl
import pytest

from wa_link import cli
from wa_link._support import files
from wa_link._support.device_names import is_device_name
from wa_link._support.files import atomic_writer
from wa_link._support.streams import WindowsPipe
from wa_link.check.walk_folders import _read_mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

TOOL = [sys.executable, "-m", "wa_link"]
ROOT = Path(__file__).parents[2]
PATH = os.pathsep.join((str(ROOT / "tests" / "without_posix"), str(ROOT)))
WINDOWS = {**os.environ} if sys.platform == "win32" else {**os.environ, "PYTHONPATH": PATH}
SHEET = "name,phone\nمحمد,+447911123456\n"
IN_USE = (
    "Another program has this file open, such as Excel: close it there, and run the command again"
)
DENIED = (
    "Windows does not let wa-link write this file: close it in other programs, such as Excel, or "
    "check its permissions, and run the command again"
)


def run(folder: Path, *words: str, given: bytes = b"") -> tuple[int, str, str]:
    """Run a command in a folder, and return its exit code, its output and its messages."""
    done = subprocess.run(
        [*TOOL, *words], cwd=folder, env=WINDOWS, input=given, capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself is tested")
def test_wa_link_alone_is_limited() -> None:
    code = (
        "import os, sys, pathlib\n"
        "from wa_link._support import child, parallel, signals\n"
        "print(child.os.name, parallel.sys.platform, hasattr(child.os, 'fork'),"
        " hasattr(signals.signal, 'SIGHUP'), os.name, sys.platform, hasattr(os, 'fork'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=WINDOWS, capture_output=True, check=True
    )
    assert done.stdout.decode().split() == ["nt", "win32", "False", "False", os.name, sys.platform,
                                            "True"]  # fmt: skip


def test_a_csv_replaces_itself(tmp_path: Path) -> None:
    """Windows can't rename a file over one that is open."""
    (tmp_path / "a.csv").write_text(SHEET, encoding="utf-8")
    assert run(tmp_path, "batch", "a.csv", "-o", "a.csv", "-q") == (0, "", "")
    assert "https://wa.me/447911123456" in (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_workbook_replaces_itself(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["phone"], ["+447911123456"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert run(tmp_path, "batch", "a.xlsx", "-o", "a.xlsx", "-q") == (0, "", "")
    rows = [*openpyxl.load_workbook(tmp_path / "a.xlsx").active.values]
    assert rows[1][:2] == ("+447911123456", "https://wa.me/447911123456")


def test_a_script_without_a_main_guard_uses_workers(tmp_path: Path) -> None:
    """A spawned worker imports the main module, which would run the script again."""
    (tmp_path / "a.csv").write_text("phone\n" + "+447911123456\n" * 20_000, encoding="utf-8")
    (tmp_path / "script.py").write_text(
        'from wa_link import convert\nprint(convert("a.csv", "b.csv", jobs=2).rows)\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env=WINDOWS, capture_output=True, check=False
    )
    assert (done.stdout.split(), done.stderr) == ([b"20000"], b"")


def test_lines_end_as_on_other_systems(tmp_path: Path) -> None:
    """In Git Bash, $(wa-link link …) removes the line feed only."""
    assert run(tmp_path, "link", "+447911123456") == (0, "https://wa.me/447911123456\n", "")


def test_two_pipes_are_not_one_file(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, "batch", "-", "-q", given=SHEET.encode())
    assert (code, err, out.count("https://wa.me/447911123456")) == (0, "", 1)


def test_outputs_that_differ_in_case_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(SHEET, encoding="utf-8")
    code, _, err = run(tmp_path, "batch", "a.csv", "-o", "É.csv", "--rejects", "e\u0301.CSV")
    assert (code, "name the same file" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    """Windows reports it as an invalid argument."""
    (tmp_path / "a.csv").write_text("phone\n" + "+447911123456\n" * 20_000, encoding="utf-8")
    with subprocess.Popen(
        [*TOOL, "batch", "a.csv", "-q"],
        cwd=tmp_path,
        env=WINDOWS,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not hasattr(os, "eventfd"), reason="a file that refuses to write as Windows")
def test_an_invalid_write_means_a_closed_pipe() -> None:
    with WindowsPipe(os.eventfd(0), "wb") as pipe, pytest.raises(BrokenPipeError):
        pipe.write(b"three")


def test_another_invalid_argument_is_reported(
    wa_link: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr("wa_link.cli.link.link_all", fail)
    if vars(cli)["os"].name != "nt":
        monkeypatch.setattr(cli, "os", SimpleNamespace(**vars(os) | {"name": "nt"}))
    done = wa_link("link", "+447911123456")
    assert (done.code, done.out, done.err) == (1, "", "Error: Invalid argument.\n")


@pytest.mark.parametrize("name", ["aux.svg", "CON.png", "com1.pdf", "nul.tar.png", "ＬＰＴ1.svg"])
def test_a_name_of_a_device_is_refused(tmp_path: Path, name: str) -> None:
    assert is_device_name(name)
    code, out, err = run(tmp_path, "qr", "+447911123456", "-o", name)
    assert (code, out) == (2, "")
    assert "because Windows has a device with this name: choose another name." in err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["console.svg", "com.png", "auxiliary", "a.con", "com10.png"])
def test_names_like_those_of_devices_are_free(name: str) -> None:
    assert not is_device_name(name)


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes so many renames fail, as Windows does for an open file."""
    real = Path.replace
    left, code = 0, 5

    def replace(path: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left >= 0:
            error = PermissionError(13, "Access is denied", str(path))
            error.winerror = code  # type: ignore[attr-defined]  # only on Windows
            raise error
        return real(path, target)

    def start(count: int, winerror: int = 5) -> None:
        nonlocal left, code
        left, code = count, winerror

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files, "_RETRY_SECONDS", (0.001, 0.002))
    return start


def test_a_virus_scanner_gets_some_time(tmp_path: Path, refuse: Callable[..., None]) -> None:
    refuse(2)
    with atomic_writer(tmp_path / "a.csv") as file:
        file.write(b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"


@pytest.mark.parametrize(("code", "reason"), [(5, DENIED), (32, IN_USE)])
def test_a_file_that_excel_has_open_stays(
    tmp_path: Path, refuse: Callable[..., None], code: int, reason: str
) -> None:
    (path := tmp_path / "a.csv").write_bytes(b"old")
    refuse(3, code)
    with pytest.raises(PermissionError) as caught, atomic_writer(path) as file:
        file.write(b"new")
    assert (caught.value.strerror, caught.value.filename) == (reason, str(path))
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.csv", b"old")]


def test_an_open_file_is_found_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    (path := tmp_path / "a.csv").write_bytes(b"old")
    monkeypatch.setattr(os, "open", refuse)
    if os.name != "nt":
        monkeypatch.setattr(files, "os", SimpleNamespace(**vars(os) | {"name": "nt"}))
    with pytest.raises(PermissionError) as caught, atomic_writer(path):
        pass
    assert (caught.value.strerror, caught.value.filename) == (DENIED, str(path))
    assert path.read_bytes() == b"old"


def test_a_junction_is_a_link() -> None:
    class Junction:
        """An entry of a folder that leads to another folder, as Python 3.12 shows it."""

        def is_symlink(self) -> bool:
            return False

        def is_junction(self) -> bool:
            return True

    assert stat.S_ISLNK(_read_mode(cast("os.DirEntry[str]", Junction())))


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "ascii"])
def test_messages_in_a_pipe_are_utf_8(encoding: str) -> None:
    done = subprocess.run(
        [*TOOL, "link", "محمد"],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.decode().startswith('Error: "محمد" has letters')
