"""Places for defaults of one's own: a user's configuration folder, and a current folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from wa_link.cli import commands

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest


@dataclass(frozen=True)
class Places:
    """The user's own file, the file of the current folder, and the environment."""

    home: Path
    folder: Path
    patch: pytest.MonkeyPatch

    @property
    def own_file(self) -> Path:
        return self.home / "config.toml"

    @property
    def folder_file(self) -> Path:
        return self.folder / ".wa-link.toml"

    def write(self, layer: str, line: str, table: str) -> list[str]:
        """Set an option in a layer; return the arguments that name the file, if any.

        Args:
            layer: `user`, `folder` or `named`, perhaps with ` table`.
            line: the option in TOML.
            table: the table for layers with ` table`.
        """
        where, _, is_table = layer.partition(" ")
        file = {
            "user": self.own_file,
            "folder": self.folder_file,
            "named": self.folder / "named.toml",
        }[where]
        old = file.read_text() if file.exists() else ""
        file.write_text(f"{old}[{table}]\n{line}\n" if is_table else f"{line}\n{old}")
        return ["--config", str(file)] if where == "named" else []


def make_places(tmp_path: Path, patch: pytest.MonkeyPatch) -> Places:
    """Let the user's own folder be in `tmp_path`, and change to a folder with only a sheet."""
    places = Places(tmp_path / "home", tmp_path / "folder", patch)
    places.home.mkdir()
    places.folder.mkdir()
    patch.chdir(places.folder)
    patch.setattr(click, "get_app_dir", lambda _: str(places.home))
    for name in [name for name in os.environ if name.startswith("WA_LINK_")]:
        patch.delenv(name)
    (places.folder / "s.csv").write_text("phone\n+447911123456\n")
    return places


def parse(command: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Return the values of the options of a command, without running it."""
    return make_context(command, arguments).params


def make_context(command: str, arguments: Sequence[str]) -> click.Context:
    """Return the context of a command, as `wa-link` makes it, without running it."""
    # A command remembers the names of --help that it first gets from its parent.
    top = click.Context(commands, **commands.context_settings)
    found = commands.get_command(top, command)
    assert found is not None
    return found.make_context(command, [*arguments], top)
