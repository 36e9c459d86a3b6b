"""Rows -> texts: templates filled with the cells of a row and what is known of its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.ways_out import option
from wa_link.errors import OptionError, named_option
from wa_link.links.message import encode, normalise
from wa_link.links.placeholders import doubts, find_placeholders
from wa_link.links.template import Template

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.phone import PhoneNumber
    from wa_link.printing.cards.cards import CardTemplates, CardTexts
    from wa_link.sheets.sheet import Row, Sheet

TEMPLATE_NAMES = ("wa_row", "wa_digits", "wa_phone")
"""What a template knows beside the columns."""

RowText: TypeAlias = "Callable[[Row, PhoneNumber | None], tuple[str, str]]"
"""Gives a row's prefilled text, as it stands and encoded; without number if it names none."""


def text_maker(sheet: Sheet, template: str, column: str | None) -> RowText:
    """Makes the prefilled text of a row, from a template or as a column has it.

    Raises:
        OptionError: no such template or column; or both are given.
    """
    if column is None:
        with named_option("template of the text"):
            parsed = Template.parse(template)
            make, values_of = parsed.maker(), _values(sheet, parsed, "%d")
        if len(parsed.fields) == 1 and parsed.fields[0].name not in TEMPLATE_NAMES:
            index = sheet.column(parsed.fields[0].name)
            return lambda row, _: make(row.cells[index])
        return lambda row, phone: make(*values_of(row, phone))
    if template:
        raise OptionError("The text comes from a template or from a column, not from both.")
    with named_option(option("text_column")):
        index = sheet.column(column)

    def make_from_column(row: Row, phone: PhoneNumber | None) -> tuple[str, str]:  # noqa: ARG001  (as a template may)
        text = normalise(row.cells[index])
        return text, encode(text)

    return make_from_column


def renderer(
    sheet: Sheet, template: Template, row_format: str
) -> Callable[[Row, PhoneNumber | None], str]:
    """Fills a template, of a name or a caption; `row_format` is that of `{wa_row}`.

    Raises:
        OptionError: a field names no column.
    """
    make, values_of = template.maker(), _values(sheet, template, row_format)
    return lambda row, phone: make(*values_of(row, phone))[0]


def card_texts(
    sheet: Sheet, templates: CardTemplates
) -> Callable[[Row, PhoneNumber | None], CardTexts]:
    """Return what makes the texts on the card of a row.

    Raises:
        OptionError: a field names no column.
    """
    from wa_link.printing.cards.cards import CardTexts  # noqa: PLC0415  (where cards are drawn)

    makers = {}
    for name, template in templates.parts:
        with named_option(option(name)):
            makers[name] = renderer(sheet, template, "%d")

    def make(row: Row, phone: PhoneNumber | None) -> CardTexts:
        texts = {"call_to_action": templates.call_to_action}
        texts |= {name: fill(row, phone) for name, fill in makers.items()}
        return CardTexts(
            **texts,
            number=phone.international if phone and templates.with_number else "",
            lang=templates.lang,
            row=dict(zip(sheet.columns, row.cells, strict=False)) if templates.with_row else {},
        )

    return make


def copies_reader(sheet: Sheet, copies: int | Template) -> Callable[[Row, PhoneNumber | None], int]:
    """Return what says how many labels of a row are printed.

    Raises:
        OptionError: a field of the template names no column.
    """
    from wa_link.printing.print_options import count_of_copies  # noqa: PLC0415  (as above)

    if isinstance(copies, int):
        return lambda row, phone: copies  # noqa: ARG005  (as a template has it)
    with named_option(option("copies")):
        fill = renderer(sheet, copies, "%d")
    return lambda row, phone: count_of_copies(fill(row, phone))


def _values(
    sheet: Sheet, template: Template, row_format: str
) -> Callable[[Row, PhoneNumber | None], tuple[str, ...]]:
    """Gives what fills a template: cells of a row, and what is known of its number."""
    known: dict[str, Callable[[Row, PhoneNumber | None], str]] = {
        "wa_row": lambda row, _: row_format % row.number,
        "wa_digits": lambda _, phone: phone.digits if phone else "",
        "wa_phone": lambda _, phone: phone.international if phone else "",
    }
    names = [field.name for field in template.fields]
    for each in find_placeholders(template, (*sheet.columns, *TEMPLATE_NAMES)):
        if each.is_foreign and each.column is not None:
            raise OptionError(each.message)
    for name in known.keys() & set(sheet.columns) & set(names):
        raise OptionError(
            f"{{{name}}} is what wa-link knows, and a column, too: rename the column."
        )
    if not known.keys().isdisjoint(names):
        values = [known.get(name) or _cell(sheet.column(name)) for name in names]
        return lambda row, phone: tuple([value(row, phone) for value in values])
    indices = [sheet.column(name) for name in names]
    return lambda row, _: tuple([row.cells[index] for index in indices])


def template_remarks(sheet: Sheet, template: Template) -> list[str]:
    """Return sentences about what a template has as text, and may be meant as a field."""
    found = find_placeholders(template, (*sheet.columns, *TEMPLATE_NAMES))
    return [*(each.message for each in found), *doubts(template)]


def _cell(index: int) -> Callable[[Row, PhoneNumber | None], str]:
    return lambda row, _: row.cells[index]


def names_number(template: str) -> bool:
    """Whether a template, or what is to be one, has a field for the number."""
    return "{wa_digits" in template or "{wa_phone" in template
