from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
import threading
import tty
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wa_link._support.files import atomic_writer, sync_all
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def test_the_name_appears_only_when_the_file_is_whole(tmp_path: Path) -> None:
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


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
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


def test_an_error_of_the_disk_at_the_end_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    def write() -> None:
        with atomic_writer(path) as file:
            file.write(b"new")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write()
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


def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    killed = subprocess.run([sys.executable, "-c", KILLED, path], check=False, timeout=30)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    part, _ = names_in(tmp_path)
    assert part.endswith(".part")
    assert (tmp_path / part).stat().st_size == 3_000_000


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


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_permissions_of_a_replaced_file_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    with atomic_writer(path) as file:
        file.write(b"new")
    assert (path.read_bytes(), mode_of(path)) == (b"new", mode)


@pytest.mark.parametrize("gives", [True, False])
def test_owner_and_group_of_a_replaced_file_stay_where_they_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, gives: bool
) -> None:
    """As root may, and others may not; what the system is told is seen, whoever runs this."""
    asked = []

    def chown(path: Path, owner: int, group: int) -> None:
        asked.append((path.suffix, owner, group))
        if not gives:
            raise PermissionError

    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "chown", chown)
    with atomic_writer(path) as file:
        file.write(b"new")
    old = path.stat()
    assert asked == [(".part", old.st_uid, -1), (".part", -1, old.st_gid)]
    assert (path.read_bytes(), names_in(tmp_path)) == (b"new", ["out.csv"])


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError) as caught, atomic_writer(path):
        pass
    assert caught.value.filename == str(path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.csv", b"old")]


@pytest.mark.parametrize(
    ("old", "mask", "mode"),
    [(None, 0o077, 0o600), (None, 0o022, 0o644), (0o600, 0, 0o600), (0o640, 0, 0o640)],
)
def test_an_unfinished_file_is_open_to_nobody_whom_the_whole_one_is_not_open_to(
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


def test_two_who_write_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with atomic_writer(path) as first, atomic_writer(path) as second:
        first.write(b"first")
        second.write(b"second")
    assert path.read_bytes() == b"first"
    assert names_in(tmp_path) == ["out.csv"]


def test_a_file_is_on_the_disk_before_it_has_its_name(
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


def test_many_files_are_put_on_the_disk_at_once(
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


def test_a_system_that_cannot_sync_all_does_it_in_its_own_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sync")
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


def test_a_device_is_written_as_it_is(tmp_path: Path) -> None:
    # A terminal of our own: /dev/null itself would not outlive a failure under root.
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


@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a symbolic link"])
def test_a_named_pipe_is_written_through(tmp_path: Path, *, linked: bool) -> None:
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


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system has no /dev/fd")
def test_a_pipe_of_the_shell_is_written_through() -> None:
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
        f'"{path}" cannot be written: the folder "{path.parent.resolve()}" does not exist.'
    )
    assert names_in(tmp_path) == []


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    path = tmp_path / "file" / "out.csv"
    with pytest.raises(OptionError, match=r'/file" does not exist\.$'), atomic_writer(path):
        pass
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_folder_that_nobody_named_and_that_has_gone_is_no_option_of_theirs(
    tmp_path: Path,
) -> None:
    path = tmp_path / "codes" / "code.png"
    with pytest.raises(FileNotFoundError) as caught, atomic_writer(path, through=False):
        pass
    assert caught.value.filename == str(path)


def test_a_link_to_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "none" / "out.csv")
    with pytest.raises(OptionError, match=r"/none\" does not exist\.$"), atomic_writer(link):
        pass
    assert names_in(tmp_path) == ["link.csv"]


def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links") as caught, atomic_writer(tmp_path / "a"):
        pass
    assert caught.value.filename == str(tmp_path / "a")
    assert names_in(tmp_path) == ["a", "b"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system has no /proc")
def test_a_folder_in_which_no_file_can_be_made_is_an_error_of_the_name_that_was_given() -> None:
    with pytest.raises(OSError, match=r"/proc/out\.csv") as caught, atomic_writer("/proc/out.csv"):
        pass
    assert caught.value.filename == "/proc/out.csv"


@pytest.mark.parametrize(
    "name", ["a" * 255, "日" * 85, "😀" * 63, ".hidden", "a\nb", "-", "a.part", "~", "%s{}"]
)
def test_every_name_that_the_file_system_takes_is_taken(tmp_path: Path, name: str) -> None:
    with atomic_writer(tmp_path / name) as file:
        file.write(b"new")
    assert names_in(tmp_path) == [name]


def test_a_relative_name_is_one_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with atomic_writer("out.csv") as file:
        file.write(b"new")
    assert names_in(tmp_path) == ["out.csv"]
