from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.conftest import posix, read_qr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = 'name,phone,city\n"Ali, Jr",0501234567,Riyadh\nBo,+44 7911 123456,\nCy,12,x\n'
TOO_SHORT = '"12" is too short: it has 2 digits after +966, but numbers there have 9 to 10.'


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "contacts.csv"
    path.write_text(SHEET)
    return str(path)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_rows_come_out_with_their_links(wa_link: Tool, sheet: str) -> None:
    run = wa_link("batch", sheet, "-r", "SA", "-t", r"Hi {name}\n{city|your town}")
    assert run.code == 3
    assert run.out == (
        "name,phone,city,wa_link,wa_phone,wa_status,wa_reason,wa_note\n"
        '"Ali, Jr",0501234567,Riyadh,'
        "https://wa.me/966501234567?text=Hi%20Ali%2C%20Jr%0ARiyadh,+966 50 123 4567,accepted,,\n"
        "Bo,+44 7911 123456,,"
        "https://wa.me/447911123456?text=Hi%20Bo%0Ayour%20town,+44 7911 123456,accepted,,\n"
        'Cy,12,x,,,rejected,too_short,"""12"" is too short: it has 2 digits after +966, but '
        'numbers there have 9 to 10."\n'
    )
    assert re.sub(r"\d+\.\d s", "0.0 s", run.err) == (
        'Numbers are read from column 2, "phone".\n'
        "3 rows: 2 accepted, 0 repaired, 1 rejected, in 0.0 s.\n"
        "Rejected: 1 too_short.\n"
        "To see what to do, run wa-link explain too_short\n"
    )


def test_all_accepted_is_exit_code_0(wa_link: Tool) -> None:
    run = wa_link("batch", "-", "-q", stdin=b"phone\n+447911123456\n")
    assert (run.code, run.err) == (0, "")


def test_repaired_rows_have_their_notes_codes(wa_link: Tool) -> None:
    run = wa_link("batch", "-", "-q", "-r", "SA", stdin=b"phone\n966501234567.0\n")
    assert table(run.out)[1][3:5] == ["repaired", "decimal_dropped plus_assumed"]


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        pytest.param(["-o", "links.csv"], "name,phone,city,wa_link", id="csv"),
        pytest.param(["-o", "links.tsv"], "name\tphone\tcity\twa_link", id="tsv"),
        pytest.param(["-o", "links"], "name,phone,city,wa_link", id="as the input"),
        pytest.param(["-o", "links.dat", "--to", "tsv"], "name\tphone\tcity\twa_link", id="--to"),
    ],
)
def test_formats_of_files(
    wa_link: Tool,
    sheet: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    header: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = wa_link("batch", sheet, "-q", *arguments)
    assert (run.code, run.out, run.err) == (3, "", "")
    assert (tmp_path / arguments[1]).read_text().startswith(header)


def test_json_lines(wa_link: Tool, sheet: str, tmp_path: Path) -> None:
    links = tmp_path / "links.jsonl"
    wa_link("batch", sheet, "-r", "SA", "-o", str(links))
    records = [json.loads(line) for line in links.read_text().splitlines()]
    assert records[0] == {
        "name": "Ali, Jr",
        "phone": "0501234567",
        "city": "Riyadh",
        "wa_link": "https://wa.me/966501234567",
        "wa_phone": "+966 50 123 4567",
        "wa_status": "accepted",
        "wa_reason": "",
        "wa_note": "",
    }
    assert records[2]["wa_reason"] == "too_short"
    assert wa_link("batch", sheet, "-r", "SA", "--to", "jsonl").out == links.read_text()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"a;phone\n1;12\n", b"a;phone;wa_link", id="semicolon kept"),
        pytest.param(b"a\tphone\n1\t12\n", b"a\tphone\twa_link", id="tab kept"),
        pytest.param(b"\xef\xbb\xbfa,phone\n1,2\n", b"\xef\xbb\xbfa,phone,wa_", id="mark kept"),
        pytest.param(
            "a\tphone\n".encode("utf-16"), b"\xef\xbb\xbfa\tphone\twa_", id="UTF-16 gets a mark"
        ),
    ],
)
def test_the_output_is_as_the_input(wa_link: Tool, content: bytes, expected: bytes) -> None:
    assert wa_link("batch", "-", "-q", stdin=content).raw.startswith(expected)


def test_rejects_go_to_a_file_of_their_own_and_can_be_fed_back(
    wa_link: Tool, sheet: str, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    run = wa_link("batch", sheet, "-r", "SA", "--rejects", str(rejects))
    assert run.code == 3
    assert [row[0] for row in table(run.out)] == ["name", "Ali, Jr", "Bo"]
    assert table(rejects.read_text()) == [
        ["name", "phone", "city", "wa_line", "wa_reason", "wa_note"],
        ["Cy", "12", "x", "4", "too_short", TOO_SHORT],
    ]
    rejects.write_text(rejects.read_text().replace("Cy,12,", "Cy,0551234567,"))
    again = wa_link("batch", str(rejects), "-r", "SA", "-q")
    assert again.code == 0
    assert table(again.out) == [
        ["name", "phone", "city", "wa_link", "wa_phone", "wa_status", "wa_reason", "wa_note"],
        "Cy|0551234567|x|https://wa.me/966551234567|+966 55 123 4567|accepted||".split("|"),
    ]


def test_without_header_columns_are_numbers(wa_link: Tool) -> None:
    run = wa_link(
        "batch", "-", "--no-header", "--phone-column", "2", "-t", "Hi {1}", "-q",
        stdin=b"Bo,+447911123456\n",
    )  # fmt: skip
    assert run.out == (
        "Bo,+447911123456,https://wa.me/447911123456?text=Hi%20Bo,+44 7911 123456,accepted,,\n"
    )


def test_one_number_for_all_rows(wa_link: Tool) -> None:
    run = wa_link(
        "batch", "-", "--number", "966501234567", "-r", "SA", "-t", "About {title}",
        stdin=b"title\nSofa\nCar\n",
    )  # fmt: skip
    assert run.code == 0
    assert [row[1] for row in table(run.out)[1:]] == [
        "https://wa.me/966501234567?text=About%20Sofa",
        "https://wa.me/966501234567?text=About%20Car",
    ]
    assert run.err.startswith("Note: A + was assumed")
    assert "2 accepted, 0 repaired" in run.err


def test_codes_are_drawn_and_named(wa_link: Tool, sheet: str, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "codes"
    run = wa_link("batch", sheet, "-r", "SA", "-t", "Hi", "--qr-dir", str(folder), "-q")
    names = [row[-1] for row in table(run.out)]
    assert names == ["wa_qr", "000001-966501234567.png", "000002-447911123456.png", ""]
    assert sorted(path.name for path in folder.iterdir()) == names[1:3]
    assert read_qr((folder / names[1]).read_bytes()) == "https://wa.me/966501234567?text=Hi"


def test_codes_have_names_and_sizes_of_their_own(wa_link: Tool, sheet: str, tmp_path: Path) -> None:
    folder = tmp_path / "codes"
    wa_link(
        "batch", sheet, "-r", "SA", "-q", "--qr-dir", str(folder), "--qr-format", "svg",
        "--qr-name", "../{name}", "--module-size", "1", "--quiet-zone", "0",
    )  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == ["_Ali_ Jr.svg", "_Bo.svg"]
    assert 'width="25"' in (folder / "_Bo.svg").read_text()


def test_a_code_that_does_not_hold_its_text_rejects_the_row(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link(
        "batch", "-", "--text-column", "text", "--qr-dir", str(tmp_path / "codes"), "-q",
        stdin=("phone,text\n+447911123456," + "é" * 700 + "\n+447911123456,Hi\n").encode(),
    )  # fmt: skip
    assert [row[5] for row in table(run.out)] == ["wa_reason", "qr_too_long", ""]


def test_blank_lines_are_counted(wa_link: Tool) -> None:
    run = wa_link("batch", "-", stdin=b"\nphone\n\n+447911123456\n  \n")
    assert "1 row: 1 accepted, 0 repaired, 0 rejected" in run.err
    assert "3 blank lines skipped." in run.err


@pytest.mark.parametrize(
    ("cell", "is_named"), [("4540776933", True), ("(11) 3265-43", False), ("11/96123;4567", False)]
)
def test_the_summary_names_assume_where_it_would_decide(
    wa_link: Tool, cell: str, *, is_named: bool
) -> None:
    run = wa_link("batch", "-", "--region", "BR", stdin=f"phone\n{cell}\n".encode())
    assert run.code == 3
    sentence = "--assume national or international decides for the whole sheet."
    assert (sentence in run.err) is is_named


def test_several_columns_are_printed(wa_link: Tool) -> None:
    run = wa_link("batch", "-", stdin=b"Home Phone,Mobile\n,+447911123456\n")
    assert run.err.startswith(
        'Numbers are read from column 2, "Mobile"; where it is blank, from column 1, "Home Phone".'
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["-t", "Hi {nam}"],
            'Error: template of the text: There is no column "nam". Did you mean "name"? '
            'The columns are "name", "phone", "city".',
            id="unknown column in a template",
        ),
        pytest.param(
            ["-t", "Hi {name"], "Error: template of the text: The brace at character 4", id="brace"
        ),
        pytest.param(
            ["--phone-column", "tel"],
            'Error: --phone-column: There is no column "tel"',
            id="unknown column",
        ),
        pytest.param(
            ["--region-column", "land"],
            'Error: --region-column: There is no column "land"',
            id="region column",
        ),
        pytest.param(
            ["--text-column", "city", "-t", "Hi"], "--text and --text-column both", id="texts"
        ),
        pytest.param(
            ["--number", "+447911123456", "--phone-column", "phone"],
            "--phone-column has no effect with --number: use only one of these options.",
            id="number and column",
        ),
        pytest.param(["--number", "12", "-r", "GB"], '"12" is too short', id="no such number"),
        pytest.param(
            ["--qr-name", "x"],
            "--qr-name has an effect only on codes: add --qr-dir DIR.",
            id="codes",
        ),
        pytest.param(["--delimiter", "::"], '"::" can\'t be the delimiter', id="delimiter"),
        pytest.param(["--encoding", "klingon"], '"klingon" is not an encoding', id="encoding"),
        pytest.param(["-o", "links.doc"], "Can't write .doc: use .csv, .tsv, ", id="extension"),
        pytest.param(["-o", "a.csv", "--rejects", "a.csv"], "name the same file", id="same file"),
        pytest.param(["--rejects", "no/where/a.csv"], "does not exist", id="missing folder"),
        pytest.param(
            ["--qr-dir", "c", "--to", "csv", "-o", "c/../c/1.PNG"],
            "a code could have the same name",
            id="code",
        ),
        pytest.param(
            ["--qr-dir", "c", "--rejects", "c/1.png"], "could have the same name", id="rejects"
        ),
        pytest.param(
            ["--qr-dir", "codes", "--qr-name", "{nme}"],
            'Error: --qr-name: There is no column "nme"',
            id="code name",
        ),
    ],
)
def test_wrong_usage_is_refused_before_the_first_row(
    wa_link: Tool,
    sheet: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = wa_link("batch", sheet, *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contacts.csv"]


def test_a_repeated_column_name_is_refused_with_its_numbers(wa_link: Tool) -> None:
    run = wa_link("batch", "-", "--phone-column", "phone", stdin=b"phone,phone\n1,2\n")
    assert run.code == 2
    assert '2 columns are named "phone": use the column\'s number, 1 or 2.' in run.err


@pytest.mark.parametrize(
    ("line", "arguments", "message"),
    [
        (
            '{"name":"Bo","hotel":"x"}',
            (),
            (
                'No key with phone numbers found. The keys are "name", "hotel": name one with '
                "--phone-column, or give one number for all rows with --number."
            ),
        ),
        (
            '{"447911123456":"x"}',
            (),
            (
                'The phone numbers are under the JSON key "447911123456", which contains a phone '
                "number itself, so it may be a contact and not a name such as phone: rename the "
                "key, or confirm it by giving its full text with --phone-column."
            ),
        ),
        (
            '{"phone":"1"}',
            ("--phone-column", "tel"),
            '--phone-column: There is no key "tel". The keys are "phone".',
        ),
        (
            '{"phone":"1","wa_phone":"2"}',
            (),
            (
                'stdin has a key "wa_phone", and wa-link writes a column with the same name: '
                "rename the key."
            ),
        ),
        (
            '{"phone":"1"}',
            ("--no-header",),
            "because stdin is a JSON Lines file: remove this option.",
        ),
    ],
)
def test_errors_about_json_lines_speak_of_keys(
    wa_link: Tool, line: str, arguments: tuple[str, ...], message: str
) -> None:
    run = wa_link("batch", "-", *arguments, stdin=f"{line}\n".encode())
    assert run.code != 0
    assert run.err.endswith(f"{message}\n")
    assert "column name" not in run.err
    assert "header row" not in run.err


def test_no_phone_column_lists_the_headers(wa_link: Tool) -> None:
    run = wa_link("batch", "-", stdin=b"name,hotel\nBo,x\n")
    assert run.code == 2
    assert run.err == (
        'Error: No phone column found. The columns are "name", "hotel": name one with '
        "--phone-column, or give one number for all rows with --number. If the first row is not a "
        "header, add --no-header; if a later row is the header, give its number with "
        "--header-row.\n"
    )


def test_standard_input_cannot_be_both_sheet_and_text(wa_link: Tool) -> None:
    assert wa_link("batch", "-", "--text-file", "-").code == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "stdin is empty: it has no header.", id="empty"),
        pytest.param(
            b"name,phone\nJos\xe9,+447911123456\n", "stdin, line 2: it is not UTF-8.", id="cp1252"
        ),
        pytest.param(b'"name,phone\n', "stdin, line 1: the header can't be read.", id="header"),
    ],
)
def test_an_unreadable_sheet_fails_the_run(
    wa_link: Tool, tmp_path: Path, content: bytes, message: str
) -> None:
    links = tmp_path / "links.csv"
    run = wa_link("batch", "-", "-o", str(links), stdin=content)
    assert run.code == 1
    assert f"Error: {message}" in run.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("none.csv", '"none.csv" does not exist: check its name.', id="missing"),
        pytest.param("folder", '"folder" is a folder: name a file.', id="folder"),
        pytest.param(
            "sheet.csv/a",
            '"sheet.csv/a" can\'t be read: Not a directory.',
            id="no path",
            marks=posix("its messages"),
        ),
    ],
)
@pytest.mark.parametrize(
    ("command", "parameter"),
    [
        pytest.param("batch {}", "", id="sheet of batch"),
        pytest.param("labels {} --stock L7160 -o a.pdf", "", id="sheet of labels"),
        pytest.param("batch sheet.csv --text-file {}", "--text-file: ", id="text"),
        pytest.param("link +447911123456 --text-file {}", "--text-file: ", id="text of link"),
        pytest.param("qr +447911123456 -o a.png --logo {}", "--logo: ", id="logo"),
        pytest.param("qr +447911123456 -o a.png --title a --font {}", "--font: ", id="font"),
    ],
)
def test_a_file_that_cant_be_opened_is_a_wrong_command(
    wa_link: Tool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    parameter: str,
    name: str,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "sheet.csv").write_text("phone\n+447911123456\n")
    run = wa_link(*command.format(name).split())
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith(f"Error: {parameter}{message}\n")
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "sheet.csv"}


def test_a_cell_of_several_numbers_may_be_split_or_rejected(wa_link: Tool, tmp_path: Path) -> None:
    stdin = b"phone,n\n+447911123456;+447911123457,a\n"
    run = wa_link(
        "batch", "-", "--multiple", "split", "--qr-dir", str(tmp_path), "--qr-name", "{wa_row}",
        stdin=stdin,
    )  # fmt: skip
    rows = table(run.out)[1:]
    assert [row[2] for row in rows] == [
        "https://wa.me/447911123456",
        "https://wa.me/447911123457",
    ]
    assert [row[-1] for row in rows] == ["000001.png", "000001-2.png"]
    assert "2 rows: 0 accepted, 2 repaired, 0 rejected" in run.err
    run = wa_link("batch", "-", "--multiple", "reject", stdin=stdin)
    assert (run.code, table(run.out)[1][5]) == (3, "ambiguous")


def test_unique_numbers(wa_link: Tool) -> None:
    stdin = b"phone\n+447911123456\n+44 7911 123456\n"
    run = wa_link("batch", "-", "--unique", "-q", stdin=stdin)
    assert (run.code, table(run.out)[2][4:]) == (
        3,
        ["duplicate", "The number +44 7911 123456 already has a link, on line 2."],
    )
    assert wa_link("batch", "-", "--unique", "--number", "+447911123456", stdin=stdin).code == 2


def test_a_dry_run_writes_nothing_and_prints_a_forecast(
    wa_link: Tool, sheet: str, tmp_path: Path
) -> None:
    run = wa_link(
        "batch", sheet, "-r", "SA", "-q", "--dry-run", "-o", str(tmp_path / "links.csv"),
        "--rejects", str(tmp_path / "rejects.csv"), "--qr-dir", str(tmp_path / "codes"),
    )  # fmt: skip
    assert (run.code, run.err) == (3, "")
    assert re.sub(r"\d+\.\d s", "0.0 s", run.out) == (
        "3 rows: 2 accepted, 0 repaired, 1 rejected, in 0.0 s.\n\n"
        f"Rejected: 1 too_short\n  line 4: {TOO_SHORT}\n\n"
        f"2 codes (PNG) would be saved in {tmp_path / 'codes'}.\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contacts.csv"]


def test_a_dry_run_has_three_examples_and_blank_lines(wa_link: Tool) -> None:
    rows = "".join(f"{i}\n" for i in range(10, 20))
    run = wa_link("batch", "-", "-r", "SA", "--dry-run", stdin=f"phone\n\n{rows}".encode())
    assert run.out.count("  line ") == 3
    assert "Rejected: 10 too_short\n  line 3: " in run.out
    assert run.out.endswith("\n1 blank line skipped.\n")


class TestSpreadsheetSafety:
    SHEET = b"phone,name\n+447911123456,=1+1\n+447911123457,-2\n"

    def test_formulas_are_noted_once(self, wa_link: Tool) -> None:
        run = wa_link("batch", "-", stdin=self.SHEET)
        assert [row[1] for row in table(run.out)] == ["name", "=1+1", "-2"]
        assert run.err.count("Note: ") == 1
        assert (
            'Note: A spreadsheet would calculate cells such as "=1+1". To prevent that, add '
            "--spreadsheet-safe: such cells then begin with an apostrophe.\n"
        ) in run.err

    def test_they_get_an_apostrophe_where_that_is_asked_for(self, wa_link: Tool) -> None:
        run = wa_link("batch", "-", "--spreadsheet-safe", stdin=self.SHEET)
        assert [row[:2] for row in table(run.out)] == [
            ["phone", "name"],
            ["+447911123456", "'=1+1"],
            ["+447911123457", "'-2"],
        ]
        assert "Note: " not in run.err

    @pytest.mark.parametrize("file_format", ["jsonl", "xlsx"])
    def test_other_formats_need_none(self, wa_link: Tool, tmp_path: Path, file_format: str) -> None:
        file = str(tmp_path / f"links.{file_format}")
        run = wa_link("batch", "-", "-o", file, stdin=self.SHEET)
        assert "Note: " not in run.err
        again = wa_link("batch", file, "-q", "--to", "jsonl")
        assert [json.loads(line)["name"] for line in again.out.splitlines()] == ["=1+1", "-2"]


@pytest.mark.parametrize(
    ("option", "stdin"),
    [
        pytest.param(["--sheet", "x"], b"phone\n1\n", id="sheet of a CSV"),
        pytest.param(["--no-header"], b'{"phone": "1"}\n', id="header of JSON Lines"),
        pytest.param(["--delimiter", ";"], b"BEGIN:VCARD\nEND:VCARD\n", id="delimiter of cards"),
    ],
)
def test_an_option_without_use_for_the_file_is_refused(
    wa_link: Tool, option: list[str], stdin: bytes
) -> None:
    run = wa_link("batch", "-", *option, stdin=stdin)
    assert run.code == 2
    assert f"Error: {option[0]} has no effect, because stdin is " in run.err


def test_a_worksheet_is_chosen_by_its_name(wa_link: Tool, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["phone"])
    book.create_sheet("People").append(["phone"])
    book["People"].append(["+447911123456"])
    book.save(tmp_path / "book.xlsx")
    file = str(tmp_path / "book.xlsx")
    assert wa_link("batch", file, "--sheet", "People", "-q").out.count("wa.me") == 1
    assert wa_link("batch", file, "--sheet", "Notes", "-q").out.count("wa.me") == 0
    unknown = wa_link("batch", file, "--sheet", "Nobody")
    assert unknown.code == 2
    assert '"Notes"' in unknown.err


def sheet_of(rows: int) -> list[str]:
    """Return the lines of a sheet of valid contacts; the first line is the header."""
    numbers = (f"+44791112{row:04d}" for row in range(rows))
    return ["name,phone,city", *(f"Client {n},{phone},Riyadh" for n, phone in enumerate(numbers))]


@pytest.mark.parametrize(
    ("line", "defect", "verdict"),
    [
        pytest.param(500, '"Client 499,+447911120499,Riyadh', "malformed_row", id="open quote"),
        pytest.param(500, 'Cl,"i"x,+447911120499', "malformed_row", id="text after a quote"),
        pytest.param(500, "Client,+447911120499,Riyadh,x", "malformed_row", id="too many cells"),
        pytest.param(500, "Client 499", "empty", id="too few cells"),
        pytest.param(500, "Client 499;+447911120499;Riyadh", "empty", id="other delimiter"),
        pytest.param(500, "Client 499,\x00,Riyadh", "empty", id="NUL"),
        pytest.param(500, "Client 499,+4479111,Riyadh", "too_short", id="cut number"),
        pytest.param(500, "Client 499,letters,Riyadh", "letters", id="letters"),
        pytest.param(999, '"Client 999', "malformed_row", id="open quote at the end"),
    ],
)
def test_one_defect_costs_one_row(wa_link: Tool, line: int, defect: str, verdict: str) -> None:
    lines = sheet_of(1_000)
    lines[line] = defect
    run = wa_link("batch", "-", "--to", "jsonl", "-q", stdin="\n".join(lines).encode())
    records = [json.loads(record) for record in run.out.splitlines()]
    assert (run.code, len(records)) == (3, 1_000)
    rejected = [(n, r["wa_reason"]) for n, r in enumerate(records, 1) if not r["wa_link"]]
    assert rejected == [(line, verdict)]


def test_a_runaway_quote_in_a_large_sheet_costs_one_row(wa_link: Tool, tmp_path: Path) -> None:
    lines = sheet_of(10_000) + sheet_of(10_000)[1:]
    lines[7] = f'"{lines[7]}'
    rejects = tmp_path / "rejects.csv"
    run = wa_link(
        "batch", "-", "--rejects", str(rejects), "-o", str(tmp_path / "links.csv"),
        stdin="\n".join(lines).encode(),
    )  # fmt: skip
    assert "20,000 rows: 19,999 accepted, 0 repaired, 1 rejected" in run.err
    assert table(rejects.read_text())[1][3:5] == ["8", "malformed_row"]


USERNAMES = b"user,name\n@Maria,Ann\nmaria..l,Bo\n+447911123456,Cy\n"


def test_a_column_of_usernames_is_linked(wa_link: Tool, tmp_path: Path) -> None:
    codes = tmp_path / "codes"
    run = wa_link("batch", "-", "--username-column", "user", "-t", "Hi {name}", "--to", "jsonl",
                  "--qr-dir", str(codes), stdin=USERNAMES)  # fmt: skip
    assert run.code == 3
    assert 'Usernames are read from column 1, "user".\n' in run.err
    assert "Rejected: 2 invalid_username.\n" in run.err
    first, *others = [json.loads(line) for line in run.out.splitlines()]
    assert (first["wa_link"], first["wa_qr"]) == ("https://wa.me/maria?text=Hi%20Ann", "000001.png")
    assert [(row["wa_link"], row["wa_reason"]) for row in others] == [("", "invalid_username")] * 2
    assert [file.name for file in codes.iterdir()] == ["000001.png"]


@pytest.mark.parametrize("options", [
    "--number +447911123456", "--region GB", "--assume national", "--region-column name",
    "--multiple split", "--show-number --qr-dir codes",
])  # fmt: skip
def test_options_for_numbers_do_not_go_with_usernames(wa_link: Tool, options: str) -> None:
    run = wa_link("batch", "-", "--username-column", "user", *options.split(), stdin=USERNAMES)
    assert (run.code, run.out) == (2, "")
    why = f"{options.split(maxsplit=1)[0]} has no effect with --username-column"
    assert why in " ".join(run.err.split())


def test_a_row_with_a_number_or_a_username(wa_link: Tool) -> None:
    run = wa_link("batch", "-", "--phone-column", "phone", "--username-column", "user", "-r", "GB",
                  "--to", "jsonl",
                  stdin=b"phone,user\n07911123456,\n,maria\n+447911123456,ann\n")  # fmt: skip
    assert run.code == 3
    assert [json.loads(line)["wa_link"] for line in run.out.splitlines()] == [
        "https://wa.me/447911123456", "https://wa.me/maria", "",
    ]  # fmt: skip
    assert "Rejected: 1 ambiguous.\n" in run.err
    assert "both a number and a username: keep only one of them." in run.out


@pytest.mark.parametrize(
    ("text", "link"),
    [((), "?text=Hi"), (("-t", "Yo"), "?text=Yo"), (("-t", ""), "")],
    ids=["none", "another", "empty"],
)
def test_one_number_given_as_a_link_keeps_its_text(
    wa_link: Tool, text: tuple[str, ...], link: str
) -> None:
    run = wa_link("batch", "-", "-q", "--number", "wa.me/+44 7911 123456?text=Hi", *text,
                  stdin=b"name\nAnn\n")  # fmt: skip
    assert (run.code, f",https://wa.me/447911123456{link}," in run.out) == (0, True)


def test_one_number_that_looks_wrong_is_noted(wa_link: Tool) -> None:
    link = "wa.me/966501234567?text=Hi%20{name}"
    notes = {
        "+966 50 999 9999": "+966 50 999 9999 looks like a placeholder, but it is a valid number",
        link: '"{name}" in the link of --number stays as it is: to fill it in for each row, give',
    }
    for number, note in notes.items():
        assert note in wa_link("batch", "-", "-q", "--number", number, stdin=b"name\nAnn\n").err
    run = wa_link("batch", "-", "-q", "--number", link, "-t", "Yo {name}", stdin=b"name\nAnn\n")
    assert "stays as it is" not in run.err
