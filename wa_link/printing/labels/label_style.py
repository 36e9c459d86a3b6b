"""LabelStyle: the settings of all labels of a PDF, such as stock, design and colours."""

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
    from wa_link.qr.render.style_keywords import Styling


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """Settings that all labels of a PDF share.

    Attributes:
        stock: page of labels. If a bleed is given, each page has one label, with the bleed around
            it. If a DPI is given, each side of the page is a whole number of dots.
        design: design of the labels.
        templates: templates of the texts on the labels.
        style: colours, shapes and logo of the QR codes.
        level: lowest error correction level that a code may have.
        accent: accent colour.
        layout: place of the texts, seen from the code: `side`, `below` or `auto`.
        dot: side of a dot in mm, if a DPI is given; else 0.
        bleed: bleed in mm; 0 for no bleed.
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
        """Check the options, and return the style that they describe.

        Args:
            stock: page of labels.
            styling: options of the QR codes and cards; see `LabelSheet`.
            error_correction: lowest level that a code may have. None means level M, or level H if
                there is a logo.
            dpi: dots per inch of a label printer that prints only black; None for other printers.
            bleed: bleed in mm; None for no bleed.

        Raises:
            OptionError: an option is out of its range, has no effect on labels, or asks for a
                colour or shape that the label printer can't print.
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
        """Return the settings of the document that Typst draws.

        Args:
            families: font families, in the order in which Typst tries them.
            title: title of the PDF.
            corners: distances in mm of each label from the left and the top of the page.
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
        """Return a card with the QR code and texts of a label, or an error if that fails."""
        try:
            symbol = make_symbol(label.link, self.level)
            artwork = Artwork.of(symbol, self.style)
            svg = draw_code_svg(artwork)
            return make_card(label.link, svg, artwork.width, label.texts, artwork.logo_box)
        except RecordError as error:
            return error

    def check_codes(self, measured: MeasuredCard) -> MeasuredCard | SymbolError:
        """Check the sizes of the QR codes on a card.

        Return the card unchanged, or an error if the modules of a code are too small to print.

        Raises:
            OptionError: the design draws no QR code.
        """
        card = measured.card
        if not measured.codes:
            raise OptionError(
                f"The design {quote(self.design.name, 200)} draws no QR code: draw it with "
                "code(card, side)."
            )
        for box in measured.codes:
            version = (card.modules - 2 * self.style.quiet_zone - 17) // 4  # ISO 18004, 5.3.1
            try:
                check_density(card.link, version, replace(self.style, size=box.side), self.level)
            except SymbolError as error:
                return SymbolError(
                    error.reason,
                    f"{error.message} The size of the label, {format_mm(self.stock.label)}, "
                    "decides the size of the code: use larger labels.",
                )
        return measured


def _make_code_style(styling: Styling) -> Style:
    """Return the style of the QR codes.

    A white background is not drawn, because the paper is white.

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
