"""The command `wa-link completion`: print the script with which a shell completes wa-link."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import click

from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.mistakes.usage_errors import Choice
from wa_link.cli.options.sections import SectionedCommand

_FOLDER = Path(__file__).parent / "shell_completion" / "scripts"


class _Shell(NamedTuple):
    """A shell for which there is a script.

    Attributes:
        script: name of the file of the script.
        installation: command line that makes the shell run the script at each start.
    """

    script: str
    installation: str


_SHELLS = {
    "bash": _Shell("wa-link.bash", """echo 'eval "$(wa-link completion bash)"' >> ~/.bashrc"""),
    "zsh": _Shell("wa-link.zsh", """echo 'eval "$(wa-link completion zsh)"' >> ~/.zshrc"""),
    "fish": _Shell(
        "wa-link.fish",
        "mkdir -p ~/.config/fish/completions && "
        "wa-link completion fish > ~/.config/fish/completions/wa-link.fish",
    ),
    "powershell": _Shell(
        "wa-link.ps1",
        "if (!(Test-Path $PROFILE)) { New-Item $PROFILE -Force }; Add-Content $PROFILE "
        "'wa-link completion powershell | Out-String | Invoke-Expression'",
    ),
}


@click.command(
    cls=SectionedCommand, examples=tuple(shell.installation for shell in _SHELLS.values())
)
@click.argument(
    "shell", metavar=f"[{'|'.join(_SHELLS)}]", type=Choice(tuple(_SHELLS)), required=False
)
def completion(*, shell: str | None) -> int:
    """Print the completion script of a shell.

    With this script, TAB completes commands, options and their values: countries, label stocks,
    codes, and the columns of the sheet that you have typed.

    Run the example for your shell once, then open a new terminal. Without a shell, the line for
    your shell is printed. If the package bash-completion is installed, you can also save the script
    of bash as ~/.local/share/bash-completion/completions/wa-link. The script of zsh can be saved as
    _wa-link in a folder of $fpath.
    """
    if shell is not None:
        click.echo((_FOLDER / _SHELLS[shell].script).read_text(encoding="utf-8"), nl=False)
        return ALL_ACCEPTED
    shell = _detect_shell()
    if shell is None:
        raise click.UsageError(
            "Can't tell which shell you use: name it, as in wa-link completion bash"
        )
    click.echo(
        f"To complete wa-link with TAB in {shell}, run this line once, and open a new terminal:\n\n"
        f"  {_SHELLS[shell].installation}"
    )
    return ALL_ACCEPTED


def _detect_shell() -> str | None:
    """Return the name of the user's shell; None if there is no script for it."""
    name = Path(os.environ.get("SHELL", "")).stem
    if name == "pwsh" or (not name and os.name == "nt"):
        return "powershell"
    return name if name in _SHELLS else None
