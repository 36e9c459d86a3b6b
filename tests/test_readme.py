"""Tests of the pages: commands are run, links are followed, tables are compared with the code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.business.fake_meta import FakeMeta
from tests.conftest import posix, program
from tests.reference_tables import fill_in
from tests.robustness.attacks import ATTACKS
from wa_link import NoteCode, Reason
from wa_link.cli import commands
from wa_link.cli.options.sections import SectionedCommand
from wa_link.links.rules import Repair, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README, COOKBOOK, TESTS = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "examples/README.md", "tests/README.md")
)
CONTRIBUTING = (ROOT / ".github/CONTRIBUTING.md").read_text(encoding="utf-8")
WITH_COMMANDS = (
    "README.md",
    "examples/README.md",
    "examples/quick-start.md",
    "examples/quick-start.ar.md",
)
PAGES = (
    *WITH_COMMANDS,
    "examples/install.md",
    "tests/README.md",
    ".github/CHANGELOG.md",
    ".github/CONTRIBUTING.md",
    ".github/SECURITY.md",
)
PYTHON = re.findall(r"```python\n(.*?)```", README + COOKBOOK, re.DOTALL)
# Accounts of an example reach the fake server, not Meta's.
REACHES = """
import functools, wa_link.business as business
business.Account = functools.partial(business.Account, base_url="{url}")
"""
EXPORTED = re.findall(r"^export (WA_LINK_\w+)=", COOKBOOK, re.MULTILINE)
SETUP = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)
LONGEST_README = 250  # lines


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.fixture
def business(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Return variables with which `wa-link business` reaches a fake of Meta's server.

    The pages show what people type, without the option --base-url: a script on the PATH adds it.
    Only the variables that the cookbook sets in its part on the Business Platform are set.
    """
    folder = tmp_path / "bin"
    folder.mkdir()
    real = Path(sys.executable).with_name("wa-link")
    with FakeMeta() as meta:
        script = folder / "wa-link"
        script.write_text(
            f'#!/bin/sh\n[ "$1" = business ] && set -- "$@" --base-url {meta.url}\n'
            f'exec "{real}" "$@"\n'
        )
        script.chmod(0o755)
        path = f"{folder}:{real.parent}:{os.environ['PATH']}"
        yield {name: meta.environment[name] for name in EXPORTED} | {"PATH": path}


@posix("/bin/sh")
@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_commands_print_what_the_page_shows(
    checkout: Path, name: str, business: dict[str, str]
) -> None:
    """Run each command after `$`, in order; compare all that appears in the terminal."""
    program("pdftoppm", "poppler-utils")
    page = (ROOT / name).read_text(encoding="utf-8")
    environment = {name: it for name, it in os.environ.items() if not name.startswith("WA_LINK_")}
    environment |= business
    code = 0
    for transcript in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", transcript, re.MULTILINE)
        assert len(commands) == len(re.findall(r"^\$ ", transcript, re.MULTILINE))
        for command, expected in commands:
            done = subprocess.run(
                ["/bin/sh", "-c", f"(exit {code}); {command}"],
                cwd=checkout,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            code = done.returncode
            said = re.sub(r"in \d+\.\d s", "in 0.1 s", done.stdout.decode())
            assert said == expected, command
    for picture in (checkout / "examples").glob("*.png"):
        check_is_alike(picture, ROOT / "examples" / picture.name)


def check_is_alike(made_path: Path, shown_path: Path) -> None:
    made, shown = Image.open(made_path), Image.open(shown_path)
    assert made.size == shown.size
    difference = ImageChops.difference(made.convert("L"), shown.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < 2, shown_path.name


def test_the_readme_is_short() -> None:
    assert README.count("\n") <= LONGEST_README


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_have_targets(page: str) -> None:
    """Look up files and headings of this repository that a page links to."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        name, _, heading = target.partition("#")
        linked = (ROOT / page).parent / name if name else ROOT / page
        assert linked.is_file(), target
        if heading:
            found = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in [
                re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in found
            ]


def test_paths_in_the_contributing_guide_exist() -> None:
    tree = CONTRIBUTING.partition("```\nwa_link/\n")[2].partition("```")[0]
    rooms = [f"wa_link/{name}" for name in re.findall(r"^  (\S+)  ", tree, re.MULTILINE)]
    assert len(rooms) > 10
    for path in (*rooms, *re.findall(r"`((?:wa_link|tests)/\S*)`", CONTRIBUTING)):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_examples_of_the_library(checkout: Path, code: str) -> None:
    with FakeMeta() as meta:
        setup = REACHES.format(url=meta.url) if "wa_link.business" in code else ""
        subprocess.run([sys.executable, "-c", setup + code], cwd=checkout, check=True,
                       capture_output=True, env=os.environ | meta.environment)  # fmt: skip


def test_setting_up_takes_two_commands() -> None:
    assert len(SETUP) == 2
    assert all("\n" not in command for command in SETUP)


@pytest.mark.parametrize("command", ["completion", "man"])
def test_lines_that_install_are_those_of_the_help(command: str) -> None:
    """Find the examples of the help in the cookbook, in whose tables `|` is escaped."""
    found = commands.get_command(click.Context(commands), command)
    assert isinstance(found, SectionedCommand)
    for example in found.examples:
        assert example in COOKBOOK.replace(r"\|", "|")


def test_tables_of_reasons_and_notes_are_those_of_the_code() -> None:
    assert fill_in(COOKBOOK) == COOKBOOK, "run python -m tests.reference_tables"


@pytest.mark.parametrize("code", [*Reason, *NoteCode])
def test_each_code_has_a_meaning_and_a_way_out(code: Reason | NoteCode) -> None:
    for sentence in (code.meaning, code.way_out):
        assert re.fullmatch(r"[A-Z`].*\.", sentence)
    assert type(code)(code.value) is code


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_has_its_texts(rule: Rule) -> None:
    assert re.fullmatch(r"WA[1-4]\d\d", rule)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.label)
    for sentence in (rule.meaning, rule.why):
        assert re.fullmatch(r"[A-Z`].*\.", sentence)
    assert bool(rule.right) == (rule.repair is not Repair.NEVER)
    assert Rule(rule.value) is rule


@posix("/bin/sh")
def test_faults_bombs_and_commands_are_counted() -> None:
    counts = {
        "tests/robustness/test_faults.py": r"\| (\d+) faults",
        "tests/robustness/test_bombs.py": r"\| (\d+) bombs",
        "tests/robustness/test_privacy.py": r"\| (\d+) commands",
    }
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "--long=full"]
    environment = {name: it for name, it in os.environ.items() if name != "PYTEST_ADDOPTS"}
    done = subprocess.run([*command, *counts], cwd=ROOT, env=environment, capture_output=True,
                          text=True, check=True)  # fmt: skip
    for file, count in counts.items():
        found = re.findall(rf"^{file}::(?!test_the_guard)", done.stdout, re.MULTILINE)
        shown = re.search(count, TESTS)
        assert shown
        assert int(shown[1]) == len(found)


def test_hostile_cells_are_counted() -> None:
    assert f"| {len(ATTACKS) + 1} cells," in TESTS  # half of a character is one more


def test_pages_name_no_place_of_this_machine() -> None:
    pages = "".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    assert not re.search(r"pypi\.org|/work/|/tmp/|registry", pages)
