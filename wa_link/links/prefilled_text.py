"""Prefilled texts: replace typed escapes, unify line breaks, and percent-encode for a URL."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import Reason, TextError

# For each byte, its form in a URL: an unreserved character (RFC 3986, 2.3), or an escape (`%20`).
_ENCODED_BYTES = [
    chr(byte) if byte < 128 and (chr(byte).isalnum() or chr(byte) in "-._~") else f"%{byte:02X}"
    for byte in range(256)
]
_UNRESERVED_AND_SPACES = re.compile(r"[\w.~ -]*", re.ASCII)
_ESCAPES = {r"\n": "\n", r"\\": "\\"}
_ESCAPE = r"\\[n\\]"
_RISKY_ENDS = (".", "_", "~", "-")
"""Characters that chat and mail programs do not take as part of a link if they are at its end."""


def unescape(text: str) -> str:
    r"""Replace `\n` with a line break and `\\` with one backslash in a text of the command line."""
    return re.sub(_ESCAPE, lambda escape: _ESCAPES[escape[0]], text)


def normalise(text: str, name: str = "text") -> str:
    """Return the text with LF for each line break (CR LF and CR become LF), as in WhatsApp.

    Args:
        text: any text.
        name: the name of the text in messages, such as `caption`.

    Raises:
        TextError: `text_not_encodable`, if the text contains a lone surrogate: half of a character,
            which UTF-8 can't encode.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place, char = f"Character {error.start + 1} of the {name}", text[error.start]
        reason = (
            f"is a byte that is not UTF-8: give the {name} in UTF-8."
            if "\udc80" <= char <= "\udcff"  # Python's surrogate escapes in arguments (PEP 383)
            else f"is half of a character ({quote(char)}, a lone surrogate): type it again."
        )
        raise TextError(Reason.TEXT_NOT_ENCODABLE, f"{place} {reason}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def encode(text: str) -> str:
    """Percent-encode a text in UTF-8 for the end of a URL: `Hi%20there%21` for `Hi there!`.

    ASCII letters, digits and `-._~` are not escaped (RFC 3986, 2.3). But if the text ends with one
    of `-._~`, that last character is escaped, because chat programs would not read it as a part of
    the link.

    Raises:
        TextError: `text_not_encodable`, if the text contains a lone surrogate.
    """
    return escape_last(percent_encode(normalise(text)))


def percent_encode(text: str) -> str:
    """Percent-encode a part of a text, such as the text before a field of a template.

    Lone surrogates raise no error here, because `normalise` refuses them in the whole text.
    """
    if text.isascii() and _UNRESERVED_AND_SPACES.fullmatch(
        text
    ):  # fast, and enough for most values
        return text.replace(" ", "%20")
    return "".join(map(_ENCODED_BYTES.__getitem__, text.encode("utf-8", "surrogatepass")))


def escape_last(encoded: str) -> str:
    """Escape the last character of an encoded text if it is one of `._~-`: `Hi%2E` for `Hi.`."""
    if encoded.endswith(_RISKY_ENDS):
        return f"{encoded[:-1]}%{ord(encoded[-1]):02X}"
    return encoded
