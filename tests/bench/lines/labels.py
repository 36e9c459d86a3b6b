"""Labels: a seller's listings on L7160, each with its code and its caption of two lines."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench.lines.codes import TEXT
from tests.bench.processes import Cost, cost, program, wa_link
from tests.bench.rounds import processes_by_turns
from tests.bench.table import Missing, Result, duration

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.setting import Setting

SELLER = ("--number", "+447911123456", "--text", TEXT)


def against_qrcode(setting: Setting) -> Result:
    """Its pictures, placed by fpdf2, with a caption in a font of PDF's own; never read back."""
    sheet = _listings(setting, setting.labels)
    links = setting.folder / "links.csv"
    cost(wa_link("batch", sheet, "-o", links, "--quiet", *SELLER))
    peer = program("labels_with_qrcode.py", links, setting.folder / "peer.pdf")
    rounds = processes_by_turns(_command(setting, sheet), peer, setting.rounds)
    return rounds.faster(f"{setting.labels:,} labels")


def growth(setting: Setting) -> Result:
    """The memory of many against that of few."""
    few_labels = max(1, setting.labels // 10)
    many, few = (_cost(setting, count).peak for count in (setting.labels, few_labels))
    size = f"{setting.labels:,} labels vs {few_labels:,}"
    return Result(many / few, f"{many / few:.2f} times", size)


def peak(setting: Setting) -> Result:
    """Memory, in megabytes, and time."""
    run = _cost(setting, setting.labels)
    size = f"{setting.labels:,} labels"
    return Result(run.peak, f"{run.peak:.1f} MB", size, ours=duration(run.seconds))


def _cost(setting: Setting, count: int) -> Cost:
    return cost(_command(setting, _listings(setting, count)))


def _command(setting: Setting, sheet: Path) -> list[str]:
    drawn = ("--caption", "{title}\\n{price}", "--stock", "L7160", "--quiet")
    return wa_link("labels", sheet, *SELLER, *drawn, "-o", setting.folder / "ours.pdf")


def _listings(setting: Setting, count: int) -> Path:
    if find_spec("fpdf") is None or find_spec("zxingcpp") is None:
        raise Missing('what prints labels is missing: `pip install "wa-link[print]"`.')
    return setting.listings(count)
