"""Templates of prefilled texts, captions and names of files: `Hi {name|there}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import require
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, TextError
from wa_link.links.message import closed, encode, escaped, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TextMaker: TypeAlias = "Callable[..., tuple[str, str]]"
"""Takes values, each an argument; gives the prefilled text, as it stands and encoded."""

# One token of a template: a doubled brace, a field, a brace that opens nothing, or plain text.
_TOKEN = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<field>[^{}]*)\}|(?P<open>\{)|(?P<text>[^{}]+|\})")


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
        require("template", text, str)
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
            for writing in (str, escaped)
        )

        def make(*values: str) -> tuple[str, str]:
            if not all(map(str.strip, values)):
                values = tuple(map(_fill, fields, values))
            text = form % values
            return _encoded(text) or (text, closed(encoded_form % tuple(map(escaped, values))))

        return self._maker_of_one_field() if len(fields) == 1 else make

    def _maker_of_one_field(self) -> TextMaker:
        """The same for what most templates are, in half the time."""
        (field,) = self.fields
        index = self.parts.index(field)
        before = "".join(map(str, self.parts[:index]))
        after = "".join(map(str, self.parts[index + 1 :]))
        encoded_before, encoded_after = escaped(before), escaped(after)

        def make(value: str) -> tuple[str, str]:
            if not value.strip():
                value = _fill(field, value)
            text = f"{before}{value}{after}"
            return _encoded(text) or (
                text,
                closed(f"{encoded_before}{escaped(value)}{encoded_after}"),
            )

        return make


def _encoded(text: str) -> tuple[str, str] | None:
    """A text that is not as it should be, as it should, and encoded; None for any other."""
    if text.isascii() and "\r" not in text:
        return None
    normal = normalise(text)
    return (normal, encode(normal)) if normal is not text else None


def _fill(field: Field, value: str) -> str:
    if value.strip():
        return value
    if field.default is None:
        raise TextError(
            Reason.MISSING_FIELD,
            f"The template needs {quote(field.name)}, which is blank here: fill it in, or give the "
            f"template a default, as in {{{field.name}|…}}.",
        )
    return field.default


def _parts(text: str) -> Iterator[str | Field]:
    for token in _TOKEN.finditer(text):
        if token["open"]:
            raise OptionError(
                f"The brace at character {token.start() + 1} of {quote(text)} opens no field: "
                "close it with }, or write {{ for a brace."
            )
        if token["field"] is None:
            yield token["brace"][0] if token["brace"] else token["text"]
        else:
            name, bar, default = token["field"].partition("|")
            yield Field(name, default if bar else None)
