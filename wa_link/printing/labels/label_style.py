"""LabelStyle: the stock, the design and the codes that all labels of a run share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError, SymbolError
from wa_link.printing.cards.card_templates import CardTemplates
from wa_link.printing.cards.cards import Card, make_card
from wa_link.printing.cards.designs import ACCENT, Design, check_layout, load_design
from wa_link.printing.label_stock import Stock, format_mm
from wa_link.printing.labels.option_checks import (
    check_printer_options,
    get_dot_size,
    refuse_code_sizes,
)
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.preflight import check_density
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.colours import BLACK, WHITE, Colour, parse_colour
from wa_link.qr.render.style import QUIET_ZONE, Style
from wa_link.qr.render.svg import draw_code_svg

if TYPE_CHECKING:
    from wa_link.printing.labels.label_pages import Label
    from wa_link.printing.typesetting.measured_card import MeasuredCard
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.styling import Styling


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """Settings that all labels of a run share.

    Attributes:
        stock: page of labels, with the bleed and the printer's dots taken into account.
        design: design of the labels.
        templates: templates of the texts.
        style: style of the codes.
        level: lowest error correction level of the codes.
        accent: accent colour.
        layout: place of the texts, relative to the code.
        dot: side of a printer's dot in mm, if only black is printed; else 0.
        bleed: bleed in mm; 0 for none.
    """

    stock: Stock
    design: Design
    templates: CardTemplates
    style: Style
    level: ErrorCorrection
    accent: Colour
    layout: str
    dot: float = 0.0
    bleed: float = 0.0

    @classmethod
    def from_options(
        cls,
        stock: Stock,
        styling: Styling,
        error_correction: ErrorCorrection | str | None,
        *,
        dpi: int | None,
        bleed: float | None,
    ) -> LabelStyle:
        """Return the style that the options ask for.

        Args:
            stock: page of labels.
            styling: options of codes and cards; see `LabelSheet`.
            error_correction: lowest level; None for the default.
            dpi: dots per inch of a label printer that prints black alone; None for any other.
            bleed: bleed in mm; None for none.

        Raises:
            OptionError: an option is out of its range, or can't be printed.
        """
        refuse_code_sizes(styling)
        design = load_design(styling.get("design") or stock.design or "label")
        if bleed is not None:
            stock = stock.add_bleed(bleed)
        if dpi is not None:
            check_printer_options(dpi, styling)
            stock = stock.round_to_dots(get_dot_size(dpi))
        with_number = styling.get("show_number")
        templates = CardTemplates.from_styling(
            styling,
            with_number=design.shows_number if with_number is None else with_number,
            with_row=design.is_own,
        )
        accent = parse_colour(styling.get("accent", ACCENT))
        style = _make_code_style(styling)
        layout = styling.get("layout", "auto")
        return cls(
            stock,
            design,
            templates,
            style,
            style.least_level(error_correction),
            accent if dpi is None else BLACK,
            check_layout(layout, design, styling.get("design") or stock.name),
            get_dot_size(dpi),
            bleed or 0.0,
        )

    def make_setup(
        self,
        families: tuple[str, ...],
        title: str,
        corners: tuple[tuple[float, float], ...],
        *,
        outlines: bool,
    ) -> DocumentSetup:
        """Return the settings of the document for Typst.

        Args:
            families: font families, in the order in which Typst looks for a glyph.
            title: title of the document.
            corners: left and top of each label of a page in mm.
            outlines: whether the edges of labels are drawn.
        """
        return DocumentSetup(
            self.design,
            self.stock.label,
            self.stock.page,
            self.accent,
            families,
            self.layout,
            title=title,
            logo=self.style.logo.picture if self.style.logo else None,
            bleed=self.bleed,
            outlines=corners if outlines else (),
            is_round=self.stock.is_round,
            dot=self.dot,
            cut_marks=corners if self.stock.has_cut_marks else (),
        )

    def make_card(self, label: Label) -> Card | RecordError:
        """Return the card of a label, or the reason why there is none."""
        try:
            symbol = make_symbol(label.link, self.level)
            artwork = Artwork.of(symbol, self.style)
            svg = draw_code_svg(artwork)
            return make_card(label.link, svg, artwork.width, label.texts, artwork.logo_box)
        except RecordError as error:
            return error

    def check_codes(self, measured: MeasuredCard) -> MeasuredCard | SymbolError:
        """Return the card, or an error if the modules of a code are too small to be printed.

        Raises:
            OptionError: the design draws no code.
        """
        card = measured.card
        if not measured.codes:
            raise OptionError(
                f"The design {quote(self.design.name, 200)} draws no code: use code(card, side)."
            )
        for box in measured.codes:
            version = (card.modules - 2 * self.style.quiet_zone - 17) // 4  # ISO 18004, 5.3.1
            try:
                check_density(card.link, version, replace(self.style, size=box.side), self.level)
            except SymbolError as error:
                return SymbolError(
                    error.reason,
                    f"{error.message} That is the code's side on a label of "
                    f"{format_mm(self.stock.label)}.",
                )
        return measured


def _make_code_style(styling: Styling) -> Style:
    """Return the style of the codes, without a white background: the label is white.

    Raises:
        OptionError: an option is out of its range, or the quiet zone is too narrow.
    """
    style = Style.of(styling)
    if style.quiet_zone < QUIET_ZONE:
        raise OptionError(
            f"Codes on labels need a quiet zone of at least {QUIET_ZONE} modules: leave out "
            f"{option('quiet_zone', style.quiet_zone)}."
        )
    return replace(style, light=None) if style.light == WHITE else style
