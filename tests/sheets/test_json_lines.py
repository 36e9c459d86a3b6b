from __future__ import annotations

import io
import json
import math
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.batch.linker import link_rows
from wa_link.errors import InputError, OptionError
from wa_link.sheets.json_lines import json_lines_writer, read_json_lines
from wa_link.sheets.writer import WriteOptions

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from wa_link.sheets.sheet import Sheet

HEAD = '{"phone":"+44 7911 123456","name":"Ann"}\n'


def sheet_of(text: str | bytes, encoding: str | None = None) -> Sheet:
    data = text.encode() if isinstance(text, str) else text
    return read_json_lines(io.BytesIO(data), "f.jsonl", encoding=encoding)


def test_columns_are_the_keys_of_the_first_object() -> None:
    sheet = sheet_of('\n{"b":"1","a":"2","":"3"}\r\n\n{"a":"4"}\n{}\n {"":"5", "b":"6"} ')
    assert (sheet.columns, sheet.has_header, sheet.delimiter) == (("b", "a", ""), True, ",")
    assert [(row.number, row.line, row.cells, row.problem) for row in sheet] == [
        (1, 2, ("1", "2", "3"), ""),
        (2, 4, ("", "4", ""), ""),
        (3, 5, ("", "", ""), ""),
        (4, 6, ("6", "", "5"), ""),
    ]
    assert sheet.blank_lines == 2


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param('"٠٥٠ \\u0031\\n2"', "٠٥٠ 1\n2", id="string"),
        pytest.param('""', "", id="empty"),
        pytest.param("966501234567", "966501234567", id="integer"),
        pytest.param("12345678901234567890", "12345678901234567890", id="long-integer"),
        pytest.param("-5", "-5", id="negative"),
        pytest.param("966501234567.0", "966501234567", id="whole-fraction"),
        pytest.param("123456789012345.00", "123456789012345", id="15-digits"),
        pytest.param("1234567890123456.0", "1.23456789012345E+15", id="16-digits"),
        pytest.param("-1234567890123456.0", "-1.23456789012345E+15", id="16-negative"),
        pytest.param("9.66501234567E+11", "9.66501234567E+11", id="exponent"),
        pytest.param("9.66501E+11", "9.66501E+11", id="exponent-with-lost-digits"),
        pytest.param("1e999", "1e999", id="beyond-doubles"),
        pytest.param("1.50", "1.50", id="fraction"),
        pytest.param("true", "true", id="true"),
        pytest.param("false", "false", id="false"),
        pytest.param("null", "", id="null"),
        pytest.param('[1, 2.5, "é", {"a" : null}]', '[1,2.5,"é",{"a":null}]', id="array"),
        pytest.param('{"a" : [ ]}', '{"a":[]}', id="object"),
    ],
)
def test_values(value: str, cell: str) -> None:
    [row] = sheet_of(f'{{"phone":{value}}}')
    assert (row.cells, row.problem) == ((cell,), "")


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("966501234567.0", "repaired", "plus_assumed"),
        ("9.66501234567E+11", "repaired", "scientific_restored plus_assumed"),
        ("9.66501E+11", "rejected", "lossy_scientific"),
        ("9665012345671234.0", "rejected", "lossy_scientific"),
    ],
)
def test_a_number_that_lost_digits_is_never_linked(number: str, status: str, code: str) -> None:
    [outcome] = link_rows(sheet_of(f'{{"phone":{number}}}'), region="SA")
    assert (outcome.status, outcome.output[3]) == (status, code)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("phone", "The line is not JSON: Expecting value, character 1.", id="no-json"),
        pytest.param('{"phone":"1"', "The line is not JSON: ", id="cut-off"),
        pytest.param('{"phone":"1"} x', "The line is not JSON: Extra data", id="extra-data"),
        pytest.param('{"phone":"1"}{}', "The line is not JSON: Extra data", id="two-objects"),
        pytest.param('{"phone":"a\tb"}', "The line is not JSON: Invalid control", id="bare-tab"),
        pytest.param('["+44 7911 123456"]', "The line must be a JSON object, not ", id="array"),
        pytest.param('"+44 7911 123456"', "The line must be a JSON object, not ", id="string"),
        pytest.param("447911123456", "The line must be a JSON object, not ", id="number"),
        pytest.param("null", "The line must be a JSON object, not ", id="null"),
        pytest.param('{"wa_link":"1"}', 'The key "wa_link" is not in the first', id="own-key"),
        pytest.param(
            '{"wa_short_link":"1"}', 'The key "wa_short_link" is not in the first', id="short-link"
        ),
        pytest.param(
            '{"phone":"1","phone":"2"}', 'The key "phone" is in an object twice', id="twice"
        ),
        pytest.param(
            '{"name":{"a":1,"a":1}}', 'The key "a" is in an object twice', id="twice-within"
        ),
        pytest.param('{"phone":NaN}', "NaN is not a JSON number: ", id="nan"),
        pytest.param('{"phone":-Infinity}', "-Infinity is not a JSON number: ", id="infinity"),
        pytest.param('{"phone":"\\ud800"}', "The line has half of a character", id="surrogate"),
        pytest.param(
            '{"name":["\\udc00"]}', "The line has half of a character", id="surrogate-within"
        ),
        pytest.param('{"\\ud800":1}', "The line has half of a character", id="surrogate-key"),
        pytest.param('{"name":' + "9" * 5_000 + "}", "The line has a number with too", id="digits"),
        pytest.param(
            "[" * 100_000, "The line has arrays or objects that are nested too", id="arrays"
        ),
        pytest.param('{"name":' * 100_000, "The line has arrays or objects", id="objects"),
    ],
)
def test_a_bad_line_costs_one_row(line: str, problem: str) -> None:
    rows = list(sheet_of(f"{HEAD}{line}\n{HEAD}"))
    assert [(row.line, row.cells) for row in rows] == [
        (1, ("+44 7911 123456", "Ann")),
        (2, (line, "")),
        (3, ("+44 7911 123456", "Ann")),
    ]
    assert rows[1].problem.startswith(problem)
    assert not rows[0].problem + rows[2].problem


@pytest.mark.parametrize(
    ("line", "cells", "extra"),
    [
        pytest.param('{"phone":"1","fax":"2"}', ("1", ""), (("fax", "2"),), id="one-more"),
        pytest.param('{"fax":"2","name":"A"}', ("", "A"), (("fax", "2"),), id="one-for-another"),
        pytest.param('{"":"2"}', ("", ""), (("", "2"),), id="empty-key"),
        pytest.param(
            '{"b":1,"phone":"1","a":null,"c":[1]}',
            ("1", ""),
            (("b", "1"), ("a", ""), ("c", "[1]")),
            id="several-in-order",
        ),
        pytest.param('{"phone ":"2"}', ("", ""), (("phone ", "2"),), id="nearly-the-same-key"),
    ],
)
def test_a_key_that_a_later_object_adds_is_kept_with_its_row(
    line: str, cells: tuple[str, ...], extra: tuple[tuple[str, str], ...]
) -> None:
    [_, row, last] = sheet_of(f"{HEAD}{line}\n{HEAD}")
    assert (row.cells, row.extra, row.problem) == (cells, extra, "")
    assert (last.cells, last.extra) == (("+44 7911 123456", "Ann"), ())


def test_no_depth_of_nesting_ends_the_run() -> None:
    for depth in range(900, 1_050):
        line = '{"name":' + "[" * depth + "]" * depth + "}"
        [_, row, last] = sheet_of(f"{HEAD}{line}\n{HEAD}")
        assert row.cells in ((line, ""), ("", "[" * depth + "]" * depth)), depth
        assert last.cells == ("+44 7911 123456", "Ann")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^f\.jsonl is empty: it has no objects\.$"),
        ("\n \n", r"^f\.jsonl is empty: it has no objects\.$"),
        (
            "\n[]\n",
            r"^f\.jsonl, line 2: an object such as .* is expected\. The line must be a JSON object",
        ),
        ("phone,name\n", r"^f\.jsonl, line 1: an object such as .* The line is not JSON: "),
        ('{"a":1,"a":2}', r"^f\.jsonl, line 1: .* The key \"a\" is in an object twice"),
        ("{}\n", r"^f\.jsonl, line 1: the first object has no keys\. Give it the keys of"),
        (
            '{"wa_link":""}\n',
            r"^f\.jsonl, line 1: the first object has only keys that wa-link",
        ),
    ],
)
def test_without_a_first_object_it_is_an_input_error(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        sheet_of(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings(encoding: str) -> None:
    sheet = sheet_of('{"name":"أحمد"}\n'.encode(encoding))
    assert sheet.has_byte_order_mark
    assert [row.cells for row in sheet] == [("أحمد",)]


def test_a_given_encoding_is_used() -> None:
    data = '{"name":"é"}'.encode("cp1252")
    with pytest.raises(InputError, match="line 1: it is not UTF-8"):
        sheet_of(data)
    assert [row.cells for row in sheet_of(data, "cp1252")] == [("é",)]
    with pytest.raises(OptionError, match="is not an encoding"):
        sheet_of(data, "nonsense")


def test_our_json_lines_are_read_without_our_columns() -> None:
    out = io.BytesIO()
    columns = ("phone", "name", "wa_link", "wa_status")
    with json_lines_writer(out, columns, WriteOptions()) as write:
        write(("+44 7911 123456", 'a "b"\n', "https://wa.me/447911123456", "accepted"))
    sheet = sheet_of(out.getvalue())
    assert sheet.columns == ("phone", "name")
    assert [row.cells for row in sheet] == [("+44 7911 123456", 'a "b"\n')]


def test_rows_come_before_the_file_ends() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: WriteableBuffer, /) -> int:
            view = memoryview(buffer)
            part = (HEAD.encode() * (len(view) // len(HEAD) + 1))[
                : len(view) // len(HEAD) * len(HEAD)
            ]
            view[: len(part)] = part
            return len(part)

    sheet = read_json_lines(io.BufferedReader(Endless()), "f.jsonl")
    assert [row.number for row in islice(sheet, 1_000)] == list(range(1, 1_001))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.sampled_from(("phone", "name", "é")), JSON)), st.booleans())
def test_any_object_gives_a_row_of_its_values(
    rows: list[dict[str, object]],
    ascii_only: bool,  # noqa: FBT001
) -> None:
    first = {"phone": "1", "name": "2", "é": "3"}
    lines = [json.dumps(row, ensure_ascii=ascii_only) for row in (first, *rows)]
    found = list(sheet_of("\n".join(lines)))
    assert len(found) == 1 + len(rows)
    for row, line, read in zip(rows, lines[1:], found[1:], strict=True):
        if "Infinity" in line and any(not _is_finite(value) for value in row.values()):
            assert read.problem
            continue
        assert not read.problem
        for column, cell in zip(first, read.cells, strict=True):
            value = row.get(column)
            if isinstance(value, str):
                assert cell == value
            elif value is None:
                assert cell == ""
            elif isinstance(value, float) and len(str(value).rpartition(".")[0].lstrip("-")) > 15:
                assert math.isclose(float(cell), value, rel_tol=1e-13)
            else:
                assert json.loads(cell) == value


def _is_finite(value: object) -> bool:
    match value:
        case float():
            return math.isfinite(value)
        case list():
            return all(map(_is_finite, value))
        case dict():
            return all(map(_is_finite, value.values()))
    return True


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"))))
def test_no_line_is_lost(lines: list[str]) -> None:
    sheet = sheet_of(HEAD + "".join(f"{line}\n" for line in lines))
    rows = list(sheet)
    assert len(rows) - 1 + sheet.blank_lines == len(lines)
    assert [row.cells[0] for row in rows if row.problem] == [
        line for line in lines if line.strip() and line.strip() != "{}"
    ]
