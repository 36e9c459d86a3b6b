"""Tests of the links in PDFs: annotations, bookmarks, texts and QR codes."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import fpdf
import pikepdf
import pytest

from tests.check.documents import read_entries
from tests.check.test_pictures import code
from wa_link import LabelSheet
from wa_link._support.child_work import CannotReadError
from wa_link.check.child_process import pdf_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

LINK = "https://wa.me/+447911123456"
OTHER = "https://wa.me/966501234567"


def pdf_of(*pages: Callable[[fpdf.FPDF], object], size: str | tuple[float, float] = "A4") -> bytes:
    """Return a PDF; each function draws one page."""
    document = fpdf.FPDF(format=size)
    document.set_font("helvetica", size=12)
    for draw in pages:
        document.add_page()
        draw(document)
    return bytes(document.output())


def text(content: str) -> Callable[[fpdf.FPDF], object]:
    return lambda page: page.multi_cell(180, text=content)


def blank(_: fpdf.FPDF) -> None:
    """Draw nothing."""


def changed(
    data: bytes,
    change: Callable[[pikepdf.Pdf], object],
    encryption: pikepdf.Encryption | None = None,
) -> bytes:
    """Return a PDF that pikepdf has changed."""
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(file := io.BytesIO(), encryption=encryption)
    return file.getvalue()


def uri(link: bytes | str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(link))


def test_the_links_of_each_page_are_found() -> None:
    data = pdf_of(
        blank,
        lambda page: page.cell(text="Chat with us", link=LINK),
        text(f"Write to {OTHER} now"),
        lambda page: page.image(code(), w=20),
    )
    assert read_entries(data, "pdf") == [
        ("page 2", LINK, "target"),
        ("page 3", f"Write to {OTHER} now", "text"),
        ("page 4, QR code", LINK, "code"),
    ]


def test_a_text_that_shows_its_target_is_found_once() -> None:
    data = pdf_of(lambda page: page.cell(text=LINK, link=LINK))
    assert read_entries(data, "pdf") == [("page 1", LINK, "target")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"{LINK}\nOpen daily", f"{LINK}\nOpen daily"),
        (f"Chat: {LINK[:20]}\n{LINK[20:]}", None),
        (f"{OTHER} now\n24 hours", f"{OTHER} now\n24 hours"),
        (f"Chat: {OTHER}?text=Hi%20\nthere%20you\nor {OTHER}", f"there%20you\nor {OTHER}"),
    ],
    ids=["a word follows", "digits follow", "the line ends with another word", "an escape follows"],
)
def test_a_link_that_may_go_on_is_left_out(content: str, found: str | None) -> None:
    texts = [link for _, link, _ in read_entries(pdf_of(text(content)), "pdf")]
    assert [shown.removeprefix("Chat: \n") for shown in texts] == ([found] if found else [])


def add_actions(document: pikepdf.Pdf) -> None:
    """Add a button with actions in a circle, bookmarks in a circle, and damaged objects."""
    action = document.make_indirect(uri(f"{LINK}1"))
    action.Next = pikepdf.Array([uri(f"{LINK}2"), action, pikepdf.Dictionary(S=pikepdf.Name.URI)])
    button = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Screen,
        Rect=[0, 0, 9, 9],
        A=action,
        AA=pikepdf.Dictionary(E=uri(f"{LINK}3"), X=7),
    )
    latin = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=uri(b"https://wa.me/\xe9"))
    document.pages[0].Annots = pikepdf.Array([button, 7, latin, pikepdf.Dictionary(A=7)])
    entry = document.make_indirect(pikepdf.Dictionary(Title="Chat", A=uri(OTHER)))
    entry.Next = entry
    document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(First=entry))
    document.Root.OpenAction = uri(f"{OTHER}1")


def test_buttons_and_bookmarks_are_found() -> None:
    found = read_entries(changed(pdf_of(blank), add_actions), "pdf")
    assert found == [
        ("bookmarks", f"{OTHER}1", "target"),
        ("bookmarks", OTHER, "target"),
        *(("page 1", f"{LINK}{number}", "target") for number in (1, 3, 2)),
        ("page 1", "https://wa.me/\ufffd", "target"),
    ]


def test_all_codes_of_labels_are_found() -> None:
    links = [f"https://wa.me/4479111234{number:02}?text=Table%20{number}" for number in range(40)]
    with closing(LabelSheet("L7160")) as sheet:
        for link in links:
            sheet.add(link, title="Table")
        data = sheet.output()
    found = read_entries(data, "pdf")
    assert sorted(link for _, link, source in found if source == "code") == sorted(links)
    assert sorted(link for _, link, source in found if source == "target") == sorted(links)
    assert [place for place, _, source in found if source == "code"] == [
        *["page 1, QR code"] * 21,
        *["page 2, QR code"] * 19,
    ]


@pytest.mark.parametrize(
    ("draw", "rendered"),
    [(blank, 0), (text(LINK), 0), (lambda page: page.image(code(), w=20), 1)],
    ids=["blank", "text", "picture"],
)
def test_only_pages_with_drawings_are_rendered(
    draw: Callable[[fpdf.FPDF], object], rendered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[object] = []
    render = pdf_documents._render  # noqa: SLF001

    def count(page: object) -> Image.Image:
        pages.append(page)
        return render(page)

    monkeypatch.setattr(pdf_documents, "_render", count)
    read_entries(pdf_of(draw), "pdf")
    assert len(pages) == rendered


@pytest.mark.parametrize("size", [(5_000, 5_000), (5_000, 30), (30, 5_000)])
def test_large_pages_are_rendered_with_few_pixels(size: tuple[float, float]) -> None:
    pages = pdf_documents.PdfDocument(pdf_of(blank, size=size))._render_pages(1)  # noqa: SLF001
    picture = pdf_documents._render(next(pages))  # noqa: SLF001
    assert picture.width * picture.height <= 1.1 * pdf_documents.MAX_PAGE_PIXELS


def test_more_pages_than_one_opening_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_documents, "_PAGES_PER_OPENING", 2)
    data = pdf_of(*[text(f"{OTHER}?text={number}") for number in range(5)])
    assert [place for place, _, _ in read_entries(data, "pdf")] == [
        f"page {number}" for number in range(1, 6)
    ]


def encrypted(user: str) -> bytes:
    encryption = pikepdf.Encryption(owner="owner", user=user)
    return changed(pdf_of(text(LINK)), lambda _: None, encryption=encryption)


def test_a_pdf_that_only_restricts_changes_is_read() -> None:
    assert read_entries(encrypted(""), "pdf") == [("page 1", LINK, "text")]


BAD = {
    "a password": (lambda: encrypted("secret"), "is protected by a password"),
    "the first bytes only": (lambda: b"%PDF-1.7\n", "is damaged. .*print it to a new PDF"),
    "zeros": (lambda: b"%PDF-1.7\n" + bytes(1000), "is damaged"),
    "pages that are a number": (
        lambda: changed(pdf_of(blank), lambda pdf: setattr(pdf.Root, "Pages", 7)),
        "is damaged",
    ),
}


@pytest.mark.parametrize(("make", "message"), BAD.values(), ids=BAD)
def test_bad_pdfs_are_refused(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(CannotReadError, match=message):
        read_entries(make(), "pdf")


@pytest.mark.parametrize(
    ("limit", "message"),
    [("MAX_PAGES", "has 2 pages, and the limit is 1"), ("MAX_CHARACTERS", r"\(page 1\)")],
)
def test_pdfs_above_a_limit_are_refused(
    limit: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_documents, limit, 1)
    with pytest.raises(CannotReadError, match=message):
        read_entries(pdf_of(text(LINK), blank), "pdf")
