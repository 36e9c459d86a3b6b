from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import segno

from tests.check.documents import docx_of
from wa_link.check import document_links
from wa_link.check.check_options import CheckOptions
from wa_link.check.document_link import DocumentLink, Source
from wa_link.check.document_links import DocumentReader
from wa_link.check.run import check_paths
from wa_link.check.walk_folders import Skip
from wa_link.errors import InputError, OptionError
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRONG = "https://wa.me/+447911123456"


def fake_reader(
    monkeypatch: pytest.MonkeyPatch, links: list[DocumentLink], fault: Exception | None = None
) -> None:
    def find_links(_: object, path: str) -> Iterator[DocumentLink]:
        yield from links
        if fault:
            raise type(fault)(str(fault).format(path))

    monkeypatch.setattr(DocumentReader, "find_links", find_links)


@pytest.fixture
def flyer(tmp_path: Path) -> str:
    path = tmp_path / "flyer.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return str(path)


def test_findings_have_their_place_in_words(flyer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    links = [
        DocumentLink("page 1", WRONG, Source.TARGET),
        DocumentLink("page 2, QR code", WRONG, Source.CODE),
        DocumentLink("page 2, QR code", WRONG, Source.CODE),
        DocumentLink("page 3", f"Two: {WRONG} https://wa.me/447911123456", Source.TEXT),
        DocumentLink("page 3", "https://wa.me/447911123456", Source.TARGET),
    ]
    fake_reader(monkeypatch, links)
    [result] = check_paths([flyer], CheckOptions(fix=True))
    assert [each.place for each in result.findings] == ["page 1", "page 2, QR code", "page 3"]
    assert {each.finding.fix for each in result.findings} == {None}
    assert (result.right_links, result.error) == (2, "")


def test_findings_before_a_fault_are_kept(flyer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = InputError("{} can't be read: it is damaged.")
    fake_reader(monkeypatch, [DocumentLink("page 1", WRONG, Source.TARGET)], fault)
    [result] = check_paths([flyer], CheckOptions())
    assert len(result.findings) == 1
    assert result.error == "can't be read: it is damaged."


def test_without_the_extra_print_pdfs_are_skipped(
    flyer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_links, "find_spec", lambda module: module != "pikepdf")
    [result] = check_paths([flyer], CheckOptions())
    assert result.skip is Skip.NEEDS_PRINT


def test_other_wrong_options_are_no_missing_library(
    flyer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_reader(monkeypatch, [DocumentLink("page 1", WRONG, Source.TEXT)])
    with pytest.raises(OptionError, match="Narnia"):
        list(check_paths([flyer], CheckOptions(region="Narnia")))


@pytest.mark.parametrize(
    ("link", "places"), [(WRONG, ["QR code"]), ("https://wa.me/447911123456", [])]
)
def test_a_code_in_a_picture_is_judged(tmp_path: Path, link: str, places: list[str]) -> None:
    segno.make(link).save(str(tmp_path / "code.png"), scale=4)
    [result] = check_paths([str(tmp_path)], CheckOptions())
    assert (result.error, result.skip) == ("", None)
    assert [each.place for each in result.findings] == places


def test_a_word_document_is_judged(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_of(f"<w:p><w:r><w:t>{WRONG}</w:t></w:r></w:p>"))
    [result] = check_paths([str(tmp_path)], CheckOptions(fix=True))
    assert [each.finding.link for each in result.findings] == [WRONG]


@pytest.mark.parametrize(
    ("source", "link", "rules"),
    [
        (Source.CELL, "https://wa.me/447911123456?text=Hi there", [Rule.UNESCAPED_TEXT]),
        (Source.CELL, "See https://wa.me/447911123456?text=Hi there", []),
        (Source.CELL, "https://wa.me/447911123456 is us", []),
        (Source.CELL, '<a href="https://api.whatsapp.com/send?phone=447911123456&amp;text=A">', []),
        (Source.CELL, "https://api.whatsapp.com/send?phone=447911123456&text=A", []),
        (Source.TEXT, "https://wa.me/447911123456?text=Hi there", []),
        *(
            (source, f"https://api.whatsapp.com/send?phone=447911123456&{field}=A", rules)
            for source in (Source.CELL, Source.TARGET, Source.CODE)
            for field, rules in (("amp;text", [Rule.WRONG_TEXT_FIELD]), ("text", []))
        ),
    ],
)
def test_a_cell_or_a_target_is_a_whole_link(
    flyer: str, monkeypatch: pytest.MonkeyPatch, source: Source, link: str, rules: list[Rule]
) -> None:
    fake_reader(monkeypatch, [DocumentLink("place", link, source)])
    [result] = check_paths([flyer], CheckOptions())
    assert [each.finding.rule for each in result.findings] == rules
    assert [each.finding.link for each in result.findings] == [link] * len(rules)
    assert result.right_links == (not rules)
