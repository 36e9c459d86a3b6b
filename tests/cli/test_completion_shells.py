"""Completion with TAB in real shells, installed as `wa-link completion` says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import wa_link
from tests.cli.shell_window import PROMPT, ShellWindow
from tests.conftest import absent, program
from wa_link.cli.completion import _SHELLS

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux: shells of Debian")

SHEET = 'Name,Phone Number,Prénom,$(touch EVIL),"a""b\'c!"\nSara,+44 7911 123456,a,b,c\n'
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")
PROMPTS = {
    "bash": (".bashrc", f"PS1='{PROMPT} '\n"),
    "zsh": (".zshrc", f"PS1='{PROMPT} '\n"),
    "fish": (
        ".config/fish/config.fish",
        f"set -g fish_greeting\nfunction fish_prompt; echo -n '{PROMPT} '; end\n",
    ),
}
# A place for a saved script, and what the file of the shell's own start needs for it.
SAVED = {
    "bash": (".local/share/bash-completion/completions/wa-link", f". {BASH_COMPLETION}\n"),
    "zsh": (
        "functions/_wa-link",
        "fpath=(~/functions $fpath)\nautoload -Uz compinit && compinit\n",
    ),
}


def make_environment(home: Path) -> dict[str, str]:
    """Return the environment of a shell that finds wa-link, and has this home folder."""
    launcher = home / "bin" / "wa-link"
    launcher.parent.mkdir()
    root = Path(wa_link.__file__).parents[1]
    launcher.write_text(f'#!/bin/sh\nPYTHONPATH={root} exec {sys.executable} -m wa_link "$@"\n')
    launcher.chmod(0o755)
    return {
        "PATH": f"{launcher.parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }


class Home:
    """A home folder in which a shell completes wa-link."""

    def __init__(self, folder: Path, shell: str) -> None:
        self.folder, self.shell = folder, shell
        self.program = program(shell, shell)
        self.environment = make_environment(folder)
        name, content = PROMPTS[shell]
        self.start = folder / name
        self.start.parent.mkdir(parents=True, exist_ok=True)
        self.start.write_text(content)
        (folder / "work").mkdir()
        (folder / "work" / "my contacts.csv").write_text(SHEET, encoding="utf-8")
        (folder / "work" / "picture.png").touch()
        (folder / "work" / "codes").mkdir()

    def run(self, line: str) -> None:
        """Run a command line in the shell."""
        subprocess.run(
            [self.program, "-c", line], env=self.environment, cwd=self.folder, check=True
        )

    def install(self) -> None:
        """Run the line that `wa-link completion` prints."""
        self.run(_SHELLS[self.shell].installation)

    def save(self) -> None:
        """Save the script in the folder where the shell searches for it."""
        place, needed = SAVED[self.shell]
        self.start.write_text(self.start.read_text() + needed)
        (self.folder / place).parent.mkdir(parents=True)
        self.run(f"wa-link completion {self.shell} > ~/{place}")

    def open(self) -> ShellWindow:
        """Open a window with the shell."""
        window = ShellWindow([self.program, "-i"], self.environment, self.folder / "work")
        window.wait_for(PROMPT)
        return window


@pytest.fixture(params=[*PROMPTS])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    return Home(tmp_path, request.param)


@pytest.fixture
def window(home: Home) -> Iterator[ShellWindow]:
    home.install()
    with home.open() as opened:
        yield opened


# What is typed, and what is then in the line. All shells write values with spaces in these ways.
LINES = [
    pytest.param("wa-link ba\t", "wa-link batch", id="command"),
    pytest.param("wa-link link --user\t", "wa-link link --username", id="option"),
    pytest.param(
        "wa-link link --region sau\t", r"wa-link link --region Saudi\ Arabia", id="region"
    ),
    pytest.param("wa-link link --region=sau\t", r"wa-link link --region=Saudi\ Arabia", id="="),
    pytest.param(
        'wa-link link --region "Saudi\t', 'wa-link link --region "Saudi Arabia"', id="quotes"
    ),
    pytest.param("wa-link batch my\t", r"wa-link batch my\ contacts.csv", id="sheet"),
    pytest.param(
        "wa-link batch my\\ contacts.csv --phone-column Ph\t",
        r"wa-link batch my\ contacts.csv --phone-column Phone\ Number",
        id="column",
    ),
    pytest.param(
        "wa-link batch 'my contacts.csv' --text-column pr\t",
        "wa-link batch 'my contacts.csv' --text-column Prénom",
        id="column, not ASCII",
    ),
    pytest.param(
        "wa-link batch 'my contacts.csv' -t 'Hi {Na\t",
        "wa-link batch 'my contacts.csv' -t 'Hi {Name}'",
        id="template",
    ),
    pytest.param("wa-link qr --logo p\t", "wa-link qr --logo picture.png", id="file"),
    pytest.param("wa-link qr --logo=p\t", "wa-link qr --logo=picture.png", id="file after ="),
    pytest.param("wa-link batch --qr-dir c\t", "wa-link batch --qr-dir codes/", id="folder"),
    pytest.param(
        "wa-link link -t Ünü --region sau\t",
        r"wa-link link -t Ünü --region Saudi\ Arabia",
        id="not ASCII before",
    ),
    pytest.param("X=1 wa-link link --user\t", "X=1 wa-link link --username", id="assignment"),
    pytest.param("wa-link batch > p\t", "wa-link batch > picture.png", id="redirection"),
]


@pytest.mark.long(daily=9)
@pytest.mark.parametrize(("typed", "line"), LINES)
def test_a_line_is_completed(window: ShellWindow, typed: str, line: str) -> None:
    window.type(typed)
    assert window.wait_for(line) == f"{PROMPT} {line}"


def test_values_are_listed_with_descriptions(window: ShellWindow) -> None:
    window.type("wa-link link --region s\t\t\t")
    window.wait_for("SA", "Saudi Arabia", "SG", "Singapore")


@pytest.mark.long(daily=1)
def test_no_column_is_run_as_a_command(home: Home, window: ShellWindow) -> None:
    for beginning, column, cell in ((r"\$", "touch", "b"), ('"a', "b'c", "c")):
        window.type(f"wa-link batch 'my contacts.csv' --phone-column {beginning}\t")
        window.wait_for(column)
        window.type("\r")
        window.wait_for(f'""{cell}"" has letters')
    assert not (home.folder / "work" / "EVIL").exists()


@pytest.mark.parametrize("home", [*SAVED], indirect=True)
def test_the_script_can_be_saved(home: Home) -> None:
    if home.shell == "bash" and not BASH_COMPLETION.exists():
        absent("bash-completion is not installed (Debian package bash-completion)")
    home.save()
    with home.open() as opened:
        opened.type("wa-link link --region=sau\t")
        opened.wait_for(r"--region=Saudi\ Arabia")


@pytest.mark.parametrize("home", ["bash"], indirect=True)
def test_bash_with_its_package(home: Home) -> None:
    if not BASH_COMPLETION.exists():
        absent("bash-completion is not installed (Debian package bash-completion)")
    home.start.write_text(f"{home.start.read_text()}. {BASH_COMPLETION}\n")
    home.install()
    with home.open() as opened:
        opened.type("sudo wa-link link --region sau\t")
        opened.wait_for(r"--region Saudi\ Arabia")


@pytest.mark.parametrize("home", ["zsh"], indirect=True)
def test_zsh_after_its_own_start_of_completion(home: Home) -> None:
    home.start.write_text(f"{home.start.read_text()}autoload -Uz compinit && compinit\n")
    home.install()
    with home.open() as opened:
        opened.type("wa-link link --region sau\t")
        opened.wait_for(r"--region Saudi\ Arabia")


@pytest.mark.parametrize("home", ["fish"], indirect=True)
def test_fish_completes_without_a_terminal(home: Home) -> None:
    home.install()
    run = subprocess.run(
        [home.program, "-c", "complete --do-complete 'wa-link batch --reg'"],
        env=home.environment,
        capture_output=True,
        check=True,
    )
    options = [line.partition("\t")[0] for line in run.stdout.decode().splitlines()]
    assert (options, run.stderr) == (["--region", "--region-column"], b"")


# PowerShell is on the machines of the public workflow; Debian has no package of it.
if shutil.which("pwsh"):

    def test_powershell(tmp_path: Path) -> None:
        script = (
            "wa-link completion powershell | Out-String | Invoke-Expression; "
            "(TabExpansion2 -inputScript 'wa-link link --region sau' -cursorColumn 25)"
            ".CompletionMatches | ForEach-Object CompletionText"
        )
        run = subprocess.run(
            [shutil.which("pwsh") or "pwsh", "-NoProfile", "-Command", script],
            env=make_environment(tmp_path),
            capture_output=True,
            check=True,
        )
        assert run.stdout.decode().splitlines() == ["'Saudi Arabia'"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_have_no_syntax_errors(shell: str) -> None:
    script = Path(wa_link.__file__).parent / "cli/shell_completion/scripts" / _SHELLS[shell].script
    run = subprocess.run(
        [program(shell, shell), "-n", script], capture_output=True, check=False, env=os.environ
    )
    assert (run.returncode, run.stderr) == (0, b"")
