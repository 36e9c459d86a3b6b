"""Typeset codes: measure cards of one page size, draw them by Typst, and finish their files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, Loss, WorkRefusedError
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError, SymbolError, TextError
from wa_link.printing.cards.cards import Card, CardTexts, make_card
from wa_link.printing.codes.draw_options import FITTED_MM
from wa_link.printing.codes.drawing import Drawing, Extent
from wa_link.printing.codes.page_size import find_least_extent
from wa_link.printing.finish.finish_pdf import finish_pdf
from wa_link.printing.finish.finish_png import finish_png
from wa_link.printing.finish.finish_svg import finish_svg
from wa_link.printing.finish.svg_rasterizer import SvgRasterizer
from wa_link.printing.labels.pdf_links import check_links
from wa_link.printing.typesetting.document import DocumentSetup, PlacedCard
from wa_link.printing.typesetting.measure_cards import measure_cards
from wa_link.printing.typesetting.measured_card import make_typesetting_error
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.preflight import check_density
from wa_link.qr.readback import PlacedCode
from wa_link.qr.render.marker import mark_pdf
from wa_link.qr.render.svg import draw_code_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.codes.draw_options import DrawOptions
    from wa_link.printing.codes.drawing import DrawJob, DrawResult
    from wa_link.printing.codes.page_size import PageSize
    from wa_link.printing.typesetting.measured_card import MeasuredCard
    from wa_link.printing.typesetting.typesetter import Typesetter
    from wa_link.qr.render.artwork import Artwork


def typeset_codes(
    setter: Typesetter,
    options: DrawOptions,
    page: PageSize,
    jobs: Sequence[tuple[DrawJob, Artwork]],
) -> list[DrawResult]:
    """Return for each job its drawing, not read back, or the reason why it can't be drawn.

    Args:
        setter: the typesetting process.
        options: of all jobs.
        page: the page of all jobs.
        jobs: each with the artwork of its code.

    Raises:
        OptionError: the design has no code, links elsewhere or can't be drawn.
        TypesetterLostError: the typesetting process was killed.
    """
    setup = page.make_setup(options, setter.families)
    cards = [_make_card(options, job, artwork) for job, artwork in jobs]
    printable = [card for card in cards if isinstance(card, Card)]
    measured = iter(measure_cards(setter, setup, printable))
    results: list[DrawResult] = []
    to_draw: list[tuple[int, MeasuredCard, Artwork]] = []
    for place, (card, (_, artwork)) in enumerate(zip(cards, jobs, strict=True)):
        measured_card = card if isinstance(card, RecordError) else next(measured)
        if isinstance(measured_card, RecordError):
            results.append(measured_card)
            continue
        result = _size_drawing(options, page, measured_card, artwork)
        results.append(result)
        if isinstance(result, Drawing):
            to_draw.append((place, measured_card, artwork))
    drawn = [measured_card.card for _, measured_card, _ in to_draw]
    needs_system = any(card.needs_system for card in drawn)
    rasterizer = SvgRasterizer(setter, setup.design.files, with_system=needs_system)
    pages = _draw_pages(setter, options, setup, page, drawn)
    for (place, measured_card, _), content in zip(to_draw, pages, strict=True):
        result = results[place]
        if isinstance(content, RecordError):
            results[place] = content
        elif isinstance(result, Drawing):
            _check_links(options, page, measured_card, content)
            finished = _finish(
                options, page, measured_card.card, content, result.extent, rasterizer
            )
            results[place] = result._replace(content=finished)
    return results


def _make_card(options: DrawOptions, job: DrawJob, artwork: Artwork) -> Card | RecordError:
    is_bare = options.design is None
    texts = CardTexts(call_to_action="none") if is_bare else job.texts
    try:
        return make_card(job.link, draw_code_svg(artwork), artwork.width, texts, artwork.logo_box)
    except RecordError as error:
        return error


def _size_drawing(
    options: DrawOptions, page: PageSize, measured_card: MeasuredCard, artwork: Artwork
) -> DrawResult:
    """Return the drawing of a measured card with its sizes, without content.

    Raises:
        OptionError: the design has no code.
    """
    style = options.style
    if not measured_card.codes:
        name = options.design.name if options.design else ""
        raise OptionError(f"The design {quote(name, 200)} draws no code: use code(card, side).")
    side = min(box.side for box in measured_card.codes)
    notes = measured_card.card.notes
    if options.fixed is not None or style.size is not None or options.file_format == "pdf":
        try:
            sized = replace(style, size=side)
            check_density(measured_card.card.link, artwork.symbol.version, sized, options.level)
        except SymbolError as error:
            return error
        return Drawing(b"", Extent(page.width, page.height, "mm"), side, notes=notes)
    per_mm = artwork.width * style.module_size / FITTED_MM
    extent = Extent(round(page.width * per_mm), round(page.height * per_mm), "px")
    return Drawing(b"", extent, None, find_least_extent(options, artwork, extent), notes)


def _draw_pages(
    setter: Typesetter,
    options: DrawOptions,
    setup: DocumentSetup,
    page: PageSize,
    cards: Sequence[Card],
) -> list[bytes | TextError]:
    """Return the page of each card: all from one document, but each PDF from its own."""
    if not cards:
        return []
    groups = [[card] for card in cards] if options.file_format == "pdf" else [cards]
    return [
        content
        for group in groups
        for content in _draw_document(setter, options, setup, page, group)
    ]


def _draw_document(
    setter: Typesetter,
    options: DrawOptions,
    setup: DocumentSetup,
    page: PageSize,
    cards: Sequence[Card],
) -> list[bytes | TextError]:
    if options.file_format == "pdf":
        setup = replace(setup, title=cards[0].alt)
    try:
        setter.begin_draw(
            setup.make_drawing_files(
                cards, [[PlacedCard(0, 0, place)] for place in range(len(cards))]
            ),
            len(cards),
            options.file_format,
            with_system=any(card.needs_system for card in cards),
            ppi=page.per_mm * MM_PER_INCH or None,
        )
        return list(setter.finish_draw())
    except WorkRefusedError as error:
        raise setup.design.make_error(str(error)) from None
    except ChildLostError as error:
        if len(cards) > 1:  # draw each card alone, to find the one that fails
            return [
                content
                for card in cards
                for content in _draw_document(setter, options, setup, page, [card])
            ]
        if error.loss is Loss.KILLED:
            raise
        return [make_typesetting_error(cards[0], error)]


def _check_links(
    options: DrawOptions, page: PageSize, measured_card: MeasuredCard, content: bytes
) -> None:
    """Raise an error if a PDF of a person's own design links to another number."""
    design = options.design
    if options.file_format != "pdf" or design is None or not design.is_own:
        return
    card, whole = measured_card.card, (0.0, 0.0, page.width, page.height)
    codes = [
        PlacedCode((box.x, box.y, box.side, box.side), card.link, card.modules, whole)
        for box in measured_card.codes
    ]
    check_links(content, [codes], design.name)


def _finish(
    options: DrawOptions,
    page: PageSize,
    card: Card,
    content: bytes,
    extent: Extent,
    rasterizer: SvgRasterizer,
) -> bytes:
    """Return the bytes of a file from the page that Typst drew."""
    if options.file_format == "png":
        return finish_png(content, per_mm=page.per_mm if extent.unit == "mm" else None)
    if options.file_format == "svg":
        unit = "mm" if extent.unit == "mm" else ""
        width, height = (f"{length:.6g}{unit}" for length in extent[:2])
        return finish_svg(
            content, card.alt, width, height, code=card.code, to_png=rasterizer.to_png
        )
    return mark_pdf(finish_pdf([content], card.alt, lang=card.lang))
