"""The command `wa-link business send-sheet`: its question, its report and its exit codes."""

from __future__ import annotations

import os
import re
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_faults import LOST_AFTER
from tests.cli.business.conftest import LINE, SHEET
from tests.conftest import posix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]

NEW = "The ledger l.jsonl is new.\n"
COLUMNS = 'Numbers are read from column 2, "phone".\n'
PLAN = "2 messages to send, 0 sent before, 3 rows without a message.\n"
FIRST = "The first goes to +44 7911 123456.\n"
REASONS = """\
Row 3 (line 4) is rejected (no_opt_in): NO
Row 4 (line 5) is rejected (no_region): REGION
Row 5 (line 6) is rejected (duplicate): TWICE
"""
COUNTS = """\
5 rows: 2 accepted, 0 repaired, 3 rejected, in 0.0 s.
Rejected: 1 no_opt_in, 1 no_region, 1 duplicate.
To see what to do, run wa-link explain no_opt_in
"""


def shorten(reasons: str) -> str:
    return re.sub(r"\): .*$", "): …", reasons, flags=re.MULTILINE)


def test_messages_are_sent_with_yes(send: Tool, meta: FakeMeta) -> None:
    run = send("--yes")
    assert (run.code, run.out) == (3, "")
    assert run.err == (
        f"{COLUMNS}{NEW}{PLAN}{FIRST}{shorten(REASONS)}{COUNTS}2 messages sent, 0 sent before.\n"
    )
    assert [each[1] for each in meta.effects] == ["447911123456", "966501234567"]
    again = send("--yes")
    assert (again.code, meta.count("sent")) == (3, 2)
    assert again.err == (f"{COLUMNS}{shorten(REASONS)}{COUNTS}0 messages sent, 2 sent before.\n")


def test_rejected_rows_are_printed_only_if_no_file_has_them(send: Tool, tmp_path: Path) -> None:
    assert send("--yes", "-q").err == shorten(REASONS)
    quiet = send("--yes", "-q", "-o", "out.csv")
    assert (quiet.code, quiet.out, quiet.err) == (3, "", "")
    header, first, *_ = (tmp_path / "out.csv").read_text().splitlines()
    assert header == "name,phone,news,wa_phone,wa_message_id,wa_status,wa_reason,wa_note"
    assert "wamid." in first
    assert "Row 3" not in send("--yes", "--rejects", "r.csv").err
    assert (tmp_path / "r.csv").read_text().count("no_opt_in") == 1
    assert send("--yes", "-o", "-", "-q").out.startswith(header)


def test_a_dry_run_sends_nothing_and_writes_nothing(
    send: Tool, meta: FakeMeta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WA_LINK_TOKEN")
    run = send("--dry-run", "-o", "out.csv")
    assert (run.code, run.err, meta.requests) == (3, COLUMNS, [])
    assert run.out.startswith(f"{NEW}2 messages would be sent, 0 sent before.\n5 rows: 2 accepted")
    assert [each.name for each in tmp_path.iterdir()] == ["contacts.csv"]
    assert send("--dry-run", "-q").err == ""


@pytest.mark.parametrize("more", [[], ["-q"], ["-o", "out.csv"]])
def test_without_a_terminal_yes_is_needed(
    send: Tool, meta: FakeMeta, tmp_path: Path, more: list[str]
) -> None:
    run = send(*more)
    assert (run.code, run.out, meta.requests) == (2, "", [])
    assert "--yes" in run.err
    assert "--dry-run" in run.err
    assert [each.name for each in tmp_path.iterdir()] == ["contacts.csv"]


WRONG = [
    pytest.param(["--opt-in-column", "x"], "--opt-in-column: There is no column", id="column"),
    pytest.param(["--template", ""], "--template", id="no template"),
    pytest.param(["--language", ""], "--language", id="no language"),
    pytest.param(["--parameter", "{x}"], "--parameter", id="no such field"),
    pytest.param(["--parameter", r"{name}\nb"], r'1, "{name}\nb", has a line break', id="lines"),
    pytest.param(["--max", "0"], "--max: write a whole number from 1 up", id="no message"),
    pytest.param(["--ledger", "contacts.csv"], "is the sheet", id="ledger over the sheet"),
    pytest.param(["--ledger", "-"], "--ledger must be a file", id="ledger on a pipe"),
    pytest.param(["--rejects", "contacts.csv"], "is the sheet", id="rejects over the sheet"),
    pytest.param(["-o", "a.csv", "--rejects", "a.csv"], "two different files", id="one file"),
    pytest.param(["-o", "a.vcf"], ".vcf", id="address book"),
    pytest.param(["--region", "XX"], "--region: ", id="region"),
    pytest.param(["--reject-notes", "x"], "--reject-notes", id="note"),
    pytest.param(["--phone-id", ""], "--phone-id", id="no ID"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_command_line_sends_nothing(
    send: Tool, meta: FakeMeta, tmp_path: Path, arguments: list[str], message: str
) -> None:
    run = send("--yes", *arguments)
    assert (run.code, run.out, meta.requests) == (2, "", [])
    assert message in run.err
    assert run.err.startswith("Error: ")
    assert (tmp_path / "contacts.csv").read_text() == SHEET


def test_a_lost_answer_rejects_its_row(send: Tool, meta: FakeMeta) -> None:
    meta.fail_next(LOST_AFTER)
    run = send("--yes")
    assert "is rejected (delivery_unknown)" in run.err
    assert run.err.endswith("1 message sent, 0 sent before, 1 may have been sent.\n")
    assert "--resend-unknown" not in send("--yes", "--resend-unknown").err
    assert meta.count("sent") == 3


@posix("terminals")
@pytest.mark.parametrize(
    ("answer", "code", "count", "says"),
    [
        pytest.param("y\n", 3, 2, "2 messages sent", id="yes"),
        pytest.param("n\n", 1, 0, "Nothing was sent.", id="no"),
        pytest.param("\n", 1, 0, "Nothing was sent.", id="no answer"),
        pytest.param("\x04", 1, 0, "Nothing was sent.", id="end of the input"),
        pytest.param("\x03", 130, 0, "Interrupted after 0 messages", id="Ctrl+C"),
    ],
)
def test_the_question_is_answered_in_a_terminal(
    meta: FakeMeta, tmp_path: Path, answer: str, code: int, count: int, says: str
) -> None:
    import pty  # noqa: PLC0415  (Windows has none)

    (tmp_path / "contacts.csv").write_text(SHEET)
    arguments = ["business", *LINE.split(), "--base-url", meta.url]
    environment = {**os.environ, **meta.environment}
    child, terminal = pty.fork()
    if not child:
        os.chdir(tmp_path)
        os.execve(sys.executable, [sys.executable, "-m", "wa_link", *arguments], environment)  # noqa: S606
    shown, is_answered = "", False
    while True:
        try:
            part = os.read(terminal, 1000).decode()
        except OSError:  # Linux: the other end is closed
            break
        shown += part
        if not part:
            break
        if "[y/N]" in shown and not is_answered:
            is_answered = True
            time.sleep(0.2)  # Python can miss Ctrl+C in the moment before it reads
            os.write(terminal, answer.encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert (os.waitstatus_to_exitcode(status), meta.count("sent")) == (code, count)
    assert (tmp_path / "l.jsonl").exists() == bool(count)
    assert says in shown
    question = (
        "Send 2 messages from the template spring_offer (en_US), from the number with the ID "
        "106540352242922? Meta may charge for each. [y/N]: "
    )
    assert question in shown
