"""Values that complete a command line, and the command `wa-link completion`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import click
import openpyxl
import pytest

from wa_link.check.selection import find_rules
from wa_link.cli import commands
from wa_link.cli.command_tree import walk_commands
from wa_link.cli.shell_completion import answer
from wa_link.cli.shell_completion.shells import SHELLS
from wa_link.cli.shell_completion.values import VALUES
from wa_link.errors import NoteCode, Reason
from wa_link.phone.regions import region_option
from wa_link.printing.cards.designs import load_built_in
from wa_link.printing.cards.languages import parse_language
from wa_link.printing.stock_list import find_stock
from wa_link.qr.render.colours import parse_colour

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

COLUMNS = ["Name", "Phone Number", "Prénom", "$(touch EVIL)", "a\"b'c!", "#x:y"]
CSV = 'Name,Phone Number,Prénom,$(touch EVIL),"a""b\'c!",#x:y\nSara,+44 7911 123456,a,b,c,d\n'
SYNC, SEND = ("business", "links", "sync"), ("business", "send-sheet")
# Parameters of commands that are not in this version.
LATER = {"config", "reject_notes"}


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never end the process of the tests, and run in no one's environment."""
    monkeypatch.setattr(answer, "_LIMIT_SECONDS", 600)


@pytest.fixture
def complete(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., list[tuple[str, str, str]]]:
    """Return a function that completes the last word: `complete("batch", "--reg")`."""
    (tmp_path / "c.csv").write_text(CSV, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("_WA_LINK_COMPLETE", "zsh")

    def run(*words: str, after: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
        found = wa_link(str(len(words) - 1), *words, *after)
        assert (found.code, found.err) == (0, "")
        items = [line.split("\t") for line in found.out.splitlines()]
        return [(kind, value, help_) for kind, value, help_ in items]

    return run


@pytest.fixture
def values(complete: Callable[..., list[tuple[str, str, str]]]) -> Callable[..., list[str]]:
    """Return a function that returns only the values of `complete`."""
    return lambda *words, **others: [value for _, value, _ in complete(*words, **others)]


def test_commands_have_their_summaries(complete: Callable[..., Any]) -> None:
    assert complete("la") == [
        ("plain", "labels", "Print labels or posters with QR codes from a sheet, as a PDF.")
    ]
    names = [name for _, name, _ in complete("")]
    assert names == commands.list_commands(click.Context(commands))
    assert [name for _, name, _ in complete("help", "")] == names
    assert complete("business", "st") == [
        ("plain", "status", "Show the number, its verified name, quality and limit.")
    ]
    assert complete("business", "--h") == [("plain", "--help", "Show this message and exit.")]


def test_options_have_the_first_sentence_of_their_help(complete: Callable[..., Any]) -> None:
    assert complete("batch", "--text-") == [
        ("plain", "--text-file", "Template of the prefilled text, read from a UTF-8 file"),
        ("plain", "--text-column", "Column with the prefilled text of each row"),
    ]


def test_an_option_is_not_proposed_twice(values: Callable[..., list[str]]) -> None:
    assert "--via" in values("link", "--")
    assert "--via" not in values("link", "--via", "api", "--")
    assert "--phone-column" in values("batch", "--phone-column", "a", "--")


WORDS = [
    pytest.param(["link", "--region", "s"], ["SA", "SB", "SC"], id="region by its letters"),
    pytest.param(["link", "--region", "sau"], ["Saudi Arabia"], id="region by its name"),
    pytest.param(["link", "-r", "Saudi A"], ["Saudi Arabia"], id="name with a space"),
    pytest.param(["link", "--region", "aland"], ["Åland Islands"], id="name without accents"),
    pytest.param(["link", "--region=sau"], ["--region=Saudi Arabia"], id="="),
    pytest.param(["link", "--region", "Congo"], [], id="name of two regions"),
    pytest.param(["link", "--via", "a"], ["api", "app"], id="choice"),
    pytest.param(["check", "--select", "wa101,wa20"], ["wa101,WA201", "wa101,WA202"], id="list"),
    pytest.param(["explain", "too_"], ["too_short", "too_long"], id="reasons"),
    pytest.param(["explain", "too_long", "too_"], ["too_short"], id="code that is given"),
    pytest.param(["labels", "--stock", "l716"], ["L7160", "L7161"], id="stocks"),
    pytest.param(["labels", "--stock", "L656"], [], id="no stock"),
    pytest.param(["labels", "--stock", "J8160"], ["J8160"], id="other name of a stock"),
    pytest.param(["labels", "--show-design", "p"], ["poster"], id="design to show"),
    pytest.param(["labels", "--page", ""], ["a4", "a5", "letter"], id="pages"),
    pytest.param(["labels", "--lang", "pt"], ["pt", "pt-PT"], id="languages"),
    pytest.param(["qr", "--light", "tr"], ["transparent"], id="background"),
    pytest.param(["qr", "--dark", "nav"], ["navajowhite", "navy"], id="colours"),
    pytest.param(["completion", ""], ["bash", "zsh", "fish", "powershell"], id="shells"),
    pytest.param(["batch", "c.csv", "--phone-column", "Ph"], ["Phone Number"], id="column"),
    pytest.param(["batch", "c.csv", "--region-column", "pre"], ["Prénom"], id="column, no accent"),
    pytest.param(["batch", "c.csv", "--text-column", ""], COLUMNS, id="all columns"),
    pytest.param(["batch", "c.csv", "--no-header", "--text-column", ""], list("123456"), id="none"),
    pytest.param(["batch", "c.csv", "-t", "Hi {na"], ["Hi {Name}"], id="variable of a template"),
    pytest.param(["labels", "c.csv", "--copies", "{wa_r"], ["{wa_row}"], id="own variable"),
    pytest.param(["batch", "c.csv", "-t", "{{ {Name} {wa_p"], ["{{ {Name} {wa_phone}"], id="{{"),
    pytest.param(["batch", "c.csv", "-t", "Hi {Name} "], [], id="closed brace"),
    pytest.param(["batch", "c.csv", "-t", "Hi {{Na"], [], id="no variable after {{"),
    pytest.param(["qr", "--title", "Hi {Na"], [], id="qr has no templates"),
    pytest.param(["link", "--text", ""], [], id="text"),
    pytest.param(["nonsense", ""], [], id="unknown command"),
    pytest.param(["batch", "--nonsense", "c.csv", "--via", "we"], ["web"], id="unknown option"),
    pytest.param(["link", "--region", "XX", "--via", "we"], ["web"], id="region that is none"),
    pytest.param(["link", "--", "-"], [], id="after --"),
    pytest.param(["business", "links", "s"], ["sync"], id="command of a group in a group"),
    pytest.param(["help", "business", "li"], ["links"], id="help on a command of a group"),
    pytest.param(["business", "help", "links", "u"], ["update"], id="help in a group"),
    pytest.param(["help", "link", ""], [], id="help on a command is complete"),
    pytest.param(["business", "nonsense", ""], [], id="unknown command of a group"),
    pytest.param([*SYNC, "c.csv", "--key", "Pré"], ["Prénom"], id="key column"),
    pytest.param([*SYNC, "c.csv", "-t", "Hi {Na"], ["Hi {Name}"], id="text of a short link"),
    pytest.param([*SEND, "c.csv", "--opt-in-column", "Pré"], ["Prénom"], id="opt-in column"),
    pytest.param([*SEND, "c.csv", "--parameter", "{Na"], ["{Name}"], id="parameter"),
    pytest.param(["business", "send", "--parameter", "{Na"], [], id="parameter of one message"),
    pytest.param(["business", "send", "-r", "sau"], ["Saudi Arabia"], id="region in a group"),
]


@pytest.mark.parametrize(("words", "right"), WORDS)
def test_values(values: Callable[..., list[str]], words: list[str], right: list[str]) -> None:
    assert values(*words)[: max(1, len(right))] == right


FILES = [
    pytest.param(["batch", ""], "csv tsv txt xlsx xlsm xls ods vcf jsonl", id="sheets"),
    pytest.param(["qr", "--logo", "p"], "png jpg jpeg webp", id="pictures"),
    pytest.param(["qr", "--font", ""], "ttf otf", id="fonts"),
    pytest.param(["qr", "--design", "x"], "typ", id="own designs"),
    pytest.param(["qr", "-o", "x"], "", id="output"),
    pytest.param(["check", "x"], "", id="files to check"),
    pytest.param([*SYNC, ""], "csv tsv txt xlsx xlsm xls ods vcf jsonl", id="sheet of links"),
    pytest.param(["business", "status", "--token-file", "t"], "", id="file of the token"),
]


@pytest.mark.parametrize(("words", "endings"), FILES)
def test_the_shell_completes_files(
    complete: Callable[..., Any], words: list[str], endings: str
) -> None:
    assert complete(*words) == [("file", words[-1], endings)]


def test_the_shell_completes_folders(complete: Callable[..., Any]) -> None:
    assert complete("batch", "--qr-dir", "x") == [("dir", "x", "")]


def test_a_new_user_sees_the_options(values: Callable[..., list[str]]) -> None:
    assert values("link", "")[:2] == ["--username", "--region"]
    assert "--phone-column" in values("batch", "c.csv", "")


def test_the_action_of_config_is_completed(values: Callable[..., list[str]]) -> None:
    assert values("config", "") == values("config", "i") == ["init"]


def test_the_sheet_can_come_after_the_cursor(values: Callable[..., list[str]]) -> None:
    assert values("batch", "--phone-column", "Ph", after=("c.csv",)) == ["Phone Number"]


def test_the_home_folder_is_replaced(
    values: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert values("batch", "~/c.csv", "--text-column", "N") == ["Name"]
    assert values("batch", "$HOME/c.csv", "--text-column", "N") == ["Name"]


@pytest.mark.parametrize("delimiter", [r"\t", "tab", None])
def test_columns_with_a_tab(
    values: Callable[..., list[str]], tmp_path: Path, delimiter: str | None
) -> None:
    (tmp_path / "t.tsv").write_text("a b\tphone\n1\t+447911123456\n")
    given = [] if delimiter is None else ["--delimiter", delimiter]
    assert values("batch", "t.tsv", *given, "--phone-column", "") == ["a b", "phone"]


def test_columns_of_links_are_those_of_an_output(
    values: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "links.csv").write_text("name,wa_link,wa_reason\na,https://wa.me/447911123456,\n")
    assert values("labels", "links.csv", "--links-column", "") == ["name", "wa_link"]
    (tmp_path / "short.csv").write_text("name,wa_short_link,wa_reason\na,wa.me/message/A,\n")
    assert values("labels", "short.csv", "--links-column", "") == ["name", "wa_short_link"]


def test_worksheets_and_columns_of_a_workbook(
    values: Callable[..., list[str]], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Phone"])
    book.create_sheet("My shop").append(["Item", "Tel"])
    book.save(tmp_path / "b.xlsx")
    assert values("batch", "b.xlsx", "--sheet", "m") == ["My shop"]
    assert values("batch", "b.xlsx", "--phone-column", "") == ["Name", "Phone"]
    named = values("batch", "b.xlsx", "--sheet", "My shop", "--phone-column", "")
    assert named == ["Item", "Tel"]


def test_names_that_can_not_be_typed_are_left_out(
    values: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "odd.csv").write_text('"a\nb",\x1b[31mred,,ok,ok\n1,2,3,4,5\n')
    assert values("batch", "odd.csv", "--text-column", "") == ["ok"]


def make_sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"name,phone\n" + b"a,+447911123456\n" * 20_000)
        file.truncate(10**11)


def test_only_the_beginning_of_a_sheet_is_read(
    values: Callable[..., list[str]], tmp_path: Path
) -> None:
    make_sparse(tmp_path / "large.csv")
    assert values("batch", "large.csv", "--phone-column", "") == ["name", "phone"]


BAD = {
    "empty": b"",
    "not a workbook": b"PK\x03\x04" + bytes(1000),
    "a large workbook": b"PK\x03\x04" + bytes(3_000_000),
    "binary": bytes(range(256)) * 10,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a long line": b"a" * 1_000_000,
    "an open quote": b'"a' * 100_000,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_sheet_that_can_not_be_read_has_no_values(
    values: Callable[..., list[str]], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad").write_bytes(content)
    assert values("batch", "bad", "--phone-column", "zz") == []
    assert values("batch", "bad", "--sheet", "") == []


@pytest.mark.parametrize("name", ["-", "missing.csv", ".", "a\x00b", "pipe"])
def test_nothing_waits_for_input(
    values: Callable[..., list[str]], tmp_path: Path, name: str
) -> None:
    if name == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("This system has no named pipes")
        os.mkfifo(tmp_path / "pipe")
    assert values("batch", name, "--phone-column", "") == []


def test_an_answer_that_takes_too_long_ends() -> None:
    script = textwrap.dedent("""
        import time
        from wa_link.cli import main
        from wa_link.cli.shell_completion import answer, values
        answer._LIMIT_SECONDS = 0.2
        values.VALUES["region"] = lambda *_: time.sleep(60)
        main(["2", "link", "--region", ""])
    """)
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "_WA_LINK_COMPLETE": "zsh"},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_other_runs_do_not_load_completion() -> None:
    script = (
        "import sys; from wa_link.cli import main; main(['link', '+447911123456']); "
        "sys.exit(any('shell_completion' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_each_table_of_values_belongs_to_a_parameter() -> None:
    names = {
        parameter.name
        for each in walk_commands(click.Context(commands))
        for parameter in each.command.params
    }
    assert VALUES.keys() - names <= LATER


def test_each_proposed_value_is_accepted(
    complete: Callable[..., Any], values: Callable[..., list[str]]
) -> None:
    regions = {code: name for _, code, name in complete("link", "--region", "")}
    beginnings = {name[:3] for name in regions.values() if name[0] in "CSU"}
    names = {name for each in beginnings for name in values("link", "--region", each)}
    assert len(regions) > 240
    assert {"Congo", "Côte d'Ivoire", "United Kingdom"} - names == {"Congo"}
    checks: dict[Callable[[str], object], list[str]] = {
        region_option: [*regions, *names],
        find_stock: [*values("labels", "--stock", ""), *values("labels", "--stock", "C")],
        parse_language: values("qr", "--lang", ""),
        parse_colour: values("qr", "--dark", ""),
        load_built_in: values("labels", "--show-design", ""),
        find_rules: values("check", "--select", ""),
    }
    for check, proposed in checks.items():
        assert len(proposed) > 4
        for value in proposed:
            assert check(value)
    codes = {*values("explain", "")}
    assert {*Reason, *NoteCode} <= codes


INSTALLED = [
    pytest.param(
        "/bin/bash", "bash", 'eval "$(wa-link completion bash)"\' >> ~/.bashrc', id="bash"
    ),
    pytest.param("/usr/bin/zsh", "zsh", 'eval "$(wa-link completion zsh)"\' >> ~/.zshrc', id="zsh"),
    pytest.param("/usr/bin/fish", "fish", "> ~/.config/fish/completions/wa-link.fish", id="fish"),
    pytest.param("/usr/bin/pwsh", "powershell", "| Invoke-Expression'", id="PowerShell"),
]


@pytest.mark.parametrize(("path", "shell", "line"), INSTALLED)
def test_the_line_for_the_shell_of_the_user_is_shown(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, path: str, shell: str, line: str
) -> None:
    monkeypatch.setenv("SHELL", path)
    run = wa_link("completion")
    title, blank, installation = run.out.splitlines()
    assert (run.code, blank) == (0, "")
    assert title == (
        f"To complete wa-link with TAB in {shell}, run this line once, and open a new terminal:"
    )
    assert installation.endswith(line)
    assert installation in wa_link("completion", "--help").out


@pytest.mark.parametrize("path", ["/bin/dash", "/bin/tcsh"])
def test_for_other_shells_a_shell_must_be_named(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("SHELL", path)
    run = wa_link("completion")
    assert (run.code, run.out) == (2, "")
    assert "name it, as in wa-link completion bash" in run.err


def test_scripts_are_ascii_and_name_their_shell(wa_link: Tool) -> None:
    for shell in SHELLS:
        run = wa_link("completion", shell)
        assert (run.code, run.err) == (0, "")
        assert run.out.isascii()
        assert run.out.endswith("\n")
        assert "_WA_LINK_COMPLETE" in run.out
        assert re.search(rf"_WA_LINK_COMPLETE ?= ?'?{shell}\b|COMPLETE={shell}\b", run.out)


@pytest.mark.parametrize("value", ["1", "zsh_source", "bash_complete", "ksh"])
def test_another_value_of_the_variable_is_ignored(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("_WA_LINK_COMPLETE", value)
    assert wa_link("link", "+447911123456").out == "https://wa.me/447911123456\n"
