"""The prefilled text: how it is typed, and how it is encoded."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import Reason, TextError

_LINE_BREAKS = re.compile("\r\n?")
# Of each byte: as it stands where RFC 3986 leaves it unreserved, else its escape.
_ESCAPED = [
    chr(byte) if byte < 128 and (chr(byte).isalnum() or chr(byte) in "-._~") else f"%{byte:02X}"
    for byte in range(256)
]
_UNRESERVED_AND_SPACES = re.compile(r"[\w.~ -]*", re.ASCII)
_ESCAPES = {r"\n": "\n", r"\\": "\\"}
_ESCAPE = re.compile(r"\\[n\\]")
OPEN_ENDS = (".", "_", "~", "-")
"""Unreserved, and yet left out of a link at its end by programs that turn text into links."""


def typed_text(text: str) -> str:
    r"""Text from a command line: `\n` is a line break, `\\` a backslash, all else as it stands."""
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], text)


def normalise(text: str, what: str = "text") -> str:
    """`text` with every line break as LF, which is what WhatsApp shows.

    Args:
        text: as it was given.
        what: it is, for messages: `caption`.

    Raises:
        TextError: `text_not_encodable`, for half of a surrogate pair: it is no character.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place, char = f"Character {error.start + 1} of the {what}", text[error.start]
        reason = (
            f"is a byte that is not UTF-8: give the {what} in UTF-8."
            if "\udc80" <= char <= "\udcff"  # as Python reads the bytes of arguments
            else f"is half of a surrogate pair ({quote(char)}): it was cut off in the source. "
            "Type it again."
        )
        raise TextError(Reason.TEXT_NOT_ENCODABLE, f"{place} {reason}") from None
    return _LINE_BREAKS.sub("\n", text) if "\r" in text else text


def encode(text: str) -> str:
    """`text` percent-encoded for the end of a link: UTF-8, a space as `%20`, never `+`.

    All but the unreserved characters of RFC 3986 are escaped. The last character is escaped even
    when it is one of those that are no letter nor digit (`. _ ~ -`), for programs that turn text
    into links leave it out.

    Raises:
        TextError: `text_not_encodable`.
    """
    return closed(escaped(normalise(text)))


def escaped(text: str) -> str:
    """Every byte of the text as it stands in a link; halves of surrogate pairs are not refused."""
    if text.isascii() and _UNRESERVED_AND_SPACES.fullmatch(text):  # as most values are
        return text.replace(" ", "%20")
    return "".join(map(_ESCAPED.__getitem__, text.encode("utf-8", "surrogatepass")))


def closed(encoded: str) -> str:
    """Encoded text with its last character escaped."""
    if encoded.endswith(OPEN_ENDS):
        return f"{encoded[:-1]}%{ord(encoded[-1]):02X}"
    return encoded
