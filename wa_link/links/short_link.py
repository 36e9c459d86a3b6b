"""Short links, such as `https://wa.me/message/ABCDEF234567G1`: WhatsApp chooses their codes."""

from __future__ import annotations

import re
from typing import Final

SHORT_LINK_START: Final = "https://wa.me/message/"
"""The beginning of a short link; its code comes after it."""
_CODE: Final = "[A-Z0-9]{14}"
_CODE_OR_LINK: Final = re.compile(
    f"(?:(?:https?://)?wa\\.me/message/)?({_CODE})/?", re.IGNORECASE | re.ASCII
)


def is_code(text: str) -> bool:
    """Return whether a text can be the code of a short link: 14 capital letters and digits."""
    return re.fullmatch(_CODE, text) is not None


def parse_code(text: str) -> str:
    """Return the code of a short link in capital letters; an empty text if there is none.

    Args:
        text: the link or its code, maybe in small letters, without `https://`, or with spaces
            around it.
    """
    found = _CODE_OR_LINK.fullmatch(text.strip())
    return found[1].upper() if found else ""
