"""Tests of `--exit-zero`, `--reject-notes`, `--summary` and `--summary-file`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.csv"
    path.write_text("name;phone\nAli;+447911123456\nBo;x\n", "utf-8")
    (tmp_path / "a.html").write_text('<html><a href="https://wa.me/+447911123456">', "utf-8")
    return path


REJECTING = {
    "link": ("link", "x"),
    "qr": ("qr", "x"),
    "batch": ("batch", "a.csv", "-o", "o.csv"),
    "labels": ("labels", "a.csv", "-o", "a.pdf", "--stock", "L7160"),
    "inspect": ("inspect", "x"),
    "check": ("check", "a.html"),
}


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("arguments", REJECTING.values(), ids=REJECTING)
def test_exit_zero_turns_3_into_0(wa_link: Tool, arguments: tuple[str, ...]) -> None:
    assert wa_link(*arguments).code == 3
    assert wa_link(*arguments, "--exit-zero").code == 0


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("batch", "none.csv"), 2, id="usage"),
        pytest.param(("batch", "a.csv", "--phone-column", "x"), 2, id="an option"),
        pytest.param(("batch", "a.csv", "-o", "no/o.csv"), 2, id="a folder"),
        pytest.param(("batch", "a.html"), 1, id="a wrong file"),
        pytest.param(("link", "+447911123456"), 0, id="accepted"),
    ],
)
def test_exit_zero_leaves_other_codes(wa_link: Tool, arguments: tuple[str, ...], code: int) -> None:
    assert wa_link(*arguments, "--exit-zero").code == code


@pytest.mark.parametrize("command", ["link", "qr", "inspect"])
def test_reject_notes_of_one_number(wa_link: Tool, tmp_path: Path, command: str) -> None:
    file = tmp_path / "a.png"
    output = ("-o", str(file)) if command == "qr" else ()
    number = ("00447911123456", "-r", "GB", *output)
    assert wa_link(command, *number).code == 0
    file.unlink(missing_ok=True)
    run = wa_link(command, *number, "--reject-notes", "check_link,repairs")
    assert run.code == 3
    assert "begins with an international prefix" in run.out + run.err
    assert "https://wa.me" not in run.out
    assert not file.exists()
    assert wa_link(command, *number, "--reject-notes", "check_link").code == 0


def test_a_note_on_a_card_is_refused_before_its_file(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    run = wa_link(
        "qr", "+447911123456", "--title", "Hi \U0001faa9", "-o", str(file), "--reject-notes", "all"
    )
    assert (run.code, file.exists()) == (3, False)
    assert run.err.startswith("Error: ")


def test_an_unknown_note_is_wrong_usage(wa_link: Tool) -> None:
    run = wa_link("link", "+447911123456", "--reject-notes", "plus_asumed")
    assert (run.code, run.out) == (2, "")
    assert '"plus_asumed" is not the code of a note. Did you mean plus_assumed?' in run.err


@pytest.mark.usefixtures("sheet")
def test_reject_notes_of_the_number_of_all_rows(wa_link: Tool) -> None:
    number = ("--number", "00447911123456", "-r", "GB")
    run = wa_link("batch", "a.csv", *number, "--reject-notes", "repairs", "-q")
    assert (run.code, run.out, run.err.count("international prefix")) == (2, "", 1)


@pytest.mark.usefixtures("sheet")
def test_the_json_summary_is_the_last_line(wa_link: Tool) -> None:
    run = wa_link("batch", "a.csv", "-o", "o.csv", "--summary", "json", "--exit-zero")
    *before, last = run.err.splitlines()
    assert before == ['The delimiter is ";".', 'Numbers are read from column 2, "phone".']
    record = json.loads(last)
    assert record.pop("seconds") >= 0
    assert record.pop("wa_link_version")
    column = {"number": 2, "name": "phone"}
    assert record == {
        "command": "batch", "exit_code": 0, "dry_run": False,
        "rows": 2, "accepted": 1, "repaired": 0, "rejected": 1,
        "reasons": {"letters": 1}, "notes": {}, "blank_lines": 0,
        "input": {
            "path": "a.csv", "format": "delimited", "encoding": "utf-8", "delimiter": ";",
            "worksheet": None, "header_row": 1, "columns": ["name", "phone"],
            "phone_columns": [column], "label_columns": [], "region_column": None,
            "links_column": None, "username_column": None, "remarks": ['The delimiter is ";".'],
        },
        "region": None, "number": None, "output": "o.csv", "rejects": None, "codes": None,
        "labels": None, "remarks": [], "formula": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("command", "options", "variables", "region"),
    [
        pytest.param("batch", "", {}, None, id="none"),
        pytest.param("batch", "-r Germany", {}, "DE", id="name"),
        pytest.param("batch", "-r +44 --dry-run", {}, "GB", id="calling code, dry run"),
        pytest.param("batch", "-r de --region-column name", {}, "DE", id="region column"),
        pytest.param("batch", "", {"WA_LINK_BATCH__REGION": "sa"}, "SA", id="own default"),
        pytest.param("batch", "-r GB --number 07911123456", {}, "GB", id="one number"),
        pytest.param("labels", "-r GB --links-column name --stock L7160 --dry-run", {}, "GB",
                     id="links"),
        pytest.param("batch", "--username-column name", {}, None, id="usernames"),
        pytest.param("labels", "-r DE --stock L7160 --dry-run", {}, "DE", id="labels"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("sheet")
def test_the_json_summary_names_the_region(
    wa_link: Tool,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    options: str,
    variables: dict[str, str],
    region: str | None,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    run = wa_link(command, "a.csv", *options.split(), "-q", "--summary", "json")
    record = json.loads(run.err)
    assert (record["command"], record["region"]) == (command, region)


def test_quiet_json_is_alone_on_standard_error(wa_link: Tool, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n\nContacts\nphone,name\n+447911123456,=1+1\n", "utf-8")
    options = ("-q", "--summary", "json", "--text", "[name]")
    for dry in ((), ("--dry-run",)):
        run = wa_link("batch", str(path), *options, *dry)
        (line,) = run.err.splitlines()
        record = json.loads(line)
        assert (record["formula"], len(record["remarks"])) == ("=1+1", 1)
        assert record["input"]["header_row"] == 4
        assert bool(run.out) == (not dry)


@pytest.mark.usefixtures("sheet")
def test_codes_are_counted_with_their_folder(wa_link: Tool) -> None:
    run = wa_link("batch", "a.csv", "-q", "--qr-dir", "codes", "--summary", "json")
    assert json.loads(run.err)["codes"] == {"count": 1, "folder": "codes", "format": "png"}


@pytest.mark.usefixtures("sheet")
def test_only_a_run_that_finished_has_a_summary(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text("old")
    options = ("-q", "--summary", "json", "--summary-file", "s.json")
    for wrong in (("a.csv", "--phone-column", "x"), ("a.html",)):
        run = wa_link("batch", *wrong, *options)
        assert run.code in {1, 2}
        assert "{" not in run.err
        assert file.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "a.html", "s.json"}
    run = wa_link("batch", "a.csv", *options)
    assert (run.code, file.read_text("utf-8")) == (3, run.err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        pytest.param(("batch", "a.csv", "-o", "o.csv"), "o.csv", id="batch"),
        pytest.param(("batch", "a.csv", "--dry-run"), None, id="dry run"),
        pytest.param(("labels", "a.csv", "-o", "o.pdf", "--stock", "L7160"), "o.pdf", id="labels"),
    ],
)
def test_a_summary_that_cant_be_written_is_named(
    wa_link: Tool, tmp_path: Path, arguments: tuple[str, ...], output: str | None
) -> None:
    """The other files have their names already, so the run has not simply failed."""
    run = wa_link(*arguments, "-q", "--summary-file", "/dev/full")
    assert run.code == 1
    assert run.err.endswith(
        "Error: The run is complete, but its summary can't be written to /dev/full: No space left "
        "on device. To print the summary, use --summary json.\n"
    )
    assert output is None or (tmp_path / output).stat().st_size > 0


@pytest.mark.usefixtures("sheet")
def test_a_summary_that_cant_be_opened_stops_the_run(wa_link: Tool, tmp_path: Path) -> None:
    (tmp_path / "s.json").touch(0o400)
    run = wa_link("batch", "a.csv", "-q", "-o", "o.csv", "--summary-file", "s.json")
    assert run.code == 1
    assert "The file is read-only" in run.err
    assert "complete" not in run.err
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--summary-file", "a.csv"), '"a.csv" is the sheet and would be overwritten'),
        (("--summary-file", "o.csv", "-o", "o.csv"), "--output and --summary-file name"),
        (("--summary-file", "r.csv", "--rejects", "r.csv"), "--rejects and --summary-file"),
        (("--summary-file", "-"), "--summary-file needs a file: to print the summary, use"),
        (("--summary-file", ""), "The value of --summary-file is empty"),
        (("--summary-file", "no/s.json"), "does not exist"),
        (("--summary-file", "c/a.png", "--qr-dir", "c"), "is in the folder of --qr-dir"),
    ],
)
def test_the_file_of_the_summary_replaces_no_other(
    wa_link: Tool, sheet: Path, options: tuple[str, ...], message: str
) -> None:
    before = sheet.read_bytes()
    run = wa_link("batch", "a.csv", "-q", *options)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert sheet.read_bytes() == before
