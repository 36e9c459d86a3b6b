"""Designs: what is on a card and where, as Typst files; ours, and a person's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).with_name("designs")


class Design(NamedTuple):
    """A design, ready to be compiled.

    Attributes:
        name: for messages.
        files: by the names that Typst knows them by; `design.typ` is the design itself.
    """

    name: str
    files: dict[str, bytes]

    def has(self, text: str) -> bool:
        """Return whether a file of it has that text."""
        return any(text.encode() in file for file in self.files.values())


@cache
def built_in(name: str) -> Design:
    """Return one of our own designs."""
    shared = {each: (_FOLDER / each).read_bytes() for each in ("card.typ", "main.typ")}
    source = (_FOLDER / f"{name}.typ").read_bytes()
    return Design(name, {"main": shared["main.typ"], **shared, "design.typ": source})
