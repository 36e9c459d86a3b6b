from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from wa_link._support import files
from wa_link._support.files import (
    atomic_writer,
    remove_stale,
    remove_unfinished,
    sync_all,
    temporary_folder,
)
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextlib.contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_a_file_gets_its_name_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with atomic_writer(path) as file:
        file.write(b"half")
        file.flush()
        assert not path.exists()
        (part,) = names_in(tmp_path)
        assert part.startswith(".out.csv.")
        assert part.endswith(".part")
        file.write(b" and half")
    assert names_in(tmp_path) == ["out.csv"]
    assert path.read_bytes() == b"half and half"


def test_the_old_file_stays_until_the_new_file_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old and longer")
    with atomic_writer(str(path)) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old and longer"
    assert path.read_bytes() == b"new"
    assert names_in(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("old", [None, b"old"], ids=["new file", "old file"])
def test_an_exception_leaves_all_as_it_was(
    tmp_path: Path, error: type[BaseException], old: bytes | None
) -> None:
    path = tmp_path / "out.csv"
    if old is not None:
        path.write_bytes(old)

    def write() -> None:
        with atomic_writer(path) as file:
            file.write(b"new" * 10_000)
            raise error

    with pytest.raises(error):
        write()
    assert names_in(tmp_path) == ([] if old is None else ["out.csv"])
    assert old is None or path.read_bytes() == old


def test_a_full_disk_at_the_end_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    def write() -> None:
        with atomic_writer(path) as file:
            file.write(b"new")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left") as caught:
        write()
    assert caught.value.filename == str(path)
    assert names_in(tmp_path) == ["out.csv"]
    assert path.read_bytes() == b"old"


KILLED = """
import os, signal, sys
from wa_link._support.files import atomic_writer
with atomic_writer(sys.argv[1]) as file:
    for _ in range(100):
        file.write(b"new" * 10_000)
        file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@posix("SIGKILL")
def test_a_killed_run_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    killed = subprocess.run([sys.executable, "-c", KILLED, path], check=False, timeout=30)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    part, _ = names_in(tmp_path)
    assert part.endswith(".part")
    assert (tmp_path / part).stat().st_size == 3_000_000


@posix("modes of files")
@pytest.mark.parametrize(
    ("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600), (0, 0o666)]
)
def test_the_permissions_of_a_new_file_follow_the_umask(
    tmp_path: Path, mask: int, mode: int
) -> None:
    path = tmp_path / "out.csv"
    with umask(mask):
        with atomic_writer(path) as file:
            file.write(b"new")
        assert mode_of(path) == mode
        with atomic_writer(path) as file:
            file.write(b"newer")
        now = os.umask(mask)
    assert now == mask


@posix("modes of files")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_permissions_of_a_replaced_file_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    with atomic_writer(path) as file:
        file.write(b"new")
    assert (path.read_bytes(), mode_of(path)) == (b"new", mode)


@pytest.mark.parametrize("gives", [True, False])
def test_owner_and_group_of_a_replaced_file_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, gives: bool
) -> None:
    """Only root can set them; files of other users keep the owner of the process."""
    asked = []

    def chown(path: Path, owner: int, group: int) -> None:
        asked.append((path.suffix, owner, group))
        if not gives:
            raise PermissionError

    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "chown", chown, raising=False)
    with atomic_writer(path) as file:
        file.write(b"new")
    old = path.stat()
    assert asked == [(".part", old.st_uid, -1), (".part", -1, old.st_gid)]
    assert (path.read_bytes(), names_in(tmp_path)) == (b"new", ["out.csv"])


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError) as caught, atomic_writer(path):
        pass
    assert caught.value.filename == str(path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.csv", b"old")]


@posix("modes of files")
@pytest.mark.parametrize(
    ("old", "mask", "mode"),
    [(None, 0o077, 0o600), (None, 0o022, 0o644), (0o600, 0, 0o600), (0o640, 0, 0o640)],
)
def test_an_unfinished_file_has_the_same_permissions(
    tmp_path: Path, old: int | None, mask: int, mode: int
) -> None:
    path = tmp_path / "out.csv"
    if old is not None:
        path.touch()
        path.chmod(old)
    with umask(mask), atomic_writer(path):
        (part,) = tmp_path.glob(".*.part")
        assert mode_of(part) == mode
    assert mode_of(path) == mode


def test_of_two_runs_the_one_that_ends_later_wins(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with atomic_writer(path) as first, atomic_writer(path) as second:
        first.write(b"first")
        second.write(b"second")
    assert path.read_bytes() == b"first"
    assert names_in(tmp_path) == ["out.csv"]


def test_a_file_is_on_the_disk_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    on_disk: list[tuple[int, bool]] = []

    def fsync(descriptor: int) -> None:
        on_disk.append((os.fstat(descriptor).st_size, path.exists()))

    monkeypatch.setattr(os, "fsync", fsync)
    with atomic_writer(path) as file:
        file.write(b"whole")
    assert on_disk == [(5, False)]


@posix("os.sync")
def test_many_files_are_written_to_the_disk_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: calls.append("fsync"))
    monkeypatch.setattr(os, "sync", lambda: calls.append("sync"))
    for name in ("a", "b"):
        with atomic_writer(tmp_path / name, sync=False) as file:
            file.write(b"whole")
    assert calls == []
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"] * 2
    sync_all()
    assert calls == ["sync"]


def test_a_system_without_sync_is_left_to_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sync", raising=False)
    sync_all()


@pytest.mark.parametrize("old", [None, b"old"], ids=["dangling", "to a file"])
def test_a_symbolic_link_is_followed(tmp_path: Path, old: bytes | None) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    target = folder / "target.csv"
    if old is not None:
        target.write_bytes(old)
    link = tmp_path / "link.csv"
    link.symlink_to(Path("elsewhere/target.csv"))
    with atomic_writer(link) as file:
        file.write(b"new")
        assert names_in(tmp_path) == ["elsewhere", "link.csv"]
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names_in(folder) == ["target.csv"]


@posix("devices and pipes with a path")
def test_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    import tty  # noqa: PLC0415  (not on Windows)

    # A new terminal is used: if this test failed as root, it could replace /dev/null itself.
    screen, keyboard = os.openpty()
    tty.setraw(keyboard)
    device = tmp_path / "device"
    device.symlink_to(os.ttyname(keyboard))
    with atomic_writer(device) as file:
        file.write(b"through")
    assert os.read(screen, 100) == b"through"
    assert stat.S_ISCHR(device.stat().st_mode)
    os.close(keyboard)
    os.close(screen)


@posix("devices and pipes with a path")
@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a symbolic link"])
def test_a_named_pipe_is_written_to(tmp_path: Path, *, linked: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    path = tmp_path / "link"
    path.symlink_to(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with atomic_writer(path if linked else pipe) as file:
        file.write(b"through")
    reader.join(10)
    assert read == [b"through"]
    assert pipe.is_fifo()
    assert names_in(tmp_path) == ["link", "pipe"]


@posix("devices and pipes with a path")
@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system has no /dev/fd")
def test_a_pipe_of_the_shell_is_written_to() -> None:
    source, sink = os.pipe()
    with open(source, "rb") as reader:  # noqa: PTH123  (a descriptor has no path)
        with atomic_writer(f"/dev/fd/{sink}") as file:
            file.write(b"through")
        os.close(sink)
        assert reader.read() == b"through"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught, atomic_writer(tmp_path):
        pass
    assert str(caught.value) == f'"{tmp_path}" is a folder: name a file in it.'
    assert names_in(tmp_path) == []


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none" / "out.csv"
    with pytest.raises(OptionError) as caught, atomic_writer(path):
        pass
    assert str(caught.value) == (
        f'"{path}" can\'t be written: the folder "{path.parent.resolve()}" does not exist. '
        "Create the folder first."
    )
    assert names_in(tmp_path) == []


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    path = tmp_path / "file" / "out.csv"
    with pytest.raises(OptionError, match=r'file" does not exist\.'), atomic_writer(path):
        pass
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_missing_folder_is_a_system_error_without_follow(
    tmp_path: Path,
) -> None:
    path = tmp_path / "codes" / "code.png"
    with pytest.raises(FileNotFoundError) as caught, atomic_writer(path, follow=False):
        pass
    assert caught.value.filename == str(path)


def test_a_link_to_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "none" / "out.csv")
    with pytest.raises(OptionError, match=r"none\" does not exist\."), atomic_writer(link):
        pass
    assert names_in(tmp_path) == ["link.csv"]


@posix("messages of POSIX")
def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links") as caught, atomic_writer(tmp_path / "a"):
        pass
    assert caught.value.filename == str(tmp_path / "a")
    assert names_in(tmp_path) == ["a", "b"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system has no /proc")
def test_errors_name_the_file_and_not_its_temporary_file() -> None:
    with pytest.raises(OSError, match=r"/proc/out\.csv") as caught, atomic_writer("/proc/out.csv"):
        pass
    assert caught.value.filename == "/proc/out.csv"


@posix("long names and names with a line feed")
@pytest.mark.parametrize(
    "name", ["a" * 255, "日" * 85, "😀" * 63, ".hidden", "a\nb", "-", "a.part", "~", "%s{}"]
)
def test_every_name_that_the_file_system_allows_works(tmp_path: Path, name: str) -> None:
    with atomic_writer(tmp_path / name) as file:
        file.write(b"new")
    assert names_in(tmp_path) == [name]


def test_a_relative_name_is_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with atomic_writer("out.csv") as file:
        file.write(b"new")
    assert names_in(tmp_path) == ["out.csv"]


OURS = ".out.csv.wa-link-0123456789abcdef.part"
OUR_FOLDER = "wa-link-0123456789abcdef.part"
OTHERS = (".out.csv.part", ".out.csv.wa-link-0123456789abcdef",
          "out.csv.wa-link-0123456789abcdef.part",
          ".out.csv.wa-link-0123456789ABCDEF.part", ".out.csv.wa-link-0123456789abcdef0.part",
          ".out.csv.0123456789abcdef.part", "wa-link-mine",
          "wa-link-0123456789abcdef.part.old")  # fmt: skip


def make_older(path: Path, hours: float = 25) -> None:
    changed = time.time() - hours * 3600
    os.utime(path, (changed, changed), follow_symlinks=False)


class TestStale:
    def test_the_next_run_removes_what_is_older_than_a_day(self, tmp_path: Path) -> None:
        (tmp_path / OURS).touch()
        make_older(tmp_path / OURS)
        with atomic_writer(tmp_path / "other.csv"):
            pass
        assert names_in(tmp_path) == ["other.csv"]

    @pytest.mark.parametrize("hours", [0, 23])
    def test_what_may_belong_to_a_run_of_today_stays(self, tmp_path: Path, hours: int) -> None:
        (tmp_path / OURS).touch()
        (tmp_path / OUR_FOLDER).mkdir()
        for path in tmp_path.iterdir():
            make_older(path, hours)
        before = names_in(tmp_path)
        remove_stale(tmp_path)
        assert names_in(tmp_path) == before

    @pytest.mark.parametrize("name", OTHERS)
    @pytest.mark.parametrize("make", [Path.touch, Path.mkdir])
    def test_other_names_stay(
        self, tmp_path: Path, name: str, make: Callable[[Path], None]
    ) -> None:
        make(tmp_path / name)
        make_older(tmp_path / name)
        remove_stale(tmp_path)
        assert names_in(tmp_path) == [name]

    @posix("devices and pipes with a path")
    def test_links_pipes_and_other_kinds_stay(self, tmp_path: Path) -> None:
        (target := tmp_path / "target").mkdir()
        (target / "mine").touch()
        (tmp_path / OURS).mkdir()
        (tmp_path / OUR_FOLDER).touch()
        for number, name in enumerate((OURS, OUR_FOLDER)):
            (tmp_path / name.replace("cdef", f"cde{number}")).symlink_to(target)
            os.mkfifo(tmp_path / name.replace("cdef", f"cdd{number}"))
        before = names_in(tmp_path)
        for name in before:
            make_older(tmp_path / name)
        remove_stale(tmp_path)
        assert names_in(tmp_path) == before
        assert names_in(target) == ["mine"]

    def test_what_is_not_a_folder_is_left_alone(self, tmp_path: Path) -> None:
        remove_stale(tmp_path / "none")
        (tmp_path / "file").touch()
        remove_stale(tmp_path / "file")
        assert names_in(tmp_path) == ["file"]


class TestTemporaryFolder:
    @pytest.fixture(autouse=True)
    def _here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def test_it_is_removed_with_all_its_files(self, tmp_path: Path) -> None:
        with temporary_folder() as folder:
            assert (folder.parent, mode_of(folder)) == (tmp_path, 0o700)
            (folder / "rows").touch()
        assert names_in(tmp_path) == []

    def test_one_older_than_a_day_is_removed_by_the_next(self, tmp_path: Path) -> None:
        (left := tmp_path / OUR_FOLDER).mkdir()
        (left / "rows").write_text("+447911123456")
        make_older(left)
        with temporary_folder() as folder:
            assert names_in(tmp_path) == [folder.name] != [left.name]


def test_what_a_signal_left_is_removed_before_the_end(tmp_path: Path) -> None:
    """A signal can come before the `with` block begins, which would remove the file."""
    writer = atomic_writer(tmp_path / "out.csv")
    writer.__enter__()
    folder = files._remove_at_end(tmp_path / OUR_FOLDER)  # noqa: SLF001  (as `temporary_folder` does)
    folder.__enter__().mkdir()
    assert len(names_in(tmp_path)) == 2
    remove_unfinished()
    assert names_in(tmp_path) == []
