"""The value of an option that a user sets as a default, and how messages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.quoting import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click

    Options: TypeAlias = Mapping[str, click.Option]
    Layer: TypeAlias = dict[str, "Default"]


@dataclass(frozen=True, slots=True)
class Default:
    """The value of an option that does not come from the command line.

    Attributes:
        value: the value for the option; a path is relative to the current folder, or absolute.
        given: the value as it was written.
        place: file and line, such as `/home/ann/.config/wa-link/config.toml:2`, or the name of an
            environment variable.
        key: name of the option in that file, such as `call-to-action`; empty for a variable.
        is_from_folder: whether it comes from the file `.wa-link.toml` of the current folder.
    """

    value: object
    given: object
    place: str
    key: str = ""
    is_from_folder: bool = False

    @property
    def is_variable(self) -> bool:
        """Return whether the value comes from an environment variable."""
        return not self.key

    def __str__(self) -> str:
        value = format_value(self.given)
        return f"{self.place}: {self.key} = {value}" if self.key else f"{self.place}={value}"


def format_value(value: object) -> str:
    """Return a value as it is written in TOML, shortened if it is long: `"SA"`, `true`, `[…]`."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return quote(str(value), 20)[1:-1]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return f"[{', '.join(map(quote, value[:5]))}{', …' * (len(value) > 5)}]"
    return "[…]" if isinstance(value, list) else "…"
