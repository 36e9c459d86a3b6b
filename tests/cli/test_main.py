from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from wa_link import __version__
from wa_link.links import url_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

TOOL = [sys.executable, "-m", "wa_link"]


@pytest.mark.parametrize("command", [[], ["link"], ["qr"], ["batch"], ["labels"]], ids=" ".join)
def test_help_fits_a_terminal_and_comes_by_both_names(wa_link: Tool, command: list[str]) -> None:
    run = wa_link(*command, "--help")
    assert (run.code, run.err) == (0, "")
    assert wa_link(*command, "-h") == run
    examples = run.out.partition("Examples:\n")[2].splitlines()
    assert all(len(line) <= 80 for line in run.out.splitlines() if line not in examples)


@pytest.mark.parametrize("command", ["link", "qr", "batch", "labels"])
def test_each_command_shows_two_examples_that_name_it(wa_link: Tool, command: str) -> None:
    examples = wa_link(command, "--help").out.partition("Examples:\n")[2].splitlines()
    assert len(examples) == 2
    assert all(line.startswith(f"  wa-link {command} ") for line in examples)


def test_the_help_of_batch_groups_its_options(wa_link: Tool) -> None:
    titles = [
        line for line in wa_link("batch", "-h").out.splitlines() if line and line[0].isupper()
    ]
    assert titles[1:] == ["Input:", "Numbers:", "Text:", "Output:", "Codes:", "Cards:", "Other:",
                          "Examples:"]  # fmt: skip


def test_version(wa_link: Tool) -> None:
    assert wa_link("--version").out == f"wa-link {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["--nonsense"], ["qr", "--nonsense"]], ids=" ".join
)
def test_wrong_usage_names_the_help(wa_link: Tool, arguments: list[str]) -> None:
    run = wa_link(*arguments)
    assert (run.code, run.out) == (2, "")
    assert "--help" in run.err


def contacts(path: Path, rows: int) -> Path:
    path.write_text("phone\n" + "".join(f"+44791112{row % 10_000:04d}\n" for row in range(rows)))
    return path


class TestEnds:
    """Runs that end early, because of a signal or a closed pipe."""

    @posix("signals")
    @pytest.mark.parametrize(
        ("name", "code"),
        [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)],
        ids=["INT", "TERM", "HUP"],
    )
    def test_a_signal_leaves_no_file(self, tmp_path: Path, name: str, code: int) -> None:
        links = tmp_path / "links.csv"
        sheet = contacts(tmp_path / "contacts.csv", 200_000)
        with subprocess.Popen(
            [*TOOL, "batch", str(sheet), "-o", str(links), "-q"], stderr=subprocess.PIPE
        ) as process:
            wait_for(lambda: list(tmp_path.glob(".links.csv.*")))
            process.send_signal(getattr(signal, name))
            _, errors = process.communicate(timeout=30)
        assert process.returncode == code
        assert re.fullmatch(rb"Interrupted after [\d,]+ rows?: nothing is written\.\n", errors)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["contacts.csv"]

    def test_kill_leaves_no_file_under_the_final_name(self, tmp_path: Path) -> None:
        links = tmp_path / "links.csv"
        links.write_text("before")
        sheet = contacts(tmp_path / "contacts.csv", 200_000)
        with subprocess.Popen([*TOOL, "batch", str(sheet), "-o", str(links), "-q"]) as process:
            wait_for(lambda: list(tmp_path.glob(".links.csv.*")))
            process.kill()
        assert links.read_text() == "before"

    @pytest.mark.parametrize("to", ["csv", "jsonl", "xlsx"])
    def test_a_closed_pipe_ends_the_run_quietly(self, tmp_path: Path, to: str) -> None:
        sheet = contacts(tmp_path / "contacts.csv", 20_000)
        command = [*TOOL, "batch", str(sheet), "-q", "--to", to]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert len(process.stdout.read(10)) == 10
            process.stdout.close()
            errors = process.stderr.read()
        assert (process.returncode, errors) == (141, b"")

    def test_a_full_disk_is_reported(self, tmp_path: Path) -> None:
        if not Path("/dev/full").exists():
            pytest.skip("/dev/full is a device of Linux")
        sheet = contacts(tmp_path / "contacts.csv", 10)
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*TOOL, "batch", str(sheet), "-q"], stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert done.returncode == 1
        assert b"No space left on device" in done.stderr
        assert b"Traceback" not in done.stderr

    def test_an_unwritable_place_is_reported(self, wa_link: Tool, tmp_path: Path) -> None:
        sheet = contacts(tmp_path / "contacts.csv", 3)
        run = wa_link("batch", str(sheet), "-o", str(tmp_path))
        assert run.code == 2
        assert str(tmp_path) in run.err


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("arguments", "unloaded"),
    [
        pytest.param(["--help"], ["phonenumbers", "qrcode", "PIL"], id="help"),
        pytest.param(["--version"], ["phonenumbers", "qrcode", "PIL"], id="version"),
        pytest.param(["link", "--help"], ["phonenumbers", "qrcode", "PIL"], id="help of link"),
        pytest.param(
            ["link", "+447911123456", "-t", "Hi"],
            ["qrcode", "PIL", "ipaddress", "wa_link.links.link_forms", "wa_link.cli.link_sharing",
             "wa_link.cli.own_defaults.config_layers"],
            id="link",
        ),
        pytest.param(["batch", "{sheet}"], ["qrcode", "PIL"], id="batch"),
        pytest.param(["business", "status"], ["phonenumbers", "httpx"], id="no token"),
        pytest.param(
            ["link", "0501234567", "-r", "SA"], ["phonenumbers.geodata"], id="link with a region"
        ),
        pytest.param(
            ["link", "1", "-r", "Saudi"], ["phonenumbers.geodata"], id="near regions by name"
        ),
    ],
)  # fmt: skip
def test_a_command_loads_only_what_it_needs(
    tmp_path: Path, arguments: list[str], unloaded: list[str]
) -> None:
    sheet = contacts(tmp_path / "contacts.csv", 3)
    code = (
        "import sys\nfrom wa_link.cli import main\n"
        f"main({[argument.format(sheet=sheet) for argument in arguments]!r})\n"
        f"print('loaded:', [name for name in {unloaded!r} if name in sys.modules])"
    )
    # The sizes of the tests are variables that begin like those of options.
    env = {name: value for name, value in os.environ.items() if not name.startswith("WA_LINK_")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "loaded: []"


def test_too_little_memory_is_reported(wa_link: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(url_checks, "check_drawable", fail)
    run = wa_link("qr", "wa.me/message/ABCDEF234567G1")
    assert run.code == 1
    assert run.err == ("Error: There is not enough memory: close other programs, and try again.\n")


def test_python_dash_m_is_the_same_tool() -> None:
    done = subprocess.run([*TOOL, "--version"], capture_output=True, check=True)
    assert done.stdout.decode() == f"wa-link {__version__}\n"


@posix("/bin/sh")
@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        pytest.param(">&-", "link +447911123456", 1, id="stdout of link"),
        pytest.param(">&-", "batch {sheet} -q", 1, id="stdout of batch"),
        pytest.param(">&-", "batch {sheet} -q -o {folder}/links.csv", 0, id="stdout not needed"),
        pytest.param("2>&-", "batch {sheet} -o {folder}/links.csv", 0, id="stderr"),
        pytest.param("<&-", "batch -", 1, id="stdin"),
    ],
)
def test_a_stream_that_is_closed_fails_only_where_it_is_needed(
    tmp_path: Path, closed: str, arguments: str, code: int
) -> None:
    sheet = contacts(tmp_path / "contacts.csv", 3)
    arguments = arguments.format(sheet=sheet, folder=tmp_path)
    command = f"{sys.executable} -m wa_link {arguments} {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert (b"is closed" in done.stderr) is (code == 1)


def test_output_is_utf_8_whatever_the_locale() -> None:
    done = subprocess.run(
        [*TOOL, "link", "٠٥٠١٢٣٤٥٦٧", "-r", "SA", "--json"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert '"input": "٠٥٠١٢٣٤٥٦٧"' in done.stdout.decode()


@posix("/bin/sh")
def test_a_stream_by_its_name_is_appended_to(tmp_path: Path) -> None:
    sheet, log = contacts(tmp_path / "contacts.csv", 1), tmp_path / "log"
    command = (
        f"(echo before; {' '.join(TOOL)} batch {sheet} -q -o /dev/stdout; echo after) >> {log}"
    )
    log.write_text("kept\n")
    subprocess.run(["/bin/sh", "-c", command], check=True)
    lines = log.read_text().splitlines()
    assert (lines[:2], lines[-1], len(lines)) == (["kept", "before"], "after", 5)


def test_unwritable_rejects_leave_the_output_unchanged(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("/dev/full is a device of Linux")
    sheet, links = tmp_path / "contacts.csv", tmp_path / "links.csv"
    sheet.write_text("phone\n12\n")
    links.write_text("before")
    done = subprocess.run(
        [*TOOL, "batch", str(sheet), "-q", "-o", str(links), "--rejects", "/dev/full"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert links.read_text() == "before"


@pytest.mark.parametrize(
    "arguments",
    [
        ["link", "+447911123456", "--text-file", "/nope\x1b[31m\x07"],
        ["batch", "/nope\x1b[31m.csv"],
        ["batch", "{folder}/\x1b[31m.csv"],
        ["link", "\x1b[31m12"],
        ["link", "12", "-r", "\x1b[31m"],
        ["qr", "wa.me/\x1b[31m"],
        ["inspect", "\x1b]0;x\x07"],
    ],
    ids=ascii,
)
def test_nothing_echoed_can_act_on_a_terminal(
    wa_link: Tool, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "\x1b[31m.csv").write_bytes(b"phone\nJos\xe9\n")
    run = wa_link(*(argument.format(folder=tmp_path) for argument in arguments))
    assert run.code != 0
    assert run.out + run.err != ""
    assert not any(char < " " and char != "\n" for char in run.out + run.err)


@pytest.mark.parametrize("command", ["link", "inspect"])
@pytest.mark.parametrize("char", ["\x9b", "\u202e", "\udcff", "\x1b"], ids=ascii)
def test_json_escapes_what_could_act_on_a_terminal(wa_link: Tool, command: str, char: str) -> None:
    run = wa_link(command, f"12{char}é", "--json")
    assert run.code == 3
    assert run.out.rstrip("\n").isprintable()
    assert "é" in run.out
    assert json.loads(run.out)["input"] == f"12{char}é"


@pytest.mark.parametrize(
    "command",
    [
        "qr +447911123456 -o x.png --caption",
        "batch - --delimiter",
        "batch - --phone-column",
        "batch - --qr-dir codes --qr-name",
        "batch - --qr-dir codes --caption",
        "labels - --stock L7160 -o x.pdf --caption",
    ],
)
def test_a_value_that_is_not_utf_8_is_refused_at_once(wa_link: Tool, command: str) -> None:
    """Python decodes bytes of an argument that are not UTF-8 to such characters (PEP 383)."""
    run = wa_link(*command.split(), "a\udcff", stdin=b"phone\n+447911123456\n")
    assert (run.code, run.out) == (2, "")
    assert '"a\\udcff" is not in UTF-8: give the value in UTF-8.' in run.err
