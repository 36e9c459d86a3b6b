"""Tests of SARIF logs by the schema of the standard, and by a program that applies their fixes."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import fpdf
import pytest
import segno
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.check.broken_links import TEXTS
from tests.check.corpus import Case, read_cases
from tests.check.documents import docx_of
from tests.check.sarif import apply_fixes, check_sarif
from wa_link import fix_text
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

WRONG = "https://wa.me/+447911123456"
NAMES = {
    "signs": "a b,c:d%.html",
    "other letters": "ü/你好.md",
    "signs of URIs": "x?y#z[1].md",
    "a colon first": "c:d.md",
    "a line break": "a\nb.md",
    "a quote": 'say "hi".md',
    "bytes that are not UTF-8": os.fsdecode(b"\xff.md"),
}
CASES = read_cases()


@pytest.fixture
def run_sarif(
    wa_link: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, Any]]:
    """Return a function that checks paths, validates the log, and returns it."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes = b"") -> dict[str, Any]:
        done = wa_link("check", *arguments, "--output-format", "sarif", stdin=stdin)
        log: dict[str, Any] = json.loads(done.out)
        check_sarif(log)
        return log

    return run


def uris(log: dict[str, Any]) -> list[str]:
    return [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
    ]


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("region", [(), ("--region", "GB")], ids=["no region", "GB"])
def test_the_log_of_each_rule_is_valid(
    run_sarif: Callable[..., dict[str, Any]], tmp_path: Path, rule: Rule, region: tuple[str, ...]
) -> None:
    (tmp_path / "a.html").write_text(f'<a href="{rule.wrong}">', encoding="utf-8")
    log = run_sarif("a.html", *region)
    assert rule.value in [result["ruleId"] for result in log["runs"][0]["results"]]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("is_absolute", [False, True], ids=["relative", "absolute"])
def test_the_log_of_an_odd_name_is_valid(
    run_sarif: Callable[..., dict[str, Any]], tmp_path: Path, name: str, *, is_absolute: bool
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(WRONG)
    [uri] = uris(run_sarif(str(path) if is_absolute else name))
    assert uri.startswith("file:///") == is_absolute


@pytest.mark.parametrize(
    ("arguments", "stdin", "count"),
    [
        pytest.param(["empty"], b"", 0, id="an empty folder"),
        pytest.param(["right.md"], b"", 0, id="no findings"),
        pytest.param(["-"], WRONG.encode(), 1, id="standard input"),
        pytest.param(["two"], b"", 5, id="two files"),
        pytest.param(["two", "--fix"], b"", 2, id="fixed"),
        pytest.param(["two", "--select", "WA3", "--exit-zero", "-q"], b"", 2, id="selected"),
        pytest.param(["documents"], b"", 4, id="documents"),
        pytest.param(["damaged"], b"", 0, id="damaged files"),
    ],
)  # fmt: skip
def test_the_log_of_each_run_is_valid(
    run_sarif: Callable[..., dict[str, Any]],
    tmp_path: Path,
    arguments: list[str],
    stdin: bytes,
    count: int,
) -> None:
    for name in ("empty", "two", "documents", "damaged"):
        (tmp_path / name).mkdir()
    (tmp_path / "right.md").write_text("https://wa.me/447911123456")
    (tmp_path / "two/a.md").write_text(f"{WRONG}\r\né😀 {WRONG}\n")
    (tmp_path / "two/b.md").write_text("http://wa.me/1XXXXXXXXXX")
    (tmp_path / "two/c.md").write_text("http://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv")
    (tmp_path / "documents/a.docx").write_bytes(
        docx_of(f"<w:p><w:r><w:t>{WRONG}</w:t></w:r></w:p>")
    )
    segno.make(WRONG).save(str(tmp_path / "documents/code.png"), scale=5)
    page = fpdf.FPDF()
    page.add_page()
    page.set_font("helvetica")
    page.cell(text="Chat", link=WRONG)
    page.image(str(tmp_path / "documents/code.png"), w=30)
    page.output(str(tmp_path / "documents/flyer.pdf"))
    (tmp_path / "damaged/a.docx").write_bytes(b"PK\3\4")
    (tmp_path / "damaged/b.pdf").write_bytes(b"%PDF-1.7\n")
    log = run_sarif(*arguments, stdin=stdin)
    assert len(log["runs"][0]["results"]) == count
    [invocation] = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] == (arguments != ["damaged"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, region=st.sampled_from(["", "GB"]))
def test_the_log_of_any_text_is_valid(
    run_sarif: Callable[..., dict[str, Any]], text: str, region: str
) -> None:
    assume(text.isprintable() or not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]", text))
    arguments = ["--region", region] if region else []
    log = run_sarif("-", *arguments, stdin=text.encode())
    assert apply_fixes(log, text) == fix_text(text, region or None)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_programs_that_apply_the_fixes_fix_the_text(
    run_sarif: Callable[..., dict[str, Any]], case: Case
) -> None:
    before = "a\r\nb\rc 😀\n\n\n\n"  # the empty lines part it from a file of settings
    arguments = ["--region", case.region] if case.region else []
    log = run_sarif("-", *arguments, stdin=(before + case.text).encode())
    assert apply_fixes(log, before + case.text) == before + case.fixed
