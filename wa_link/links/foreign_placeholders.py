"""Find placeholders of other programs in templates, such as `{{name}}` or Mailchimp's `*|NAME|*`.

wa-link fills in only `{name}`. It leaves a placeholder of another program as it is, so a customer
would read `Hi *|NAME|*` instead of `Hi Layla`.
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

_FIELD_MARK = (
    "\0"  # takes the place of each wa-link field while the text around the fields is searched
)
_NAME = r" {0,3}([^\s{}\[\]<>|%«»｛｝#*\0][^{}\[\]<>%«»｛｝#*\n\0]{0,60}?) {0,3}"
# Placeholders in brackets or percent signs that ordinary text rarely contains.
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
# Placeholders that ordinary text often contains, such as `[new]`. They are reported only if the
# sheet has a column with that name.
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
# `${name}`, which JavaScript and shells fill in; wa-link would leave the $ in the text.
_DOLLAR = re.compile(rf"\${_FIELD_MARK}")
_PRICES = ("price", "cost", "amount", "total", "fee", "usd", "precio", "valor", "preço", "monto")
# More braces around a wa-link field, such as `{{{name}}}`, which Handlebars fills in.
_BRACED = re.compile(rf"(?<!\{{)\{{++{_FIELD_MARK}\}}+|{_FIELD_MARK}\}}+")


class Placeholder(NamedTuple):
    """Part of a template that looks like a placeholder of another program, such as `*|NAME|*`.

    Attributes:
        written: the placeholder as the template contains it, such as `*|NAME|*`.
        column: the column of the sheet that the placeholder means, such as `Name`; None if no
            column has a similar name.
        is_foreign: True if this is almost certainly a placeholder, such as `*|NAME|*`; False if it
            may also be ordinary text, such as `[name]`.
    """

    written: str
    column: str | None
    is_foreign: bool

    @property
    def message(self) -> str:
        """Sentence that warns the user of the placeholder, and says which text to write instead."""
        if self.column is None:
            way_out = "write the name of a column in single braces"
        else:
            way_out = f"write {{{self.column}}} for the column"
        return f"{quote(self.written)} is not filled in: {way_out}."


def find_placeholders(template: Template, columns: Sequence[str]) -> list[Placeholder]:
    """Return the placeholders of other programs in a template, each once.

    Args:
        template: the template of a text, a caption or a file name.
        columns: the names that a field can have, such as the columns of the sheet.
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
    """Return a warning for each field after a `$`, or in too many braces: `${name}`, `{{{name}}}`.

    The `$` and the outer braces would stay in the text.
    """
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
    """Return the text of the template with the character NUL in place of each field."""
    return "".join(
        _FIELD_MARK if isinstance(part, Field) else part.replace(_FIELD_MARK, " ")
        for part in template.parts
    )


def _find_column(
    columns: Sequence[str], by_key: Mapping[str, str], name: str, *, by_number: bool
) -> str | None:
    """Return the column that the name in a placeholder means, or None if no column matches.

    `FIRST_NAME` means the column `First name`: only letters and digits are compared, in any case.
    Other programs write a table before the name (`contact.name`) or a default after the name
    (`name|there`); both are ignored.

    Args:
        columns: the columns of the sheet.
        by_key: a dict such as `{"firstname": "First name"}`; see `_normalise_name`.
        name: the name in the placeholder.
        by_number: whether the name `1` means the first column, as in WhatsApp's `{{1}}`.
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
    """Return only the letters and digits of a name, in lower case: `firstname` for `First name`."""
    return "".join(filter(str.isalnum, name.casefold()))
