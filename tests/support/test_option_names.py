"""Tests that messages write options as in Python, or as on the command line."""

from __future__ import annotations

import ast
import inspect
import io
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import wa_link
from tests.batch.test_convert_rows import conversion_of
from wa_link import (
    CodeFolder,
    LabelSheet,
    OptionError,
    Sheet,
    WaLinkError,
    chat_link,
    convert,
    link_rows,
    parse_phone,
)
from wa_link._support.arguments import option
from wa_link.batch.options import ConvertOptions, LinkOptions
from wa_link.business import Account, send_sheet
from wa_link.business.links_sync.sync_sheet import SyncOptions, sync_links
from wa_link.business.sending.send_options import SendOptions
from wa_link.check.check_options import CheckOptions
from wa_link.check.selection import Selection
from wa_link.cli import commands
from wa_link.cli.command_tree import walk_commands
from wa_link.cli.option_names import OTHER_NAMES, flag_of, name_flags
from wa_link.printing.label_stock import parse_stock
from wa_link.qr.render.style_keywords import Styling
from wa_link.sheets.input_formats import read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(wa_link.__file__).parent
# The texts of codes are for the command line: `wa-link explain` and examples/README.md show them.
CORE = [
    path
    for path in PACKAGE.rglob("*.py")
    if not {"cli", "reasons.py", "notes.py", "rules.py"} & {*path.relative_to(PACKAGE).parts}
]
OPTION = re.compile(r"(?<![\w-])--[a-z]")
# An option of another program.
PIP = re.compile("pip install --force-reinstall")


@pytest.mark.parametrize(
    "path",
    CORE,
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_the_core_has_no_command_line_options_in_its_texts(path: Path) -> None:
    tree = ast.parse(path.read_text())
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
    ]
    assert [text for text in texts if OPTION.search(PIP.sub("", text))] == []


def named_options() -> set[str]:
    """Return the names of the options that messages of the core contain."""
    return {
        node.args[0].value
        for path in CORE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "option"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def options_of_commands() -> set[str]:
    found = walk_commands(click.Context(commands))
    return {flag for ctx in found for each in ctx.command.params for flag in each.opts}


def arguments_in_python() -> set[str]:
    functions = (
        chat_link, convert, parse_phone, read_sheet, LabelSheet, CodeFolder, parse_stock,
        Selection.parse, Account, Account.send, send_sheet, sync_links,
    )  # fmt: skip
    names = {name for each in functions for name in inspect.signature(each).parameters}
    names |= LinkOptions.__annotations__.keys() | ConvertOptions.__annotations__.keys()
    more = (Styling, CheckOptions, SendOptions, SyncOptions)
    return names.union(*(each.__annotations__ for each in more))


@pytest.mark.parametrize("name", sorted(named_options() | OTHER_NAMES.keys()))
def test_every_option_exists_in_python_and_on_the_command_line(name: str) -> None:
    assert name in arguments_in_python()
    assert flag_of(name, None) in options_of_commands()


@pytest.mark.parametrize(
    ("name", "value", "argument", "flag"),
    [
        pytest.param("region", "GB", 'region="GB"', "--region GB", id="a text"),
        pytest.param("phone_columns", None, "phone_columns", "--phone-column", id="no value"),
        pytest.param("header", False, "header=False", "--no-header", id="a flag"),
        pytest.param("copies", 3, "copies=3", "--copies 3", id="a number"),
        pytest.param("dark", "#1a9247", 'dark="#1a9247"', '--dark "#1a9247"', id="a comment"),
        pytest.param(
            "worksheet", "My sheet", 'worksheet="My sheet"', '--sheet "My sheet"', id="a space"
        ),
    ],
)
def test_an_option_is_spelled_for_its_reader(
    name: str, value: object, argument: str, flag: str
) -> None:
    assert option(name, value) == argument
    with name_flags():
        assert option(name, value) == flag
    assert option(name, value) == argument


@pytest.mark.parametrize("value", ["a b", "it's", "$HOME", 'say "hi"', "#fff", "a&b", "`x`", "!!"])
def test_a_value_is_ready_for_a_shell(value: str) -> None:
    assert shlex.split(flag_of("region", value)) == ["--region", value]


def refusal(make: Callable[[], object]) -> str:
    with pytest.raises(WaLinkError) as caught:
        make()
    return str(caught.value)


SHEET = (["name", "x"], [["Ann", "966501234567"]])


@pytest.mark.parametrize(
    ("make", "way_out", "command"),
    [
        pytest.param(
            lambda: chat_link("966501234567"), 'as in region="GB"', "link 966501234567",
            id="no region",
        ),
        pytest.param(
            lambda: parse_phone("966501234567", "DE"),
            'or add assume="national" or assume="international"',
            "link 966501234567 -r DE", id="both ways",
        ),
        pytest.param(
            lambda: parse_phone("5110704341", "SA"),
            'or add assume="national" or assume="international"',
            "link 5110704341 -r SA", id="a slip of the finger",
        ),
        pytest.param(
            lambda: link_rows(Sheet.from_rows(*SHEET)), "name one with phone_columns", "batch -",
            id="no phone column",
        ),
        pytest.param(
            lambda: link_rows(Sheet.from_rows(*SHEET)), "add header=False", "batch -",
            id="no header",
        ),
        pytest.param(
            lambda: link_rows(Sheet.from_rows(*SHEET), phone_columns=["tel"]),
            "phone_columns: There is",
            "batch - --phone-column tel", id="unknown phone column",
        ),
        pytest.param(
            lambda: link_rows(Sheet.from_rows(*SHEET), phone_columns=["x"], region_column="land"),
            "region_column: There is", "batch - --phone-column x --region-column land",
            id="unknown region column",
        ),
        pytest.param(
            lambda: link_rows(Sheet.from_rows(*SHEET), phone_columns=["x"], text_column="t"),
            "text_column: There is", "batch - --phone-column x --text-column t",
            id="unknown text column",
        ),
        pytest.param(
            lambda: chat_link("+447911123456").qr().draw("svg", dark="#25d366"),
            'dark="#1a9247"', "qr +447911123456 -o x.svg --dark #25d366", id="colours",
        ),
        pytest.param(
            lambda: chat_link("+447911123456", text="a" * 2000).qr(error_correction="H"),
            'error_correction="M"', f"qr +447911123456 --error-correction H -t {'a' * 2000}",
            id="too long a link",
        ),
        pytest.param(
            lambda: LabelSheet("L9999"), "use page, grid, label and gap",
            "labels - --number +447911123456 --stock L9999 -o x.pdf", id="unknown stock",
        ),
    ],
)  # fmt: skip
def test_a_message_names_options_as_its_reader_gives_them(
    wa_link: Callable[..., object],
    make: Callable[[], object],
    way_out: str,
    command: str,
) -> None:
    message = refusal(make)
    assert way_out in message
    assert OPTION.search(message) is None
    run = wa_link(*command.split(), stdin=b"name,x\nAnn,966501234567\n")
    assert OPTION.search(run.err), run.err  # type: ignore[attr-defined]
    assert way_out not in run.err  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_notes_name_command_line_options_in_every_process(
    wa_link: Callable[..., object], jobs: str
) -> None:
    """Worker processes also write the options of the command line."""
    rows = b"phone\n" + b"966501234567\n" * 20_000
    run = wa_link("batch", "-", "-q", "--jobs", jobs, stdin=rows)
    assert run.out.count("as in --region GB") == 20_000  # type: ignore[attr-defined]


def test_a_spawned_worker_names_command_line_options() -> None:
    """A spawned worker knows only the values that were pickled for it."""
    sheet = read_sheet(io.BytesIO(b"phone\n966501234567\n"), "sheet.csv")
    (row_range,) = sheet.row_ranges(10)
    with name_flags():
        conversion = conversion_of(sheet)
    assert b"as in --region GB" in conversion()(row_range).output


def test_notes_name_python_arguments_in_the_library() -> None:
    (outcome,) = link_rows(Sheet.from_rows(["phone"], [["966501234567"]]))
    assert 'as in region="GB"' in outcome.output[-1]


def test_an_error_in_the_block_restores_the_spelling() -> None:
    with pytest.raises(OptionError), name_flags():
        raise OptionError
    assert option("region", "GB") == 'region="GB"'
