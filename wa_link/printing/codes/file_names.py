"""Cells -> the names of files: fit for every system, and never a way out of the folder."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_BYTES = 100
"""Of a file's whole name, in UTF-8: systems take 255, and what copies, packs and syncs, less."""
# No cell is worth more: what it takes to compose letters grows with the square of their marks.
_MOST_CHARACTERS = 1_000
# Letters and marks that nobody sees (Default_Ignorable_Code_Point); format characters (Cf), too.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SIGNS = "-_. "
_LONGEST_NUMBER = len("-99999999")
# Names of devices, with whatever stands behind a dot (Microsoft, "Naming Files, Paths, and
# Namespaces"). Some programs take full-width letters for plain ones.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin|conout|(?:com|lpt)\d) *(?:\..*)?", re.IGNORECASE)


def make_file_name(text: str, extension: str, number: int = 1) -> str:
    """The name of a file for `text`, a cell or what a template made of it.

    It has letters and digits of any script, and `-_. `, all else is `_`; it is in NFC, begins with
    no dot nor dash, is no device of Windows, and has at most MAX_NAME_BYTES.

    Args:
        text: of any length.
        extension: without its dot.
        number: from 2 on, it stands at the end: of those that would have the same name. Whatever it
            is, as much of the text stands before it.
    """
    ending = f"-{number}" if number > 1 else ""
    most = MAX_NAME_BYTES - len(f".{extension}") - (_LONGEST_NUMBER if ending else 0)
    name = _truncate(_replace_unsafe(text[:_MOST_CHARACTERS]).lstrip(" ."), most)
    if not name or name.startswith("-") or _DEVICES.fullmatch(unicodedata.normalize("NFKC", name)):
        name = _truncate(f"_{name}", most)
    return f"{name}{ending}.{extension}"


def fold_name(name: str) -> str:
    """What names have in common that are one name on Windows or macOS."""
    return unicodedata.normalize("NFC", name.upper().casefold())


def _replace_unsafe(text: str) -> str:
    """The text in what names may have; what nobody sees is left out."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    name = ""
    for char in unicodedata.normalize("NFC", _UNSEEN.sub("", seen)):
        category = unicodedata.category(char)
        # A mark belongs to a letter: on a sign, it would stand on the one before, or on the path.
        belongs = category in ("Mn", "Mc") and name[-1:] not in ("", *_SIGNS)
        if category[0] == "L" or category == "Nd" or char in _SIGNS or belongs:
            name += char
        else:
            name += " " if category == "Zs" else "_"
    return name


def _truncate(name: str, most: int) -> str:
    """As much of the name as `most` bytes hold, without what may stand at no end."""
    return name.encode()[:most].decode("utf-8", "ignore").rstrip(" .")
