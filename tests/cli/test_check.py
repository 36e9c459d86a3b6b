from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.check.documents import docx_of
from tests.check.sarif import check_sarif
from tests.conftest import posix, program
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

PLUS, NATIONAL, RIGHT = (
    '<a href="https://wa.me/+447911123456">',
    '<a href="https://wa.me/07911123456">',
    '<a href="https://wa.me/447911123456?text=Hi%20there">',
)


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site with two wrong links and two right links, and work in its folder."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.html").write_text(f"{RIGHT}\n  {PLUS}\n")
    (folder / "b.md").write_text(f"{NATIONAL} {RIGHT}\n")
    (folder / "c.dat").write_bytes(b"\0")
    return folder


def places(run: Run) -> list[str]:
    return re.findall(r"^(\S+: WA\d+)", with_slashes(run.out), re.MULTILINE)


def with_slashes(text: str) -> str:
    """Return a text with the paths of POSIX."""
    return text.replace(os.sep, "/")


def test_findings_and_the_summary(wa_link: Tool) -> None:
    run = wa_link("check", "site", "--exclude", "*.dat")
    lines = with_slashes(run.out).splitlines()
    assert lines[0].startswith("site/a.html:2:12: WA101 plus-sign: ")
    assert lines[0].endswith(" [fix]")
    assert lines[1].startswith("site/b.md:1:10: WA102 national-number: ")
    assert "--region" in lines[1]
    assert len(lines) == 2
    assert (run.code, run.err) == (
        3,
        (
            "2 findings in 2 of 2 files; 2 links are right. 1 can be fixed with --fix.\n"
            "To see what to do, run wa-link explain WA101\n"
        ),
    )


def test_clean_files_give_0(wa_link: Tool, site: Path) -> None:
    (site / "d.md").write_text(RIGHT)
    run = wa_link("check", "site/d.md")
    assert (run.code, run.out) == (0, "")
    assert run.err == "No findings in 1 file; 1 link is right.\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["site", "--exit-zero"], 0),
        (["site", "--diff", "--exit-zero"], 0),
        (["site", "--fix"], 3),
        (["site", "--fix", "--region", "GB"], 0),
        (["site", "--diff"], 3),
        (["site", "--diff", "--region", "Germany"], 3),
        (["site", "--select", "WA2"], 0),
        (["site", "--select", "WA1", "--ignore", "WA101,WA102"], 0),
        (["site", "--ignore", "WA101", "--ignore", "national-number"], 0),
        (["site", "--select", "WA101"], 3),
        (["site", "--exclude", "site"], 0),
        (["site/c.dat"], 0),
        (["nowhere"], 2),
        (["site", "--fix", "--diff"], 2),
        (["site", "--diff", "--to", "json"], 2),
        (["-", "site"], 2),
        (["-", "--fix", "--to", "sarif"], 2),
        (["site", "--select", "WA9"], 2),
        (["site", "--select", "WA101", "--ignore", "WA1"], 3),
        (["site", "--select", "WA1", "--ignore", "WA1"], 2),
        (["site", "--select", ""], 2),
        (["site", "--region", "Nowhere"], 2),
        (["site", "--to", "xml"], 2),
        ([], 2),
        ([""], 2),
        (["a\0b"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(wa_link: Tool, arguments: list[str], code: int) -> None:
    run = wa_link("check", "--quiet", *arguments)
    assert run.code == code, run.err
    assert bool(run.err) == (code == 2)


@pytest.mark.parametrize("format_", ["text", "json", "github", "sarif"])
def test_every_format_names_the_same_places(wa_link: Tool, format_: str) -> None:
    run = wa_link("check", "site", "--output-format", format_, "-q")
    assert (run.code, run.err) == (3, "")
    if format_ == "text":
        assert places(run) == ["site/a.html:2:12: WA101", "site/b.md:1:10: WA102"]
    elif format_ == "github":
        assert re.findall(r"file=(.*?),line=(\d+),.*?col=(\d+)", with_slashes(run.out)) == [
            ("site/a.html", "2", "12"),
            ("site/b.md", "1", "10"),
        ]
    elif format_ == "json":
        found = json.loads(run.out)["findings"]
        assert [
            (with_slashes(each["path"]), each["line"], each["column"], each["code"])
            for each in found
        ] == [
            ("site/a.html", 2, 12, "WA101"),
            ("site/b.md", 1, 10, "WA102"),
        ]
    else:
        log = json.loads(run.out)
        check_sarif(log)
        assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["WA101", "WA102"]


def test_fix_writes_the_files(wa_link: Tool, site: Path) -> None:
    run = wa_link("check", "site", "--fix", "--region", "GB")
    assert (run.code, run.out) == (0, "")
    assert run.err.startswith(
        "Fixed 2 findings in 2 files. No findings in 2 files; 4 links are right.\n"
    )
    assert (site / "a.html").read_text() == f"{RIGHT}\n  {PLUS.replace('+', '')}\n"
    assert (site / "b.md").read_text() == f"{NATIONAL.replace('/0', '/44')} {RIGHT}\n"


def test_the_region_can_be_in_the_environment(
    wa_link: Tool, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WA_LINK_REGION", "GB")
    assert wa_link("check", "site", "--fix", "-q").code == 0
    assert "/447911123456" in (site / "b.md").read_text()


@pytest.mark.parametrize("name", ["site", ".", "./site/../site", "{folder}"])
def test_a_diff_can_be_applied(wa_link: Tool, site: Path, name: str) -> None:
    (site / "a.html").write_bytes(b"\xef\xbb\xbf" + (site / "a.html").read_bytes())
    before = {path.name: path.read_bytes() for path in site.iterdir()}
    run = wa_link("check", name.format(folder=site), "--diff", "--region", "GB")
    assert {path.name: path.read_bytes() for path in site.iterdir()} == before
    assert run.code == 3
    assert "2 are fixed by the diff." in run.err
    git = program("git", "git")
    subprocess.run([git, "apply", "-p0"], input=run.raw, check=True, capture_output=True)
    assert wa_link("check", "site", "--region", "GB").code == 0


def test_a_diff_without_fixes_is_empty(wa_link: Tool) -> None:
    run = wa_link("check", "site/b.md", "--diff", "-q")
    assert (run.code, run.out) == (3, "")


def test_stdin_is_checked(wa_link: Tool) -> None:
    run = wa_link("check", "-", stdin=f"x\n{PLUS}".encode())
    assert (run.code, places(run)) == (3, ["stdin:2:10: WA101"])


@pytest.mark.parametrize(
    ("text", "fixed", "code"),
    [
        (f"é\r\n{PLUS}".encode(), f"é\r\n{PLUS.replace('+', '')}".encode(), 0),
        (f"é {PLUS}".encode("cp1252"), f"é {PLUS.replace('+', '')}".encode("cp1252"), 0),
        (PLUS.encode("utf-16"), PLUS.replace("+", "").encode("utf-16"), 0),
        (NATIONAL.encode(), NATIONAL.encode(), 3),
        (b"\0\1\2\3 binary", b"\0\1\2\3 binary", 0),
        (b"", b"", 0),
    ],
    ids=["UTF-8", "cp1252", "UTF-16", "no fix", "binary", "empty"],
)
def test_stdin_is_fixed_to_stdout(wa_link: Tool, text: bytes, fixed: bytes, code: int) -> None:
    run = wa_link("check", "-", "--fix", stdin=text)
    assert (run.raw, run.code) == (fixed, code)
    assert ("WA102" in run.err) == (code == 3)


def test_a_long_stdin_is_refused(wa_link: Tool) -> None:
    run = wa_link("check", "-", stdin=b"x" * 20_000_001)
    assert (run.code, run.out) == (1, "")
    assert "more than 20 MB" in run.err


def test_an_unreadable_file_gives_1_and_the_rest_goes_on(
    wa_link: Tool, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: str, flags: int, *more: int) -> int:
        if str(path).endswith("a.html"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    run = wa_link("check", str(site), "--exit-zero")
    assert run.code == 1
    assert f"Error: {site / 'a.html'} can't be read: Permission denied.\n" in run.err
    assert "1 path could not be checked or fixed." in run.err
    assert places(run) == [f"{site.as_posix()}/b.md:1:10: WA102"]


def test_a_file_that_cannot_be_written_gives_1(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    run = wa_link("check", "site", "--fix")
    assert run.code == 1
    assert "Error: site/a.html can't be fixed: No space left on device." in with_slashes(run.err)
    assert places(run) == ["site/a.html:2:12: WA101", "site/b.md:1:10: WA102"]


MAIL = "Content-Type: text/html\n\n"
RTF = r"{\rtf1 https://wa.me/+447911123456?text=Caf\'e9}"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.eml", MAIL + PLUS, "was not fixed: a change would break the signature"),
        ("a.rtf", RTF, "was not fixed: a link has escapes"),
        ("a.rtf", f"{RTF} {PLUS}", "was not fixed completely: a link has escapes"),
        (
            "a.docx",
            docx_of(f"<w:p><w:r><w:t>{PLUS[9:-2]}</w:t></w:r></w:p>"),
            "was not fixed: wa-link can't change docu",
        ),
        ("read-only", PLUS, "was not fixed: it is read-only"),
        ("hard-link", PLUS, "was not fixed: it has several hard links"),
        ("a.eml", MAIL + NATIONAL, ""),
        ("a.html", PLUS, ""),
    ],
)
def test_a_file_that_is_only_reported_says_why(
    wa_link: Tool, tmp_path: Path, option: str, name: str, content: str | bytes, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if name == "read-only":
        path.chmod(0o444)
    elif name == "hard-link":
        os.link(path, tmp_path / "other")
    assert "Note:" not in wa_link("check", name).err
    run = wa_link("check", name, option)
    notes = [line for line in run.err.splitlines() if line.startswith("Note:")]
    assert [note.startswith(f'Note: "{name}" {why}') for note in notes] == [True] * bool(why)
    assert run.code == (3 if why or name == "a.eml" or option == "--diff" else 0)


def test_a_named_symbolic_link_gets_a_note(wa_link: Tool, site: Path) -> None:
    (site / "link.md").symlink_to("b.md")
    run = wa_link("check", "site/link.md", "--fix", "--region", "GB")
    assert run.code == 0
    assert run.err.startswith('Note: "site/link.md" is a symbolic link, which is not followed')
    assert NATIONAL in (site / "b.md").read_text()


def test_skipped_files_are_counted(wa_link: Tool, site: Path) -> None:
    (site / ".git").mkdir()
    (site / "data.csv").write_bytes(b"a,b\n" * 5_000_001)
    (site / "link.md").symlink_to("b.md")
    (site / "d.bin").write_bytes(b"\0")
    run = wa_link("check", "site")
    assert run.err.splitlines()[-2].startswith("Skipped: 1 .git folder, ")
    assert "1 symbolic link" in run.err
    assert "1 text file above 20 MB" in run.err


def test_git_ignores_count(wa_link: Tool, site: Path) -> None:
    (site / ".gitignore").write_text("*.html\n")
    assert places(wa_link("check", "site")) == ["site/b.md:1:10: WA102"]


@pytest.mark.parametrize("name", ["-a.html", "-my page.html", "--x.html"])
def test_a_file_that_begins_with_a_dash_has_a_way_out(wa_link: Tool, site: Path, name: str) -> None:
    (site.parent / name).write_text(PLUS)
    run = wa_link("check", name)
    assert run.code == 2
    way_out = re.search(r"as options do: write (.*)\.\n", run.err)
    assert way_out
    assert wa_link("check", *shlex.split(way_out[1])).code == 3


@posix("names with a line feed")
def test_names_with_commands_for_the_terminal_are_escaped(wa_link: Tool, site: Path) -> None:
    (site / "\x1b[31m\n.md").write_text(PLUS)
    run = wa_link("check", "site", "--select", "WA101")
    assert "\x1b" not in run.out + run.err
    assert r"site/\x1b[31m\n.md:1:10: WA101" in run.out


@posix("signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_an_interrupted_run_leaves_whole_files(wa_link: Tool, tmp_path: Path, name: str) -> None:
    """Interrupt the program while it fixes many files; each one is then fixed or unchanged."""
    folder = tmp_path / "many"
    folder.mkdir()
    wrong = f"{PLUS}\n" * 20
    for number in range(200):
        (folder / f"{number:03}.html").write_text(wrong)
    command = [sys.executable, "-m", "wa_link", "check", str(folder), "--fix"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
        while (folder / "001.html").read_text() == wrong:
            time.sleep(0.01)
            assert process.poll() is None
        process.send_signal(signal.Signals[name])
        _, said = process.communicate(timeout=30)
    assert process.returncode == (130 if name == "SIGINT" else -signal.SIGKILL)
    assert (b"Each file is either fixed or unchanged." in said) == (name == "SIGINT")
    states = [path.read_text() for path in sorted(folder.glob("*.html"))]
    assert len(states) == 200
    assert set(states) == {wrong, wrong.replace("+", "")}
    for left in folder.glob(".*.part"):  # of the killed run
        os.utime(left, (1, 1))
    assert wa_link("check", str(folder), "--fix", "-q").code == 0
    assert {path.read_text() for path in folder.iterdir()} == {wrong.replace("+", "")}


@pytest.mark.parametrize("rule", Rule)
def test_the_example_of_a_rule_is_found(wa_link: Tool, rule: Rule) -> None:
    run = wa_link("check", "-", "--region", "GB", stdin=f'<a href="{rule.wrong}">'.encode())
    assert rule.value in run.out


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule.right])
def test_the_example_of_a_rule_is_fixed(wa_link: Tool, rule: Rule) -> None:
    page = f'<a href="{rule.wrong}">'
    run = wa_link("check", "-", "--region", "GB", "--fix", stdin=page.encode())
    assert run.out == page.replace(rule.wrong, rule.right)
