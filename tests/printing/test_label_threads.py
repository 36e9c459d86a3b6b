"""LabelSheet and CodeFolder with several threads, after a fork, and in unfinished iterations."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from wa_link import CodeFolder, LabelSheet, Sheet, link_rows
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path

LINKS = [f"https://wa.me/9665012345{number:02}" for number in range(12)]
ROWS = [[f"+9665012345{number:02}"] for number in range(12)]


def test_threads_share_a_label_sheet(tmp_path: Path) -> None:
    with LabelSheet("L7160", title="Oak") as sheet, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(sheet.add, LINKS)) == [()] * 12
        sheet.save(tmp_path / "labels.pdf")
    assert sheet.labels == 12


def test_threads_share_a_folder(tmp_path: Path) -> None:
    folder = CodeFolder(tmp_path / "codes", title="{title}")
    with ThreadPoolExecutor(4) as threads:
        names = threads.map(lambda link: folder.save(link, "a", title=link[-2:]), LINKS)
        saved = set(names)
    folder.sync()
    assert saved == {each.name for each in (tmp_path / "codes").iterdir()}
    assert len(saved) == 12


def test_a_sheet_is_not_used_while_rows_are_being_added(tmp_path: Path) -> None:
    with LabelSheet("L7160") as sheet:
        outcomes = link_rows(Sheet.from_rows(["phone"], ROWS), labels=sheet)
        next(outcomes)
        for use in (sheet.output, lambda: sheet.add(LINKS[0])):
            with pytest.raises(OptionError, match="still adds labels"):
                use()
        outcomes.close()  # type: ignore[attr-defined]  # a generator
        before = sheet.labels
        sheet.add(LINKS[5], title="Three")  # not the answer to an earlier request
        sheet.save(tmp_path / "labels.pdf")
    assert sheet.labels == before + 1


FORK = """
import os, warnings
from wa_link import LabelSheet
warnings.simplefilter("error", ResourceWarning)
sheet = LabelSheet("L7160")
sheet.add("https://wa.me/966501234501", title="A")
if (copy := os.fork()) == 0:
    sheet.add("https://wa.me/966501234502", title="B")
    assert sheet.labels == 2 and sheet.output()
    raise SystemExit
assert os.waitpid(copy, 0)[1] == 0
if (copy := os.fork()) == 0:
    raise SystemExit
os.waitpid(copy, 0)
sheet.add("https://wa.me/966501234503", title="C")
assert sheet.labels == 2 and sheet.output()
sheet.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_copy_of_the_process_has_a_typesetter_of_its_own() -> None:
    run = subprocess.run(
        [sys.executable, "-c", FORK], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
