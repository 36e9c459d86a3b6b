"""Styling: the keywords that say how a code or a card is drawn, and a check of their types."""

from __future__ import annotations

from os import PathLike
from typing import TypedDict

from wa_link._support.arguments import NONE, option, require_options
from wa_link.errors import OptionError


class Styling(TypedDict, total=False):
    """Keywords that say how to draw a code, or a card (a code with texts).

    Attributes:
        module_size: width of a module (small square) in pixels, 1 to 100, if `size` is not given.
        quiet_zone: width of the light margin in modules, 0 to 40. ISO/IEC 18004 requires 4.
        size: width of the code and its quiet zone on paper, such as `40mm` or `1.5in`.
        dpi: resolution of a PNG that has a `size`, 72 to 4800 dots per inch. It is changed a
            little, because a module must have a whole number of pixels.
        dark: colour of the modules: a CSS name, or hex digits such as `075e54` or `#075e54`.
        light: background colour, or `transparent`.
        title: main text of the card, in the largest letters. For many codes, it is a template.
        caption: text below the title. For many codes, it is a template.
        call_to_action: text that asks people to scan. `auto` prints "Scan to chat on WhatsApp" in
            the language of the card, `none` prints nothing, any other text is printed unchanged.
        lang: language of the card, such as `ar`. By default, the script of the title decides.
        accent: second colour of the card, for example of its lines.
        layout: place of the texts: `side` (next to the code), `below` (below the code) or `auto`.
        design: name of a design, or path of a Typst file with a design.
        show_number: whether the phone number is printed. By default, the design decides.
        style: shape of the modules: `square`, `rounded` or `dots`. Rounded modules and dots must be
            printed a little larger than squares.
        font: path of a font file for the texts. A letter that is missing there is drawn in FiraGO.
        logo: path of a PNG, JPEG or WebP file, drawn in the middle of the code. Such a code needs
            error correction level H.
        bleed: bleed in mm for a print shop: how far the background of a card extends beyond each
            edge, to be cut off. It needs a PDF, and labels or a design of fixed size.
        logo_area: percentage of the code that the logo and the light pad around it are allowed to
            cover, at most 5.
    """

    module_size: int
    quiet_zone: int
    size: str | None
    dpi: int
    dark: str
    light: str
    title: str
    caption: str
    call_to_action: str
    lang: str
    accent: str
    layout: str
    design: str
    show_number: bool | None
    style: str
    font: str | PathLike[str]
    logo: str | PathLike[str]
    logo_area: float
    bleed: float | None


STYLING: dict[str, tuple[type, ...]] = {
    "module_size": (int,),
    "quiet_zone": (int,),
    "size": (str, NONE),
    "dpi": (int,),
    "dark": (str, NONE),
    "light": (str, NONE),
    "title": (str,),
    "caption": (str,),
    "call_to_action": (str,),
    "lang": (str,),
    "accent": (str,),
    "layout": (str,),
    "design": (str,),
    "show_number": (bool, NONE),
    "style": (str,),
    "font": (str, PathLike, NONE),
    "logo": (str, PathLike, NONE),
    "logo_area": (int, float),
    "bleed": (int, float, NONE),
}
"""For each keyword of Styling, the types that its value can have."""


def check_styling(styling: Styling, caller: str) -> None:
    """Raise an error if a keyword is unknown, has a wrong type, or has no effect.

    Args:
        styling: the keywords that the user gave, with their values.
        caller: the subject of messages, such as `A code` in "A code has no option …".

    Raises:
        TypeError: a keyword is unknown, or its value has a wrong type.
        OptionError: a keyword has no effect because another one is missing: `dpi` without `size`
            or `design`, or `logo_area` without `logo`.
    """
    require_options(styling, STYLING, caller)
    if "dpi" in styling and not (styling.get("size") or styling.get("design")):
        raise OptionError(
            f"{option('dpi')} has no effect without a size on paper: add {option('size', '40mm')}."
        )
    if "logo_area" in styling and not styling.get("logo"):
        raise OptionError(
            f"{option('logo_area')} has no effect without {option('logo')}: add "
            f"{option('logo', 'FILE')}."
        )
