"""Split the query of a link into fields, also if its text contains `&` or `#` unescaped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

TEXT: Final = "text"
PHONE: Final = "phone"
OTHER: Final = ""
_WRONG_TEXT_NAMES = frozenset({"text", "txt", "message", "msg", "mensaje", "mensagem", "texto"})
# Fields of WhatsApp, and those that shops, mail programs and advertisements add to each link.
_HARMLESS_NAMES = frozenset(
    {
        "type", "app_absent", "lang", "l", "source", "src", "ref", "biz_payload", "context",
        "entry_point", "data", "deep_link", "username", "igsh", "mibextid",
    }
)  # fmt: skip
_HARMLESS_NAME = re.compile(r"utm_\w{1,40}|\w{0,6}clid|mc_\w{1,10}|_\w{1,40}")
_FIELD_NAME = re.compile(r"[\w.\[\]-]{1,60}", re.ASCII)
_HTML_AMPERSAND = "amp;"
_SPACE = re.compile(r"[\s+]|%(?:20|0[AaDd]|09)")


@dataclass(slots=True)
class Piece:
    """Part of a query: a field such as `text=Hi`, as it is written.

    Attributes:
        kind: `TEXT`, `PHONE` or `OTHER`.
        name: the name of the field as it is written, such as `Text`.
        value: the value as it is written; for `OTHER`, the whole field.
    """

    kind: str
    name: str
    value: str


@dataclass(slots=True)
class Query:
    """Fields of a query, in order.

    Attributes:
        pieces: the fields; a text is whole, also after a `&` or `#` that is not escaped.
        fragment: the part after a `#` that is not in a text.
        cut: the first `&` or `#` that is not escaped in a text; empty if there is none.
        is_certain: whether it is certain which part is the text.
    """

    pieces: list[Piece] = field(default_factory=list)
    fragment: str = ""
    cut: str = ""
    is_certain: bool = True

    def values(self, kind: str) -> list[str]:
        """Return the values of the fields of a kind, as they are written."""
        return [piece.value for piece in self.pieces if piece.kind == kind]


def split_query(query: str) -> Query:
    """Split a query at each `&` that does not belong to a text."""
    found = Query()
    text: _OpenText | None = None
    start = 0
    while start <= len(query):
        end = query.find("&", start)
        end = len(query) if end < 0 else end
        part = query[start:end]
        if text is not None and text.owns(part, found):
            text.add(part)
        else:
            if text is not None:
                text.close(found)
            piece = _parse_piece(part)
            mark = -1 if piece.kind == TEXT else part.find("#")
            if mark >= 0:  # a browser sends nothing after the # to WhatsApp
                found.fragment = query[start + mark + 1 :]
                piece = _parse_piece(part[:mark])
                end = len(query)
            text = _OpenText(piece) if piece.kind == TEXT else None
            if piece.kind != TEXT and (piece.value or piece.kind == PHONE):
                found.pieces.append(piece)
        start = end + 1
    if text is not None:
        text.close(found)
    return found


def _parse_piece(part: str) -> Piece:
    name, equals, value = part.partition("=")
    if not equals:
        return Piece(OTHER, part, part)
    key = unquote(name).removeprefix(_HTML_AMPERSAND)
    if key == PHONE:
        return Piece(PHONE, name, value)
    if key.strip("? ").lower() in _WRONG_TEXT_NAMES:
        return Piece(TEXT, name, value)
    return Piece(OTHER, name, part)


class _OpenText:
    """Text whose end is not found yet: the parts after it can belong to it."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._parts = [piece.value]
        self._is_in_url = self._is_in_query = False
        self._follow(piece.value)

    def owns(self, part: str, query: Query) -> bool:
        """Return whether the part after the next `&` belongs to the text.

        If this is not certain, `query.is_certain` becomes False.
        """
        name, equals, _ = part.partition("=")
        if not equals:
            return True
        key = unquote(name).removeprefix(_HTML_AMPERSAND)
        if key in (PHONE, TEXT):
            return False
        if _FIELD_NAME.fullmatch(key) is None:
            return True
        is_harmless = key in _HARMLESS_NAMES or _HARMLESS_NAME.fullmatch(key) is not None
        has_mark = any("#" in each for each in self._parts[-1:])
        if self._is_in_query or has_mark:  # `?text=https://x.example/?a=1&b=2`
            query.is_certain &= not is_harmless and self._is_in_query
            return True
        if not is_harmless:
            query.is_certain = False
            query.cut = query.cut or "&"
        return False

    def add(self, part: str) -> None:
        """Add a part after `&` to the text."""
        self._parts.append(part)
        self._follow(part)

    def _follow(self, part: str) -> None:
        """Note whether the text now ends in the query of a link, such as `https://x/?a=1`."""
        if spaces := [match.end() for match in _SPACE.finditer(part)]:
            self._is_in_url = self._is_in_query = False
            part = part[spaces[-1] :]
        scheme = part.find("://")
        if scheme >= 0:
            self._is_in_url = True
            part = part[scheme:]
        if self._is_in_url and "?" in part:
            self._is_in_query = True

    def close(self, query: Query) -> None:
        """Add the text to the fields, without empty parts and a lone `#` at its end."""
        while len(self._parts) > 1 and not self._parts[-1]:
            self._parts.pop()
        text = "&".join(self._parts)
        if text.find("#") == len(text) - 1:
            text = text[:-1]
        if found := re.search("[&#]", text):
            query.cut = found[0]
        query.pieces.append(Piece(TEXT, self._piece.name, text))
