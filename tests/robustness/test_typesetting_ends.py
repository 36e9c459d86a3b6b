"""The child that typesets ends when the run ends in any way, and its files are removed."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import read_qr
from tests.long import size
from tests.support.test_files import make_older
from wa_link.errors import OptionError
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.printing.typesetting import typesetter

if sys.platform != "linux":
    pytest.skip("only Linux: signals and /proc", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOOL = [sys.executable, "-m", "wa_link"]
COMMANDS = {
    "labels": "labels sheet.csv -q --stock L7160 --title {name} -o labels.pdf",
    "code": "qr +447911123456 -o code.png --title Oak --caption Table --size 40mm",
    "codes": "batch sheet.csv -q -o links.csv --qr-dir codes --title {name}",
}
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}
CHILDREN_SECONDS = 2
RUNS = max(3, size("WA_TEST_SIGNALS") // 2)
SEED = int(os.environ.get("WA_TEST_SEED", "0"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "temporary").mkdir()
    rows = (f"+{447911000000 + row},Oak table {row}\n" for row in range(500))
    (tmp_path / "sheet.csv").write_text("phone,name\n" + "".join(rows))
    return tmp_path


def begin(folder: Path, command: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TMPDIR": str(folder / "temporary")}
    return subprocess.Popen(
        [*TOOL, *command.split()],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def processes_of(session: int) -> Iterator[int]:
    """Yield the running processes of a session."""
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            with suppress(OSError):
                fields = (path / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == session and fields[0] not in "ZX":
                    yield int(path.name)


def wait_for(happened: Callable[[], object], seconds: float) -> bool:
    """Wait until something happens; return False if it does not within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.01)
    return bool(happened())


def _find_left(folder: Path) -> set[str]:
    """Return the names of the temporary files and folders that runs have left."""
    return {path.name for path in (*folder.rglob("*.part"), *(folder / "temporary").iterdir())}


@pytest.mark.long(daily=2)
@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_process_outlives_the_run(folder: Path, name: str, number: signal.Signals) -> None:
    chance = random.Random(f"{SEED} {name} {number}")  # noqa: S311  (random moments, not a secret)
    for _ in range(RUNS):
        before = _find_left(folder)
        with begin(folder, COMMANDS[name]) as process:
            # The child must have started; then any moment will do.
            wait_for(
                lambda: len([*processes_of(process.pid)]) > 1 or process.poll() is not None, 20
            )
            time.sleep(chance.uniform(0, 0.5))
            sent = time.monotonic()
            process.send_signal(number)
            code = process.wait(20)
            took = time.monotonic() - sent
            said = process.stderr.read().decode() if process.stderr else ""
        assert code in (ENDS[number], 0), said  # it may have ended before
        assert took < CHILDREN_SECONDS + 1
        assert wait_for(lambda: not [*processes_of(process.pid)], CHILDREN_SECONDS)
        assert "Traceback" not in said
        assert "panicked" not in said
        if number != signal.SIGKILL:  # a child that loads fonts has no time to clean up
            assert len(_find_left(folder) - before) <= 1
    for path in (*folder.rglob("*.part"), *(folder / "temporary").iterdir()):
        make_older(path)  # as the next run removes them
    with begin(folder, COMMANDS[name]) as done:
        assert done.wait(120) == 0
    assert not [*(folder / "temporary").iterdir()]
    assert not list(folder.rglob("*.part"))


@pytest.mark.parametrize("name", ["labels", "codes"])
def test_a_killed_child_is_an_error_or_is_started_again(folder: Path, name: str) -> None:
    with begin(folder, COMMANDS[name]) as process:
        assert wait_for(lambda: len([*processes_of(process.pid)]) > 1, 20)
        time.sleep(0.4)
        for child in [*processes_of(process.pid)]:
            if child != process.pid:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
        code = process.wait(120)
        said = process.stderr.read().decode() if process.stderr else ""
    assert code in (0, 1), said
    assert "Traceback" not in said
    assert (code == 0) == ("Error: " not in said), said


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("file_format", ["png", "pdf", "svg"])
def test_a_batch_and_typst_do_not_wait_for_each_other(tmp_path: Path, file_format: str) -> None:
    """A thread saves codes while Typst typesets the next ones."""
    rows = (f"+{447911000000 + row},Oak {row}\n" for row in range(200))
    (tmp_path / "sheet.csv").write_text("phone,name\n" + "".join(rows))
    words = "batch sheet.csv -q -o links.csv --qr-dir codes --title {name} --caption a"
    subprocess.run([*TOOL, *words.split(), "--qr-format", file_format], cwd=tmp_path, check=True,
                   timeout=100)  # fmt: skip
    found = [*csv.DictReader((tmp_path / "links.csv").read_text().splitlines())]
    assert len({row["wa_qr"] for row in found}) == 200
    assert len([*(tmp_path / "codes").iterdir()]) == 200
    if file_format == "png":
        for row in found[::20]:
            assert read_qr((tmp_path / "codes" / row["wa_qr"]).read_bytes()) == row["wa_link"]


@pytest.mark.parametrize("library", ["typst", "pymupdf_fonts", "pikepdf"])
def test_a_missing_library_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    from importlib import util  # noqa: PLC0415  (it is patched)

    find = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == library else find(name))
    with pytest.raises(OptionError, match=r'is not installed: run pip install "wa-link\[print\]"$'):
        typesetter.check_installed()
    with pytest.raises(OptionError, match=r'is not installed: run pip install "wa-link\[print\]"$'):
        LabelSheet("L7160")
