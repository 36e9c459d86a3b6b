"""Look of labels: what the cards of a run have in common, and the card of one label."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError, SymbolError
from wa_link.printing.cards.card_templates import CardTemplates
from wa_link.printing.cards.cards import Card, make_card
from wa_link.printing.cards.designs import ACCENT, Design, check_layout, load_design
from wa_link.printing.label_stock import Stock, format_mm
from wa_link.printing.labels.option_checks import check_printer_options, dot_size, refuse_code_sizes
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.preflight import check_density
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.colours import BLACK, WHITE, Colour, colour_option
from wa_link.qr.render.draw import code_svg
from wa_link.qr.render.style import QUIET_ZONE, Style, Styling

if TYPE_CHECKING:
    from wa_link.printing.labels.label_pages import Label
    from wa_link.printing.typesetting.measured_card import MeasuredCard
    from wa_link.qr.encode.tables import ErrorCorrection


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """Look of the labels of a run.

    Attributes:
        stock: the page of labels, as it is printed.
        design: of each label.
        templates: of the texts on a label.
        style: of the codes.
        level: of error correction, the least.
        accent: the accent colour.
        layout: where the texts are, seen from the code.
        dot: side of a printer's dots in mm, where all is black or white; 0 for any other.
        bleed: in mm; 0 without.
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
    def of(
        cls,
        stock: Stock,
        styling: Styling,
        error_correction: ErrorCorrection | str | None,
        *,
        dpi: int | None,
        bleed: float | None,
    ) -> LabelStyle:
        """Return the look that is asked for.

        Args:
            stock: the page of labels.
            styling: of codes and cards; see LabelSheet.
            error_correction: the least level; None for the usual.
            dpi: of a printer of black dots; None for any other.
            bleed: in mm; None without.

        Raises:
            OptionError: something is out of its range, or can't be printed.
        """
        refuse_code_sizes(styling)
        design = load_design(styling.get("design") or stock.design or "label")
        if bleed is not None:
            stock = stock.with_bleed(bleed)
        if dpi is not None:
            check_printer_options(dpi, styling)
            stock = stock.in_dots(dot_size(dpi))
        with_number = styling.get("show_number")
        templates = CardTemplates.of(
            styling,
            with_number=design.shows_number if with_number is None else with_number,
            with_row=design.is_own,
        )
        accent = colour_option(styling.get("accent", ACCENT))
        style = Style.of(styling)
        if style.light == WHITE:
            style = replace(style, light=None)  # as the label is
        if style.quiet_zone < QUIET_ZONE:
            raise OptionError(f"On labels the quiet zone is {QUIET_ZONE} modules at least.")
        return cls(
            stock,
            design,
            templates,
            style,
            style.least_level(error_correction),
            accent if dpi is None else BLACK,
            check_layout(
                styling.get("layout", "auto"), design, styling.get("design") or stock.name
            ),
            dot_size(dpi),
            bleed or 0.0,
        )

    def frame(
        self,
        families: tuple[str, ...],
        title: str,
        corners: tuple[tuple[float, float], ...],
        *,
        outlines: bool,
    ) -> DocumentSetup:
        """Return what Typst gets for all labels.

        Args:
            families: names of fonts, the first first.
            title: of the document.
            corners: left and top of the labels of a page, in mm.
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

    def card(self, label: Label) -> Card | RecordError:
        """Return the card of a label, or why there is none."""
        try:
            symbol = make_symbol(label.link, self.level)
            artwork = Artwork.of(symbol, self.style)
            svg = code_svg(artwork)
            return make_card(label.link, svg, artwork.width, label.texts, artwork.logo_box)
        except RecordError as error:
            return error

    def checked(self, fitted: MeasuredCard) -> MeasuredCard | RecordError:
        """Return the card, or an error where a module of its code is too small to be printed."""
        card = fitted.card
        if not fitted.codes:
            raise OptionError(
                f"The design {quote(self.design.name, 200)} draws no code: use code(card, side)."
            )
        for box in fitted.codes:
            version = (card.modules - 2 * self.style.quiet_zone - 17) // 4
            try:
                check_density(card.link, version, replace(self.style, size=box.side), self.level)
            except SymbolError as error:
                return SymbolError(
                    error.reason,
                    f"{error.message} That is the code's side on a label of "
                    f"{format_mm(self.stock.label)}.",
                )
        return fitted
