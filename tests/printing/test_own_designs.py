"""Tests of a user's own design: its fields, the files that it uses, and errors with lines."""

from __future__ import annotations

import os
import re
import socket
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from tests.conftest import posix
from tests.oracles.paper import by_zxing, printed
from wa_link import QrCode
from wa_link.errors import OptionError
from wa_link.printing.cards import own_design
from wa_link.printing.cards.designs import list_designs, load_design, show_design
from wa_link.printing.labels.label_sheet import LabelSheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

LINK = "https://wa.me/966501234567"
HEAD = '#import "card.typ": *\n#let design(card, width, height) = '


def draw(design: Path | str, name: str = "L7160", **options: object) -> bytes:
    with closing(LabelSheet(name, design=str(design), **options)) as sheet:  # type: ignore[arg-type]  # options by name
        sheet.add(LINK, "€120", "+966 50 123 4567", title="Oak table")
        drawing = sheet.output()
        assert sum(sheet.check(drawing)) >= 1
        return drawing


def text_of(drawing: bytes) -> str:
    with pypdfium2.PdfDocument(drawing) as document:
        return re.sub(r"\s+", " ", document[0].get_textpage().get_text_bounded()).strip()


@pytest.mark.parametrize(
    ("name", "stock"),
    [
        ("label", "L7160"), ("poster", "poster-a5"), ("poster-a4", "poster-a4"),
        ("table-tent-a4", "table-tent-a4"), ("business-card", "business-card"),
        ("sticker-50mm", "sticker-50mm"),
    ],
)  # fmt: skip
def test_a_design_that_is_shown_works_at_once(name: str, stock: str, tmp_path: Path) -> None:
    (own := tmp_path / "mine.typ").write_text(show_design(name), "utf-8")
    assert draw(own, stock) == draw(name, stock)


def test_all_designs_can_be_shown() -> None:
    assert list_designs() == ["business-card", "label", "poster", "sticker", "table-tent"]
    for name in list_designs():
        assert "#let design(card, width, height)" in show_design(name)


def test_show_design_on_the_command_line(wa_link: Callable[..., Run], tmp_path: Path) -> None:
    shown = wa_link("labels", "--show-design", "poster-a4")
    assert (shown.code, shown.err) == (0, "")
    assert show_design("poster-a4").partition("//\n")[2] in shown.out
    assert "--design mine.typ and --stock poster-a4" in shown.out
    (tmp_path / "mine.typ").write_text(shown.out, "utf-8")
    (tmp_path / "a.csv").write_text("phone,title\n+966501234567,Lamp\n")
    run = wa_link(
        "labels", str(tmp_path / "a.csv"), "--design", str(tmp_path / "mine.typ"),
        "--stock", "poster-a4", "--title", "{title}", "-o", str(tmp_path / "a.pdf"),
    )  # fmt: skip
    assert run.code == 0
    assert text_of((tmp_path / "a.pdf").read_bytes()).startswith("Lamp Scan to chat on WhatsApp")
    refused = wa_link("labels", "--show-design", "postr")
    assert refused.code == 2
    assert 'Unknown design "postr". Did you mean poster?' in refused.err


def test_a_design_gets_the_documented_fields(wa_link: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "mine.typ").write_text(
        HEAD + "{\n  place(code(card, 30mm))\n  place(right, stack(card.title, card.caption, "
        'card.number, card.link, card.row.price, card.row.at("none", default: "nothing"), '
        "card.call-to-action, card.lang, repr(card.accent), repr(card.rtl), "
        "repr((width, height).map(side => calc.round(side.mm(), digits: 1)))))\n}\n"
    )
    (tmp_path / "a.csv").write_text("phone,name,price\n+966501234567,Sofa,€9\n")
    run = wa_link(
        "labels", str(tmp_path / "a.csv"), "--design", str(tmp_path / "mine.typ"), "--stock",
        "L7169", "--title", "{name}", "--caption", "New", "--accent", "navy", "-o",
        str(tmp_path / "a.pdf"),
    )  # fmt: skip
    assert run.code == 0, run.err
    for each in (
        "Sofa", "New", "+966 50 123 4567", LINK, "€9", "nothing", "Scan to chat on WhatsApp",
        "en", 'rgb("#000080")', "false", "(99.1, 139.0)",
    ):  # fmt: skip
        assert each in text_of((tmp_path / "a.pdf").read_bytes())


def test_files_next_to_a_design_are_taken(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "orange").save(tmp_path / "one.png")
    (tmp_path / "sub").mkdir()
    Image.new("RGB", (8, 8), "lime").save(tmp_path / "sub" / "two.jpg")
    (tmp_path / "sub" / "parts.typ").write_text(
        '#let two = image("two.jpg", width: 5mm, alt: "two")'
    )
    (own := tmp_path / "mine.typ").write_text(
        '#import "sub/parts.typ": two\n' + HEAD + "{\n  place(code(card, 30mm))\n"
        '  place(bottom + right, image("/one.png", width: 5mm, alt: "one"))\n'
        "  place(top + right, two)\n}\n"
    )
    picture = printed(draw(own), "pdf", tmp_path, dpi=100)
    assert by_zxing(picture) == [LINK]
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert (255, 165, 0) in colours
    assert any(colour[0] < 10 and colour[1] > 245 for colour in colours)  # type: ignore[index]  # an RGB picture


OUTSIDE = {
    "a path upwards": "../secret.txt",
    "an absolute path": "{outside}",
    "a link out of the folder": "link.txt",
    "a linked folder": "linked/secret.txt",
    "a link to a device": "device",
    "a pipe": "pipe",
    "a socket": "socket",
    "a system file": "/etc/passwd",
}


@posix("links and pipes with a path")
@pytest.mark.parametrize("name", OUTSIDE.values(), ids=OUTSIDE)
def test_nothing_outside_of_the_folder_is_taken(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (secret := tmp_path / "secret.txt").write_text("the secret")
    (folder := tmp_path / "designs").mkdir()
    (folder / "link.txt").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path)
    (folder / "device").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    monkeypatch.chdir(folder)
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind("socket")
        file = name.format(outside=secret)
        (own := folder / "mine.typ").write_text(
            f'{HEAD}{{ place(code(card, 30mm)); place(right, read("{file}")) }}'
        )
        assert set(load_design(str(own)).files) == {"card.typ", "design.typ", "main", "main.typ"}
        with pytest.raises(OptionError, match=r"The design \"mine.typ\" can't be used") as raised:
            draw(own)
    assert "the secret" not in str(raised.value)


def test_a_link_within_the_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("Hello")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    (own := tmp_path / "mine.typ").write_text(
        f'{HEAD}{{ place(code(card, 30mm)); place(right, read("link.txt")) }}'
    )
    assert text_of(draw(own)) == "Hello"


def test_files_of_ours_are_not_replaced(tmp_path: Path) -> None:
    for name in ("card.typ", "main.typ", "rows.json", "design.typ", "main"):
        (tmp_path / name).write_text("not ours")
    (own := tmp_path / "mine.typ").write_text(
        '// "main.typ" "rows.json" "design.typ" "main"\n' + HEAD + "place(code(card, 30mm))"
    )
    assert by_zxing(printed(draw(own), "pdf", tmp_path, dpi=200)) == [LINK]


def test_large_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_design, "_MAX_BYTES", 1_000_000)
    (own := tmp_path / "mine.typ").write_text(
        '// "a.txt", "b.txt"\n' + HEAD + "place(code(card, 30mm))"
    )
    for name in "ab":
        (tmp_path / f"{name}.txt").write_bytes(b"a" * 600_000)
    with pytest.raises(OptionError, match="use at most 100 files, with at most 1 MB together"):
        load_design(str(own))
    (tmp_path / "a.txt").write_bytes(b"a" * 2_000_000)
    with pytest.raises(OptionError, match=r"a\.txt\" is too large: the limit for a file of"):
        load_design(str(own))


FAILURES = {
    "no function": ("#let x = 1", "mine.typ\" can't be used: a design needs a function: #let desi"),
    "a wrong argument": (
        f"{HEAD}text(fil: red)[a]", "mine.typ\" can't be used (line 2): unexpected argument: fil."
    ),
    "no column": (f"{HEAD}[#card.row.cost]", '(line 2): dictionary does not contain key "cost"'),
    "no file": (f'{HEAD}read("none.txt")', "(line 2): file not found."),
    "not closed": (f"{HEAD}{{ ", "(line 2): unclosed delimiter."),
    "wrong in another file": (
        f'#import "broken.typ": x\n{HEAD}x', '("broken.typ", line 2): unknown variable: unknown'
    ),
    "wrong use of ours": (
        f"{HEAD}{{\n code(card, 3cm)\n texts(card, (1,), 3cm, 3cm) }}", "can't be used (line 4): "
    ),
    "no alternative text": (
        f'{HEAD}{{ code(card, 3cm); image("a.svg") }}', "(line 2): PDF/UA-1 error: missing alt text"
    ),
    "wrong, with a picture": (
        f'{HEAD}{{\n image("a.png", alt: "a")\n text(fil: red)[a] }}',
        "mine.typ\" can't be used (line 4): unexpected argument: fil.",
    ),
    "its own words": (f'{HEAD}panic("sold out")', "(line 2): panicked with: sold out."),
    "no code": (f"{HEAD}[Hello]", 'The design "mine.typ" draws no QR code: draw it with code('),
    "a package": (
        '\n#import "@preview/tablex:0.0.8": *',
        '"mine.typ", line 2, imports the package "@preview/tablex:0.0.8", but wa-link',
    ),
    "a local package": ('#import "@local/x:1.0.0"', "imports the package"),
    "an escaped package": ('#import "\\u{40}preview/x:1.0.0"', "imports the package"),
    "a package in another file": ('#import "packed.typ": x', '"packed.typ", line 1, imports the'),
}  # fmt: skip


@pytest.mark.parametrize(("source", "message"), FAILURES.values(), ids=FAILURES)
def test_a_design_that_fails_is_refused_with_its_line(
    source: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.typ").write_text("\n#let x = unknown")
    (tmp_path / "packed.typ").write_text('#import "@preview/a:1.0.0": x')
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    Image.new("RGB", (8, 8), "orange").save(tmp_path / "a.png")
    (own := tmp_path / "mine.typ").write_text(source)
    with pytest.raises(OptionError) as raised:
        draw(own)
    assert message in str(raised.value)
    assert str(tmp_path) not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_design_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (own := tmp_path / "mine.typ").write_bytes(b"\xff\xfe#let")
    with pytest.raises(
        OptionError, match=r'The design file "mine.typ" is not UTF-8: save it as UTF-8.'
    ):
        load_design(str(own))
    (tmp_path / "folder.typ").mkdir()
    with pytest.raises(
        OptionError, match="a folder, a pipe or a device: give the path of a design"
    ):
        load_design(str(tmp_path / "folder.typ"))


def test_a_design_says_whether_it_shows_the_number(tmp_path: Path) -> None:
    body = HEAD + "{ place(code(card, 30mm)); place(right, card.number) }"
    for flag, is_shown in (("", True), ("true", True), ("false", False)):
        line = f"#let shows-number = {flag}\n" if flag else ""
        (own := tmp_path / "mine.typ").write_text(line + body)
        assert ("+966" in text_of(draw(own))) is is_shown
        assert "+966" in text_of(draw(own, show_number=True))
        assert "+966" not in text_of(draw(own, show_number=False))


CODE = "place(code(card, 30mm)); "
MISPLACED = {
    "a large code": ("code(card, 100mm)", "puts a code beyond the edge of the card of 63.5×38.1"),
    "a code off the card": ("place(dx: -2mm, code(card, 30mm))", "puts a code beyond the edge"),
    "a tiny code": (
        "code(card, 4mm)",
        "draws a code with a side of 4 mm: use code(card, side) with a side",
    ),
    "texts off the card": (
        CODE + "place(dx: 50mm, texts(card, (item(card.title),), 30mm, 20mm))",
        "puts a text beyond the edge",
    ),
    "texts on the code": (
        CODE + "place(texts(card, (item(card.title),), 30mm, 20mm))",
        "puts a text on the code or on its quiet zone",
    ),
    "turned texts on the code": (
        CODE + "place(rotate(180deg, texts(card, (item(card.title),), 30mm, 20mm)))",
        "puts a text on the code or on its quiet zone",
    ),
}


@pytest.mark.parametrize(("body", "message"), MISPLACED.values(), ids=MISPLACED)
def test_a_design_that_puts_things_wrong_is_refused(
    body: str, message: str, tmp_path: Path
) -> None:
    (own := tmp_path / "mine.typ").write_text(f"{HEAD}{{ {body} }}")
    with pytest.raises(OptionError, match=re.escape(f'The design "mine.typ" {message}')):
        draw(own)


def test_texts_in_the_corner_of_a_circle_are_refused(tmp_path: Path) -> None:
    (own := tmp_path / "mine.typ").write_text(
        f"{HEAD}{{ place(center + horizon, code(card, 25mm));"
        " place(texts(card, (item(card.title),), 30mm, 20mm)) }"
    )
    with pytest.raises(OptionError, match="puts a text beyond the edge of the circle"):
        draw(own, "sticker-50mm")


@pytest.mark.parametrize("signature", ["(card)", "(card, width, height, more)", ""])
def test_a_design_with_other_parameters_is_refused(signature: str, tmp_path: Path) -> None:
    (own := tmp_path / "mine.typ").write_text(f"#let design{signature} = 3")
    with pytest.raises(
        OptionError, match=r"it needs the line #let design\(card, width, height\) = "
    ):
        draw(own)


def test_an_empty_heading_is_explained(tmp_path: Path) -> None:
    (own := tmp_path / "mine.typ").write_text(HEAD + '{ place(code(card, 30mm)); heading("") }')
    with pytest.raises(OptionError, match=r"write if card\.title"):
        draw(own)


def test_a_covered_code_names_the_design(tmp_path: Path) -> None:
    (own := tmp_path / "mine.typ").write_text(
        HEAD + "{ place(code(card, 30mm)); place(rect(width: 20mm, height: 20mm, fill: red)) }"
    )
    with pytest.raises(
        OptionError, match=r'The design "mine\.typ" can\'t be used: .* nothing over'
    ):
        draw(own)


def test_a_long_cell_is_printed_whole(wa_link: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "mine.typ").write_text(
        HEAD + "{ place(code(card, 30mm)); place(right, [#card.row.about.len()]) }"
    )
    (tmp_path / "a.csv").write_text(f"phone,about\n+966501234567,{'x' * 3000}\n")
    run = wa_link(
        "labels", str(tmp_path / "a.csv"), "--design", str(tmp_path / "mine.typ"),
        "--stock", "L7160", "-o", str(tmp_path / "a.pdf"),
    )  # fmt: skip
    assert run.code == 0, run.err
    assert "3000" in text_of((tmp_path / "a.pdf").read_bytes())


def save_three(sheet: LabelSheet, path: Path) -> None:
    for number in range(3):
        sheet.add(f"https://wa.me/96650123456{number}")
    sheet.save(path)


SVG = 'place(top + left, dx: 30mm, image(bytes(other.code), format: "svg", alt: "x", width: 30mm))'
TURNED = SVG.replace("image", "rotate(90deg, image") + ")"
OTHER = 'let other = json("wa-link-cards.json").cards.last(); '
NOT_MEASURED = "if not data.measures "


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(
            f"{{ {OTHER}code(card, 28mm); {NOT_MEASURED}{{ {SVG} }} }}",
            'has another QR code, with the text "https://wa.me/9665',
            id="the code of another card next to its own",
        ),
        pytest.param(
            f"{{ {OTHER}code(card, 28mm); {NOT_MEASURED}{{ {TURNED} }} }}",
            "has another QR code",
            id="turned",
        ),
        pytest.param(
            f"{{ {OTHER}code(card + (code: bytes(other.code)), 28mm) }}",
            "Code 1 on page 1 can't be read back",
            id="instead of its own",
        ),
        pytest.param(
            '{ code((..card, link: "https://wa.me/15551234567"), 28mm) }',
            'On page 1, the design "mine.typ" links to "https://wa.me/15551234567", which',
            id="a code with another link",
        ),
        pytest.param(
            '{ code((..card, link: "https://example.com/"), 28mm) }',
            'links to "https://example.com/", which is not the link in the QR code of that card',
            id="a code with another address",
        ),
        pytest.param(
            '{ code(card, 28mm); place(top + right, link("https://wa.me/15551234567")[Ann]) }',
            'links to "https://wa.me/15551234567", which is not the link in the QR code of that',
            id="a text that links to another number",
        ),
        pytest.param(
            f"{{ {OTHER}code(card, 28mm); place(top + right, link(other.link)[Ann]) }}",
            'links to "https://wa.me/9665',
            id="a text that links to the next card",
        ),
        pytest.param(
            "{ data.cards.last(); code(card, 28mm) }",
            'does not contain key "cards"',
            id="cards are not among what a design sees",
        ),
    ],
)
def test_a_design_that_links_to_another_chat_is_refused(
    body: str, message: str, tmp_path: Path
) -> None:
    (own := tmp_path / "mine.typ").write_text(HEAD + body, "utf-8")
    with (
        closing(LabelSheet("L7160", design=str(own))) as sheet,
        pytest.raises(OptionError) as raised,
    ):
        save_three(sheet, tmp_path / "labels.pdf")
    assert message in str(raised.value)
    assert not (tmp_path / "labels.pdf").exists()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{ code(card, 20mm); code(card, 15mm) }", id="its own code twice"),
        pytest.param(
            '{ code(card, 28mm); place(top + right, link("https://example.com/")[Shop]) }',
            id="a text that links to a shop",
        ),
        pytest.param(
            "{ code(card, 28mm); place(top + right, link(card.link)[Chat]) }",
            id="a text that links to its own chat",
        ),
    ],
)
def test_a_design_may_have_links_of_its_own(body: str, tmp_path: Path) -> None:
    (own := tmp_path / "mine.typ").write_text(HEAD + body, "utf-8")
    assert draw(own)


@pytest.mark.parametrize("address", ["https://wa.me/15551234567", "https://example.com/"])
def test_a_single_code_has_no_other_link(address: str, tmp_path: Path) -> None:
    body = f'code((..card, link: "{address}"), calc.min(width, height))'
    (own := tmp_path / "mine.typ").write_text(HEAD + body, "utf-8")
    with pytest.raises(OptionError, match=re.escape(address)):
        QrCode.of(LINK).save(tmp_path / "code.pdf", title="Ann", design=str(own))
    assert not (tmp_path / "code.pdf").exists()


@pytest.mark.parametrize("file_format", ["labels", "pdf"])
def test_a_picture_without_alt_text_is_named_with_its_line(
    file_format: str, tmp_path: Path
) -> None:
    Image.new("L", (9, 9)).save(tmp_path / "picture.png")
    body = '{\n  code(card, 30mm)\n  place(top + right, image("picture.png", width: 3mm))\n}'
    (own := tmp_path / "mine.typ").write_text(HEAD + body, "utf-8")
    code = QrCode.of(LINK)
    make = {"labels": lambda: draw(own), "pdf": lambda: code.draw("pdf", design=str(own))}
    with pytest.raises(OptionError, match=r'"mine.typ" can\'t be used \(line 4\): .*alt text'):
        make[file_format]()


def test_advice_on_options_of_another_program_is_left_out() -> None:
    design = load_design("label")._replace(name="mine.typ")
    said = "error: no\n  = hint: use `--root`\n  = hint: write it\n"
    assert str(design.make_error(said)) == 'The design "mine.typ" can\'t be used: no (write it).'


@pytest.mark.parametrize("file_format", ["png", "svg", "pdf"])
def test_a_code_that_is_not_read_names_its_design(file_format: str, tmp_path: Path) -> None:
    body = "{ code(card, 30mm); place(top + left, rect(width: 30mm, height: 30mm, fill: black)) }"
    (own := tmp_path / "mine.typ").write_text(HEAD + body, "utf-8")
    with pytest.raises(OptionError, match=f'"mine.typ" can\'t be used: the code of "{LINK}"'):
        QrCode.of(LINK).draw(file_format, design=str(own))


def test_a_comment_imports_no_package(tmp_path: Path) -> None:
    comment = '// As #import "@preview/tablex:0.0.8" has it.\n'
    (own := tmp_path / "mine.typ").write_text(f"{comment}{HEAD}code(card, 30mm)", "utf-8")
    assert draw(own)
