from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.paper import by_zxing, printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = """ref,title,price
A-1,Oak table,€120
A-2,شقة 3 غرف,
A-3,公寓,€9
A-4,Sofa 🛋️,€90
"""
SELLER = ("--number", "+44 7911 123456", "--stock", "L7160")
TEXT = ("--text", "Is {ref} still available?")
CAPTION = ("--caption", r"{title}\n{price|}")


def link(ref: str) -> str:
    return f"https://wa.me/447911123456?text=Is%20{ref}%20still%20available%3F"


def read(file: Path, page: int = 1) -> list[str]:
    return by_zxing(printed(file.read_bytes(), "pdf", file.parent, dpi=200, page=page))


def seconds_left_out(said: str) -> list[str]:
    return re.sub(r", in \d+\.\d s\.", ".", said).splitlines()


def test_each_row_gets_its_label_or_its_reason(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", *SELLER, *TEXT, *CAPTION, "-o", str(file), stdin=SHEET.encode())
    assert (run.code, run.out) == (3, "")
    why = (
        'No font has "公" (U+516C, cjk unified ideograph-516c): leave it out of the caption, or '
        "give a font that has it with --font FILE."
    )
    assert seconds_left_out(run.err) == [
        f"Line 4 is rejected, missing_glyph: {why}",
        "4 rows: 3 accepted, 0 repaired, 1 rejected.",
        "Rejected: 1 missing_glyph.",
        "3 labels on 1 page, read back.",
        "Noted: 1 emoji_left_out",
        "  line 5: Emoji are left out of the caption: no font has them.",
    ]
    assert read(file) == [link("A-1"), link("A-2"), link("A-4")]


def test_rejected_rows_go_to_their_own_file_and_can_be_fed_back(
    wa_link: Tool, tmp_path: Path
) -> None:
    file, rejects = tmp_path / "labels.pdf", tmp_path / "rejects.csv"
    arguments = [*SELLER, *TEXT, *CAPTION, "-o", str(file), "--rejects", str(rejects)]
    run = wa_link("labels", "-", *arguments, stdin=SHEET.encode())
    assert run.code == 3
    assert "Line 4" not in run.err
    header, row = rejects.read_text().splitlines()
    assert header == "ref,title,price,wa_line,wa_reason,wa_note"
    assert row.startswith("A-3,公寓,€9,4,missing_glyph,")
    mended = rejects.read_text().replace("公寓", "Flat")
    assert wa_link("labels", "-", *arguments, stdin=mended.encode()).code == 0
    assert read(file) == [link("A-3")]


def test_rows_with_numbers_of_their_own(wa_link: Tool, tmp_path: Path) -> None:
    sheet = "phone,name\n+44 7911 123456,Ann\n12,Bo\n+44 7911 123456,Cy\n+966 50 123 4567,Di\n"
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", "--stock", "poster-a5", "--unique", "--caption", "{name}",
                  "-t", "{wa_row}", "-o", str(file), stdin=sheet.encode())  # fmt: skip
    assert run.code == 3
    assert "Line 3 is rejected, no_region" in run.err or "Line 3 is rejected, too_short" in run.err
    assert (
        "Line 4 is rejected, duplicate: The number +44 7911 123456 has its link already" in run.err
    )
    assert read(file, 1) == ["https://wa.me/447911123456?text=1"]
    assert read(file, 2) == ["https://wa.me/966501234567?text=4"]


def test_stdout_takes_the_pdf_and_nothing_else(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    arguments = ["labels", "-", *SELLER, *TEXT, "-q"]
    assert wa_link(*arguments, "-o", str(file), stdin=SHEET.encode()) == (
        wa_link(*arguments, "-o", str(file), stdin=SHEET.encode())
    )
    run = wa_link(*arguments, "-o", "-", stdin=SHEET.encode())
    assert (run.code, run.err) == (0, "")
    assert run.raw == file.read_bytes()


def test_without_a_label_nothing_is_written_but_the_rejects(wa_link: Tool, tmp_path: Path) -> None:
    file, rejects = tmp_path / "labels.pdf", tmp_path / "rejects.csv"
    file.write_bytes(b"what stood there before")
    run = wa_link("labels", "-", "--stock", "5160", "-o", str(file), "--rejects", str(rejects),
                  stdin=b"phone\n12\n")  # fmt: skip
    assert run.code == 3
    assert "labels.pdf is not written." in run.err
    assert file.read_bytes() == b"what stood there before"
    assert rejects.read_text().splitlines()[1].startswith("12,2,")


def test_a_dry_run_tells_and_writes_nothing(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("labels", "-", *SELLER, *CAPTION, "--dry-run", "-o", str(tmp_path / "labels.pdf"),
                  "--rejects", str(tmp_path / "rejects.csv"), stdin=SHEET.encode())  # fmt: skip
    assert run.code == 3
    assert "Rejected: 1 missing_glyph" in run.out
    assert "Noted: 1 emoji_left_out" in run.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--stock L7106", "is no stock that is known. Did you mean"),
        ("", "Tell what the labels are: --stock L7160, or --page a4 --grid 4x6 --label 45x40mm."),
        ("--grid 4x6", "Tell what the labels are"),
        (
            "--stock 5160 --grid 4x6",
            "--grid and --stock both tell what the labels are: leave",
        ),
        (
            "--page a4 --grid 4x6 --label 65x40mm",
            "take 260×240 mm, and the page is 210×297 mm",
        ),
        ("--stock 5160 --start 31", "A page of 5160 has the labels 1 to 30, not 31."),
        ("--stock 5160 --copies 0", "There can be 1 to 1,000 copies"),
        ("--stock 5160 --offset 5", '"5" is not two lengths'),
        ("--stock 5160 --offset 50,0mm", "An offset is 10 mm at most"),
        ("--stock 5160 --dark #25d366", 'the nearest is --dark "#1a9247"'),
        ("--stock 5160 --dark white --light black", "swap the two"),
        ("--stock 5160 --caption {", 'The brace at character 1 of "{" opens'),
        ("--stock 5160 --caption {nonsense}", "--caption: "),
        ("--stock 5160 --size 40mm", "No such option"),
        ("--stock 5160 --font nonsense.ttf", "does not exist"),
        ("--stock 5160 --rejects {folder}/labels.pdf", "name the same file"),
    ],
)
def test_refused(wa_link: Tool, tmp_path: Path, options: str, message: str) -> None:
    words = [word.replace("{folder}", str(tmp_path)) for word in options.split()]
    run = wa_link("labels", "-", *words, "-o", str(tmp_path / "labels.pdf"),
                  stdin=b"phone\n+447911123456\n")  # fmt: skip
    assert run.code == 2
    assert message in re.sub(r"\s+", " ", run.err)
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_is_too_dense_is_rejected(wa_link: Tool, tmp_path: Path) -> None:
    sheet = f"phone,text\n+447911123456,Hi\n+447911123457,{'long ' * 60}\n"
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", "--stock", "5160", "--text-column", "text", "-o", str(file),
                  stdin=sheet.encode())  # fmt: skip
    assert run.code == 3
    assert "Line 3 is rejected, qr_too_dense: At 22.4 mm a module of this code is" in run.err
    assert read(file) == ["https://wa.me/447911123456?text=Hi"]


@pytest.mark.parametrize(
    "options",
    ["-o {sheet}", "-o labels.pdf --rejects {sheet}", "-o {logo} --logo {logo}",
     "-o labels.csv", "-o labels.pdf --text-file {text} --rejects {text}"],
)  # fmt: skip
def test_what_is_read_is_not_overwritten(wa_link: Tool, tmp_path: Path, options: str) -> None:
    files = {name: tmp_path / f"{name}.bin" for name in ("sheet", "logo", "text")}
    for name, file in files.items():
        file.write_text(f"phone\n+447911123456\n{name}\n")
    words = options.format(**files).split()
    run = wa_link("labels", str(files["sheet"]), "--stock", "5160", *words)
    assert run.code == 2
    assert re.search(
        r"would be overwritten: name another|let the name after -o end in \.pdf", run.err
    )
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        file.name: f"phone\n+447911123456\n{name}\n" for name, file in files.items()
    }


def test_an_empty_sheet_is_a_failure(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", "--stock", "5160", "-o", str(file), stdin=b"phone\n")
    assert run.code == 1
    assert f"There is no label to be printed: {file} is not written." in run.err
    assert not file.exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_it_leaves_nothing_behind(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    (sheet := tmp_path / "sheet.csv").write_text("title\n" + "Oak table\n" * 50_000)
    (temporary := tmp_path / "temporary").mkdir()
    command = [sys.executable, "-m", "wa_link", "labels", str(sheet), *SELLER,
               "--caption", "{title}", "-o", str(tmp_path / "labels.pdf"),
               "--rejects", str(tmp_path / "rejects.csv")]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE,
                          env={**os.environ, "TMPDIR": str(temporary)}) as process:  # fmt: skip
        until = time.monotonic() + 20
        while len(list(tmp_path.glob(".labels.pdf.*.part"))) < 1 and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.3)
        process.send_signal(number)
        said = process.communicate()[1].decode()
    assert process.returncode == code
    told = r"Numbers.*\n|Interrupted after [\d,]+ rows: nothing is written\.\n"
    assert re.fullmatch(f"(?:{told})+", said)
    assert "Interrupted" in said
    assert {each.name for each in tmp_path.iterdir()} == {"sheet.csv", "temporary"}
    assert list(temporary.iterdir()) == []


def test_the_title_tells_the_sheet_and_not_where_it_is_kept(wa_link: Tool, tmp_path: Path) -> None:
    (sheet := tmp_path / "flats.csv").write_text("phone\n+447911123456\n")
    file = tmp_path / "labels.pdf"
    assert wa_link("labels", str(sheet), "--stock", "5160", "-o", str(file)).code == 0
    with contextlib.closing(pypdfium2.PdfDocument(file)) as document:
        assert document.get_metadata_value("Title") == "Labels: flats.csv"
    assert b"/".join(map(str.encode, tmp_path.parts[1:])) not in file.read_bytes()
