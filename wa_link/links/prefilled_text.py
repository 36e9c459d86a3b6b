"""Prefilled texts: escapes on the command line, line breaks, and percent-encoding."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import Reason, TextError

_LINE_BREAKS = re.compile("\r\n?")
# Each byte as it is written in a URL: unreserved characters (RFC 3986, 2.3) stay.
_ENCODED_BYTES = [
    chr(byte) if byte < 128 and (chr(byte).isalnum() or chr(byte) in "-._~") else f"%{byte:02X}"
    for byte in range(256)
]
_UNRESERVED_AND_SPACES = re.compile(r"[\w.~ -]*", re.ASCII)
_ESCAPES = {r"\n": "\n", r"\\": "\\"}
_ESCAPE = re.compile(r"\\[n\\]")
_RISKY_ENDS = (".", "_", "~", "-")
"""Unreserved characters that programs leave out at the end when they turn text into links."""


def unescape(text: str) -> str:
    r"""Replace `\n` by a line break and `\\` by a backslash in a text from a command line."""
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], text)


def normalise(text: str, name: str = "text") -> str:
    """Return the text with LF for every line break, as WhatsApp shows it.

    Args:
        text: any text.
        name: what messages call it, such as `caption`.

    Raises:
        TextError: `text_not_encodable`, if it contains a lone surrogate, which is not a character.
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
    return _LINE_BREAKS.sub("\n", text) if "\r" in text else text


def encode(text: str) -> str:
    """Percent-encode a text for the end of a URL, in UTF-8, with `%20` for a space.

    The unreserved characters of RFC 3986 stay as they are. A last `.`, `_`, `~` or `-` is escaped
    all the same, because programs that turn text into links leave it out.

    Raises:
        TextError: `text_not_encodable`, if the text contains a lone surrogate.
    """
    return escape_last(percent_encode(normalise(text)))


def percent_encode(text: str) -> str:
    """Percent-encode a part of a text; lone surrogates are not refused."""
    if text.isascii() and _UNRESERVED_AND_SPACES.fullmatch(text):  # fast path for most values
        return text.replace(" ", "%20")
    return "".join(map(_ENCODED_BYTES.__getitem__, text.encode("utf-8", "surrogatepass")))


def escape_last(encoded: str) -> str:
    """Escape the last character of an encoded text if programs could leave it out."""
    if encoded.endswith(_RISKY_ENDS):
        return f"{encoded[:-1]}%{ord(encoded[-1]):02X}"
    return encoded
