"""Keys of configuration files: check their names, their types and where they may be set."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape, join_or, quote
from wa_link._support.similar_names import did_you_mean
from wa_link.cli.defaults import COMMANDS, ONLY_TYPED, options_of, user_file
from wa_link.cli.mistakes.other_names import find_keys
from wa_link.cli.mistakes.usage_errors import OutputPath
from wa_link.cli.own_defaults.config_files import ConfigFile, read_config
from wa_link.cli.own_defaults.config_values import describe_right_value
from wa_link.cli.own_defaults.default_value import Default
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Container

    from wa_link.cli.own_defaults.default_value import Layer, Options

APPEARANCE = (
    "accent", "call-to-action", "dark", "design", "dpi", "error-correction", "font", "gap", "grid",
    "label", "lang", "layout", "light", "logo", "logo-area", "module-size", "page", "quiet-zone",
    "show-number", "size", "stock", "style",
)  # fmt: skip
"""Keys that the file `.wa-link.toml` of a folder may set.

Such a file can come from a stranger, with a downloaded folder. It must not decide who gets the
messages, what they say, or where files are written.
"""
# Frequent keys of other commands: for them, the modules of those commands need not be loaded.
_FREQUENT = ("number", "username", "text", "text-file", "phone-column", "text-column", "assume")
# Part of a link, or of a name in another network: `example.com`, `@shop`.
_LINK = re.compile(r"@|://|\w\.\w")
# At the top of a file, `dpi` is the resolution of a PNG; for `labels`, it means a label printer.
_ONLY_IN_TABLE = (("labels", "dpi"),)
_OTHER_WAYS_OUT = "name this file with --config, or ignore it with --no-folder-config."
# Far larger than any picture or font for print.
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the defaults of one command from one file.

    Attributes:
        file: the file.
        folder: the folder to which the paths in the file are relative; empty for the current one.
        command: name of the command.
        options: options of the command, by their keys.
        is_from_folder: whether it is the file `.wa-link.toml` of the current folder.
    """

    file: ConfigFile
    folder: str
    command: str
    options: Options
    is_from_folder: bool

    def read_top(self) -> Layer:
        """Return the defaults at the top of the file."""
        layer: Layer = {}
        for key, value in self.file.tables.items():
            if isinstance(value, dict):
                self._check_table(key)
                continue
            if key in COMMANDS:
                place = self.file.place_of(key)
                raise OptionError(
                    f"{place}: {key} is a command: write [{key}] on a line of its own, and its "
                    "options on the lines after it."
                )
            if key not in self.options:
                self._check_unknown(key, value)
            self._check_place(key, "")
            if key in self.options and (self.command, key) not in _ONLY_IN_TABLE:
                option = self.options[key]
                layer[option.name or ""] = self._read(option, key, value, "")
        return layer

    def read_table(self) -> Layer:
        """Return the defaults in the table of the command."""
        table = self.file.tables.get(self.command, {})
        layer: Layer = {}
        for key, value in table.items() if isinstance(table, dict) else ():
            if key not in self.options:
                self._check_unknown(key, value, self.command)
            self._check_place(key, self.command)
            option = self.options[key]
            layer[option.name or ""] = self._read(option, key, value, self.command)
        return layer

    def _check_table(self, name: str) -> None:
        """Fail if the name of a table is not a command that takes defaults."""
        if name in COMMANDS:
            return
        if name == "business":
            raise OptionError(
                f"{self.file.path}: [business] can't have defaults, because its commands cost "
                "money or reach people: type their options."
            )
        way_out = (
            did_you_mean(name, COMMANDS) or f"Use {join_or(f'[{each}]' for each in COMMANDS)}."
        )
        raise OptionError(
            f"{self.file.path}: [{escape(name[:60])}] is not a command with options. {way_out}"
        )

    def _check_unknown(self, key: str, value: object, table: str = "") -> None:
        """Fail if a key is not an option of any command; in a table, if it is one of others."""
        if not table and key in (*APPEARANCE, *_FREQUENT):
            return
        place = self.file.place_of(key, table)
        if "token" in key.casefold():
            raise OptionError(
                f"{place}: {escape(key[:60])} can't be set here, because a token is a secret: set "
                "WA_LINK_TOKEN, or use the option --token-file of wa-link business."
            )
        if key in ONLY_TYPED:
            raise OptionError(f"{place}: {key} has no default: type --{key} when you need it.")
        by_key = find_all_options()
        if key not in by_key:
            known = self.options if table else by_key
            way_out = _find_other_name(key, value, known)
            way_out = way_out or did_you_mean(key, known) or did_you_mean(key, by_key)
            way_out = way_out or "`wa-link config init` writes a file with all options."
            raise OptionError(f"{place}: {quote(key)} is not an option. {way_out}")
        if table:
            raise OptionError(
                f"{place}: {key} is an option of {join_or(by_key[key])}, not of {table}: put it "
                "into the table of that command, or at the top of the file."
            )

    def _check_place(self, key: str, table: str) -> None:
        """Fail if a key is in the file of a folder, but is not about appearance."""
        if not self.is_from_folder or key in APPEARANCE:
            return
        own = user_file()
        where = f"your own file ({escape(own)})" if own else "your own file"
        raise OptionError(
            f"{self.file.place_of(key, table)}: {key} can't be set by the file of a folder, which "
            f"may set only the appearance: move it to {where}, {_OTHER_WAYS_OUT}"
        )

    def _read(self, option: click.Option, key: str, value: object, table: str) -> Default:
        """Return the value of a key as the default of its option.

        Raises:
            OptionError: the value has the wrong type, or the file of a folder may not set it.
        """
        place = self.file.place_of(key, table)
        default = Default(value, value, place, key, self.is_from_folder)
        written = self.file.written_number(key, table)
        if (right := describe_right_value(option, key, value, written)) is not None:
            shown = f"{place}: {key} = {written}" if written else default
            raise OptionError(f"{shown}: write {right}.")
        if option.multiple and isinstance(value, str):
            value = [value]
        is_path = isinstance(option.type, click.Path)
        is_design = key == "design" and str(value).lower().endswith(".typ")
        if self.is_from_folder:
            if fault := _find_fault(key, str(value), is_path=is_path, is_design=is_design):
                raise OptionError(f"{default}: {fault}")
        elif (is_path or is_design) and value not in ("", "-"):
            # Outputs go to the current folder, as on the command line.
            folder = "" if isinstance(option.type, OutputPath) else self.folder
            value = os.path.join(folder, os.path.expanduser(str(value)))  # noqa: PTH111, PTH118  (as in the rest of the start)
        return Default(value, default.given, place, key, self.is_from_folder)


def read_layers(path: str, place: str, command: str, options: Options) -> list[Layer]:
    """Return the two layers of a file for a command: its table, and the keys at the top.

    Args:
        path: the file.
        place: `named`, `folder` or `user`.
        command: name of the command.
        options: options of the command, by their keys.

    Raises:
        OptionError: the file can't be read, or has a key or a value that it may not have.
    """
    try:
        return _read_file(path, place, command, options)
    except OptionError as error:
        if place != "folder" or _OTHER_WAYS_OUT in str(error):
            raise
        raise OptionError(f"{error} To ignore this file, add --no-folder-config.") from None


def _read_file(path: str, place: str, command: str, options: Options) -> list[Layer]:
    """Return the two layers of a file for a command; see `read_layers`."""
    if place == "folder" and os.path.lexists(path) and not _is_in_folder(path):
        raise OptionError(
            f"{path} is a symbolic link to another folder, which is not followed: name the file "
            "with --config."
        )
    file = read_config(path, is_named=place == "named")
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120  (as above)
    reader = _Reader(file, folder, command, options, place == "folder")
    top = reader.read_top()
    return [reader.read_table(), top]


def find_all_options() -> dict[str, list[str]]:
    """Return the keys of the options of all commands, with the commands that have them."""
    by_key: dict[str, list[str]] = {}
    for name in COMMANDS:
        for key in options_of(load_command(name)):
            by_key.setdefault(key, []).append(name)
    return by_key


def load_command(name: str) -> click.Command:
    """Return a command of wa-link."""
    from importlib import import_module  # noqa: PLC0415  (only if a key is unknown)

    command: click.Command = getattr(import_module(f"wa_link.cli.{name}"), name)
    return command


def _find_other_name(key: str, value: object, known: Container[str]) -> str:
    """Return the way out for another name of an option, such as `r` or `hide-number`; "" if none.

    Args:
        key: the other name.
        value: its value.
        known: the keys that the place in the file can have.
    """
    if meant := find_keys(key, known):
        return f"Did you mean {join_or(meant)}?"
    opposite = "true" if value is False else "false"
    for name in COMMANDS:
        for right, option in options_of(load_command(name)).items():
            if f"-{key}" in option.opts:
                return f"Did you mean {right}?"
            if f"--{key}" in option.secondary_opts or right == f"no-{key}":
                return f"It is the opposite of {right}: write {right} = {opposite}."
    return ""


def _find_fault(key: str, value: str, *, is_path: bool, is_design: bool) -> str | None:
    """Return why the file of a folder may not set this value, and the way out; None if it may.

    A path must lead to a regular file in the folder: a stranger must not choose another file of
    this computer. A call to action must have no fields, and a design must be a built-in one:
    others could print any column of a sheet. A call to action with a number, a link or a name with
    @ could lead customers to the stranger.
    """
    fault = None
    if key == "call-to-action" and "{" in value:
        fault = "the file of a folder can't print columns of your sheet"
    elif key == "call-to-action" and (_LINK.search(value) or any(map(str.isnumeric, value))):
        fault = "the file of a folder can't print numbers, links or names with @"
    elif is_design:
        fault = "the file of a folder can't name a Typst file, which sees all cells"
    elif is_path and value and not _is_in_folder(value):
        fault = "the file of a folder can name only files in that folder"
    if fault:
        return f"{fault}: move it to your own file, {_OTHER_WAYS_OUT}"
    return _find_wrong_file(value) if is_path and value else None


def _find_wrong_file(path: str) -> str | None:
    """Return why a file can't be a picture or a font; None if it can, or if it does not exist."""
    try:
        found = os.stat(path)  # noqa: PTH116  (as above)
    except OSError:
        return None  # the option itself reports that there is no such file
    if not stat.S_ISREG(found.st_mode):
        return "this is not a regular file: name another file."
    if found.st_size > _MOST_BYTES:
        return "this file is larger than 50 MB: name a smaller file."
    return None


def _is_in_folder(path: str) -> bool:
    """Return whether a relative path leads to a place in the current folder, without its links."""
    if os.path.isabs(path) or os.path.splitdrive(path)[0]:  # noqa: PTH117  (as above)
        return False
    try:
        folder = os.path.realpath(".")
        return os.path.commonpath((os.path.realpath(path), folder)) == folder
    except (OSError, ValueError):  # a loop of links, another drive, or NUL
        return False
