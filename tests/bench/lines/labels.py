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


def peak(setting: Setting) -> Result:
    """Return the memory, in megabytes, and the time."""
    return _peak(setting, setting.labels)


def peak_of_many(setting: Setting) -> Result:
    """Return the same of a run that is drawn in parts."""
    return _peak(setting, setting.many_labels)


def _peak(setting: Setting, count: int) -> Result:
    run = _cost(setting, count)
    return Result(run.peak, f"{run.peak:.1f} MB", f"{count:,} labels", ours=duration(run.seconds))


def _cost(setting: Setting, count: int) -> Cost:
    return cost(_command(setting, _listings(setting, count)))


def _command(setting: Setting, sheet: Path) -> list[str]:
    drawn = ("--caption", "{title}\\n{price}", "--stock", "L7160", "--quiet")
    return wa_link("labels", sheet, *SELLER, *drawn, "-o", setting.folder / "ours.pdf")


def _listings(setting: Setting, count: int) -> Path:
    if find_spec("fpdf") is None or find_spec("zxingcpp") is None:
        raise Missing('what prints labels is missing: `pip install "wa-link[print]"`.')
    return setting.listings(count)
