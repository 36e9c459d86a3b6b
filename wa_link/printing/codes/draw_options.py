"""DrawOptions: checked options for drawing QR codes, which are the same for all codes of a run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError, SymbolError
from wa_link.printing.cards.card_templates import CardTemplates
from wa_link.printing.cards.cards import AUTO, NONE
from wa_link.printing.cards.designs import ACCENT, Design, check_layout, load_built_in, load_design
from wa_link.printing.label_stock import check_bleed
from wa_link.printing.stock_list import STOCKS
from wa_link.qr.code import check_format
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.render.colours import Colour, parse_colour
from wa_link.qr.render.png import check_pixels
from wa_link.qr.render.style import Style

if TYPE_CHECKING:
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.style_keywords import Styling

DEFAULT_SIDE_MM = 40.0
"""Side of a code in mm if no size on paper is given.

A PDF is drawn at this size. In a PNG or SVG, the letters get the sizes that fit a code of this
size.
"""
_ACCENT = parse_colour(ACCENT)
# Room for texts as a multiple of the code's side. Below the code, up to two texts (such as title
# and caption) get the height `_BELOW`, and each further text adds `_EXTRA_BELOW`.
_BELOW, _EXTRA_BELOW, _AT_SIDE = 0.275, 0.1, 1.0
_TEXTS_BELOW = 2
# Keys of Styling that have no effect on a bare code.
_CARD_OPTIONS = ("accent", "layout", "lang", "font")


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """Checked options for drawing the QR codes of a run.

    Attributes:
        file_format: `png`, `svg` or `pdf`.
        level: lowest error correction level.
        style: sizes, colours, shapes and logo of the codes.
        design: design of the cards (codes with texts); None for codes without texts.
        layout: `side` if the texts are at the side of the code, or `below` if they are below it.
        accent: accent colour.
        call_to_action: see `CardTexts`.
        lang: see `CardTexts`.
        shows_number: whether the phone number is printed; None if the design decides.
        text_ratio: room for the texts, as a multiple of the code's side. If the texts are below the
            code, this is their height; if they are at its side, this is their width.
        card_size: width and height of the card in mm if the design has a fixed size, such as
            `poster-a4`; otherwise None.
        bleed: bleed in mm; 0 for no bleed.
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
    text_ratio: float = 0.0
    card_size: tuple[float, float] | None = None
    bleed: float = 0.0

    @classmethod
    def of(
        cls,
        styling: Styling,
        file_format: str,
        error_correction: ErrorCorrection | str | None = None,
    ) -> DrawOptions:
        """Check the options, and return them as DrawOptions.

        Args:
            styling: see `Styling`.
            file_format: `png`, `svg` or `pdf`.
            error_correction: lowest level: `L`, `M`, `Q` or `H`; None for M. A code with a logo
                always has H.

        Raises:
            OptionError: an option can't be used, or has no effect.
        """
        check_format(file_format)
        style = Style.of(styling)
        level = style.least_level(error_correction)
        has_title, has_caption = _has_text(styling.get("title")), _has_text(styling.get("caption"))
        # By default, cards with a title or a design have a call to action; others have none.
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
        texts = sum(map(bool, (has_title, has_caption, options.has_call, options.shows_number)))
        if is_titled or texts:
            options = _add_card(options, styling, texts)
        else:
            _refuse_card_options(styling)
        if (bleed := styling.get("bleed")) is not None:
            options = _add_bleed(options, bleed)
        if file_format == "png" and style.size is not None:
            side = round(style.size / MM_PER_INCH * style.dpi)
            try:
                check_pixels(side, side)  # the codes of all links have this size
            except SymbolError as error:
                raise OptionError(error.message) from None
        return options

    @property
    def has_call(self) -> bool:
        """Return whether cards have a call to action, such as "Scan to chat on WhatsApp"."""
        return self.call_to_action != NONE

    @property
    def has_number(self) -> bool:
        """Return whether the phone number is printed on the cards."""
        if self.design is None or self.shows_number is not None:
            return bool(self.shows_number)
        return self.design.shows_number

    @property
    def has_own_design(self) -> bool:
        """Return whether the design is a user's own file, which can print all cells of a row."""
        return self.design is not None and self.design.is_own

    def templates(self, styling: Styling) -> CardTemplates:
        """Return the templates of the texts on the cards.

        Raises:
            OptionError: a text is not a valid template, such as `{name` (a `}` is missing).
        """
        found = CardTemplates.from_styling(styling, with_number=self.has_number)
        return replace(found, call_to_action=self.call_to_action, with_row=self.has_own_design)


def _has_text(text: str | None) -> bool:
    """Return True if a text contains more than white space; return False for None."""
    return bool(text and text.strip())


def _add_card(options: DrawOptions, styling: Styling, texts: int) -> DrawOptions:
    """Return the options with the design of the cards, their layout and the room for texts.

    Args:
        options: options for codes without texts.
        styling: see `Styling`.
        texts: number of texts on a card, such as 2 for a title and a caption.

    Raises:
        OptionError: the design can't be used, or an option has no effect, such as `size` with a
            design of fixed size.
    """
    design, card_size = _load_sized_design(styling.get("design"))
    if card_size is not None:
        _refuse_sizes(styling)
    elif "dpi" in styling and options.style.size is None:
        raise OptionError(
            f"{option('dpi')} has no effect without a size on paper: add {option('size', '40mm')}."
        )
    layout = "side" if check_layout(styling.get("layout", AUTO)) == "side" else "below"
    extra_texts = max(0, texts - _TEXTS_BELOW)
    return replace(
        options,
        design=design,
        layout=layout,
        accent=parse_colour(styling.get("accent", ACCENT)),
        text_ratio=_AT_SIDE if layout == "side" else _BELOW + _EXTRA_BELOW * extra_texts,
        card_size=card_size,
    )


def _add_bleed(options: DrawOptions, bleed: float) -> DrawOptions:
    """Return the options with a bleed.

    Raises:
        OptionError: the bleed has no effect, or is out of its range.
    """
    if options.card_size is None:
        raise OptionError(
            f"{option('bleed')} has no effect without a design of fixed size: add "
            f"{option('design', 'poster-a4')}, for example, or leave out {option('bleed')}."
        )
    if options.file_format != "pdf":
        raise OptionError(
            f"{option('bleed')} has an effect only on a PDF: write a PDF, or leave out "
            f"{option('bleed')}."
        )
    check_bleed(bleed)
    return replace(options, bleed=bleed)


def _load_sized_design(name: str | None) -> tuple[Design, tuple[float, float] | None]:
    """Load a design, and return it with the width and the height of its cards in mm.

    Some designs are made for one stock (a kind of page), such as `poster-a4`: their cards have the
    size of that stock. The size is None for a user's own design, and for `code-card`, the default.

    Raises:
        OptionError: the design can't be used, or is for labels of any size.
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
            f"The design {quote(name)} is for labels and has no fixed size: use "
            f"{join_or(stock.name for stock in STOCKS.values() if stock.design)}."
        )
    return design, (named or stocks)[0].label


def _refuse_sizes(styling: Styling) -> None:
    """Fail if a size or a layout is given, because the design has a fixed size and layout.

    Raises:
        OptionError: `size`, `module_size` or `layout` is given.
    """
    for name in ("size", "module_size", "layout"):
        if styling.get(name) is not None:
            raise OptionError(
                f"{option(name)} has no effect on the design {quote(styling.get('design') or '')}, "
                f"which has a fixed size and layout: leave out {option(name)} or "
                f"{option('design')}."
            )


def _refuse_card_options(styling: Styling) -> None:
    """Fail if an option of cards is given for codes without texts, which are not cards.

    Raises:
        OptionError: an option of cards is given, such as `accent`.
    """
    names = [option(name) for name in _CARD_OPTIONS if styling.get(name)]
    if styling.get("show_number") is False:
        names.append(option("show_number", value=False))
    if names:
        raise OptionError(
            f"{names[0]} has no effect on a code without texts: add "
            f"{option('title', 'TEXT')} or {option('caption', 'TEXT')}."
        )
