"""Tests of `wa-link explain`: each example is run, and gets its code; each way out is followed."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PIL import Image

from tests.business.fake_faults import LOST_AFTER, meta_error
from tests.business.fake_meta import FakeMeta
from tests.business.fake_rules import template
from tests.conftest import absent, program
from wa_link.cli.exit_code_texts import EXIT_CODES, ExitCode
from wa_link.errors import Note, NoteCode, Reason, RecordError
from wa_link.links.rules import Rule
from wa_link.qr import readback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Run

    Tool = Callable[..., Run]

CODES: list[Reason | NoteCode] = [*Reason, *NoteCode]
# The code depends on the fonts of the system.
FONTS = {"missing_glyph", "emoji_left_out", "other_font"}
TOOL = f"{shlex.quote(sys.executable)} -m wa_link"
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the example is for a POSIX shell")


def write_workbook(folder: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["phone"])
    sheet.append([501234567])
    sheet["A2"].number_format = '"+966 "0'
    made.save(folder / "contacts.xlsx")


def write_logo(folder: Path) -> None:
    Image.new("RGB", (40, 40), "navy").save(folder / "logo.png")


def copy_chinese_font(folder: Path) -> None:
    command = [program("fc-list", "fontconfig"), ":charset=6c99", "file"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^(.*\.[to]tf): *$", listed, re.MULTILINE)
    if not found:
        absent("No font file has Chinese letters (Debian package fonts-droid-fallback)")
    shutil.copy(found[1], folder / "mine.ttf")


# Files that an example describes in a sentence, or names.
PREPARED: dict[str, Callable[[Path], object]] = {
    "1": lambda folder: (folder / "contacts.csv").write_bytes(
        b"phone,name\n+447911123456,Ren\xe9\n"
    ),
    "qr_too_long": lambda folder: (folder / "ad.txt").write_text("a" * 3000),
    "qr_too_large": lambda folder: (folder / "ad.txt").write_text("a" * 900),
    "typesetting_failed": lambda folder: (folder / "contacts.csv").write_text(
        f"phone,title\n+447911123456,{'क' + '्क' * 249}\n"
    ),
    "number_format": write_workbook,
    "qr_unreadable": write_logo,
    "other_font": copy_chinese_font,
    "text_too_long": lambda folder: (folder / "ad.txt").write_text("a" * 150),
}


def refuse_number(meta: FakeMeta, _: Callable[[], object]) -> None:
    meta.refusals["447911123456"] = meta_error(131026, "Message undeliverable")


def delete_links(meta: FakeMeta, run: Callable[[], object]) -> None:
    run()
    meta.links.clear()


# What happens on the server before an example, if the example needs a server. The second argument
# runs the example once.
SERVERS: dict[str, Callable[[FakeMeta, Callable[[], object]], None]] = {
    "not_delivered": refuse_number,
    "delivery_unknown": lambda meta, _: meta.fail_next(LOST_AFTER),
    "no_short_link": lambda meta, _: meta.fail_next(None, meta_error(100, "Invalid parameter")),
    "new_short_link": delete_links,
}


@pytest.fixture
def meta(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMeta]:
    """Return a server with the template of the examples, for a test that asks for it by name."""
    with FakeMeta() as server:
        server.templates.append(template("hi", "en", "Hi!"))
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return a list that receives the code and the message of each error and note."""
    found: list[tuple[str, str]] = []
    make_error, make_note = RecordError.__init__, Note.__init__

    def note_error(self: RecordError, reason: Reason, message: str) -> None:
        found.append((str(reason), message))
        make_error(self, reason, message)

    def note_note(self: Note, code: NoteCode, message: str) -> None:
        found.append((str(code), message))
        make_note(self, code, message)

    monkeypatch.setattr(RecordError, "__init__", note_error)
    monkeypatch.setattr(Note, "__init__", note_note)
    return found


def run_example(
    wa_link: Tool, text: str, file: list[str], meta: FakeMeta | None = None
) -> tuple[Run, list[str]]:
    """Write the file of an example, run its command, and return the result and its arguments."""
    *lines, command = text.split("\n")
    lines = [line for line in lines if not line.endswith(".")]
    arguments = shlex.split(command)[1:]
    if "$(" in command:
        (octal,) = re.findall(r"\$\(printf '(.*)'\)", command)
        bytes_ = octal.encode("latin-1").decode("unicode_escape").encode("latin-1")
        arguments[-1] = bytes_.decode("utf-8", "surrogateescape")
    if meta:
        arguments += ["--base-url", meta.url]
    for name in arguments[:4]:
        if name.startswith("contacts.") and not Path(name).exists():
            Path(name).write_text("\n".join([*(lines or file), ""]), "utf-8")
    if arguments[0] == "link":
        arguments.append("--json")
    return wa_link(*arguments), arguments


def codes_in(run: Run, command: str, made: list[tuple[str, str]]) -> set[str]:
    """Return the codes of a run, as a script reads them; `qr` prints only messages."""
    if command == "link":
        (record,) = map(json.loads, run.out.splitlines())
        return {record["reason"]} if "reason" in record else {n["code"] for n in record["notes"]}
    said = run.out + run.err
    if command == "qr":
        return {code for code, message in made if message in said}
    return {code for code in (*Reason, *NoteCode) if re.search(rf"(?<![\w.]){code}(?!\w)", said)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("code", CODES)
def test_an_example_gets_its_code(
    wa_link: Tool, code: Reason | NoteCode, folder: Path, made: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    if code in PREPARED and code != NoteCode.OTHER_FONT:
        PREPARED[code](folder)
    if code == Reason.QR_UNREADABLE:  # the checks before drawing find all known causes
        monkeypatch.setattr(readback, "read_codes", lambda *_, **__: [])
    meta: FakeMeta | None = request.getfixturevalue("meta") if code in SERVERS else None
    if meta:
        SERVERS[code](meta, lambda: run_example(wa_link, code.example, [], meta))
    run, (command, *_) = run_example(wa_link, code.example, [], meta)
    assert run.code == (3 if isinstance(code, Reason) else 0), run.err
    expected = FONTS if code in FONTS else {code.value}
    assert codes_in(run, command, made) & expected, run.out + run.err


@pytest.mark.parametrize("code", [code for code in CODES if code.solution])
def test_a_way_out_leads_out(
    wa_link: Tool, code: Reason | NoteCode, folder: Path, made: list[tuple[str, str]],
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    if code in (NoteCode.OTHER_FONT, Reason.QR_TOO_LARGE):
        PREPARED[code](folder)
    meta: FakeMeta | None = request.getfixturevalue("meta") if code in SERVERS else None
    if meta:
        SERVERS[code](meta, lambda: None)
        assert run_example(wa_link, code.example, [], meta)[0].code == 3
        (folder / "contacts.csv").unlink()
    *file, _ = code.example.split("\n")
    file = [line for line in file if not line.endswith(".")]
    run, (command, *_) = run_example(wa_link, code.solution, file, meta)
    assert run.code == 0, run.err
    # Each row of a cell that is split has the note, and so has each link to a username.
    allowed = {Reason.INVALID_USERNAME: "username_link", NoteCode.SEVERAL_NUMBERS: code.value}
    assert codes_in(run, command, made) <= {allowed.get(code)}


@pytest.mark.parametrize("code", CODES)
def test_an_example_of_a_code_is_short(code: Reason | NoteCode) -> None:
    for text in (code.example, code.solution):
        assert text.count("\n") <= 5
        assert all(len(line) <= 138 for line in text.split("\n"))
    assert code.example.split("\n")[-1].startswith("wa-link ")


def as_link(example: str) -> str:
    return example if example.startswith("<") else f'<a href="{example}">Chat</a>'


@pytest.mark.parametrize("rule", Rule)
def test_an_example_of_a_rule_breaks_it(wa_link: Tool, rule: Rule, folder: Path) -> None:
    page = folder / "page.html"
    page.write_text(as_link(rule.wrong), "utf-8")
    assert f": {rule} {rule.label}: " in wa_link("check", str(page)).out
    assert bool(rule.way_out) != bool(rule.right)
    if rule.right:
        page.write_text(as_link(rule.right), "utf-8")
        assert wa_link("check", str(page)).code == 0


@pytest.mark.parametrize("code", EXIT_CODES[:4], ids=lambda code: str(code.code))
def test_an_example_ends_with_its_exit_code(wa_link: Tool, code: ExitCode, folder: Path) -> None:
    if prepare := PREPARED.get(str(code.code)):
        prepare(folder)
    *file, _ = code.example.split("\n")
    assert run_example(wa_link, code.example, [])[0].code == code.code
    if code.solution:
        assert run_example(wa_link, code.solution, file)[0].code == 0


@needs_shell
def test_a_pipe_that_is_closed_early_ends_with_141(folder: Path) -> None:
    (code,) = (each for each in EXIT_CODES if each.code == 141)
    (folder / "contacts.csv").write_text("phone\n" + "+447911123456\n" * 50_000)
    for text, expected in ((code.example, 141), (code.solution, 0)):
        command = text.replace("wa-link", TOOL)
        script = f"set -o pipefail; {command}"
        done = subprocess.run(
            [program("bash", "bash"), "-c", script], cwd=folder, capture_output=True, check=False
        )
        assert done.returncode == expected, done.stderr


@needs_shell
@pytest.mark.parametrize("code", [each for each in EXIT_CODES if each.example.endswith(".")],
                         ids=lambda code: str(code.code))  # fmt: skip
def test_a_signal_ends_with_its_exit_code(code: ExitCode) -> None:
    assert code.code - 128 in {signal.SIGHUP, signal.SIGINT, signal.SIGTERM}
    command = [*shlex.split(TOOL), "batch", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"phone\n+447911123456\n" * 9000)
        process.stdin.flush()
        process.stderr.readline()  # the run has begun
        process.send_signal(code.code - 128)
        process.communicate()
    assert process.returncode == code.code


def test_all_exit_codes_have_texts() -> None:
    codes = [each.code for each in EXIT_CODES]
    assert codes == [0, 1, 2, 3, 129, 130, 141, 143]
    for each in EXIT_CODES:
        for sentence in (each.meaning, each.way_out):
            assert re.fullmatch(r"[A-Z].*\.", sentence)
