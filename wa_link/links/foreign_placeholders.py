"""Detection of placeholders of other tools in templates: `{{name}}`, `*|NAME|*`.

To wa-link they are plain text, so that every reader would see them instead of a name.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.quoting import quote
from wa_link.links.template import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_link.links.template import Template

_FIELD_MARK = "\0"  # replaces a field while the text around it is searched
_NAME = r" {0,3}([^\s{}\[\]<>|%«»｛｝#*\0][^{}\[\]<>%«»｛｝#*\n\0]{0,60}?) {0,3}"
# Signs that rarely surround a word in plain text.
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
# Signs that often surround a word in plain text: reported only if the word is a column.
_COMMON = re.compile(
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
_NAME_LIKE = re.compile(r"[\w .|:-]+")
# `${name}`, a field of JavaScript and shells.
_DOLLAR = re.compile(rf"\${_FIELD_MARK}")
_PRICES = ("price", "cost", "amount", "total", "fee", "usd", "precio", "valor", "preço", "monto")
# Braces around a field, such as `{{{name}}}` of Handlebars.
_BRACED = re.compile(rf"(?<!\{{)\{{++{_FIELD_MARK}\}}+|{_FIELD_MARK}\}}+")


class Placeholder(NamedTuple):
    """Part of a template that looks like a placeholder of another tool.

    Attributes:
        written: the placeholder as the template contains it.
        column: the column that its name means, or None.
        is_foreign: whether plain text rarely contains such signs.
    """

    written: str
    column: str | None
    is_foreign: bool

    @property
    def message(self) -> str:
        """Sentence for the user, with the way out."""
        if self.column is None:
            way_out = "write the name of a column in single braces"
        else:
            way_out = f"write {{{self.column}}} for the column"
        return f"{quote(self.written)} is not filled in: {way_out}."


def find_placeholders(template: Template, columns: Sequence[str]) -> list[Placeholder]:
    """Return the placeholders of other tools in a template, each once.

    Args:
        template: the template of a text, a caption or a file name.
        columns: the names that a field can have.
    """
    text = _mark_fields(template)
    by_key: dict[str, str] = {}
    for each in columns:
        by_key.setdefault(_normalise_name(each), each)
    by_key.pop("", None)
    find_column = cache(partial(_find_column, columns, by_key))
    found: dict[str, Placeholder] = {}
    for pattern, is_foreign in ((_FOREIGN, True), (_COMMON, False)):
        for match in pattern.finditer(text):
            name = next(filter(None, match.groups()))
            column = find_column(name, by_number=is_foreign)
            written = match[0].replace("{", "{{").replace("}", "}}")
            if column is not None or (is_foreign and _NAME_LIKE.fullmatch(name)):
                found.setdefault(written, Placeholder(written, column, is_foreign))
        text = pattern.sub(" ", text)
    return list(found.values())


def find_stray_signs(template: Template) -> list[str]:
    """Return a warning for each `$` or brace next to a field that is probably a mistake."""
    text = _mark_fields(template)
    places = (match.start() for match in re.finditer(_FIELD_MARK, text))
    names = {place: field.name for place, field in zip(places, template.fields, strict=True)}
    sentences = []
    for match in _DOLLAR.finditer(text):
        name = names[match.end() - 1]
        if not any(word in name.casefold() for word in _PRICES):
            sentences.append(
                f'"${{{name}}}" puts a $ before the value of the column: write {{{name}}} '
                "without $, unless the value is a price."
            )
    for match in _BRACED.finditer(text):
        name = names[text.index(_FIELD_MARK, match.start())]
        sentences.append(
            f"Braces would appear around the value of {{{name}}}: write one brace on each side."
        )
    return sentences


def _mark_fields(template: Template) -> str:
    """Return the text of the template with a mark in place of each field."""
    return "".join(
        _FIELD_MARK if isinstance(part, Field) else part.replace(_FIELD_MARK, " ")
        for part in template.parts
    )


def _find_column(
    columns: Sequence[str], by_key: Mapping[str, str], name: str, *, by_number: bool
) -> str | None:
    """Return the column that a name in a placeholder means, or None.

    Case and signs between words are ignored. Other tools put the name of a table before it
    (`contact.name`) or a default after it (`name|there`).
    """
    base = re.split(r"[|:?]", name)[0]
    for candidate in (name, base, base.rpartition(".")[2], base.rpartition("!")[2]):
        if candidate in columns:
            return candidate
        if found := by_key.get(_normalise_name(candidate)):
            return found
    if by_number and re.fullmatch(r"[1-9]\d{0,4}", base, re.ASCII) and int(base) <= len(columns):
        return base
    return None


def _normalise_name(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
