"""Find texts that are percent-encoded or HTML-escaped already: `Hi%20there`, `Bed &amp; Table`."""

from __future__ import annotations

import re

# Links in a text contain escapes, and people see the links as they are.
_LINK = re.compile(r"(?:://|\w\.\w{2,20}/)\S*")
_ESCAPE = re.compile(
    r"%(?:0[AaDd]|2[0-9A-Fa-f]|3[A-Fa-f]|[CDEFcdef][0-9A-Fa-f]%[89ABab][0-9A-Fa-f])"
    r"|&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
)


def find_escape(text: str) -> str:
    """Return the first escape in a text, such as `%20` or `&amp;`; empty if there is none.

    Escapes in a link, such as `https://shop.example/?q=a%20b`, are not found: they belong to it.
    """
    if "%" not in text and "&" not in text:
        return ""
    found = _ESCAPE.search(_LINK.sub(" ", text) if "/" in text else text)
    return found[0] if found else ""
