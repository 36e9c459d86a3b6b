"""Values that complete a command line, and lines as each shell writes and reads them."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import click
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import program
from wa_link.check.selection import find_rules
from wa_link.cli import commands
from wa_link.cli.shell_completion import answer
from wa_link.cli.shell_completion.line import split_words
from wa_link.cli.shell_completion.shells import _quote_for_bash
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
    top = click.Context(commands)
    names = {
        parameter.name
        for name in commands.list_commands(top)
        if (command := commands.get_command(top, name))
        for parameter in command.params
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


# A line of bash up to the cursor, the part of it that bash replaces, and the answer.
BASH = [
    pytest.param("wa-link link -r sau", "sau", r"Saudi\ Arabia", id="space"),
    pytest.param("wa-link link --region=sau", "sau", r"Saudi\ Arabia", id="after ="),
    pytest.param('wa-link link -r "Saudi A', "Saudi A", "Saudi Arabia", id="open quote"),
    pytest.param(r"wa-link link -r Saudi\ A", r"Saudi\ A", r"Saudi\ Arabia", id="backslash"),
    pytest.param('X=1 wa-link link -r="sau', "sau", "", id="= after a short option"),
    pytest.param("X=1 wa-link link -r sau", "sau", r"Saudi\ Arabia", id="assignment"),
    pytest.param("wa-link batch c.csv --text-column '#x:", "#x:", "#x:y", id="open '"),
    pytest.param(r"wa-link batch c.csv --text-column \#x:", "", "y", id="after :"),
    pytest.param(r"wa-link batch c.csv --text-column \#X:", "", "", id="other case before :"),
    pytest.param("wa-link batch c.csv --text-column a", "a", r"a\"b\'c\!", id="quotes"),
    pytest.param('wa-link batch c.csv --text-column "a', "a", 'a\\"b\'c"\\!""', id="! in quotes"),
    pytest.param("wa-link batch c.csv --text-column 'a", "a", "a\"b'\\''c!", id="' in '"),
    pytest.param("wa-link batch c.csv --text-column Pré", "Pré", "Prénom", id="not ASCII"),
    pytest.param('wa-link batch c.csv -t "Hi {N', "Hi {N", "Hi {Name}", id="template"),
]


@pytest.mark.parametrize(("line", "replaced", "right"), BASH)
def test_bash(
    complete: object,  # makes the sheet
    wa_link: Tool,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    replaced: str,
    right: str,
) -> None:
    assert complete
    monkeypatch.setenv("_WA_LINK_COMPLETE", "bash")
    run = wa_link(line, " --dry-run", replaced)
    assert (run.out, run.err) == (f"plain\n{right}\n" if right else "plain\n", "")


@pytest.mark.parametrize("line", ["wa-link batch c.csv > l", "wa-link batch c.csv 2>>l"])
def test_bash_completes_files_after_a_redirection(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("_WA_LINK_COMPLETE", "bash")
    assert wa_link(line, "", "l").out == "file\n"


@pytest.mark.parametrize(("kind", "shows"), [("9", True), ("63", True), ("37", False)])
def test_bash_shows_descriptions_only_in_lists(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, kind: str, *, shows: bool
) -> None:
    for name, value in {"_WA_LINK_COMPLETE": "bash", "COMP_TYPE": kind, "COLUMNS": "60"}.items():
        monkeypatch.setenv(name, value)
    shown = [
        "link    Print the WhatsApp link of a phone number.",
        "labels  Print labels or posters with QR codes from a sheet…",
    ]
    assert wa_link("wa-link l", "", "l").out.splitlines() == [
        "plain",
        *(shown if shows else ["link", "labels"]),
    ]


LETTERS = st.characters(exclude_categories=("Cc", "Cs"))


def type_in_bash(value: str, quote: str) -> str:
    """Return a value as bash completes it after an open quote, and then closes the quote."""
    typed = quote + _quote_for_bash(value, quote)
    return typed if len(typed) > 1 and typed.endswith(quote) else typed + quote


@given(st.text(LETTERS), st.sampled_from(["", "'", '"']))
def test_values_for_bash_are_read_unchanged(value: str, quote: str) -> None:
    typed = type_in_bash(value, quote)
    assert [word.value for word in split_words(typed)] == [value]


@given(st.lists(st.text(LETTERS), max_size=5), st.sampled_from(["", "'", '"']))
def test_bash_reads_the_values_unchanged(texts: list[str], quote: str) -> None:
    typed = [type_in_bash(each, quote) for each in texts]
    script = f"printf '%s\\0' {' '.join(typed)}"
    run = subprocess.run(
        [program("bash", "bash"), "-c", script], capture_output=True, check=True, cwd="/"
    )
    written = [each for each in typed if each]
    assert run.stdout.decode() == "".join(
        f"{text}\0" for text, each in zip(texts, typed, strict=True) if each
    ) + "\0" * (not written)


POWERSHELL = [
    pytest.param("3\nbatch\nc.csv\n--text-column\nPh", "'Phone Number'\tPhone Number", id="space"),
    pytest.param("3\nbatch\nc.csv\n--text-column\na", "'a\"b''c!'\ta\"b'c!", id="quote"),
    pytest.param("2\nlink\n--region\nSau", "'Saudi Arabia'\tSaudi Arabia\tSA", id="description"),
    pytest.param("2\nlink\n--via\napi", "api\tapi\tapi", id="simple"),
    pytest.param("1\nbatch\n", "", id="files"),
]


@pytest.mark.parametrize(("words", "right"), POWERSHELL)
def test_powershell(
    complete: object, wa_link: Tool, monkeypatch: pytest.MonkeyPatch, words: str, right: str
) -> None:
    assert complete
    monkeypatch.setenv("_WA_LINK_COMPLETE", "powershell")
    monkeypatch.setenv("_WA_LINK_WORDS", words)
    out = wa_link().out
    assert out.startswith(right)
    assert out.count("\n") == bool(right)


def test_an_unknown_shell_gets_no_answer(wa_link: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_WA_LINK_COMPLETE", "tcsh")
    run = wa_link("0", "")
    assert (run.code, run.out, run.err) == (0, "", "")
