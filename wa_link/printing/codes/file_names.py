"""Make file names from texts. The names are valid on every system, and never contain a path."""

from __future__ import annotations

import re
import unicodedata

from wa_link._support.device_names import is_device_name

MAX_NAME_BYTES = 100
"""Most bytes of a file name in UTF-8.

Systems allow 255 bytes, but programs that compress or synchronise files allow fewer.
"""
# Normalising takes time that grows with the square of the number of combining marks.
_MAX_CHARACTERS = 1_000
# Invisible letters and marks (Default_Ignorable_Code_Point). They are removed, and so are format
# characters (category Cf).
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_PUNCTUATION = "-_. "
_MAX_SUFFIX_LENGTH = len("-99999999")


def make_file_name(text: str, extension: str, number: int = 1) -> str:
    """Return a valid file name for a text, such as `Cafe_ Roma.png` for `Cafe: Roma`.

    The name contains letters and digits of any script, hyphens, underscores, dots and spaces; every
    other character becomes `_`. The name is in NFC and has at most MAX_NAME_BYTES bytes. It does
    not begin with a dot or a hyphen, and is not the name of a Windows device, such as `CON`.

    Args:
        text: text of a cell, or the result of a template; it can have any length.
        extension: extension without its dot, such as `png`.
        number: a number above 1 is added to the name, as in `Ali-2.png`; 1 is not added. For all
            numbers above 1, a long text is cut to the same length.
    """
    ending = f"-{number}" if number > 1 else ""
    max_bytes = MAX_NAME_BYTES - len(f".{extension}") - (_MAX_SUFFIX_LENGTH if ending else 0)
    name = _truncate(_replace_unsafe(text[:_MAX_CHARACTERS]).lstrip(" ."), max_bytes)
    if not name or name.startswith("-") or is_device_name(name):
        name = _truncate(f"_{name}", max_bytes)
    return f"{name}{ending}.{extension}"


def fold_name(name: str) -> str:
    """Return the key of a file name. Two names with the same key can be the same file.

    For example, `Ali.png` and `ALI.png` have the same key: on Windows and macOS, they are one file.
    """
    return unicodedata.normalize("NFC", name.upper().casefold())


def _replace_unsafe(text: str) -> str:
    """Return the text without invisible characters, and with `_` for each unsafe character."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    name = ""
    for char in unicodedata.normalize("NFC", _INVISIBLE.sub("", visible)):
        category = unicodedata.category(char)
        # A mark must follow a letter or digit. Otherwise it would change how `-` or `/` is shown.
        is_mark = category in ("Mn", "Mc") and name[-1:] not in ("", *_PUNCTUATION)
        if category[0] == "L" or category == "Nd" or char in _PUNCTUATION or is_mark:
            name += char
        else:
            name += " " if category == "Zs" else "_"
    return name


def _truncate(name: str, max_bytes: int) -> str:
    """Cut the name to at most `max_bytes` bytes of UTF-8, and remove spaces and dots at its end."""
    return name.encode()[:max_bytes].decode("utf-8", "ignore").rstrip(" .")
