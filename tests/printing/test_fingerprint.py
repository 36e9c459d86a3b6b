"""A code that is there already is kept, replaced, or not touched: by its fingerprint."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pikepdf
import pymupdf_fonts
import pytest
from PIL import Image

from tests.conftest import read_qr
from wa_link.errors import TextError
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.codes import code_drawer as cards
from wa_link.printing.codes.fingerprint import fingerprint_of
from wa_link.printing.codes.folder import CodeFolder, DrawJob
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
def extras(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("extras")
    for name in ("logo", "other logo"):
        Image.new("RGB", (40, 40 if name == "logo" else 30), "navy").save(folder / f"{name}.png")
    (folder / "bold.ttf").write_bytes(pymupdf_fonts.myfont("figbo"))
    return {path.stem: path for path in folder.iterdir()}


@each_format
@pytest.mark.parametrize("styling", [{}, {"caption": "Oak"}, {"logo": True}], ids=str)
def test_each_code_carries_one(
    file_format: str, styling: dict[str, object], tmp_path: Path, extras: dict[str, Path]
) -> None:
    if "logo" in styling:
        styling = {"logo": extras["logo"]}
    code = QrCode.of(LINK, error_correction="H")
    code.save(path := tmp_path / f"code.{file_format}", **styling)  # type: ignore[arg-type]  # as it is asked for
    mark = fingerprint_of(path)
    assert mark
    assert len(mark) == 32
    if file_format == "png":
        text = Image.open(path).text  # type: ignore[attr-defined]  # of a PNG
        assert list(text) == ["wa-link"]
        assert text["wa-link"].startswith(f"{mark}-")
    elif file_format == "svg":
        text = ET.parse(path).getroot()[0].text  # noqa: S314  (our own)
        assert text
        assert text.startswith(f"wa-link {mark}-")
    else:
        assert f"% wa-link {mark}-".encode() in path.read_bytes()[-300:]
        with pikepdf.open(path) as document:
            assert document.check_pdf_syntax() == []


def test_all_that_is_seen_makes_a_difference(tmp_path: Path, extras: dict[str, Path]) -> None:
    """And nothing else does."""
    base: dict[str, object] = {"error_correction": "H", "caption": "Oak"}
    changes: list[dict[str, object]] = [
        {}, {"error_correction": "Q"}, {"caption": "Ash"}, {"size": "40mm"}, {"size": "41mm"},
        {"size": "40mm", "dpi": 600}, {"module_size": 9}, {"quiet_zone": 5}, {"dark": "navy"},
        {"light": "#ffe"}, {"light": "transparent"}, {"logo": extras["logo"]},
        {"logo": extras["other logo"]}, {"logo": extras["logo"], "logo_area": 3},
        {"font": extras["bold"]}, {"title": "Oak"}, {"show_number": True}, {"layout": "side"},
        {"accent": "red"}, {"call_to_action": "auto"}, {"call_to_action": "Ask"},
        {"call_to_action": "auto", "lang": "ar"}, {"design": "business-card"},
    ]  # fmt: skip
    marks = []
    for number, change in enumerate(changes):
        for again in range(2):
            asked = {**base, **change}
            codes = CodeFolder(tmp_path / f"{number}-{again}", **asked)  # type: ignore[arg-type]  # by name
            title = str(asked.get("title", ""))
            name = codes.save(LINK, "code", str(asked["caption"]), title=title)
            marks.append(fingerprint_of(tmp_path / f"{number}-{again}" / name))
        assert marks[-1] == marks[-2]
    other = CodeFolder(tmp_path / "other", **base)  # type: ignore[arg-type]  # by name
    marks.append(fingerprint_of(tmp_path / "other" / other.save(LINK + "!", "code", "Oak")))
    assert len(set(marks)) == len(changes) + 1
    assert all(marks)


def test_a_font_of_the_same_name_is_another(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    marks = set()
    for name in ("figo", "figbo"):
        font.write_bytes(pymupdf_fonts.myfont(name))
        QrCode.of(LINK).save(tmp_path / "code.svg", caption="Oak", font=font)
        marks.add(fingerprint_of(tmp_path / "code.svg"))
    assert len(marks) == 2


@each_format
def test_the_same_code_is_kept_and_not_drawn_again(
    file_format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    before = (tmp_path / name).stat()
    monkeypatch.setattr(cards, "make_symbol", None)
    CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    after = (tmp_path / name).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_kept_code_has_the_notes_of_its_caption_and_a_bad_one_its_reason(tmp_path: Path) -> None:
    texts = CardTexts(caption="Sofa \U0001fae8", call_to_action="none")
    for _ in range(2):
        codes = CodeFolder(tmp_path, caption="{c}")
        notes = codes.draw(DrawJob(LINK, "code.png", texts))
        codes.sync()
        assert [each.code for each in notes] == ["emoji_left_out"]
    with pytest.raises(TextError, match="characters"):
        codes.draw(DrawJob(LINK, "code.png", texts._replace(caption="x" * 501)))


@each_format
def test_another_code_is_replaced(file_format: str, tmp_path: Path) -> None:
    CodeFolder(tmp_path, file_format=file_format).save("https://wa.me/1", "code")
    CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    fresh = CodeFolder(tmp_path / "fresh", file_format=file_format).save(LINK, "code")
    assert (tmp_path / fresh).read_bytes() == (tmp_path / "fresh" / fresh).read_bytes()


@pytest.mark.parametrize("file_format", ["png", "svg"])
def test_a_code_that_is_not_whole_is_replaced(file_format: str, tmp_path: Path) -> None:
    """As a system that breaks down leaves it: what was not on the disk is NUL."""
    name = CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) * 2 // 3].ljust(len(whole), b"\0"))
    CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    assert (tmp_path / name).read_bytes() == whole


@each_format
@pytest.mark.parametrize("styling", [{}, {"caption": "Oak"}], ids=str)
def test_no_byte_of_a_code_that_is_kept_was_changed(
    file_format: str, styling: dict[str, str], tmp_path: Path
) -> None:
    """Damaged on its way, or edited by a person, who would lose what they did."""
    QrCode.of(LINK).save(path := tmp_path / f"code.{file_format}", **styling)  # type: ignore[arg-type]  # by name
    whole = path.read_bytes()
    mark = fingerprint_of(path)
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert fingerprint_of(path) != mark, place


@pytest.mark.parametrize(
    ("file_format", "edit"),
    [
        ("png", lambda data: data.replace(b"IDAT", b"IDAT\0", 1)),
        ("png", lambda data: data + b" "),
        ("svg", lambda data: re.sub(b"<path[^>]*/>", b"", data)),
        ("svg", lambda data: data.replace(b"</svg>\n", b"<text>10 %</text></svg>")),
        ("svg", lambda data: data.replace(b"</svg>\n", b"</svg >")),
        ("svg", lambda data: data[: len(data) * 2 // 3]),
        ("svg", lambda data: b"notes" + data[data.index(b"wa-link ") :][:49]),
        ("pdf", lambda data: data.replace(b"QR code", b"QR Code")),
    ],
)
def test_what_was_changed_is_not_replaced_but_with_force(
    file_format: str, edit: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    name = CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(edited := edit(whole))
    assert edited != whole
    with pytest.raises(FileExistsError, match="or was changed: name another folder"):
        CodeFolder(tmp_path, file_format=file_format).save(LINK, "code")
    assert (tmp_path / name).read_bytes() == edited
    CodeFolder(tmp_path, file_format=file_format, force=True).save(LINK, "code")
    assert (tmp_path / name).read_bytes() == whole


def test_a_file_without_a_byte_is_nothing(tmp_path: Path) -> None:
    """A system that breaks down leaves such files: they had their names, and were not written."""
    (tmp_path / "code.png").touch()
    CodeFolder(tmp_path).save(LINK, "code")
    assert read_qr((tmp_path / "code.png").read_bytes()) == LINK


@pytest.mark.parametrize("content", [b"mine", b"\x89PNG\r\n\x1a\n" + bytes(5_000)])
def test_what_is_no_code_is_not_replaced_but_with_force(content: bytes, tmp_path: Path) -> None:
    (file := tmp_path / "code.png").write_bytes(content)
    with pytest.raises(FileExistsError, match=r"is there already, and is not a code.*code\.png"):
        CodeFolder(tmp_path).save(LINK, "code")
    assert file.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["code.png"]
    CodeFolder(tmp_path, force=True).save(LINK, "code")
    assert read_qr(file.read_bytes()) == LINK


class TestCommandLine:
    def test_a_batch_stops_at_what_is_no_code(self, wa_link: Tool, tmp_path: Path) -> None:
        (folder := tmp_path / "codes").mkdir()
        (folder / "Bo.png").write_text("mine")
        arguments = ["batch", "-", "--qr-dir", str(folder), "--qr-name", "{name}",
                     "-q", "-o", str(tmp_path / "links.csv")]  # fmt: skip
        sheet = b"phone,name\n+447911123456,Ann\n+447911123457,Bo\n"
        run = wa_link(*arguments, stdin=sheet)
        assert run.code == 1
        assert "Bo.png: It is there already, and is not a code of wa-link" in run.err
        assert run.err.endswith("or have it replaced with --force.\n")
        assert (folder / "Bo.png").read_text() == "mine"
        assert not (tmp_path / "links.csv").exists()
        assert wa_link(*arguments, "--force", stdin=sheet).code == 0
        assert read_qr((folder / "Bo.png").read_bytes()) == "https://wa.me/447911123457"
