"""LabelSheet refuses wrong options and labels, scans its codes, and ends its child process."""

from __future__ import annotations

import gc
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.oracles.paper import by_zxing, printed
from tests.printing.sheets import DPI, link, pages
from wa_link.errors import LinkError, OptionError, Reason, SymbolError, TextError
from wa_link.printing.labels import label_style
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.qr import QrCode
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.readback import PlacedCode, check_pages

needs_processes = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="children are counted in /proc"
)


SAME = """
import hashlib
import io
from tests.printing.sheets import pages
print(hashlib.sha256(pages("L7160", 3, "شقة 3 – table 🙂")).hexdigest())
"""


@pytest.mark.long
def test_the_same_labels_give_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(pages("L7160", 3, "شقة 3 – table 🙂")).hexdigest()
    for seed in ("1", "2"):
        there = subprocess.run([sys.executable, "-c", SAME], check=True, capture_output=True,
                               text=True, env={**os.environ, "PYTHONHASHSEED": seed})  # fmt: skip
        assert there.stdout.strip() == here


def test_a_code_that_is_not_read_back_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = QrCode.of("https://wa.me/1").symbol
    monkeypatch.setattr(
        label_style,
        "make_symbol",
        lambda data, level: other if data == link(25) else make_symbol(data, level),
    )
    with LabelSheet("L7160") as sheet:
        for number in range(30):
            sheet.add(link(number))
        with pytest.raises(SymbolError, match="Code 5 on page 2 can't be read back") as raised:
            sheet.save(tmp_path / "labels.pdf")
    assert raised.value.reason is Reason.QR_UNREADABLE
    assert list(tmp_path.iterdir()) == []


def test_a_code_in_the_wrong_place_is_found_out() -> None:
    with LabelSheet("L7160") as sheet:
        for number in range(2):
            sheet.add(link(number))
        ((one, other),) = sheet._pages.codes  # noqa: SLF001  (what is expected)
        drawing = sheet.output()
    assert list(check_pages(drawing, [[one, other]])) == [2]
    with pytest.raises(SymbolError, match="Code 1 on page 1"):
        list(check_pages(drawing, [[PlacedCode(other.box, link(0), one.modules)]]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"start": 0}, "A page of L7160 has no label 0: give start a number from 1 to 21."),
        ({"start": 22}, "A page of L7160 has no label 22: give start a number from 1 to 21."),
        ({"start": 2, "bleed": 3}, "start=2 has no effect with bleed"),
        ({"copies": 0}, '"0" is not a number of copies: give copies a whole number from 1'),
        ({"copies": "0"}, '"0" is not a number of copies: give copies a whole number from 1'),
        ({"call_to_action": "x" * 501}, "call_to_action: The text has 501 characters"),
        ({"caption": "x" * 501}, "caption: The text has 501 characters"),
        ({"copies": "many"}, '"many" is not a number of copies: give copies a whole number from'),
        ({"copies": "{"}, 'The brace at character 1 of "{" is not closed'),
        ({"offset": (30, 0)}, "An offset can be at most 10 mm in each direction, not 30 mm."),
        ({"offset": (-9.5, 0), "stock": "L7169"}, "of -9.5 mm would move labels of L7169 off"),
        ({"quiet_zone": 3}, "need a quiet zone of at least 4 modules: leave out quiet_zone=3."),
        ({"dark": "yellow"}, "use dark="),
        ({"logo": __file__}, "can't be used as a logo: use a PNG, JPEG"),
        ({"error_correction": "X"}, 'Unknown error correction level "X"'),
        ({"stock": "L4731"}, "Labels of 25.4×10 mm are too small: the smallest QR code"),
        ({"bleed": 0}, "A bleed must be more than 0 and at most 20 mm, not 0 mm: 3 mm is usual."),
        ({"dpi": 96}, "A label printer has 150 to 1,200 dots per inch, not 96."),
        ({"dpi": 2400}, "A label printer has 150 to 1,200 dots per inch, not 2400."),
        ({"dpi": 203, "dark": "navy"},
         "dpi is for label printers, which print only black: leave out dark."),
        ({"dpi": 203, "light": "pink"}, "which print only black on white: leave out light."),
        ({"dpi": 203, "style": "dots"}, "which print only square dots: leave out style."),
        ({"dpi": 203, "logo": __file__}, "which can't print the colours and greys of a logo: "),
        ({"dpi": 203, "size": "40mm"}, "size has no effect on labels, because the label decides"),
    ],
)  # fmt: skip
def test_wrong_options_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        LabelSheet(**{"stock": "L7160", **options})  # type: ignore[arg-type]  # by name


def test_a_refused_label_takes_no_place(tmp_path: Path) -> None:
    with LabelSheet("5160") as sheet:
        with pytest.raises(TextError) as raised:
            sheet.add(link(0), "very\n" * 40)
        assert raised.value.reason is Reason.CAPTION_TOO_LONG
        with pytest.raises(SymbolError) as refused:
            sheet.add(link(0) + "long" * 200, "")
        assert refused.value.reason is Reason.QR_TOO_DENSE
        with pytest.raises(OptionError, match="There are no labels to print"):
            sheet.save(tmp_path / "labels.pdf")
        assert (sheet.labels, sheet.pages) == (0, 0)
        sheet.add(link(0), "Sofa")
        sheet.save(tmp_path / "labels.pdf")
    page = printed((tmp_path / "labels.pdf").read_bytes(), "pdf", tmp_path)
    assert by_zxing(page) == [link(0)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Sofa", id="a text"),
        pytest.param("+44 7911 123456", id="a number"),
        pytest.param("https://example.com", id="another site"),
        pytest.param("https://wa.me.example.com/447911123456", id="another site's name"),
        pytest.param("https://wa.me/1", id="a number that does not exist"),
        pytest.param("https://wa.me/settings/linked_devices#x", id="what gives an account away"),
        pytest.param(" https://wa.me/447911123456 https://wa.me/1", id="two links"),
    ],
)
def test_other_links_are_refused(text: str) -> None:
    with LabelSheet("L7160") as sheet:
        with pytest.raises(LinkError):
            sheet.add(text)
        assert sheet.labels == 0


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("wa.me/447911123456", "https://wa.me/447911123456"),
        ("https://chat.whatsapp.com/ABCdef123456", "https://chat.whatsapp.com/ABCdef123456"),
        ("whatsapp://send?phone=447911123456", "whatsapp://send?phone=447911123456"),
    ],
)
def test_all_kinds_of_whatsapp_links_are_drawn(text: str, drawn: str, tmp_path: Path) -> None:
    with LabelSheet("L7160") as sheet:
        sheet.add(text)
        assert by_zxing(printed(sheet.output(), "pdf", tmp_path, dpi=DPI)) == [drawn]


@pytest.mark.parametrize(
    ("options", "texts", "words"),
    [
        pytest.param({}, {"caption": "Oak table"}, "Oak table", id="of the label alone"),
        pytest.param({"caption": "Our shop"}, {}, "Our shop", id="of the sheet"),
        pytest.param({"title": "Our shop"}, {"caption": "Oak"}, "Our shop Oak", id="of both"),
        pytest.param({"caption": "Our shop"}, {"caption": "Oak"}, "Oak", id="both of one kind"),
        pytest.param({"caption": "{price}"}, {}, "", id="a template has no row"),
    ],
)  # fmt: skip
def test_texts_of_the_sheet_and_of_the_label(
    options: dict[str, str], texts: dict[str, str], words: str
) -> None:
    with LabelSheet("L7165", call_to_action="none", **options) as sheet:  # type: ignore[arg-type]
        sheet.add(link(0), **texts)  # type: ignore[arg-type]  # by name
        drawing = sheet.output()
    with pypdfium2.PdfDocument(drawing) as document:
        assert document[0].get_textpage().get_text_bounded().split() == words.split()


def children() -> set[str]:
    """Return the child processes of this process."""
    return {
        child
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    }


@needs_processes
def test_the_child_process_ends_with_its_sheet(tmp_path: Path) -> None:
    gc.collect()
    before = children()
    with LabelSheet("L7160") as sheet:
        sheet.add(link(0))
        assert len(children() - before) == 1
    assert children() == before
    with pytest.raises(ZeroDivisionError), LabelSheet("L7160"):
        _ = 1 / 0
    assert children() == before
    sheet = LabelSheet("L7160")
    sheet.add(link(0))
    sheet.save(tmp_path / "labels.pdf")
    assert children() == before
    sheet = LabelSheet("L7160")
    sheet.close()
    sheet.close()
    assert children() == before
    LabelSheet("L7160").add(link(0))  # and forgotten
    gc.collect()
    assert children() == before


def test_a_saved_or_closed_sheet_can_not_be_used(tmp_path: Path) -> None:
    sheet = LabelSheet("L7160")
    sheet.add(link(0))
    drawing = sheet.output()
    assert sheet.output() == drawing
    sheet.add(link(1))
    sheet.save(tmp_path / "labels.pdf")
    assert (sheet.labels, sheet.pages) == (2, 1)
    for act in (
        lambda: sheet.add(link(1)),
        sheet.output,
        lambda: sheet.save(tmp_path / "again.pdf"),
    ):
        with pytest.raises(OptionError, match="This LabelSheet is saved or closed: make a new"):
            act()
    assert [file.name for file in tmp_path.iterdir()] == ["labels.pdf"]


@pytest.mark.parametrize(("stock", "each"), [("L7160", 1), ("table-tent-a4", 2)])
def test_all_codes_are_counted_as_they_are_read_back(stock: str, each: int) -> None:
    with LabelSheet(stock, title="Lamp") as sheet:
        for number in range(3):
            sheet.add(f"https://wa.me/44791112345{number}")
        assert sheet.labels == 3
        assert sum(sheet.check(sheet.output())) == sheet.codes == 3 * each
        assert sheet.code_side > 25
