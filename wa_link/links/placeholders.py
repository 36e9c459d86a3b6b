"""Placeholders of other tools, which a template here has as text: `{{name}}`, `*|NAME|*`."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.quoting import quote
from wa_link.links.template import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_link.links.template import Template

_FIELD = "\0"  # takes the place of a field in the text around it
_NAME = r" {0,3}([^\s{}\[\]<>|%«»｛｝#*\0][^{}\[\]<>%«»｛｝#*\n\0]{0,60}?) {0,3}"
# Signs that hardly a text has around a word by itself. Doubled braces give single ones.
_FOREIGN = re.compile(
    "|".join(
        (
            rf"(?<!\{{)\{{++{_NAME}\}}+",  # WhatsApp, HubSpot, Handlebars, Jinja, Liquid
            rf"\*\|{_NAME}\|\*",  # Mailchimp
            rf"<<{_NAME}>>",  # merge fields of Word and Adobe
            rf"<%=?{_NAME}%>",  # ERB, JSP
            rf"\[\[{_NAME}\]\]",
            rf"%%{_NAME}%%",  # Salesforce Marketing Cloud
            r"%\(\s*(\w[\w .-]{0,60}?)\s*\)s",  # Python
            r"(?<![\w%])%([^\W\d][\w.-]{1,60})%(?![\w%])",  # Brevo, Windows
        )
    )
)
# Signs that a text may well have around a word: said only where the word is a column.
_LOOSE = re.compile(
    "|".join(
        (
            rf"\[{_NAME}\]",
            rf"<{_NAME}>",
            rf"«{_NAME}»",  # Word
            rf"｛{_NAME}｝",
            rf"#{_NAME}#",
            r"(?<!\w)[$@:]([^\W\d]\w{0,60})\b",  # shells, PHP, SQL
        )
    )
)
_LIKE_NAME = re.compile(r"[\w .|:-]+")
# Before a field: a dollar of another tool, but for prices.
_DOLLAR = re.compile(rf"\${_FIELD}")
_PRICES = ("price", "cost", "amount", "total", "fee", "usd", "precio", "valor", "preço", "monto")
# Braces around a field, which other tools have instead of one.
_BRACED = re.compile(rf"(?<!\{{)\{{++{_FIELD}\}}+|{_FIELD}\}}+")


class Placeholder(NamedTuple):
    """What looks like the placeholder of another tool.

    Attributes:
        written: as the template has it.
        column: the column that its name is; None for none.
        is_foreign: whether hardly a text has it by itself.
    """

    written: str
    column: str | None
    is_foreign: bool

    @property
    def message(self) -> str:
        """What becomes of it, and the way out, as a sentence."""
        if self.column is None:
            way_out = "a field is the name of a column in single braces"
        else:
            way_out = f"write {{{self.column}}} for the column"
        return f"{quote(self.written)} is not filled in: {way_out}."


def find_placeholders(template: Template, columns: Sequence[str]) -> list[Placeholder]:
    """Return what in the text of a template looks like a placeholder of another tool, each once.

    Args:
        template: of a text, a caption or a name.
        columns: names that a field may have.
    """
    text = _with_marks(template)
    by_key: dict[str, str] = {}
    for each in columns:
        by_key.setdefault(_key(each), each)
    by_key.pop("", None)
    column_of = cache(partial(_column_of, columns, by_key))
    found: dict[str, Placeholder] = {}
    for pattern, is_foreign in ((_FOREIGN, True), (_LOOSE, False)):
        for match in pattern.finditer(text):
            name = next(filter(None, match.groups()))
            column = column_of(name, by_number=is_foreign)
            written = match[0].replace("{", "{{").replace("}", "}}")
            if column is not None or (is_foreign and _LIKE_NAME.fullmatch(name)):
                found.setdefault(written, Placeholder(written, column, is_foreign))
        text = pattern.sub(" ", text)
    return list(found.values())


def doubts(template: Template) -> list[str]:
    """Return sentences about what stands directly around a field and may not be meant."""
    text = _with_marks(template)
    places = (match.start() for match in re.finditer(_FIELD, text))
    names = {place: field.name for place, field in zip(places, template.fields, strict=True)}
    sentences = []
    for match in _DOLLAR.finditer(text):
        name = names[match.end() - 1]
        if not any(word in name.casefold() for word in _PRICES):
            sentences.append(
                f'"${{{name}}}" puts a $ before what the column has: write {{{name}}} without it, '
                "unless it is a price."
            )
    for match in _BRACED.finditer(text):
        name = names[text.index(_FIELD, match.start())]
        sentences.append(
            f"The text has braces around what {{{name}}} gives: a field has one on each side."
        )
    return sentences


def _with_marks(template: Template) -> str:
    """Return the template with a mark for each field."""
    return "".join(
        _FIELD if isinstance(part, Field) else part.replace(_FIELD, " ") for part in template.parts
    )


def _column_of(
    columns: Sequence[str], by_key: Mapping[str, str], name: str, *, by_number: bool
) -> str | None:
    """Return the column that somebody means by a name in another tool, or None.

    There it may be in other case, with other signs between its words, with the name of its table
    before it (`contact.name`) or a default after it (`name|there`).
    """
    bare = re.split(r"[|:?]", name)[0]
    for candidate in (name, bare, bare.rpartition(".")[2], bare.rpartition("!")[2]):
        if candidate in columns:
            return candidate
        if found := by_key.get(_key(candidate)):
            return found
    if by_number and re.fullmatch(r"[1-9]\d{0,4}", bare, re.ASCII) and int(bare) <= len(columns):
        return bare
    return None


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
