"""`link -` and `inspect -` read numbers from standard input, one a line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import posix
from wa_link.cli import stdin_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

URL = "https://wa.me/447911123456"
OTHER = "https://wa.me/966501234567"
NUMBERS = ["+447911123456", "00966501234567", "0501234567", "Hello", "wa.me/447911123456", "+1"]


@pytest.mark.parametrize(
    ("stdin", "out", "err", "code"),
    [
        pytest.param(b"+447911123456\n+966501234567\n", f"{URL}\n{OTHER}\n", "", 0, id="two"),
        pytest.param(b"+447911123456", f"{URL}\n", "", 0, id="no line break at the end"),
        pytest.param(b"\xef\xbb\xbf+447911123456\r\n", f"{URL}\n", "", 0, id="mark and CRLF"),
        pytest.param(
            "\ufeff+447911123456\r\n+٩٦٦٥٠١٢٣٤٥٦٧\r\n".encode("utf-16-le"),
            f"{URL}\n{OTHER}\n",
            "",
            0,
            id="utf-16 of PowerShell",
        ),
        pytest.param(
            "\ufeff+447911123456\n".encode("utf-16-be"), f"{URL}\n", "", 0, id="utf-16-be"
        ),
        pytest.param(
            "\ufeff+447911123456".encode("utf-16-le")[:-1],
            "",
            'Error: line 1: "+44791112345�" has "�", which can\'t be part of a phone '
            "number: keep only the phone number.\n",
            3,
            id="cut utf-16",
        ),
        pytest.param(b"+447911123456\r+966501234567\r", f"{URL}\n{OTHER}\n", "", 0, id="CR alone"),
        pytest.param(b"\n \t\n  +447911123456  \n\n", f"{URL}\n", "", 0, id="blank lines"),
        pytest.param(
            b"+447911123456\n\nHello\n+966501234567\n",
            f"{URL}\n{OTHER}\n",
            'Error: line 3: "Hello" has letters: keep only the phone number.\n',
            3,
            id="a refused line",
        ),
        pytest.param(
            b"\n00447911123456\n",
            f"{URL}\n",
            'Note: line 2: "00447911123456" begins with an international prefix, so it was read '
            "as +44 7911 123456.\n",
            0,
            id="a note",
        ),
        pytest.param(b"", "", "Note: Standard input has no numbers.\n", 0, id="nothing"),
        pytest.param(b"\r\n\r\n", "", "Note: Standard input has no numbers.\n", 0, id="blank"),
    ],
)
def test_each_line_is_linked(wa_link: Tool, stdin: bytes, out: str, err: str, code: int) -> None:
    run = wa_link("link", "-", stdin=stdin)
    assert (run.code, run.out, run.err) == (code, out, err)


@pytest.mark.parametrize("default", ["cp1252", "ascii", "utf-16"])
@pytest.mark.parametrize("command", ["link", "inspect"])
def test_other_defaults_of_python_do_not_count(command: str, default: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wa_link", command, "-", "--json"],
        input="\ufeff+٤٤٧٩١١١٢٣٤٥٦\r\nJosé\r\n".encode(),
        env={**os.environ, "PYTHONIOENCODING": default, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (3, b"")
    assert (first["input"], first["link"]) == ("+٤٤٧٩١١١٢٣٤٥٦", URL)
    assert (second["input"], second["reason"]) == ("José", "letters")


@pytest.mark.parametrize(
    ("lines", "region", "links", "refused"),
    [
        pytest.param(["+44 791", "6612345", "6612346"], "IS", ["3546612346"],
                     {1: "is too short", 2: '"+44 791 6612345" came as 2 lines: if it is one '
                      "number, put it on one line; if not, correct or remove line 1."},
                     id="second half"),
        pytest.param(["+44", "791", "", "6612345"], "IS", [],
                     {1: "is too short", 2: "is too short", 4: "came as 3 lines: if it is one "
                      "number, put it on one line; if not, correct or remove lines 1, 2."},
                     id="three lines and a blank line"),
        pytest.param(["+49 30 1234567", "89"], None, ["49301234567"],
                     {2: '"+49 30 1234567 89" came as 2 lines: if it is one number, put it on one '
                      "line, and don't use the answer to line 1."}, id="first half is a number"),
        pytest.param(["+44 7911", "123456"], None, [],
                     {1: "is too short", 2: '"+44 7911 123456" came as 2 lines: if it is one '
                      "number, put it on one line."}, id="no half is a number"),
        pytest.param(["Anna", "+44 7911 123456", "Phone 2", "+966501234567"], None,
                     ["447911123456", "966501234567"], {1: "has letters", 3: "has no +"},
                     id="names between numbers"),
        pytest.param(["+44 791", "Anna", "6612345"], "IS", ["3546612345"],
                     {1: "is too short", 2: "has letters"}, id="name after half a number"),
        pytest.param(["Anna: +44 791", "6612345", "Bo: 6612346"], "IS", [],
                     {1: "has letters", 2: '"+44 791 6612345" came as 2 lines: if it is one '
                      "number, put it on one line; if not, correct or remove line 1.",
                      3: "has letters"}, id="half a number after a name"),
        pytest.param(["+44 791", "", "# page 2", "6612345"], "IS", [],
                     {1: "is too short", 3: '"# page 2"', 4: '"+44 791 6612345" came as 2 lines'},
                     id="comment after half a number"),
        pytest.param(["+44 791", "---", "6612345"], "IS", [],
                     {1: "is too short", 2: "---", 3: '"+44 791 6612345" came as 2 lines'},
                     id="rule after half a number"),
        pytest.param(["Shop 44", "6612345", "// no. 12", "6612346"], "IS",
                     ["3546612345", "3546612346"], {1: "has letters", 3: "is too short"},
                     id="name with a number"),
        pytest.param(["12345", "+447911123456"], None, ["447911123456"], {1: "has no +"},
                     id="number after a wrong number"),
        pytest.param(["661234", "6612345", "6612346"], "IS", ["3546612345", "3546612346"],
                     {1: "is too short"}, id="numbers after a short number"),
        pytest.param(["123456", "12345"], None, [], {1: "has no +", 2: "has no +"},
                     id="two numbers without a region"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["link", "inspect"])
def test_an_end_of_a_wrapped_number_is_refused(
    wa_link: Tool,
    command: str,
    lines: list[str],
    region: str | None,
    links: list[str],
    refused: dict[int, str],
) -> None:
    """The end alone can be the number of another person."""
    words = ["--region", region] if region else []
    run = wa_link(command, "-", *words, stdin="\n".join(lines).encode())
    assert run.code == 3
    assert re.findall(r"https://wa\.me/(\d+)$", run.out, re.MULTILINE) == links
    if command == "link":
        said = re.findall(r"^Error: line (\d+): (.*)", run.err, re.MULTILINE)
        assert [int(number) for number, _ in said] == [*refused]
    else:
        said = re.findall(r"^  (refused)  (.*)", run.out, re.MULTILINE)
    for (_, message), part in zip(said, refused.values(), strict=True):
        assert part in message


def test_bytes_that_are_not_utf_8_are_refused(wa_link: Tool) -> None:
    run = wa_link("link", "-", stdin=b"+44 7911\xa0123456\n+447911123456\n")
    assert (run.code, run.out) == (3, f"{URL}\n")
    assert run.err.startswith("Error: line 1: ")


def test_each_line_gives_one_json_object(wa_link: Tool) -> None:
    run = wa_link("link", "-", "--json", stdin=b"+447911123456\n\nHello\n")
    first, second = map(json.loads, run.out.splitlines())
    assert (run.code, run.err) == (3, "")
    assert (first["input"], first["link"]) == ("+447911123456", URL)
    assert (second["input"], second["reason"]) == ("Hello", "letters")


@pytest.mark.parametrize("command", ["link", "inspect"])
def test_json_has_the_number_of_each_line(wa_link: Tool, command: str) -> None:
    """Blank lines have no answer, so the answers can't be counted."""
    run = wa_link(command, "-", "--json", stdin=b"\n+447911123456\n\nHello\n")
    found = [(each["line"], each["input"]) for each in map(json.loads, run.out.splitlines())]
    assert found == [(2, "+447911123456"), (4, "Hello")]
    assert json.loads(wa_link(command, "+447911123456", "--json").out)["line"] is None


def test_options_hold_for_each_line(wa_link: Tool) -> None:
    run = wa_link("link", "-", "-r", "SA", "-t", "Hi", "--qr", stdin=b"0501234567\n+447911123456\n")
    assert run.out == f"{OTHER}?text=Hi\n{URL}?text=Hi\n"
    assert run.err.count("\n") > 30  # two codes


@given(lines=st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_gives_the_same_as_an_argument(wa_link: Tool, lines: list[str]) -> None:
    run = wa_link("link", "-", stdin="\n".join(lines).encode())
    alone = [wa_link("link", line) for line in lines]
    assert run.out == "".join(each.out for each in alone)
    assert run.code == max(each.code for each in alone)


@pytest.mark.parametrize("command", ["link", "inspect"])
def test_a_dash_is_given_alone(wa_link: Tool, command: str) -> None:
    run = wa_link(command, "-", "+447911123456", stdin=b"+966501234567\n")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Error: Give - (standard input) alone, without other numbers")


def test_a_dash_in_a_number_without_quotes_is_recognised(wa_link: Tool) -> None:
    run = wa_link("link", "+44", "7911", "-", "123456", stdin=b"+966501234567\n")
    assert (run.code, run.out) == (3, "")
    assert 'as in wa-link link "+44 7911 - 123456"' in run.err


def test_numbers_and_the_text_cant_both_be_standard_input(wa_link: Tool) -> None:
    run = wa_link("link", "-", "--text-file", "-", stdin=b"+966501234567\n")
    assert (run.code, run.out) == (2, "")
    assert "can't both be standard input" in run.err


def test_a_line_that_is_too_long_is_not_cut(wa_link: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of a long line could be the number of another person."""
    monkeypatch.setattr(stdin_lines, "_MOST_CHARACTERS", 20)
    run = wa_link("link", "-", stdin=b"+447911123456\n" + b" " * 7 + b"+447911123456" + b"7\n")
    assert (run.code, run.out) == (1, f"{URL}\n")
    assert "Line 2 of standard input has more than 20 characters" in run.err


def test_inspect_explains_each_line(wa_link: Tool) -> None:
    run = wa_link("inspect", "-", stdin=b"+447911123456\n\nwa.me/447911123456\nHello\n")
    assert run.code == 3
    assert run.out == wa_link("inspect", "+447911123456", "wa.me/447911123456", "Hello").out


@pytest.mark.parametrize("command", ["link", "inspect"])
def test_an_answer_comes_before_the_next_line(command: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "wa_link", command, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number, answer in (("+447911123456", URL), ("+966501234567", OTHER)):
            process.stdin.write(f"{number}\n")
            process.stdin.flush()
            assert any(answer in line for line in process.stdout)
        process.stdin.close()
    assert process.returncode == 0


@posix("pseudo-terminals")
def test_a_person_at_a_terminal_is_asked_for_numbers() -> None:
    master, terminal = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "wa_link", "link", "-"],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.write(master, b"+447911123456\n\x04")
        out, err = process.communicate(timeout=30)
    os.close(terminal)
    os.close(master)
    assert (process.returncode, out) == (0, f"{URL}\n")
    assert err == "Type numbers, one a line; end with Ctrl-D.\n"
