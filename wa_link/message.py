"""The prefilled text: how it is typed, how it is encoded, and how a template fills it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_letters, digits
from typing import TYPE_CHECKING, TypeAlias

from wa_link.errors import Note, NoteCode, OptionError, Reason, TextError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TextMaker: TypeAlias = "Callable[[tuple[str, ...]], tuple[str, str]]"
"""Takes values; gives the prefilled text, as it stands and encoded."""

_LINE_BREAKS = re.compile("\r\n?")
# Of each byte: as it stands where RFC 3986 leaves it unreserved, else its escape.
_ESCAPED = [
    chr(byte) if chr(byte) in f"{ascii_letters}{digits}-._~" else f"%{byte:02X}"
    for byte in range(256)
]
_ESCAPES = {r"\n": "\n", r"\\": "\\"}
_NON_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
# What a run of mojibake has at least: two bytes of UTF-8 as Windows-1252 shows them.
_DAMAGED = re.compile("\ufffd|[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# A letter and what may close a word or a quotation after it can be UTF-8 by chance, too:
# «\xa0voilà\xa0», „Spaß“, “CAFÉ”, JOSÉ’S, AMANHÃ…
_CLOSED_WORD = re.compile(
    r"(?:[ß-ÿ]|(?<![a-zß-ÿ])[Ä-Þ]|(?<=[A-ZÀ-Þ])Ã)(?:’S\b|[\xa0«»“”‘’…–—™®]+(?![\w\x80-\U0010ffff]))"
)
# Unreserved, and yet left out of a link at its end by programs that turn text into links.
_OPEN_ENDS = (".", "_", "~", "-")
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
    return _LINE_BREAKS.sub("\n", text) if "\r" in text else text


def encode(text: str) -> str:
    """`text` percent-encoded for the end of a link: UTF-8, a space as `%20`, never `+`.

    All but the unreserved characters of RFC 3986 are escaped. The last character is escaped even
    when it is one of those that are no letter nor digit (`. _ ~ -`), for programs that turn text
    into links leave it out.

    Raises:
        TextError: `text_not_encodable`.
    """
    return _closed(_escaped(normalise(text)))


def _escaped(text: str) -> str:
    """Every byte of the text as it stands in a link; halves of surrogate pairs are not refused."""
    if text.isascii() and text.replace(" ", "").isalnum():  # as most values are
        return text.replace(" ", "%20")
    return "".join(map(_ESCAPED.__getitem__, text.encode("utf-8", "surrogatepass")))


def _closed(encoded: str) -> str:
    """Encoded text with its last character escaped."""
    if encoded.endswith(_OPEN_ENDS):
        return f"{encoded[:-1]}%{ord(encoded[-1]):02X}"
    return encoded


def caution(text: str) -> Note | None:
    """A note when `text` shows that it was decoded wrongly somewhere: `Ã©`, `Ø§`, U+FFFD."""
    if text.isascii() or _DAMAGED.search(text) is None:
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
class Field:
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

    parts: tuple[str | Field, ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """The template that `text` is.

        Raises:
            OptionError: a brace that opens no field, with its place.
        """
        return cls(tuple(_parts(text)))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, in order."""
        return tuple(part for part in self.parts if isinstance(part, Field))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields, each once, in order."""
        return tuple(dict.fromkeys(p.name for p in self.parts if isinstance(p, Field)))

    def render(self, value_of: Callable[[str], str]) -> str:
        """The text with every field filled by `value_of(name)`.

        Raises:
            TextError: `missing_field`, for a blank value without a default.
        """
        return "".join(p if isinstance(p, str) else _fill(p, value_of(p.name)) for p in self.parts)

    def maker(self) -> TextMaker:
        """A function that gives the prefilled text, as it stands and encoded: once for a sheet.

        What is the same in all texts is encoded once. The function takes the values of the fields,
        in their order (see `fields`), and raises TextError: `missing_field`, for a blank value
        without a default, or `text_not_encodable`.
        """
        fields = self.fields
        form, encoded_form = (
            "".join(
                writing(part).replace("%", "%%") if isinstance(part, str) else "%s"
                for part in self.parts
            )
            for writing in (str, _escaped)
        )

        def make(values: tuple[str, ...]) -> tuple[str, str]:
            if not all(map(str.strip, values)):
                values = tuple(map(_fill, fields, values))
            text = form % values
            if text.isascii() and "\r" not in text:
                encoded = encoded_form % tuple(map(_escaped, values))
                return text, _closed(encoded) if encoded.endswith(_OPEN_ENDS) else encoded
            text = normalise(text)
            return text, encode(text)

        return make


def _fill(field: Field, value: str) -> str:
    if value.strip():
        return value
    if field.default is None:
        raise TextError(
            Reason.MISSING_FIELD,
            f"The template needs {shown(field.name)}, which is blank here: fill it in, or give the "
            f"template a default, as in {{{field.name}|…}}.",
        )
    return field.default


def _parts(text: str) -> Iterator[str | Field]:
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
            yield Field(name, default if bar else None)
