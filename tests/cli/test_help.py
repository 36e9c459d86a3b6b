"""Ways to ask for help and for the version; and errors, which never show click's usage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from wa_link.cli import commands
from wa_link.cli.command_tree import full_name, walk_commands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

TOP = click.Context(commands, info_name="wa-link", **commands.context_settings)
ALL = {full_name(each): each for each in walk_commands(TOP)}
COMMANDS = [name for name, each in ALL.items() if not isinstance(each.command, click.Group)]
GROUPS = [name for name in ALL if name not in COMMANDS]


@pytest.mark.parametrize("arguments", [
    "help", "-h", "/?", "-help", "help help", "-- --help", "-?", "?", "/h", "h", "/help",
])  # fmt: skip
def test_help_on_all_commands(wa_link: Tool, arguments: str) -> None:
    run = wa_link(*arguments.split())
    assert (run.code, run.err, run.out) == (0, "", wa_link("--help").out)


@pytest.mark.parametrize(
    "form", ["help {}", "-h {}", "--help {}", "{} help", "{} /?", "{} ?", "{} -h", "/? {}"]
)
@pytest.mark.parametrize("command", ALL)
def test_help_on_one_command(wa_link: Tool, form: str, command: str) -> None:
    run = wa_link(*form.format(command).split())
    assert (run.code, run.err, run.out) == (0, "", wa_link(*command.split(), "--help").out)
    assert run.out.startswith(f"Usage: wa-link {command} [OPTIONS]")


@pytest.mark.parametrize("arguments", [
    "help business links sync", "business help links sync", "business links help sync",
    "help business help links help sync", "business -h links sync", "help business links sync -h",
])  # fmt: skip
def test_help_anywhere_before_a_command_of_a_group(wa_link: Tool, arguments: str) -> None:
    run = wa_link(*arguments.split())
    assert (run.code, run.out) == (0, wa_link("business", "links", "sync", "--help").out)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_alone_shows_its_help_on_stderr(wa_link: Tool, group: str) -> None:
    run = wa_link(*group.split())
    assert (run.code, run.out, run.err) == (2, "", wa_link(*group.split(), "--help").out)
    summaries = re.findall(r"^  (\S+) +[A-Z]", run.err.partition("Commands:")[2], re.MULTILINE)
    assert [f"{group} {each}" for each in summaries] == [
        each for each in ALL if each.rpartition(" ")[0] == group
    ]


def test_a_file_named_help_is_read(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "help").write_text("phone\n+447911123456\n")
    assert "https://wa.me/447911123456" in wa_link("batch", "help").out


def test_no_argument_shows_the_help_on_stderr(wa_link: Tool) -> None:
    run = wa_link()
    assert (run.code, run.out, run.err) == (2, "", wa_link("--help").out)


def test_the_version_has_a_short_option(wa_link: Tool) -> None:
    assert wa_link("-V").out == wa_link("--version").out


# All errors of click that a command line can cause.
WRONG = [
    pytest.param("--version=3", "--version takes no value", id="value of a flag, no command"),
    pytest.param("link --copy=3 1", "--copy takes no value", id="value of a flag"),
    pytest.param("link -t", "--text needs a value", id="no value"),
    pytest.param("link --region", "--region needs a value", id="no value at the end"),
    pytest.param(
        "check . --output-format",
        "--output-format needs a value: text, json",
        id="no value of a choice",
    ),
    pytest.param(
        "check . --output-format x", '--output-format: Unknown value "x". Use', id="unknown choice"
    ),
    pytest.param("labels a --start x", "--start: write a whole number", id="no number"),
    pytest.param("batch a --header-row 0", "--header-row: write a whole", id="out of range"),
    pytest.param("qr 1 -o a.png --logo-area x", "--logo-area: write a number", id="no decimal"),
    pytest.param("batch", "Give CONTACTS, as in", id="no argument"),
    pytest.param("check none", '"none" does not exist', id="no file"),
    pytest.param("link --nonsense", "link has no option --nonsense", id="unknown option"),
    pytest.param("link -x", "link has no option -x", id="unknown letter"),
    pytest.param("-x link", "wa-link has no option -x", id="unknown letter, no command"),
    pytest.param("nonsense", '"nonsense" is not a command', id="unknown command"),
    pytest.param("--", "Make WhatsApp", id="two dashes"),
    pytest.param("business -- nonsense", '"nonsense" is not', id="unknown command of a group"),
    pytest.param("business -x", "wa-link business has no option -x", id="option of a group"),
    pytest.param("business status --json=1", "--json takes no value", id="flag in a group"),
    pytest.param("business links sync", "Give SHEET, as in", id="no argument in a group"),
    pytest.param("business links sync - --key a", "Give --state, as in", id="no required option"),
    pytest.param("business send-sheet - --max 0", "--max: write a whole number", id="at most 0"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_no_error_shows_the_usage(wa_link: Tool, arguments: str, message: str) -> None:
    run = wa_link(*arguments.split())
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    if arguments != "--":
        assert run.err.startswith("Error: ")
        assert not any(word in run.err for word in ("Usage:", "Try '", "Invalid value"))


@pytest.mark.parametrize(
    "arguments",
    [
        "link 1 --nonsense",
        "nonsense",
        "-x link 1",
        "explain --nonsense",
        "business nonsense",
        "business -x links",
        "business links nonsense",
        "business links list --nonsense",
    ],
)
def test_an_error_without_a_way_out_names_the_help(wa_link: Tool, arguments: str) -> None:
    _, see = wa_link(*arguments.split()).err.splitlines()
    assert see.startswith("See wa-link ")
    assert wa_link(*see.split()[2:]).code == 0


def test_an_option_of_other_commands_names_them(wa_link: Tool) -> None:
    for name in COMMANDS:
        if " " not in name and not any("--stock" in each.opts for each in ALL[name].command.params):
            run = wa_link(*name.split(), "--stock", "L7160")
            assert run.err.endswith("but labels has it: see wa-link labels --help\n"), run.err
