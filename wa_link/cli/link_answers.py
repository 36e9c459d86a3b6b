"""The links of `wa-link link`: an answer for each number, each line or each username."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Unpack

import click

from wa_link.cli.mistakes.unquoted_numbers import NumberParts
from wa_link.cli.own_defaults.default_region import has_default_region, say_used_region
from wa_link.errors import PhoneError, RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_link.cli.options.shared_options import LinkingOptions
    from wa_link.links.chat_link import ChatLink


class Answer(NamedTuple):
    """A number or a username with its link or its error.

    Attributes:
        given: the number or the username as it was typed; "" for a link with only a text.
        result: the link or the error.
        line: number of its line on standard input; None if it was not read there.
    """

    given: str
    result: ChatLink | RecordError
    line: int | None = None

    @property
    def place(self) -> str:
        """Return the beginning of messages that says which line is meant: `line 3: `."""
        return "" if self.line is None else f"line {self.line}: "


def is_from_stdin(
    numbers: Sequence[str], text_file: str | None, region: str | None, assume: str | None
) -> bool:
    """Return whether the numbers are lines of standard input.

    Raises:
        UsageError: `-` is not the only number, or the text is read from standard input, too.
    """
    if "-" not in numbers:
        return False
    parts = NumberParts("link", region, assume)
    if len(numbers) > 1 and parts.is_number(numbers):
        return False  # +44 7911 - 123456, without quotes
    from wa_link.cli.stdin_lines import reads_stdin  # noqa: PLC0415  (only for -)

    is_lines = reads_stdin(numbers, "numbers")
    if is_lines and text_file == "-":
        raise click.UsageError(
            "The numbers and --text-file can't both be standard input: save the text in a file."
        )
    return is_lines


def link_lines(
    text: str | None, *, keeps_texts: bool, **linking: Unpack[LinkingOptions]
) -> Iterator[Answer]:
    """Yield the link or the error of each line of standard input."""
    from wa_link.cli.stdin_lines import read_lines  # noqa: PLC0415  (only for -)
    from wa_link.cli.wrapped_numbers import WrappedNumbers  # noqa: PLC0415  (as above)

    wrapped = WrappedNumbers(NumberParts("link", linking["region"], linking["assume"]))
    for line in read_lines("numbers"):
        ((_, result, _),) = link_all((line.text,), text, keeps_texts=keeps_texts, **linking)
        phone = None if isinstance(result, RecordError) else result.phone
        error = wrapped.refuse(line, phone, is_refused=isinstance(result, PhoneError))
        yield Answer(line.text, error or result, line.number)


def link_all(
    numbers: Sequence[str],
    text: str | None,
    *,
    keeps_texts: bool,
    is_pasted: bool = False,
    **linking: Unpack[LinkingOptions],
) -> list[Answer]:
    """Return each number with its link or its error.

    If there are no numbers, return one link, which contains only the text; its number is "".

    Args:
        numbers: numbers and links.
        text: the prefilled text.
        keeps_texts: whether a link keeps its own text, because `text` is only a default.
        is_pasted: whether the numbers are lines of the clipboard.
        **linking: see `chat_link`.
    """
    from wa_link.links.chat_link import chat_link  # noqa: PLC0415  (loads phonenumbers)

    if not numbers:
        try:
            return [Answer("", chat_link(text=text, **linking))]
        except RecordError as error:
            return [Answer("", error)]
    outcomes: list[ChatLink | RecordError] = []
    for number in numbers:
        try:
            own = None if keeps_texts and text is not None and _is_link(number) else text
            outcomes.append(chat_link(number, text=own, **linking))
        except RecordError as error:
            from wa_link.cli.mistakes.misplaced_files import name_file  # noqa: PLC0415  (only for an error)

            outcomes.append(name_file(error, number, "link"))
    if len(numbers) == 1:
        return [Answer(numbers[0], outcomes[0])]
    refused = [isinstance(outcome, PhoneError) for outcome in outcomes]
    parts = NumberParts("link", linking["region"], linking["assume"], is_pasted)
    return [Answer(*each) for each in parts.merge(numbers, outcomes, refused)]


def _is_link(number: str) -> bool:
    """Return whether a number is a link, or contains one."""
    from wa_link.phone.fast import may_be_link  # noqa: PLC0415  (loads phonenumbers)

    if not may_be_link(number):
        return False
    from wa_link.phone.unwrap import find_url  # noqa: PLC0415  (takes 24 ms to load)

    return find_url(number) != ""


def link_username(
    username: str, text: str | None, via: str, reject_notes: tuple[str, ...]
) -> Answer:
    """Return the link of a username, or the error that refuses it."""
    from wa_link.links.chat_link import chat_link  # noqa: PLC0415  (loads phonenumbers)

    try:
        link = chat_link(username=username, text=text, via=via, reject_notes=reject_notes)
    except RecordError as error:
        return Answer(username, error)
    return Answer(username, link)


def name_default_region(
    ctx: click.Context, answers: Iterable[Answer], assume: str | None
) -> Iterable[Answer]:
    """Return the answers; before the first one that needs a default region, print that region."""
    if not has_default_region(ctx):
        return answers
    named = _name_default_region(ctx, answers, assume)
    return [*named] if isinstance(answers, list) else named


def _name_default_region(
    ctx: click.Context, answers: Iterable[Answer], assume: str | None
) -> Iterator[Answer]:
    from wa_link.links.chat_link import chat_link  # noqa: PLC0415  (loads phonenumbers)

    is_said = False
    for answer in answers:
        phone = None if isinstance(answer.result, RecordError) else answer.result.phone
        if phone is not None and not is_said:

            def read_without(number: str = answer.given) -> str | None:
                link = chat_link(number, assume=assume)
                return link.phone.e164 if link.phone else None

            is_said = say_used_region(ctx, phone.e164, read_without)
        yield answer
