"""What a command takes that does next to nothing: Python starts, and libraries are imported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.processes import cost, wa_link
from tests.bench.rounds import processes_by_turns

if TYPE_CHECKING:
    from tests.bench.setting import Setting
    from tests.bench.table import Result


def link(setting: Setting) -> Result:
    """One link, against the import of what makes it."""
    ours = wa_link("link", "+447911123456", "-t", "Hi")
    return _against_import("click, phonenumbers", ours, setting)


def usage(setting: Setting) -> Result:
    """The help, against the import of what prints it."""
    return _against_import("click", wa_link("--help"), setting)


def _against_import(libraries: str, ours: list[str], setting: Setting) -> Result:
    peer = [sys.executable, "-c", f"import {libraries}"]
    for command in (ours, peer):  # the first start of all compiles, and reads from the disk
        cost(command)
    rounds = processes_by_turns(ours, peer, setting.start_rounds)
    return rounds.slower(f"{setting.start_rounds} pairs")
