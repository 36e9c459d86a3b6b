"""On Windows, only paths are patterns: click must not expand `*Sale*`, `~` or `$HOME` in texts."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.conftest import posix
from wa_link.cli import main
from wa_link.cli.mistakes import windows_globs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a folder with files; wa-link looks for patterns in it as on Windows."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.html", "b.html", "[1].html"):
        (tmp_path / name).write_text('<a href="https://wa.me/+447911123456">')
    (tmp_path / "contacts.csv").write_text("phone\n+447911123456\n")
    monkeypatch.setattr(windows_globs, "os", SimpleNamespace(name="nt", path=os.path))
    return tmp_path


@pytest.mark.parametrize("text", ["*Sale*", "$HOME", "~", "%PATH%", "a?c", "[ab]*"])
def test_a_text_is_not_expanded(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    text: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("Big Sale.csv", "abc"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "argv", ["wa-link", "link", "+447911123456", "-t", text])
    monkeypatch.setattr(os, "name", "nt")
    code = main()
    monkeypatch.undo()
    assert code == 0
    start, _, made = capfd.readouterr().out.rstrip("\n").partition("?text=")
    assert (start, unquote(made)) == ("https://wa.me/447911123456", text)


def test_check_expands_patterns(wa_link: Tool, windows: Path) -> None:
    run = wa_link("check", "*.html", "-q")
    assert run.code == 3
    assert [line.partition(":")[0] for line in run.out.splitlines()] == sorted(
        path.name for path in windows.glob("*.html")
    )


def test_a_file_with_brackets_in_its_name_is_not_a_pattern(wa_link: Tool, windows: Path) -> None:
    run = wa_link("check", "[1].html", "-q")
    assert run.out.count("\n") == 1
    assert run.out.startswith("[1].html:"), windows


@pytest.mark.usefixtures("windows")
def test_batch_takes_a_pattern_of_one_file(wa_link: Tool) -> None:
    assert "https://wa.me/447911123456" in wa_link("batch", "cont*.csv", "-q").out


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("command", "message"),
    [
        pytest.param("batch *.html", '"*.html" matches 3 files: name one of them.', id="several"),
        pytest.param("batch *.xlsx", '"*.xlsx" does not exist: check its name.', id="none"),
        pytest.param("check *.md", '"*.md" does not exist: check its name.', id="none, check"),
    ],
)
def test_other_patterns_are_refused(wa_link: Tool, command: str, message: str) -> None:
    run = wa_link(*command.split())
    assert (run.code, run.out, run.err) == (2, "", f"Error: {message}\n")


@posix("shells that expand patterns")
def test_other_systems_have_shells_that_expand(wa_link: Tool, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("phone\n+447911123456\n")
    assert wa_link("batch", f"{tmp_path}/*.csv").code == 2
