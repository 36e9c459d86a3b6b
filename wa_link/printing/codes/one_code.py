"""One code with its texts, as `QrCode` draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link.errors import OptionError, RecordError
from wa_link.links import forms
from wa_link.links.address import phone_of
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes.code_cards import CodeCards
from wa_link.printing.codes.code_drawing import CodeJob
from wa_link.printing.codes.code_look import CodeLook

if TYPE_CHECKING:
    from wa_link.printing.codes.code_drawing import Drawing
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.style import Style, Styling


def draw_code(
    data: str, symbol: Symbol, file_format: str, styling: Styling
) -> tuple[Drawing, Style]:
    """Return the drawing of one code, and the style of the code.

    Raises:
        OptionError: something in the styling can't be used.
        RecordError: the code or one of its texts can't be drawn.
    """
    if call := styling.get("call_to_action"):  # there is no row to fill a template from
        call = call.replace("{", "{{").replace("}", "}}")
        styling = {**styling, "call_to_action": call}
    look = CodeLook.of(styling, file_format, symbol.least_level)
    number = _number_of(data) if look.has_number else ""
    if look.shows_number and not number:
        raise OptionError(
            f"{option('show_number', value=True)} has no effect on a link without a number: leave "
            "it out."
        )
    texts = CardTexts(
        styling.get("title", ""),
        styling.get("caption", ""),
        look.call_to_action,
        number,
        look.lang,
    )
    with CodeCards(look) as cards:
        (drawn,) = cards.draw([CodeJob(data, texts, symbol=symbol)])
    if isinstance(drawn, RecordError):
        raise drawn
    return drawn, look.style


def _number_of(link: str) -> str:
    """Return the number in a link as people write it; empty where it has none."""
    address = forms.parse_url(link)
    if address is None or address.phone is None:
        return ""
    try:
        return phone_of(address).international
    except RecordError:
        return ""
