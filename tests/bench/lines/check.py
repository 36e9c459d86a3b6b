"""Links in the files of a web site: `wa-link check` compared with a search for their hosts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.bench.processes import measure_cost, wa_link_command
from tests.bench.rounds import run_processes_in_turn
from tests.bench.setting import SEED
from tests.bench.site import write_site
from tests.bench.table import Missing, Result, format_duration

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.setting import Setting

HOSTS = r"wa\.me|wa-me|whatsapp|xn--"
"""Pattern of the words that `wa-link check` also searches for first."""


def against_grep(setting: Setting) -> Result:
    """Compare with `grep -rEn`, which neither reads nor judges the links that it finds."""
    if shutil.which("grep") is None:
        raise Missing("grep is not installed.")
    folder = _site(setting)
    peer = ["grep", "-rEn", HOSTS, str(folder)]
    rounds = run_processes_in_turn(wa_link_command("check", folder), peer, setting.rounds)
    return rounds.slower(_size(setting))


def peak(setting: Setting) -> Result:
    """Measure the peak memory."""
    run = measure_cost(wa_link_command("check", _site(setting)))
    return Result(run.peak, f"{run.peak:.1f} MB", _size(setting), ours=format_duration(run.seconds))


def _site(setting: Setting) -> Path:
    """Return the folder of the site; it is written once."""
    folder = setting.folder / "site"
    if not folder.exists():
        write_site(folder, setting.files, SEED)
    return folder


def _size(setting: Setting) -> str:
    return f"{setting.files:,} files of 10 kB"
