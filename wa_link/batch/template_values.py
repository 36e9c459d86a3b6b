"""Rows to texts: templates that are filled with the cells of a row and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import option
from wa_link.errors import OptionError, named_option
from wa_link.links.foreign_placeholders import find_placeholders, find_stray_signs
from wa_link.links.prefilled_text import encode, normalise
from wa_link.links.template import Template
from wa_link.sheets.own_columns import LINK_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.phone import PhoneNumber
    from wa_link.printing.cards.card_templates import CardTemplates
    from wa_link.printing.cards.cards import CardTexts
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

TEMPLATE_NAMES = ("wa_row", "wa_digits", "wa_phone")
"""Fields of a template that are not columns."""

RowText: TypeAlias = "Callable[[Row, PhoneNumber | None], tuple[str, str]]"
"""Returns the prefilled text of a row, plain and encoded. The number may be None where the template
does not name it."""


def text_maker(sheet: Sheet, template: str, column: str | None) -> RowText:
    """Return a function that makes the prefilled text of a row.

    Args:
        sheet: the sheet of the rows.
        template: a template; see `Template`.
        column: name of a column with the text, which is not a template; None for the template.

    Raises:
        OptionError: the template or column is wrong; or both are given.
    """
    if column is not None:
        if template:
            raise OptionError("The text comes from a template or from a column, not from both.")
        return _column_text_maker(sheet, column)
    with named_option("template of the text"):
        parsed = Template.parse(template)
        make, values_of = parsed.compile(), _values_reader(sheet, parsed, "%d")
    if not parsed.fields:
        constant = make()
        return lambda row, phone: constant  # noqa: ARG005  (the signature of all makers)
    if len(parsed.fields) == 1 and parsed.fields[0].name not in TEMPLATE_NAMES:
        index = sheet.find_column(parsed.fields[0].name)
        return lambda row, _: make(row.cells[index])
    return lambda row, phone: make(*values_of(row, phone))


def _column_text_maker(sheet: Sheet, column: str) -> RowText:
    with named_option(option("text_column")):
        index = sheet.find_column(column)

    def make(row: Row, phone: PhoneNumber | None) -> tuple[str, str]:  # noqa: ARG001  (the signature of all makers)
        text = normalise(row.cells[index])
        return text, encode(text)

    return make


def renderer(
    sheet: Sheet, template: Template, row_format: str
) -> Callable[[Row, PhoneNumber | None], str]:
    """Return a function that fills a template, such as a file name or a caption.

    Args:
        sheet: the sheet of the rows.
        template: the template.
        row_format: format of `{wa_row}`, such as `%06d`.

    Raises:
        OptionError: a field names no column.
    """
    make, values_of = template.compile(), _values_reader(sheet, template, row_format)
    return lambda row, phone: make(*values_of(row, phone))[0]


def card_texts(
    sheet: Sheet, templates: CardTemplates
) -> Callable[[Row, PhoneNumber | None], CardTexts]:
    """Return a function that makes the texts on the card of a row.

    Raises:
        OptionError: a field names no column.
    """
    from wa_link.printing.cards.cards import CardTexts  # noqa: PLC0415  (loads Pillow)

    renderers = {}
    for name, template in templates.parts:
        with named_option(option(name)):
            renderers[name] = renderer(sheet, template, "%d")

    def make(row: Row, phone: PhoneNumber | None) -> CardTexts:
        texts = {"call_to_action": templates.call_to_action}
        texts |= {name: render(row, phone) for name, render in renderers.items()}
        return CardTexts(
            **texts,
            number=phone.international if phone and templates.with_number else "",
            lang=templates.lang,
            row=dict(zip(sheet.columns, row.cells, strict=False)) if templates.with_row else {},
        )

    return make


def copies_reader(sheet: Sheet, copies: int | Template) -> Callable[[Row, PhoneNumber | None], int]:
    """Return a function that reads how many labels of a row are printed.

    Raises:
        OptionError: a field of the template names no column.
    """
    from wa_link.printing.labels.option_checks import parse_copies_cell  # noqa: PLC0415  (loads Pillow)

    if isinstance(copies, int):
        return lambda row, phone: copies  # noqa: ARG005  (the signature of all readers)
    with named_option(option("copies")):
        render = renderer(sheet, copies, "%d")
    return lambda row, phone: parse_copies_cell(render(row, phone))


def _values_reader(
    sheet: Sheet, template: Template, row_format: str
) -> Callable[[Row, PhoneNumber | None], tuple[str, ...]]:
    """Return a function that gives the values of a template's fields, in their order."""
    known: dict[str, Callable[[Row, PhoneNumber | None], str]] = {
        "wa_row": lambda row, _: row_format % row.number,
        "wa_digits": lambda _, phone: phone.digits if phone else "",
        "wa_phone": lambda _, phone: phone.international if phone else "",
    }
    names = [field.name for field in template.fields]
    if LINK_COLUMN in names and LINK_COLUMN in sheet.columns:  # links are read from that column
        raise OptionError(f"{{{LINK_COLUMN}}} can't be used in a template: name another column.")
    for each in find_placeholders(template, (*sheet.columns, *TEMPLATE_NAMES)):
        if each.is_foreign and each.column is not None:
            raise OptionError(each.message)
    for name in known.keys() & set(sheet.columns) & set(names):
        raise OptionError(
            f"{{{name}}} is a field of wa-link, and a column has the same name: rename the column."
        )
    if not known.keys().isdisjoint(names):
        values = [known.get(name) or _cell_reader(sheet.find_column(name)) for name in names]
        return lambda row, phone: tuple([value(row, phone) for value in values])
    indices = [sheet.find_column(name) for name in names]
    return lambda row, _: tuple([row.cells[index] for index in indices])


def template_remarks(sheet: Sheet, template: Template) -> list[str]:
    """Return sentences about text in a template that looks like a field."""
    found = find_placeholders(template, (*sheet.columns, *TEMPLATE_NAMES))
    return [*(each.message for each in found), *find_stray_signs(template)]


def _cell_reader(index: int) -> Callable[[Row, PhoneNumber | None], str]:
    return lambda row, _: row.cells[index]


def names_number(template: str) -> bool:
    """Return whether the text of a template has a field for the number."""
    return "{wa_digits" in template or "{wa_phone" in template
