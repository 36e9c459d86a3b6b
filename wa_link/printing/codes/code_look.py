"""CodeLook: how the codes of a run are drawn, bare or as cards, checked before the first one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError, SymbolError
from wa_link.printing.cards.cards import AUTO, NONE, CardTemplates
from wa_link.printing.cards.designs import ACCENT, Design, built_in, layout_option, load_design
from wa_link.printing.stocks import STOCKS
from wa_link.printing.typesetting.typesetter import fonts_of
from wa_link.qr.code import check_format
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.render.colours import Colour, colour_option
from wa_link.qr.render.draw import check_pixels
from wa_link.qr.render.style import Style

if TYPE_CHECKING:
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.style import Styling

FITTED_MM = 40.0
"""Side of a code without a size on paper, for the letters of its card and for PDF."""
_ACCENT = colour_option(ACCENT)
# Of the code's side: height of the texts below it, for two kinds of text and for each more; and
# width of the texts at its side.
_BELOW, _EACH_MORE, _BESIDE = 0.275, 0.1, 1.0
_KINDS_BELOW = 2
# Keys of Styling that a bare code has no use for.
_OF_CARDS = ("accent", "layout", "lang", "font")


@dataclass(frozen=True, slots=True)
class CodeLook:
    """How the codes of a run are drawn.

    Attributes:
        file_format: `png`, `svg` or `pdf`.
        level: the least error correction level.
        style: sizes and colours of the code.
        design: of the cards; None for bare codes.
        layout: where the texts are: `side` or `below`.
        accent: the accent colour.
        call_to_action: as CardTexts has it.
        lang: as CardTexts has it.
        shows_number: whether the number is printed; None where the design decides.
        box: room for the texts, in sides of the code.
        fixed: width and height of the card in mm, for a design with a size of its own.
        key: the same for all codes of this look, and for no others.
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
    key: str = ""

    @classmethod
    def of(
        cls,
        styling: Styling,
        file_format: str,
        error_correction: ErrorCorrection | str | None = None,
    ) -> CodeLook:
        """Return the look that is asked for.

        Args:
            styling: see `Styling`.
            file_format: of the files.
            error_correction: the least level; None for M. A logo takes H.

        Raises:
            OptionError: something in it can't be used, or has no effect.
        """
        check_format(file_format)
        style = Style.of(styling)
        level = style.least_level(error_correction)
        look = cls(file_format, level, style)
        has_title, has_caption = _is_text(styling.get("title")), _is_text(styling.get("caption"))
        # A caption alone is all of its text; a title makes a card that says what to do with it.
        is_titled = has_title or bool(styling.get("design"))
        words = CardTemplates.of(
            {
                "call_to_action": styling.get("call_to_action", AUTO if is_titled else NONE),
                "lang": styling.get("lang", ""),
            }
        )
        look = replace(
            look,
            call_to_action=words.call_to_action,
            lang=words.lang,
            shows_number=styling.get("show_number"),
        )
        if is_titled or has_caption or look.has_call or look.shows_number:
            kinds = sum(map(bool, (has_title, has_caption, look.has_call, look.shows_number)))
            look = _as_card(look, styling, kinds)
        else:
            _refuse_without_card(styling)
        if file_format == "png" and style.size is not None:
            side = round(style.size / MM_PER_INCH * style.dpi)
            try:
                check_pixels(side, side)  # so it is for any link
            except SymbolError as error:
                raise OptionError(error.message) from None
        return replace(look, key=_key(look))

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

    def templates(self, styling: Styling) -> CardTemplates:
        """Return the templates of the texts on the cards.

        Raises:
            OptionError: one of them is not a template.
        """
        found = CardTemplates.of(styling, with_number=self.has_number)
        return replace(found, call_to_action=self.call_to_action, with_row=self.has_own_design)

    @property
    def has_own_design(self) -> bool:
        """Return whether the design is a person's own, which may want all cells of a row."""
        return self.design is not None and self.design.is_own


def _is_text(text: str | None) -> bool:
    return bool(text and text.strip())


def _as_card(look: CodeLook, styling: Styling, kinds: int) -> CodeLook:
    """Return the look as one of cards with so many kinds of text."""
    design, fixed = _design(styling.get("design"))
    if fixed is not None:
        _refuse_sizes(styling)
    elif "dpi" in styling and look.style.size is None:
        raise OptionError(
            f"{option('dpi')} has no effect without a size on paper: add {option('size', '40mm')}."
        )
    layout = "side" if layout_option(styling.get("layout", AUTO)) == "side" else "below"
    more = max(0, kinds - _KINDS_BELOW)
    return replace(
        look,
        design=design,
        layout=layout,
        accent=colour_option(styling.get("accent", ACCENT)),
        box=_BESIDE if layout == "side" else _BELOW + _EACH_MORE * more,
        fixed=fixed,
    )


def _design(name: str | None) -> tuple[Design, tuple[float, float] | None]:
    """Return the design of that name, and the size of its cards where it has one.

    A person's own design gets the room of the cards that have none.
    """
    if name is None:
        return built_in("code-card"), None
    design = load_design(name)
    if design.is_own or design.name == "code-card":
        return design, None
    stocks = [each for each in STOCKS.values() if each.design == design.name]
    named = [each for each in stocks if each.name == name.strip().lower()]
    if not stocks:
        raise OptionError(
            f"The design {quote(name)} is for labels and has no size of its own: use "
            f"{join_or(each.name for each in STOCKS.values() if each.design)}."
        )
    return design, (named or stocks)[0].label


def _refuse_sizes(styling: Styling) -> None:
    for name in ("size", "module_size", "layout"):
        if styling.get(name) is not None:
            raise OptionError(
                f"{option(name)} has no effect on {quote(styling.get('design') or '')}, which has "
                f"its own size and layout: leave out {option(name)}, or use a code without "
                f"{option('design')}."
            )


def _refuse_without_card(styling: Styling) -> None:
    named = [option(name) for name in _OF_CARDS if styling.get(name)]
    if styling.get("show_number") is False:
        named.append(option("show_number", value=False))
    if named:
        raise OptionError(
            f"{named[0]} has no effect on a code without texts: add "
            f"{option('title', 'TEXT')} or {option('caption', 'TEXT')}."
        )


def _key(look: CodeLook) -> str:
    """Return a checksum of what is the same for all codes of a look: its sizes, colours, files."""
    parts = [repr(replace(look, design=None))]
    parts += [hashlib.sha256(font.data).hexdigest() for font in fonts_of(look.style.font)]
    if look.design:
        parts += [
            name + hashlib.sha256(file).hexdigest() for name, file in look.design.files.items()
        ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
