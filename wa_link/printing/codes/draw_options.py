"""DrawOptions: how all codes of a run are drawn, bare or as cards; checked before the first one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError, SymbolError
from wa_link.printing.cards.card_templates import CardTemplates
from wa_link.printing.cards.cards import AUTO, NONE
from wa_link.printing.cards.designs import ACCENT, Design, check_layout, load_built_in, load_design
from wa_link.printing.stock_list import STOCKS
from wa_link.qr.code import check_format
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.render.colours import Colour, parse_colour
from wa_link.qr.render.png import check_pixels
from wa_link.qr.render.style import Style

if TYPE_CHECKING:
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.styling import Styling

FITTED_MM = 40.0
"""Side of a code without a size on paper: letters are fitted to it, and a PDF is drawn with it."""
_ACCENT = parse_colour(ACCENT)
# In multiples of the code's side: height of two kinds of text below the code, height of each
# further kind, and width of texts at the side.
_BELOW, _EACH_MORE, _AT_SIDE = 0.275, 0.1, 1.0
_KINDS_BELOW = 2
# Keys of Styling that have no effect on a bare code.
_OF_CARDS = ("accent", "layout", "lang", "font")


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """How the codes of a run are drawn.

    Attributes:
        file_format: `png`, `svg` or `pdf`.
        level: least error correction level.
        style: sizes and colours of the code.
        design: design of the cards; None for bare codes.
        layout: place of the texts: `side` or `below`.
        accent: accent colour.
        call_to_action: see `CardTexts`.
        lang: see `CardTexts`.
        shows_number: whether the number is printed; None if the design decides.
        box: height of the texts below the code, or their width at its side, as a multiple of the
            code's side.
        fixed: width and height of the card in mm, for a design with a size of its own.
    """

    file_format: str
    level: ErrorCorrection
    style: Style
    design: Design | None = None
    layout: str = "below"
    accent: Colour = _ACCENT
    call_to_action: str = NONE
    lang: str = ""
    shows_number: bool | None = None
    box: float = 0.0
    fixed: tuple[float, float] | None = None

    @classmethod
    def of(
        cls,
        styling: Styling,
        file_format: str,
        error_correction: ErrorCorrection | str | None = None,
    ) -> DrawOptions:
        """Return the checked options.

        Args:
            styling: see `Styling`.
            file_format: of the files.
            error_correction: least level; None for M. A code with a logo always has H.

        Raises:
            OptionError: one of them can't be used, or has no effect.
        """
        check_format(file_format)
        style = Style.of(styling)
        level = style.least_level(error_correction)
        has_title, has_caption = _has_text(styling.get("title")), _has_text(styling.get("caption"))
        # A title makes a card with a call to action; a caption alone stays without one.
        is_titled = has_title or bool(styling.get("design"))
        words = CardTemplates.from_styling(
            {
                "call_to_action": styling.get("call_to_action", AUTO if is_titled else NONE),
                "lang": styling.get("lang", ""),
            }
        )
        options = cls(
            file_format,
            level,
            style,
            call_to_action=words.call_to_action,
            lang=words.lang,
            shows_number=styling.get("show_number"),
        )
        kinds = sum(map(bool, (has_title, has_caption, options.has_call, options.shows_number)))
        if is_titled or kinds:
            options = _add_card(options, styling, kinds)
        else:
            _refuse_card_options(styling)
        if file_format == "png" and style.size is not None:
            side = round(style.size / MM_PER_INCH * style.dpi)
            try:
                check_pixels(side, side)  # any link has as many
            except SymbolError as error:
                raise OptionError(error.message) from None
        return options

    @property
    def has_call(self) -> bool:
        """Return whether cards have a call to action."""
        return self.call_to_action != NONE

    @property
    def has_number(self) -> bool:
        """Return whether cards get the number."""
        if self.design is None or self.shows_number is not None:
            return bool(self.shows_number)
        return self.design.shows_number

    @property
    def has_own_design(self) -> bool:
        """Return whether the design is a person's own, which may use all cells of a row."""
        return self.design is not None and self.design.is_own

    def templates(self, styling: Styling) -> CardTemplates:
        """Return the templates of the texts on the cards.

        Raises:
            OptionError: one of them is not a template.
        """
        found = CardTemplates.from_styling(styling, with_number=self.has_number)
        return replace(found, call_to_action=self.call_to_action, with_row=self.has_own_design)


def _has_text(text: str | None) -> bool:
    return bool(text and text.strip())


def _add_card(options: DrawOptions, styling: Styling, kinds: int) -> DrawOptions:
    """Return the options with a card for that many kinds of text."""
    design, fixed = _load_sized_design(styling.get("design"))
    if fixed is not None:
        _refuse_sizes(styling)
    elif "dpi" in styling and options.style.size is None:
        raise OptionError(
            f"{option('dpi')} has no effect without a size on paper: add {option('size', '40mm')}."
        )
    layout = "side" if check_layout(styling.get("layout", AUTO)) == "side" else "below"
    more = max(0, kinds - _KINDS_BELOW)
    return replace(
        options,
        design=design,
        layout=layout,
        accent=parse_colour(styling.get("accent", ACCENT)),
        box=_AT_SIDE if layout == "side" else _BELOW + _EACH_MORE * more,
        fixed=fixed,
    )


def _load_sized_design(name: str | None) -> tuple[Design, tuple[float, float] | None]:
    """Return a design, and width and height of its cards in mm.

    The design of codes and a person's own designs have no size: it is None.
    """
    if name is None:
        return load_built_in("code-card"), None
    design = load_design(name)
    if design.is_own or design.name == "code-card":
        return design, None
    stocks = [stock for stock in STOCKS.values() if stock.design == design.name]
    named = [stock for stock in stocks if stock.name == name.strip().lower()]
    if not stocks:
        raise OptionError(
            f"The design {quote(name)} is for labels and has no size of its own: use "
            f"{join_or(stock.name for stock in STOCKS.values() if stock.design)}."
        )
    return design, (named or stocks)[0].label


def _refuse_sizes(styling: Styling) -> None:
    for name in ("size", "module_size", "layout"):
        if styling.get(name) is not None:
            raise OptionError(
                f"{option(name)} has no effect on {quote(styling.get('design') or '')}, which has "
                f"its own size and layout: leave out {option(name)} or {option('design')}."
            )


def _refuse_card_options(styling: Styling) -> None:
    """Raise an error for an option of cards: these codes are bare."""
    names = [option(name) for name in _OF_CARDS if styling.get(name)]
    if styling.get("show_number") is False:
        names.append(option("show_number", value=False))
    if names:
        raise OptionError(
            f"{names[0]} has no effect on a code without texts: add "
            f"{option('title', 'TEXT')} or {option('caption', 'TEXT')}."
        )
