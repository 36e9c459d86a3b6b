"""Write options in messages as on the command line: `--region GB` instead of `region="GB"`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import spell_options

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

# Arguments in Python whose option has a different name.
OTHER_NAMES = {
    "codes": "--qr-dir",
    "header": "--no-header",
    "key_column": "--key",
    "most": "--max",
    "name": "--qr-name",
    "parameters": "--parameter",
    "phone_columns": "--phone-column",
    "prune_most": "--yes",
    "target": "--output",
    "worksheet": "--sheet",
}
HELP_WORDS = ("help", "?", "/?", "-?", "/h", "/help")
"""Words that people type for `--help`."""
# The shell does not change these characters; a value with others needs quotes.
_SAFE_IN_SHELL = r"[\w@%+=:,./-]+"


def flag_of(name: str, value: object) -> str:
    """Return the command-line option for a Python argument: `--size 40mm` for `size="40mm"`.

    Args:
        name: name of the argument, such as `size`.
        value: its value. If it is None or a boolean, the option is returned without a value, such
            as `--unique`.
    """
    if name == "show_number" and value is False:
        return "--hide-number"
    flag = OTHER_NAMES.get(name) or f"--{name.replace('_', '-')}"
    if value is None or isinstance(value, bool):
        return flag
    return f"{flag} {shell_quote(str(value))}"


def shell_quote(value: str) -> str:
    """Return a value as it is typed in a shell, in quotes if it needs them: `"Saudi Arabia"`."""
    if re.fullmatch(_SAFE_IN_SHELL, value):
        return value
    if any(char in value for char in '"$`\\!'):
        inside = value.replace("'", "'\\''")
        return f"'{inside}'"
    return f'"{value}"'


def name_flags() -> AbstractContextManager[None]:
    """Return a context manager that makes messages contain `--region GB`, not `region="GB"`."""
    return spell_options(flag_of)
