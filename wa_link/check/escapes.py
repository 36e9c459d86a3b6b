r"""Escapes of the text around a link: `&amp;`, `\u0026`, `\/`, TeX's `\&`, RTF's `\'e9`, `%26`.

A link is decoded before it is judged. The corrected link is written with the same escapes.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from html.entities import html5
from typing import TYPE_CHECKING
from unicodedata import category
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPE_PATTERN = (
    r"(?:&|\\{1,4}(?:u0026|x26))(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});"
    r"|\\{1,4}u[dD][89abAB][0-9a-fA-F]{2}\\{1,4}u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\{1,4}(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|u\{[0-9a-fA-F]{1,6}\}|U[0-9a-fA-F]{8})"
    r"|\\'[0-9a-fA-F]{2}"
    r"""|\\{1,4}[/"'`&%#_:=nrt]"""
)
"""Pattern of one escape; each escape means one character or, for a few entities, two."""

_ESCAPE = re.compile(ESCAPE_PATTERN)
FOLD = re.compile(r"\r?\n[ \t]")
"""Pattern of a line break in a line of a vCard that goes on (RFC 6350, section 3.2)."""
_DOUBLED_QUOTE = re.compile(r"([\"'])\1")
_FIELD = re.compile(r"&\w+=")
# One `%%20` after a digit may be a percent sign and a space, as in `100%%20off`.
_ESCAPED_PERCENT = re.compile(r"(?<![\d%])%%[0-9a-fA-F]{2}|%%[0-9a-fA-F]{2}.*%%[0-9a-fA-F]{2}")
_NO_SINGLE_PERCENT = re.compile(r"(?:[^%]|%%)*")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_FIRST_EMOJI = "\u2600"
_SIGNS = frozenset(("Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sk", "Sm", "So", "Zl", "Zp", "Zs"))
_BREAKING = frozenset("\"'`<>\\\xa0 \n\r\t")
_LAST_CODE = 0x10FFFF


class Wrapping(Enum):
    """How the surrounding format encodes the whole link, in addition to escaped characters."""

    NONE = auto()
    PERCENT = auto()
    """The link is a part of another URL: `https%3A%2F%2Fwa.me%2F447911123456`."""
    TEX = auto()
    r"""The link is an argument of TeX, such as `\href{…}`, where `%` begins a comment."""
    PRINTF = auto()
    """The link is in a format string, where `%%` means `%`: `https://wa.me/%s?text=Hi%%20there`."""
    FOLDED = auto()
    """The link is in a vCard, where a line goes on after a line break and a space."""
    DOUBLED = auto()
    """The link is in quotes, and has doubled quotes in it, as in YAML, SQL and CSV: `'It''s'`."""


def decode_escape(token: str) -> str:
    r"""Return the characters of one escape: `&` for `&amp;`, `\u0026` and `\&`."""
    if token.endswith(";"):
        return _decode_entity(token)
    letters = token.lstrip("\\")
    if letters[0] == "'" and len(letters) == 3:
        return bytes.fromhex(letters[1:]).decode("cp1252", "replace")
    if letters[0] in "uxU" and len(letters) > 1:
        codes = [int(part.strip("{}"), 16) for part in re.split(r"\\*[uxU]", letters)[1:]]
        return join_surrogates(codes, token)
    return _CONTROLS.get(letters, letters)


def ends_link(chars: str) -> bool:
    """Return whether an escape ends a link in a sentence: a quote, white space, or a sign: `—`.

    Letters, emoji and signs of currencies belong to the text of a link.
    """
    return any(
        char in _BREAKING or ("\x7f" < char < _FIRST_EMOJI and category(char) in _SIGNS)
        for char in chars
    )


def _decode_entity(token: str) -> str:
    """Return the characters of an HTML entity, such as `&amp;`; return an unknown one unchanged."""
    name = re.sub(r"\A(?:&|\\+(?:u0026|x26))", "", token)
    if not name.startswith("#"):
        return html5.get(name, token)
    code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    return join_surrogates([code], token)


def join_surrogates(codes: list[int], token: str) -> str:
    """Return the character of one code or of two UTF-16 codes; return `token` for other codes."""
    if len(codes) == 2:
        return chr(0x10000 + ((codes[0] - 0xD800) << 10) + codes[1] - 0xDC00)
    is_character = 0 < codes[0] <= _LAST_CODE and not 0xD800 <= codes[0] < 0xE000
    return chr(codes[0]) if is_character else token


def decode(raw: str, wrapping: Wrapping) -> str:
    """Return a link without the escapes of the text around it."""
    if wrapping is Wrapping.PERCENT:
        return unquote(raw)
    if wrapping is Wrapping.PRINTF:
        raw = raw.replace("%%", "%")
    if wrapping is Wrapping.FOLDED:
        raw = FOLD.sub("", raw)
    if wrapping is Wrapping.DOUBLED:
        raw = _DOUBLED_QUOTE.sub(r"\1", raw)
    if "\\" not in raw and "&" not in raw:
        return raw
    return _ESCAPE.sub(lambda escape: decode_escape(escape[0]), raw)


def encode(link: str, raw: str, wrapping: Wrapping) -> str:
    """Return a link with the escapes that the text around it uses.

    Args:
        link: the corrected link; it has only characters that RFC 3986 allows.
        raw: the link that it replaces, with its escapes. A character that `raw` escapes is escaped
            in the same way.
        wrapping: how the text around `raw` escapes all of the link.
    """
    if wrapping is Wrapping.PERCENT:
        return quote(link, safe="")
    unescaped = _ESCAPE.sub("", raw)
    styles = {}
    if wrapping is Wrapping.TEX:
        styles = {char: f"\\{char}" for char in "%&#" if char not in unescaped}
    styles.update(_find_styles(raw))
    if "/" in unescaped:
        styles.pop("/", None)
    if _FIELD.search(unescaped):
        styles.pop("&", None)  # the text has an `&amp;`, but the link has an `&` before a field
    if wrapping is Wrapping.PRINTF:
        styles["%"] = "%%"
    return "".join(styles.get(char, char) for char in link) if styles else link


def find_wrapping(raw: str, wrapping: Wrapping) -> Wrapping:
    """Return the wrapping of a link; `PRINTF` if each `%` of it is doubled."""
    is_doubled = _ESCAPED_PERCENT.search(raw) and _NO_SINGLE_PERCENT.fullmatch(raw)
    return Wrapping.PRINTF if is_doubled and wrapping is Wrapping.NONE else wrapping


def _find_styles(raw: str) -> Iterator[tuple[str, str]]:
    """Yield the characters that a link escapes, each with its first escape: `&` and `&amp;`."""
    seen = set()
    for escape in _ESCAPE.finditer(raw):
        char = decode_escape(escape[0])
        if char in "/&%#=?:+.-_@" and char not in seen:
            seen.add(char)
            yield char, escape[0]
