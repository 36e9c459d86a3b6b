"""Fill the parameters of a message template with the cells of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import named_option, option, require_texts
from wa_link._support.quoting import pluralize, quote
from wa_link.batch.template_variables import text_maker
from wa_link.business.messages import LONGEST_PARAMETER, find_fault
from wa_link.errors import OptionError, Reason, RecordError
from wa_link.links.template import Template, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet


def parameters_maker(
    sheet: Sheet, templates: Sequence[str]
) -> Callable[[Row, PhoneNumber], tuple[str, ...]]:
    """Return a function that makes the parameters of a row's message.

    The function raises RecordError if a parameter is blank, or if Meta would refuse it.

    Args:
        sheet: the sheet of the rows.
        templates: a template for each parameter, such as `{name}` or `{name|there}`.

    Raises:
        TypeError: `templates` is not a list of text.
        OptionError: a template has an error, or no row could be sent with it.
    """
    require_texts("parameters", templates)
    name = option("parameters")
    makers = [text_maker(sheet, each, None, name=name) for each in templates]
    for number, each in enumerate(templates, start=1):
        with named_option(name):
            _require_constant(number, each)

    def make(row: Row, phone: PhoneNumber) -> tuple[str, ...]:
        texts = (make_text(row, phone)[0] for make_text in makers)
        return tuple([check_parameter(number, text) for number, text in enumerate(texts, start=1)])

    return make


def check_parameter(number: int, text: str) -> str:
    """Return a parameter without blanks around it; raise RecordError if Meta would refuse it.

    Args:
        number: number of the parameter, from 1.
        text: the parameter.
    """
    text = text.strip()
    if is_blank(text):
        raise RecordError(
            Reason.MISSING_FIELD,
            f"Parameter {number} is blank here: fill in its cell, or write a default into the "
            "template, as in {name|there}.",
        )
    fault = find_fault(text)
    if (over := len(text) - LONGEST_PARAMETER) > 0:
        fault = f"has {pluralize(over, 'character')} too many, which Meta refuses (error 132005)"
    if fault:
        raise RecordError(
            Reason.NOT_DELIVERED,
            f"Parameter {number}, {quote(text, 30)}, {fault}: correct the cell.",
        )
    return text


def _require_constant(number: int, template: str) -> None:
    """Raise OptionError if WhatsApp would refuse each parameter that a template makes."""
    if not Template.parse(template).fields:
        try:
            check_parameter(number, template)
        except RecordError as error:
            raise OptionError(error.message) from None
    elif fault := find_fault(template.strip()):
        raise OptionError(f"Parameter {number}, {quote(template, 30)}, {fault}.")
