"""Tests of the JSON Schemas: outputs follow them, and wrong records do not."""

from __future__ import annotations

import copy
import io
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.cli.test_every_command import ROWS
from tests.schema_codes import FOLDER, fill_in, read_schema, render
from wa_link import convert
from wa_link.cli.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

VALIDATORS = {name: jsonschema.Draft202012Validator(read_schema(name)) for name in SCHEMAS}
EACH_SCHEMA = pytest.mark.parametrize("name", SCHEMAS)
IN_PROCESS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["+447911123456", "447911123456", "0501234567", "+44 7911 123456 / +44 7911 123457", "N/A"]
)
SHEET = (
    "name,phone\nAli,+447911123456\nBo,447911123456\nC,x\nD,0501234567 / 0501234568\n"
    "=1+1,+447911123456\nE,\n,,,,\n\nمها,٠٥٠١٢٣٤٥٦٧\n"
)


def check(name: str, text: str) -> Any:  # noqa: ANN401  (JSON)
    """Return the JSON value in a text that follows a schema."""
    value = json.loads(text)
    VALIDATORS[name].validate(value)
    return value


@EACH_SCHEMA
def test_a_schema_is_valid_and_has_the_codes_of_the_package(name: str) -> None:
    schema = read_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert fill_in(schema) == schema, "run python -m tests.schema_codes"
    assert render(schema) == (FOLDER / f"{name}.schema.json").read_text("utf-8")


def test_each_schema_is_listed_and_printed(wa_link: Tool) -> None:
    assert {path.name.partition(".")[0] for path in FOLDER.iterdir()} == SCHEMAS.keys()
    listed = wa_link("schema").out
    for name in SCHEMAS:
        assert f"{name} " in listed
        assert json.loads(wa_link("schema", name).out) == read_schema(name)


@EACH_SCHEMA
def test_each_property_has_a_description(name: str) -> None:
    schema = read_schema(name)

    def walk(value: object) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if value.get("additionalProperties") is not None and "required" in value:
                yield from value["properties"].values()
            for each in value.values():
                yield from walk(each)
        elif isinstance(value, list):
            for each in value:
                yield from walk(each)

    found = [*walk(schema)]
    assert found
    for each in found:
        told = each if "description" in each else schema["$defs"][each["$ref"].split("/")[-1]]
        assert told["description"].endswith("."), each


@pytest.mark.parametrize("options", [(), ("--region", "SA"), ("--reject-notes", "all")])
@pytest.mark.parametrize("command", ["link", "inspect"])
def test_numbers_and_links(wa_link: Tool, command: str, options: tuple[str, ...]) -> None:
    numbers = [row.link for row in ROWS.values()]
    numbers += ["0501234567", "+44 7911 123456 x12", "+800 1234 5678", "+1 201 555 0123", "x\x1b\n"]
    run = wa_link(command, *numbers, "--json", *options)
    lines = run.out.splitlines()
    assert len(lines) == len(numbers)
    for line in lines:
        check(command, line)


@pytest.mark.parametrize("command", ["link", "inspect"])
def test_lines_of_standard_input(wa_link: Tool, command: str) -> None:
    stdin = b"+44 791\n\n6612345\nHello\n+447911123456\n"
    run = wa_link(command, "-", "--json", "--region", "IS", stdin=stdin)
    assert [check(command, line)["line"] for line in run.out.splitlines()] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--username", "maria.lopez"),
        ("--username", "www.maria"),
        ("-t", "Hi %20"),
        ("447911123456", "-t", "x\ud83d"),
        ("+447911123456", "--via", "app", "-t", "مرحبا"),
    ],
)
def test_other_links(wa_link: Tool, arguments: tuple[str, ...]) -> None:
    check("link", wa_link("link", "--json", *arguments).out)


@IN_PROCESS
@given(CELLS, CELLS)
@example("-", "")
def test_any_text_gives_lines_that_follow_the_schemas(
    wa_link: Tool, number: str, text: str
) -> None:
    for command, more in (("link", ("-t", text)), ("inspect", ())):
        run = wa_link(command, "--json", *more, "--region", "SA", "--", number.replace("\0", ""))
        for line in run.out.splitlines():
            check(command, line)


@IN_PROCESS
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_sheet_gives_rows_that_follow_the_schemas(rows: list[tuple[str, str]]) -> None:
    sheet = "".join(f"{json.dumps({'phone': a, 'wa': b}, ensure_ascii=False)}\n" for a, b in rows)
    for options in ({}, {"reject_notes": ["repairs"]}):
        output, rejects = io.BytesIO(), io.BytesIO()
        source = io.BytesIO(sheet.encode())
        convert(source, output, rejects=rejects, to="jsonl", region="SA", text="{wa|x}", **options)  # type: ignore[arg-type]
        whole = io.BytesIO()
        convert(io.BytesIO(sheet.encode()), whole, to="jsonl", region="SA", text="{wa|x}")
        for name, file in (("batch", output), ("batch", whole), ("rejects", rejects)):
            for line in file.getvalue().decode().splitlines():
                check(name, line)


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--rejects", "r.jsonl", "--multiple", "split"),
        ("--qr-dir", "codes", "--reject-notes", "several_numbers"),
        ("--dry-run", "--text", "[name]"),
        ("--no-header", "--exit-zero", "--number", "+447911123456"),
        ("--username-column", "name"),
        ("--region-column", "name"),
    ],
)
def test_rows_and_summary(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(SHEET, "utf-8")
    given = ("a.csv", "--to", "jsonl", "-o", "o.jsonl", "-q", "--summary", "json", *options)
    region = () if "--username-column" in options else ("--region", "SA")
    run = wa_link("batch", *given, *region, "--summary-file", "s.json")
    summary = check("summary", run.err)
    assert summary == json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert summary["exit_code"] == run.code
    counted = [
        check(name, line)
        for name, file in (("batch", "o.jsonl"), ("rejects", "r.jsonl"))
        if (tmp_path / file).exists()
        for line in (tmp_path / file).read_text("utf-8").splitlines()
    ]
    assert len(counted) == (0 if "--dry-run" in options else summary["rows"])


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--rows", "3")])
def test_summary_of_labels(wa_link: Tool, tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "a.csv").write_text(SHEET, "utf-8")
    sheet, pdf, rejects = (str(tmp_path / name) for name in ("a.csv", "a.pdf", "r.jsonl"))
    given = (sheet, "-o", pdf, "--rejects", rejects, "--stock", "L7160", "-q")
    run = wa_link("labels", *given, "--summary", "json", *options)
    summary = check("summary", run.err.splitlines()[-1])
    assert summary["exit_code"] == run.code == 3
    assert (summary["output"] is None) == (not (tmp_path / "a.pdf").exists())


def test_findings(wa_link: Tool, tmp_path: Path) -> None:
    for place, row in enumerate(ROWS.values()):
        (tmp_path / f"{place}.html").write_text(f'<a href="{row.link}">', "utf-8")
    (tmp_path / "a.bin").write_bytes(b"\0\1\2" * 100)
    (tmp_path / ".git").mkdir()
    (tmp_path / "broken.docx").write_bytes(b"PK\3\4 no zip")
    run = wa_link("check", str(tmp_path), "--output-format", "json", "--region", "GB")
    found = check("check", run.out)
    assert found["summary"]["findings"] == len(found["findings"]) > 20
    assert found["summary"]["skipped"]


RIGHT: dict[str, list[dict[str, Any]]] = {
    "link": [
        {
            "input": "1", "line": None, "link": "https://wa.me/447911123456",
            "phone": "+447911123456",
            "username": None, "region": "GB", "line_type": "mobile", "text": "",
            "notes": [{"code": "plus_assumed", "message": "A."}],
        },
        {"input": "1", "line": 1, "reason": "invalid", "message": "A."},
    ],
    "inspect": [
        {
            "input": "1", "line": 1, "description": "a", "phone": None, "international": None,
            "region": None,
            "line_type": None, "text": "", "link": None, "notes": [],
            "problems": [
                {"code": "WA101", "name": "plus-sign", "severity": "error", "message": "A."}
            ],
            "reason": "invalid", "message": "A.",
        }
    ],
    "check": [
        {
            "version": 1,
            "findings": [
                {
                    "path": "a", "line": 1, "column": 1, "end_line": 1, "end_column": 2,
                    "part": None, "code": "WA101", "name": "plus-sign", "severity": "error",
                    "message": "A.", "link": "x", "fix": None,
                }
            ],
            "errors": [{"path": "a", "message": "b"}],
            "summary": {
                "files": 1, "files_with_findings": 1, "findings": 1, "fixable": 0, "fixed": 0,
                "right_links": 0, "skipped": {"binary": 1},
            },
        }
    ],
    "batch": [
        {
            "phone": "1", "wa_link": "https://wa.me/447911123456", "wa_phone": "+44 7911 123456",
            "wa_status": "repaired", "wa_reason": "check_link plus_assumed", "wa_note": "A.",
        },
        {
            "phone": "1", "wa_link": "", "wa_phone": "", "wa_status": "rejected",
            "wa_reason": "plus_assumed", "wa_note": "A.", "wa_qr": "",
        },
    ],
    "rejects": [{"phone": "1", "wa_line": "2", "wa_reason": "invalid", "wa_note": "A."}],
    "summary": [
        {
            "command": "batch", "wa_link_version": "1", "exit_code": 3, "seconds": 0.1,
            "dry_run": False, "rows": 1, "accepted": 0, "repaired": 0, "rejected": 1,
            "reasons": {"invalid": 1}, "notes": {"check_link": 1}, "blank_lines": 0,
            "input": {
                "path": "-", "format": "delimited", "encoding": "utf-8", "delimiter": ",",
                "worksheet": None, "header_row": 1, "columns": ["a"],
                "phone_columns": [{"number": 1, "name": "a"}], "label_columns": [],
                "region_column": None, "links_column": None, "username_column": None,
                "remarks": ["A."],
            },
            "region": "GB", "number": "+447911123456", "output": "-", "rejects": None,
            "codes": {"count": 0, "folder": "codes", "format": "png"},
            "labels": {"count": 1, "pages": 1}, "remarks": [], "formula": None,
        }
    ],
}  # fmt: skip
# Keys that a record may lack.
OPTIONAL = {"phone", "wa_qr"}


def mutations(value: Any) -> Iterator[Any]:  # noqa: ANN401  (JSON)
    """Yield records that differ from a right one in one place."""
    if isinstance(value, dict):
        is_map = value.keys() <= {"invalid", "check_link", "binary"}
        if "wa_note" not in value:
            yield value | {"surplus": "x"}
        for key, each in value.items():
            if not is_map and key not in OPTIONAL:
                yield {name: other for name, other in value.items() if name != key}
            for wrong in mutations(each):
                yield value | {key: wrong}
    elif isinstance(value, list):
        yield {}
        for place, each in enumerate(value):
            for wrong in mutations(each):
                yield [*value[:place], wrong, *value[place + 1 :]]
    else:
        yield ["wrong"]


@EACH_SCHEMA
def test_a_schema_refuses_each_wrong_record(name: str) -> None:
    for right in RIGHT[name]:
        VALIDATORS[name].validate(right)
        wrong = [*mutations(copy.deepcopy(right))]
        assert len(wrong) > 5
        assert [each for each in wrong if VALIDATORS[name].is_valid(each)] == []


@pytest.mark.parametrize(
    ("name", "place", "change"),
    [
        ("link", 0, {"phone": "447911123456"}),
        ("link", 0, {"link": ""}),
        ("link", 0, {"line_type": "cell"}),
        ("link", 0, {"reason": "invalid"}),
        ("link", 1, {"reason": "wrong"}),
        ("inspect", 0, {"reason": None}),
        ("inspect", 0, {"link": "https://wa.me/447911123456"}),
        ("inspect", 0, {"reason": None, "message": None}),
        ("check", 0, {"version": 2}),
        ("batch", 0, {"wa_status": "accepted"}),
        ("batch", 0, {"wa_status": "rejected"}),
        ("batch", 0, {"wa_reason": "check_link"}),
        ("batch", 0, {"wa_reason": "plus_assumed  check_link"}),
        ("batch", 0, {"wa_link": ""}),
        ("batch", 0, {"phone": 1}),
        ("batch", 1, {"wa_link": "https://wa.me/447911123456"}),
        ("batch", 1, {"wa_reason": ""}),
        ("batch", 1, {"wa_note": ""}),
        ("rejects", 0, {"wa_line": "0"}),
        ("rejects", 0, {"wa_reason": ""}),
        ("summary", 0, {"rows": -1}),
        ("summary", 0, {"reasons": {"wrong": 1}}),
        ("summary", 0, {"notes": {"invalid": 1}}),
        ("summary", 0, {"exit_code": 2}),
        ("summary", 0, {"region": "gb"}),
        ("summary", 0, {"region": ""}),
    ],
)
def test_a_schema_refuses_a_wrong_value(name: str, place: int, change: dict[str, object]) -> None:
    assert not VALIDATORS[name].is_valid(RIGHT[name][place] | change)
