"""The formats of the output by name, and the methods that they have."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.check.results import FileResult, Totals

FORMATS: Final = ("text", "json", "github", "sarif")
"""Names of the formats."""


class OutputFormat(Protocol):
    """Writer of results. Its texts, one after another, are the whole output."""

    def begin(self) -> str:
        """Return the text before all results."""

    def add(self, result: FileResult) -> str:
        """Return the text for the result of one file."""

    def end(self, totals: Totals) -> str:
        """Return the text after all results."""


def make_format(name: str) -> OutputFormat:
    """Return a new writer for the format with this name, such as `sarif`."""
    module = import_module(f"wa_link.check.formats.{name}_format")
    make: Callable[[], OutputFormat] = module.make
    return make()
