"""Unfinished files: those of killed runs are removed, and no others."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.test_files import names_in
from wa_link import files, parts
from wa_link.files import atomic_writer
from wa_link.parts import new_part, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITING = """
import sys, time
from wa_link.files import atomic_writer
with atomic_writer(sys.argv[1]) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that writes out.csv, and does not end."""
    command = [sys.executable, "-c", WRITING, str(tmp_path / "out.csv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_what_a_killed_run_left_is_removed_by_the_next(
    tmp_path: Path, writing: subprocess.Popen[str]
) -> None:
    (left,) = names_in(tmp_path)
    writing.send_signal(signal.SIGKILL)
    writing.wait(timeout=20)
    with atomic_writer(tmp_path / "other.csv"):
        assert left in names_in(tmp_path)
    with atomic_writer(tmp_path / "out.csv") as file:
        assert left not in names_in(tmp_path)
        file.write(b"whole")
    assert names_in(tmp_path) == ["other.csv", "out.csv"]


def test_what_a_running_process_writes_is_left_alone(
    tmp_path: Path, writing: subprocess.Popen[str]
) -> None:
    (held,) = names_in(tmp_path)
    with atomic_writer(tmp_path / "out.csv") as file:
        file.write(b"whole")
    sweep(tmp_path)
    assert writing.poll() is None
    assert names_in(tmp_path) == [held, "out.csv"]
    assert (tmp_path / held).read_bytes() == b"half"


OTHERS = (".out.csv.part", ".out.csv.0123456789ab", "out.csv.0123456789ab.part",
          ".out.csv.0123456789AB.part", ".out.csv.0123456789abc.part")  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_what_has_another_kind_of_name_is_not_removed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    (tmp_path / ".out.csv.0123456789ab.part").write_text("left behind")
    sweep(tmp_path)
    assert names_in(tmp_path) == [name]


def test_neither_links_nor_folders_are_removed(tmp_path: Path) -> None:
    (target := tmp_path / "target").write_text("mine")
    (tmp_path / ".out.csv.0123456789ab.part").symlink_to(target)
    (tmp_path / ".out.csv.0123456789ac.part").mkdir()
    os.mkfifo(tmp_path / ".out.csv.0123456789ad.part")
    before = names_in(tmp_path)
    sweep(tmp_path)
    assert names_in(tmp_path) == before
    assert target.read_text() == "mine"


def test_one_file_alone_is_swept_by_its_name(tmp_path: Path) -> None:
    for name in (".out.csv.0123456789ab.part", ".out.csv2.0123456789ab.part"):
        (tmp_path / name).touch()
    sweep(tmp_path, "out.csv")
    assert names_in(tmp_path) == [".out.csv2.0123456789ab.part"]


def test_a_folder_that_is_none_is_left_alone(tmp_path: Path) -> None:
    sweep(tmp_path / "none")
    (tmp_path / "file").touch()
    sweep(tmp_path / "file")
    assert names_in(tmp_path) == ["file"]


def test_a_part_is_held_until_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = []

    def sweep_first(part: Path, target: Path) -> Path:
        sweep(tmp_path)
        swept.append(part.exists())
        os.replace(part, target)  # noqa: PTH105  (the method is what is replaced here)
        return target

    monkeypatch.setattr(type(tmp_path), "replace", sweep_first)
    with atomic_writer(tmp_path / "out.csv") as file:
        file.write(b"whole")
    assert swept == [True]


def test_those_who_sweep_and_those_who_write_do_not_meet(tmp_path: Path) -> None:
    ended = threading.Event()

    def sweep_on() -> None:
        while not ended.is_set():
            sweep(tmp_path)

    sweepers = [threading.Thread(target=sweep_on) for _ in range(3)]
    for each in sweepers:
        each.start()
    try:
        for number in range(400):
            with atomic_writer(tmp_path / f"{number}.csv", sync=False) as file:
                file.write(b"whole")
    finally:
        ended.set()
        for each in sweepers:
            each.join()
    assert len(names_in(tmp_path)) == 400


def test_a_part_that_was_swept_before_it_was_held_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    hold = fcntl.flock

    def swept_first(descriptor: int, how: int) -> None:
        if not made:
            (part,) = tmp_path.iterdir()
            made.append(part.name)
            part.unlink()
        hold(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", swept_first)
    part, descriptor = new_part(tmp_path / "out.csv", 0o600)
    os.close(descriptor)
    assert names_in(tmp_path) == [part.name]
    assert made != [part.name]


def test_without_locks_files_are_written_and_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "fcntl", None)
    monkeypatch.setattr(files, "CAN_HOLD", False)
    (tmp_path / ".out.csv.0123456789ab.part").touch()
    with atomic_writer(tmp_path / "out.csv") as file:
        file.write(b"whole")
    assert names_in(tmp_path) == [".out.csv.0123456789ab.part", "out.csv"]
