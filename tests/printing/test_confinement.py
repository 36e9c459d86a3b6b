"""A user's own design is code, but the code can read only files in the design's own folder."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.printing.typeset import texts_of
from tests.robustness.attacks import check_pdf, check_png, check_svg
from wa_link.errors import OptionError, OutputError, RecordError
from wa_link.printing.labels.label_sheet import LabelSheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

SECRET = "the-secret"  # noqa: S105  (not a password)
LINK = "https://wa.me/447911123456"
DESIGN = (
    '#import "card.typ": *\n#let design(card, width, height) = {\n  code(card, 20mm)\n  %s\n}\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder for a design, with secrets that a design must not read.

    Secrets are in files outside of the folder, and in the folder as links and special files.
    """
    folder = tmp_path / "designs"
    (folder / "inside").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "secret.txt").write_text(SECRET)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path / "others")
    (folder / "inside" / "plain.txt").write_text("plain")
    (folder / "to-plain.txt").symlink_to("inside/plain.txt")
    if sys.platform != "win32":
        os.mkfifo(folder / "pipe.txt")
        (folder / "device.txt").symlink_to("/dev/zero")
    return folder


def printed(folder: Path, body: str, *, row: str = "") -> str:
    """Return the text that a design prints, or the error message if the design is refused."""
    (folder / "design.typ").write_text(DESIGN % body)
    sheet = None
    try:
        sheet = LabelSheet("L7160", design=str(folder / "design.typ"))
        sheet.add(LINK, title=row or "Oak")
        return texts_of(sheet.output())[0]
    except (OptionError, RecordError, OutputError) as error:
        return f"Error: {error}"
    finally:
        if sheet:
            sheet.close()


OUTSIDE = {
    "absolute": '[#read("/etc/hostname")]',
    "parent": '[#read("../secret.txt")]',
    "parent of the root": '[#read("/../secret.txt")]',
    "parent, many": '[#read("' + "../" * 40 + 'etc/hostname")]',
    "parent, put together": '[#read(".." + "/secret.txt")]',
    "absolute path of the file": '[#read("FOLDER/../secret.txt")]',
    "process": '[#read("/proc/self/environ")]',
    "process, parent": '[#read("../../../../../../proc/self/environ")]',
    "link": '[#read("link.txt")]',
    "link to a folder": '[#read("linked/secret.txt")]',
    "device": '[#read("device.txt")]',
    "pipe": '[#read("pipe.txt")]',
    "folder": '[#read("inside")]',
    "not named in one string": '[#read("inside/" + "plain" + ".txt")]',
    "include": 'include "../secret.txt"',
    "import": 'import "../secret.txt": *',
    "picture": 'image("/etc/hostname", alt: "x")',
    "plugin": 'plugin("/etc/hostname")',
    "table": '[#csv("../secret.txt").flatten().join()]',
    "JSON": '[#json("/etc/hostname")]',
    "XML": '[#xml("/etc/hostname")]',
    "bibliography": 'bibliography("../secret.bib")',
    "address": 'image("https://example.org/a.png", alt: "x")',
    "address of a file": '[#read("file:///etc/hostname")]',
    "code of wa-link": '[#read("../typst_child.py")]',
}


@pytest.mark.long(daily=3)
@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_of_its_folder_is_read(folder: Path, name: str) -> None:
    said = printed(folder, OUTSIDE[name].replace("FOLDER", str(folder)))
    assert said.startswith("Error: "), said
    assert SECRET not in said
    assert "plain\n" not in said


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param('[#read("inside/plain.txt")]', "plain", id="in a folder"),
        pytest.param('[#read("/inside/plain.txt")]', "plain", id="from the root"),
        pytest.param('[#read("to-plain.txt")]', "plain", id="link that stays inside"),
        pytest.param("[#sys.inputs]", "(:)", id="inputs"),
        pytest.param("[#datetime.today().year()]", "", id="date"),
    ],
)
def test_a_file_next_to_the_design_is_read(folder: Path, body: str, text: str) -> None:
    said = printed(folder, body)
    assert not said.startswith("Error: "), said
    assert text in said


def test_a_cell_that_a_design_evaluates_reads_nothing_either(folder: Path) -> None:
    """If a design runs a cell as code with `eval`, that code can't read more than the design."""
    body = '[#eval(card.title, mode: "markup")]'
    assert "2" in printed(folder, body, row="#(1 + 1)")
    for cell in ('#read("/etc/hostname")', '#read("../secret.txt")', '#include "link.txt"'):
        said = printed(folder, body, row=cell)
        assert said.startswith("Error: ")
        assert SECRET not in said


PACKAGES = {
    "import": '#import "@preview/cetz:0.3.4": *',
    "import, spaced": '#import   "@preview/cetz:0.3.4"',
    "include": '#include "@preview/cetz:0.3.4"',
    "in a function": '#let f() = { import "@preview/cetz:0.3.4": canvas }',
    "local": '#import "@local/mine:0.1.0": *',
    "in a file next to it": '#import "other.typ": *',
}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_refused_by_name_without_compiling(folder: Path, name: str) -> None:
    (folder / "other.typ").write_text('#import "@preview/cetz:0.3.4": *')
    (folder / "design.typ").write_text(PACKAGES[name] + "\n" + DESIGN % "")
    with pytest.raises(OptionError, match=r'imports the package "@(preview/cetz|local/mine):'):
        LabelSheet("L7160", design=str(folder / "design.typ"))


PUT_TOGETHER = {
    "in two parts": 'import "@pre" + "view/cetz:0.3.4": *',
    "escaped": 'import "\\u{40}preview/cetz:0.3.4": *',
    "by a name": 'let name = "@preview" + "/cetz:0.3.4"\n  import name: *',
    "evaluated": 'eval("import \\"@" + "preview/cetz:0.3.4\\": *")',
    "included": 'include "@" + "preview/cetz:0.3.4"',
    "of the person's own": 'import "@lo" + "cal/mine:0.1.0": *',
}


@pytest.mark.long(daily=2)
@pytest.mark.parametrize("name", PUT_TOGETHER)
def test_a_package_whose_name_is_put_together_is_not_fetched(folder: Path, name: str) -> None:
    begun = time.monotonic()
    said = printed(folder, PUT_TOGETHER[name])
    assert said.startswith("Error: ")
    assert "package" in said
    assert time.monotonic() - begun < 10


PICTURES = {
    "picture from elsewhere": '<image href="https://example.org/a.png" width="9" height="9"/>',
    "file": '<image href="/etc/hostname" width="9" height="9"/>',
    "file above": '<image href="../secret.txt" width="9" height="9"/>',
    "address that looks like a picture": '<image width="9" height="9" '
    'href="https://example.org/?data:image/png;base64,AAAA"/>',
    "SVG within": '<image width="9" height="9" href="data:image/svg+xml,%3Csvg/%3E"/>',
    "paint from elsewhere": '<path d="M0 0h9v9z" fill="url(https://example.org/a.svg#a)"/>',
    "script": '<script>alert(1)</script><path onclick="alert(1)" d="M0 0h9v9z"/>',
    "style": "<style>@import url(https://example.org/a.css);</style>",
    "link": '<a href="https://example.org"><path d="M0 0h9v9z"/></a>',
    "text": '<text y="9" font-family="serif">a</text>',
    "other elements": "<foreignObject><p>a</p></foreignObject>",
    "symbols": '<use href="https://example.org/a.svg#a"/>',
}


@pytest.mark.long(daily=2)
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_a_design_reads_no_other_file(folder: Path, wa_link: Tool, name: str) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    (folder / "picture.svg").write_text(f"{head}{PICTURES[name]}</svg>")
    body = 'image("picture.svg", width: 5mm, alt: "x")'
    (folder / "design.typ").write_text(DESIGN % body)
    words = ["--title", "Oak", "--design", str(folder / "design.typ")]
    for file_format, check in (("svg", check_svg), ("pdf", check_pdf), ("png", check_png)):
        run = wa_link("qr", LINK, "-o", str(folder / f"code.{file_format}"), *words)
        if run.code == 2:  # Typst refuses an SVG picture that would load another file
            assert "failed to load linked image" in run.err
            continue
        assert run.code == 0, run.err
        check((folder / f"code.{file_format}").read_bytes())
