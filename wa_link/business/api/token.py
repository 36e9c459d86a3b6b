"""The access token: it is sent to the Business Platform, and shown nowhere else."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from typing import NoReturn
from urllib.parse import quote as percent_encode

from wa_link._support.quoting import quote
from wa_link.errors import OptionError

_SHORTEST = 20
"""Meta's tokens have more than 100 characters; a shorter text could also be a word of a message."""
_PIECE = 12
"""So many characters at the beginning of a token are also removed, as in a text that is cut off."""
_META_TOKEN = re.compile("(?<![A-Za-z0-9])EAA[A-Za-z0-9]{20,}")
_AROUND = re.compile(r"^[\"'`]|[\"'`]$|^\w*token\w*[=:]", re.IGNORECASE)
_MOST_BYTES = 10_000
HOW_TO_GET = (
    "make one at business.facebook.com (Settings, System users, Generate token) with the "
    "permissions whatsapp_business_management and whatsapp_business_messaging"
)
"""The way to a token, as the end of a sentence."""


class Token:
    """An access token whose text is not part of its `repr`, and which can't be pickled.

    The constructor accepts anything, and `check` raises the error: a constructor that raises would
    leave the text in the variables of its caller, which some programs log with a traceback.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str | Token | None) -> None:
        if isinstance(text, Token):
            self._text: str = text._text  # noqa: SLF001  (of this class)
        else:
            self._text = (text or "").strip()

    def __repr__(self) -> str:
        return "Token(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A token can't be pickled or copied.")

    def is_empty(self) -> bool:
        """Return whether there is no token."""
        return not self._text

    def check(self) -> None:
        """Check that the token can be sent.

        Raises:
            OptionError: there is no token, or it is cut off, in quotes or has wrong characters.
        """
        if not self._text:
            raise OptionError(f"There is no token: {HOW_TO_GET}.")
        if not re.fullmatch("[!-~]+", self._text):
            raise OptionError(
                "The token contains a space, a line break or a letter that is not ASCII: copy it "
                "again, alone."
            )
        if _AROUND.search(self._text):
            raise OptionError(
                "The token is in quotes, or has a name before it, such as WA_LINK_TOKEN=: remove "
                "them, so that only the token is left."
            )
        if len(self._text) < _SHORTEST:
            raise OptionError(
                f"The token has only {len(self._text)} characters, and Meta's tokens are longer: "
                "copy it again, whole."
            )

    def authorization(self) -> str:
        """Return the value of the HTTP header `Authorization`."""
        return f"Bearer {self._text}"

    def is_in(self, *values: object) -> bool:
        """Return whether a text in values of JSON contains the token."""
        return json.dumps(self._text)[1:-1] in json.dumps(values)

    def remove_from(self, text: str) -> str:
        """Return a text with `…` in place of the token, also if the end of the token is cut off."""
        for form in (self._text, percent_encode(self._text, safe="")):  # the second in an address
            if form[:_PIECE] in text:
                for length in range(len(form), _PIECE - 1, -1):
                    text = text.replace(form[:length], "…")
        return text


def hide_tokens(text: str, own: Token) -> str:
    """Return a text in which `…` replaces a token, and what looks like another token of Meta."""
    return _META_TOKEN.sub("…", own.remove_from(text))


def read_token(path: str | os.PathLike[str]) -> Token:
    """Return the token in a file that only its owner may read, such as a file with mode 600.

    Raises:
        OptionError: the file can't be read, or others may read it (not checked on Windows).
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (also /dev/stdin)
            mode = os.fstat(file.fileno()).st_mode
            is_open = stat.S_ISREG(mode) and bool(mode & 0o077) and sys.platform != "win32"
            token = Token("" if is_open else file.read(_MOST_BYTES).decode("utf-8-sig", "replace"))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        # The path is not quoted: it may be the token, if the two are confused.
        raise OptionError(f"The token file can't be read: {why}.") from None
    name = quote(str(path), 200)
    if is_open:
        raise OptionError(
            f"Other users can read or change {name}: run chmod 600 {name}, and make a new token if "
            "someone may have seen this one."
        )
    if token.is_empty():
        raise OptionError(f"The token file {name} is empty: write the token into it.")
    token.check()
    return token
