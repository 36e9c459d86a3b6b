"""Labels of listings on L7160, each with its code and its caption of two lines."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench.lines.codes import TEXT
from tests.bench.processes import Cost, measure_cost, program_command, wa_link_command
from tests.bench.rounds import run_processes_in_turn
from tests.bench.table import Missing, Result, format_duration

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.setting import Setting

SELLER = ("--number", "+447911123456", "--text", TEXT)


def against_qrcode(setting: Setting) -> Result:
    """Compare with codes of python-qrcode on pages of fpdf2, with captions, and not read back."""
    sheet = _listings(setting, setting.labels)
    links = setting.folder / "links.csv"
    measure_cost(wa_link_command("batch", sheet, "-o", links, "--quiet", *SELLER))
    peer = program_command("labels_with_qrcode.py", links, setting.folder / "peer.pdf")
    rounds = run_processes_in_turn(_command(setting, sheet), peer, setting.rounds)
    return rounds.faster(f"{setting.labels:,} labels")


def peak(setting: Setting) -> Result:
    """Measure the peak memory and the time."""
    return _peak(setting, setting.labels)


def peak_of_many(setting: Setting) -> Result:
    """Measure the same for a run that is typeset in parts."""
    return _peak(setting, setting.many_labels)


def _peak(setting: Setting, count: int) -> Result:
    run = _cost(setting, count)
    return Result(
        run.peak, f"{run.peak:.1f} MB", f"{count:,} labels", ours=format_duration(run.seconds)
    )


def _cost(setting: Setting, count: int) -> Cost:
    return measure_cost(_command(setting, _listings(setting, count)))


def _command(setting: Setting, sheet: Path) -> list[str]:
    drawn = ("--caption", "{title}\\n{price}", "--stock", "L7160", "--quiet")
    return wa_link_command("labels", sheet, *SELLER, *drawn, "-o", setting.folder / "ours.pdf")


def _listings(setting: Setting, count: int) -> Path:
    if find_spec("fpdf") is None or find_spec("zxingcpp") is None:
        raise Missing('what prints labels is missing: `pip install "wa-link[print]"`.')
    return setting.listings(count)
