"""Templates for prefilled texts, captions and file names, such as `Hi {name|there}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import require
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, TextError
from wa_link.links.prefilled_text import encode, escape_last, normalise, percent_encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TextRenderer: TypeAlias = "Callable[..., tuple[str, str]]"
"""Function that takes the values of the fields; it returns the text and the encoded text."""

# A doubled brace (`{{`), a field (`{name}`), a `{` that is never closed, or ordinary text.
_TOKEN = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<field>[^{}]*)\}|(?P<open>\{)|(?P<text>[^{}]+|\})")
# White space, invisible characters, and others that look like a space: pairs of first and last.
_BLANK_RANGES = (
    (0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0xAD, 0xAD), (0x34F, 0x34F),
    (0x61C, 0x61C), (0x115F, 0x1160), (0x1680, 0x1680), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F), (0x2800, 0x2800), (0x3000, 0x3000),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
)  # fmt: skip
_BLANKS = "".join(chr(code) for first, last in _BLANK_RANGES for code in range(first, last + 1))
_FIELD = re.compile(r"\{[^{}\n]{1,60}\}")


def is_blank(text: str) -> bool:
    """Return whether a text has no character that can be seen."""
    return not text.strip(_BLANKS)


def find_field(text: str) -> str:
    """Return the first field in a text that is not a template, such as `{name}`; else ""."""
    found = _FIELD.search(text)
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Field:
    """Field of a template: `{name}`, which has no default, or `{name|there}`."""

    name: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Template:
    """Text with fields that are filled in: `Hi {first name|there}, is {title} still available?`.

    A field is the exact name of a column in braces. If the value of the column is blank,
    `{name|there}` is replaced with `there`, and `{name}` is an error. Write `{{` for `{`, and `}}`
    for `}`. Unlike in Python's `str.format`, `{name.attribute}` and `{price:.2f}` have no special
    meaning. A value that contains braces is never read as a template.

    Attributes:
        parts: the texts and fields of the template, in order.
    """

    parts: tuple[str | Field, ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """Parse a template.

        Raises:
            OptionError: a `{` is not closed; the message says where.
        """
        require("template", text, str)
        return cls(tuple(_split_parts(text)))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return all fields of the template, such as `{name|there}`, in order."""
        return tuple(part for part in self.parts if isinstance(part, Field))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the fields, in order; a name that is used twice is listed once."""
        return tuple(dict.fromkeys(p.name for p in self.parts if isinstance(p, Field)))

    def render(self, value_of: Callable[[str], str]) -> str:
        """Return the text in which the value of each field replaces the field.

        Args:
            value_of: a function that takes the name of a field, and returns its value.

        Raises:
            TextError: `missing_field`, if a value is blank and its field has no default.
        """
        return "".join(p if isinstance(p, str) else _fill(p, value_of(p.name)) for p in self.parts)

    def compile(self) -> TextRenderer:
        """Return a function that renders the text for a row of a sheet, and percent-encodes it.

        The function takes one value for each of `fields`, in order, and returns the text and the
        encoded text. It raises TextError: `missing_field`, if a value is blank and its field has no
        default; `text_not_encodable`, if a value can't be encoded in UTF-8. It is faster than
        `render`, because the texts between the fields are encoded only once.
        """
        fields = self.fields
        pattern, encoded_pattern = (
            "".join(
                write(part).replace("%", "%%") if isinstance(part, str) else "%s"
                for part in self.parts
            )
            for write in (str, percent_encode)
        )

        def render(*values: str) -> tuple[str, str]:
            if any(map(is_blank, values)):
                values = tuple(map(_fill, fields, values))
            text = pattern % values
            return _normalise_and_encode(text) or (
                text,
                escape_last(encoded_pattern % tuple(map(percent_encode, values))),
            )

        return self._compile_one_field() if len(fields) == 1 else render

    def _compile_one_field(self) -> TextRenderer:
        """Return a function as `compile` does, but only for one field; it takes half the time."""
        (field,) = self.fields
        index = self.parts.index(field)
        before = "".join(map(str, self.parts[:index]))
        after = "".join(map(str, self.parts[index + 1 :]))
        encoded_before, encoded_after = percent_encode(before), percent_encode(after)

        def render(value: str) -> tuple[str, str]:
            if not value.strip(_BLANKS):
                value = _fill(field, value)
            text = f"{before}{value}{after}"
            return _normalise_and_encode(text) or (
                text,
                escape_last(f"{encoded_before}{percent_encode(value)}{encoded_after}"),
            )

        return render


def _normalise_and_encode(text: str) -> tuple[str, str] | None:
    """Return the text with LF line breaks, and this text encoded.

    Return None if the text is not changed, because all its line breaks are LF already.
    """
    if text.isascii() and "\r" not in text:
        return None
    normal = normalise(text)
    return (normal, encode(normal)) if normal is not text else None


def _fill(field: Field, value: str) -> str:
    """Return the value of a field, or its default if the value is blank."""
    if not is_blank(value):
        return value
    if field.default is None:
        raise TextError(
            Reason.MISSING_FIELD,
            f"The template needs {quote(field.name)}, which is blank here: fill it in, or write a "
            f"default into the template, as in {{{field.name}|…}}.",
        )
    return field.default


def _split_parts(text: str) -> Iterator[str | Field]:
    """Yield the texts and the fields of a template, in order; a doubled brace becomes one brace."""
    for token in _TOKEN.finditer(text):
        if token["open"]:
            raise OptionError(
                f"The brace at character {token.start() + 1} of {quote(text)} is not closed: "
                "close it with }, or write {{ to print a brace."
            )
        if token["field"] is None:
            yield token["brace"][0] if token["brace"] else token["text"]
        else:
            name, bar, default = token["field"].partition("|")
            yield Field(name, default if bar else None)
