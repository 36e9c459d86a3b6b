"""Draw a single QR code with its texts, for the class `QrCode`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link.errors import OptionError, RecordError
from wa_link.links.judge_link import judge_link
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes.code_drawer import CodeDrawer
from wa_link.printing.codes.draw_options import DrawOptions
from wa_link.printing.codes.drawing import DrawJob

if TYPE_CHECKING:
    from wa_link.printing.codes.drawing import Drawing
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.style import Style
    from wa_link.qr.render.style_keywords import Styling


def draw_code(
    data: str, symbol: Symbol, file_format: str, styling: Styling
) -> tuple[Drawing, Style]:
    """Draw one QR code, and return the drawing and the style of the code.

    Args:
        data: the text that the code contains, such as `https://wa.me/966501234567`.
        symbol: the modules (small squares) of the code, computed from `data`.
        file_format: `png`, `svg` or `pdf`.
        styling: see `Styling`. Its texts are printed unchanged: `{name}` is not a field here.

    Raises:
        OptionError: an option in `styling` can't be used, or has no effect.
        RecordError: the code or one of its texts can't be drawn.
    """
    if call := styling.get("call_to_action"):  # DrawOptions reads templates, so escape braces
        call = call.replace("{", "{{").replace("}", "}}")
        styling = {**styling, "call_to_action": call}
    options = DrawOptions.of(styling, file_format, symbol.least_level)
    number = _find_number(data) if options.has_number else ""
    if options.shows_number and not number:
        raise OptionError(
            f"{option('show_number', value=True)} has no effect on a link without a phone number: "
            f"leave out {option('show_number', value=True)}."
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
    """Return the phone number of a WhatsApp link as people write it, such as `+966 50 123 4567`.

    Return empty text if the link contains no phone number, or a number that is not valid.
    """
    phone = judge_link(link).phone
    return phone.international if phone else ""
