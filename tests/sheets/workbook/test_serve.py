"""The code of the child process runs in this process, too, so that its coverage is measured.

Both must give the same answers.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.sheets.workbook.test_number_formats import xls_book
from tests.sheets.workbook.test_read_workbook import (
    TABLE,
    ods_of,
    ods_with,
    with_part,
    xls_of,
    xlsx_of,
    zipped,
)
from tests.sheets.workbook.test_special_cells import xls_of_errors
from wa_link._support.child import Child, ChildLostError, WorkRefusedError
from wa_link._support.child_work import CannotReadError, Channel
from wa_link.sheets.workbook.child_process import book
from wa_link.sheets.workbook.child_process.serve import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Messages = list[tuple[str, list[Any]]]


def formatted_xlsx() -> bytes:
    """Return an .xlsx of two worksheets with number formats, errors, and formulas without value."""
    made = openpyxl.Workbook()
    cover = made.active
    assert cover is not None
    cover["A1"] = "Cover"
    sheet = made.create_sheet("People")
    forms = ['"+966 "0', "0000000000", "General", "(000) 000-0000", '"+"0.00', "yyyy-mm-dd"]
    sheet.append(["name", "phone"])
    for row, form in enumerate(forms, start=2):
        sheet.cell(row, 1, form)
        sheet.cell(row, 2, 501234567).number_format = form
    sheet.append(["error", "#REF!"])
    sheet.append(["formula", "=A2&B2"])
    made.save(file := io.BytesIO())
    return file.getvalue()


def formatted_ods() -> bytes:
    """Return an .ods with a number that is shown with a plus, an error, and a row that repeats."""
    shown = (
        b'<table:table-cell table:style-name="ce1" office:value-type="float" '
        b'office:value="501234567"><text:p>+966 501234567</text:p></table:table-cell>'
    )
    error = (
        b'<table:table-cell table:formula="of:=1" office:value-type="string" '
        b'office:string-value="" calcext:value-type="error" xmlns:calcext="x">'
        b"<text:p>#REF!</text:p></table:table-cell>"
    )
    rows = (shown, error, shown)
    body = b"".join(b"<table:table-row>" + row + b"</table:table-row>" for row in rows)
    styles = (
        b'<number:number-style style:name="N1" xmlns:number="n"><number:text>+966 </number:text>'
        b'<number:number number:min-integer-digits="1"/></number:number-style>'
    )
    return ods_with(body, styles)


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx_of(TABLE),
    "xls": lambda: xls_of(TABLE),
    "ods": lambda: ods_of(TABLE),
    "xlsx with formats": formatted_xlsx,
    "ods with formats": formatted_ods,
    "xls with formats": lambda: xls_book('"+966 "0', 500),
    "xls with an error": lambda: xls_of_errors(23, formula=False),
    "xls with the error of a formula": lambda: xls_of_errors(7, formula=True, rows=50),
    "ods with a password": lambda: with_part(
        ods_of(TABLE), "META-INF/manifest.xml", b"<x><m:encryption-data/></x>"
    ),
    "xlsx with a damaged worksheet": lambda: with_part(
        xlsx_of(TABLE), "xl/worksheets/sheet1.xml", b"<a"
    ),
    "a zip of other files": lambda: zipped(a=b"x"),
    "an xlsb": lambda: zipped(**{"xl/workbook.bin": b"x"}),
    "a page": lambda: b"<html><table>",
    "xml": lambda: b"<?xml version='1.0'?><a/>",
    "text": lambda: b"name,phone\n",
    "nothing": lambda: b"",
    "an ole file without a workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "an encrypted xlsx": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    ),
}
REQUESTS: list[dict[str, Any]] = [
    {"do": "filled"},
    *({"do": "peek", "sheet": sheet, "rows": 2} for sheet in (0, 1)),
    *({"do": "row", "sheet": sheet, "line": 2} for sheet in (0, 1)),
    {"do": "row", "sheet": 0, "line": 100},
    *({"do": "read", "sheet": sheet, "columns": [0, 1], "from": 1} for sheet in (0, 1)),
    {"do": "read", "sheet": 0, "columns": [], "from": 2},
]


def requests_for(sheets: int) -> list[bytes]:
    return [
        json.dumps(request).encode() for request in REQUESTS if request.get("sheet", 0) < sheets
    ]


def served_here(data: bytes) -> Messages:
    """Return the answers of the code of the child process, which runs in this process here."""

    def answers(requests: list[bytes]) -> Messages:
        frames = [*([data] if data else []), b"", *requests]
        sent = b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames)
        target = io.BytesIO()
        try:
            serve(Channel(io.BytesIO(sent), target))
        except EOFError:
            pass
        except CannotReadError as error:
            return [*messages(target.getvalue()), ("refused", [str(error)])]
        return messages(target.getvalue())

    first = answers([])
    if not first or first[0][0] != "sheets":
        return first
    return answers(requests_for(len(first[0][1][0])))


def messages(sent: bytes) -> Messages:
    def split() -> Iterator[tuple[str, list[Any]]]:
        at = 0
        while at < len(sent):
            size = int.from_bytes(sent[at : at + 4], "big")
            kind, *content = json.loads(sent[at + 4 : at + 4 + size])
            yield kind, content
            at += 4 + size

    return list(split())


def served_by_child(data: bytes) -> Messages:
    """Return the answers of a real child process."""
    child = Child("wa_link.sheets.workbook.child_process.serve", ("python_calamine",))
    found: Messages = []
    try:
        for frame in (data, b"") if data else (b"",):
            child.send(frame)
        found.append(child.receive())
        for request in requests_for(len(found[0][1][0])):
            child.send(request)
            found.append(child.receive())
            while found[-1][0] in ("begin", "rows") and json.loads(request)["do"] == "read":
                found.append(child.receive())
    except WorkRefusedError as error:
        found.append(("refused", [str(error)]))
    except ChildLostError as error:  # pragma: no cover  (only if this test fails)
        found.append(("lost", [error.loss.name, error.text]))
    finally:
        child.close()
    return found


@pytest.mark.parametrize("what", WORKBOOKS)
def test_the_child_answers_as_its_code_does_here(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "limit_memory", lambda size: None)  # noqa: ARG005  (the limit would apply to all later tests)
    data = WORKBOOKS[what]()
    here = served_here(data)
    assert here
    assert here[-1][0] in ("refused", "end")
    assert served_by_child(data) == here
