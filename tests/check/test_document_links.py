"""Tests of finding links in files through the child process: kinds, errors, limits and bombs."""

from __future__ import annotations

import io
import random
import sys
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.documents import docx_of, pptx_of, read_entries, relations, xml, zip_of
from tests.check.test_office_documents import HYPERLINK, LINK, OTHER, p, xlsx_of_all_kinds
from tests.check.test_pdf_documents import blank, changed, pdf_of, text
from tests.check.test_pictures import PICTURES, code, png_head, save
from tests.conftest import linux
from wa_link._support import child_batches, child_files
from wa_link._support.child import Child, ChildLostError, Loss
from wa_link._support.child_work import CannotReadError, Channel
from wa_link.check import document_links
from wa_link.check.child_process import serve
from wa_link.check.document_link import DocumentLink, Source
from wa_link.check.document_links import (
    DocumentKind,
    DocumentReader,
    find_document_kind,
    has_libraries,
)
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

FILES: dict[str, tuple[bytes, list[DocumentLink]]] = {
    "a.docx": (
        docx_of(HYPERLINK.format("", "Chat"), {"a": LINK}),
        [DocumentLink("paragraph 1", LINK, Source.TARGET)],
    ),
    "A.PPTX": (
        pptx_of([f"<a:p><a:t>{LINK}</a:t></a:p>"]),
        [DocumentLink("slide 1", LINK, Source.TEXT)],
    ),
    "a.pdf": (pdf_of(text(LINK)), [DocumentLink("page 1", LINK, Source.TEXT)]),
    "a.png": (save(code()), [DocumentLink("QR code", LINK, Source.CODE)]),
    "named wrongly.txt": (save(code(), "GIF"), [DocumentLink("QR code", LINK, Source.CODE)]),
}


def find_links_in_file(path: Path) -> Iterator[DocumentLink]:
    with DocumentReader() as reader:
        yield from reader.find_links(path)


def written(folder: Path, name: str, data: bytes) -> Path:
    """Return the path of a new file with this content."""
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("name", FILES)
def test_links_are_found_through_the_child_process(name: str, tmp_path: Path) -> None:
    data, found = FILES[name]
    assert list(find_links_in_file(written(tmp_path, name, data))) == found


def test_a_reader_reads_many_files_even_after_an_error(tmp_path: Path) -> None:
    broken = [written(tmp_path, f"bad{i}.png", save(code())[:150]) for i in range(2)]
    with DocumentReader() as reader:
        for name, (data, found) in [*FILES.items(), *reversed(FILES.items())]:
            assert list(reader.find_links(written(tmp_path, name, data))) == found
            with pytest.raises(InputError, match=r"bad0\.png is damaged"):
                list(reader.find_links(broken[0]))
    with pytest.raises(InputError, match=r"bad1\.png is damaged"):
        list(find_links_in_file(broken[1]))


def test_pictures_are_read_in_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    def start(work: str, needs: Sequence[str]) -> Child:
        started.append(work)
        return Child(work, needs)

    monkeypatch.setattr(child_files, "Child", start)
    path = written(tmp_path, "a.png", save(code()))
    with DocumentReader() as reader:
        for _ in range(3):
            assert list(reader.find_links(path))
    assert len(started) == 1


def test_an_answer_that_is_not_read_does_not_reach_the_next_file(tmp_path: Path) -> None:
    first = written(tmp_path, "a.png", save(code()))
    second = written(tmp_path, "b.png", save(code(OTHER)))
    with DocumentReader() as reader:
        next(reader.find_links(first))
        assert [found.link for found in reader.find_links(second)] == [OTHER]


RANDOM = random.Random(1)  # noqa: S311  (not for secrets)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("a.bin", b"\x89PNG\r\n\x1a\n", DocumentKind.PICTURE),
        ("a", b"\xff\xd8\xff\xe0", DocumentKind.PICTURE),
        ("a", b"GIF89a", DocumentKind.PICTURE),
        ("a", b"RIFF\n\0\0\0WEBPVP8 ", DocumentKind.PICTURE),
        ("a", b"RIFF\n\0\0\0WAVE", None),
        ("a", b"%PDF-1.7\n", DocumentKind.PDF),
        ("a.pdf", b"\xef\xbb\xbfjunk\r\n%PDF-1.4", DocumentKind.PDF),
        ("a.md", b"A file begins with `%PDF-1.7`.", None),
        *((f"a.{end}", b"PK\3\4", DocumentKind.OFFICE) for end in "docx xlsm PPTX odt ods".split()),
        ("a.docx", OLE, DocumentKind.OFFICE),
        ("a.doc", OLE, None),
        ("a.zip", b"PK\3\4", None),
        ("a.docx", b"Hello", None),
        ("a.txt", b"", None),
    ],
)
def test_the_kind_of_a_file(name: str, start: bytes, kind: DocumentKind | None) -> None:
    assert find_document_kind(name, start) is kind


def test_a_missing_library_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_links, "find_spec", lambda module: module != "zxingcpp")
    assert [kind for kind in DocumentKind if has_libraries(kind)] == [DocumentKind.OFFICE]


def test_office_documents_need_no_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_links, "find_spec", lambda _: False)
    assert list(find_links_in_file(written(tmp_path, "a.docx", FILES["a.docx"][0])))


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.txt is not a document, PDF or picture"):
        list(find_links_in_file(written(tmp_path, "a.txt", b"https://wa.me/44")))
    with pytest.raises(InputError, match="can't be read: "):
        list(find_links_in_file(tmp_path / "missing.docx"))


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_files, "MAX_FILE_BYTES", 100)
    with pytest.raises(InputError, match="larger than 100 bytes, the limit for such files"):
        list(find_links_in_file(written(tmp_path, "a.png", save(code()))))


@pytest.mark.parametrize("executable", [None, "/missing/python"])
def test_a_process_that_does_not_start_is_reported(
    executable: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    with pytest.raises(InputError, match="the process that reads such files can't be started"):
        list(find_links_in_file(written(tmp_path, "a.png", save(code()))))


@pytest.mark.parametrize("loss", Loss)
def test_the_end_of_the_process_is_explained(
    loss: Loss, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(_: object) -> None:
        raise ChildLostError(loss, "why")

    monkeypatch.setattr(Child, "receive", lose)
    with pytest.raises(InputError) as raised:
        list(find_links_in_file(written(tmp_path, "a.png", save(code()))))
    message = str(raised.value)
    assert "{" not in message
    assert message.endswith('(Error: "why")')


def numbered(cells: int) -> str:
    """Return a worksheet whose cells all have the first shared text."""
    return "<row>" + "".join(f'<c r="A{i}" t="s"><v>0</v></c>' for i in range(cells)) + "</row>"


def workbook_that_repeats(cells: int, length: int) -> bytes:
    """Return an .xlsx in which many cells have one long text."""
    return zip_of(
        {
            "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": xml("workbook", '<sheets><sheet name="S" r:id="s"/></sheets>'),
            "xl/_rels/workbook.xml.rels": relations(
                ("s", "worksheet", "s.xml"), ("t", "sharedStrings", "t.xml")
            ),
            "xl/s.xml": xml("worksheet", f"<sheetData>{numbered(cells)}</sheetData>"),
            "xl/t.xml": xml("sst", f"<si><t>{'a/' * (length // 2)}</t></si>"),
        }
    )


def unpack_to_a_gigabyte(pdf: pikepdf.Pdf) -> None:
    """Give the first page a content of 1 GB."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(10**7)) for _ in range(100)) + packer.flush()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a zip bomb": ("a.docx", lambda: docx_of("", more={"a.xml": bytes(10**8)}), "would unpack"),
    "10,001 parts": (
        "a.pptx",
        lambda: zip_of({f"{i}.xml": b"" for i in range(10_001)}),
        "would unpack to 10,001 files",
    ),
    "one text in many cells": (
        "a.xlsx",
        lambda: workbook_that_repeats(1_000, 900_000),
        "has more than 268,435,456 characters in texts with links",
    ),
    "many entities": (
        "a.odt",
        lambda: zip_of({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "document type",
    ),
    "a PDF whose page unpacks to 1 GB": (
        "a.pdf",
        lambda: changed(pdf_of(blank), unpack_to_a_gigabyte),
        "needs more memory than a file of its size should",
    ),
    "a picture of 10 billion pixels": (
        "a.png",
        lambda: png_head(100_000, 100_000),
        "has 10,000,000,000 pixels",
    ),
    "deep XML": (
        "a.odt",
        lambda: zip_of({"content.xml": "<a>" * 2_000_000}),
        "not well-formed|would unpack|more memory",
    ),
    "XML of random letters": (
        "a.docx",
        lambda: docx_of("".join(RANDOM.choices("<>/&;pwt:", k=100_000))),
        "not well-formed",
    ),
}


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        pytest.param(
            *bomb, id=what, marks=linux("limits of memory") if "more memory" in bomb[2] else ()
        )
        for what, bomb in BOMBS.items()
    ],
)
def test_bombs_end_with_a_sentence(
    name: str, make: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    path = written(tmp_path, name, make())
    begun = time.monotonic()
    with pytest.raises(InputError, match=message) as raised:
        for _ in find_links_in_file(path):
            pass
    assert "\n" not in str(raised.value)
    assert time.monotonic() - begun < 60


def test_links_before_a_fault_are_yielded(tmp_path: Path) -> None:
    data = docx_of(p(LINK), more={"word/header1.xml": "<a><b>"})
    found = []
    with pytest.raises(InputError, match="not well-formed"):  # noqa: PT012  (the links come first)
        for link in find_links_in_file(written(tmp_path, "a.docx", data)):
            found.append(link)  # noqa: PERF402  (a list would be lost with the error)
    assert found == [DocumentLink("paragraph 1", LINK, Source.TEXT)]


def answers(kind: str, data: bytes) -> bytes:
    """Return the bytes that `serve` answers in this process, for one file."""
    frames = [kind.encode(), data, b""]
    source = io.BytesIO(b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames))
    target = io.BytesIO()
    with pytest.raises(EOFError):
        serve.serve(Channel(source, target))
    return target.getvalue()


def test_the_loop_ends_when_the_parent_ends() -> None:
    got = answers("picture", save(code()))
    assert f'["links",[["QR code","{LINK}","code"]]]'.encode() in got
    assert got.endswith(b'["end"]')


def test_batches_are_small_and_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_batches, "_MAX_ITEMS", 3)
    entries = [("a", str(number), "text") for number in range(7)]
    sized = serve._measure(iter([*entries[:1], None, *entries[1:]]))  # noqa: SLF001
    batches = list(child_batches.make_batches(sized))
    assert [entry for batch in batches for entry in batch if entry] == entries
    assert max(map(len, batches)) == 3
    assert batches[0] == [entries[0], None]


SEEDS = {
    "office": [docx_of(p(LINK)), xlsx_of_all_kinds(), pptx_of([p(LINK)])],
    "picture": [make() for make in PICTURES.values()],
}


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=50)
@given(seed=st.integers(0, 2**32), length=st.integers(1, 20))
def test_damaged_files_are_read_or_refused(kind: str, seed: int, length: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (as above)
    data = bytearray(chance.choice(SEEDS[kind]))
    for _ in range(length):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with suppress(CannotReadError):
        read_entries(bytes(data), kind)
