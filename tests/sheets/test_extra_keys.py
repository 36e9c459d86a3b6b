"""Objects of JSON Lines with more keys than the first one, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from wa_link.errors import NoteCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

LINES = """\
{"phone":"+49 170 1234567","name":"A"}
{"phone":"+49 170 1234568","name":"B","city":"Bonn"}
{"phone":"12","name":"C","city":"Köln","tags":["x"]}
{"phone":"+49 170 1234569","name":"D"}
"""
NOTE = 'The key "city" has no column and is left out: write .jsonl to keep it.'
REASON_AND_NOTE = 'The keys "city", "tags" have no column and are left out: write .jsonl to keep th'


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("in.jsonl")
    path.write_text(LINES, encoding="utf-8")
    return path


def objects(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def table(path: Path) -> list[list[str]]:
    if path.suffix == ".xlsx":
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        return [list(map(str, row)) for row in rows]
    delimiter = "\t" if path.suffix == ".tsv" else ","
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")), delimiter=delimiter))


def test_json_lines_keep_them_without_a_note(wa_link: Callable[..., Run], sheet: Path) -> None:
    run = wa_link("batch", str(sheet), "-o", "out.jsonl")
    assert run.code == 3
    assert NoteCode.KEY_LEFT_OUT not in run.err
    found = objects(Path("out.jsonl"))
    assert [(row["wa_status"], row.get("city"), row.get("tags")) for row in found] == [
        ("accepted", None, None),
        ("accepted", "Bonn", None),
        ("rejected", "Köln", '["x"]'),
        ("accepted", None, None),
    ]
    assert found[1]["wa_note"] == ""


@pytest.mark.parametrize("name", ["out.csv", "out.tsv", "out.xlsx"])
def test_a_format_with_a_header_leaves_them_out_and_says_so(
    wa_link: Callable[..., Run], sheet: Path, name: str
) -> None:
    assert wa_link("batch", str(sheet), "-o", name).code == 3
    header, *rows = table(Path(name))
    assert header[:2] == ["phone", "name"]
    assert {len(row) for row in rows} == {len(header)}
    status, reason, note = (header.index(column) for column in header[-3:])
    assert [(row[status], row[reason]) for row in rows] == [
        ("accepted", ""),
        ("accepted", "key_left_out"),
        ("rejected", "no_region"),
        ("accepted", ""),
    ]
    assert rows[1][note] == NOTE
    assert REASON_AND_NOTE in rows[2][note]


@pytest.mark.parametrize("output", ["out.csv", "out.jsonl"])
@pytest.mark.parametrize("rejects", ["rejects.csv", "rejects.jsonl"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rejects_keep_them_or_name_them(
    wa_link: Callable[..., Run], sheet: Path, output: str, rejects: str, jobs: str
) -> None:
    wa_link("batch", str(sheet), "-o", output, "--rejects", rejects, "--jobs", jobs)
    if rejects.endswith("jsonl"):
        [row] = objects(Path(rejects))
        assert (row["city"], row["tags"]) == ("Köln", '["x"]')
        assert "left out" not in row["wa_note"]
    else:
        assert REASON_AND_NOTE in table(Path(rejects))[1][-1]
    assert ("key_left_out" in Path(output).read_text(encoding="utf-8")) == output.endswith("csv")


def test_rejects_of_labels_keep_them_too(wa_link: Callable[..., Run], sheet: Path) -> None:
    for rejects in ("r.jsonl", "r.csv"):
        run = wa_link("labels", str(sheet), "--stock", "L7160", "-o", "l.pdf", "--rejects", rejects)
        assert run.code == 3
    assert objects(Path("r.jsonl"))[0]["city"] == "Köln"
    assert REASON_AND_NOTE in table(Path("r.csv"))[1][-1]


@pytest.mark.parametrize(("output", "count"), [("out.csv", 1), ("out.jsonl", 0), ("out.xlsx", 1)])
def test_a_dry_run_notes_what_the_run_would(
    wa_link: Callable[..., Run], sheet: Path, output: str, count: int
) -> None:
    run = wa_link("batch", str(sheet), "-o", output, "--dry-run")
    assert run.out.count("Noted: 1 key_left_out") == count
    assert not Path(output).exists()


def test_kept_keys_can_be_read_again(wa_link: Callable[..., Run], sheet: Path) -> None:
    wa_link("batch", str(sheet), "-o", "out.jsonl")
    wa_link("batch", "out.jsonl", "-o", "again.jsonl")
    assert objects(Path("again.jsonl")) == objects(Path("out.jsonl"))


def test_very_many_keys_make_a_short_note(wa_link: Callable[..., Run]) -> None:
    more = {f"key {i}": "x" for i in range(3_000)}
    lines = "\n".join(map(json.dumps, ({"phone": "+491701234567"}, {"phone": "12", **more})))
    run = wa_link("batch", "-", "--to", "csv", stdin=lines.encode())
    assert "and 2,990 more have no column" in run.out
    assert len(run.out) < 2_000


def test_json_lines_come_out_as_they_came_in(wa_link: Callable[..., Run]) -> None:
    lines = '{"phone": "+491701234567"}\n{"phone": "+491701234568", "note": "kept"}\n'
    run = wa_link("batch", "-", "-q", stdin=lines.encode())
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert [row.get("note") for row in rows] == [None, "kept"]
    assert all("key_left_out" not in row["wa_reason"] for row in rows)
