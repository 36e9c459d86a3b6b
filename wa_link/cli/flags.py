"""How messages name an option to a person at the command line: `--region GB`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import spell_options

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

# Arguments in Python whose option has another name.
OTHER_NAMES = {
    "codes": "--qr-dir",
    "header": "--no-header",
    "name": "--qr-name",
    "phone_columns": "--phone-column",
    "target": "--output",
    "worksheet": "--sheet",
}
# A shell takes all else apart, or for something else: # begins a comment.
_PLAIN = re.compile(r"[\w@%+=:,./-]+")


def flag_of(name: str, value: object) -> str:
    """Return the option of the command line for an argument in Python, ready to be typed."""
    if name == "show_number" and value is False:
        return "--hide-number"
    flag = OTHER_NAMES.get(name) or f"--{name.replace('_', '-')}"
    if value is None or isinstance(value, bool):
        return flag
    return f"{flag} {shell_quote(str(value))}"


def shell_quote(value: str) -> str:
    """Return a value as a person types it in a shell, with quotes where it needs them."""
    if _PLAIN.fullmatch(value):
        return value
    if any(char in value for char in '"$`\\!'):
        inside = value.replace("'", "'\\''")
        return f"'{inside}'"
    return f'"{value}"'


def name_flags() -> AbstractContextManager[None]:
    """Name options as the command line has them, as long as the context lasts."""
    return spell_options(flag_of)
