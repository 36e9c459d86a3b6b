"""The prefilled text: how it is typed, how it is encoded, and how a template fills it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from wa_link.errors import Note, NoteCode, OptionError, Reason, TextError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LINE_BREAKS = re.compile("\r\n?")
_ESCAPES = {r"\n": "\n", r"\\": "\\"}
_NON_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
# A letter and what may close a word or a quotation after it can be UTF-8 by chance, too:
# «\xa0voilà\xa0», „Spaß“, “CAFÉ”, JOSÉ’S, AMANHÃ…
_CLOSED_WORD = re.compile(
    r"(?:[ß-ÿ]|(?<![a-zß-ÿ])[Ä-Þ]|(?<=[A-ZÀ-Þ])Ã)(?:’S\b|[\xa0«»“”‘’…–—™®]+(?![\w\x80-\U0010ffff]))"
)
_ESCAPE = re.compile(r"\\[n\\]")
# One token of a template: a doubled brace, a field, a brace that opens nothing, or plain text.
_TOKEN = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<field>[^{}]*)\}|(?P<open>\{)|(?P<text>[^{}]+|\})")


def typed_text(text: str) -> str:
    r"""Text from a command line: `\n` is a line break, `\\` a backslash, all else as it stands."""
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], text)


def normalise(text: str) -> str:
    """`text` with every line break as LF, which is what WhatsApp shows.

    Raises:
        TextError: `text_not_encodable`, for half of a surrogate pair: it is no character.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place, char = f"Character {error.start + 1} of the text", text[error.start]
        what = (
            "is a byte that is not UTF-8: give the text in UTF-8."
            if "\udc80" <= char <= "\udcff"  # as Python reads the bytes of arguments
            else f"is half of a surrogate pair ({shown(char)}): it was cut off in the source. "
            "Type it again."
        )
        raise TextError(Reason.TEXT_NOT_ENCODABLE, f"{place} {what}") from None
    return _LINE_BREAKS.sub("\n", text)


def encode(text: str) -> str:
    """`text` percent-encoded for the end of a link: UTF-8, a space as `%20`, never `+`.

    All but the unreserved characters of RFC 3986 are escaped. The last character is escaped even
    when it is one of those (`. _ ~ -`), for programs that turn text into links leave it out.

    Raises:
        TextError: `text_not_encodable`.
    """
    encoded = quote(normalise(text), safe="")
    if encoded and encoded[-1] in "._~-":
        return f"{encoded[:-1]}%{ord(encoded[-1]):02X}"
    return encoded


def caution(text: str) -> Note | None:
    """A note when `text` shows that it was decoded wrongly somewhere: `Ã©`, `Ø§`, U+FFFD."""
    if text.isascii():
        return None
    if "\ufffd" in text or any(map(_is_mojibake, _NON_ASCII.findall(_CLOSED_WORD.sub(" ", text)))):
        return Note(
            NoteCode.TEXT_MOJIBAKE,
            f"The text {shown(text)} was damaged by a wrong encoding before it came here.",
        )
    return None


def _is_mojibake(run: str) -> bool:
    """Whether the characters, as bytes of Windows-1252, are UTF-8: hardly a language writes so."""
    try:
        # Windows-1252 leaves five bytes undefined; programs pass them on as C1 controls.
        octets = b"".join(
            bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode("cp1252")
            for char in run
        )
        octets.decode()
    except UnicodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Field:
    """`{name}`, or `{name|default}`."""

    name: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Template:
    """Text with fields: `Hi {first name|there}, is {title} still available?`.

    A field is the exact name of a value. `{name|default}` gives the default where the value is
    blank; without one a blank value rejects the record. `{{` and `}}` are braces. There is nothing
    else: no attributes, no format specifications, and what a value contains is never read as a
    template.
    """

    parts: tuple[str | _Field, ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """The template that `text` is.

        Raises:
            OptionError: a brace that opens no field, with its place.
        """
        return cls(tuple(_parts(text)))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields, each once, in order."""
        return tuple(dict.fromkeys(p.name for p in self.parts if isinstance(p, _Field)))

    def render(self, value_of: Callable[[str], str]) -> str:
        """The text with every field filled by `value_of(name)`.

        Raises:
            TextError: `missing_field`, for a blank value without a default.
        """
        return "".join(p if isinstance(p, str) else _fill(p, value_of(p.name)) for p in self.parts)


def _fill(field: _Field, value: str) -> str:
    if value.strip():
        return value
    if field.default is None:
        raise TextError(
            Reason.MISSING_FIELD,
            f"The template needs {shown(field.name)}, which is blank here: fill it in, or give the "
            f"template a default, as in {{{field.name}|…}}.",
        )
    return field.default


def _parts(text: str) -> Iterator[str | _Field]:
    for token in _TOKEN.finditer(text):
        if token["open"]:
            raise OptionError(
                f"The brace at character {token.start() + 1} of the template opens no field: "
                "close it with }, or write {{ for a brace."
            )
        if token["field"] is None:
            yield token["brace"][0] if token["brace"] else token["text"]
        else:
            name, bar, default = token["field"].partition("|")
            yield _Field(name, default if bar else None)
