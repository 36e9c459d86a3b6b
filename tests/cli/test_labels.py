"""The command `wa-link labels`: its files, messages and options."""

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

from tests.conftest import posix
from tests.oracles.paper import by_zxing, printed
from wa_link._support.quoting import quote

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

# A character and an emoji that no font has, because neither is assigned yet.
LETTER, EMOJI = "\u0378", "\U0001faff"
SHEET = f"""ref,title,price
A-1,Oak table,€120
A-2,شقة 3 غرف,
A-3,{LETTER},€9
A-4,Sofa {EMOJI},€90
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
        r'No font has "\u0378" (U+0378, without a name): remove this character, or give a '
        "font that has it with --font FILE."
    )
    assert seconds_left_out(run.err) == [
        f"Row 3 (line 4) is rejected (missing_glyph): {why}",
        "4 rows: 3 accepted, 0 repaired, 1 rejected.",
        "Rejected: 1 missing_glyph.",
        "To see what to do, run wa-link explain missing_glyph",
        f"Saved {file}: 3 labels on 1 page, codes scan from about 35 cm, verified.",
        "Noted: 1 emoji_left_out",
        f"  row 4 (line 5): {quote(EMOJI)} is left out: no font has it.",
    ]
    assert read(file) == [link("A-1"), link("A-2"), link("A-4")]


def test_rejected_rows_go_to_their_own_file_and_can_be_fed_back(
    wa_link: Tool, tmp_path: Path
) -> None:
    file, rejects = tmp_path / "labels.pdf", tmp_path / "rejects.csv"
    arguments = [*SELLER, *TEXT, *CAPTION, "-o", str(file), "--rejects", str(rejects)]
    run = wa_link("labels", "-", *arguments, stdin=SHEET.encode())
    assert run.code == 3
    assert "(line 4)" not in run.err
    header, row = rejects.read_text().splitlines()
    assert header == "ref,title,price,wa_line,wa_reason,wa_note"
    assert row.startswith(f"A-3,{LETTER},€9,4,missing_glyph,")
    corrected = rejects.read_text().replace(LETTER, "Flat")
    assert wa_link("labels", "-", *arguments, stdin=corrected.encode()).code == 0
    assert read(file) == [link("A-3")]


def test_rows_with_numbers_of_their_own(wa_link: Tool, tmp_path: Path) -> None:
    sheet = "phone,name\n+44 7911 123456,Ann\n12,Bo\n+44 7911 123456,Cy\n+966 50 123 4567,Di\n"
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", "--stock", "DK-11209", "--unique", "--caption", "{name}",
                  "-t", "{wa_row}", "-o", str(file), stdin=sheet.encode())  # fmt: skip
    assert run.code == 3
    assert (
        "Row 2 (line 3) is rejected (no_region" in run.err
        or "Row 2 (line 3) is rejected (too_short" in run.err
    )
    assert (
        "Row 3 (line 4) is rejected (duplicate): The number +44 7911 123456 already has a link"
        in run.err
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
    file.write_bytes(b"an older file")
    run = wa_link("labels", "-", "--stock", "5160", "-o", str(file), "--rejects", str(rejects),
                  stdin=b"phone\n12\n")  # fmt: skip
    assert run.code == 3
    assert "labels.pdf is not written." in run.err
    assert file.read_bytes() == b"an older file"
    assert rejects.read_text().splitlines()[1].startswith("12,2,")


def test_a_dry_run_writes_no_file(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("labels", "-", *SELLER, *CAPTION, "--dry-run", "-o", str(tmp_path / "labels.pdf"),
                  "--rejects", str(tmp_path / "rejects.csv"), stdin=SHEET.encode())  # fmt: skip
    assert run.code == 3
    assert "Rejected: 1 missing_glyph" in run.out
    assert "Noted: 1 emoji_left_out" in run.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--stock L7106", 'Unknown label stock "L7106". Did you mean L7160 (21 labels'),
        (
            "--stock L9999",
            "There are 85 known stocks, such as L7160, 5160 and poster-a4. List all stocks:",
        ),
        (
            "",
            "No label stock is given: add --stock L7160, for example, or describe your labels",
        ),
        ("--grid 4x6", "The description of the labels is incomplete: add --page and --label."),
        (
            "--stock 5160 --grid 4x6",
            "--grid and --stock both describe the labels: use only one",
        ),
        (
            "--page a4 --grid 4x6 --label 65x40mm",
            "take 260×240 mm, but the page has 210×297 mm",
        ),
        (
            "--stock 5160 --start 31",
            "A page of 5160 has no label 31: give --start a number from 1 to 30.",
        ),
        ("--stock 5160 --copies 0", '"0" is not a number of copies: give --copies a whole number'),
        ("--stock 5160 --offset 5", '"5" is not two lengths'),
        ("--stock 5160 --offset 50,0mm", "An offset can be at most 10 mm in each direction, not"),
        ("--stock 5160 --dark #25d366", 'use --dark "#1a9247"'),
        ("--stock 5160 --dark white --light black", "swap the two"),
        ("--stock 5160 --caption {", 'The brace at character 1 of "{" is not'),
        ("--stock 5160 --caption {nonsense}", "--caption: "),
        ("--stock 5160 --size 40mm", "labels has no option --size"),
        ("--stock 5160 --font nonsense.ttf", "does not exist"),
        ("--stock 5160 --rejects {folder}/labels.pdf", "name the same file"),
    ],
)
def test_wrong_options_are_refused(
    wa_link: Tool, tmp_path: Path, options: str, message: str
) -> None:
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
    assert (
        "Row 2 (line 3) is rejected (qr_too_dense): At 22.4 mm, a module (smallest part)" in run.err
    )
    assert read(file) == ["https://wa.me/447911123456?text=Hi"]


@pytest.mark.parametrize(
    "options",
    ["-o {sheet}", "-o labels.pdf --rejects {sheet}", "-o {logo} --logo {logo}",
     "-o labels.csv", "-o labels.pdf --text-file {text} --rejects {text}"],
)  # fmt: skip
def test_input_files_are_not_overwritten(wa_link: Tool, tmp_path: Path, options: str) -> None:
    files = {name: tmp_path / f"{name}.bin" for name in ("sheet", "logo", "text")}
    for name, file in files.items():
        file.write_text(f"phone\n+447911123456\n{name}\n")
    words = options.format(**files).split()
    run = wa_link("labels", str(files["sheet"]), "--stock", "5160", *words)
    assert run.code == 2
    assert re.search(r"would be overwritten: name another|a name that ends in \.pdf", run.err)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        file.name: f"phone\n+447911123456\n{name}\n" for name, file in files.items()
    }


def test_an_empty_sheet_is_a_failure(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", "--stock", "5160", "-o", str(file), stdin=b"phone\n")
    assert run.code == 1
    assert f"There are no labels to print: {file} is not written." in run.err
    assert not file.exists()


@posix("signals")
@pytest.mark.long(daily=1)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_no_files(
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
    line = r"Numbers.*\n|Interrupted after [\d,]+ rows?: nothing is written\.\n"
    assert re.fullmatch(f"(?:{line})+", said)
    assert "Interrupted" in said
    assert {each.name for each in tmp_path.iterdir()} == {"sheet.csv", "temporary"}
    assert list(temporary.iterdir()) == []


def test_the_title_has_the_name_of_the_sheet_without_folder(wa_link: Tool, tmp_path: Path) -> None:
    (sheet := tmp_path / "flats.csv").write_text("phone\n+447911123456\n")
    file = tmp_path / "labels.pdf"
    assert wa_link("labels", str(sheet), "--stock", "5160", "-o", str(file)).code == 0
    with contextlib.closing(pypdfium2.PdfDocument(file)) as document:
        assert document.get_metadata_value("Title") == "Labels: flats.csv"
    assert b"/".join(map(str.encode, tmp_path.parts[1:])) not in file.read_bytes()


STOCK_SHEET = """ref,title,qty,link
A-1,Oak table,2,https://chat.whatsapp.com/ABCdef123456
A-2,Lamp,0,wa.me/message/ABCDEF234567G1
A-3,Chair,two,https://example.com
A-4,Sofa,,https://wa.me/c/447911123456
A-5,Bed,1,https://whatsapp.com/channel/0029Va1234567890abcdef
A-6,Desk,1.0,wa.me/p/1234567890/447911123456
"""


def lines_of(said: str) -> list[str]:
    return seconds_left_out(said)


def test_copies_come_from_a_column(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", *SELLER, *TEXT, "--copies", "{qty|1}", "-o", str(file),
                  stdin=STOCK_SHEET.encode())  # fmt: skip
    assert run.code == 3
    why = '"two" is not a number of copies: write a whole number from 0 to 1,000.'
    assert lines_of(run.err) == [
        f"Row 3 (line 4) is rejected (bad_copies): {why}",
        "6 rows: 5 accepted, 0 repaired, 1 rejected.",
        "Rejected: 1 bad_copies.",
        "To see what to do, run wa-link explain bad_copies",
        f"Saved {file}: 5 labels on 1 page, codes scan from about 35 cm, verified.",
        "Noted: 1 not_printed",
        "  row 2 (line 3): No label is printed, because the number of copies is 0.",
    ]
    assert read(file) == sorted(map(link, ("A-1", "A-1", "A-4", "A-5", "A-6")))


def test_a_blank_number_of_copies_needs_a_default(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("labels", "-", *SELLER, "--copies", "{qty}", "-o", str(tmp_path / "a.pdf"),
                  stdin=b"ref,qty\nA,1\nB,\n")  # fmt: skip
    assert run.code == 3
    assert (
        'Row 2 (line 3) is rejected (missing_field): The template needs "qty", which is blank'
        in run.err
    )


@pytest.mark.parametrize(
    ("rows", "refs"),
    [
        ("1", ["A-1"]),
        ("4-5", ["A-4", "A-5"]),
        ("5-5, 2 ,1", ["A-1", "A-2", "A-5"]),
        ("1-6", ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"]),
        ("4–6", ["A-4", "A-5", "A-6"]),
    ],
)
def test_some_rows_are_printed_again(
    wa_link: Tool, tmp_path: Path, rows: str, refs: list[str]
) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", *SELLER, *TEXT, "--rows", rows, "-o", str(file),
                  stdin=STOCK_SHEET.encode())  # fmt: skip
    assert run.code == 0, run.err
    assert lines_of(run.err)[0] == (
        f"{len(refs)} row{'s' * (len(refs) > 1)}: {len(refs)} accepted, 0 repaired, 0 rejected."
    )
    assert read(file) == [link(ref) for ref in refs]


def test_rows_that_are_chosen_twice_add_up(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", *SELLER, *TEXT, "--rows", "1-2,5", "--rows", "4", "-o", str(file),
                  stdin=STOCK_SHEET.encode())  # fmt: skip
    assert run.code == 0, run.err
    assert read(file) == [link(ref) for ref in ("A-1", "A-2", "A-4", "A-5")]


@pytest.mark.parametrize(
    ("stock", "rows", "said"),
    [
        ("poster-a4", "1-2", "2 posters on 2 pages, codes scan from about 133 cm, verified."),
        ("table-tent-a4", "1", "1 table tent on 1 page, code scans from about 54 cm, verified."),
        ("business-card", "1", "1 card on 1 page, code scans from about "),
        ("L7630", "1", "1 sticker on 1 page, code scans from about "),
    ],
)
def test_the_summary_names_posters_cards_and_stickers(
    wa_link: Tool, tmp_path: Path, stock: str, rows: str, said: str
) -> None:
    file = tmp_path / "a.pdf"
    run = wa_link("labels", "-", "--number", "+447911123456", "--stock", stock, "--rows", rows,
                  "-o", str(file), stdin=STOCK_SHEET.encode())  # fmt: skip
    assert f"Saved {file}: {said}" in run.err


def test_rows_outside_are_neither_printed_nor_rejected(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    sheet = "phone,ref\n12,A\n\n+44 7911 123456,B\n12,C\n+44 7911 123457,D\n+44 7911 123456,E\n"
    run = wa_link("labels", "-", "--stock", "L7160", "--unique", "--text", "{wa_row}{ref}",
                  "--rows", "2,4-5", "-o", str(file), stdin=sheet.encode())  # fmt: skip
    assert run.code == 3
    # The second row is on line 4, because line 3 is blank. The fifth is a duplicate in a full run.
    why = "The number +44 7911 123456 already has a link, on line 4."
    assert [line for line in lines_of(run.err) if "rejected" in line] == [
        f"Row 5 (line 7) is rejected (duplicate): {why}",
        "3 rows: 2 accepted, 0 repaired, 1 rejected.",
    ]
    assert read(file) == [
        "https://wa.me/447911123456?text=2B",
        "https://wa.me/447911123457?text=4D",
    ]
    run = wa_link("labels", "-", "--stock", "L7160", "--unique", "--rows", "5", "-o", str(file),
                  stdin=sheet.encode())  # fmt: skip
    assert "duplicate): The number +44 7911 123456 already has a link, on line 4" in run.err


def test_links_of_a_column_are_printed_unchanged(wa_link: Tool, tmp_path: Path) -> None:
    file, rejects = tmp_path / "labels.pdf", tmp_path / "rejects.csv"
    run = wa_link("labels", "-", "--links-column", "link", "--title", "{title}", "-o", str(file),
                  "--stock", "L7160", "--rejects", str(rejects),
                  stdin=STOCK_SHEET.encode())  # fmt: skip
    assert run.code == 3
    assert lines_of(run.err) == [
        'Links are read from column 4, "link".',
        "6 rows: 5 accepted, 0 repaired, 1 rejected.",
        "Rejected: 1 not_a_phone_link.",
        "To see what to do, run wa-link explain not_a_phone_link",
        f"Saved {file}: 5 labels on 1 page, codes scan from about 35 cm, verified.",
        f"Saved 1 rejected row in {rejects}.",
    ]
    assert rejects.read_text().splitlines()[1] == (
        "A-3,Chair,two,https://example.com,4,not_a_phone_link,"
        '"""https://example.com"" is a link, but not a WhatsApp link: check its spelling, or write '
        'the WhatsApp link that it leads to."'
    )
    assert read(file) == sorted((
        "https://chat.whatsapp.com/ABCdef123456",
        "https://wa.me/message/ABCDEF234567G1",
        "https://wa.me/c/447911123456",
        "https://whatsapp.com/channel/0029Va1234567890abcdef",
        "https://wa.me/p/1234567890/447911123456",
    ))  # fmt: skip


def test_one_fault_of_many_rows_is_said_once(wa_link: Tool, tmp_path: Path) -> None:
    rows = "".join(f"A-{n},{'' if n % 10 else 9}\n" for n in range(1, 61))
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", *SELLER, "--caption", "{price}", "-o", str(file),
                  stdin=f"ref,price\n{rows}".encode())  # fmt: skip
    assert run.code == 3
    first, *others = lines_of(run.err)
    assert first.startswith(
        "Rows 1-9, 11-19, 21-29, 31-39, 41-49, 51-59 (lines 2-10, 12-20, 22-30, 32-40, 42-50, "
        "52-60) are rejected (missing_field): The template needs "
        '"price", which is blank here'
    )
    assert others == [
        "60 rows: 6 accepted, 0 repaired, 54 rejected.",
        "Rejected: 54 missing_field.",
        "To see what to do, run wa-link explain missing_field",
        f"Saved {file}: 6 labels on 1 page, codes scan from about 35 cm, verified.",
    ]


def test_a_dry_run_says_one_fault_of_many_rows_once(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("labels", "-", *SELLER, "--caption", "{price}", "--dry-run", "-o",
                  str(tmp_path / "labels.pdf"), stdin=b"ref,price\n" + b"A,\n" * 60)  # fmt: skip
    assert run.code == 3
    assert run.out.count("missing_field") == run.out.count("The template needs") == 1
    assert "\n  rows 1-60 (lines 2-61): The template needs" in run.out
    assert "rejected, missing_field" not in run.err


def test_notes_are_printed_at_the_end(wa_link: Tool, tmp_path: Path) -> None:
    sheet = "phone,title\n" + "".join(
        f"0{7911123450 + n},{title}\n"
        for n, title in enumerate(("Sofa " + EMOJI, "Ä", "Lamp " + EMOJI, "GrÃ¼n"))
    )
    run = wa_link("labels", "-", "--stock", "L7160", "--region", "GB", "--title", "{title}", "-q",
                  "-o", str(tmp_path / "labels.pdf"), stdin=sheet.encode())  # fmt: skip
    assert run.code == 0
    assert run.err.splitlines()[:2] == [
        "Noted: 2 emoji_left_out",
        f"  rows 1, 3 (lines 2, 4): {quote(EMOJI)} is left out: no font has it.",
    ]
    assert "Noted: 1 text_mojibake" in run.err


def test_a_label_printer_and_a_print_shop(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", *SELLER[:2], "--stock", "DK-11209", "--dpi", "203", "--bleed",
                  "3mm", "-o", str(file), stdin=b"ref\nA\nB\n")  # fmt: skip
    assert run.code == 0, run.err
    with contextlib.closing(pypdfium2.PdfDocument(file)) as document:
        assert len(document) == 2
        width, height = document[0].get_size()
    assert (width, height) == pytest.approx((68 / 25.4 * 72, 35 / 25.4 * 72), abs=0.25)


def test_stocks_are_listed_without_contacts(wa_link: Tool) -> None:
    run = wa_link("labels", "--list-stock")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("NAME ")
    assert run.out.splitlines()[-1] == "Too small for a code: L4731 (25.4×10 mm)."
    assert re.search(r"^L7160 +21 \(3×7\) +63\.5×38\.1 +A4 +Avery +J8160, ", run.out, re.MULTILINE)


def test_a_design_is_shown_without_contacts(wa_link: Tool) -> None:
    run = wa_link("labels", "--show-design", "nonsense")
    assert run.code == 2
    assert '"nonsense"' in run.err


def test_without_a_phone_column_the_message_names_number(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("labels", "-", "--stock", "L7160", "-o", str(tmp_path / "labels.pdf"),
                  stdin=STOCK_SHEET.encode())  # fmt: skip
    assert run.code == 2
    assert "give one number for all rows with --number" in run.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--rows 5-9", "--rows: There is no row 9: the sheet has 6 rows."),
        ("--rows 9-5", '"9-5" is not a list of rows: write numbers and ranges, as in 5-9,12.'),
        ("--rows 0", "The first row below the header is row 1."),
        ("--copies many", '"many" is not a number of copies: give --copies a whole number from 1'),
        ("--copies {nonsense}", "--copies: "),
        ("--bleed 3", '--bleed: "3" is not a length'),
        ("--bleed 0mm", "A bleed must be more than 0 and at most 20 mm, not 0 mm: 3 mm is usual."),
        ("--dpi 50", 'write a whole number from 150 to 1200, not "50".'),
        ("--dpi 203 --dark navy", "which print only black: leave out --dark."),
        (
            "--dpi 203 --accent red",
            "--dpi is for label printers, which print only black: leave out",
        ),
        ("--dpi 203 --style dots", "which print only square dots: leave out --style."),
        (
            "--stock L4731",
            "Labels of 25.4×10 mm are too small: the smallest QR code of a chat link",
        ),
    ],
)
def test_wrong_options_of_rows_and_printers_are_refused(
    wa_link: Tool, tmp_path: Path, options: str, message: str
) -> None:
    run = wa_link("labels", "-", *SELLER, *options.split(), "-o", str(tmp_path / "labels.pdf"),
                  stdin=STOCK_SHEET.encode())  # fmt: skip
    assert run.code == 2
    assert message in re.sub(r"\s+", " ", run.err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "options",
    ["--number +447911123456", "--phone-column ref", "--assume national", "--via api",
     "--multiple split",
     "--text Hi", "--text-column ref",
     "--username-column ref"],
)  # fmt: skip
def test_options_of_numbers_do_not_go_with_a_links_column(
    wa_link: Tool, tmp_path: Path, options: str
) -> None:
    run = wa_link("labels", "-", "--links-column", "link", "--stock", "L7160", *options.split(),
                  "-o", str(tmp_path / "labels.pdf"), stdin=STOCK_SHEET.encode())  # fmt: skip
    assert run.code == 2
    flag = options.partition(" ")[0]
    assert f"{flag} makes new links" in re.sub(r"\s+", " ", run.err)
