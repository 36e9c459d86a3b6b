"""The manual page: its syntax, as two other programs read it, and its texts."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import click
import pytest

from tests.conftest import program
from wa_link.cli import commands
from wa_link.cli.command_tree import full_name, walk_commands
from wa_link.cli.man import _escape, _fill, _RoffFormatter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

TOP = click.Context(commands, info_name="wa-link", **commands.context_settings)
CONTEXTS = {full_name(each): each for each in walk_commands(TOP)}
# The page has no date, so that each run of a version prints the same page.
NO_DATE = 'WARNING: missing date, using "": TH'


def read_page(page: str) -> str:
    """Return the text of a page as mandoc shows it in a wide terminal."""
    shown = subprocess.run(
        [program("mandoc", "mandoc"), "-T", "utf8", "-O", "width=1000"],
        input=page.encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()
    return re.sub(".\b", "", shown)  # bold letters are printed twice


@pytest.fixture
def page(wa_link: Tool) -> str:
    run = wa_link("man")
    assert (run.code, run.err) == (0, "")
    return run.out


def test_mandoc_finds_no_mistake(page: str) -> None:
    run = subprocess.run(
        [program("mandoc", "mandoc"), "-T", "lint"],
        input=page.encode(),
        capture_output=True,
        check=False,
    )
    found = [line for line in run.stdout.decode().splitlines() if not line.endswith(NO_DATE)]
    assert (found, run.stderr) == ([], b"")


def test_groff_finds_no_mistake(page: str) -> None:
    run = subprocess.run(
        [program("groff", "groff"), "-man", "-ww", "-z"],
        input=page.encode("ascii"),
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("name", CONTEXTS)
def test_each_text_of_the_help_is_in_the_page(page: str, name: str) -> None:
    shown = " ".join(read_page(page).split())
    formatter = click.HelpFormatter(width=10_000)
    CONTEXTS[name].command.format_help(CONTEXTS[name], formatter)
    lines = formatter.getvalue().removeprefix("Usage: ").splitlines()
    for line in lines:
        text = " ".join(line.split())
        assert text.endswith(":") or text in shown  # the title of a section has no colon here


def test_general_sections(page: str) -> None:
    shown = read_page(page)
    titles = re.findall(r"^(\S.*)$", shown, re.MULTILINE)
    general = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS"]
    general += ["ENVIRONMENT", "FILES"]
    assert titles[1:-1] == [*general, *(f"WA-LINK {each.upper()}" for each in CONTEXTS)]
    assert re.search(r"^ +3 +The run finished, and some input was rejected", shown, re.MULTILINE)
    assert re.search(r"^ +WA_LINK_TOKEN\n +Access token", shown, re.MULTILINE)
    assert re.search(r"^ +WA_LINK_REGION\n +Country of the numbers", shown, re.MULTILINE)


TEXTS = [
    r"\n for a line break, and \\ for a backslash.",
    "'Hi' \"there\" `code` ^ ~ -- - a-b",
    ".nf is no request here",
    "'so it is' is no request either",
    "السعودية, Türkiye … ½ 😀",
    "A sentence. " * 20 + "The end.",
    r"\fBbold\fR \(aq \[u2026] \*x",
]


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_printed_unchanged(text: str) -> None:
    page = "\n".join(['.TH A 1 "" "" ""', ".SH A", *_fill(text), ".SH B", _escape("x"), ""])
    shown = read_page(page)
    assert " ".join(shown[shown.index("A\n") : shown.rindex("B\n")].split()[1:]) == " ".join(
        text.split()
    )


def test_lines_of_an_example_are_kept() -> None:
    formatter = _RoffFormatter()
    formatter.write_text('Before:\n\n\b\nregion = "SA"\n.stock = 1\n\nAfter.')
    shown = read_page("\n".join(['.TH A 1 "" "" ""', ".SH A", *formatter.lines, ""]))
    lines = [line.strip() for line in shown.splitlines() if line.startswith(" ")]
    assert lines[:4] == ["Before:", 'region = "SA"', ".stock = 1", "After."]


def test_sentences_are_separated_by_one_space() -> None:
    lines = _fill(f"{'a' * 75}. " * 3)
    assert len(lines) == 3
    assert ".  a" not in read_page("\n".join(['.TH A 1 "" "" ""', ".SH A", *lines, ""]))


def test_the_page_is_ascii_in_short_lines(page: str) -> None:
    assert page.isascii()
    assert max(map(len, page.splitlines())) < 200
