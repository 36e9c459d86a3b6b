"""CodeCards: draws codes, bare or as cards with texts, many at a time, and reads them back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, Loss, WorkRefusedError
from wa_link._support.extras import missing_extra
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, RecordError, SymbolError, TextError
from wa_link.printing.cards.cards import Card, CardTexts, make_card
from wa_link.printing.codes.code_drawing import CodeJob, Drawing, Drawn, Extent
from wa_link.printing.codes.code_look import FITTED_MM, CodeLook
from wa_link.printing.codes.code_readback import read_back
from wa_link.printing.codes.code_sheet import Sheet, least_extent
from wa_link.printing.codes.fingerprint import fingerprint, mark_pdf, sealed, unsealed
from wa_link.printing.finish.finish_pdf import finish_pdf
from wa_link.printing.finish.finish_png import finish_png
from wa_link.printing.finish.finish_svg import finish_svg
from wa_link.printing.finish.vector_pictures import VectorPictures
from wa_link.printing.labels.page_links import check_links
from wa_link.printing.typesetting import measuring
from wa_link.printing.typesetting.document import Frame, Put
from wa_link.printing.typesetting.typesetter import Typesetter, fonts_of
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.preflight import check_density
from wa_link.qr.readback import Code, can_read
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.draw import code_svg, png, svg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    from wa_link.printing.typesetting.measuring import Fitted


class CodeCards:
    """Draws codes of one look; the process that typesets is started when it is first needed.

    Attributes:
        is_bare: whether the codes have no texts.
    """

    def __init__(self, look: CodeLook) -> None:
        """Draw codes of that look."""
        self._setter: Typesetter | None = None
        self._look = look
        self._is_read = can_read(look.file_format)
        self.is_bare = look.design is None
        # Other bare codes are set by Typst: those of a PDF, and PNG with a logo or with curves.
        plain_png = look.style.logo is None and look.style.is_square
        self._is_plain = self.is_bare and (
            look.file_format == "svg" or (look.file_format == "png" and plain_png)
        )

    def __enter__(self) -> Self:
        """Return itself; what typesets is ended with the context."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process that typesets; it is started again where it is needed again."""
        setter, self._setter = self._setter, None
        if setter is not None:
            setter.close()

    def mark_of(self, job: CodeJob) -> str:
        """Return the fingerprint of a job."""
        return fingerprint(job.link, self._look.key, CardTexts() if self.is_bare else job.texts)

    def draw(self, jobs: Sequence[CodeJob]) -> list[Drawn]:
        """Return the drawing of each job, read back, or why it can't be drawn.

        Raises:
            OptionError: the design or a font can't be used, or a library is not installed.
        """
        if (self._look.style.logo or self._look.file_format == "pdf") and not self._is_read:
            raise missing_extra("Reading codes back")
        drawn: list[Drawn | None] = [None] * len(jobs)
        artworks: dict[int, Artwork] = {}
        for place, job in enumerate(jobs):
            try:
                symbol = job.symbol or make_symbol(job.link, self._look.level)
                mark = unsealed(self.mark_of(job))
                artworks[place] = artwork = Artwork.of(symbol, self._look.style, mark)
                if self._is_plain:
                    drawn[place] = self._plain(artwork, job)
            except RecordError as error:
                drawn[place] = error
        if not self._is_plain:
            for sheet, places in self._sheets(artworks, drawn).items():
                found = self._typeset(sheet, [(jobs[place], artworks[place]) for place in places])
                for place, each in zip(places, found, strict=True):
                    drawn[place] = each
        done = [each for each in drawn if each is not None]
        assert len(done) == len(jobs)  # noqa: S101  (a result must not become that of another)
        if not self._is_read:
            return done
        is_svg = self._look.file_format == "svg"
        checked = read_back(
            self._typesetter if is_svg else None, self._look.file_format, jobs, artworks, done
        )
        self._check_design(jobs, done, checked)
        return checked

    def _check_design(
        self, jobs: Sequence[CodeJob], drawn: Sequence[Drawn], checked: Sequence[Drawn]
    ) -> None:
        """Fail where a code in a person's own design is not read: others would not be, either."""
        design = self._look.design
        if design is None or not design.is_own:
            return
        for job, before, after in zip(jobs, drawn, checked, strict=True):
            if isinstance(before, Drawing) and isinstance(after, RecordError):
                raise OptionError(
                    f"The design {quote(design.name, 200)} can't be used: the code of "
                    f"{quote(job.link, 100)} was drawn, and could not be read back. Draw it with "
                    "code(card, side), and nothing over it."
                )

    def _plain(self, artwork: Artwork, job: CodeJob) -> Drawing:
        """Return a bare code, which takes no typesetting."""
        style, file_format = self._look.style, self._look.file_format
        if style.size is not None:
            extent = Extent(style.size, style.size, "mm")
        else:
            pixels = artwork.width * style.module_size
            extent = Extent(pixels, pixels, "px")
        content = b"" if job.is_kept else sealed({"png": png, "svg": svg}[file_format](artwork))
        return Drawing(content, extent, style.size, least_extent(self._look, artwork, extent))

    def _sheets(
        self, artworks: dict[int, Artwork], drawn: list[Drawn | None]
    ) -> dict[Sheet, list[int]]:
        """Return the places of the jobs that are typeset together."""
        sheets: dict[Sheet, list[int]] = defaultdict(list)
        for place, artwork in artworks.items():
            try:
                sheets[Sheet.of(self._look, artwork)].append(place)
            except SymbolError as error:
                drawn[place] = error
        return sheets

    def _typeset(self, sheet: Sheet, jobs: Sequence[tuple[CodeJob, Artwork]]) -> list[Drawn]:
        """Return what comes of jobs that have pages of one size."""
        frame = sheet.frame(self._look, self._typesetter.families)
        made = [self._card(job, artwork) for job, artwork in jobs]
        cards = [card for card in made if isinstance(card, Card)]
        fitted = iter(measuring.measured(self._typesetter, frame, cards))
        drawn: list[Drawn] = []
        to_draw: list[tuple[int, Fitted, Artwork]] = []
        for place, (card, (job, artwork)) in enumerate(zip(made, jobs, strict=True)):
            found = card if isinstance(card, RecordError) else next(fitted)
            if isinstance(found, RecordError):
                drawn.append(found)
                continue
            result = self._measured(sheet, found, artwork)
            drawn.append(result)
            if isinstance(result, Drawing) and not job.is_kept:
                to_draw.append((place, found, artwork))
        pages = self._draw(frame, sheet, [found.card for _, found, _ in to_draw])
        needs_system = any(found.card.needs_system for _, found, _ in to_draw)
        pictures = VectorPictures(self._typesetter, frame.design.files, with_system=needs_system)
        for (place, found, artwork), page in zip(to_draw, pages, strict=True):
            result = drawn[place]
            if isinstance(page, RecordError):
                drawn[place] = page
            elif isinstance(result, Drawing):
                self._check_links(page, sheet, found)
                content = self._finished(page, sheet, found.card, artwork, result.extent, pictures)
                drawn[place] = result._replace(content=sealed(content))
        return drawn

    def _card(self, job: CodeJob, artwork: Artwork) -> Card | RecordError:
        texts = job.texts
        if self.is_bare:
            texts = CardTexts(call_to_action="none")
        code = code_svg(replace(artwork, mark=""))
        try:
            return make_card(job.link, code, artwork.width, texts, artwork.logo_box)
        except RecordError as error:
            return error

    def _measured(self, sheet: Sheet, fitted: Fitted, artwork: Artwork) -> Drawn:
        """Return the drawing of a measured card, without its content."""
        look, style = self._look, self._look.style
        if not fitted.codes:
            name = look.design.name if look.design else ""
            raise OptionError(f"The design {quote(name)} has no code: call code(card, side) in it.")
        side = min(box.side for box in fitted.codes)
        notes = fitted.card.notes
        if look.fixed is not None or style.size is not None or look.file_format == "pdf":
            try:
                sized = replace(style, size=side)
                check_density(fitted.card.link, artwork.symbol.version, sized, look.level)
            except SymbolError as error:
                return error
            return Drawing(b"", Extent(sheet.width, sheet.height, "mm"), side, notes=notes)
        per_mm = artwork.width * style.module_size / FITTED_MM
        extent = Extent(round(sheet.width * per_mm), round(sheet.height * per_mm), "px")
        return Drawing(b"", extent, None, least_extent(self._look, artwork, extent), notes)

    def _draw(self, frame: Frame, sheet: Sheet, cards: Sequence[Card]) -> list[bytes | TextError]:
        """Return the page of each card: all at once, but for PDF, which is a file each."""
        if not cards:
            return []
        together = [cards] if self._look.file_format != "pdf" else [[card] for card in cards]
        return [page for each in together for page in self._pages(frame, sheet, each)]

    def _pages(self, frame: Frame, sheet: Sheet, cards: Sequence[Card]) -> list[bytes | TextError]:
        if self._look.file_format == "pdf":
            frame = replace(frame, title=cards[0].alt)
        try:
            self._typesetter.begin_draw(
                frame.to_draw(cards, [[Put(0, 0, place)] for place in range(len(cards))]),
                len(cards),
                self._look.file_format,
                with_system=any(card.needs_system for card in cards),
                ppi=sheet.per_mm * MM_PER_INCH or None,
            )
            return list(self._typesetter.finish_draw())
        except WorkRefusedError as error:
            raise frame.design.failure(str(error)) from None
        except ChildLostError as error:
            if len(cards) > 1:  # one of them may be the cause: each is drawn alone
                return [page for card in cards for page in self._pages(frame, sheet, [card])]
            if error.loss is Loss.KILLED:
                raise
            return [measuring.typesetting_failed(cards[0], error)]

    def _check_links(self, page: bytes, sheet: Sheet, fitted: Fitted) -> None:
        """Fail where a person's own design links to somebody else."""
        if self._look.file_format != "pdf" or self._look.design is None:
            return
        card, whole = fitted.card, (0.0, 0.0, sheet.width, sheet.height)
        codes = [
            Code((box.x, box.y, box.side, box.side), card.link, card.modules, whole)
            for box in fitted.codes
        ]
        if self._look.design.is_own:
            check_links(page, [codes], self._look.design.name)

    def _finished(
        self,
        page: bytes,
        sheet: Sheet,
        card: Card,
        artwork: Artwork,
        extent: Extent,
        pictures: VectorPictures,
    ) -> bytes:
        if self._look.file_format == "png":
            per_mm = sheet.per_mm if extent.unit == "mm" else None
            return finish_png(page, per_mm=per_mm, mark=artwork.mark)
        if self._look.file_format == "svg":
            unit = "mm" if extent.unit == "mm" else ""
            width, height = (f"{each:.6g}{unit}" for each in extent[:2])
            return finish_svg(
                page, card.alt, width, height, artwork.mark, code=card.code, bitmap=pictures.png
            )
        return mark_pdf(finish_pdf([page], card.alt, lang=card.lang), artwork.mark)

    @property
    def _typesetter(self) -> Typesetter:
        if self._setter is None:
            self._setter = Typesetter(fonts_of(self._look.style.font))
        return self._setter
