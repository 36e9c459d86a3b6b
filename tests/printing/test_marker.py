"""A file in the folder of codes is replaced only if its marker says that wa-link drew it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from tests.conftest import read_qr
from wa_link.errors import TextError
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes.drawing import DrawJob
from wa_link.printing.codes.folder import CodeFolder
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

LINK = "https://wa.me/447911123456?text=Hi"
FORMATS = ("png", "svg", "pdf")
each_format = pytest.mark.parametrize("file_format", FORMATS)


@pytest.fixture
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("logo") / "logo.png"
    Image.new("RGB", (40, 40), "navy").save(path)
    return path


@each_format
@pytest.mark.parametrize("kind", ["bare", "card", "logo", "sized", "transparent"])
def test_each_code_has_the_marker(file_format: str, kind: str, tmp_path: Path, logo: Path) -> None:
    styling = {
        "bare": {},
        "card": {"caption": "Oak"},
        "logo": {"logo": logo},
        "sized": {"size": "40mm"},
        "transparent": {"light": "transparent"},
    }[kind]
    code = QrCode.of(LINK, error_correction="H")
    code.save(path := tmp_path / f"code.{file_format}", **styling)  # type: ignore[arg-type]  # by name
    if file_format == "png":
        assert Image.open(path).text == {"Software": "wa-link"}  # type: ignore[attr-defined]  # of a PNG
    elif file_format == "svg":
        assert ET.parse(path).getroot()[0].text == "wa-link"  # noqa: S314  (our own)
    else:
        assert b"\n% wa-link\nstartxref\n" in path.read_bytes()[-100:]
        with pikepdf.open(path) as document:
            assert document.check_pdf_syntax() == []


@each_format
@pytest.mark.parametrize("styling", [{}, {"caption": "Oak"}], ids=str)
def test_a_repeated_run_gives_the_same_bytes(
    file_format: str, styling: dict[str, str], tmp_path: Path
) -> None:
    contents = []
    for _ in range(2):
        codes = CodeFolder(tmp_path, file_format=file_format, **styling)  # type: ignore[arg-type]  # by name
        contents.append((tmp_path / codes.save(LINK, "code")).read_bytes())
    assert contents[0] == contents[1]
    assert len([*tmp_path.iterdir()]) == 1


@each_format
def test_the_code_of_another_link_is_replaced(file_format: str, tmp_path: Path) -> None:
    CodeFolder(tmp_path, file_format=file_format).save("https://wa.me/1", "code")
    CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    fresh = CodeFolder(tmp_path / "fresh", file_format=file_format).save(LINK, "code")
    assert (tmp_path / fresh).read_bytes() == (tmp_path / "fresh" / fresh).read_bytes()


def test_a_repeated_code_has_the_same_notes_or_reason(tmp_path: Path) -> None:
    texts = CardTexts(caption="Sofa \U0001fae8", call_to_action="none")
    for _ in range(2):
        codes = CodeFolder(tmp_path, caption="{c}")
        notes = codes.save_job(DrawJob(LINK, texts, "code.png"))
        codes.sync()
        assert [note.code for note in notes] == ["emoji_left_out"]
    with pytest.raises(TextError, match="characters"):
        codes.save_job(DrawJob(LINK, texts._replace(caption="x" * 501), "code.png"))


@pytest.mark.parametrize("file_format", ["png", "svg"])
@pytest.mark.parametrize("padding", [b"", b"\0"], ids=["cut", "NUL"])
def test_a_code_that_a_crash_cut_short_is_replaced(
    file_format: str, padding: bytes, tmp_path: Path
) -> None:
    name = CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    whole = (tmp_path / name).read_bytes()
    part = whole[: len(whole) * 2 // 3]
    (tmp_path / name).write_bytes(part + padding * (len(whole) - len(part)))
    CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    assert (tmp_path / name).read_bytes() == whole


@each_format
@pytest.mark.parametrize("content", [b"", bytes(5_000)], ids=["empty", "NUL"])
def test_a_file_without_content_is_replaced(
    file_format: str, content: bytes, tmp_path: Path
) -> None:
    (path := tmp_path / f"code.{file_format}").write_bytes(content)
    CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    assert path.read_bytes() == QrCode.of(LINK).draw(file_format)


STRANGERS = {
    "text": b"mine",
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(5_000),
    "name in a text": b"wa-link drew the other codes\n" * 50,
    "NUL, then a file": bytes(1_000) + b"mine",
}


@pytest.mark.parametrize("content", STRANGERS.values(), ids=STRANGERS)
def test_the_file_of_a_stranger_is_replaced_only_with_force(content: bytes, tmp_path: Path) -> None:
    (file := tmp_path / "code.png").write_bytes(content)
    with pytest.raises(FileExistsError, match=r"already, and wa-link did not draw it.*code\.png"):
        CodeFolder(tmp_path).save(LINK, "code")
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["code.png"]
    CodeFolder(tmp_path, force=True).save(LINK, "code")
    assert read_qr(file.read_bytes()) == LINK


@each_format
def test_a_code_drawn_by_another_program_is_a_strangers(file_format: str, tmp_path: Path) -> None:
    path = tmp_path / f"code.{file_format}"
    if file_format == "svg":
        path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>')
    else:
        Image.new("RGB", (99, 99)).save(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    assert path.read_bytes() == before


class TestCommandLine:
    def test_a_batch_stops_at_the_file_of_a_stranger(self, wa_link: Tool, tmp_path: Path) -> None:
        (folder := tmp_path / "codes").mkdir()
        (folder / "Bo.png").write_text("mine")
        arguments = ["batch", "-", "--qr-dir", str(folder), "--qr-name", "{name}",
                     "-q", "-o", str(tmp_path / "links.csv")]  # fmt: skip
        sheet = b"phone,name\n+447911123456,Ann\n+447911123457,Bo\n"
        run = wa_link(*arguments, stdin=sheet)
        assert run.code == 1
        assert "Bo.png: This file exists already, and wa-link did not draw it" in run.err
        assert run.err.endswith("or replace the file with --force.\n")
        assert (folder / "Bo.png").read_text() == "mine"
        assert not (tmp_path / "links.csv").exists()
        assert wa_link(*arguments, "--force", stdin=sheet).code == 0
        assert read_qr((folder / "Bo.png").read_bytes()) == "https://wa.me/447911123457"
