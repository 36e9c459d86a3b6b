"""Tests of journals: each record is on the disk, whatever ends the run, and one run writes."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import posix
from wa_link.business.journal import Journal
from wa_link.errors import InputError, OptionError

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = {"key": "a", "n": 1}, {"key": "ب", "text": "Hi\n"}
LINES = b'{"key": "a", "n": 1}\n{"key": "\xd8\xa8", "text": "Hi\\n"}\n'
values = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text()))
records = st.dictionaries(st.text(), values)


def records_of(path: Path) -> list[dict[str, Any]]:
    with Journal.open(path) as opened:
        return opened.records


def test_records_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    with Journal.open(path) as new:
        assert new.records == []
        new.append(**ONE)
        new.append(**TWO)
        assert new.records == []
    assert path.read_bytes() == LINES
    assert records_of(path) == [ONE, TWO] == [*Journal.read(path)]


@given(st.lists(records, max_size=4), st.binary(max_size=20))
def test_any_record_comes_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[dict[str, Any]], torn: bytes
) -> None:
    """Each is one line without control characters, and half a line after them changes nothing."""
    path = tmp_path_factory.mktemp("journal") / "j"
    path.touch()
    with Journal.open(path) as opened:
        for record in written:
            opened.append(**record)
    lines = path.read_bytes()
    assert lines.decode().splitlines() == lines.decode().split("\n")[:-1]
    half = torn.replace(b"\n", b"")
    path.write_bytes(lines + b"{" + half)
    assert [*Journal.read(path)] == records_of(path) == written
    assert path.read_bytes() == lines


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        pytest.param(b"", b"", id="whole"),
        pytest.param(b'{"key": "b", "te', b"", id="half a record"),
        pytest.param(b'{"key": "\xd8', b"", id="half a letter"),
        pytest.param(b"\0" * 40, b"", id="zeros of a power failure"),
        pytest.param(b'{"key": "b"}', b'{"key": "b"}\n', id="a record without a line end"),
        pytest.param(b'\n{"key": "b"}\r\n\n', b'\n{"key": "b"}\r\n\n', id="blank lines, CR LF"),
    ],
)
def test_a_torn_last_line_is_removed(tmp_path: Path, last: bytes, kept: bytes) -> None:
    path = tmp_path / "j"
    path.write_bytes(LINES + last)
    expected = [ONE, TWO, *([{"key": "b"}] if kept else [])]
    assert [*Journal.read(path)] == expected
    assert path.read_bytes() == LINES + last  # reading changes nothing
    with Journal.open(path) as opened:
        assert opened.records == expected
        opened.append(key="c")
    assert path.read_bytes() == LINES + kept + b'{"key": "c"}\n'


def test_a_byte_order_mark_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "j"
    for content in (LINES, LINES[:20]):
        path.write_bytes(b"\xef\xbb\xbf" + content)
        assert records_of(path)[0] == ONE


@pytest.mark.parametrize(
    "line",
    [
        b"wa_link",
        b'{"key": "b"',
        b'{"key": "\xff"}',
        b"[1]",
        b'"key"',
        b"null",
        b"\0\0",
        b"[" * 100_000,
        b'{"n": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda line: repr(line[:12]),
)
def test_a_damaged_line_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "links.jsonl"
    before = LINES + line + b"\n" + LINES
    path.write_bytes(before)
    message = re.escape(
        f'"{path}", line 3: the line is damaged, because it is not a JSON object. Name the right '
        "file, or restore this file from a copy."
    )
    with pytest.raises(InputError, match=message), Journal.open(path):
        pytest.fail("it was opened")
    with pytest.raises(InputError, match=message):
        list(Journal.read(path))
    assert path.read_bytes() == before


def test_one_run_has_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    other = (
        "import sys\nfrom wa_link.business.journal import Journal\n"
        "with Journal.open(sys.argv[1]):\n    pass"
    )
    command = [sys.executable, "-c", other, str(path)]
    message = f'Another run of wa-link is using "{path}": wait until it has ended'
    with Journal.open(path) as opened:
        with pytest.raises(OptionError, match=re.escape(message)), Journal.open(path):
            pytest.fail("it was opened twice")
        ended = subprocess.run(command, check=False, capture_output=True, text=True)
        assert (ended.returncode, message in ended.stderr) == (1, True)
        opened.append(**ONE)
    assert subprocess.run(command, check=False).returncode == 0
    assert records_of(path) == [ONE]


@posix("SIGKILL")
def test_a_killed_run_has_unlocked_it(tmp_path: Path) -> None:
    path = tmp_path / "j"
    run = (
        "import os, sys\nfrom wa_link.business.journal import Journal\n"
        "with Journal.open(sys.argv[1]) as journal:\n"
        "    journal.append(key='a', n=1)\n    os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", run, str(path)], check=False).returncode == -9
    assert records_of(path) == [ONE]


def test_records_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, synced = tmp_path / "j", list[tuple[bool, int]]()

    def sync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        synced.append((stat.S_ISDIR(found.st_mode), path.stat().st_size))

    monkeypatch.setattr(os, "fsync", sync)
    folder = [(True, 0)] if os.name == "posix" else []
    with Journal.open(path) as opened:
        assert synced == folder
        opened.append(**ONE)
        assert synced == [*folder, (False, 21)]
        opened.append(**ONE)
        assert synced == [*folder, (False, 21), (False, 42)]


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_a_full_disk_leaves_no_half_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path, real = tmp_path / "j", os.write
    calls: list[int] = []

    def write(descriptor: int, data: bytes) -> int:
        calls.append(len(data))
        if len(calls) == 1:
            return real(descriptor, data[:5])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fsync(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with Journal.open(path) as opened:
        opened.append(**ONE)
        with monkeypatch.context() as patched:
            patched.setattr(os, failing, write if failing == "write" else fsync)
            with pytest.raises(OSError, match=f"{re.escape(str(path))}'$"):
                opened.append(**TWO)
        assert path.read_bytes() == LINES[:21]
        opened.append(**TWO)
    assert path.read_bytes() == LINES


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:3]))
    with Journal.open(tmp_path / "j") as opened:
        opened.append(**ONE)
    assert json.loads((tmp_path / "j").read_bytes()) == ONE


@posix("permissions")
def test_only_the_owner_can_read_a_new_journal(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal.open(path) as opened:
        opened.append(**ONE)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with Journal.open(path) as opened:
        opened.append(**ONE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_another_file_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    for content in (b"phone", LINES + b"phone,name\r\n+447911123456,Ann", b'"a"'):
        path.write_bytes(content)
        with pytest.raises(InputError, match="damaged"), Journal.open(path):
            pytest.fail("it was opened")
        assert path.read_bytes() == content


def test_no_file_has_no_records(tmp_path: Path) -> None:
    assert not [*Journal.read(tmp_path / "j")]
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("where", ["", "-", ".", "no/folder/j"])
def test_a_wrong_path_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for read in (lambda: list(Journal.read(where)), lambda: Journal.open(where).__enter__()):
        with pytest.raises(OptionError, match=r"name a file|Create the folder first"):
            read()
    assert not [*tmp_path.iterdir()]


@posix("pipes and devices")
def test_a_pipe_or_device_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/null"):
        with (
            pytest.raises(OptionError, match="is a folder, a pipe or a device"),
            Journal.open(path),
        ):
            pytest.fail("it was opened")
