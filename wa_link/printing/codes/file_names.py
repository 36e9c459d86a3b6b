"""File names from texts: valid on every system, and never outside of their folder."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_BYTES = 100
"""Longest file name in UTF-8; systems allow 255, but tools that pack or sync allow fewer."""
# Composing letters takes time that grows with the square of their marks.
_MOST_CHARACTERS = 1_000
# Invisible letters and marks (Default_Ignorable_Code_Point); format characters (Cf) go, too.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SIGNS = "-_. "
_LONGEST_NUMBER = len("-99999999")
# Device names, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). Some
# programs read full-width letters as plain ones.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin|conout|(?:com|lpt)\d) *(?:\..*)?", re.IGNORECASE)


def make_file_name(text: str, extension: str, number: int = 1) -> str:
    """Return a file name for `text`, a cell or the result of a template.

    It contains letters and digits of any script and `-_. `; other characters become `_`. It is in
    NFC, does not begin with a dot or a dash, is not a device of Windows, and has at most
    MAX_NAME_BYTES.

    Args:
        text: of any length.
        extension: without its dot.
        number: 2 or more adds `-2` to a name that is taken. All numbers leave the same room for
            the text.
    """
    ending = f"-{number}" if number > 1 else ""
    most = MAX_NAME_BYTES - len(f".{extension}") - (_LONGEST_NUMBER if ending else 0)
    name = _truncate(_replace_unsafe(text[:_MOST_CHARACTERS]).lstrip(" ."), most)
    if not name or name.startswith("-") or _DEVICES.fullmatch(unicodedata.normalize("NFKC", name)):
        name = _truncate(f"_{name}", most)
    return f"{name}{ending}.{extension}"


def fold_name(name: str) -> str:
    """Return a key that is the same for names that are one name on Windows or macOS."""
    return unicodedata.normalize("NFC", name.upper().casefold())


def _replace_unsafe(text: str) -> str:
    """Return the text with `_` for unsafe characters, and without invisible ones."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    name = ""
    for char in unicodedata.normalize("NFC", _INVISIBLE.sub("", visible)):
        category = unicodedata.category(char)
        # A mark without a letter before it would be combined with a sign, or with the path.
        is_mark = category in ("Mn", "Mc") and name[-1:] not in ("", *_SIGNS)
        if category[0] == "L" or category == "Nd" or char in _SIGNS or is_mark:
            name += char
        else:
            name += " " if category == "Zs" else "_"
    return name


def _truncate(name: str, most: int) -> str:
    """Return at most `most` bytes of the name, without spaces and dots at the end."""
    return name.encode()[:most].decode("utf-8", "ignore").rstrip(" .")
