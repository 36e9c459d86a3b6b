"""Cells are data: attacks are harmless in each output, as other programs read it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import openpyxl
import pikepdf
import pytest

from tests.conftest import posix, program
from tests.robustness.attacks import (
    ATTACKS,
    COLUMNS,
    KINDS,
    OWN,
    PLACES,
    Address,
    N,
    by_a_browser,
    by_urllib,
    check_address,
    check_files,
    check_json_line,
    check_message,
    check_name,
    check_pdf,
    check_png,
    check_refusal,
    check_row,
    check_safe,
    check_safe_row,
    check_said,
    check_svg,
    check_terminal,
    check_visible,
    check_workbook_row,
    worksheet_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]
    Rows = dict[str, dict[str, str]]
    Request = pytest.FixtureRequest

LINK = f"https://wa.me/{N}"
TOOL = [sys.executable, "-m", "wa_link"]
every_attack = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long(daily=1, slice=60)) for name in ATTACKS]
)


# All attacks go to each output in one run.


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with all attacks in two sheets of different formats."""
    folder = tmp_path_factory.mktemp("sheets")
    rows = [(name, f"+{N}", cell) for name, cell in ATTACKS.items()]
    lines = [json.dumps(dict(zip(COLUMNS, row, strict=True))) for row in rows]
    (folder / "attacks.jsonl").write_text("\n".join(lines))
    with (folder / "attacks.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return folder


HEADERS = [cell for cell in ATTACKS.values() if len(cell) < 1_000 and cell != "wa_link"]


@pytest.fixture(scope="module")
def headed(sheets: Path) -> Path:
    """Make a sheet of one row, whose column names are attacks."""
    sheet = sheets / "headed.jsonl"
    sheet.write_text(json.dumps({"phone": f"+{N}", **dict.fromkeys(HEADERS, "")}))
    return sheet


def assert_ran(*arguments: str | Path) -> None:
    done = subprocess.run([*TOOL, *map(str, arguments)], capture_output=True, check=False)
    assert done.returncode in {0, 3}, done.stderr
    check_said(done.stderr.decode())


def batch(sheet: Path, out: Path, *arguments: str | Path) -> Rows:
    """Return the rows of a run into the file `out`, by the name of their attack."""
    assert_ran("batch", sheet, "--phone-column", "phone", "-o", out, *arguments)
    return rows_in(out.suffix, text_in(out))


def text_in(path: Path) -> str:
    """Return the text of a file, with its line ends unchanged."""
    return path.read_bytes().decode()


def rows_in(suffix: str, text: str) -> Rows:
    if suffix == ".jsonl":
        records = [json.loads(line) for line in text.split("\n") if line]
    else:
        delimiter = "\t" if suffix == ".tsv" else ","
        lines = io.StringIO(text, newline="")
        records = [*csv.DictReader(lines, delimiter=delimiter, strict=True)]
    return {record["name"]: record for record in records}


# The terminal.


@every_attack
@pytest.mark.parametrize("command", ["link", "inspect"])
def test_what_is_said_of_an_argument(wa_link: Tool, command: str, name: str) -> None:
    plain, as_json = (wa_link(command, *option, "--", ATTACKS[name]) for option in ([], ["--json"]))
    for run in (plain, as_json):
        assert run.code in {0, 3}
        check_said(run.out + run.err)
    (line,) = as_json.out.splitlines()
    assert json.loads(line)["input"] == ATTACKS[name]


@every_attack
def test_what_is_said_of_a_links_text(wa_link: Tool, name: str) -> None:
    cell = ATTACKS[name]
    address = f"https://wa.me/{N}?text={quote(cell)}"
    for run in (wa_link("inspect", address), wa_link("link", f"+{N}", "-t", cell, "--json")):
        assert run.code == 0
        check_said(run.out + run.err)


@every_attack
@pytest.mark.parametrize("column", ["phone", "region"])
def test_what_is_said_of_a_row(wa_link: Tool, column: str, name: str) -> None:
    sheet = json.dumps({"phone": "0501234567", "region": "SA", column: ATTACKS[name]}).encode()
    arguments = ["batch", "-", "--phone-column", "phone", "--region-column", "region"]
    forecast, run = wa_link(*arguments, "--dry-run", stdin=sheet), wa_link(*arguments, stdin=sheet)
    assert forecast.code == run.code in {0, 3}
    check_said(forecast.out + forecast.err + run.err)


@pytest.mark.parametrize("command", ["link", "link --json", "inspect", "inspect --json", "qr"])
def test_what_is_said_of_bytes(command: str) -> None:
    arguments: list[str | bytes] = [*TOOL, *command.split(), b"\xff\x9b31m\xc2"]
    done = subprocess.run(arguments, capture_output=True, check=False)
    assert done.returncode == 3
    check_said(done.stdout.decode() + done.stderr.decode())


def on_terminal(*arguments: str | Path) -> str:
    """Return the output of a run on a terminal, with LF as the line end."""
    leader, follower = os.openpty()
    command = [*TOOL, *map(str, arguments)]
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.PIPE) as process:
        os.close(follower)
        shown = b"".join(iter(lambda: read_terminal(leader), b""))
        check_said(process.communicate()[1].decode())
    os.close(leader)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def read_terminal(leader: int) -> bytes:
    try:
        return os.read(leader, 1 << 16)
    except OSError:  # Linux's way to say that the other end is closed
        return b""


@pytest.fixture(scope="module", params=["jsonl csv", "csv csv", "jsonl tsv", "jsonl jsonl"])
def screen(request: Request, sheets: Path) -> tuple[str, str]:
    """Return a format, and the output of a batch in it on a terminal."""
    source, file_format = request.param.split()
    sheet, rest = sheets / f"attacks.{source}", ["--phone-column", "phone", "--to", file_format]
    return f".{file_format}", on_terminal("batch", sheet, *rest)


@pytest.fixture(scope="module")
def screen_rows(screen: tuple[str, str]) -> tuple[str, dict[str, str]]:
    """Return that output for each row, by the name of its attack."""
    suffix, shown = screen
    if suffix == ".jsonl":
        return suffix, dict(zip(ATTACKS, shown.removesuffix("\n").split("\n"), strict=True))
    return suffix, {name: "\t".join(row.values()) for name, row in rows_in(suffix, shown).items()}


@posix("pseudo-terminals")
@every_attack
def test_a_row_on_a_terminal(screen_rows: tuple[str, dict[str, str]], name: str) -> None:
    suffix, rows = screen_rows
    check_terminal(rows[name])
    if suffix == ".jsonl":  # it is still JSON
        check_row(json.loads(rows[name]), ATTACKS[name])
    else:
        check_visible(rows[name], ATTACKS[name])


@posix("pseudo-terminals")
def test_a_batch_on_a_terminal(screen: tuple[str, str]) -> None:
    check_terminal(screen[1])


@pytest.mark.parametrize("file_format", ["csv", "tsv", "jsonl"])
def test_columns_on_a_terminal(headed: Path, file_format: str) -> None:
    check_terminal(on_terminal("batch", headed, "--phone-column", "phone", "--to", file_format))


# Links.


class Links(NamedTuple):
    """The row of each attack, and its link from each reader."""

    via: str
    rows: Rows
    found: dict[str, tuple[Address, Address]]


@pytest.fixture(scope="module", params=["column", *PLACES])
def links(request: Request, sheets: Path) -> Links:
    text, via = ["--text", "{content}"], request.param
    if via == "column":
        text, via = ["--text-column", "content"], "wa.me"
    out = sheets / f"links-{request.param}.jsonl"
    rows = batch(sheets / "attacks.jsonl", out, *text, "--via", via)
    urls = {name: row["wa_link"] for name, row in rows.items() if row["wa_link"]}
    read = zip(by_urllib([*urls.values()]), by_a_browser([*urls.values()]), strict=True)
    return Links(via, rows, dict(zip(urls, read, strict=True)))


@every_attack
def test_a_link(links: Links, name: str) -> None:
    if not check_refusal(links.rows[name], ATTACKS[name]):
        for found in links.found[name]:
            check_address(found, ATTACKS[name], links.via)


# Sheets.


@pytest.fixture(scope="module", params=["jsonl csv", "csv csv", "jsonl tsv", "csv tsv"])
def table(request: Request, sheets: Path) -> Rows:
    source, file_format = request.param.split()
    return batch(sheets / f"attacks.{source}", sheets / f"from-{source}.{file_format}")


@every_attack
def test_a_row_of_a_table(table: Rows, name: str) -> None:
    check_row(table[name], ATTACKS[name])


@pytest.fixture(scope="module", params=["jsonl csv", "csv tsv"])
def safe_table(request: Request, sheets: Path) -> Rows:
    source, file_format = request.param.split()
    out = sheets / f"safe.{file_format}"
    return batch(sheets / f"attacks.{source}", out, "--spreadsheet-safe")


@every_attack
def test_a_row_for_spreadsheets(safe_table: Rows, name: str) -> None:
    check_safe_row(safe_table[name], ATTACKS[name])


@pytest.mark.parametrize("option", ["", "--spreadsheet-safe"])
def test_columns_of_a_table(headed: Path, tmp_path: Path, option: str) -> None:
    out = tmp_path / "out.csv"
    assert_ran("batch", headed, "--phone-column", "phone", *option.split(), "-o", out)
    names, cells = csv.reader(io.StringIO(text_in(out), newline=""), strict=True)
    assert cells == [f"+{N}", *[""] * len(HEADERS), LINK, "+44 7911 123456", "accepted", "", ""]
    assert [names[0], *names[-5:]] == ["phone", *OWN]
    for column, cell in zip(names[1:], HEADERS, strict=False):
        if option:
            check_safe(column, cell)
        else:
            assert column == cell


@pytest.fixture(scope="module")
def json_lines(sheets: Path) -> dict[str, str]:
    batch(sheets / "attacks.csv", out := sheets / "out.jsonl")
    *lines, end = text_in(out).split("\n")
    assert end == ""
    return dict(zip(ATTACKS, lines, strict=True))


@every_attack
def test_a_json_line(json_lines: dict[str, str], name: str) -> None:
    check_json_line(json_lines[name], ATTACKS[name])


@pytest.fixture(scope="module")
def workbook(sheets: Path) -> Path:
    out = sheets / "out.xlsx"
    assert_ran("batch", sheets / "attacks.jsonl", "--phone-column", "phone", "-o", out)
    return out


@pytest.fixture(scope="module")
def workbook_rows(workbook: Path) -> Rows:
    with zipfile.ZipFile(workbook) as archive:
        assert not [each for each in archive.namelist() if re.search("(?i)vba|extern|embed", each)]
        _, *rows = worksheet_rows(archive.read("xl/worksheets/sheet1.xml"))
    return {row["A"]: row for row in rows}


@every_attack
def test_a_row_of_a_workbook(workbook_rows: Rows, name: str) -> None:
    own = {"D": f"https://wa.me/{N}", "E": "+44 7911 123456", "F": "accepted"}
    assert workbook_rows[name] == {"A": name, "B": f"+{N}", "C": ATTACKS[name], **own}


def test_a_workbook_has_text_and_links_of_its_own(workbook: Path) -> None:
    (sheet,) = openpyxl.load_workbook(workbook).worksheets
    rows = [*sheet.iter_rows(min_row=2)]
    assert len(rows) == len(ATTACKS)
    for row in rows:
        check_workbook_row(row)


def test_a_cell_that_excel_cannot_hold_is_refused(wa_link: Tool, tmp_path: Path) -> None:
    sheet = json.dumps({"phone": f"+{N}", "content": "a" * 32_768}).encode()
    run = wa_link("batch", "-", "-o", str(tmp_path / "out.xlsx"), stdin=sheet)
    assert run.code == 1
    assert "at most 32,767 characters (an emoji counts as 2), not 32,768" in run.err
    check_files(tmp_path, set())


HALF = [f'{{"name": "{each}", "phone": "+{N}", "content": "{each}"}}' for each in ("a", r"\ud800")]


@pytest.mark.parametrize("file_format", ["csv", "jsonl", "xlsx"])
def test_half_of_a_character(wa_link: Tool, tmp_path: Path, file_format: str) -> None:
    out = tmp_path / f"out.{file_format}"
    run = wa_link("batch", "-", "-o", str(out), stdin="\n".join(HALF).encode())
    assert run.code == 3
    check_said(run.err)
    if file_format == "xlsx":
        (sheet,) = openpyxl.load_workbook(out).worksheets
        found = [cell.value or "" for cell in [*sheet.iter_rows()][-1]]
    else:
        found = [*rows_in(out.suffix, text_in(out))[HALF[1]].values()]
    message = "The line has half of a character (a lone surrogate): type the text again."
    assert found == [HALF[1], "", "", "", "", "rejected", "malformed_row", message]


def test_columns_of_our_names_are_ours(wa_link: Tool) -> None:
    record = {"phone": f"+{N}", "wa_link": "javascript:alert(1)", "wa_status": "=1+1"}
    run = wa_link("batch", "-", "--to", "csv", stdin=json.dumps(record).encode())
    assert run.out == f"phone,{','.join(OWN)}\n+{N},https://wa.me/{N},+44 7911 123456,accepted,,\n"


# Codes.


class Codes(NamedTuple):
    """The row of each attack, and the file of its code."""

    rows: Rows
    around: Path
    folder: str


def codes(sheets: Path, around: Path, *arguments: str) -> Codes:
    folder = around / "one" / "two" / "codes"
    folder.parent.mkdir(parents=True)
    rows = batch(sheets / "attacks.jsonl", around / "out.jsonl", *arguments, "--qr-dir", folder)
    return Codes(rows, around, "one/two/codes")


def check_codes(drawn: Codes) -> None:
    """Check that each named code is a file in the folder, and that most attacks have one."""
    files = [f"{drawn.folder}/{row['wa_qr']}" for row in drawn.rows.values() if row["wa_qr"]]
    assert len({*files}) == len(files) > len(ATTACKS) / 2
    check_files(drawn.around, {"out.jsonl", *files})


@pytest.fixture(scope="module")
def named(sheets: Path, tmp_path_factory: pytest.TempPathFactory) -> Codes:
    return codes(sheets, tmp_path_factory.mktemp("named"), "--qr-name", "{content}")


@every_attack
def test_a_name(named: Codes, name: str) -> None:
    if not check_refusal(named.rows[name], ATTACKS[name]):
        check_name(named.rows[name]["wa_qr"])


def test_names_are_in_their_folder(named: Codes) -> None:
    check_codes(named)


CHECKS: dict[str, Callable[[bytes], None]] = {"png": check_png, "svg": check_svg, "pdf": check_pdf}
CAPTION = ("missing_glyph", "caption_too_long", "typesetting_failed")


@pytest.fixture(scope="module", params=CHECKS)
def captioned(request: Request, sheets: Path, tmp_path_factory: pytest.TempPathFactory) -> Codes:
    how = ("--qr-format", request.param, "--qr-name", "{wa_row}", "--caption", "{content}")
    return codes(sheets, tmp_path_factory.mktemp(request.param), *how)


@every_attack
def test_a_caption(captioned: Codes, name: str) -> None:
    row = captioned.rows[name]
    if not check_refusal(row, ATTACKS[name], *CAPTION):
        check_said(row["wa_note"])
        path = captioned.around / captioned.folder / row["wa_qr"]
        CHECKS[path.suffix[1:]](path.read_bytes())


@pytest.mark.long
def test_codes_with_captions_are_in_their_folder(captioned: Codes) -> None:
    check_codes(captioned)


# Labels.


class Labels(NamedTuple):
    """Labels, one on each page, and the rows without labels."""

    path: Path
    refused: Rows


@pytest.fixture(scope="module")
def labels(sheets: Path) -> Labels:
    out, rejects = sheets / "labels.pdf", sheets / "labels.csv"
    pages = ["--page", "100x140mm", "--grid", "1x1", "--label", "90x130mm"]
    texts = ["--caption", "{content}", "--call-to-action", "none"]
    how = ["--phone-column", "phone", *texts, *pages]
    assert_ran("labels", sheets / "attacks.jsonl", *how, "--rejects", rejects, "-o", out)
    return Labels(out, rows_in(".csv", text_in(rejects)))


@pytest.fixture(scope="module")
def pages(labels: Labels) -> dict[str, str]:
    """Return the text of each page from poppler, by the name of its attack."""
    text = told_by("pdftotext", labels.path, "-")
    accepted = [name for name in ATTACKS if name not in labels.refused]
    return dict(zip(accepted, text.removesuffix("\f").split("\f"), strict=True))


def told_by(reader: str, *arguments: str | Path) -> str:
    command = [program(reader, "poppler-utils"), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@every_attack
def test_a_label(labels: Labels, pages: dict[str, str], name: str) -> None:
    cell = ATTACKS[name]
    if row := labels.refused.get(name):
        assert check_refusal({"wa_status": "rejected", "wa_link": "", **row}, cell, *CAPTION)
    elif cell.isascii() and cell.replace("\n", "").isprintable():  # its glyphs are in order
        # pdftotext leaves out a hyphen at the end of a line.
        shown, written = (re.sub(r"[\s\u200b\xad-]", "", text) for text in (pages[name], cell))
        assert shown == written


def test_a_document_of_labels(labels: Labels) -> None:
    check_pdf(labels.path.read_bytes())
    facts = dict(re.findall("^(.+?): +(.*)$", told_by("pdfinfo", labels.path), re.MULTILINE))
    assert (facts["JavaScript"], facts["Form"]) == ("no", "none")
    assert int(facts["Pages"]) == len(ATTACKS) - len(labels.refused) > len(ATTACKS) / 2


FILE_NAMES = {
    f"{kind}: {name}": cell
    for kind in ("terminal", "direction", "PDF")
    for name, cell in KINDS[kind].items()
    if not {*"\0/"} & {*cell} and len(cell.encode()) < 200
}


@pytest.mark.long(daily=3)
@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_title(wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    sheet = Path(FILE_NAMES[name])
    sheet.write_text(f"phone\n+{N}\n")
    run = wa_link("labels", f"./{sheet}", "--stock", "L7160", "-o", "out.pdf")
    assert run.code == 0
    check_said(run.err)
    check_pdf(Path("out.pdf").read_bytes())
    facts = told_by("pdfinfo", "out.pdf")
    assert re.match("Title: +Labels: ", facts)
    check_said(facts)


# Rejects.


@pytest.fixture(scope="module", params=["phone", "region"])
def rejects(request: Request, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Return the rejected rows of attacks in the place of a number or region."""
    folder = tmp_path_factory.mktemp("rejects")
    row = {"phone": "0501234567", "region": "SA"}
    lines = [json.dumps({"name": n, **row, request.param: cell}) for n, cell in ATTACKS.items()]
    (folder / "sheet.jsonl").write_text("\n".join(lines))
    out, rejects = folder / "out.csv", folder / "rejects.csv"
    rest = ("--region-column", "region", "--rejects", rejects)
    return batch(folder / "sheet.jsonl", out, *rest) | rows_in(".csv", text_in(rejects))


@every_attack
def test_a_message(rejects: Rows, name: str) -> None:
    row, cell = rejects[name], ATTACKS[name]
    assert cell in {row["phone"], row["region"]}
    check_message(row["wa_note"], cell)
    if "wa_link" in row:
        assert re.fullmatch("https://wa.me/[0-9]{8,15}", row["wa_link"])
    else:
        assert row["wa_reason"]
        assert row["wa_note"]


# Each check finds its attack.

ROW = dict(zip([*COLUMNS, *OWN], ["", f"+{N}", "x", LINK, "", "accepted", "", ""], strict=True))


def message(text: str) -> None:
    check_message(text, "a" * 99)


def refusal(reason: str) -> None:
    row = {**ROW, "wa_link": "", "wa_status": "rejected", "wa_reason": reason, "wa_note": "No."}
    assert check_refusal(row, "x", "letters")


def text_of_a_link(url: str) -> None:
    check_address(by_urllib([url])[0], "a&b")


def text_for_a_browser(url: str) -> None:
    check_address(by_a_browser([url])[0], "a&b")


def row_of(content: str) -> None:
    check_row({**ROW, "content": content}, "x")


def safe_row(content: str) -> None:
    check_safe_row({**ROW, "content": content}, content.removeprefix("'"))


def json_line(line: str) -> None:
    check_json_line(line, "x")


def workbook_cell(value: str) -> None:
    sheet = openpyxl.Workbook().active
    sheet.append(["", "", value, LINK])
    sheet["D1"].hyperlink = LINK
    if value.startswith("file:"):
        sheet["C1"].hyperlink = value
    check_workbook_row(sheet[1])


def worksheet_cell(cell: str) -> None:
    assert worksheet_rows(WORKSHEET % cell.encode()) == [{"A": "A"}]


WORKSHEET = (
    b'<x xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><row>%s</row></x>'
)


def svg_with(part: bytes) -> None:
    check_svg(b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>' % part)


def png_of(*chunks: bytes) -> None:
    check_png(b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, chunks)))


def chunk(content: bytes) -> bytes:
    return (len(content) - 4).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")


MARK = b"tEXtSoftware\0wa-link"


def pdf_with(entries: bytes) -> None:
    check_pdf(pdf_of(b"q Q", entries))


def page_of(operators: bytes) -> None:
    check_pdf(pdf_of(operators, b""))


def pdf_of(operators: bytes, entries: bytes) -> bytes:
    """Return a PDF of one page, with these entries in its catalogue."""
    document = pikepdf.new()
    page = document.add_blank_page()
    page.Contents = document.make_stream(operators)
    for key, value in dict(pikepdf.Object.parse(b"<<" + entries + b">>")).items():
        document.Root[key] = value
    document.save(file := io.BytesIO())
    return file.getvalue()


def cases(table: dict[Callable[..., None], list[str] | list[bytes]]) -> pytest.MarkDecorator:
    """Return a case for each output that a check should refuse."""
    return pytest.mark.parametrize(
        ("check", "landed"),
        [
            pytest.param(check, each, id=f"{check.__name__} {each!a}")
            for check, landed in table.items()
            for each in landed
        ],
    )


@cases({
    check_said: ["طاولة\n😀"], message: [f'"{"a" * 60}…" is no number.'], refusal: ["letters"],
    check_terminal: ["a\tb\nطاولة\\x1b[31m"], text_of_a_link: [f"{LINK}?text=a%26b"],
    text_for_a_browser: [f"{LINK}?text=a%26b"],
    row_of: ["x"], safe_row: ["x", "'=1", "+44 7911 123456"], json_line: [json.dumps(ROW)],
    workbook_cell: ["x", "file x"], check_name: ["Café 2.png"],
    worksheet_cell: ['<c r="A1" t="inlineStr"><is><t>_x0041_</t></is></c>'],
    svg_with: [b'<path d="M0 0h1z" fill="#fff"/><title>QR code: x</title>'],
    pdf_with: [b"/Title (\\) /JS (a) /JS)", f"/X<</S/URI/URI({LINK})>>".encode()],
    page_of: [b"BT /F1 9 Tf [-1 <00AF> 2] TJ ET"],
})  # fmt: skip
def test_a_check_accepts_honest_output(
    check: Callable[[str | bytes], None], landed: str | bytes
) -> None:
    check(landed)


@cases({
    check_said: ["\x1b[31m", "\x9b", "\r", "\a", "\x7f", "\t", "\u202e", "\u2066", "\u2028"],
    message: ["a" * 61, f'"{"a" * 60}…" is not "{"a" * 60}…"', "a\nb", "b" * 1_000],
    refusal: ["invalid", ""],
    check_terminal: ["\x1b[31m", "\x1b]0;x\a", "\x9b1A", "a\rb", "\b", "\0", "\u202e", "\u2067"],
    text_of_a_link: [
        f"{LINK}?text=a&b", f"{LINK}?text=a%26b&phone=1", f"{LINK}?text=a%26b#x",
        f"{LINK}?text=a%26B", f"{LINK}/../1?text=a%26b", f"http://wa.me/{N}?text=a%26b",
        f"https://wa.me.x/{N}?text=a%26b", f"https://wa.me@x/{N}?text=a%26b",
    ],
    text_for_a_browser: [f"{LINK}?text=a&b", f"https://x@wa.me/{N}?text=a%26b"],
    row_of: ["y", ""],
    safe_row: ["=1", "+1+1", "-1", "@A", "\t=1", "\r=1", "+1\n=1", "＝1"],
    json_line: [json.dumps({**ROW, "content": 1}), json.dumps(ROW)[:-1], "[]",
                json.dumps({**ROW, "wa_note": "\u2028"}, ensure_ascii=False)],
    workbook_cell: ["=1+1", "file:///x"],
    worksheet_cell: ['<c r="A1"><f>1</f><v>A</v></c>', '<c r="A1" t="str"><is><t>A</t></is></c>'],
    check_name: [
        "../x.png", "/x.png", "a\\b.png", "a:b.png", ".x.png", "-x.png", ".png", "x .png",
        "x..png", "CON.png", "nul.a.png", "ＣＯＮ.png", "COM¹.png", "e\u0301.png", "a\nb.png",
        "a\u202eb.png", "a／b.png", "a" * 97 + ".png", "x.exe",
    ],
    svg_with: [
        b"x", b"<text>x</text>", b"<script/>", b"<a/>", b"<g/>x", b"<!---->", b"<?x?>",
        b"<metadata>x</metadata>", b'<path onload="x"/>', b'<path style="x"/>',
        b'<path d="url(x)"/>', b'<image href="https://example.org"/>', b"<title>x</title>",
        b'<image href="https://example.org?data:image/png;base64,A"/>',
        b'<path fill="url(https://example.org#a)"/>', b"<use/>", b"<style/>", b"<foreignObject/>",
    ],
    pdf_with: [
        b"/Title (x) /JS (y)", b"/X (x\\\\) /Launch 1", b"/Title <41> /AA 1", b"/J#53 (x)",
        b"/A<</S/Launch>>", b"/X<</S/URI/URI(https://example.org)>>", b"/EmbeddedFile 1",
        b"/OpenAction [/X]", b"/X<</F(/etc/passwd)>>", b"/X[[<</S/JavaScript>>]]",
        b"/Annots[<</Subtype/Widget>>]", f"/X<</URI({LINK}/x)>>".encode(),
    ],
    page_of: [b"BT (x) Tj ET", b"BT [(x)] TJ ET", b"1 0 0 Zz", b"/X1 sh", b"BI /W 1 ID x EI"],
})  # fmt: skip
def test_a_check_finds_its_attack(
    check: Callable[[str | bytes], None], landed: str | bytes
) -> None:
    with pytest.raises((AssertionError, json.JSONDecodeError)):
        check(landed)


def test_the_check_of_texts_in_png_finds_attacks() -> None:
    png_of(MARK, b"IEND")
    for chunks in ([MARK, b"tEXtTitle\0x", b"IEND"], [MARK, b"iTXtx", b"IEND"], [b"IEND"],
                   [MARK, b"IEND", b"IDATx"], [MARK, MARK, b"IEND"]):  # fmt: skip
        with pytest.raises(AssertionError):
            png_of(*chunks)


def test_the_checks_of_files_and_hidden_text_find_attacks(tmp_path: Path) -> None:
    (tmp_path / "codes").mkdir()
    check_files(tmp_path, set())
    (tmp_path / "x.png").touch()
    check_visible("a\\x1bb", "a\x1bb")
    harmful: list[Callable[[], None]] = [
        lambda: check_files(tmp_path, {"codes/x.png"}),
        lambda: check_files(tmp_path, {"x.png", "X.png"}),
        lambda: check_visible("ab", "acb"),
    ]
    for check in harmful:
        with pytest.raises(AssertionError):
            check()
