"""Tests of the links in office documents: each is found with its place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import odf.draw
import odf.office
import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import openpyxl.comments
import pytest
import xlsxwriter

from tests.check.documents import docx_of, pptx_of, read_entries, relations, xml, zip_of
from wa_link._support.child_work import CannotReadError
from wa_link.check.child_process import excel_cells, open_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

LINK = "https://wa.me/+447911123456"
OTHER = "https://wa.me/966501234567"


def p(*texts: str) -> str:
    """Return a paragraph of Word, one run for each text."""
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def field(*instructions: str) -> str:
    """Return a field of Word whose instruction is divided into runs."""
    runs = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in instructions)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Chat</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


BOX = f"<mc:Choice><w:txbxContent>{p(LINK)}</w:txbxContent></mc:Choice>"
FALLBACK = f"<mc:Fallback><w:txbxContent>{p(LINK)}</w:txbxContent></mc:Fallback>"
HYPERLINK = '<w:p><w:hyperlink r:id="a"{}><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:p>'
DOCX = {
    "a text in several runs": (
        p("Hi") + p("Write to https://wa", ".me/+4479", "11123456 now"),
        [("paragraph 2", f"Write to {LINK} now", "text")],
    ),
    "a hyperlink": (HYPERLINK.format("", "Chat"), [("paragraph 1", LINK, "target")]),
    "a hyperlink that shows its target": (
        HYPERLINK.format("", LINK),
        [("paragraph 1", LINK, "target")],
    ),
    "a hyperlink that shows another link": (
        HYPERLINK.format("", OTHER),
        [("paragraph 1", LINK, "target"), ("paragraph 1", OTHER, "text")],
    ),
    "a hyperlink that shows a longer link": (
        HYPERLINK.format("", f"{LINK}7"),
        [("paragraph 1", LINK, "target"), ("paragraph 1", f"{LINK}7", "text")],
    ),
    "a hyperlink with its part after #": (
        HYPERLINK.format(' w:anchor="5"', "Chat"),
        [("paragraph 1", f"{LINK}#5", "target")],
    ),
    "a field": (
        field(' HYPERLINK "https://wa.me/', '+447911123456" \\o "tip" '),
        [("paragraph 1", LINK, "target")],
    ),
    "a field with its part after #": (
        field(f'HYPERLINK "{LINK}" \\l "5"'),
        [("paragraph 1", f"{LINK}#5", "target")],
    ),
    "a field without quotes": (
        field(f"HYPERLINK {LINK}"),
        [("paragraph 1", LINK, "target")],
    ),
    "a simple field": (
        f'<w:p><w:fldSimple w:instr=" HYPERLINK &quot;{LINK}&quot; "/></w:p>',
        [("paragraph 1", LINK, "target")],
    ),
    "another field": (field("PAGE"), []),
    "a shape of an old program": (
        f'<w:p><w:pict><v:shape xmlns:v="v" href="{LINK}"/></w:pict></w:p>',
        [("paragraph 1", LINK, "target")],
    ),
    "a link outside of paragraphs": (
        '<w:sdt><a:hlinkClick r:id="a"/></w:sdt>',
        [("document", LINK, "target")],
    ),
    "a paragraph that is not in a field any more": (
        field(f'HYPERLINK "{LINK}"') + p(OTHER),
        [("paragraph 1", LINK, "target"), ("paragraph 2", OTHER, "text")],
    ),
    "a text box, which the file has twice": (
        f"<w:p><w:r><mc:AlternateContent>{BOX}{FALLBACK}</mc:AlternateContent></w:r></w:p>",
        [("paragraph 1", LINK, "text")],
    ),
    "a picture with a link": (
        '<w:p><w:drawing><a:hlinkClick r:id="a"/></w:drawing></w:p>',
        [("paragraph 1", LINK, "target")],
    ),
    "a break in a text": (
        f"<w:p><w:r><w:t>{LINK}</w:t><w:br/><w:t>{OTHER}</w:t></w:r></w:p>",
        [("paragraph 1", f"{LINK}\n{OTHER}", "text")],
    ),
    "removed text": (f"<w:p><w:del><w:delText>{LINK}</w:delText></w:del></w:p>", []),
    "a hyperlink that is divided into two": (
        HYPERLINK.format("", "Chat").replace("</w:p>", "") + HYPERLINK.format("", "now")[5:],
        [("paragraph 1", LINK, "target")],
    ),
    "text without a link": (p("Chat with us on WhatsApp"), []),
}


@pytest.mark.parametrize(("body", "found"), DOCX.values(), ids=DOCX)
def test_links_of_a_docx(body: str, found: list[tuple[str, str, str]]) -> None:
    assert read_entries(docx_of(body, {"a": LINK}), "office") == found


def test_other_targets_are_left_out() -> None:
    links = ("mailto:a@b.example/c", "tel:+447911123456", "#top", "file:///c:/a")
    body = "".join(f'<w:p><w:hyperlink r:id="l{i}"/></w:p>' for i in range(len(links)))
    data = docx_of(body, {f"l{i}": link for i, link in enumerate(links)})
    assert read_entries(data, "office") == []


@pytest.mark.parametrize(
    ("path", "tag", "place"),
    [
        ("word/header1.xml", "w:hdr", "page header"),
        ("word/footer2.xml", "w:ftr", "page footer"),
        ("word/footnotes.xml", "w:footnotes", "footnotes"),
        ("word/comments.xml", "w:comments", "comments"),
        ("word/charts/chart1.xml", "w:c", "part word/charts/chart1.xml"),
    ],
)
def test_links_outside_of_the_body_of_a_docx(path: str, tag: str, place: str) -> None:
    data = docx_of(p("Hi"), more={path: xml(tag, p(LINK))})
    assert read_entries(data, "office") == [(place, LINK, "text")]


def slide(text: str, name: str = "", shape: str = "") -> str:
    """Return a slide with a text box; `name` is the ID of its link, `shape` that of the box."""
    link, click = (f'<a:hlinkClick r:id="{item}"/>' if item else "" for item in (name, shape))
    run = f"<a:r><a:rPr>{link}</a:rPr><a:t>{text}</a:t></a:r>"
    box = f"<p:nvSpPr><p:cNvPr>{click}</p:cNvPr></p:nvSpPr><p:txBody><a:p>{run}</a:p></p:txBody>"
    return f"<p:cSld><p:spTree><p:sp>{box}</p:sp></p:spTree></p:cSld>"


def test_links_of_a_pptx_in_the_order_of_its_slides() -> None:
    data = pptx_of(
        [slide("Hi"), slide("Chat", "a", "b"), slide(LINK)],
        {
            "ppt/slides/_rels/slide2.xml.rels": relations(
                ("a", "hyperlink", LINK),
                ("b", "hyperlink", OTHER),
                ("c", "notesSlide", "../notesSlides/notesSlide1.xml"),
                ("d", "slideLayout", "../slideLayouts/slideLayout1.xml"),
                ("e", "chart", "../charts/chart1.xml"),
            ),
            "ppt/notesSlides/notesSlide1.xml": xml("p:notes", slide(OTHER)),
            "ppt/slideLayouts/slideLayout1.xml": xml("p:sldLayout", slide(LINK)),
            "ppt/charts/chart1.xml": xml("p:chart", slide(LINK)),
            "ppt/slides/slide9.xml": xml("p:sld", slide(OTHER)),
        },
    )
    assert read_entries(data, "office") == [
        ("slide 2", LINK, "target"),
        ("slide 2", OTHER, "target"),
        ("notes of slide 2", OTHER, "text"),
        ("slide 2", LINK, "text"),
        ("slide 3", LINK, "text"),
        ("slide layout", LINK, "text"),
        ("part ppt/slides/slide9.xml", OTHER, "text"),
    ]


def xlsx_of_all_kinds() -> bytes:
    """Return an .xlsx that XlsxWriter wrote, with links of all kinds."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_urls": False}) as book:
        book.add_worksheet("Empty")
        sheet = book.add_worksheet("Contacts")
        bold = book.add_format({"bold": True})
        sheet.write_string("A1", f"Write to {LINK}")
        sheet.write_string("A2", "no link")
        sheet.write_url("B4", LINK, string="Chat")
        sheet.write_url("B5", f"{OTHER}?text=Sofa#5", string="Chat")
        sheet.write_url("B6", OTHER)
        sheet.write_rich_string("C1", "https://wa.me", bold, "/+447911123456")
        sheet.write_formula("D1", f'=HYPERLINK("{LINK}","Chat")', value="Chat")
        sheet.write_formula("D2", '=HYPERLINK("https://wa.me/+"&A2,"Chat")', value="Chat")
        sheet.write_formula("D3", '="https://wa.me/"&A2', value=OTHER)
        sheet.write_formula("D4", "=1/2", value=0.5)
        sheet.write_comment("E1", f"Ask {LINK}")
        sheet.insert_textbox("F1", "Chat", {"url": LINK})
        sheet.set_footer(f"&C{OTHER}")
    return file.getvalue()


def test_links_of_an_xlsx() -> None:
    assert read_entries(xlsx_of_all_kinds(), "office") == [
        ("sheet Contacts, cell A1", f"Write to {LINK}", "cell"),
        ("sheet Contacts, cell C1", LINK, "cell"),
        ("sheet Contacts, cell D1", LINK, "target"),
        ("sheet Contacts, cell D2", "https://wa.me/+{{A2}}", "text"),
        ("sheet Contacts, cell D3", OTHER, "cell"),
        ("sheet Contacts, cell B4", LINK, "target"),
        ("sheet Contacts, cell B5", f"{OTHER}?text=Sofa#5", "target"),
        ("sheet Contacts, cell B6", OTHER, "target"),
        ("sheet Contacts, page header or footer", f"&C{OTHER}", "text"),
        ("sheet Contacts, a drawing", LINK, "target"),
        ("sheet Contacts, comment of cell E1", f"Ask {LINK}", "text"),
    ]


def test_links_of_an_xlsx_of_openpyxl() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "A\u202eB"
    sheet["C3"] = "Chat"
    sheet["C3"].hyperlink = LINK
    sheet["C4"] = f"{OTHER} & more"
    sheet["C5"].comment = openpyxl.comments.Comment(LINK, "Oak")
    book.save(file := io.BytesIO())
    assert read_entries(file.getvalue(), "office") == [
        ("sheet A\\u202eB, cell C3", LINK, "target"),
        ("sheet A\\u202eB, cell C4", f"{OTHER} & more", "cell"),
        ("sheet A\\u202eB, comment of cell C5", LINK, "text"),
    ]


def test_the_pronunciation_of_a_text_is_left_out() -> None:
    shared = f"<si><r><t>{LINK}</t></r><rPh><t>/wa</t></rPh></si>"
    inline = f'<c r="A2" t="inlineStr"><is><t>{OTHER}</t><rPh><t>/wa</t></rPh></is></c>'
    data = zip_of(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": xml("workbook", '<sheets><sheet name="S" r:id="s"/></sheets>'),
            "xl/_rels/workbook.xml.rels": relations(
                ("s", "worksheet", "s.xml"), ("t", "sharedStrings", "t.xml")
            ),
            "xl/s.xml": xml("worksheet", f'<c r="A1" t="s"><v>0</v></c>{inline}'),
            "xl/t.xml": xml("sst", shared),
        }
    )
    assert read_entries(data, "office") == [
        ("sheet S, cell A1", LINK, "cell"),
        ("sheet S, cell A2", OTHER, "cell"),
    ]


def test_only_single_texts_have_a_limit() -> None:
    assert read_entries(docx_of(p("a" * 400_000) * 3), "office") == []


def test_inline_texts_of_an_xlsx() -> None:
    cells = (
        f'<row r="1"><c r="AA7" t="inlineStr"><is><t>{LINK}</t></is></c>'
        '<c r="AB7"><v>7</v></c></row>'
    )
    data = zip_of(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": xml(
                "workbook",
                '<sheets><sheet name="S" r:id="s"/><sheet name="Again" r:id="s"/></sheets>',
            ),
            "xl/_rels/workbook.xml.rels": relations(("s", "worksheet", "worksheets/a.xml")),
            "xl/worksheets/a.xml": xml("worksheet", f"<sheetData>{cells}</sheetData>"),
        }
    )
    assert read_entries(data, "office") == [("sheet S, cell AA7", LINK, "cell")]


def odf_bytes(document: odf.opendocument.OpenDocument) -> bytes:
    document.write(file := io.BytesIO())
    return file.getvalue()


def test_links_of_an_odt() -> None:
    document = odf.opendocument.OpenDocumentText()
    document.text.addElement(odf.text.H(outlinelevel=1, text="Hi"))
    paragraph = odf.text.P(text="Chat: ")
    paragraph.addElement(odf.text.A(href=LINK, text="here"))
    document.text.addElement(paragraph)
    shown = odf.text.P()
    shown.addElement(odf.text.A(href=LINK, text=LINK))
    document.text.addElement(shown)
    divided = odf.text.P(text="Write to https://wa.me/+44")
    divided.addElement(odf.text.Span(text="7911123456"))
    divided.addElement(odf.text.LineBreak())
    divided.addElement(odf.text.Span(text="now"))
    document.text.addElement(divided)
    layout = odf.style.PageLayout(name="L")
    document.automaticstyles.addElement(layout)
    master = odf.style.MasterPage(name="Standard", pagelayoutname=layout)
    footer = odf.style.Footer()
    footer.addElement(odf.text.P(text=OTHER))
    master.addElement(footer)
    document.masterstyles.addElement(master)
    assert read_entries(odf_bytes(document), "office") == [
        ("paragraph 2", LINK, "target"),
        ("paragraph 3", LINK, "target"),
        ("paragraph 4", f"Write to {LINK}\nnow", "text"),
        ("page header, footer or background", OTHER, "text"),
    ]


def test_links_of_an_ods() -> None:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Contacts")
    table.addElement(odf.table.TableRow(numberrowsrepeated=3))
    row = odf.table.TableRow()
    row.addElement(odf.table.TableCell(numbercolumnsrepeated=26))
    cell = odf.table.TableCell(valuetype="string")
    cell.addElement(odf.text.P(text="Chat"))
    cell.addElement(odf.text.P(text=LINK))
    row.addElement(cell)
    linked = odf.table.TableCell(valuetype="string")
    paragraph = odf.text.P()
    paragraph.addElement(odf.text.A(href=OTHER, text="Chat"))
    linked.addElement(paragraph)
    row.addElement(linked)
    for formula in (f'of:=HYPERLINK("{LINK}";"Chat")', 'of:=HYPERLINK("https://wa.me/"&[.A1])'):
        computed = odf.table.TableCell(valuetype="string", formula=formula)
        computed.addElement(odf.text.P(text="Chat"))
        row.addElement(computed)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    assert read_entries(odf_bytes(document), "office") == [
        ("sheet Contacts, cell AA4", f"Chat\n{LINK}", "cell"),
        ("sheet Contacts, cell AB4", OTHER, "target"),
        ("sheet Contacts, cell AC4", LINK, "target"),
        ("sheet Contacts, cell AD4", "https://wa.me/{{[.A1]}}", "text"),
    ]


def odp_of(pages: str) -> bytes:
    """Return an .odp with these pages; the last one is not closed."""
    names = "".join(
        f' xmlns:{name}="{name}"' for name in ("office", "draw", "text", "xlink", "presentation")
    )
    body = f"<office:presentation>{pages}</draw:page></office:presentation>"
    content = f"<office:document-content{names}><office:body>{body}</office:body>"
    return zip_of({"content.xml": f"{content}</office:document-content>"})


def test_links_of_an_odp() -> None:
    pages = (
        f"<draw:page><draw:frame><draw:text-box><text:p>{LINK}</text:p></draw:text-box>"
        f'</draw:frame></draw:page><draw:page><draw:a xlink:href="{OTHER}">'
        '<draw:frame><draw:image xlink:href="https://x.example/a.png"/></draw:frame></draw:a>'
        f"<presentation:notes><text:p>{LINK}</text:p></presentation:notes>"
    )
    assert read_entries(odp_of(pages), "office") == [
        ("slide 1", LINK, "text"),
        ("slide 2", OTHER, "target"),
        ("notes of slide 2", LINK, "text"),
    ]


ENTITIES = '<!DOCTYPE a [<!ENTITY b "aaaa"><!ENTITY c "&b;&b;">]><a>&c;</a>'
MANIFEST = '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "a bomb": (
        lambda: docx_of("", more={"word/media/a.bin": bytes(60_000_000)}),
        "would unpack from .* far more than a usual document. Open it in an office program",
    ),
    "10,001 parts": (
        lambda: docx_of("", more={f"word/media/{i}": b"" for i in range(10_001)}),
        "would unpack to 10,005 files",
    ),
    "entities": (lambda: docx_of("", more={"word/header1.xml": ENTITIES}), "document type"),
    "entities in relations": (
        lambda: docx_of("", more={"word/_rels/document.xml.rels": ENTITIES}),
        "document type",
    ),
    "XML that is cut off": (
        lambda: docx_of("", more={"word/header1.xml": "<a><b>"}),
        "not well-formed. Open it in an office program and save it again",
    ),
    "an encrypted .docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an encrypted .odt": (
        lambda: zip_of({"content.xml": b"\1\2", "META-INF/manifest.xml": MANIFEST}),
        "password",
    ),
    "a .doc": (lambda: OLE, "is not a document of an office program"),
    "a zip archive": (lambda: zip_of({"a.txt": "a"}), "is not a document of an office program"),
    "a document without its main part": (
        lambda: zip_of({"_rels/.rels": relations(("a", "officeDocument", "word/document.xml"))}),
        "is not a document of an office program",
    ),
    "half of a document": (lambda: docx_of(p(LINK))[:300], "is damaged"),
    "a long paragraph": (lambda: docx_of(p("ab/" * 400_000)), r"1,000,000 .*\(paragraph 1\)"),
}


@pytest.mark.parametrize(("make", "message"), REFUSED.values(), ids=REFUSED)
def test_bad_documents_are_refused(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(CannotReadError, match=message):
        read_entries(make(), "office")


LONG_TEXTS = {
    "xlsx": (xlsx_of_all_kinds, excel_cells, "a cell"),
    "ods": (lambda: odp_of("<draw:page><text:p>long</text:p>"), open_documents, "slide 1"),
}


@pytest.mark.parametrize(("make", "module", "place"), LONG_TEXTS.values(), ids=LONG_TEXTS)
def test_long_texts_are_refused(
    make: Callable[[], bytes], module: ModuleType, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_CHARACTERS", 3)
    with pytest.raises(CannotReadError, match=rf"characters \({place}\)"):
        read_entries(make(), "office")
