"""Wrong command lines: each error says what to do."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click
import pytest

from wa_link.cli import commands
from wa_link.cli.command_tree import full_name, walk_commands
from wa_link.cli.mistakes.other_names import OPTIONS
from wa_link.cli.mistakes.unknown_commands import OTHER_NAMES
from wa_link.cli.mistakes.unknown_names import _takes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

WRONG = [
    # The command is missing or wrong.
    pytest.param("links +447911123456", "Did you mean link?", id="command: slip"),
    pytest.param("LINK +447911123456", "Did you mean link?", id="command: case"),
    pytest.param("generate +447911123456", "Did you mean link?", id="command: other word"),
    pytest.param("qrcode +447911123456", "Did you mean qr?", id="command: other word for qr"),
    pytest.param("print a.csv", "Did you mean labels?", id="command: other word for labels"),
    pytest.param("foo", "use link, qr, batch, labels, inspect, check, ",
                 id="command: unknown"),
    pytest.param("+447911123456", "write wa-link link +447911123456\n", id="number, no command"),
    pytest.param(
        '"(0171) 123 4567" -r DE', 'wa-link link "(0171) 123 4567" -r DE', id="national, no command"
    ),
    pytest.param("wa.me/447911123456", "wa-link inspect wa.me/", id="link, no command"),
    pytest.param("sheet.csv", "write wa-link batch sheet.csv\n", id="sheet, no command"),
    pytest.param("--text Hi", "first, then its options: wa-link link --text Hi\n",
                 id="option, no command"),
    # A number, a sheet or an output is missing.
    pytest.param("link", "as in wa-link link +447911123456 --text Hi", id="link, nothing"),
    pytest.param("qr", 'as in wa-link qr "+44 7911 123456"', id="qr, nothing"),
    pytest.param("inspect", "as in wa-link inspect", id="inspect, nothing"),
    pytest.param("batch", "as in wa-link batch contacts.csv", id="batch, nothing"),
    pytest.param("labels sheet.csv --stock L7160", "-o a.pdf", id="labels, no output"),
    pytest.param("labels sheet.csv -o a.pdf", "--stock L7160", id="labels, no stock"),
    # Names of options that other tools use.
    pytest.param("link +447911123456 --message Hi", "Did you mean --text?", id="option: message"),
    pytest.param("link +447911123456 -m Hi", "Did you mean --text?", id="option: -m"),
    pytest.param("link 0501234567 --country SA", "Did you mean --region?", id="option: country"),
    pytest.param("link --phone +447911123456", "without an option before it.", id="option: phone"),
    pytest.param("qr --number +447911123456", "without an option before it.", id="option: number"),
    pytest.param("link +447911123456 -o a.txt", "add > FILE", id="option: output of link"),
    pytest.param("inspect +447911123456 --output a", "add > FILE", id="option: output of inspect"),
    pytest.param("qr +447911123456 --out a.png", "Did you mean --output?", id="option: out"),
    pytest.param("qr +447911123456 -o a.png --color red", "Did you mean --accent or --dark?",
                 id="option: colour"),
    pytest.param("batch sheet.csv --phone tel", "Did you mean --number or --phone-column?",
                 id="option: phone of a sheet"),
    pytest.param("batch sheet.csv --column tel", "Did you mean --phone-column?",
                 id="option: column"),
    pytest.param("batch sheet.csv --format json", "Did you mean --to or --qr-format?",
                 id="option: format"),
    pytest.param("batch sheet.csv --sep ;", "Did you mean --delimiter?", id="option: separator"),
    pytest.param("batch sheet.csv --worksheet a", "Did you mean --sheet?", id="option: worksheet"),
    pytest.param("batch sheet.csv --qr codes", "Did you mean --qr-dir?", id="option: codes"),
    pytest.param("link +447911123456 --txt Hi", "Did you mean", id="option: slip"),
    pytest.param("link -0501234567 -r SA", "begins with a dash", id="number with a dash"),
    pytest.param("qr -447911123456", "begins with a dash", id="number with a dash, qr"),
    # The value of an option is wrong.
    pytest.param("link 050 -r Saudi", "Did you mean SA (Saudi Arabia)",
                 id="region: part of a name"),
    pytest.param("link 050 -r EN", "Did you mean GB (United Kingdom)", id="region: language"),
    pytest.param('link 050 -r ""', "give a value, or leave out", id="region: blank"),
    pytest.param("link +447911123456 --text-file none.txt", "check its name", id="text: no file"),
    pytest.param("link +447911123456 -t a --text-file -", "not both", id="text: two"),
    pytest.param("qr +447911123456 -o a.png --dpi 10", "from 72 to 4800", id="number: range"),
    pytest.param("qr +447911123456 -o a.png --dpi x", "from 72 to 4800", id="number: a word"),
    pytest.param("batch sheet.csv --jobs 0", "a whole number from 1 up", id="number: no most"),
    pytest.param("qr +447911123456 -o a.jpg", "use .png, .svg or .pdf", id="picture: format"),
    pytest.param("qr +447911123456 -o -", "add --to png", id="picture: no format"),
    pytest.param("qr +447911123456 --size 4cm", "add -o FILE", id="picture: no file"),
    pytest.param("qr +447911123456 -o a.png --size 40", "write it as 40mm", id="length: no unit"),
    pytest.param("qr wa.me/message/ABC -t Hi", "leave it out", id="text with a link"),
    pytest.param("qr https://example.com", "check its spelling", id="link of another"),
    pytest.param("batch none.csv", '"none.csv" does not exist', id="sheet: no file"),
    pytest.param("batch sheet.csv --qr-name a", "add --qr-dir DIR", id="codes: no folder"),
    pytest.param("batch sheet.csv --dpi 300 --qr-dir c", "add --size 40mm", id="codes: no size"),
    pytest.param("batch sheet.csv -o a.pdf", "use .csv, .tsv, .jsonl", id="output: format"),
    pytest.param("batch sheet.csv -o a.csv --rejects a.csv", "two different", id="output: same"),
    pytest.param("batch sheet.csv --rejects sheet.csv", "name another file", id="output: sheet"),
    pytest.param("batch sheet.csv --phone-column x", 'The columns are "name", "phone"',
                 id="column: unknown"),
    pytest.param("batch sheet.csv -t {nom}", 'columns are "name", "phone"', id="field: unknown"),
    pytest.param("batch sheet.csv -t {name", "close it with }", id="field: open"),
    pytest.param("batch sheet.csv --number 12", "--region GB", id="number for all: too short"),
    pytest.param("batch sheet.csv --number +447911123456 --unique",
                 "leave out --number or --unique", id="number for all: unique"),
    pytest.param("batch sheet.csv --number +447911123456 --phone-column phone", "use only one",
                 id="number for all: column"),
    pytest.param("batch sheet.csv -t a --text-column name", "use only one", id="text: two, sheet"),
    pytest.param("batch - --text-file -", "save the text in another file",
                 id="text: standard input twice"),
    pytest.param("labels sheet.csv -o a.png --stock L7160", "in .pdf", id="labels: format"),
    pytest.param("labels sheet.csv -o a.pdf --stock L7106", "Did you mean", id="labels: stock"),
    pytest.param("labels sheet.csv -o a.pdf --stock L7160 --page a4", "use only one",
                 id="labels: stock and page"),
    pytest.param("labels sheet.csv -o a.pdf --page a4 --grid 2 --label 9x9mm", "such as 4x6",
                 id="labels: grid"),
    pytest.param("labels sheet.csv -o a.pdf --page a4 --grid 9x9 --label 90x90mm", "Use fewer",
                 id="labels: too large"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "way_out"), WRONG)
def test_the_way_out_is_named(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, way_out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheet.csv").write_text("name,phone\nAnn,+447911123456\n")
    run = wa_link(*shlex.split(arguments), stdin=b"phone\n1\n")
    assert run.code in (1, 2, 3)
    assert run.out == ""
    assert "Error: " in run.err
    assert way_out in run.err
    assert "Traceback" not in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]


def test_proposed_options_and_commands_exist() -> None:
    top = click.Context(commands, info_name="wa-link", **commands.context_settings)
    found = [*walk_commands(top)]
    names = {full_name(each) for each in found}
    for group, table in OTHER_NAMES.items():
        for other, meant in table.items():
            for proposed in meant.split(" or "):
                command = proposed.removesuffix(" --list-stock").removesuffix(" init")
                assert command in {*names, "--version"}
            assert f"{group} {other}".strip() not in names
    options = [
        {flag: option for option in each.command.get_params(each) for flag in option.opts}
        for each in found
    ]
    for other, flags in OPTIONS.items():
        assert all(any(_takes(each, flag) for each in options) for flag in flags), other


@pytest.mark.parametrize("char", ["\x1b[31m", "\u202e", "\x9b"], ids=ascii)
@pytest.mark.parametrize("place", ["{}", "--{} link", "link --{}", "batch - --jobs {}"])
def test_nothing_of_it_acts_on_a_terminal(wa_link: Tool, place: str, char: str) -> None:
    run = wa_link(*place.format(f"a{char}").split(), stdin=b"phone\n")
    assert run.code == 2
    assert not any(part in run.err for part in char if not part.isprintable())
