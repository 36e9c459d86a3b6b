"""Draw QR codes with Typst: measure the texts of cards, draw pages, and finish the files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, Loss, WorkRefusedError
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError, SymbolError, TextError
from wa_link.printing.cards.cards import Card, CardTexts, make_card
from wa_link.printing.codes.draw_options import DEFAULT_SIDE_MM
from wa_link.printing.codes.drawing import Drawing, Extent
from wa_link.printing.codes.page_size import compute_smallest_size
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
    typesetter: Typesetter,
    options: DrawOptions,
    page: PageSize,
    jobs: Sequence[tuple[DrawJob, Artwork]],
) -> list[DrawResult]:
    """Draw QR codes with Typst on pages of the same size; return them in the order of `jobs`.

    If a code can't be drawn, the list contains an error in its place. The codes are not scanned
    here.

    Args:
        typesetter: the typesetting process.
        options: options of all jobs.
        page: size of the pages of all jobs.
        jobs: the codes to draw, each with its artwork.

    Raises:
        OptionError: the design can't be drawn, draws no code, or links to a wrong address.
        TypesetterLostError: the typesetting process was killed.
    """
    setup = page.make_setup(options, typesetter.families)
    cards = [_make_card(options, job, artwork) for job, artwork in jobs]
    printable = [card for card in cards if isinstance(card, Card)]
    measured = iter(measure_cards(typesetter, setup, printable))
    results: list[DrawResult] = []
    to_draw: list[tuple[int, MeasuredCard]] = []
    for index, (card, (_, artwork)) in enumerate(zip(cards, jobs, strict=True)):
        measured_card = card if isinstance(card, RecordError) else next(measured)
        if isinstance(measured_card, RecordError):
            results.append(measured_card)
            continue
        result = _size_drawing(options, page, measured_card, artwork)
        results.append(result)
        if isinstance(result, Drawing):
            to_draw.append((index, measured_card))
    drawn = [measured_card.card for _, measured_card in to_draw]
    needs_system = any(card.needs_system for card in drawn)
    rasterizer = SvgRasterizer(typesetter, setup.design.files, with_system=needs_system)
    pages = _draw_pages(typesetter, options, setup, page, drawn)
    for (index, measured_card), content in zip(to_draw, pages, strict=True):
        result = results[index]
        if isinstance(content, RecordError):
            results[index] = content
        elif isinstance(result, Drawing):
            _check_links(options, page, measured_card, content)
            finished = _finish(
                options, page, measured_card.card, content, result.extent, rasterizer
            )
            results[index] = result._replace(content=finished)
    return results


def _make_card(options: DrawOptions, job: DrawJob, artwork: Artwork) -> Card | RecordError:
    """Return the card for a QR code and its texts, or an error if a text can't be used.

    If the options have no design, the texts are ignored.
    """
    is_bare = options.design is None
    texts = CardTexts(call_to_action="none") if is_bare else job.texts
    try:
        return make_card(job.link, draw_code_svg(artwork), artwork.width, texts, artwork.logo_box)
    except RecordError as error:
        return error


def _size_drawing(
    options: DrawOptions, page: PageSize, measured_card: MeasuredCard, artwork: Artwork
) -> DrawResult:
    """Return a drawing that has the size of a card and the notes on its texts, but no content yet.

    Return an error if the modules of the code are too small to print.

    Raises:
        OptionError: the design draws no QR code.
    """
    style = options.style
    if not measured_card.codes:
        name = options.design.name if options.design else ""
        raise OptionError(
            f"The design {quote(name, 200)} draws no QR code: draw it with code(card, side)."
        )
    side = min(box.side for box in measured_card.codes)
    notes = measured_card.card.notes
    if options.card_size is not None or style.size is not None or options.file_format == "pdf":
        try:
            sized = replace(style, size=side)
            check_density(measured_card.card.link, artwork.symbol.version, sized, options.level)
        except SymbolError as error:
            return error
        return Drawing(b"", Extent(page.width, page.height, "mm"), side, notes=notes)
    pixels_per_mm = artwork.width * style.module_size / DEFAULT_SIDE_MM
    extent = Extent(round(page.width * pixels_per_mm), round(page.height * pixels_per_mm), "px")
    return Drawing(b"", extent, None, compute_smallest_size(options, artwork, extent), notes)


def _draw_pages(
    typesetter: Typesetter,
    options: DrawOptions,
    setup: DocumentSetup,
    page: PageSize,
    cards: Sequence[Card],
) -> list[bytes | TextError]:
    """Draw each card, and return its page as bytes, or an error if the card crashes Typst.

    For PNG and SVG, the cards are the pages of one document. For PDF, each card is drawn as a
    document of one page.
    """
    if not cards:
        return []
    groups = [[card] for card in cards] if options.file_format == "pdf" else [cards]
    return [
        content
        for group in groups
        for content in _draw_document(typesetter, options, setup, page, group)
    ]


def _draw_document(
    typesetter: Typesetter,
    options: DrawOptions,
    setup: DocumentSetup,
    page: PageSize,
    cards: Sequence[Card],
) -> list[bytes | TextError]:
    """Draw cards as the pages of one document, and return the bytes of each page.

    If Typst crashes, draw each card alone, and return an error for each card that crashes Typst.

    Raises:
        OptionError: the design can't be drawn.
        ChildLostError: the typesetting process was killed.
    """
    if options.file_format == "pdf":
        setup = replace(setup, title=cards[0].alt)
    try:
        typesetter.begin_draw(
            setup.make_drawing_files(
                cards,
                [[PlacedCard(setup.bleed, setup.bleed, index)] for index in range(len(cards))],
            ),
            len(cards),
            options.file_format,
            with_system=any(card.needs_system for card in cards),
            ppi=page.pixels_per_mm * MM_PER_INCH or None,
        )
        return list(typesetter.finish_draw())
    except WorkRefusedError as error:
        raise setup.design.make_error(str(error)) from None
    except ChildLostError as error:
        if len(cards) > 1:
            return [
                content
                for card in cards
                for content in _draw_document(typesetter, options, setup, page, [card])
            ]
        if error.loss is Loss.KILLED:
            raise
        return [make_typesetting_error(cards[0], error)]


def _check_links(
    options: DrawOptions, page: PageSize, measured_card: MeasuredCard, content: bytes
) -> None:
    """Check the clickable links of a card, if it is a PDF drawn with a user's own design.

    Raises:
        OptionError: a link that covers the code, or that opens WhatsApp, differs from the link of
            the card.
    """
    design = options.design
    if options.file_format != "pdf" or design is None or not design.is_own:
        return
    card, bleed = measured_card.card, options.bleed
    card_box = (bleed, bleed, page.width - 2 * bleed, page.height - 2 * bleed)
    codes = [
        PlacedCode(
            (bleed + box.x, bleed + box.y, box.side, box.side), card.link, card.modules, card_box
        )
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
    """Return the file of a card, made from the page that Typst drew.

    Args:
        options: options of the drawing.
        page: size of the page.
        card: the card on the page.
        content: bytes of the page, as Typst wrote them.
        extent: width and height that the file declares.
        rasterizer: converts SVG pictures of the design to PNG.
    """
    if options.file_format == "png":
        return finish_png(content, per_mm=page.pixels_per_mm if extent.unit == "mm" else None)
    if options.file_format == "svg":
        unit = "mm" if extent.unit == "mm" else ""
        width, height = (f"{length:.6g}{unit}" for length in extent[:2])
        return finish_svg(
            content, card.alt, width, height, code=card.code, to_png=rasterizer.to_png
        )
    return mark_pdf(finish_pdf([content], card.alt, lang=card.lang, bleed=options.bleed))
