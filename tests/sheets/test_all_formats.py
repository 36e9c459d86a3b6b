"""The same contacts give the same links in every format."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

CONTACTS = [
    ("Sara Khan", "+44 (0) 7911 123456"),
    ("محمد العتيبي", "٠٥٠ ١٢٣ ٤٥٦٧"),
    ('Souza, "Bia"', "+55 11 96123-4567"),
    ("Line\nbreak", "0501234567;0559876543"),
    ("Nobody", ""),
    ("Letters", "call me"),
    ("Lossy", "9.66501E+11"),
]
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Contacts">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def csv_text(delimiter: str) -> str:
    rows = [("name", "phone"), *CONTACTS]
    return "".join(delimiter.join(map(quoted, row)) + "\r\n" for row in rows)


def write_csv(path: Path) -> None:
    path.write_bytes(csv_text(",").encode())


def write_utf_16(path: Path) -> None:
    path.write_bytes(csv_text("\t").encode("utf-16"))


def write_jsonl(path: Path) -> None:
    lines = [json.dumps({"name": name, "phone": phone}) for name, phone in CONTACTS]
    path.write_text("\n".join(lines))


def write_vcf(path: Path) -> None:
    escaped = str.maketrans({"\n": "\\n", ",": "\\,", ";": "\\;"})
    path.write_text(
        "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name.translate(escaped)}\r\n"
            f"TEL;TYPE=CELL:{phone.translate(escaped)}\r\nEND:VCARD\r\n"
            for name, phone in CONTACTS
        ),
        encoding="utf-8",
        newline="",
    )


def write_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("name", "phone"), *CONTACTS]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)


def write_ods(path: Path) -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            + "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
            + "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in [("name", "phone"), *CONTACTS]
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("contacts.csv", write_csv),
        ("contacts.txt", write_utf_16),
        ("contacts.xlsx", write_xlsx),
        ("contacts.ods", write_ods),
        ("contacts.vcf", write_vcf),
        ("contacts.jsonl", write_jsonl),
    ],
)
def test_every_format_gives_the_same_links(
    wa_link: Callable[..., Run], tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)
    run = wa_link(
        "batch", str(tmp_path / name), "-r", "SA", "-t", "Hi {name}", "-q", "--to", "jsonl"
    )
    assert run.code == 3
    records = [json.loads(line) for line in run.out.splitlines()]
    assert [
        (record["name"], record["wa_link"].partition("?")[0], record["wa_reason"])
        for record in records
    ] == [
        ("Sara Khan", "https://wa.me/447911123456", ""),
        ("محمد العتيبي", "https://wa.me/966501234567", ""),
        ('Souza, "Bia"', "https://wa.me/5511961234567", ""),
        ("Line\nbreak", "https://wa.me/966501234567", "several_numbers"),
        ("Nobody", "", "empty"),
        ("Letters", "", "letters"),
        ("Lossy", "", "lossy_scientific"),
    ]
