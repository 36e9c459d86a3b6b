"""Values typed without quotes: the shell splits `--text Hello there` into three arguments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import click

from wa_link._support.quoting import quote
from wa_link.cli.option_names import shell_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The shortest phone numbers have four digits. A word of a text can have four too: `May 2024`.
_FEWEST_DIGITS = 4
_NUMBER_STARTS = "+0("
CURLY_QUOTES = "“”„‟«»"
"""Quotes of typography, which a shell takes for letters."""


class WordGroup(NamedTuple):
    """Consecutive arguments, and the option before them: `--text Hello there, Ann`.

    Attributes:
        words: the arguments that are not the value of an option: `there,` and `Ann`.
        option: the option before the words, as it was typed: `--text`. Empty if there is no option
            before the words, or if that option takes no value.
        value: the value of that option: `Hello`.
        parameter: parameter name of that option: `text`.
    """

    words: list[str]
    option: str = ""
    value: str = ""
    parameter: str = ""

    def error(self, count: int | None = None) -> click.UsageError:
        """Return the error that asks for quotes around the value and the words after it.

        Args:
            count: how many words belong to the value; None for all of them.
        """
        whole = " ".join((self.value, *self.words[:count]))
        if whole[:1] in CURLY_QUOTES:
            return click.UsageError(
                f"{self.option} {whole} has curly quotes, which do not keep words together: type "
                f"straight quotes, as in {self.option} {shell_quote(whole.strip(CURLY_QUOTES))}"
            )
        return click.UsageError(
            f"{quote(self.words[0])} is not a part of {self.option} {shell_quote(self.value)}, "
            "because a value ends at a space: put the whole value in quotes, as in "
            f"{self.option} {shell_quote(whole)}"
        )


def group_words(ctx: click.Context, arguments: Sequence[str]) -> list[WordGroup]:
    """Return the arguments that are not values of options, grouped by the option before them."""
    return [each for each in all_groups(ctx, arguments) if each.words]


def all_groups(ctx: click.Context, arguments: Sequence[str]) -> list[WordGroup]:
    """Return a group for each option, also for those without words after their value."""
    takes_value = {
        flag: each.name or ""
        for each in ctx.command.get_params(ctx)
        if isinstance(each, click.Option) and not each.is_flag
        for flag in each.opts
    }
    found = [WordGroup([])]
    rest = [*arguments]
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            found.append(WordGroup(rest))
            break
        if not argument.startswith("-") or argument == "-":
            found[-1].words.append(argument)
            continue
        flag, has_value, value = argument.partition("=")
        if not has_value and not argument.startswith("--") and argument[:2] in takes_value:
            flag, value = argument[:2], argument[2:]
        if flag not in takes_value:
            found.append(WordGroup([]))
        else:
            value = value or (rest.pop(0) if rest and not has_value else "")
            found.append(WordGroup([], flag, value, takes_value[flag]))
    return found


def refuse_text_without_quotes(
    ctx: click.Context, arguments: Sequence[str], is_number: Callable[[str], bool]
) -> None:
    """Fail if a text of several words was typed without quotes: `--text Hello there`.

    Without this error, the link would contain only the first word.

    Args:
        ctx: context of the command.
        arguments: the arguments of the command, as they were typed.
        is_number: a function that returns whether a word is a valid number.

    Raises:
        UsageError: there are words after the value of `--text`. The message shows the whole text in
            quotes.
    """
    for each in group_words(ctx, arguments):
        if each.parameter != "text" or " " in each.value:
            continue
        is_word = [_is_word(word, is_number) for word in each.words]
        if is_word[0]:
            # Numbers at the end are not part of the text.
            raise each.error(len(is_word) - is_word[::-1].index(True))


def refuse_region_without_quotes(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Fail if words after `--region` belong to the name of the region: `-r Saudi Arabia`.

    Raises:
        UsageError: there are such words; the message shows the whole name in quotes.
    """
    from wa_link.phone.regions import find_region  # noqa: PLC0415  (loads phonenumbers)

    for each in group_words(ctx, arguments):
        if each.parameter != "region" or find_region(each.value):
            continue
        for count in range(1, len(each.words) + 1):
            if find_region(" ".join((each.value, *each.words[:count]))):
                raise each.error(count)


def refuse_value_without_quotes(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Fail if the value of an option was typed without quotes: `-o my code.png +447911123456`.

    This check is for commands that take one argument, such as one phone number.

    Raises:
        UsageError: there are too many arguments, because the value of an option has several words.
            The message shows the whole value in quotes.
    """
    found = group_words(ctx, arguments)
    if all(each.option for each in found):  # the last argument is the one that the command takes
        found[-1].words.pop()
    for each in found:
        if each.option and each.words and not _is_complete(each):
            raise each.error()


def _is_complete(each: WordGroup) -> bool:
    """Return whether an option's value seems complete: a region, or a file such as `code.png`."""
    if each.parameter == "region":
        from wa_link.phone.regions import find_region  # noqa: PLC0415  (loads phonenumbers)

        return find_region(each.value) is not None
    return re.search(r"\w\.[a-zA-Z]{2,5}$", each.value) is not None


def _is_word(argument: str, is_number: Callable[[str], bool]) -> bool:
    """Return whether an argument seems to be a word of a text, and neither a number nor a link."""
    if not argument.strip() or argument.startswith(tuple(_NUMBER_STARTS)) or "/" in argument:
        return False
    digits = sum(map(str.isdecimal, argument))
    return digits < _FEWEST_DIGITS or (digits == _FEWEST_DIGITS and not is_number(argument))
