"""QR codes of listings as PNG files: level M, 10 px per module, quiet zone 4."""

from __future__ import annotations

import csv
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench.processes import PROGRAMS, measure_cost, program_command, wa_link_command
from tests.bench.rounds import run_in_turn
from tests.bench.table import Missing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.setting import Setting
    from tests.bench.table import Result

TEXT = "Hello, is the {title} ({ref}) for {price} still available?"


def against_qrcode(setting: Setting) -> Result:
    """Compare with make() and save() of python-qrcode."""
    return _against_library("qrcode", "draw_with_qrcode.py", setting)


def against_segno(setting: Setting) -> Result:
    """Compare with make() and save() of segno."""
    return _against_library("segno", "draw_with_segno.py", setting)


def _against_library(library: str, name: str, setting: Setting) -> Result:
    if find_spec(library) is None:
        raise Missing(f"{library} is not installed: `pip install {library}`.")
    peer = program_command(name, _links(setting), setting.folder / "peer")
    return _compared(peer, setting, "--jobs", "1")


def against_qrencode(setting: Setting) -> Result:
    """Compare with a shell script that starts qrencode for each code."""
    if shutil.which("qrencode") is None:
        raise Missing("qrencode is not installed (Debian package qrencode).")
    script = PROGRAMS / "draw_with_qrencode.sh"
    peer = ["sh", str(script), str(_links(setting)), str(setting.folder / "peer")]
    return _compared(peer, setting, "--jobs", "1")


def _compared(peer: list[str], setting: Setting, *options: str) -> Result:
    ours = _command(setting, "ours", *options)
    rounds = run_in_turn(
        lambda: _drawn(ours, setting.folder / "ours", setting.codes),
        lambda: _drawn(peer, setting.folder / "peer", setting.codes),
        setting.rounds,
    )
    read = ", each read back" if find_spec("zxingcpp") else ""
    return rounds.faster(f"{setting.codes:,} codes{read}")


def _command(setting: Setting, folder: str, *options: str) -> list[str]:
    """Return the command line that draws the codes of all listings into a folder."""
    sheet, target = setting.listings(setting.codes), setting.folder / "links.csv"
    drawn = ("--qr-dir", setting.folder / folder, "--module-size", 10, "--quiet-zone", 4)
    seller = ("--number", "+447911123456", "--text", TEXT, "--error-correction", "M")
    return wa_link_command("batch", sheet, "-o", target, "--quiet", *seller, *drawn, *options)


def _drawn(command: list[str], folder: Path, codes: int) -> float:
    """Return the seconds that a command takes to fill an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    seconds = measure_cost(command).seconds
    found = len(list(folder.glob("*.png")))
    if found != codes:
        raise SystemExit(f"{' '.join(command)}\ndrew {found} codes, not {codes}.")
    return seconds


def _links(setting: Setting) -> Path:
    """Write a file with the links of the codes, one per line."""
    measure_cost(_command(setting, "ours", "--jobs", "1"))
    path = setting.folder / "links.txt"
    with (setting.folder / "links.csv").open(encoding="utf-8", newline="") as file:
        path.write_text("".join(f"{row['wa_link']}\n" for row in csv.DictReader(file)))
    return path
