"""Styling: the keywords that say how a code or a card is drawn, with a check of their types."""

from __future__ import annotations

from os import PathLike
from typing import TypedDict

from wa_link._support.arguments import NONE, option, require_options
from wa_link.errors import OptionError


class Styling(TypedDict, total=False):
    """Keywords that say how a code or a card is drawn.

    Attributes:
        module_size: side of a module, 1 to 100 px; only without `size`.
        quiet_zone: light margin, 0 to 40 modules; ISO/IEC 18004 asks for 4.
        size: side of the whole square on paper, quiet zone included, such as `40mm` or `1.5in`.
        dpi: dots per inch of a PNG with a `size`, 72 to 4800, rounded to whole pixels a module.
        dark: colour of the modules: CSS name, or hex digits such as `075e54` or `#075e54`.
        light: background colour, or `transparent`.
        title: largest text on the card; a template if there are many codes.
        caption: lines below the title; also a template.
        call_to_action: text; `auto` for "Scan to chat on WhatsApp" in the card's language; or
            `none`.
        lang: language of the card, such as `ar`; by default detected from the title's script.
        accent: accent colour of the card.
        layout: place of the texts, seen from the code: `side`, `below` or `auto`.
        design: name of a design, or path of a Typst file.
        show_number: whether the number is printed; by default the design decides.
        style: shape of the modules: `square`, `rounded` or `dots`; the last two must be larger on
            paper.
        font: file of a font that is tried before FiraGO.
        logo: PNG, JPEG or WebP file for the middle of the code, which then has level H.
        logo_area: percentage of the symbol that the logo and its pad may cover, 5 at most.
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
}
"""Keywords of Styling, each with its types."""


def check_styling(styling: Styling, caller: str) -> None:
    """Raise an error for an unknown keyword, a wrong type, or a keyword without effect.

    Args:
        styling: the keywords that the caller got.
        caller: name of the function, for messages.

    Raises:
        TypeError: a keyword is unknown, or has a value of another type.
        OptionError: a keyword has no effect without another one.
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
