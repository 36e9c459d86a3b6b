"""Names of options at the command line, for messages: `--region GB`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import spell_options

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

# Options whose argument in Python has another name.
OTHER_NAMES = {
    "codes": "--qr-dir",
    "header": "--no-header",
    "name": "--qr-name",
    "phone_columns": "--phone-column",
    "target": "--output",
    "worksheet": "--sheet",
}
# Other characters have a meaning for the shell.
_PLAIN = re.compile(r"[\w@%+=:,./-]+")


def flag_of(name: str, value: object) -> str:
    """Return the option for an argument in Python, as a person types it."""
    if name == "show_number" and value is False:
        return "--hide-number"
    flag = OTHER_NAMES.get(name) or f"--{name.replace('_', '-')}"
    if value is None or isinstance(value, bool):
        return flag
    return f"{flag} {shell_quote(str(value))}"


def shell_quote(value: str) -> str:
    """Return a value as a person types it in a shell, in quotes if it needs them."""
    if _PLAIN.fullmatch(value):
        return value
    if any(char in value for char in '"$`\\!'):
        inside = value.replace("'", "'\\''")
        return f"'{inside}'"
    return f'"{value}"'


def name_flags() -> AbstractContextManager[None]:
    """Let messages name options of the command line, while the context lasts."""
    return spell_options(flag_of)
