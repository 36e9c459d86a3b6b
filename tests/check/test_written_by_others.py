"""Documents that programs of others write: the command finds each link, with its place."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import docx
import docx.oxml
import docx.oxml.ns
import fpdf
import odf.opendocument
import odf.text
import openpyxl
import openpyxl.comments
import pptx
import pptx.util
import pytest
import segno
from PIL import Image, ImageOps

import wa_link as library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def link(number: int) -> str:
    """Return a link with a `+`; each number is another link."""
    return f"https://wa.me/+4479111234{number:02}"


def write_docx(path: Path) -> list[tuple[str, str]]:
    document = docx.Document()
    document.add_heading(f"Write to {link(1)}", level=1)
    paragraph = document.add_paragraph("Or ")
    element = docx.oxml.OxmlElement("w:hyperlink")
    target = document.part.relate_to(link(2), HYPERLINK, is_external=True)
    element.set(docx.oxml.ns.qn("r:id"), target)
    element.append(paragraph.add_run("chat")._r)  # noqa: SLF001  (there is no other way)
    paragraph._p.append(element)  # noqa: SLF001  (the same)
    divided = document.add_paragraph(style="List Bullet")
    for part in (link(3)[:19], link(3)[19:22], link(3)[22:]):
        divided.add_run(part).bold = part == link(3)[:19]
    document.add_table(rows=1, cols=2).cell(0, 1).text = link(4)
    document.sections[0].header.paragraphs[0].text = link(5)
    document.sections[0].footer.paragraphs[0].text = link(6)
    document.add_comment(divided.runs, text=link(7), author="Maria")
    document.save(str(path))
    places = ("paragraph 1", "paragraph 2", "paragraph 3", "paragraph 5", "page header")
    return [
        *((place, link(number)) for number, place in enumerate(places, 1)),
        ("page footer", link(6)),
        ("comments", link(7)),
    ]


def write_pptx(path: Path) -> list[tuple[str, str]]:
    document = pptx.Presentation()
    first = document.slides.add_slide(document.slide_layouts[0])
    first.shapes.title.text = f"Write to {link(1)}"
    run = first.placeholders[1].text_frame.paragraphs[0].add_run()
    run.text = "Chat"
    run.hyperlink.address = link(2)
    second = document.slides.add_slide(document.slide_layouts[6])
    inch = pptx.util.Inches(1)
    shape = second.shapes.add_shape(1, inch, inch, inch, inch)
    shape.click_action.hyperlink.address = link(3)
    table = second.shapes.add_table(1, 1, inch, inch, inch, inch).table
    table.cell(0, 0).text = link(4)
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(inch, inch, inch, inch).text_frame.text = link(5)
    second.notes_slide.notes_text_frame.text = link(6)
    document.save(str(path))
    return [
        ("slide 1", link(1)), ("slide 1", link(2)), *(("slide 2", link(n)) for n in (3, 4, 5)),
        ("notes of slide 2", link(6)),
    ]  # fmt: skip


def write_xlsx(path: Path) -> list[tuple[str, str]]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Shops & more"
    sheet["A1"] = f"Write to {link(1)}"
    sheet["B2"] = "Chat"
    sheet["B2"].hyperlink = link(2)
    sheet["C3"] = f'=HYPERLINK("{link(3)}", "Chat")'
    sheet["D4"] = 5
    sheet["D4"].comment = openpyxl.comments.Comment(link(4), "Maria")
    sheet.merge_cells("E5:F6")
    sheet["E5"] = link(5)
    other = book.create_sheet("Hidden")
    other.sheet_state = "hidden"
    other["A9"] = link(6)
    book.save(path)
    cells = {1: "cell A1", 2: "cell B2", 3: "cell C3", 4: "comment of cell D4", 5: "cell E5"}
    return [
        *((f"sheet Shops & more, {cell}", link(number)) for number, cell in cells.items()),
        ("sheet Hidden, cell A9", link(6)),
    ]


def write_odt(path: Path) -> list[tuple[str, str]]:
    document = odf.opendocument.OpenDocumentText()
    document.text.addElement(odf.text.H(outlinelevel=1, text=f"Write to {link(1)}"))
    paragraph = odf.text.P(text="Or ")
    paragraph.addElement(odf.text.A(href=link(2), text="chat"))
    document.text.addElement(paragraph)
    document.save(str(path))
    return [("paragraph 1", link(1)), ("paragraph 2", link(2))]


def code(number: int, turn: int = 0, *, is_inverted: bool = False) -> Image.Image:
    """Return a QR code on a square of 200 pixels, turned by degrees."""
    segno.make(link(number)).save(file := io.BytesIO(), kind="png", scale=5)
    picture = Image.open(file).convert("L")
    picture = ImageOps.invert(picture) if is_inverted else picture
    return picture.rotate(turn, expand=True, fillcolor=0 if is_inverted else 255).resize((200, 200))


def write_pdf(path: Path) -> list[tuple[str, str]]:
    document = fpdf.FPDF()
    document.set_font("helvetica", size=12)
    document.add_page()
    document.cell(text="Chat", link=link(1))
    document.ln(20)
    document.multi_cell(150, text=f"Write to {link(2)} now", new_x="LMARGIN", new_y="NEXT")
    document.link(50, 100, 30, 30, link(3))
    document.add_page()
    for column, number in enumerate((4, 5, 6)):
        picture = code(number, turn=(0, 90, 30)[column], is_inverted=number == 5)
        document.image(picture, x=10 + 60 * column, y=20, w=45)
    document.output(str(path))
    return [
        *(("page 1", link(number)) for number in (1, 2, 3)),
        *(("page 2, QR code", link(number)) for number in (4, 5, 6)),
    ]


def write_picture(path: Path) -> list[tuple[str, str]]:
    photo = Image.new("RGB", (900, 700), (150, 120, 90))
    for place, number in enumerate((1, 2, 3, 4)):
        picture = code(number, turn=(0, 180, 20, 0)[place], is_inverted=number == 4)
        photo.paste(picture.convert("RGB"), (60 + 420 * (place % 2), 60 + 320 * (place // 2)))
    photo.save(path, quality=85)
    return [("QR code", link(number)) for number in (1, 2, 3, 4)]


WRITERS: dict[str, Callable[[Path], list[tuple[str, str]]]] = {
    "a.docx": write_docx,
    "a.pptx": write_pptx,
    "a.xlsx": write_xlsx,
    "a.odt": write_odt,
    "a.pdf": write_pdf,
    "a.jpg": write_picture,
    "a.webp": write_picture,
}


def find(wa_link: Callable[..., Run], *paths: Path) -> list[tuple[str, str]]:
    run = wa_link("check", *map(str, paths), "--output-format", "json")
    report = json.loads(run.out)
    assert report["errors"] == []
    assert {each["code"] for each in report["findings"]} <= {"WA101"}
    return sorted((each["part"], each["link"]) for each in report["findings"])


@pytest.mark.parametrize("name", WRITERS)
def test_all_links_of_a_document_are_found(
    wa_link: Callable[..., Run], tmp_path: Path, name: str
) -> None:
    written = WRITERS[name](tmp_path / name)
    assert find(wa_link, tmp_path / name) == sorted(written)


@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_codes_that_wa_link_drew_are_right(
    wa_link: Callable[..., Run], tmp_path: Path, name: str
) -> None:
    link = library.chat_link("+44 7911 123456", text="Bed & Table: 50%")
    link.qr().save(tmp_path / name, title="Sofa")
    run = wa_link("check", str(tmp_path / name))
    assert (run.code, run.out) == (0, "")
    assert "; 0 links are right" not in run.err
