"""Drawing of one code with its texts, for `QrCode`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link.errors import OptionError, RecordError
from wa_link.links.url_checks import read_phone
from wa_link.links.url_forms import parse_url
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes.code_drawer import CodeDrawer
from wa_link.printing.codes.draw_options import DrawOptions
from wa_link.printing.codes.drawing import DrawJob

if TYPE_CHECKING:
    from wa_link.printing.codes.drawing import Drawing
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.style import Style
    from wa_link.qr.render.styling import Styling


def draw_code(
    data: str, symbol: Symbol, file_format: str, styling: Styling
) -> tuple[Drawing, Style]:
    """Return the drawing of one code, and the style of the code.

    Args:
        data: the text that the code contains.
        symbol: symbol of the data.
        file_format: `png`, `svg` or `pdf`.
        styling: see `Styling`; its texts are printed as they are, not as templates.

    Raises:
        OptionError: something in the styling can't be used.
        RecordError: the code or one of its texts can't be drawn.
    """
    if call := styling.get("call_to_action"):  # a template, so its braces are doubled
        call = call.replace("{", "{{").replace("}", "}}")
        styling = {**styling, "call_to_action": call}
    options = DrawOptions.of(styling, file_format, symbol.least_level)
    number = _find_number(data) if options.has_number else ""
    if options.shows_number and not number:
        raise OptionError(
            f"{option('show_number', value=True)} has no effect on a link without a number: leave "
            "it out."
        )
    texts = CardTexts(
        styling.get("title", ""),
        styling.get("caption", ""),
        options.call_to_action,
        number,
        options.lang,
    )
    with CodeDrawer(options) as drawer:
        (drawn,) = drawer.draw([DrawJob(data, texts, symbol=symbol)])
    if isinstance(drawn, RecordError):
        raise drawn
    return drawn, options.style


def _find_number(link: str) -> str:
    """Return the number in a link in its international form; empty if there is none."""
    address = parse_url(link)
    if address is None or address.phone is None:
        return ""
    try:
        return read_phone(address).international
    except RecordError:
        return ""
