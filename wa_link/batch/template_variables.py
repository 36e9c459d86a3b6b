"""Fill templates, such as `Hi {name}`, with the cells and the phone number of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import named_option, option
from wa_link.errors import OptionError
from wa_link.links.foreign_placeholders import find_placeholders, find_stray_signs
from wa_link.links.prefilled_text import encode, normalise
from wa_link.links.template import Template
from wa_link.sheets.own_columns import LINK_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.batch.options import LinkOptions
    from wa_link.phone import PhoneNumber
    from wa_link.printing.cards.card_templates import CardTemplates
    from wa_link.printing.cards.cards import CardTexts
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

TEMPLATE_NAMES = ("wa_row", "wa_digits", "wa_phone")
"""Fields of a template that are not columns: the number of the row, the digits of its phone number
(`966501234567`), and its phone number with spaces (`+966 50 123 4567`)."""

RowText: TypeAlias = "Callable[[Row, PhoneNumber | None], tuple[str, str]]"
"""Function that returns the prefilled text of a row, and the same text encoded for a link. The
phone number can be None if the template has no field for it."""


def text_maker(
    sheet: Sheet, template: str, column: str | None, *, name: str = "template of the text"
) -> RowText:
    """Return a function that makes the prefilled text of a row, from a template or a column.

    Args:
        sheet: the sheet of the rows.
        template: template of the text, such as `Hi {name}`; empty if `column` is given.
        column: name of the column that contains the text; None to use the template.
        name: name of the template, for messages.

    Raises:
        OptionError: the template has an error, the column does not exist, or both a template and a
            column are given.
    """
    if column is not None:
        if template:
            raise OptionError(
                f"{option('text')} has no effect with {option('text_column')}: use only one of "
                "these options."
            )
        return _column_text_maker(sheet, column)
    with named_option(name):
        parsed = Template.parse(template)
        make, values_of = parsed.compile(), _values_reader(sheet, parsed, "%d")
    if not parsed.fields:
        constant = make()
        return lambda row, phone: constant  # noqa: ARG005  (RowText needs both arguments)
    if len(parsed.fields) == 1 and parsed.fields[0].name not in TEMPLATE_NAMES:
        index = sheet.find_column(parsed.fields[0].name, others=TEMPLATE_NAMES)
        return lambda row, _: make(row.cells[index])
    return lambda row, phone: make(*values_of(row, phone))


def _column_text_maker(sheet: Sheet, column: str) -> RowText:
    """Return a function that takes the prefilled text of a row from a column."""
    with named_option(option("text_column")):
        index = sheet.find_column(column)

    def make(row: Row, phone: PhoneNumber | None) -> tuple[str, str]:  # noqa: ARG001  (as in RowText)
        text = normalise(row.cells[index])
        return text, encode(text)

    return make


def renderer(
    sheet: Sheet, template: Template, row_format: str
) -> Callable[[Row, PhoneNumber | None], str]:
    """Return a function that fills a template for a row, such as the template of a file name.

    Args:
        sheet: the sheet of the rows.
        template: the template.
        row_format: format of the field `{wa_row}`: with `%06d`, row 7 is `000007`.

    Raises:
        OptionError: the template has a field, such as `{city}`, that is not a column of the sheet.
    """
    make, values_of = template.compile(), _values_reader(sheet, template, row_format)
    return lambda row, phone: make(*values_of(row, phone))[0]


def card_texts(
    sheet: Sheet, templates: CardTemplates
) -> Callable[[Row, PhoneNumber | None], CardTexts]:
    """Return a function that makes the texts on the card of a row, such as title and caption.

    Raises:
        OptionError: the template has a field, such as `{city}`, that is not a column of the sheet.
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
    """Return a function that returns the number of labels to print for a row.

    Args:
        sheet: the sheet of the rows.
        copies: a number for all rows, or a template such as `{stock}`. With this template, each row
            gets the number in its column `stock`.

    Raises:
        OptionError: the template has a field, such as `{city}`, that is not a column of the sheet.
    """
    from wa_link.printing.labels.option_checks import parse_copies_cell  # noqa: PLC0415  (loads Pillow)

    if isinstance(copies, int):
        return lambda row, phone: copies  # noqa: ARG005  (all readers need both arguments)
    with named_option(option("copies")):
        render = renderer(sheet, copies, "%d")
    return lambda row, phone: parse_copies_cell(render(row, phone))


def _values_reader(
    sheet: Sheet, template: Template, row_format: str
) -> Callable[[Row, PhoneNumber | None], tuple[str, ...]]:
    """Return a function that returns the values of a template's fields for a row, in order.

    Args:
        sheet: the sheet of the rows.
        template: the template.
        row_format: format of the field `{wa_row}`, such as `%06d`.

    Raises:
        OptionError: a field such as `{city}` is not a column of the sheet; a field such as
            `{wa_row}` is also a column; or the template contains `{wa_link}` or a placeholder of
            another tool, such as `{{name}}`.
    """
    known: dict[str, Callable[[Row, PhoneNumber | None], str]] = {
        "wa_row": lambda row, _: row_format % row.number,
        "wa_digits": lambda _, phone: phone.digits if phone else "",
        "wa_phone": lambda _, phone: phone.international if phone else "",
    }
    names = [field.name for field in template.fields]
    if LINK_COLUMN in names and LINK_COLUMN in sheet.columns:  # links are read from that column
        raise OptionError(
            f"{{{LINK_COLUMN}}} can't be used in a template, because the links are read from the "
            f"column {LINK_COLUMN}: use another column in the template."
        )
    for each in find_placeholders(template, (*sheet.columns, *TEMPLATE_NAMES)):
        if each.is_foreign and each.column is not None:
            raise OptionError(each.message)
    for name in known.keys() & set(sheet.columns) & set(names):
        noun = sheet.column_noun
        raise OptionError(
            f"{{{name}}} is a field of wa-link, and a {noun} has the same name: rename the {noun}."
        )
    if not known.keys().isdisjoint(names):
        values = [
            known.get(name) or _cell_reader(sheet.find_column(name, others=TEMPLATE_NAMES))
            for name in names
        ]
        return lambda row, phone: tuple([value(row, phone) for value in values])
    indices = [sheet.find_column(name, others=TEMPLATE_NAMES) for name in names]
    return lambda row, _: tuple([row.cells[index] for index in indices])


def template_warnings(sheet: Sheet, options: LinkOptions) -> tuple[str, ...]:
    """Return a warning for each text in the templates that looks like a field, such as `[name]`."""
    templates = [Template.parse(options.get("text") or "")]
    if codes := options.get("codes"):
        templates += [codes.name, *(template for _, template in codes.templates.parts)]
    if labels := options.get("labels"):
        templates += [template for _, template in labels.templates.parts]
    return tuple(
        dict.fromkeys(remark for each in templates for remark in _template_remarks(sheet, each))
    )


def _template_remarks(sheet: Sheet, template: Template) -> list[str]:
    """Return a warning for each text in a template that looks like a field, such as `[name]`."""
    found = find_placeholders(template, (*sheet.columns, *TEMPLATE_NAMES))
    return [*(each.message for each in found), *find_stray_signs(template)]


def _cell_reader(index: int) -> Callable[[Row, PhoneNumber | None], str]:
    """Return a function that returns one cell of a row: `row.cells[index]`."""
    return lambda row, _: row.cells[index]


def has_number_field(template: str) -> bool:
    """Return whether a template contains the field `{wa_digits}` or `{wa_phone}`."""
    return "{wa_digits" in template or "{wa_phone" in template
