"""The command `wa-link link`: print the links of one or several numbers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.json_line import json_line
from wa_link.cli.options import (
    check_username_options,
    number_options,
    read_text_option,
    refuse_options,
    text_options,
    username_option,
)
from wa_link.cli.sections import SectionedCommand, option
from wa_link.cli.stderr import note_number_as_text, note_unscannable, say, say_error
from wa_link.cli.terminal import blocks_option, draw_code
from wa_link.cli.unquoted_numbers import NumberParts
from wa_link.errors import PhoneError, RecordError, SymbolError
from wa_link.links.chat_link_forms import Via

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.links.chat_link import ChatLink


@click.command(
    cls=SectionedCommand,
    examples=(
        'wa-link link "+44 (0) 7911 123456" --text "Is it still available?"',
        r"wa-link link 0501234567 --region SA -t 'Hi\nAre you there?'",
    ),
)
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1)
@username_option
@number_options
@text_options("Prefilled text, which WhatsApp puts into the message box")
@option(
    "--json",
    "as_json",
    section="Output",
    is_flag=True,
    help="For each number, print a JSON object on one line.",
)
@option(
    "--copy",
    "to_clipboard",
    section="Output",
    is_flag=True,
    help="Also copy the links to the clipboard.",
)
@option(
    "--qr",
    "draw",
    section="Output",
    is_flag=True,
    help="Also draw the QR code of each link, on standard error.",
)
@blocks_option
def link(
    *,
    numbers: tuple[str, ...],
    username: str | None,
    text: str | None,
    text_file: str | None,
    as_json: bool,
    to_clipboard: bool,
    draw: bool,
    blocks: str,
    **reading: Any,
) -> int:
    """Print the link to the WhatsApp chat of each number, with a text ready to send.

    A number can also be a WhatsApp link. Its text is kept if you give no other text, and removed
    with --text "". With - in place of numbers, they are read from standard input, one a line.

    If you give only a text, the person who opens the link chooses the contact.
    The exit code is 3 if a number was refused.
    """
    ctx = click.get_current_context()
    if not draw:
        refuse_options(ctx, ("blocks",), "has an effect only on codes: add --qr.")
    check_username_options(ctx, username, has_number=bool(numbers))
    is_from_stdin = _is_from_stdin(numbers, text_file, **reading)
    prefilled = read_text_option(text, text_file)
    if not numbers and not prefilled and username is None:
        raise click.UsageError(
            "Give a number, a text or both, or - to read numbers from standard input, as in "
            "wa-link link +447911123456 --text Hi"
        )
    if username is not None:
        results = iter([_Answer(username, _link_username(username, prefilled, reading["via"]))])
    elif is_from_stdin:
        results = _link_lines(prefilled, **reading)
    else:
        results = iter(_link_all(numbers, prefilled, **reading))
    links, is_refused = _print_all(results, as_json=as_json, keep=draw or to_clipboard)
    if is_refused:
        _say_meant(numbers, has_text=bool(prefilled))
    if not numbers and username is None:
        note_number_as_text(prefilled or "")
    all_fit = _draw_codes(links, blocks) if draw else True
    if to_clipboard and links:
        from wa_link.cli.clipboard import copy  # noqa: PLC0415  (only needed with --copy)

        say(copy("\n".join(each.url for each in links)))
    return ALL_ACCEPTED if all_fit and not is_refused else SOME_REJECTED


class _Answer(NamedTuple):
    """A number or a username with its link or its error.

    Attributes:
        given: the number or the username as it was typed; "" for a link with only a text.
        result: the link or the error.
        place: beginning of messages that says which line is meant: `line 3: `.
    """

    given: str
    result: ChatLink | RecordError
    place: str = ""


def _is_from_stdin(numbers: Sequence[str], text_file: str | None, **reading: str | None) -> bool:
    """Return whether the numbers are lines of standard input.

    Raises:
        UsageError: `-` is not the only number, or the text is read from standard input, too.
    """
    if "-" not in numbers:
        return False
    parts = NumberParts("link", reading["region"], reading["assume"])
    if len(numbers) > 1 and parts.is_number(numbers):
        return False  # +44 7911 - 123456, without quotes
    from wa_link.cli.stdin_lines import reads_stdin  # noqa: PLC0415  (only for -)

    is_from_stdin = reads_stdin(numbers, "numbers")
    if is_from_stdin and text_file == "-":
        raise click.UsageError(
            "The numbers and --text-file can't both be standard input: save the text in a file."
        )
    return is_from_stdin


def _link_lines(text: str | None, **reading: Any) -> Iterator[_Answer]:
    """Yield the link or the error of each line of standard input."""
    from wa_link.cli.stdin_lines import read_lines  # noqa: PLC0415  (only for -)

    for line in read_lines("numbers"):
        ((_, result, _),) = _link_all((line.text,), text, **reading)
        yield _Answer(line.text, result, f"line {line.number}: ")


def _link_all(
    numbers: Sequence[str], text: str | None, *, region: str | None, assume: str | None, via: str
) -> list[_Answer]:
    """Return each number with its link or its error.

    If there are no numbers, return one link, which contains only the text; its number is "".
    """
    from wa_link.links.chat_link import ChatLink, chat_link  # noqa: PLC0415  (loads phonenumbers)

    if not numbers:
        try:
            return [_Answer("", ChatLink(None, text or "", Via(via)))]
        except RecordError as error:
            return [_Answer("", error)]
    outcomes: list[ChatLink | RecordError] = []
    for number in numbers:
        try:
            outcomes.append(chat_link(number, text=text, region=region, assume=assume, via=via))
        except RecordError as error:
            from wa_link.cli.before_command import name_file  # noqa: PLC0415  (only for an error)

            outcomes.append(name_file(error, number, "link"))
    if len(numbers) == 1:
        return [_Answer(numbers[0], outcomes[0])]
    refused = [isinstance(outcome, PhoneError) for outcome in outcomes]
    merged = NumberParts("link", region, assume).merge(numbers, outcomes, refused)
    return [_Answer(number, result) for number, result in merged]


def _link_username(username: str, text: str | None, via: str) -> ChatLink | RecordError:
    """Return the link of a username, or the error that refuses it."""
    from wa_link.links.chat_link import chat_link  # noqa: PLC0415  (loads phonenumbers)

    try:
        return chat_link(username=username, text=text, via=via)
    except RecordError as error:
        return error


def _print_all(
    answers: Iterator[_Answer], *, as_json: bool, keep: bool
) -> tuple[list[ChatLink], bool]:
    """Print each answer before the next one is made.

    Returns:
        The links, if `keep` is true, else []; and whether a number was refused.
    """
    links: list[ChatLink] = []
    is_refused = False
    for answer in answers:
        _print_json(answer) if as_json else _print_text(answer)
        if isinstance(answer.result, RecordError):
            is_refused = True
        elif keep:
            links.append(answer.result)
    return links, is_refused


def _say_meant(numbers: Sequence[str], *, has_text: bool) -> None:
    """Print a note on a region or a text that was given like a number."""
    from wa_link.phone.regions import find_region  # noqa: PLC0415  (only for an error)

    words = [each for each in numbers if _is_probably_text(each)]
    regions = [each for each in words if find_region(each)]
    if regions:
        say(f"Note: To name the region, write --region before it, as in --region {regions[0]}")
    elif words and not has_text:
        say('Note: To prefill a text, put it in quotes after --text, as in --text "Hello there".')


def _is_probably_text(number: str) -> bool:
    """Return whether an argument is probably a word of a text, not a number: `Hello`."""
    has_letters = any(map(str.isalpha, number))
    return has_letters and not any(char.isdecimal() or char in "/." for char in number)


def _draw_codes(links: Sequence[ChatLink], blocks: str) -> bool:
    """Draw the code of each link on standard error; return whether all links fit into a code."""
    sys.stdout.flush()
    fits = True
    for link in links:
        try:
            draw_code(sys.stderr, link.qr(), quiet_zone=4, blocks=blocks)
        except SymbolError as error:
            say_error(error.message)
            fits = False
    if links:
        note_unscannable(links[0].via)
    return fits


def _print_text(answer: _Answer) -> None:
    """Print a link to standard output, and print notes and errors to standard error."""
    result = answer.result
    if isinstance(result, RecordError):
        sys.stdout.flush()  # keeps links and errors in order on a terminal
        say_error(f"{answer.place}{result.message}")
    else:
        click.echo(result.url)
        for note in result.notes:
            say(f"Note: {answer.place}{note.message}")


def _print_json(answer: _Answer) -> None:
    """Print a link or an error as a JSON object on one line."""
    result = answer.result
    record: dict[str, object] = {"input": answer.given or None}
    if isinstance(result, RecordError):
        record |= {"reason": result.reason, "message": result.message}
    else:
        phone = result.phone
        record |= {
            "link": result.url,
            "phone": phone.e164 if phone else None,
            "username": result.username or None,
            "region": phone.region if phone else None,
            "line_type": phone.line_type if phone else None,
            "text": result.text,
            "notes": [{"code": note.code, "message": note.message} for note in result.notes],
        }
    click.echo(json_line(record))
