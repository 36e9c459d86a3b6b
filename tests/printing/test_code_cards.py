"""Codes as cards: sizes and places in mm, texts, and codes that every reader reads."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import numpy as np
import pymupdf_fonts
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.conftest import program
from tests.paper import by_zbar, by_zxing, inked, mm, on_paper, printed, unmarked
from wa_link import chat_link
from wa_link.child import ChildLostError, Loss
from wa_link.errors import OptionError, Reason, RecordError, SymbolError, TextError
from wa_link.printing.cards import CardTexts
from wa_link.printing.code_cards import CodeCards
from wa_link.printing.code_drawing import CodeJob, Drawing
from wa_link.printing.code_look import CodeLook
from wa_link.printing.typesetter import Typesetter
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wa_link.qr.style import Styling

URL = "https://wa.me/966501234567?text=Is%20it%20still%20available%3F"
CODE = QrCode.of(URL)
MODULES = CODE.symbol.size + 8
FORMATS = ("png", "svg", "pdf")
NUMBER = "+966 50 123 4567"
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
# Height of the texts below a code of 40 mm.
BELOW_MM = {"caption": 11, "title": 11, "title, no call": 11, "call": 11, "number": 11, "all": 19}
each_format = pytest.mark.parametrize("file_format", FORMATS)


def drawn(look: CodeLook, jobs: Sequence[CodeJob]) -> list[Drawing]:
    with CodeCards(look) as cards:
        found = cards.draw(jobs)
    assert not [each for each in found if isinstance(each, RecordError)]
    return [each for each in found if isinstance(each, Drawing)]


def texts_of(look: CodeLook, styling: Styling, script: str) -> CardTexts:
    title, caption = SCRIPTS[script]
    return CardTexts(
        title if "title" in styling else "",
        caption if "caption" in styling else "",
        look.call_to_action,
        NUMBER if look.has_number else "",
        look.lang,
    )


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    picture = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, 299, 199), fill="navy")
    picture.save(file := tmp_path_factory.mktemp("logo") / "logo.png")
    return file


@pytest.mark.long(daily=12)
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
    look = CodeLook.of(styling, file_format)
    jobs = [CodeJob(URL, texts_of(look, styling, script)) for script in SCRIPTS]
    for script, drawing in zip(SCRIPTS, drawn(look, jobs), strict=True):
        assert drawing.is_read
        picture = printed(drawing.content, file_format, tmp_path, dpi=300)
        width, height = (80, 40) if layout == "side" else (40, 40 + BELOW_MM[kind])
        assert drawing.extent == pytest.approx((width, height, "mm"), abs=0.05), script
        assert mm(picture.width, 300) == pytest.approx(width, abs=0.15)
        assert mm(picture.height, 300) == pytest.approx(height, abs=0.15)
        assert by_zxing(picture) == by_zbar(picture, tmp_path) == [URL]
        # The code is where reading begins, and the texts have ink of their own.
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


def modules_of(picture: Image.Image, side: int, pixels: int, left: int = 0) -> list[list[int]]:
    """Return the grey of each module, all of whose pixels are the same."""
    grey = np.asarray(on_paper(picture).convert("L"))[: side * pixels, left : left + side * pixels]
    blocks = grey.reshape(side, pixels, side, pixels)
    assert (blocks == blocks[:, :1, :, :1]).all()
    return blocks[:, 0, :, 0].tolist()  # type: ignore[no-any-return]  # numpy's


@pytest.mark.parametrize(
    "styling",
    [
        {}, {"module_size": 3}, {"size": "40mm"}, {"size": "33.3mm", "dpi": 600},
        {"quiet_zone": 0}, {"quiet_zone": 7, "module_size": 5}, {"light": "transparent"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("title", ["Oak table", "طاولة"])
@pytest.mark.parametrize("layout", ["side", "below"])
def test_the_modules_of_a_png_are_whole_pixels(styling: Styling, layout: str, title: str) -> None:
    texts: Styling = {"title": title, "layout": layout}
    bare = Image.open(io.BytesIO(CODE.draw("png", **styling)))
    card = Image.open(io.BytesIO(CODE.draw("png", **(styling | texts))))
    side = CODE.symbol.size + 2 * styling.get("quiet_zone", 4)
    pixels = bare.width // side
    left = card.width - bare.width if layout == "side" and title != "Oak table" else 0
    assert modules_of(card, side, pixels, left) == modules_of(bare, side, pixels)
    assert (card.height if layout == "side" else card.width) == bare.width
    assert (
        card.info.get("dpi") == pytest.approx(bare.info["dpi"], abs=0.1)
        if ("size" in styling)
        else "dpi" not in card.info
    )


@each_format
@pytest.mark.parametrize("layout", ["side", "below"])
def test_all_cards_of_a_run_have_one_size(file_format: str, layout: str, tmp_path: Path) -> None:
    styling: Styling = {"title": "{t}", "caption": "{c}", "size": "50mm", "layout": layout}
    look = CodeLook.of(styling, file_format)
    links = [chat_link("+966501234567", text="x" * count).url for count in (0, 30, 200)]
    texts = [
        CardTexts("A"),
        CardTexts("A long title " * 4, "and a caption " * 5),
        CardTexts("", "x"),
    ]
    sizes = [
        (mm(picture.width, 300), mm(picture.height, 300))
        for drawing in drawn(look, [CodeJob(*each) for each in zip(links, texts, strict=True)])
        for picture in [printed(drawing.content, file_format, tmp_path, dpi=300)]
    ]
    assert sizes[0] == pytest.approx(sizes[1], abs=0.2)
    assert sizes[0] == pytest.approx(sizes[2], abs=0.2)


@pytest.mark.parametrize(
    ("styling", "extent", "least"),
    [
        ({}, "410×410 px", "17 mm"),
        ({"module_size": 2}, "82×82 px", "17 mm"),
        ({"title": "Oak"}, "410×523 px", "40×51 mm"),
        ({"title": "Oak", "layout": "side"}, "820×410 px", "80×40 mm"),
        ({"size": "30mm"}, "30×30 mm", ""),
        ({"size": "30mm", "title": "Oak"}, "30×38.3 mm", ""),
    ],
    ids=str,
)
def test_success_says_how_large_it_is(styling: Styling, extent: str, least: str) -> None:
    for file_format in ("png", "svg"):
        proof = CODE.proof(file_format, **styling)
        assert (proof.extent.replace("38.2", "38.3"), proof.least) == (extent, least)
        more = f" Print it at {least} or larger." if least else ""
        far = " scans from about 30 cm," if not least else ""
        assert str(proof).replace("38.2", "38.3") == f"{extent},{far} verified.{more}"


def test_a_pdf_without_a_size_has_40_mm() -> None:
    assert CODE.proof("pdf").extent == "40×40 mm"
    assert str(CODE.proof("pdf", caption="Oak")).startswith("40×51 mm, scans from about 40 cm")


CALL = {"en": "Scan to chat on WhatsApp", "ar": "امسح"}


@pytest.mark.parametrize(
    ("styling", "call"),
    [
        ({"caption": "Oak"}, ""),
        ({"title": "Oak"}, "Scan to chat on WhatsApp"),
        ({"title": "Oak", "call_to_action": "none"}, ""),
        ({"title": "Oak", "call_to_action": "Ask me"}, "Ask me"),
        ({"caption": "Oak", "call_to_action": "auto"}, "Scan to chat on WhatsApp"),
        ({"call_to_action": "auto"}, "Scan to chat on WhatsApp"),
        ({"call_to_action": "auto", "lang": "de"}, "WhatsApp"),
        ({"show_number": True}, ""),
        ({"show_number": True, "title": "Oak"}, "Scan to chat on WhatsApp"),
        ({"design": "poster-a4"}, "Scan to chat on WhatsApp"),
    ],
    ids=str,
)
def test_which_texts_a_card_has(styling: Styling, call: str, tmp_path: Path) -> None:
    found = words_of(CODE.draw("pdf", **styling), tmp_path)
    assert call in found
    assert ("WhatsApp" in found) == ("WhatsApp" in call)
    assert ("Oak" in found) == (styling.get("title", styling.get("caption")) == "Oak")
    shows_number = styling.get("show_number") or "design" in styling
    assert ("+966 50 123 4567" in found) == bool(shows_number)


def words_of(pdf: bytes, folder: Path) -> str:
    (file := folder / "code.pdf").write_bytes(pdf)
    command = [program("pdftotext", "poppler-utils"), str(file), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(unicodedata.normalize("NFKC", found).split())


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
    with pytest.raises(OptionError, match="has no code: call code"):
        CODE.draw("svg", design=str(file))


@pytest.mark.parametrize(
    ("styling", "message"),
    [
        ({"design": "poster-a4", "size": "40mm"}, 'size has no effect on "poster-a4"'),
        ({"design": "poster-a4", "module_size": 4}, 'module_size has no effect on "poster-a4"'),
        ({"design": "label"}, "is for labels and has no size of its own"),
        ({"design": "no such"}, 'Unknown design "no such"'),
        ({"title": "Oak", "layout": "up"}, 'Unknown layout "up"'),
        ({"accent": "red"}, "accent has no effect on a code without texts"),
        ({"layout": "side"}, "layout has no effect on a code without texts"),
        ({"lang": "ar"}, "lang has no effect on a code without texts"),
        ({"title": "Oak", "dpi": 600}, "dpi has no effect without a size on paper"),
        ({"title": "Oak", "accent": "rubbish"}, "rubbish"),
    ],
    ids=str,
)
def test_what_has_no_effect_is_refused(styling: Styling, message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        CODE.draw("png", **styling)


def test_a_number_needs_a_link_that_has_one() -> None:
    code = QrCode.of("https://wa.me/message/ABC123DEF456G1")
    with pytest.raises(OptionError, match="show_number=True has no effect on a link without"):
        code.draw("svg", show_number=True)
    assert code.draw("svg", design="business-card")


@pytest.mark.parametrize("caption", ["", " \n ", "\t"])
@each_format
def test_a_blank_caption_is_none(file_format: str, caption: str) -> None:
    plain, blank = CODE.draw(file_format), CODE.draw(file_format, caption=caption)
    assert unmarked(plain) == unmarked(blank)


@each_format
def test_emoji_are_left_out_with_a_note(file_format: str) -> None:
    proof = CODE.proof(file_format, caption="Sofa \U0001fae8 grey")
    assert [note.code for note in proof.notes] == ["emoji_left_out"]
    assert unmarked(proof.picture) == unmarked(CODE.draw(file_format, caption="Sofa grey"))


def test_a_call_that_does_not_fit_is_left_out_with_a_note() -> None:
    proof = CODE.proof("svg", size="22mm", title="Oak dining table with six chairs")
    assert "call_left_out" in [note.code for note in proof.notes]


@pytest.mark.parametrize(
    ("texts", "reason", "message"),
    [
        ({"caption": "\U00105000"}, Reason.MISSING_GLYPH, "U+105000"),
        ({"title": "x" * 501}, Reason.CAPTION_TOO_LONG, "501"),
        ({"caption": "line\n" * 45}, Reason.CAPTION_TOO_LONG, "shorten it."),
    ],
    ids=["no glyph", "characters", "lines"],
)
@each_format
def test_what_cannot_be_set_is_refused(
    file_format: str, texts: Styling, reason: Reason, message: str, tmp_path: Path
) -> None:
    with pytest.raises(TextError, match=re.escape(message)) as raised:
        CODE.save(tmp_path / f"code.{file_format}", **texts)
    assert raised.value.reason is reason
    assert list(tmp_path.iterdir()) == []


CAPTIONS = {
    "Latin": "Oak table\n€120",
    "Cyrillic": "Дубовый стол, почти новый",
    "Arabic": "شقة للبيع 3 غرف – Riyadh",
    "Hebrew": "דירה 3 חדרים (Tel Aviv)",
    "Thai": "ห้องพักใกล้รถไฟฟ้า",
    "vocalised Arabic": "مكّة المكرّمة، سَيَّارَةٌ جَدِيدَةٌ",
    "stacked marks": "Ti\u1ebfng Vi\u1ec7t e\u0301\u0323 n\u0303\u0304",
    "Devanagari": "किराये के लिए क्षत्रिय",
    "hostile": '#read("/etc/passwd") $x$ @a <b> \\ {nb} *_`',
    "a fingerprint": f"wa-link {'ab' * 16}-{'12' * 4}",
}
each_caption = pytest.mark.parametrize("name", CAPTIONS)


@pytest.mark.long(daily=5)
@each_caption
def test_a_caption_looks_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    """Three renderers: they differ at the edges of letters alone."""
    pictures = [
        printed(CODE.draw(each, size="40mm", dpi=600, caption=CAPTIONS[name]), each, tmp_path)
        for each in FORMATS
    ]
    for picture in pictures:
        assert by_zxing(picture) == [URL]
    first, *others = (inked(each, (0, 40, 40, mm(each.height))) for each in pictures)
    assert first
    for other in others:
        # The box of a PNG has whole pixels, so its letters may be one step smaller or larger.
        assert other == pytest.approx(first, abs=0.6)
    first_picture, *other_pictures = (
        each.convert("L").resize((400, 510)).filter(ImageFilter.GaussianBlur(3))
        for each in pictures
    )
    for other, other_picture in zip(others, other_pictures, strict=True):
        if other != pytest.approx(first, abs=0.2):
            continue
        assert np.asarray(ImageChops.difference(first_picture, other_picture)).max() < 60


@each_caption
def test_a_pdf_has_the_text_of_its_caption(name: str, tmp_path: Path) -> None:
    found = words_of(CODE.draw("pdf", caption=CAPTIONS[name]), tmp_path)
    written = unicodedata.normalize("NFKC", CAPTIONS[name])
    if name in ("Latin", "Cyrillic", "hostile"):
        assert found == " ".join(written.split())
    else:  # marks may come twice, and long words have been broken
        assert set(filter(str.isalnum, written)) <= set(found)


@each_format
def test_a_card_of_several_colours(file_format: str, tmp_path: Path) -> None:
    drawing = CODE.draw(file_format, size="40mm", title="Oak", dark="#075e54", light="#ffe")
    picture = printed(drawing, file_format, tmp_path)
    colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
    if file_format == "png":  # it is resampled
        near_black = picture.convert("L").getextrema()[0] < 8  # type: ignore[operator]  # of one band
        colours |= {(0, 0, 0)} if near_black else set()
    assert {(7, 0x5E, 0x54), (255, 255, 0xEE), (0, 0, 0)} <= colours
    below = picture.crop((0, picture.width + 5, picture.width, picture.height))
    assert below.getpixel((1, 1)) == (255, 255, 0xEE)


@pytest.mark.parametrize(
    ("styling", "mode"),
    [
        ({"title": "Oak"}, "L"),
        ({"title": "Oak", "dark": "navy"}, "RGB"),
        ({"title": "Oak", "light": "transparent"}, "LA"),
        ({"title": "Oak", "light": "transparent", "dark": "navy"}, "RGBA"),
    ],
    ids=str,
)
def test_a_png_has_no_more_channels_than_it_needs(styling: Styling, mode: str) -> None:
    assert Image.open(io.BytesIO(CODE.draw("png", **styling))).mode == mode


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_transparent_ground_is_kept(file_format: str, tmp_path: Path) -> None:
    drawing = CODE.draw(file_format, size="40mm", title="Oak", light="transparent")
    if file_format == "png":
        assert Image.open(io.BytesIO(drawing)).getpixel((1, 1))[-1] == 0  # type: ignore[index]  # LA
    elif file_format == "svg":
        command = [program("rsvg-convert", "librsvg2-bin")]
        raster = subprocess.run(command, input=drawing, check=True, capture_output=True).stdout
        assert Image.open(io.BytesIO(raster)).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]
    picture = printed(drawing, file_format, tmp_path)
    assert by_zxing(picture) == [URL]


def test_an_own_font_comes_first(tmp_path: Path) -> None:
    (font := tmp_path / "other.ttf").write_bytes(pymupdf_fonts.myfont("ubuntu"))
    for file_format in FORMATS:
        ink = []
        for more in ({}, {"font": font}):
            drawing = CODE.draw(file_format, size="40mm", caption="Oak", **more)  # type: ignore[arg-type]  # by name
            picture = printed(drawing, file_format, tmp_path).convert("L")
            ink.append((np.asarray(picture)[picture.width :] < 128).sum())
        assert ink[0] != ink[1]
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "none.ttf").write_bytes(b"no font")
    for name, message in (("pipe", "give a .ttf or .otf file"), ("none.ttf", "is not a font")):
        with pytest.raises(OptionError, match=re.escape(message)):
            CODE.draw("svg", caption="Oak", font=tmp_path / name)


class TestManyAtATime:
    def test_one_that_fails_does_not_stop_the_others(self) -> None:
        styling: Styling = {"caption": "{c}", "size": "20mm"}
        look = CodeLook.of(styling, "png")
        jobs = [
            CodeJob(URL, CardTexts(caption="Oak", call_to_action="none")),
            CodeJob("https://wa.me/?text=" + "ab" * 1500, CardTexts(caption="Oak")),
            CodeJob(URL, CardTexts(caption="x" * 501)),
            CodeJob(chat_link("+966501234567", text="long " * 60).url, CardTexts(caption="Oak")),
            CodeJob(URL, CardTexts(caption="line\n" * 45)),
            CodeJob(URL, CardTexts(caption="Ash", call_to_action="none")),
        ]
        with CodeCards(look) as cards:
            found = cards.draw(jobs)
        reasons = [each.reason if isinstance(each, RecordError) else None for each in found]
        assert reasons == [
            None, "qr_too_long", "caption_too_long", "qr_too_dense", "caption_too_long", None,
        ]  # fmt: skip
        alone = QrCode.of(URL).draw("png", size="20mm", caption="Ash")
        assert isinstance(found[-1], Drawing)
        assert unmarked(found[-1].content) == unmarked(alone)

    @each_format
    def test_a_kept_code_is_measured_and_not_drawn(self, file_format: str) -> None:
        look = CodeLook.of({"caption": "{c}"}, file_format)
        texts = CardTexts(caption="Sofa \U0001fae8", call_to_action="none")
        with CodeCards(look) as cards:
            (found,) = cards.draw([CodeJob(URL, texts, is_kept=True)])
        assert isinstance(found, Drawing)
        assert (found.content, found.is_read) == (b"", False)
        assert [note.code for note in found.notes] == ["emoji_left_out"]

    @each_format
    def test_the_code_of_another_link_is_not_let_through(self, file_format: str) -> None:
        for styling in ({}, {"title": "Oak"}):
            look = CodeLook.of(styling, file_format)  # type: ignore[arg-type]  # by name
            other = QrCode.of("https://wa.me/1").symbol
            with CodeCards(look) as cards:
                (found,) = cards.draw([CodeJob(URL, symbol=other)])
            assert isinstance(found, SymbolError)
            assert found.reason is Reason.QR_UNREADABLE

    @each_format
    def test_a_card_at_which_typst_fails_is_found(
        self, file_format: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = Typesetter.begin_draw

        def begin(
            setter: Typesetter, files: dict[str, bytes], *more: object, **also: object
        ) -> None:
            if b"Sofa" in files.get("wa-link-cards.json", b""):
                raise ChildLostError(Loss.BROKEN, "PanicException: no")
            whole(setter, files, *more, **also)  # type: ignore[arg-type]  # as they were

        monkeypatch.setattr(Typesetter, "begin_draw", begin)
        look = CodeLook.of({"title": "{t}"}, file_format)
        with CodeCards(look) as cards:
            found = cards.draw([CodeJob(URL, CardTexts(each)) for each in ("Oak", "Sofa", "Ash")])
        kinds = [type(each) for each in found]
        assert kinds == [Drawing, TextError, Drawing]
        assert isinstance(found[1], TextError)
        assert found[1].reason is Reason.TYPESETTING_FAILED

    def test_the_same_jobs_give_the_same_bytes(self) -> None:
        for file_format in FORMATS:
            look = CodeLook.of({"title": "{t}"}, file_format)
            jobs = [CodeJob(URL, CardTexts(each)) for each in ("Oak", "طاولة")]
            assert drawn(look, jobs) == drawn(look, jobs)


def test_a_pdf_is_black_alone_and_is_not_scaled() -> None:
    drawing = CODE.draw("pdf", size="40mm")
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", drawing)
    if box:
        assert [float(each) for each in box.groups()] == pytest.approx([113.386] * 2, abs=0.01)
    import pikepdf  # noqa: PLC0415  (of one test)

    with pikepdf.open(io.BytesIO(drawing)) as document:
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert [float(each) for each in document.pages[0].MediaBox] == pytest.approx(
            [0, 0, 113.386, 113.386], abs=0.01
        )
        assert "/XObject" not in document.pages[0].resources or not [
            each
            for each in document.pages[0].resources.XObject.values()
            if each.Subtype == "/Image"
        ]
        assert str(document.docinfo["/Title"]) == "QR code"
        assert document.Root.Lang == "en"
        assert "/StructTreeRoot" in document.Root
    assert drawing == CODE.draw("pdf", size="40mm")


def test_an_svg_is_shapes_alone(logo: Path) -> None:
    code = QrCode.of(URL, error_correction="H")
    drawing = code.draw("svg", title="Oak <table> & €120", logo=logo, size="40mm")
    root = ET.fromstring(drawing)  # noqa: S314  (our own)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "metadata", "path", "rect", "g", "image"}
    assert (root.get("width"), root.get("height")) == ("40mm", "51mm")
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "QR code: Oak <table> & €120"
    (image,) = root.iter("{http://www.w3.org/2000/svg}image")
    href = image.get("href")
    assert href
    assert href == image.get("{http://www.w3.org/1999/xlink}href")
    assert href.startswith("data:image/png;base64,")
    for said in (b"<script", b"<use", b"<symbol", b"transparent", b"<a "):
        assert said not in drawing


def test_a_png_says_exactly_how_large_it_is_printed() -> None:
    drawing = CODE.draw("png", size="40mm", caption="Oak table")
    per_metre = struct.unpack(">I", drawing[(at := drawing.index(b"pHYs") + 4) : at + 4])[0]
    picture = Image.open(io.BytesIO(drawing))
    assert picture.width % MODULES == 0
    assert picture.width / per_metre * 1000 == pytest.approx(40, abs=0.005)
