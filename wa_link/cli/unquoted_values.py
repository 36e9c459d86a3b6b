"""Values with spaces and without quotes, which the shell splits: `--text Hello there`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import click

from wa_link._support.quoting import quote
from wa_link.cli.flags import shell_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The shortest numbers have four digits; a word of a text may have as many: `May 2024`.
_FEWEST_DIGITS = 4
_NUMBERS_BEGIN = "+0("


class Words(NamedTuple):
    """Arguments that follow each other, and the option before them.

    Attributes:
        words: the arguments that no option took.
        option: the option before them, as it was typed; empty for none, and for a flag.
        value: the word that the option took.
        parameter: the name of the option's parameter.
    """

    words: list[str]
    option: str = ""
    value: str = ""
    parameter: str = ""

    def error(self, count: int | None = None) -> click.UsageError:
        """Return the error that asks for quotes around the value and `count` words, or all."""
        whole = " ".join((self.value, *self.words[:count]))
        return click.UsageError(
            f"{quote(self.words[0])} comes after {self.option} {shell_quote(self.value)} without "
            f"being part of it: put quotes around a value with spaces, as in {self.option} "
            f"{shell_quote(whole)}."
        )


def words_of(command: click.Command, arguments: Sequence[str]) -> list[Words]:
    """Return the arguments that no option took, grouped by the options before them."""
    takes_value = {
        flag: each.name or ""
        for each in command.params
        if isinstance(each, click.Option) and not each.is_flag
        for flag in each.opts
    }
    found = [Words([])]
    rest = [*arguments]
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            found.append(Words(rest))
            break
        if not argument.startswith("-") or argument == "-":
            found[-1].words.append(argument)
            continue
        flag, has_value, value = argument.partition("=")
        if not has_value and not argument.startswith("--") and argument[:2] in takes_value:
            flag, value = argument[:2], argument[2:]
        if flag not in takes_value:
            found.append(Words([]))
        else:
            value = value or (rest.pop(0) if rest and not has_value else "")
            found.append(Words([], flag, value, takes_value[flag]))
    return [each for each in found if each.words]


def refuse_text_without_quotes(
    command: click.Command, arguments: Sequence[str], is_number: Callable[[str], bool]
) -> None:
    """Fail if words follow the text: the link would have only the first word of it.

    Args:
        command: the command.
        arguments: the command line, as it was typed.
        is_number: returns whether a word is a valid number.

    Raises:
        UsageError: it shows the text with quotes.
    """
    for each in words_of(command, arguments):
        if each.parameter != "text" or " " in each.value:
            continue
        is_word = [_is_word(word, is_number) for word in each.words]
        if is_word[0]:
            # Numbers at the end are not part of the text.
            raise each.error(len(is_word) - is_word[::-1].index(True))


def refuse_region_without_quotes(command: click.Command, arguments: Sequence[str]) -> None:
    """Fail if words follow a region that are part of its name: `-r Saudi Arabia`.

    Raises:
        UsageError: it shows the name with quotes.
    """
    from wa_link.phone.regions import find_region  # noqa: PLC0415  (loads phonenumbers)

    for each in words_of(command, arguments):
        if each.parameter != "region" or find_region(each.value):
            continue
        for count in range(1, len(each.words) + 1):
            if find_region(" ".join((each.value, *each.words[:count]))):
                raise each.error(count)


def refuse_value_without_quotes(command: click.Command, arguments: Sequence[str]) -> None:
    """Fail if several arguments follow an option of a command that takes one argument.

    Raises:
        UsageError: it shows the option's value with quotes.
    """
    found = words_of(command, arguments)
    if all(each.option for each in found):  # the last one is the argument of the command
        found[-1].words.pop()
    for each in found:
        if each.option and each.words and not _is_whole(each):
            raise each.error()


def _is_whole(each: Words) -> bool:
    """Return whether the value of the option is complete: a region, or a file name."""
    if each.parameter == "region":
        from wa_link.phone.regions import find_region  # noqa: PLC0415  (loads phonenumbers)

        return find_region(each.value) is not None
    return re.search(r"\w\.[a-zA-Z]{2,5}$", each.value) is not None


def _is_word(argument: str, is_number: Callable[[str], bool]) -> bool:
    """Return whether an argument is neither a number nor a link, as far as can be seen."""
    if not argument.strip() or argument.startswith(tuple(_NUMBERS_BEGIN)) or "/" in argument:
        return False
    digits = sum(map(str.isdecimal, argument))
    return digits < _FEWEST_DIGITS or (digits == _FEWEST_DIGITS and not is_number(argument))
