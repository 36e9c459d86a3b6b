"""Journals that another program deletes or changes, and journals that stay empty."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

import pytest

from tests.business.test_journal import LINES, ONE, TWO, records_of
from tests.conftest import posix
from wa_link.business.journal import Journal
from wa_link.errors import InputError, OptionError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@posix("open files that can be removed")
def test_a_new_journal_without_records_is_removed(tmp_path: Path) -> None:
    path, old = tmp_path / "new", tmp_path / "old"
    old.touch()
    for each in (path, old):
        with Journal.open(each):
            assert each.exists()
    assert [*tmp_path.iterdir()] == [old]
    with Journal.open(path):
        path.unlink()
        path.write_bytes(b"")  # a file of another program
    assert path.exists()


@posix("open files that can be replaced")
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: path.rename(path.with_name("old")), id="renamed"),
        pytest.param(lambda path: path.with_name("new").rename(path), id="replaced"),
        pytest.param(lambda path: os.truncate(path, 0), id="emptied"),
        pytest.param(lambda path: os.truncate(path, 21), id="shortened"),
        pytest.param(lambda path: os.truncate(path, 99), id="made longer"),
        pytest.param(lambda path: path.write_bytes(LINES[:21]), id="put back in place"),
    ],
)
def test_nothing_is_written_to_a_file_that_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "links.jsonl"
    path.with_name("new").write_bytes(LINES)
    with Journal.open("links.jsonl") as opened:
        path.with_name("links.jsonl.saved1").write_bytes(b"of another run")
        opened.append(**ONE)
        opened.append(**TWO)
        monkeypatch.chdir("/")
        spoil(path)
        with pytest.raises(InputError) as caught:
            opened.append(key="c")
    assert str(caught.value) == (
        '"links.jsonl" was deleted, replaced or changed by another program while wa-link used it. '
        'All its records are in "links.jsonl.saved2": rename it to "links.jsonl", and run the '
        "command again."
    )
    saved = tmp_path / "links.jsonl.saved2"
    assert saved.read_bytes() == LINES
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert records_of(saved) == [ONE, TWO]
    for read in (Journal.open(path).__enter__, lambda: [*Journal.read(path)]):
        with pytest.raises(OptionError, match=r"links\.jsonl\.saved2.* has the records of a run"):
            read()


@posix("open files that can be moved")
def test_a_file_whose_folder_was_moved_is_put_back(tmp_path: Path) -> None:
    path = tmp_path / "one" / "j"
    path.parent.mkdir()
    with Journal.open(path) as opened:
        path.parent.rename(tmp_path / "two")
        with pytest.raises(InputError, match=re.escape(f'it. Put "{path}" back, and run')):
            opened.append(**ONE)
