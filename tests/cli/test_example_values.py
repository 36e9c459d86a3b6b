"""An option without its value gets an example of one, which the option accepts."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click
import pytest

from wa_link.cli import commands
from wa_link.cli.command_tree import full_name, walk_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

TOP = click.Context(commands, info_name="wa-link")
WITH_VALUE = [
    (full_name(context), option)
    for context in walk_commands(TOP)
    for option in context.command.params
    if isinstance(option, click.Option) and not option.is_flag
]


@pytest.mark.parametrize(
    ("command", "option"),
    [
        pytest.param(name, option, id=f"{name} {option.opts[-1]}")
        for name, option in WITH_VALUE
        if not isinstance(option.type, click.Choice)
    ],
)
def test_a_missing_value_has_an_example(wa_link: Tool, command: str, option: click.Option) -> None:
    flag = option.opts[-1]
    run = wa_link(*command.split(), flag)
    start = f"Error: {flag} needs a value after it, as in {flag} "
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(start)
    (value,) = shlex.split(run.err.removeprefix(start))  # one word, also with # or ; in it
    assert value not in {"", "None", *(option.metavar or "").split("|")}
    if not isinstance(option.type, click.Path):
        assert option.type.convert(value, option, None) is not None
