"""Read the command line that the script of a shell sends, and write the items for that script."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from wa_link.cli.shell_completion.line import Line, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from click.shell_completion import CompletionItem

    Items: TypeAlias = list[CompletionItem[Any]]
    Write: TypeAlias = Callable[[Items], Iterable[str]]

_REDIRECTION = re.compile(r"(?:\d|&)?(?:>>?|<|>\||<>|>&)")
_ASSIGNMENT = re.compile(r"\w+\+?=")
_SAFE_IN_BASH = re.compile(r"[^\W_]|[_@%+=:,./-]")
# In double quotes, bash replaces a `!` even after a backslash: it is written outside of the quotes.
_SPECIAL_IN_QUOTES = {"!": '"\\!"', "$": "\\$", "`": "\\`", '"': '\\"', "\\": "\\\\"}
# Values of COMP_TYPE: TAB puts one item after the other, or all items, into the line.
_INSERTS_ITEMS = ("37", "42")
_SIMPLE_IN_POWERSHELL = re.compile(r"(?:[^\W_]|[_/.\\:=+-])+")
_QUOTES_OF_POWERSHELL = re.compile("(['\u2018\u2019\u201a\u201b])")


def _read_bash(arguments: Sequence[str]) -> tuple[Line, Write]:
    """Return the line from bash, and the function that writes items for bash.

    Args:
        arguments: the line before the cursor, the line after it, and the text at the cursor that
            bash replaces. This text can be only a part of a word, because bash also splits words at
            `=`, `:` and `@`.
    """
    line, after, replaced = arguments
    words = split_words(line)
    while len(words) > 1 and _ASSIGNMENT.match(words[0].value):  # LANG=C wa-link …
        del words[0]
    *before, last = words
    if _REDIRECTION.match(last.value) or (before and _REDIRECTION.fullmatch(before[-1].value)):
        return Line(()), lambda _: ["file"]
    start = len(line) - len(replaced) if line.endswith(replaced) else last.start
    kept = split_words(line[last.start : start])[-1].value if start > last.start else ""

    def write(items: Items) -> Iterator[str]:
        return _write_bash(items, kept, last.quote)

    rest = tuple(word.value for word in split_words(f"_{after}")[1:])  # without the rest of `last`
    return Line(tuple(word.value for word in before[1:]), last.value, rest), write


def _write_bash(items: Items, kept: str, quote: str) -> Iterator[str]:
    """Yield a line with the kind of the items (`file`, `dir` or `plain`), then their values.

    If there are several values, their descriptions follow them: bash shows all lines, and puts only
    their common beginning into the command line.

    Args:
        items: the items.
        kept: the beginning of the word that bash does not replace, such as `--region=`.
        quote: the open quote of the word: `'`, `"` or "".
    """
    values = {
        _quote_for_bash(each.value.removeprefix(kept), quote): each.help or ""
        for each in items
        if each.type == "plain" and each.value.startswith(kept)
    }
    others = [each.type for each in items if each.type != "plain"]
    yield others[0] if others and not values else "plain"
    columns = int(os.environ.get("COLUMNS") or 80)
    width = max(map(len, values), default=0)
    is_list = len(values) > 1 and os.environ.get("COMP_TYPE") not in _INSERTS_ITEMS
    if not is_list or not any(values.values()) or width > columns // 2:
        yield from values
        return
    for value, description in values.items():
        text = f"{value.ljust(width)}  {description}"
        if len(text) >= columns:
            text = f"{text[: columns - 2]}…"
        yield text.ljust(columns // 2)  # so that each item has a line of its own


def _quote_for_bash(value: str, quote: str) -> str:
    """Return a value as it is typed in bash after an open quote, or without quotes.

    bash closes the quote itself, except if the value ends with the same character.
    """
    if not quote:
        return "".join(char if _SAFE_IN_BASH.fullmatch(char) else f"\\{char}" for char in value)
    if quote == "'":
        typed = value.replace("'", r"'\''")
    else:
        typed = "".join(_SPECIAL_IN_QUOTES.get(char, char) for char in value)
    return typed + quote if typed.endswith(quote) else typed


def _read_words(arguments: Sequence[str]) -> Line:
    """Return the line from the index of the word at the cursor, followed by all words."""
    index, words = int(arguments[0]), arguments[1:]
    return Line(tuple(words[:index]), words[index], tuple(words[index + 1 :]))


def _read_zsh(arguments: Sequence[str]) -> tuple[Line, Write]:
    """Return the line from zsh, whose script has removed quotes and escapes."""
    return _read_words(arguments), _write_table


def _read_fish(arguments: Sequence[str]) -> tuple[Line, Write]:
    """Return the line from fish, whose word at the cursor still has quotes and escapes."""
    line = _read_words(arguments)
    word = split_words(line.word)[-1].value
    return Line(line.before, word, line.after), _write_table


def _write_table(items: Items) -> Iterator[str]:
    """Yield a line for each item: its type, its value and its description, separated by tabs.

    For files, the description has their endings: `png jpg`.
    """
    for each in items:
        help_ = each.endings if each.type == "file" else " ".join((each.help or "").split())
        yield f"{each.type}\t{each.value}\t{help_ or ''}"


def _read_powershell(_: Sequence[str]) -> tuple[Line, Write]:
    """Return the line from a variable, because Windows PowerShell drops quotes in arguments."""
    return _read_words(os.environ["_WA_LINK_WORDS"].split("\n")), _write_powershell


def _write_powershell(items: Items) -> Iterator[str]:
    """Yield a line for each value: as it is typed, as it is listed, and its description.

    Files are left out: if there are no values, PowerShell proposes files by itself.
    """
    for each in items:
        if each.type == "plain":
            typed = each.value
            if not _SIMPLE_IN_POWERSHELL.fullmatch(typed):
                doubled = _QUOTES_OF_POWERSHELL.sub(r"\1\1", typed)
                typed = f"'{doubled}'"
            help_ = " ".join((each.help or "").split())
            yield f"{typed}\t{each.value}\t{help_ or each.value}"


SHELLS: dict[str, Callable[[Sequence[str]], tuple[Line, Write]]] = {
    "bash": _read_bash,
    "zsh": _read_zsh,
    "fish": _read_fish,
    "powershell": _read_powershell,
}
"""For each shell, the function that reads its command line and returns how items are written."""
