"""The file that `wa-link config init` writes: all options with their help, as comments."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from wa_link.cli.defaults import COMMANDS, options_of
from wa_link.cli.example_values import EXAMPLES
from wa_link.cli.own_defaults.config_keys import load_command

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Options for a single run: they can be set in a file, but a new user does not need them.
_FOR_ONE_RUN = (
    "output", "rejects", "dry-run", "fix", "diff", "force", "rows", "start", "username",
    "no-header", "header-row", "sheet", "json", "outline", "to", "output-format", "exit-zero",
    "summary-file",
)  # fmt: skip
# At the top, a number would also count for sheets of contacts.
_ONLY_IN_TABLES = {"number": "labels"}
_INTRODUCTION = """\
Your own defaults for wa-link, in TOML. Remove the # before each option that you need.
At the top, an option counts for each command that has it. After a line such as [labels], it counts
only for that command. Paths are relative to the folder of this file, but those of outputs to the
current folder. `wa-link config` shows which defaults are in use."""
_INTRODUCTION_HERE = """\
The appearance of codes and labels in this folder, in TOML. Remove the # before each option that
you need. Paths are relative to this folder. `wa-link config` shows which defaults are in use."""

_BEFORE_TABLE = "# Options after this line count only for {}: write others above the first table."


def make_template(keys: Collection[str] | None = None) -> str:
    """Return the text of a configuration file in which all options are comments.

    Args:
        keys: the keys that a file of a folder may set; None for the user's own file.
    """
    introduction = _INTRODUCTION if keys is None else _INTRODUCTION_HERE
    blocks = ["\n".join(f"# {line}" for line in introduction.split("\n"))]
    for table, options in _group_options(keys):
        if table:
            blocks.append(f"{_BEFORE_TABLE.format(table)}\n[{table}]")
        blocks += [_describe(key, option) for key, option in options.items()]
    return "\n\n".join(blocks) + "\n"


def _group_options(
    keys: Collection[str] | None,
) -> Iterator[tuple[str, dict[str, click.Option]]]:
    """Yield the options of several commands with an empty name; then those of each command."""
    by_command = {name: options_of(load_command(name)) for name in COMMANDS}
    shared: dict[str, click.Option] = {}
    own: dict[str, dict[str, click.Option]] = {}
    for name, options in by_command.items():
        for key, option in options.items():
            if key in _FOR_ONE_RUN or (keys is not None and key not in keys):
                continue
            others = [each.get(key) for each in by_command.values()]
            # `dpi` has another meaning for labels.
            users = [each for each in others if each is not None and each.name == option.name]
            if key in _ONLY_IN_TABLES:
                if name == _ONLY_IN_TABLES[key]:
                    own.setdefault(name, {})[key] = option
            elif len(users) > 1:
                shared.setdefault(key, option)
            else:
                own.setdefault(name, {})[key] = option
    yield "", shared
    yield from own.items()


def _describe(key: str, option: click.Option) -> str:
    """Return the help of an option and a line that sets it, both as comments."""
    text = " ".join((option.help or "").split())
    lines = [f"# {line}" for line in wrap(text, 97, break_on_hyphens=False)]
    return "\n".join([*lines, f"#{key} = {_make_value(key, option)}"])


def _make_value(key: str, option: click.Option) -> str:
    """Return an example of a value in TOML: the default, if there is one."""
    default = option.default
    value: object = key
    if key in EXAMPLES:
        value = EXAMPLES[key]
    elif option.is_flag:
        value = True
    elif isinstance(default, (str, int, float)):
        value = default
    elif isinstance(option.type, click.Choice):
        value = option.type.choices[0]
    elif isinstance(option.type, click.IntRange):
        value = option.type.min or 1
    # A text of JSON is also a text of TOML.
    return json.dumps(value, ensure_ascii=False)
