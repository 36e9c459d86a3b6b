"""Outputs of a command: the order in which files are renamed, and no binary data on a terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PIL import Image

from tests.conftest import posix
from wa_link.printing.codes import folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = b"phone\n+447911123456\n12\n+447911123457\n"


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of renamed files in order, with `sync` for each flush to the disk."""
    found: list[str] = []

    def replace(part: Path, target: Path) -> Path:
        found.append(target.name)
        os.replace(part, target)  # noqa: PTH105  (the method itself is replaced)
        return target

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(folder, "sync_all", lambda: found.append("sync"))
    return found


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (
            "batch - --qr-dir codes --qr-name {wa_digits} --rejects r.csv -o links.csv --jobs 1",
            ["447911123456.png", "447911123457.png", "sync", "r.csv", "links.csv"],
        ),
        ("batch - --rejects r.csv -o links.xlsx", ["r.csv", "links.xlsx"]),
        ("batch - -o links.csv", ["links.csv"]),
        ("labels - --stock 5160 --rejects r.csv -o labels.pdf", ["r.csv", "labels.pdf"]),
    ],
    ids=["batch with codes", "workbook", "batch", "labels"],
)
def test_the_main_output_gets_its_name_last(
    wa_link: Tool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    renamed: list[str],
    arguments: str,
    names: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert wa_link(*arguments.split(), "-q", stdin=SHEET).code == 3
    assert renamed == names


@pytest.mark.parametrize("command", ["batch - -o links.csv", "labels - --stock 5160 -o labels.pdf"])
def test_failed_rejects_leave_the_old_main_output(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (output := tmp_path / command.rsplit(maxsplit=1)[-1]).write_text("before")
    replace = Path.replace

    def fail(part: Path, target: Path) -> Path:
        if target.name == "r.csv":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", fail)
    run = wa_link(*command.split(), "--rejects", "r.csv", "-q", stdin=SHEET)
    assert (run.code, run.err.splitlines()[-1]) == (1, "Error: r.csv: Permission denied.")
    assert output.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == [output.name]


@posix("pseudo-terminals")
@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("batch {sheet} -q --to xlsx", "A workbook"),
        ("qr +447911123456 -o - --to png", "A picture"),
        ("labels {sheet} -q --stock L7160 -o -", "A PDF"),
    ],
)
def test_bytes_are_not_sent_to_a_terminal(tmp_path: Path, command: str, what: str) -> None:
    (sheet := tmp_path / "sheet.csv").write_text("phone\n+447911123456\n")
    screen, keyboard = os.openpty()
    words = [word.format(sheet=sheet) for word in command.split()]
    done = subprocess.run([sys.executable, "-m", "wa_link", *words], stdout=keyboard,
                          stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
    seen = select.select([screen], [], [], 0)[0]
    os.close(keyboard)
    os.close(screen)
    assert (done.returncode, seen) == (2, [])
    assert f"Error: {what} can't be shown in a terminal: name a file with -o." in done.stderr


def test_rejects_are_not_taken_out_of_the_sheet_itself(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run would replace the rejects file by an empty one."""
    monkeypatch.chdir(tmp_path)
    Path("sheet.csv").write_bytes(SHEET)
    Path("link.csv").symlink_to("sheet.csv")
    for output in ("sheet.csv", "link.csv"):
        run = wa_link("batch", "sheet.csv", "-o", output, "--rejects", "r.csv")
        assert run.code == 2
        assert "its rejected rows would be only in the file of --rejects" in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.csv", "sheet.csv"]
    assert Path("sheet.csv").read_bytes() == SHEET


@pytest.mark.parametrize("sheets", [1, 2])
def test_worksheets_of_the_sheet_itself_are_not_lost(
    wa_link: Tool, tmp_path: Path, sheets: int
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["phone"])
    book.active.append(["+447911123456"])
    for number in range(1, sheets):
        book.create_sheet(f"Orders {number}").append(["order"])
    book.save(path := tmp_path / "book.xlsx")
    before = path.read_bytes()
    run = wa_link("batch", str(path), "-o", str(path), "-q")
    assert run.code == (0 if sheets == 1 else 2)
    assert ("its other worksheets would be lost" in run.err) == (sheets > 1)
    assert (path.read_bytes() == before) == (sheets > 1)
    assert wa_link("batch", str(path), "-o", str(tmp_path / "links.xlsx"), "-q").code == 0


@pytest.mark.parametrize(
    ("contacts", "text"),
    [
        ("-", "-"),
        pytest.param("-", "/dev/stdin", marks=posix("/dev/stdin")),
        pytest.param("/dev/stdin", "-", marks=posix("/dev/stdin")),
        pytest.param("pipe", "pipe", marks=posix("pipes with a name")),
    ],
)
def test_an_input_is_not_read_in_two_parts(tmp_path: Path, contacts: str, text: str) -> None:
    if contacts == "pipe":
        os.mkfifo(tmp_path / "pipe")
    done = subprocess.run(
        [sys.executable, "-m", "wa_link", "batch", contacts, "--text-file", text],
        input=b"phone\n+447911123456\n",
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"CONTACTS and --text-file can't both be" in done.stderr


@pytest.mark.parametrize("output", ["-o", "--rejects"])
@pytest.mark.parametrize("source", ["ad.txt", "logo.png", "sheet.csv"])
def test_inputs_are_not_overwritten(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, source: str
) -> None:
    """An output is allowed to replace only one input file: the sheet."""
    monkeypatch.chdir(tmp_path)
    Path("sheet.csv").write_bytes(SHEET)
    Path("ad.txt").write_text("Hi")
    Image.new("RGB", (10, 10)).save("logo.png")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    run = wa_link("batch", "sheet.csv", "-q", "--text-file", "ad.txt", "--qr-dir", "codes",
                  "--logo", "logo.png", "--to", "csv", output, source)  # fmt: skip
    if (output, source) == ("-o", "sheet.csv"):
        assert run.code == 3
        assert Path("sheet.csv").read_text().startswith("phone,wa_link")
        return
    assert run.code == 2
    assert "would be overwritten: name another file." in run.err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
