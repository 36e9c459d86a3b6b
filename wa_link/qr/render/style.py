"""Styles of codes: their sizes, colours, shapes and logos, with checks of each."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, TypedDict

from wa_link._support.arguments import NONE, option, require_options
from wa_link.errors import OptionError
from wa_link.qr.encode.symbol import level_option
from wa_link.qr.encode.tables import ErrorCorrection
from wa_link.qr.lengths import MM_PER_INCH, millimetres
from wa_link.qr.render.colours import (
    BLACK,
    TRANSPARENT,
    WHITE,
    Colour,
    check_contrast,
    colour_option,
)
from wa_link.qr.render.logo import LARGEST_AREA, Logo
from wa_link.qr.render.shapes import Shape, shape_option

if TYPE_CHECKING:
    from wa_link.qr.encode.symbol import Symbol

QUIET_ZONE = 4
MODULE_SIZE = 10
DPI = 300


class Styling(TypedDict, total=False):
    """Keywords for the look of a code or a card.

    Attributes:
        module_size: side of a module, 1 to 100 px; without `size` alone.
        quiet_zone: light margin on every side, 0 to 40 modules; ISO/IEC 18004 asks for 4.
        size: side of the whole square on paper, quiet zone included, such as `40mm` or `1.5in`.
        dpi: dots per inch of a PNG with a `size`, 72 to 4800: it gets the nearest whole number of
            pixels a module.
        dark: colour of the modules: a CSS name, or hex digits such as `075e54` or `#075e54`.
        light: background colour, or `transparent`.
        title: the largest text on the card; a template where there are many codes.
        caption: lines below it; a template, too.
        call_to_action: a text, `auto` for "Scan to chat on WhatsApp" in the card's language, or
            `none`.
        lang: the language of the card, such as `ar`; found by the title's script when left out.
        accent: accent colour of the card.
        layout: `side`, `below`, or `auto`: where the texts are, seen from the code.
        design: the name of a design, or the path of a Typst file of one's own.
        show_number: whether the number is printed; by default the design decides.
        style: shape of the modules: `square`, `rounded` or `dots`; the last two must be larger on
            paper.
        font: the file of a font for captions, which comes before FiraGO.
        logo: a PNG, JPEG or WebP file, for the middle of the code, which then has level H.
        logo_area: percent of the symbol that it may cover with its pad, up to 5, which is the
            default.
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
"""Names of Styling, and the types of each."""


def check_styling(styling: Styling, caller: str) -> None:
    """Fail on what asks for no style, or would have no effect.

    Args:
        styling: the keywords of `caller`.
        caller: the function that takes them, for messages.

    Raises:
        TypeError: a name is not known, or a value not of its type.
        OptionError: something is for what is not there.
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


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes and colours of a drawing, checked.

    Attributes:
        module_size: side of a module in px, where there is no size on paper.
        quiet_zone: in modules.
        size: side of the square on paper in mm, quiet zone included; None where it is left open.
        dpi: dots per inch of pixels on paper.
        dark: colour of the modules.
        light: background colour; None is transparent.
        font: the file of a font for captions.
        logo: for the middle.
        shape: of the modules.

    Raises:
        OptionError: a size is out of its range, or the colours cannot be told apart.
    """

    module_size: int = MODULE_SIZE
    quiet_zone: int = QUIET_ZONE
    size: float | None = None
    dpi: int = DPI
    dark: Colour = BLACK
    light: Colour | None = WHITE
    font: str | None = None
    logo: Logo | None = None
    shape: Shape = Shape.SQUARE

    def __post_init__(self) -> None:
        if not 1 <= self.module_size <= 100:
            raise OptionError(f"The module size is 1 to 100 px, not {self.module_size}.")
        if not 0 <= self.quiet_zone <= 40:
            raise OptionError(f"The quiet zone is 0 to 40 modules, not {self.quiet_zone}.")
        if self.size is not None and not 5 <= self.size <= 2000:
            raise OptionError(f"The size of a code is 5 to 2000 mm, not {self.size:g} mm.")
        if not 72 <= self.dpi <= 4800:
            raise OptionError(f"A printer has 72 to 4800 dots per inch, not {self.dpi}.")
        if not self.is_black_on_white:
            check_contrast(self.dark, self.light)

    @classmethod
    def of(cls, styling: Styling) -> Style:
        """Return the style that some keywords ask for.

        Raises:
            OptionError: something in it cannot be used.
        """
        logo, font = styling.get("logo"), styling.get("font")
        size, dark, light = styling.get("size"), styling.get("dark"), styling.get("light")
        is_transparent = light is not None and light.strip().lower() == TRANSPARENT
        if size is not None and "module_size" in styling:
            raise OptionError("Give the size of the code or that of a module, not both.")
        return cls(
            styling.get("module_size", MODULE_SIZE),
            styling.get("quiet_zone", QUIET_ZONE),
            millimetres(size) if size is not None else None,
            styling.get("dpi", DPI),
            _colour(dark, BLACK),
            None if is_transparent else _colour(light, WHITE),
            None if font is None else str(font),
            None if logo is None else Logo.of(logo, styling.get("logo_area", LARGEST_AREA)),
            shape_option(styling.get("style", Shape.SQUARE)),
        )

    def least_level(self, asked: ErrorCorrection | str | None) -> ErrorCorrection:
        """Return the least error correction level: H under a logo, else M unless one is asked for.

        Raises:
            OptionError: no such level.
        """
        level = level_option(ErrorCorrection.M if asked is None else asked)
        return ErrorCorrection.H if self.logo else level

    @property
    def is_square(self) -> bool:
        """Return whether the modules are square, so that whole pixels can draw them."""
        return self.shape is Shape.SQUARE

    @property
    def is_black_on_white(self) -> bool:
        """Return whether the colours are the default ones."""
        return self.dark == BLACK and self.light == WHITE

    def modules(self, size: int) -> int:
        """Modules on a side of the square, of a symbol with `size` of them on a side."""
        return size + 2 * self.quiet_zone

    def module_mm(self, symbol: Symbol) -> float | None:
        """Side of a module on paper; None where that is left open."""
        return None if self.size is None else self.size / self.modules(symbol.size)

    def module_pixels(self, symbol: Symbol) -> int:
        """Side of a module in px: where the size on paper is known, nearest to `dpi`."""
        if self.size is None:
            return self.module_size
        return max(1, round(self.size / MM_PER_INCH * self.dpi / self.modules(symbol.size)))


def _colour(asked: str | None, otherwise: Colour) -> Colour:
    return otherwise if asked is None else colour_option(asked)
