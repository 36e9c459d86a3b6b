"""Injected faults: a sentence, the documented exit code, and no old file is lost."""

from __future__ import annotations

import ctypes
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from array import array
from contextlib import contextmanager, nullcontext
from functools import partial
from tempfile import gettempdir
from typing import IO, TYPE_CHECKING, NamedTuple

import pytest

from wa_link.errors import InputError
from wa_link.sheets.input_file import open_file
from wa_link.sheets.output_formats import WRITERS
from wa_link.sheets.writer import WriteOptions

if sys.platform == "win32":
    pytest.skip("only POSIX: limits, devices and /bin/sh", allow_module_level=True)

import fcntl
import pty
import resource
import termios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Run

TOOL = [sys.executable, "-m", "wa_link"]
ROWS = 3_000
# From <linux/prctl.h> and <linux/capability.h>.
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Make a sheet in which every other row is rejected."""
    path = tmp_path / "in" / "contacts.csv"
    path.parent.mkdir()
    rows = (f"{447911000000 + row},Ann\n" if row % 2 else "12,Bo\n" for row in range(ROWS))
    path.write_text("phone,name\n" + "".join(f"+{row}" if row[0] == "4" else row for row in rows))
    return path


class Ended(NamedTuple):
    code: int
    err: str


def run(
    command: str,
    sheet: Path,
    *,
    limit: Callable[[], object] | None = None,
    stdout: int | None = subprocess.DEVNULL,
) -> Ended:
    """Run a command line in a new folder, after `limit` in the new process."""
    (folder := sheet.parent.parent / "out").mkdir(exist_ok=True)
    words = [str(sheet) if word == "SHEET" else word for word in command.split()]
    done = subprocess.run([*TOOL, *words], cwd=folder, preexec_fn=limit, stdout=stdout,
                          stderr=subprocess.PIPE, text=True, check=False, timeout=60)  # fmt: skip
    return Ended(done.returncode, done.stderr)


def files_in(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text("latin-1") for path in paths}


FULL = [
    pytest.param("batch SHEET -q -o links.csv", 20_000, "links.csv", id="csv"),
    pytest.param("batch SHEET -q -o links.csv --jobs 2", 20_000, "links.csv", id="csv, jobs"),
    pytest.param("batch SHEET -q -o links.tsv", 20_000, "links.tsv", id="tsv"),
    pytest.param("batch SHEET -q -o links.jsonl", 20_000, "links.jsonl", id="json lines"),
    pytest.param("batch SHEET -q -o links.xlsx", 20_000, "wa-link-", id="workbook"),
    pytest.param("batch SHEET -q --rejects r.csv", 20_000, "r.csv", id="rejects"),
    pytest.param("batch SHEET -q -o l.csv --rejects r.csv", 20_000, "l.csv", id="output, rejects"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir codes", 300, "codes/000002-", id="codes"),
    pytest.param("qr +447911123456 -o code.png", 300, "code.png", id="png"),
    # The child that typesets writes fonts into the folder for temporary files.
    pytest.param("qr +447911123456 -o code.svg", 300, gettempdir(), id="svg"),
    pytest.param("qr +447911123456 -o code.pdf", 300, gettempdir(), id="pdf"),
    pytest.param("qr +447911123456 -o code.png --title Oak", 300, gettempdir(), id="card"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir codes --title {name}", 20_000, gettempdir(),
                 id="cards"),
    pytest.param("labels SHEET -q --stock L7160 -o l.pdf --rejects r.csv", 20_000, gettempdir(),
                 id="labels, rejects"),
    pytest.param("labels SHEET -q --number +447911123456 -t {wa_row} --stock L7160 -o l.pdf",
                 1_500_000, "l.pdf", id="labels"),
]  # fmt: skip


@pytest.mark.long(daily=5)
@pytest.mark.parametrize("before", [None, "an old file"], ids=["new", "old"])
@pytest.mark.parametrize(("command", "most", "name"), FULL)
def test_a_full_disk_is_an_error_with_the_name_of_the_file(
    sheet: Path, command: str, most: int, name: str, before: str | None
) -> None:
    (folder := sheet.parent.parent / "out").mkdir()
    outputs = [word for word in command.split() if "." in word and word != "."]
    if before is not None:
        for output in outputs:
            (folder / output).write_text(before)
    ended = run(
        command, sheet, limit=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most,) * 2)
    )
    assert ended.code == 1
    assert ended.err.startswith("Error: ")
    assert name in ended.err
    assert ended.err.endswith(": File too large.\n")
    assert len(ended.err.splitlines()) == 1
    assert files_in(folder) == ({} if before is None else dict.fromkeys(outputs, before))


@pytest.mark.long(daily=3)
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("batch SHEET -q", "Standard output"),
        ("batch SHEET -q -o /dev/full", "/dev/full"),
        ("batch SHEET -q -o /dev/full --to xlsx", "/dev/full"),
        ("batch SHEET -q -o /dev/stdout", "/dev/stdout"),
        ("batch SHEET -q -o l.csv --rejects /dev/full", "/dev/full"),
        ("link +447911123456", "Standard output"),
        ("qr +447911123456", "Standard output"),
        ("qr +447911123456 -o - --to png", "Standard output"),
        ("qr +447911123456 -o - --to pdf --title Oak", "Standard output"),
        ("labels SHEET -q --stock L7160 -o - --rejects r.csv", "Standard output"),
        ("labels SHEET -q --stock L7160 -o /dev/full --rejects r.csv", "/dev/full"),
    ],
)
def test_a_full_device_is_an_error(sheet: Path, command: str, name: str) -> None:
    if not os.path.exists("/dev/full"):  # noqa: PTH110  (a device, not a file)
        pytest.skip("/dev/full is a device of Linux")
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        ended = run(command, sheet, stdout=full)
    finally:
        os.close(full)
    assert (ended.code, ended.err) == (1, f"Error: {name}: No space left on device.\n")
    assert files_in(sheet.parent.parent / "out") == {}


def without_privileges() -> None:
    """Let the next program respect file modes, even for root (Linux)."""
    if sys.platform == "linux":
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


FORBIDDEN = [
    pytest.param("batch SHEET -q -o l.csv", {"../in/contacts.csv": 0},
                 'contacts.csv" can\'t be read: Permission denied', 2, id="the sheet"),
    pytest.param("batch SHEET -q -o l.csv", {"../in": 0}, "can't be read: Permission denied", 2,
                 id="the folder of the sheet"),
    pytest.param("batch SHEET -q -o l.csv --rejects r.csv", {".": 0o555},
                 "l.csv: Permission denied", 1, id="the folder of the output"),
    pytest.param("batch SHEET -q -o old.csv", {"old.csv": 0o444}, "old.csv: The file is read-only",
                 1, id="an old output"),
    pytest.param("batch SHEET -q -o l.csv --rejects old.csv", {"old.csv": 0o444},
                 "old.csv: The file is read-only", 1, id="old rejects"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir codes", {"codes": 0o555},
                 "codes/000002-447911000001.png: Permission denied", 1, id="the folder of codes"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir new/codes", {".": 0o555},
                 "new: Permission denied", 1, id="where the folder of codes would be"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir codes --qr-name old", {"codes/old.png": 0},
                 "codes/old.png: Permission denied", 1, id="an old code"),
    pytest.param("batch SHEET -q -o l.csv --text-file old.txt", {"old.txt": 0},
                 'old.txt" can\'t be read: Permission denied', 2, id="the text"),
    pytest.param("qr +447911123456 -o new.png --logo old.png", {"old.png": 0},
                 'old.png" can\'t be read: Permission denied', 2, id="the logo"),
    pytest.param("qr +447911123456 -o new.png --caption a --font old.ttf", {"old.ttf": 0},
                 'old.ttf" can\'t be read: Permission denied', 2, id="the font"),
    pytest.param("qr +447911123456 -o new.png", {".": 0o555}, "new.png: Permission denied", 1,
                 id="the folder of a code"),
    pytest.param("qr +447911123456 -o new.png --title a --design old.typ", {"old.typ": 0},
                 "old.typ", 2, id="the design"),
    pytest.param("labels SHEET -q --stock L7160 -o new.pdf --design old.typ", {"old.typ": 0},
                 "old.typ", 2, id="the design of labels"),
    pytest.param("labels SHEET -q --stock L7160 -o new.pdf --rejects r.csv", {".": 0o555},
                 "new.pdf: Permission denied", 1, id="the folder of labels"),
]  # fmt: skip


@pytest.mark.long(daily=4)
@pytest.mark.parametrize(("command", "modes", "said", "code"), FORBIDDEN)
def test_missing_permissions_are_an_error(
    sheet: Path, command: str, modes: dict[str, int], said: str, code: int
) -> None:
    (folder := sheet.parent.parent / "out").mkdir()
    (folder / "codes").mkdir()
    for name in ("old.csv", "old.txt", "old.png", "old.ttf", "old.typ", "codes/old.png"):
        (folder / name).write_text("an old file")
    before = files_in(folder)
    for name, mode in modes.items():
        (folder / name).chmod(mode)
    ended = run(command, sheet, limit=without_privileges)
    for name in modes:
        (folder / name).chmod(0o755)
    assert_failed(ended, said, code)
    assert before.items() <= files_in(folder).items()
    drawn = files_in(folder).keys() - before.keys()  # codes of other rows are kept
    assert all(re.fullmatch(r"codes/old-\d+\.png", name) for name in drawn)
    assert not (folder / "new").exists()


def assert_failed(ended: Ended, said: str, code: int = 1) -> None:
    """Assert that a run fails with one sentence; a wrong command line has its usage before it."""
    assert ended.code == code, ended.err
    *usage, last = ended.err.splitlines()
    assert last.startswith("Error: ")
    assert said in last
    assert code == 2 or not usage


FOLDERS = [
    pytest.param("batch FOLDER -q -o l.csv", 'a.csv" is a folder', 2, id="sheet"),
    pytest.param("batch SHEET -q -o FOLDER", "is a folder", 2, id="output"),
    pytest.param("batch SHEET -q -o l.csv --rejects FOLDER", "is a folder", 2, id="rejects"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir old.txt", "is a file", 2, id="codes"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir codes --qr-name a",
                 "codes/a.png: A code can't replace a folder", 1, id="code"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir codes --qr-name a --force",
                 "codes/a.png: Is a directory", 1, id="code, by force"),
    pytest.param("batch SHEET -q -o old.txt/l.csv", 'old.txt" does not exist', 2,
                 id="the folder of the output"),
    pytest.param("batch SHEET -q -o l.csv --text-file FOLDER", "is a folder", 2, id="text"),
    pytest.param("qr +447911123456 -o FOLDER", "is a folder", 2, id="picture"),
    pytest.param("qr +447911123456 -o l.png --logo FOLDER", "is a folder", 2, id="logo"),
    pytest.param("labels SHEET -q --stock L7160 -o FOLDER", "is a folder", 2, id="labels"),
    pytest.param("qr +447911123456 -o l.png --title a --font FOLDER", "is a folder", 2,
                 id="font"),
    pytest.param("qr +447911123456 -o l.png --title a --design FOLDER/b.typ", "b.typ", 2,
                 id="design"),
]  # fmt: skip


@pytest.mark.long(daily=4)
@pytest.mark.parametrize(("command", "said", "code"), FOLDERS)
def test_a_folder_in_the_place_of_a_file_is_an_error(
    sheet: Path, command: str, said: str, code: int
) -> None:
    (folder := sheet.parent.parent / "out").mkdir()
    (folder / "a.csv" / "b.typ").mkdir(parents=True)
    (folder / "codes" / "a.png").mkdir(parents=True)
    (folder / "old.txt").write_text("an old file")
    before = {*folder.rglob("*")}
    assert_failed(run(command.replace("FOLDER", "a.csv"), sheet), said, code)
    after = {*folder.rglob("*")}
    assert before <= after
    assert all(re.fullmatch(r"a-\d+\.png", path.name) for path in after - before)  # of other rows
    assert (folder / "old.txt").read_text() == "an old file"


def workbook() -> bytes:
    file = io.BytesIO()
    with WRITERS["xlsx"](file, ["phone"], WriteOptions()) as write:
        write(["+447911123456"])
    return file.getvalue()


CUT = [
    pytest.param("phone,name\n+447911123456,Zoé".encode()[:-1], 1,
                 "line 2: it is not UTF-8, or ends in the middle of a character", id="UTF-8"),
    pytest.param("phone\n+447911123456".encode("utf-16")[:-1], 1,
                 "line 2: it ends in the middle of a character", id="UTF-16"),
    pytest.param(b'phone,name\n+447911123456,"Ann', 3, "malformed_row", id="a quoted cell"),
    pytest.param(b'{"phone":"+447911123456"}\n{"phone":"+4479111', 3, "malformed_row",
                 id="an object"),
    pytest.param(b"BEGIN:VCARD\nFN:Ann\nTEL:+447911123456\n", 3, "malformed_row", id="a card"),
    pytest.param(workbook()[:-100], 1, "is damaged, or was not copied completely", id="a workbook"),
    pytest.param(workbook()[:5], 1, "is damaged, or was not copied completely",
                 id="the beginning of a workbook"),
    pytest.param(b"", 1, "is empty", id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "said"), CUT)
def test_input_that_was_cut_off_is_an_error(sheet: Path, data: bytes, code: int, said: str) -> None:
    sheet.write_bytes(data)
    (folder := sheet.parent.parent / "out").mkdir()
    (folder / "l.jsonl").write_text("an old file")
    ended = run("batch SHEET -q -o l.jsonl", sheet)
    written = (folder / "l.jsonl").read_text()
    assert (ended.code, said in ended.err + written) == (code, True), ended.err
    if code == 1:
        assert written == "an old file"
    else:
        *_, last = map(json.loads, written.splitlines())
        assert (last["wa_link"], last["wa_status"]) == ("", "rejected")


def shorten(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1_000_000)


def lengthen(path: Path) -> None:
    with path.open("a") as file:
        file.write("+4479111")


def rewrite(path: Path) -> None:
    with path.open("r+") as file:
        file.write(file.read().replace("Ann", "Bob"))


def empty(path: Path) -> None:
    path.write_text("")


@contextmanager
def halfway(sheet: Path, command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a run that waits until its output is read."""
    with sheet.open("a") as file:
        file.writelines(f"+{447912000000 + row},Ann\n" for row in range(200_000))
    (folder := sheet.parent.parent / "out").mkdir()
    words = [str(sheet) if word == "SHEET" else word for word in command.split()]
    standard_input = sheet.open("rb") if "-" in words else None
    with (standard_input or nullcontext(), subprocess.Popen(
        [*TOOL, *words], cwd=folder, stdin=standard_input, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE) as process):  # fmt: skip
        assert process.stdout
        assert process.stdout.read(1_000).startswith(b"phone,name,wa_link")
        yield process


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("change", [shorten, lengthen, rewrite, empty])
@pytest.mark.parametrize("source", ["SHEET", "-"])
def test_a_sheet_that_is_changed_while_it_is_read(
    sheet: Path, change: Callable[[Path], None], source: str
) -> None:
    command = f"batch {source} -q --rejects r.csv --jobs 1"
    with halfway(sheet, command) as process:
        change(sheet)
        err = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1
    name = "stdin" if source == "-" else str(sheet)
    assert err.startswith(f"Error: {name} was changed while it was read, from ")
    assert files_in(sheet.parent.parent / "out") == {}


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_sheet_that_vanishes_is_read_to_its_end(sheet: Path, how: str) -> None:
    with halfway(sheet, "batch SHEET -q --jobs 1") as process:
        if how == "replaced":  # as programs do that write whole files
            (sheet.parent / "new.csv").write_text("phone\n12\n")
            (sheet.parent / "new.csv").replace(sheet)
        else:
            sheet.unlink()
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (3, b"")
    assert out.count(b"\n") > 200_000


@pytest.mark.long
def test_a_folder_that_vanishes_is_an_error(sheet: Path) -> None:
    with halfway(sheet, "batch SHEET -q --rejects r.csv --jobs 1") as process:
        shutil.rmtree(sheet.parent.parent / "out")
        err = process.communicate(timeout=60)[1].decode()
    assert (process.returncode, err) == (1, "Error: r.csv: No such file or directory.\n")


def taken(pipe: IO[bytes]) -> bool:
    """Return whether a pipe has been read completely."""
    waiting = array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, waiting)
    return not waiting[0]


def test_the_format_of_a_slow_pipe_is_detected() -> None:
    """The first bytes are not enough to detect an object."""
    with subprocess.Popen([*TOOL, "batch", "-", "-q", "--to", "jsonl"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, bufsize=0) as process:  # fmt: skip
        assert process.stdin
        for part in (b"{", b'"phone": "+4479111', b'23456"}\n'):
            process.stdin.write(part)
            while not taken(process.stdin):
                time.sleep(0.01)
                assert process.poll() is None
        out = process.communicate(timeout=60)[0]
    assert json.loads(out)["wa_link"] == "https://wa.me/447911123456"


def test_non_blocking_streams_lose_nothing(sheet: Path) -> None:
    """Some programs leave non-blocking pipes: rows that do not fit would be dropped."""
    source, pipe = os.pipe()
    os.set_blocking(pipe, False)
    with subprocess.Popen([*TOOL, "batch", str(sheet), "-q"], stdout=pipe) as process:
        os.close(pipe)
        time.sleep(1)  # until the pipe is full
        with open(source, "rb") as reader:  # noqa: PTH123  (a descriptor has no path)
            assert reader.read().count(b"\n") == ROWS + 1
    assert process.returncode == 3


def test_a_non_blocking_pipe_is_read_to_its_end(sheet: Path) -> None:
    source, pipe = os.pipe()
    os.set_blocking(source, False)
    with subprocess.Popen([*TOOL, "batch", "-", "-q"], stdin=source, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:  # fmt: skip
        os.close(source)
        time.sleep(0.5)  # until the pipe is empty
        with open(pipe, "wb") as writer:  # noqa: PTH123  (a descriptor has no path)
            writer.writelines(sheet.read_bytes().splitlines(keepends=True))
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (3, b"")
    assert out.count(b"\n") == ROWS + 1


def test_a_non_blocking_stream_by_its_name_loses_nothing(sheet: Path) -> None:
    source, pipe = os.pipe()
    os.set_blocking(pipe, False)
    with subprocess.Popen([*TOOL, "batch", str(sheet), "-q", "-o", f"/dev/fd/{pipe}"],
                          pass_fds=[pipe]) as process:  # fmt: skip
        os.close(pipe)
        time.sleep(1)  # until the pipe is full
        with open(source, "rb") as reader:  # noqa: PTH123  (a descriptor has no path)
            assert reader.read().count(b"\n") == ROWS + 1
    assert process.returncode == 3


@pytest.mark.parametrize("rows", [b"phone\n+447911123456\n", b"phone\n" + b"+447911123456\n" * 99])
def test_one_ctrl_d_ends_a_sheet_that_is_typed(rows: bytes) -> None:
    """A user who has typed a sheet presses Ctrl-D once."""
    ours, its = pty.openpty()
    with subprocess.Popen([*TOOL, "batch", "-", "-q"], stdin=its, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:  # fmt: skip
        os.close(its)
        os.write(ours, rows + b"\x04")
        try:
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
            os.close(ours)
    assert (process.returncode, err) == (0, b"")
    assert out.endswith(b",accepted,,\n")


@pytest.mark.parametrize(
    "command",
    [
        "batch SHEET -q >>SHEET",
        "batch - -q <SHEET >>SHEET",
        "batch SHEET -q -o /dev/stdout >>SHEET",
        "batch SHEET -q -o l.csv --rejects /dev/fd/2 2>>SHEET",
        "labels SHEET -q --stock L7160 -o - >>SHEET",
        "labels SHEET -q --stock L7160 -o l.pdf --rejects /dev/stdout >>SHEET",
    ],
)
def test_a_sheet_is_not_added_to_itself(sheet: Path, command: str) -> None:
    """The run would never end: it would read each row that it writes."""
    words = command.replace("SHEET", '"$1"')
    before = sheet.read_text()
    done = subprocess.run(["/bin/sh", "-c", f'"$0" -m wa_link {words}', sys.executable, str(sheet)],
                          capture_output=True, check=False, cwd=sheet.parent,
                          timeout=30)  # fmt: skip
    said = done.stderr.decode() or sheet.read_text().removeprefix(before)
    assert re.fullmatch(
        r"Error: .* would be (appended to the sheet itself, .*|overwritten): .*\n", said
    )
    assert "2>>" in command or sheet.read_text() == before
    assert done.returncode == 2
    assert [path.name for path in sheet.parent.iterdir()] == [sheet.name]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("-o - --rejects /dev/stdout | cat", 2),
        ("-o - --rejects /dev/fd/1 >out.csv", 2),
        ("-o /dev/stdout --rejects /dev/stderr 2>&1 | cat", 2),
        ("-o same.csv --rejects ./same.csv", 2),
        ("-o same.csv --rejects link.csv", 2),
        ("-o - --rejects /dev/null >/dev/null", 3),
        ("-o - --rejects r.csv >out.csv", 3),
    ],
)
def test_two_outputs_are_not_mixed(sheet: Path, command: str, code: int) -> None:
    (sheet.parent / "same.csv").touch()
    (sheet.parent / "link.csv").symlink_to("same.csv")
    script = f'{{ "$0" -m wa_link batch "$1" -q {command.replace(" |", "; echo $? >code; } |")}'
    script += "" if "|" in command else "; echo $? >code; }"
    subprocess.run(["/bin/sh", "-c", script, sys.executable, str(sheet)], capture_output=True,
                   check=True, cwd=sheet.parent)  # fmt: skip
    assert (sheet.parent / "code").read_text() == f"{code}\n"


def test_a_growing_sheet_is_not_read_forever(sheet: Path) -> None:
    """A log may grow faster than it is read."""
    size = sheet.stat().st_size
    with open_file(sheet) as (file, _), sheet.open("a") as writer:
        for _ in range(2 * size):
            writer.write("+447911123456,Ann\n" * 100)
            writer.flush()
            try:
                assert file.read(1_000)
            except InputError as error:
                assert f"was changed while it was read, from {size:,} bytes to" in str(error)  # noqa: PT017  (it comes in a loop)
                break
        else:
            pytest.fail("It would be read on.")


def test_a_missing_stream_is_named(sheet: Path) -> None:
    ended = run("batch SHEET -q -o /dev/fd/77", sheet)
    assert (ended.code, ended.err) == (1, "Error: /dev/fd/77: Bad file descriptor.\n")


@pytest.mark.long
def test_a_folder_of_codes_that_vanishes_fails_the_run(sheet: Path) -> None:
    """No sheet names codes that are gone."""
    (folder := sheet.parent.parent / "out").mkdir()
    words = "--number +447911123456 -q -o l.csv --qr-dir codes --jobs 1".split()
    with subprocess.Popen([*TOOL, "batch", str(sheet), *words], cwd=folder,
                          stderr=subprocess.PIPE) as process:  # fmt: skip
        while not list((folder / "codes").glob("*.png")):
            time.sleep(0.01)
        (folder / "codes").rename(folder / "elsewhere")
        err = process.communicate(timeout=60)[1].decode()
    assert (process.returncode, err) == (
        1,
        "Error: codes: This folder was removed during the run: run the command again.\n",
    )
    assert not (folder / "l.csv").exists()


def test_links_in_a_circle_are_named(sheet: Path) -> None:
    (folder := sheet.parent.parent / "out").mkdir()
    (folder / "r.csv").symlink_to("r.csv")
    ended = run("batch SHEET -q -o l.csv --rejects r.csv", sheet)
    assert (ended.code, "r.csv: Too many levels of symbolic links" in ended.err) == (1, True)


@pytest.mark.parametrize(
    "command",
    [
        "batch - -q --rejects SHEET <SHEET",
        "labels - -q --stock L7160 -o l.pdf --rejects SHEET <SHEET",
        "qr +447911123456 --text-file - --to png -o SHEET <SHEET",
        "link +447911123456 --text-file - <SHEET >l.txt",
    ],
)
def test_standard_input_is_not_overwritten(sheet: Path, command: str) -> None:
    sheet.write_text("phone\n+447911123456\n12\n")
    words = command.replace("SHEET", '"$1"')
    done = subprocess.run(["/bin/sh", "-c", f'"$0" -m wa_link {words}', sys.executable, str(sheet)],
                          capture_output=True, check=False, cwd=sheet.parent)  # fmt: skip
    assert sheet.read_text() == "phone\n+447911123456\n12\n"
    writes_beside = ">l.txt" in command
    assert (done.returncode, b"would be overwritten" in done.stderr) == (
        (0, False) if writes_beside else (2, True)
    )


@pytest.mark.parametrize(
    "option", ["-o", "--rejects", "--qr-dir", "--text-file", "--encoding", "--logo", "CONTACTS"]
)
def test_an_empty_variable_is_not_a_file_name(
    sheet: Path, option: str, wa_link: Callable[..., Run]
) -> None:
    """In a script, an empty variable would put codes into the current folder."""
    words = ("",) if option == "CONTACTS" else (str(sheet), option, "")
    ended = wa_link("batch", *words)
    assert (ended.code, ended.out) == (2, "")
    assert ("is empty: name a" if option == "CONTACTS" else "is empty: give a value") in ended.err


def test_a_full_standard_error_does_not_fail_a_run(sheet: Path) -> None:
    (folder := sheet.parent.parent / "out").mkdir()
    with open("/dev/full", "wb") as full:  # noqa: PTH123  (as a shell does)
        done = subprocess.run([*TOOL, "batch", str(sheet), "-o", "l.csv"], cwd=folder, stderr=full,
                              check=False)  # fmt: skip
    assert done.returncode == 3
    assert (folder / "l.csv").read_text().count("\n") == ROWS + 1


def test_rejects_that_can_not_be_printed_fail_the_run(sheet: Path) -> None:
    """A line on standard error is all that there is of a rejected row."""
    (folder := sheet.parent.parent / "out").mkdir()
    with open("/dev/full", "wb") as full:  # noqa: PTH123  (as a shell does)
        command = ["labels", str(sheet), "-q", "--stock", "L7160", "-o", "l.pdf"]
        done = subprocess.run([*TOOL, *command], cwd=folder, stderr=full, check=False)
    assert (done.returncode, files_in(folder)) == (1, {})
