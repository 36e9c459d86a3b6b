"""Tests of codes with texts: QR readers read them in every format and layout, many in one run."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.oracles.paper import by_zbar, by_zxing, inked, mm, printed
from tests.printing.codes import CODE, FORMATS, MODULES, NUMBER, URL, draw_codes, each_format
from wa_link import chat_link
from wa_link._support.child import ChildLostError, Loss, WorkRefusedError
from wa_link.errors import OptionError, Reason, RecordError, SymbolError, TextError
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes.code_drawer import CodeDrawer
from wa_link.printing.codes.draw_options import DrawOptions
from wa_link.printing.codes.drawing import Drawing, DrawJob
from wa_link.printing.typesetting.typesetter import Typesetter
from wa_link.qr import QrCode
from wa_link.qr.lengths import MM_PER_INCH

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.qr.render.style_keywords import Styling

SCRIPTS = {
    "Latin": ("Oak dining table", "Solid wood\n€120"),
    "Arabic": ("طاولة طعام من خشب البلوط", "خشب صلب · ٤٥٠ ريال"),
    "Hebrew": ("ספה תלת מושבית", "₪500 במצב חדש"),
}
KINDS: dict[str, Styling] = {
    "caption": {"caption": "{caption}"},
    "title": {"title": "{title}"},
    "title, no call": {"title": "{title}", "call_to_action": "none"},
    "call": {"call_to_action": "auto", "lang": "ar"},
    "number": {"show_number": True},
    "all": {"title": "{title}", "caption": "{caption}", "show_number": True},
}
# Height in mm of the texts below a code whose side is 40 mm, by the kinds of texts.
BELOW_MM = {"caption": 11, "title": 11, "title, no call": 11, "call": 11, "number": 11, "all": 19}


def make_texts(options: DrawOptions, styling: Styling, script: str) -> CardTexts:
    title, caption = SCRIPTS[script]
    return CardTexts(
        title if "title" in styling else "",
        caption if "caption" in styling else "",
        options.call_to_action,
        NUMBER if options.has_number else "",
        options.lang,
    )


@pytest.mark.long(daily=12, slice=16)
@each_format
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", ["side", "below"])
@pytest.mark.parametrize("with_logo", [False, True], ids=["", "logo"])
def test_every_reader_reads_every_card(
    file_format: str, layout: str, kind: str, tmp_path: Path, logo: Path, *, with_logo: bool
) -> None:
    styling: Styling = {**KINDS[kind], "size": "40mm", "layout": layout}
    if with_logo:
        styling["logo"] = logo
    options = DrawOptions.of(styling, file_format)
    jobs = [DrawJob(URL, make_texts(options, styling, script)) for script in SCRIPTS]
    for script, drawing in zip(SCRIPTS, draw_codes(options, jobs), strict=True):
        assert drawing.is_verified
        picture = printed(drawing.content, file_format, tmp_path, dpi=300)
        width, height = (80, 40) if layout == "side" else (40, 40 + BELOW_MM[kind])
        assert drawing.extent == pytest.approx((width, height, "mm"), abs=0.05), script
        assert mm(picture.width, 300) == pytest.approx(width, abs=0.15)
        assert mm(picture.height, 300) == pytest.approx(height, abs=0.15)
        assert by_zxing(picture) == by_zbar(picture, tmp_path) == [URL]
        # The code is at the side where reading begins, and something is printed beside the code.
        is_from_right = layout == "side" and (
            (script != "Latin" and "title" in styling)
            or (script != "Latin" and "caption" in styling)
            or kind == "call"
        )
        left = 40 if is_from_right else 0
        modules = 57 - 8 if with_logo else MODULES
        module = 40 / modules
        found = inked(picture, (left, 0, left + 40, 40), 300)
        assert found == pytest.approx(
            (left + 4 * module, 4 * module, left + 40 - 4 * module, 40 - 4 * module), abs=0.3
        )
        box = (0 if is_from_right else 40, 0, 40 if is_from_right else 80, 40)
        assert inked(picture, box if layout == "side" else (0, 40, 40, height), 300)


@pytest.mark.parametrize("design", ["poster-a4", "table-tent-a4", "business-card", "sticker-50mm"])
@pytest.mark.parametrize("title", ["Oak table", "طاولة"])
@each_format
def test_a_design_with_a_size_has_that_size(
    file_format: str, design: str, title: str, tmp_path: Path
) -> None:
    sizes = {"business-card": (85, 55), "sticker-50mm": (50, 50)}
    drawing = CODE.draw(file_format, design=design, title=title, caption="€120")
    picture = printed(drawing, file_format, tmp_path, dpi=150)
    width, height = sizes.get(design, (210, 297))
    assert mm(picture.width, 150) == pytest.approx(width, abs=0.2)
    assert mm(picture.height, 150) == pytest.approx(height, abs=0.2)
    assert set(by_zxing(picture)) == set(by_zbar(picture, tmp_path)) == {URL}


@pytest.mark.parametrize(
    ("design", "size"), [("poster-a4", (210, 297)), ("business-card", (85, 55))]
)
def test_a_bleed_is_around_the_design(
    design: str, size: tuple[float, float], tmp_path: Path
) -> None:
    drawing = CODE.draw("pdf", design=design, accent="#336699", bleed=3)
    width, height = size
    whole = pytest.approx([0, 0, width + 6, height + 6], abs=0.01)
    trimmed = pytest.approx([3, 3, width + 3, height + 3], abs=0.01)
    with pikepdf.open(io.BytesIO(drawing)) as document:
        boxes = [
            [float(at) / 72 * MM_PER_INCH for at in document.pages[0].obj[name]]
            for name in ("/MediaBox", "/BleedBox", "/TrimBox")
        ]
    assert boxes == [whole, whole, trimmed]
    page = printed(drawing, "pdf", tmp_path, dpi=150)
    background = (0x33, 0x66, 0x99)
    assert page.convert("RGB").getpixel((5, page.height // 8)) == background
    assert set(by_zxing(page)) == {URL}


@pytest.mark.parametrize("bleed", [0, -1, 20.5])
def test_a_bleed_out_of_its_range_is_refused(bleed: float) -> None:
    with pytest.raises(OptionError, match="A bleed must be more than 0 and at most 20 mm"):
        CODE.draw("pdf", design="poster-a4", bleed=bleed)


@each_format
def test_an_own_design_gets_the_room_of_a_card(file_format: str, tmp_path: Path) -> None:
    (file := tmp_path / "mine.typ").write_text(
        '#import "card.typ": *\n#let design(card, width, height) = {\n'
        "  place(top + left, dx: width - 30mm, code(card, 30mm))\n"
        "  place(bottom + left, text(9pt)[Only #card.title])\n}"
    )
    drawing = CODE.draw(file_format, size="40mm", design=str(file), title="Oak")
    picture = printed(drawing, file_format, tmp_path, dpi=300)
    assert mm(picture.width, 300) == pytest.approx(40, abs=0.15)
    assert by_zxing(picture) == by_zbar(picture, tmp_path) == [URL]


def test_a_design_without_a_code_is_refused(tmp_path: Path) -> None:
    (file := tmp_path / "mine.typ").write_text("#let design(card, width, height) = [Hi]")
    with pytest.raises(OptionError, match="draws no QR code: draw it with code"):
        CODE.draw("svg", design=str(file))


class TestManyAtATime:
    def test_an_svg_that_typst_refuses_is_unreadable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        begin = Typesetter.begin_draw

        first: list[bytes] = []

        def spoilt(setter: Typesetter, files: dict[str, bytes], *more: int, **also: bool) -> None:
            first[:] = first or [files["0.svg"]]
            files = {name: b"<svg" if each in first else each for name, each in files.items()}
            begin(setter, files, *more, **also)  # type: ignore[arg-type]  # passed on

        monkeypatch.setattr(Typesetter, "begin_draw", spoilt)
        with CodeDrawer(DrawOptions.of({}, "svg")) as drawer:
            bad, good = drawer.draw([DrawJob(URL), DrawJob("https://wa.me/1")])
        assert isinstance(bad, SymbolError)
        assert bad.reason is Reason.QR_UNREADABLE
        assert isinstance(good, Drawing)
        assert good.is_verified

    @each_format
    def test_a_design_that_fails_to_draw_is_a_sentence(
        self, file_format: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_: Typesetter) -> list[bytes]:
            raise WorkRefusedError("error: no such colour\n  ┌─ design.typ:3:7")

        monkeypatch.setattr(Typesetter, "finish_draw", refuse)
        with (
            CodeDrawer(DrawOptions.of({"title": "{t}"}, file_format)) as drawer,
            pytest.raises(
                OptionError,
                match=r'^The design "code-card" can\'t be used \(line 3\): no such colour\.$',
            ),
        ):
            drawer.draw([DrawJob(URL, CardTexts("Oak"))])

    def test_one_that_fails_does_not_stop_the_others(self) -> None:
        styling: Styling = {"caption": "{c}", "size": "20mm"}
        options = DrawOptions.of(styling, "png")
        jobs = [
            DrawJob(URL, CardTexts(caption="Oak", call_to_action="none")),
            DrawJob("https://wa.me/?text=" + "ab" * 1500, CardTexts(caption="Oak")),
            DrawJob(URL, CardTexts(caption="x" * 501)),
            DrawJob(chat_link("+966501234567", text="long " * 60).url, CardTexts(caption="Oak")),
            DrawJob(URL, CardTexts(caption="line\n" * 45)),
            DrawJob(URL, CardTexts(caption="Ash", call_to_action="none")),
        ]
        with CodeDrawer(options) as drawer:
            found = drawer.draw(jobs)
        reasons = [each.reason if isinstance(each, RecordError) else None for each in found]
        assert reasons == [
            None, "qr_too_long", "caption_too_long", "qr_too_dense", "caption_too_long", None,
        ]  # fmt: skip
        alone = QrCode.of(URL).draw("png", size="20mm", caption="Ash")
        assert isinstance(found[-1], Drawing)
        assert found[-1].content == alone

    @each_format
    def test_the_code_of_another_link_is_refused(self, file_format: str) -> None:
        for styling in ({}, {"title": "Oak"}):
            options = DrawOptions.of(styling, file_format)  # type: ignore[arg-type]  # by name
            other = QrCode.of("https://wa.me/1").symbol
            with CodeDrawer(options) as drawer:
                (found,) = drawer.draw([DrawJob(URL, symbol=other)])
            assert isinstance(found, SymbolError)
            assert found.reason is Reason.QR_UNREADABLE

    @each_format
    def test_a_card_that_crashes_typst_is_found(
        self, file_format: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = Typesetter.begin_draw

        def begin(
            setter: Typesetter, files: dict[str, bytes], *more: object, **also: object
        ) -> None:
            if b"Sofa" in files.get("wa-link-cards.json", b""):
                raise ChildLostError(Loss.BROKEN, "PanicException: no")
            whole(setter, files, *more, **also)  # type: ignore[arg-type]  # passed on

        monkeypatch.setattr(Typesetter, "begin_draw", begin)
        options = DrawOptions.of({"title": "{t}"}, file_format)
        with CodeDrawer(options) as drawer:
            found = drawer.draw([DrawJob(URL, CardTexts(each)) for each in ("Oak", "Sofa", "Ash")])
        kinds = [type(each) for each in found]
        assert kinds == [Drawing, TextError, Drawing]
        assert isinstance(found[1], TextError)
        assert found[1].reason is Reason.TYPESETTING_FAILED

    def test_the_same_jobs_give_the_same_bytes(self) -> None:
        for file_format in FORMATS:
            options = DrawOptions.of({"title": "{t}"}, file_format)
            jobs = [DrawJob(URL, CardTexts(each)) for each in ("Oak", "طاولة")]
            assert draw_codes(options, jobs) == draw_codes(options, jobs)
