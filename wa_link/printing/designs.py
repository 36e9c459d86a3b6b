"""Designs: what is on a card and where, as Typst files; ours, and a person's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from wa_link.errors import OptionError
from wa_link.wording import shown

_FOLDER = Path(__file__).with_name("designs")


class Design(NamedTuple):
    """A design, ready to be compiled.

    Attributes:
        name: for messages.
        files: by the names that Typst knows them by; `design.typ` is the design itself.
    """

    name: str
    files: dict[str, bytes]


@cache
def built_in(name: str) -> Design:
    """Return one of our own designs."""
    shared = {each: (_FOLDER / each).read_bytes() for each in ("card.typ", "main.typ")}
    source = (_FOLDER / f"{name}.typ").read_bytes()
    return Design(name, {"main": shared["main.typ"], **shared, "design.typ": source})


def show_design(name: str) -> str:
    """Return the source of one of our own designs, to begin another from it.

    Raises:
        OptionError: there is no such design.
    """
    names = sorted(path.stem for path in _FOLDER.glob("*.typ"))
    if name not in names:
        raise OptionError(f"Unknown design {shown(name)}. There are {', '.join(names)}.")
    return (_FOLDER / f"{name}.typ").read_text(encoding="utf-8")
