"""What a run holds: what killed runs left is removed, and nothing else; one run at a time draws."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.test_files import names_in
from wa_link._support import files, parts
from wa_link._support.files import atomic_writer
from wa_link._support.parts import held, in_turn, new_part, sweep, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITING = """
import sys, time
from wa_link._support.files import atomic_writer
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


OTHERS = (".out.csv.part", ".out.csv.wa-link-0123456789ab", "out.csv.wa-link-0123456789ab.part",
          ".out.csv.wa-link-0123456789AB.part", ".out.csv.wa-link-0123456789abc.part",
          ".out.csv.0123456789ab.part")  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_what_has_another_kind_of_name_is_not_removed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    (tmp_path / ".out.csv.wa-link-0123456789ab.part").write_text("left behind")
    sweep(tmp_path)
    assert names_in(tmp_path) == [name]


def test_neither_links_nor_folders_are_removed(tmp_path: Path) -> None:
    (target := tmp_path / "target").write_text("mine")
    (tmp_path / ".out.csv.wa-link-0123456789ab.part").symlink_to(target)
    (tmp_path / ".out.csv.wa-link-0123456789ac.part").mkdir()
    os.mkfifo(tmp_path / ".out.csv.wa-link-0123456789ad.part")
    before = names_in(tmp_path)
    sweep(tmp_path)
    assert names_in(tmp_path) == before
    assert target.read_text() == "mine"


def test_one_file_alone_is_swept_by_its_name(tmp_path: Path) -> None:
    for name in (".out.csv.wa-link-0123456789ab.part", ".out.csv2.wa-link-0123456789ab.part"):
        (tmp_path / name).touch()
    sweep(tmp_path, "out.csv")
    assert names_in(tmp_path) == [".out.csv2.wa-link-0123456789ab.part"]


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
    (tmp_path / ".out.csv.wa-link-0123456789ab.part").touch()
    with atomic_writer(tmp_path / "out.csv") as file:
        file.write(b"whole")
    assert names_in(tmp_path) == [".out.csv.wa-link-0123456789ab.part", "out.csv"]


IN_A_FOLDER = """
import sys, tempfile, time
tempfile.tempdir = sys.argv[1]
from wa_link._support.parts import temporary_folder
with temporary_folder() as folder:
    (folder / "rows").write_text("+447911123456")
    print(folder.name, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def in_a_folder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has a temporary folder, and does not end."""
    command = [sys.executable, "-c", IN_A_FOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("wa-link-")
        yield process
        process.kill()


class TestTemporaryFolder:
    @pytest.fixture(autouse=True)
    def _here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def test_it_is_removed_with_all_that_is_in_it(self, tmp_path: Path) -> None:
        with temporary_folder() as folder:
            assert (folder.parent, folder.stat().st_mode & 0o777) == (tmp_path, 0o700)
            (folder / "rows").touch()
        assert names_in(tmp_path) == []

    def test_what_a_killed_run_left_is_removed_by_the_next(
        self, tmp_path: Path, in_a_folder: subprocess.Popen[str]
    ) -> None:
        (left,) = names_in(tmp_path)
        in_a_folder.kill()
        in_a_folder.wait(timeout=20)
        with temporary_folder() as folder:
            assert names_in(tmp_path) == [folder.name] != [left]

    def test_what_a_running_process_has_is_left_alone(
        self, tmp_path: Path, in_a_folder: subprocess.Popen[str]
    ) -> None:
        (other,) = names_in(tmp_path)
        with temporary_folder():
            assert (tmp_path / other / "rows").read_text() == "+447911123456"
        assert in_a_folder.poll() is None
        assert names_in(tmp_path) == [other]

    def test_what_has_another_kind_of_name_or_is_no_folder_is_not_removed(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "wa-link-mine").mkdir()
        (tmp_path / "wa-link-0123456789ab.part.old").mkdir()
        (tmp_path / "wa-link-0123456789ab.part").touch()
        (elsewhere := tmp_path / "elsewhere").mkdir()
        (tmp_path / "wa-link-0123456789ac.part").symlink_to(elsewhere)
        os.mkfifo(tmp_path / "wa-link-0123456789ad.part")  # which would be waited for
        before = names_in(tmp_path)
        with temporary_folder():
            pass
        assert names_in(tmp_path) == before

    def test_one_that_was_swept_before_it_was_held_is_made_anew(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hold, made = fcntl.flock, list[str]()

        def swept_first(descriptor: int, how: int) -> None:
            if not made:
                (folder,) = tmp_path.iterdir()
                made.append(folder.name)
                folder.rmdir()
            hold(descriptor, how)

        monkeypatch.setattr(fcntl, "flock", swept_first)
        with temporary_folder() as folder:
            assert folder.is_dir()
            assert made != [folder.name]

    def test_without_locks_it_is_made_and_removed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parts, "fcntl", None)
        (tmp_path / "wa-link-0123456789ab.part").mkdir()
        with temporary_folder() as folder:
            assert folder.is_dir()
        assert names_in(tmp_path) == ["wa-link-0123456789ab.part"]


class TestHeld:
    def test_another_waits_until_it_is_free(self, tmp_path: Path) -> None:
        told: list[str] = []
        waits, ended = threading.Event(), threading.Event()

        def wait() -> None:
            told.append("waits")
            waits.set()

        def other() -> None:
            with held(tmp_path, wait):
                told.append("has it")
            ended.set()

        with held(tmp_path, pytest.fail):
            threading.Thread(target=other, daemon=True).start()
            assert waits.wait(20)
            told.append("frees it")
        assert ended.wait(20)
        assert told == ["waits", "frees it", "has it"]

    def test_whoever_does_not_want_to_wait_raises(self, tmp_path: Path) -> None:
        def refuse() -> None:
            raise ValueError("not now")

        with (
            held(tmp_path, pytest.fail),
            pytest.raises(ValueError, match="not now"),
            held(tmp_path, refuse),
        ):
            pass

    @pytest.mark.parametrize("used", [True, False])
    def test_a_folder_that_it_made_goes_when_it_is_empty(
        self, tmp_path: Path, *, used: bool
    ) -> None:
        with held(tmp_path / "codes", pytest.fail):
            if used:
                (tmp_path / "codes" / "code.png").touch()
        assert names_in(tmp_path) == (["codes"] if used else [])

    def test_one_that_was_removed_while_it_was_waited_for_is_made_anew(
        self, tmp_path: Path
    ) -> None:
        folder = tmp_path / "codes"
        descriptor = parts._hold_alone(folder, pytest.fail)  # noqa: SLF001  (as a run has it)
        assert descriptor is not None

        def leave() -> None:
            folder.rmdir()
            os.close(descriptor)

        with held(folder, leave):
            (folder / "code.png").touch()

    def test_one_that_is_removed_while_it_is_held_is_an_error(self, tmp_path: Path) -> None:
        with held(tmp_path / "codes", pytest.fail) as check:
            check()
            (tmp_path / "codes").rmdir()
            with pytest.raises(FileNotFoundError, match="removed meanwhile"):
                check()

    @pytest.mark.parametrize("stays", [True, False])
    def test_a_file_that_is_missed_for_it_is_not_what_is_told(
        self, tmp_path: Path, *, stays: bool
    ) -> None:
        def miss_a_file() -> None:
            with held(tmp_path / "codes", pytest.fail):
                if not stays:
                    (tmp_path / "codes").rmdir()
                (tmp_path / "codes" / "code.png").read_bytes()

        with pytest.raises(FileNotFoundError, match="No such file" if stays else "meanwhile"):
            miss_a_file()

    @pytest.mark.parametrize("target", ["nowhere", "codes"])
    def test_a_link_that_leads_to_no_folder_is_told(self, tmp_path: Path, target: str) -> None:
        (tmp_path / "codes").symlink_to(target)
        with (
            pytest.raises(OSError, match="It is a symbolic link that leads to no folder"),
            held(tmp_path / "codes", pytest.fail),
        ):
            pass

    def test_a_folder_that_was_there_stays(self, tmp_path: Path) -> None:
        with held(tmp_path, pytest.fail):
            pass
        assert tmp_path.is_dir()

    @pytest.mark.parametrize("locks", ["no such system", "no such file system"])
    def test_without_locks_nobody_waits(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locks: str
    ) -> None:
        def no_locks(_: int, __: int) -> None:
            raise OSError(37, "No locks available")

        monkeypatch.setattr(*((parts, "fcntl", None) if locks == "no such system"
                              else (fcntl, "flock", no_locks)))  # fmt: skip
        with held(tmp_path, pytest.fail), held(tmp_path, pytest.fail):
            pass


TURN = ".links.csv.wa-link-000000000000.part"


class TestInTurn:
    """Where the file that holds the turn cannot be had, nobody waits for it."""

    @staticmethod
    def take_turn(folder: Path) -> list[str]:
        with in_turn(folder / "links.csv"):
            pass
        return names_in(folder)

    def test_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (folder := tmp_path / "out").mkdir()
        (folder / TURN).symlink_to(tmp_path / "elsewhere")
        assert self.take_turn(folder) == [TURN]
        assert not (tmp_path / "elsewhere").exists()

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / TURN)
        assert self.take_turn(tmp_path) == [TURN]

    def test_a_file_of_a_killed_run_is_taken(self, tmp_path: Path) -> None:
        (tmp_path / TURN).touch()
        assert self.take_turn(tmp_path) == []

    def test_one_that_may_not_be_removed_stays(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "unlink", refuse)
        assert self.take_turn(tmp_path) == [TURN]
