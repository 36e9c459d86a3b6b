"""Start-up time: commands that do hardly more than start Python and import libraries."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.processes import measure_cost, wa_link_command
from tests.bench.rounds import run_processes_in_turn

if TYPE_CHECKING:
    from tests.bench.setting import Setting
    from tests.bench.table import Result


def link(setting: Setting) -> Result:
    """Compare one link with the import of its libraries."""
    ours = wa_link_command("link", "+447911123456", "-t", "Hi")
    return _against_import("click, phonenumbers", ours, setting)


def usage(setting: Setting) -> Result:
    """Compare the help with the import of its library."""
    return _against_import("click", wa_link_command("--help"), setting)


def _against_import(libraries: str, ours: list[str], setting: Setting) -> Result:
    peer = [sys.executable, "-c", f"import {libraries}"]
    for command in (ours, peer):  # the first start compiles modules, and reads them from the disk
        measure_cost(command)
    rounds = run_processes_in_turn(ours, peer, setting.start_rounds)
    return rounds.slower(f"{setting.start_rounds} pairs")
