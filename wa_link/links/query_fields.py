"""Split the query of a link into fields, also if its text contains `&` or `#` unescaped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from wa_link.links.field_names import (
    HTML_AMPERSAND,
    LIKE_TEXT,
    OTHER,
    PHONE,
    PHONE_NAMES,
    TEXT,
    TEXT_NAMES,
    USERNAME,
    WORDS,
    find_kind,
    has_number,
    is_harmless_name,
    read_key,
)

_FIELD_NAME = re.compile(r"[\w.\[\]-]{1,60}", re.ASCII)
# A field with another sign in place of its `=`, such as `text:Hi` or `text%3DHi`.
_WRONG_EQUALS = re.compile(r"\s*([A-Za-z_]{2,15})\s*(?::|%3[AaDd])")
# A `?` or `;` in place of the `&` before the next field, or after a number; or an escaped `&`.
_WRONG_MARK = re.compile(
    r"(?<![?;])[?;]++\s*(?!ext\s*=)(?=[A-Za-z_]{2,15}\s*=)|(?<!\?)\?++\Z|%26(?=[A-Za-z_]{2,15}=)"
)
# An `&` before a field as HTML, JSON or JavaScript escape it.
_ESCAPED_AMPERSAND = re.compile(
    r"(?:&#0{0,6}38;|&#[xX]0{0,6}26;|\\u0026|\\x26)(?=(?:amp;)?[A-Za-z_]{1,20}=)"
)
# An anchor of a page, as in `?text=Hi#contact`; not `Sofa#5`, and not after a space: `Hi #sale`.
_ANCHOR = re.compile(r"(?s:.*?[^\s+])(?<!%20)(?<!%0A)(?<!%0a)#[A-Za-z:!/][\w:!/~=.,-]*", re.ASCII)
# A number after a text, as in `?text=Hi?phone=447911123456`; not in a link in the text.
_NUMBER_AFTER_TEXT = re.compile(r"(?<=[=\s+])([^/\s+&=]*)\?phone=(?=(?:\+|%2[Bb])?\d{6})")
_SPACE = re.compile(r"[\s+]|%(?:20|0[AaDd]|09)")


@dataclass(slots=True)
class Piece:
    """Part of a query: a field such as `text=Hi`, as it is written.

    Attributes:
        kind: `TEXT`, `PHONE` or `OTHER`.
        name: the name of the field as it is written, such as `Text`, or `text:`; empty if the
            field has no name.
        value: the value as it is written; for `OTHER`, the whole field.
    """

    kind: str
    name: str
    value: str

    @property
    def is_named_right(self) -> bool:
        """Return whether WhatsApp reads the field of a text or a number by this name."""
        return self.name == self.kind or unquote(self.name) == self.kind


@dataclass(slots=True)
class Query:
    """Fields of a query, in order.

    Attributes:
        pieces: the fields; a text is whole, also after a `&` or `#` that is not escaped.
        fragment: the part after a `#` that is not in a text.
        cut: the first `&` or `#` that is not escaped in a text; empty if there is none.
        wrong_mark: the sign before a field in place of `?` or `&`, or a `?` after a number; empty
            if there is none.
        is_mark_after_number: whether `wrong_mark` comes after a number, and no field follows it.
        is_certain: whether it is certain which part is the text.
    """

    pieces: list[Piece] = field(default_factory=list)
    fragment: str = ""
    cut: str = ""
    wrong_mark: str = ""
    is_mark_after_number: bool = False
    is_certain: bool = True

    def values(self, kind: str) -> list[str]:
        """Return the values of the fields of a kind, as they are written."""
        return [piece.value for piece in self.pieces if piece.kind == kind]

    @property
    def is_phone_named_right(self) -> bool:
        """Return whether WhatsApp reads each field of a number."""
        return all(piece.is_named_right for piece in self.pieces if piece.kind == PHONE)

    def claim_numbers(self) -> list[str]:
        """Give fields such as `number=` the kind PHONE, and return their numbers."""
        found = []
        for piece in self.pieces:
            name, equals, value = piece.value.partition("=")
            if piece.kind != OTHER or (equals and read_key(name) not in PHONE_NAMES):
                continue
            value = value if equals else name
            if has_number(value):
                piece.kind, piece.name, piece.value = PHONE, name if equals else "", value
                found.append(value)
        return found

    def username_fields(self) -> list[tuple[str, str]]:
        """Return the name and the value of each field `username`, decoded, without blank ones."""
        fields = (piece.value.partition("=") for piece in self.pieces if piece.kind == OTHER)
        return [
            (unquote(name), unquote(value).strip())
            for name, _, value in fields
            if read_key(name) == USERNAME and value.strip("+ ")
        ]

    def find_phrase(self) -> Piece | None:
        """Return the first unknown field that may be a text, else None.

        Its value has several words, or its name is like those of texts.
        """
        for piece in self.pieces:
            value = piece.value.partition("=")[2]
            key = read_key(piece.name)
            is_known = piece.kind != OTHER or is_harmless_name(key)
            is_like_text = _SPACE.search(value) or LIKE_TEXT.search(key)
            if not is_known and is_like_text and any(map(str.isalpha, unquote(value))):
                return piece
        return None

    def find_nameless(self) -> str:
        """Return the first part that has no name and may be a text, as in `?Hi`; "" if none has."""
        for piece in self.pieces:
            key = read_key(piece.value)
            is_field = piece.kind != OTHER or piece.name or key in TEXT_NAMES or key == PHONE
            if not is_field and not is_harmless_name(key) and any(map(str.isalpha, key)):
                return piece.value
        return ""


def split_link_query(query: str, fragment: str) -> Query:
    """Split the query and the fragment of a link into fields.

    Fields for the text or the number after a `#`, as in `wa.me/…#text=Hi`, are meant as a query.
    """
    found = split_query(query)
    fragment = found.fragment or fragment
    if _parse_piece(fragment.partition("&")[0].lstrip("?")).kind == OTHER:
        found.fragment = fragment
        return found
    after = split_query(fragment.lstrip("?"))
    after.pieces = [*found.pieces, *after.pieces]
    after.cut, after.wrong_mark = found.cut or after.cut, "#"
    after.is_certain &= found.is_certain
    return after


def split_query(query: str) -> Query:
    """Split a query at each `&` that does not belong to a text."""
    found = Query()
    if escaped := _ESCAPED_AMPERSAND.search(query):
        found.wrong_mark = escaped[0]
        query = _ESCAPED_AMPERSAND.sub("&", query)
    if "?phone=" in query and _NUMBER_AFTER_TEXT.search(query):
        found.wrong_mark = "?"
        query = _NUMBER_AFTER_TEXT.sub(r"\1&phone=", query)
    text: _OpenText | None = None
    start = 0
    while start <= len(query):
        end = query.find("&", start)
        end = len(query) if end < 0 else end
        part = query[start:end]
        if text is not None:
            is_owned, is_certain = text.owns(part)
            found.is_certain &= is_certain
            if is_owned:
                text.add(part)
                start = end + 1
                continue
            found.cut = found.cut or ("" if is_certain else "&")
            text.close(found)
        piece = _parse_piece(part)
        text = _OpenText(piece) if piece.kind == TEXT else None
        start = _add_field(found, piece, query, start, end) if text is None else end + 1
    if text is not None:
        text.close(found)
    return found


def _add_field(found: Query, piece: Piece, query: str, start: int, end: int) -> int:
    """Add a field that is not a text, and return where the next field begins.

    The field ends at a `#`, after which a browser sends nothing to WhatsApp, and at a `?` before
    another field.
    """
    part = query[start:end]
    mark = part.find("#")
    if mark >= 0:
        part, end = part[:mark], len(query)
    before = len(HTML_AMPERSAND) if part.startswith(HTML_AMPERSAND) else 1
    if (wrong := _WRONG_MARK.search(part, before)) and (
        piece.kind == PHONE or _parse_piece(part[wrong.end() :]).kind != OTHER
    ):
        found.wrong_mark = "%26" if wrong[0] == "%26" else wrong[0][0]
        found.is_mark_after_number = wrong.end() == len(part)
        if not found.is_mark_after_number:  # the next field begins there, before any #
            end, mark = start + wrong.end() - 1, -1
        part = part[: wrong.start()]
    if mark >= 0:
        found.fragment = query[start + mark + 1 :]
    piece = _parse_piece(part)
    if piece.value or piece.kind == PHONE:
        found.pieces.append(piece)
    return end + 1


def _parse_piece(part: str) -> Piece:
    name, equals, value = part.partition("=")
    if not equals:
        if (wrong := _WRONG_EQUALS.match(part)) and (kind := find_kind(wrong[1])):
            return Piece(kind, wrong[0], part[wrong.end() :])
        return Piece(OTHER, "", part)
    if kind := find_kind(name):
        return Piece(kind, name, value)
    return Piece(OTHER, name, part)


class _OpenText:
    """Text whose end is not found yet: the parts after it can belong to it."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._parts = [piece.value]
        self._is_in_url = self._is_in_query = False
        self._follow(piece.value)

    def owns(self, part: str) -> tuple[bool, bool]:
        """Return whether the part after the next `&` is in the text, and if that is certain."""
        name, equals, value = part.partition("=")
        key = unquote(name).removeprefix(HTML_AMPERSAND)
        is_harmless = is_harmless_name(key) and (bool(equals) or key not in WORDS)
        if not equals and not is_harmless and key not in (PHONE, TEXT, *WORDS):
            return True, True
        if equals and (key in (PHONE, TEXT) or (read_key(name) == PHONE and has_number(value))):
            return False, True
        if _FIELD_NAME.fullmatch(key) is None:
            return True, True
        if self._is_in_query or "#" in self._parts[-1]:  # `?text=https://x.example/?a=1&b=2`
            return True, not is_harmless and self._is_in_query
        return False, is_harmless

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
        # In `https://x.example/?a%3D1`, the author has escaped the query of the link.
        if self._is_in_url and "=" in part.partition("?")[2]:
            self._is_in_query = True

    def close(self, query: Query) -> None:
        """Add the text to the fields, without empty parts at its end.

        A last `#` can be the end of a text such as `C#`, or of the link.
        """
        while len(self._parts) > 1 and not self._parts[-1]:
            self._parts.pop()
        text = "&".join(self._parts)
        if found := re.search("[&#]", text):
            query.cut = found[0]
            is_last = found.end() == len(text)
            query.is_certain &= not is_last and _ANCHOR.fullmatch(text) is None
        query.pieces.append(Piece(TEXT, self._piece.name, text))
