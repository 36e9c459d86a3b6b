"""Seeds of fuzzing: exports of programs, examples, and small files of every kind."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.phone.test_hostile import NAUGHTY
from tests.robustness.fuzz.invariants import Picks
from tests.sheets.workbook.test_read_workbook import ods_of, xls_of, xlsx_of
from wa_link.printing.cards.designs import list_designs, load_built_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HERE = Path(__file__).parent
CASES = _HERE / "cases"
"""Inputs that caused defects, in a folder for each target."""
_FOLDERS = (_HERE.parent / "contacts" / "exports", _HERE.parents[1] / "examples")
_TABLE: Sequence[Sequence[object]] = (
    ("name", "phone", "note"),
    ("Ann", "+966501234567", ""),
    ("Bo & Co", 966501234567.0, "two\nlines"),
    ("نورة", "050 123 4567", "=1+1"),
    ("", "", ""),
    ("Eve", 9.66501234567e16, 0.5),
)
_CSV = (
    'name,phone\nAnn,+966501234567\n"Bo, ""B""","0501234567 / 0551234567"\n\nEve,+1 212 555 0123\n',
    "sep=;\r\nphone;name\r\n+447911123456;Ann\r\n;Bob\r\n",
    "phone\n+447911123456\n0501234567\nx\n",
    "\ufeffname\tphone\twa_link\twa_reason\twa_note\nAnn\t0501\t\tmalformed_row\tIt is.\n",
    'a|b\n"x\ny"|+39 06 1234567\n"open|2\n3|4|5\n',
    "DE,+49 1512 3456789,Hi\nSaudi Arabia,0501234567,\nxx,1,2\n",
)
_LINES = (
    '{"phone": "+447911123456", "name": "Ann"}\n{"name": null, "phone": 966501234567}\n',
    '{"phone": 4.47911123456E+11, "a": [1, {"b": 2.50}], "wa_link": ""}\n\n{"phone": true}\n',
    '{"a": "\\ud83d\\ude00", "phone": 966501234567.0}\r\n{"a": 1, "a": 2}\r\n[1]\r\n{"x": 1}\r\n',
)
_CARDS = (
    (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Doe;Ann;;;\r\nTEL;CELL:+44 7911 123456\r\nTEL;FAX:1\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n b=C3=A9\r\nPHOTO;ENCODING=BASE64;JPEG:AAAA\r\n\r\n"
        "AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:Bob\r\nEND:VCARD\r\nEND:VCARD\r\n"
    ),
    (
        'BEGIN:VCARD\nVERSION:4.0\nFN:Ann\nitem1.TEL;TYPE="cell,pref":tel:+966-50-123-4567\n'
        "item1.X-ABLabel:_$!<Mobile>!$_\nTEL;waid=966501234567:+966 50 123 4567\nORG:A\\;B;C\n"
        "EMAIL:a@example.org\nEND:VCARD\nbegin:vcard\nversion:3.0\nn:B\nend:vcard\n"
    ),
    "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=A3=D8=AD\nTEL:050\n",
)
_LINKS = (
    "https://wa.me/447911123456", "wa.me/447911123456?text=Hi%20there%21", "https://wa.me/?text=Hi",
    "http://api.whatsapp.com/send/?phone=%2B447911123456&text=Hi&app_absent=0",
    "https://web.whatsapp.com/send?phone=966501234567", "whatsapp://send?text=a&phone=+4915123456789",
    "https://wa.me/c/447911123456", "https://wa.me/p/123456/447911123456",
    "https://wa.me/call/447911123456", "https://wa.me/message/ABCDEF234567G1",
    "https://api.whatsapp.com/message/ABCDEF234567G1", "https://wa.me/qr/ABCDEF",
    "https://wa.me/settings/linked_devices#2@abc", "https://wa.me/some.name",
    "wa.me/+44 7911 123456",
    "https://chat.whatsapp.com/invite/ABC", "https://whatsapp.com/channel/0029Va",
    "https://user@wa.me:443/447911123456",
)  # fmt: skip
_TEMPLATES = (
    "Hi {name|there}, is {title} free?\0Ann\0Oak {table}", "{{{a}}}\0x", "{a}{a|}{b| }\0 \0é.",
    "{wa_digits}: {first name}\0\0-", "50 % off%s {x}\0%d\r\n", "no field", "{", "}", "{a{b}}\0x",
)  # fmt: skip
_OPTIONS = (
    "navy\0#fff", "#075e54\0transparent", "rgb(1,2,3)\0hsl(120,100%,50%)",
    "hsv(1,2%,3%)\0#12345678",
    "40mm\x001.5in\x002 5/8in\0-3pt", '3"x4cm\x0045x40mm\0x\0100000mm', "L7160\0poster-a4\0l716\0a",
    "a4\x004x6\x0045x40mm\x002mm", "100x150mm\x001x1\x0050mmx50mm\x002.5x0mm", "black\0white\0red",
)  # fmt: skip
_CAPTIONS = (
    "Oak table, €120\nطاولة من خشب البلوط", "Is it free? 12 345", "שלום (a) 12", "ไทยแลนด์ 5",
    "हिन्दी क्षत्रिय", "Ünïcödé-hyphen-ated", "a\u200bb\u00adc\u00a0d", "😀 ok 👨‍👩‍👧", "x" * 200,
    "\u2067abc\u2069 \u202edef\u202c", "e\u0301\u0301 ﷽ ﬁ", "१२३ ٠١٢ 123", "A\r\nB\u2028C\n\nD ",
)  # fmt: skip
_DESIGNS = (
    '#import "card.typ": *\n#let design(card, width, height) = image("inside.txt", alt: "a")\n',
    '#let a = read("../outside.txt")\n#let b = read("/inside.txt")\n#include "designs/x.typ"\n',
    '#import "@preview/cetz:0.3.4": *\n',
    '"./inside.txt" "inside/../inside.txt" "//outside.txt" "\\u{2e}./outside.txt" "~" "."\n',
)


def of_texts(texts: Iterable[str]) -> list[bytes]:
    """Return texts as inputs, with the first of all options."""
    return _headed(text.encode("utf-8", "surrogatepass") for text in texts)


def _headed(bodies: Iterable[bytes]) -> list[bytes]:
    return [bytes(Picks.SIZE) + body for body in bodies]


@cache
def numbers() -> list[bytes]:
    """Return numbers as people write them, and hostile ones."""
    good = ["+44 (0) 7911 123456", "٠٥٠ ١٢٣ ٤٥٦٧", "0343 15-514-4025", "+52 1 55 1234 5678",
            "+55 11 6123-4567", "0044 7911 123456", "050 1234567 / 055 9876543", "+39 06 1234567",
            "tel:7911123456;phone-context=+44", "4.47911123456E+11", "+225 07 123456",
            "966501234567.0",
            "+1 212 555 0123 ext. 12", "447911123456@c.us", "+229 97 123456", "011 44 7911 123456",
            "+44 7911 123456/7", "='+447911123456"]  # fmt: skip
    hostile = [cell for cells in NAUGHTY.values() for cell in cells if len(cell) < 5_000]
    return of_texts([*good, *hostile])


@cache
def links() -> list[bytes]:
    """Return links in every form."""
    hostile = [cell for cell in NAUGHTY["links within links"] if len(cell) < 500]
    return of_texts([*_LINKS, *hostile])


@cache
def templates() -> list[bytes]:
    """Return templates, each with its values."""
    return of_texts(_TEMPLATES)


@cache
def options() -> list[bytes]:
    """Return colours, lengths and label stocks."""
    return [text.encode() for text in _OPTIONS]


@cache
def captions() -> list[bytes]:
    """Return captions in several scripts."""
    return of_texts(_CAPTIONS)


@cache
def designs() -> list[bytes]:
    """Return sources of designs: our own, and some that name other files or packages."""
    own = [load_built_in(name).files["design.typ"] for name in list_designs()]
    return _headed([*own, *(text.encode() for text in _DESIGNS)])


def _files(*suffixes: str) -> list[bytes]:
    paths = sorted(path for folder in _FOLDERS for path in folder.rglob("*"))
    return [path.read_bytes() for path in paths if path.suffix in suffixes]


@cache
def delimited_texts() -> list[bytes]:
    """Return delimited text in several encodings."""
    texts = [*_CSV, "".join(f"{n},+4479111234{n:02}\n" for n in range(40))]
    others = [_CSV[0].encode("utf-16"), _CSV[2].encode("utf-16-le"), "é,ü\n1,2\n".encode("cp1252")]
    return _headed([*_files(".csv"), *(text.encode() for text in texts), *others])


@cache
def json_lines() -> list[bytes]:
    """JSON Lines."""
    return _headed([*_files(".jsonl"), *(text.encode() for text in _LINES)])


@cache
def vcards() -> list[bytes]:
    """Address books."""
    return _headed(
        [*_files(".vcf"), *(text.encode() for text in _CARDS), _CARDS[1].encode("utf-16")]
    )


@cache
def xlsx() -> list[bytes]:
    """Return workbooks of two libraries."""
    import openpyxl  # noqa: PLC0415  (slow)

    book = openpyxl.Workbook()
    sheet = book.active
    for row in _TABLE:
        sheet.append([str(cell) if cell == "" else cell for cell in row])
    sheet["E9"] = datetime.date(2024, 2, 29)
    sheet["A8"] = "=SUM(1,2)"
    sheet.merge_cells("A10:B11")
    file = io.BytesIO()
    book.save(file)
    books = [xlsx_of(_TABLE), xlsx_of(_TABLE, visible=False), file.getvalue()]
    return _headed(map(_timeless, books))


@cache
def xls() -> list[bytes]:
    """Return workbooks in the format of before 2007."""
    return _headed([xls_of(_TABLE), xls_of([["a"], ["1"]])])


@cache
def ods() -> list[bytes]:
    """Return OpenDocument workbooks."""
    return _headed(map(_timeless, [ods_of(_TABLE), ods_of([["a"], ["1"], [""], ["2"]])]))


def _timeless(data: bytes) -> bytes:
    """Return the same zip without its times."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+", b"2000-01-01T00:00:00", old.read(name))
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@cache
def sheets() -> list[bytes]:
    """Return contact files of every kind, most of them text."""
    texts = [*delimited_texts(), *json_lines(), *vcards()]
    return [*texts, *texts, *xlsx()[:1], *xls()[:1], *ods()[:1]]


@cache
def pictures() -> list[bytes]:
    """Return small pictures in the formats of logos, and in another one."""
    found = []
    for name in ("PNG", "JPEG", "WEBP", "GIF"):
        for mode in ("RGB", "L", "RGBA", "P"):
            picture = Image.new("RGB", (24, 16), "navy").convert(mode)
            file = io.BytesIO()
            try:
                picture.save(file, name)
            except OSError:  # the format does not have this mode
                continue
            found.append(file.getvalue())
    return found


@cache
def fonts() -> list[bytes]:
    """Return a font with a few letters."""
    import pymupdf_fonts  # noqa: PLC0415  (slow)
    from fontTools import subset, ttLib  # noqa: PLC0415

    font = ttLib.TTFont(io.BytesIO(pymupdf_fonts.myfont("figo")), recalcTimestamp=False)
    found = subset.Subsetter()
    found.populate(text="Aé 1٠ب")
    found.subset(font)
    file = io.BytesIO()
    font.save(file)
    return [file.getvalue()]


def cases(name: str) -> list[bytes]:
    """Return the case files of a target."""
    return [path.read_bytes() for path in sorted((CASES / name).glob("*"))]
