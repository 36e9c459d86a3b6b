"""Tests of PDF for print: black uses one ink, pages are never scaled, joined parts keep links."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from shutil import which
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.printing.typeset import LINK, own_design, typesetter
from wa_link.printing.cards.cards import CardTexts, make_card
from wa_link.printing.cards.designs import Design, load_built_in
from wa_link.printing.finish.finish_pdf import finish_pdf
from wa_link.printing.labels import label_drawing, label_pages
from wa_link.printing.labels.label_pages import Label
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.printing.typesetting.document import DocumentSetup, PlacedCard
from wa_link.printing.typesetting.measure_cards import measure_cards
from wa_link.printing.typesetting.measured_card import MeasuredCard
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.colours import parse_colour
from wa_link.qr.render.style import Style
from wa_link.qr.render.svg import draw_code_svg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wa_link.printing.typesetting.typesetter import Typesetter

SIZE = (80.0, 50.0)
TITLES = ("Oak table & <chairs>", "شقة للبيع", "דירה", "Київ")
# A design that draws grey and black in a form (by opacity), a pattern, a gradient and a picture.
GREYS = """{
  code(card, 20mm)
  text(fill: black, size: 9pt, card.title)
  circle(radius: 2mm, fill: luma(40%))
  rect(width: 5mm, height: 5mm, fill: tiling(size: (2mm, 2mm), line(stroke: luma(30%))))
  rect(width: 5mm, height: 5mm, fill: gradient.linear(luma(0%), luma(90%), space: luma))
  rect(width: 5mm, height: 5mm, fill: luma(50%).transparentize(50%))
}"""
needs_poppler = pytest.mark.skipif(not which("pdftotext"), reason="poppler is not installed")


@pytest.fixture(scope="module")
def setter() -> Iterator[Typesetter]:
    with typesetter() as running:
        yield running


def draw_cards(setter: Typesetter, design: Design, titles: tuple[str, ...]) -> bytes:
    """Return a PDF that Typst made, with one card on each page."""
    artwork = Artwork.of(make_symbol(LINK), Style.of({}))
    texts = [CardTexts(title, call_to_action="none") for title in titles]
    cards = [make_card(LINK, draw_code_svg(artwork), artwork.width, each) for each in texts]
    frame = DocumentSetup(design, SIZE, SIZE, parse_colour("navy"), setter.families)
    results = measure_cards(setter, frame, cards)
    fitted = [each.card for each in results if isinstance(each, MeasuredCard)]
    assert len(fitted) == len(titles)
    pages = [[PlacedCard(0, 0, number)] for number in range(len(fitted))]
    setter.begin_draw(
        frame.make_drawing_files(fitted, pages), len(fitted), "pdf", with_system=False
    )
    (pdf,) = setter.finish_draw()
    return pdf


@pytest.fixture(scope="module")
def part(setter: Typesetter) -> bytes:
    return draw_cards(setter, load_built_in("label"), TITLES)


def poppler(tool: str, pdf: bytes, *options: str) -> str:
    done = subprocess.run([tool, *options], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def count_components(pdf: bytes) -> list[int]:
    """Return the number of colour components of each ICC profile in a PDF, such as 1 for grey."""
    with pikepdf.open(BytesIO(pdf)) as document:
        arrays = [each for each in document.objects if isinstance(each, pikepdf.Array)]
        return [int(each[1].N) for each in arrays if len(each) == 2 and each[0] == "/ICCBased"]


def find_colour_spaces(pdf: bytes) -> set[str]:
    """Return the names of the colour spaces that pages, forms and patterns of a PDF use."""
    found: set[str] = set()

    def walk(obj: object, seen: frozenset[tuple[int, int]]) -> None:
        if isinstance(obj, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
            if obj.is_indirect and obj.objgen in seen:
                return
            below = seen | {obj.objgen} if obj.is_indirect else seen
            children = obj if isinstance(obj, pikepdf.Array) else [each for _, each in obj.items()]
            for child in children:
                walk(child, below)
        elif isinstance(obj, pikepdf.Name) and "Device" in str(obj):
            found.add(str(obj))

    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            walk(page.Resources, frozenset())
    return found


def test_grey_has_no_profile(part: bytes) -> None:
    assert 1 in count_components(part)
    done = finish_pdf([part], "Labels")
    assert 1 not in count_components(done)
    assert "/DeviceGray" in find_colour_spaces(done)


def test_grey_in_forms_and_patterns_has_no_profile(setter: Typesetter) -> None:
    pdf = draw_cards(setter, own_design(GREYS), ("Oak table",))
    assert 1 in count_components(pdf)
    assert 1 not in count_components(finish_pdf([pdf], "Labels"))


def test_black_takes_only_black_ink(part: bytes) -> None:
    """Letters and modules are printed with black ink only, not as dots or a mix of inks."""
    with pikepdf.open(BytesIO(finish_pdf([part], "Labels"))) as document:
        page = document.pages[0]
        names = {
            name for name, space in page.Resources.ColorSpace.items() if space == "/DeviceGray"
        }
        content = page.Contents.read_bytes().decode("latin-1")
    set_colours = re.findall(r"(/c\d+) cs ([\d. ]+) scn", content)
    letters = [pair for pair in set_colours if pair[0] in names]
    assert letters
    assert {value for _, value in letters} <= {"0", "1"}  # 1 is white, the colour below a code
    before_letters = re.findall(r"(/c\d+) cs ([\d.]+) scn[^c]*?BT", content)
    assert {(name in names, value) for name, value in before_letters} == {(True, "0")}


def test_a_pdf_is_not_scaled_and_has_its_title(part: bytes) -> None:
    with pikepdf.open(BytesIO(finish_pdf([part], "Prices <& more>", lang="ar"))) as document:
        preferences = document.Root.ViewerPreferences
        assert preferences.PrintScaling == "/None"
        assert bool(preferences.DisplayDocTitle)
        assert str(document.Root.Lang) == "ar"
        assert str(document.docinfo.Title) == "Prices <& more>"
        assert str(document.docinfo.Creator) == "wa-link"
        xml = document.Root.Metadata.read_bytes().decode()
    assert "Prices &lt;&amp; more&gt;</rdf:li>" in xml
    assert "<rdf:li>ar</rdf:li>" in xml
    assert "<pdfuaid:part>1<" in xml


@pytest.mark.parametrize("bleed", [0.0, 3.0])
def test_a_bleed_sets_the_boxes(part: bytes, bleed: float) -> None:
    with pikepdf.open(BytesIO(finish_pdf([part], "Labels", bleed=bleed))) as document:
        page = document.pages[0]
        media = [float(each) for each in page.MediaBox]
        trim = [float(each) for each in page.trimbox]
        assert (
            [float(each) for each in page.BleedBox] == media if bleed else "/BleedBox" not in page
        )
    points = bleed * 72 / 25.4
    moved = [points, points, -points, -points]
    assert trim == pytest.approx([a + b for a, b in zip(media, moved, strict=True)])


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_parts_give_the_same_bytes(part: bytes, count: int) -> None:
    assert finish_pdf([part] * count, "Labels") == finish_pdf([part] * count, "Labels")


def test_one_part_keeps_its_tags(part: bytes) -> None:
    with pikepdf.open(BytesIO(finish_pdf([part], "Labels"))) as document:
        assert "/StructTreeRoot" in document.Root
        assert bool(document.Root.MarkInfo.Marked)


def test_joined_parts_keep_all_but_their_tags(part: bytes) -> None:
    with pikepdf.open(BytesIO(finish_pdf([part] * 3, "Labels", lang="ar"))) as document:
        assert len(document.pages) == 3 * len(TITLES)
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
            assert name not in document.Root
        for page in document.pages:
            assert "/StructParents" not in page
            (link,) = page.Annots
            assert "/StructParent" not in link
            assert str(link.A.URI) == LINK
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert str(document.Root.Lang) == "ar"
        assert str(document.docinfo.Title) == "Labels"
        xml = document.Root.Metadata.read_bytes().decode()
    assert "pdfuaid:part" not in xml
    assert f"<xmpTPg:NPages>{3 * len(TITLES)}<" in xml


@needs_poppler
@pytest.mark.parametrize("count", [1, 2])
def test_poppler_reads_texts_and_fonts(part: bytes, count: int) -> None:
    pdf = finish_pdf([part] * count, "Labels")
    pages = poppler("pdftotext", pdf, "-", "-").rstrip("\f").split("\f")
    # Poppler adds control characters for the direction to a text that is read from right to left.
    plain = [re.sub("[\u202a-\u202e\n]+", " ", page).strip() for page in pages]
    assert plain == [*TITLES] * count
    for line in poppler("pdffonts", pdf, "-").splitlines()[2:]:
        assert re.search(r"CID TrueType +Identity-H +yes yes yes", line)
    is_tagged = "yes" if count == 1 else "no"
    assert re.search(rf"Tagged: +{is_tagged}", poppler("pdfinfo", pdf, "-box", "-"))


def test_a_long_run_is_drawn_in_parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in (label_drawing, label_pages):
        monkeypatch.setattr(module, "LABELS_PER_PART", 21)
    sheet = LabelSheet("L7160", document_title="Shop")
    texts = [CardTexts(f"Flat {number}") for number in range(64)]
    for added in sheet.add_all(Label(LINK, each) for each in texts):
        assert isinstance(added, tuple)
    sheet.save(tmp_path / "labels.pdf")
    assert sheet.remarks == ("A PDF of more than 21 labels has no tags for screen readers.",)
    with pikepdf.open(tmp_path / "labels.pdf") as document:
        assert [len(page.Annots) for page in document.pages] == [21, 21, 21, 1]
        assert str(document.docinfo.Title) == "Shop"
        assert str(document.Root.Lang) == "en"


def test_a_short_run_has_no_notes(tmp_path: Path) -> None:
    paths = [tmp_path / "labels.pdf", tmp_path / "again.pdf"]
    for path in paths:
        sheet = LabelSheet("L7160")
        sheet.add(LINK, title="שלום")
        sheet.save(path)
        assert sheet.remarks == ()
    with pikepdf.open(tmp_path / "labels.pdf") as document:
        assert str(document.Root.Lang) == "he"
        assert "/StructTreeRoot" in document.Root
    first, again = (path.read_bytes() for path in paths)
    assert first == again
