"""Tests of the function `convert`, which reads a sheet and writes a file with links."""

from __future__ import annotations

import csv
import gc
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pytest

import wa_link
from wa_link import CodeFolder, InputError, OptionError, Summary, convert, parse_phone, read_sheet
from wa_link.batch.summary import ColumnInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _typeshed import ReadableBuffer as Buffer

    from wa_link.batch.summary import SheetInfo

ROWS = [
    ("Ann", "+44 7911 123456"),
    ("Bo", "0501234567"),
    ("Cy", "12"),
    ("Di", "+44 (0) 7911 123457"),
]
CSV = "name,phone\n" + "".join(f"{name},{phone}\n" for name, phone in ROWS)
LINKS = ["https://wa.me/447911123456", "https://wa.me/966501234567", "",
         "https://wa.me/447911123457"]  # fmt: skip


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.csv"
    path.write_text(CSV)
    return path


def cells_of(path: Path) -> list[list[str]]:
    """Return the rows of cells of a file in any format, without its header row."""
    with wa_link.open_sheet(path) as sheet:
        return [[*row.cells] for row in sheet]


def records_of(path: Path) -> list[dict[str, str]]:
    """Return the records of delimited text as dicts, with the columns that wa-link adds."""
    return list(csv.DictReader(io.StringIO(path.read_text()), delimiter=","))


def workbook() -> bytes:
    from wa_link.sheets.workbook.write_workbook import xlsx_writer  # noqa: PLC0415  (as above)
    from wa_link.sheets.writer import WriteOptions  # noqa: PLC0415  (for this format)

    with xlsx_writer(file := io.BytesIO(), ("name", "phone"), WriteOptions()) as write:
        for row in ROWS:
            write(row)
    return file.getvalue()


SOURCES: dict[str, bytes] = {
    "csv": CSV.encode(),
    "tsv": CSV.replace(",", "\t").encode(),
    "jsonl": "".join(
        json.dumps({"name": name, "phone": phone}) + "\n" for name, phone in ROWS
    ).encode(),
    "vcf": "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL:{phone}\nEND:VCARD\n" for name, phone in ROWS
    ).encode(),
    "xlsx": workbook(),
}


@pytest.mark.parametrize("target", ["csv", "tsv", "jsonl", "xlsx"])
@pytest.mark.parametrize("source", SOURCES)
def test_any_format_becomes_any_other(tmp_path: Path, source: str, target: str) -> None:
    (tmp_path / f"a.{source}").write_bytes(SOURCES[source])
    summary = convert(tmp_path / f"a.{source}", tmp_path / f"b.{target}", region="SA")
    assert (summary.rows, summary.accepted, summary.repaired, summary.rejected) == (4, 3, 0, 1)
    with (tmp_path / f"b.{target}").open("rb") as file:
        found = [row.cells for row in read_sheet(file, "b")]
    assert [cells[0] for cells in found] == ["Ann", "Bo", "Cy", "Di"]
    again = convert(tmp_path / f"b.{target}", tmp_path / "c.csv", region="SA")
    assert again.accepted == 3
    assert [record["wa_link"] for record in records_of(tmp_path / "c.csv")] == LINKS


def test_each_row_has_its_link_or_reason(contacts: Path) -> None:
    target = contacts.with_name("links.csv")
    convert(contacts, target, region="SA", text="Hi {name}")
    records = records_of(target)
    assert [record["wa_link"] for record in records] == [
        link and f"{link}?text=Hi%20{name}" for link, (name, _) in zip(LINKS, ROWS, strict=True)
    ]
    assert [record["wa_reason"] for record in records] == ["", "", "too_short", ""]


def test_the_summary_has_counts_and_the_columns(contacts: Path) -> None:
    contacts.write_text(CSV.replace(",", ";") + "\nEm;+5511987654321\nFay;551187654321\n")
    summary = convert(contacts, contacts.with_name("links.csv"), region="SA")
    assert isinstance(summary, Summary)
    assert (summary.rows, summary.accepted, summary.repaired, summary.rejected) == (6, 4, 1, 1)
    assert summary.reasons == {"too_short": 1}
    assert summary.notes == {"plus_assumed": 1, "br_9_added": 1}
    assert [*summary.examples] == ["too_short", *summary.notes]
    assert summary.examples["too_short"][0].startswith('line 4: "12"')
    assert summary.blank_lines == 1
    assert summary.bytes_read == summary.sheet.size == contacts.stat().st_size
    info = summary.sheet
    assert (info.delimiter, info.encoding, info.worksheet) == (";", "utf-8", None)
    assert info.columns == ("name", "phone")
    assert info.phone_columns == (ColumnInfo(2, "phone"),)


def test_a_workbook_says_which_worksheet_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(SOURCES["xlsx"])
    info = convert(tmp_path / "a.xlsx", tmp_path / "b.csv", region="SA").sheet
    assert (info.delimiter, info.encoding, info.worksheet) == (None, None, "Sheet1")


@pytest.mark.parametrize("source", ["jsonl", "vcf"])
def test_text_without_a_delimiter_has_an_encoding(source: str) -> None:
    info = convert(io.BytesIO(SOURCES[source]), io.BytesIO(), region="SA").sheet
    assert (info.delimiter, info.encoding, info.worksheet) == (None, "utf-8", None)


def test_a_column_of_links_is_named(contacts: Path) -> None:
    contacts.write_text("link\nhttps://wa.me/447911123456\n")
    info = convert(contacts, contacts.with_name("b.csv"), links_column="link").sheet
    assert (info.links_column, info.phone_columns) == (ColumnInfo(1, "link"), ())


def test_rejected_rows_go_to_their_own_file(contacts: Path) -> None:
    target, rejects = contacts.with_name("links.csv"), contacts.with_name("rejects.jsonl")
    summary = convert(contacts, target, rejects=rejects, region="SA")
    assert [record["name"] for record in records_of(target)] == ["Ann", "Bo", "Di"]
    (rejected,) = map(json.loads, rejects.read_text().splitlines())
    assert (rejected["name"], rejected["wa_line"], rejected["wa_reason"]) == (
        "Cy",
        "4",
        "too_short",
    )
    assert summary.rejected == 1


def test_a_sheet_is_replaced_in_place(contacts: Path) -> None:
    convert(contacts, contacts, region="SA")
    assert [record["wa_link"] for record in records_of(contacts)] == LINKS
    before = contacts.read_bytes()
    convert(contacts, contacts, region="SA")
    assert contacts.read_bytes() == before


def test_streams_are_read_and_written_and_left_open() -> None:
    source, target, rejects = io.BytesIO(CSV.encode()), io.BytesIO(), io.BytesIO()
    summary = convert(source, target, rejects=rejects, region="SA")
    assert target.getvalue().count(b"https://wa.me/") == 3
    assert rejects.getvalue().startswith(b"name,phone,wa_line,wa_reason,wa_note\nCy,12,4,too_short")
    assert (summary.rows, summary.bytes_read) == (4, 0)
    assert not target.closed


def test_a_stream_has_the_format_that_is_asked_for() -> None:
    convert(io.BytesIO(CSV.encode()), target := io.BytesIO(), region="SA", to="jsonl")
    assert json.loads(target.getvalue().splitlines()[0])["wa_link"] == LINKS[0]
    convert(io.BytesIO(SOURCES["jsonl"]), target := io.BytesIO(), region="SA")
    assert json.loads(target.getvalue().splitlines()[0])["wa_link"] == LINKS[0]


def test_options_of_reading_are_those_of_read_sheet() -> None:
    text = "Sheet of contacts\nAnn;0501234567\n".encode("cp1256")
    summary = convert(
        io.BytesIO(text.partition(b"\n")[2]), target := io.BytesIO(), header=False, delimiter=";",
        encoding="cp1256", phone_columns=["2"], region="SA",
    )  # fmt: skip
    assert target.getvalue().decode("utf-8-sig").startswith("Ann;0501234567;https://wa.me/966")
    assert (summary.sheet.delimiter, summary.sheet.encoding) == (";", "cp1256")


def test_workers_share_a_long_sheet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("wa_link.batch.convert._ROWS_PER_CHUNK", 2)
    monkeypatch.setattr("wa_link.batch.convert._CHUNKS_BEFORE_WORKERS", 1)
    (tmp_path / "a.csv").write_text("name,phone\n" + CSV.partition("\n")[2] * 10)
    summaries = []
    for jobs in (1, 2):
        target = tmp_path / f"{jobs}.csv"
        summaries.append(convert(tmp_path / "a.csv", target, region="SA", jobs=jobs))
    assert summaries[0] == summaries[1]
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_codes_are_drawn_into_a_folder(contacts: Path) -> None:
    target, folder = contacts.with_name("links.csv"), contacts.with_name("codes")
    summary = convert(contacts, target, region="SA", codes=CodeFolder(folder))
    names = [record["wa_qr"] for record in records_of(target) if record["wa_qr"]]
    assert names == ["000001-447911123456.png", "000002-966501234567.png",
                     "000004-447911123457.png"]  # fmt: skip
    assert sorted(names) == sorted(path.name for path in folder.glob("*.png"))
    assert summary.accepted == 3


def test_a_dry_run_writes_nothing(contacts: Path) -> None:
    folder = contacts.with_name("codes")
    summary = convert(
        contacts, contacts.with_name("links.csv"), rejects=contacts.with_name("rejects.csv"),
        region="SA", codes=CodeFolder(folder), dry_run=True,
    )  # fmt: skip
    assert (summary.accepted, summary.rejected) == (3, 1)
    assert not list(folder.glob("*.png"))
    assert not contacts.with_name("links.csv").exists()
    assert not contacts.with_name("rejects.csv").exists()


def test_callbacks_see_the_sheet_and_the_progress(
    monkeypatch: pytest.MonkeyPatch, contacts: Path
) -> None:
    monkeypatch.setattr("wa_link.batch.convert._ROWS_PER_CHUNK", 2)
    sheets: list[SheetInfo] = []
    counts: list[int] = []
    summary = convert(
        contacts, contacts.with_name("links.csv"), region="SA", on_sheet=sheets.append,
        on_progress=lambda summary: counts.append(summary.rows),
    )  # fmt: skip
    assert sheets == [summary.sheet]
    assert counts == sorted(counts)
    assert counts[-1] == 4


@pytest.mark.parametrize("callback", ["on_sheet", "on_progress"])
def test_a_callback_that_raises_leaves_no_file(contacts: Path, callback: str) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    options: dict[str, Any] = {callback: stop, "rejects": contacts.with_name("rejects.csv")}
    with pytest.raises(KeyboardInterrupt):
        convert(contacts, contacts.with_name("links.csv"), **options)
    assert [path.name for path in contacts.parent.iterdir()] == ["contacts.csv"]


def test_a_sheet_that_cannot_be_read_to_its_end_leaves_no_file(contacts: Path) -> None:
    contacts.write_bytes(CSV.encode() + b"Jos\xe9,+447911123456\n")
    contacts.with_name("links.csv").write_text("old")
    with pytest.raises(InputError, match="line 6: it is not UTF-8"):
        convert(contacts, contacts.with_name("links.csv"))
    assert contacts.with_name("links.csv").read_text() == "old"
    assert len(list(contacts.parent.iterdir())) == 2


@pytest.mark.parametrize(
    ("target", "options", "message"),
    [
        pytest.param("links.doc", {}, "Can't write .doc: use .csv, .tsv, .jsonl, .xlsx or .vcf, or",
                     id="extension"),
        pytest.param("links.csv", {"to": "doc"}, '^to: "doc" is not a format', id="format"),
        pytest.param("-", {}, """^target can't be "-": for standard output, give sys.stdout""",
                     id="dash"),
        pytest.param("", {}, "^target is an empty path: name a file", id="no target"),
        pytest.param("links.csv", {"rejects": ""}, "^rejects is an empty path: name a file",
                     id="no rejects"),
        pytest.param("links.csv", {"rejects": "links.csv"}, "target and rejects name the same file",
                     id="one file"),
        pytest.param("links.csv", {"rejects": "contacts.csv"}, "is the sheet and would be",
                     id="rejects in place"),
        pytest.param("contacts.csv", {"rejects": "r.csv"}, "is the sheet itself, and its rejected",
                     id="in place with rejects"),
        pytest.param("links.csv", {"phone_columns": ["tel"]}, 'no column "tel"', id="column"),
        pytest.param("links.csv", {"region": "XX"}, "is not a region", id="region"),
        pytest.param("links.csv", {"jobs": 0}, "jobs must be at least 1, not 0", id="no jobs"),
        pytest.param("no/where.csv", {}, "does not exist", id="folder"),
        pytest.param("links.csv", {"links_column": "name", "number": parse_phone("+447911123456")},
                     "number has no effect with links_column: use only one", id="links and number"),
    ],
)  # fmt: skip
def test_options_are_refused_before_a_file_is_written(
    monkeypatch: pytest.MonkeyPatch,
    contacts: Path,
    target: str,
    options: dict[str, Any],
    message: str,
) -> None:
    monkeypatch.chdir(contacts.parent)
    with pytest.raises(OptionError, match=message):
        convert("contacts.csv", target, **options)
    assert contacts.read_text() == CSV
    assert [path.name for path in contacts.parent.iterdir()] == ["contacts.csv"]


@pytest.mark.parametrize("target", ["links.csv", ""])
def test_an_empty_source_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OptionError, match=r"^source is an empty path: name a file\.$"):
        convert("", target)
    assert not [*tmp_path.iterdir()]


def test_jobs_have_no_effect_on_codes(contacts: Path) -> None:
    codes = CodeFolder(contacts.with_name("codes"))
    with pytest.raises(OptionError, match="jobs has no effect with codes"):
        convert(contacts, contacts.with_name("b.csv"), codes=codes, jobs=2)


def test_other_worksheets_are_not_lost_in_place(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415  (for this test)

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for _ in range(2):
            book.add_worksheet().write_column(0, 0, ["phone", "+447911123456"])
    with pytest.raises(OptionError, match="other worksheets would be lost"):
        convert(path, path)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        pytest.param((io.BytesIO(), io.StringIO()), {}, "target must be a path, or a file opened",
                     id="text file"),
        pytest.param((io.BytesIO(), None), {}, "target must be a path", id="no target"),
        pytest.param((io.StringIO(CSV), io.BytesIO()), {}, "source must be a path",
                     id="text source"),
        pytest.param((io.BytesIO(), io.BytesIO()), {"outpt": 1}, "has no option", id="name"),
        pytest.param((io.BytesIO(), io.BytesIO()), {"codes": "codes"}, "codes must be a CodeFolder",
                     id="codes"),
        pytest.param((io.BytesIO(), io.BytesIO()), {"jobs": "2"}, "jobs must be", id="jobs"),
    ],
)  # fmt: skip
def test_arguments_have_their_types(
    arguments: Sequence[Any], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        convert(*arguments, **options)


_PEAK = """
import sys
import wa_link
wa_link.convert(sys.argv[1], sys.argv[2], region="SA", jobs=1)
status = open("/proc/self/status").read()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is Linux's")
def test_memory_does_not_grow_with_the_sheet(tmp_path: Path) -> None:
    peaks = []
    for rows in (2_000, 60_000):
        (tmp_path / "a.csv").write_text("phone,memo\n" + f"+447911123456,{'x' * 100}\n" * rows)
        command = [sys.executable, "-c", _PEAK, str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] - peaks[0] < 10_000  # kB; the sheet has 7 MB


def test_neither_click_nor_pillow_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    script = (
        "import sys, wa_link; wa_link.convert('a.csv', 'b.csv'); "
        "print({'click', 'PIL', 'qrcode', 'wa_link.cli'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"PYTHONPATH": str(Path(wa_link.__file__).parents[1])},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("set()\n", "")


class Partial(io.RawIOBase):
    """A raw file that writes at most seven bytes at a time, as a full pipe does."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        part = bytes(memoryview(data)[:7])
        self.content += part
        return len(part)


def test_a_raw_target_gets_all_bytes_and_stays_open(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_bytes(SHEET_OF_STREAMS)
    whole, raw = io.BytesIO(), Partial()
    convert(tmp_path / "sheet.csv", whole, region="GB")
    convert(tmp_path / "sheet.csv", raw, region="GB")  # type: ignore[arg-type]  # no BinaryIO by name
    assert raw.content == whole.getvalue()
    assert not raw.closed


SHEET_OF_STREAMS = b"name,phone\nAnn,07911 123456\nBob,x\n"


@pytest.mark.parametrize(
    "open_source",
    [
        pytest.param(io.BytesIO, id="in memory"),
        pytest.param(lambda data: io.BufferedReader(io.BytesIO(data)), id="buffered"),
        pytest.param(
            lambda data: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(data))), id="gzip"
        ),
    ],
)
def test_a_source_stays_open(open_source: Callable[[bytes], BinaryIO]) -> None:
    source, target = open_source(SHEET_OF_STREAMS), io.BytesIO()
    assert convert(source, target, region="GB").rows == 2
    gc.collect()
    assert not source.closed
    assert target.getvalue().count(b"\n") == 3


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        pytest.param((b"x.csv", "o.csv"), {}, "source must be a path", id="source"),
        pytest.param((io.StringIO(), "o.csv"), {}, "source must be a path", id="text"),
        pytest.param(("x.csv", 3), {}, "target must be a path", id="target"),
        pytest.param(
            ("x.csv", "o.csv"), {"phone_columns": iter(["phone"])}, "a list of text", id="generator"
        ),
        pytest.param(
            ("x.csv", "o.csv"), {"phone_columns": [2]}, "Each item of phone_columns", id="number"
        ),
        pytest.param(("x.csv", "o.csv"), {"on_progress": 3}, "must be a function", id="function"),
    ],
)
def test_wrong_types_are_named(
    arguments: tuple[Any, Any], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        convert(*arguments, **options)


def test_several_codes_of_a_row_need_names_of_their_own(tmp_path: Path) -> None:
    sheet = b"phone\n+447911123456 / +447911123457\n"
    codes = CodeFolder(tmp_path / "codes")
    with pytest.raises(OptionError, match="with names_repeat=True"):
        convert(io.BytesIO(sheet), tmp_path / "o.csv", multiple="split", codes=codes)
    codes = CodeFolder(tmp_path / "codes", names_repeat=True)
    assert convert(io.BytesIO(sheet), tmp_path / "o.csv", multiple="split", codes=codes).rows == 2
    assert len(list((tmp_path / "codes").iterdir())) == 2


def test_an_unknown_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    source = io.BytesIO(b"phone\n+447911123456\n")
    with pytest.raises(OptionError, match=r'or add to="csv"\.$'):
        convert(source, tmp_path / "o.doc")
    source.seek(0)
    with pytest.raises(OptionError, match=r"Can't write \.doc: use .* or \.xlsx\.$"):
        convert(source, tmp_path / "o.csv", rejects=tmp_path / "r.doc")
