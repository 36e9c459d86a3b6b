"""The command `wa-link link`: print the links of one or several numbers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

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
from wa_link.cli.stderr import note_unscannable, say, say_error, say_notes
from wa_link.cli.terminal import blocks_option, draw_code
from wa_link.cli.unquoted_numbers import NumberParts
from wa_link.errors import PhoneError, RecordError, SymbolError
from wa_link.links.chat_link_forms import Via

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    "--paste",
    "from_clipboard",
    section="Numbers",
    is_flag=True,
    help="Read the numbers from the clipboard, one on each line.",
)
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
    "--open",
    "to_browser",
    section="Output",
    is_flag=True,
    help="Also open the link in your browser. Only one link can be opened.",
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
    from_clipboard: bool,
    to_clipboard: bool,
    to_browser: bool,
    draw: bool,
    blocks: str,
    **reading: Any,
) -> int:
    """Print the link to the WhatsApp chat of each number, with a text ready to send.

    A number can also be a WhatsApp link. Its text is kept if you give no other text, and removed
    with --text "".

    If you give only a text, the person who opens the link chooses the contact.
    The exit code is 3 if a number was refused.
    """
    ctx = click.get_current_context()
    if not draw:
        refuse_options(ctx, ("blocks",), "has an effect only on codes: add --qr.")
    check_username_options(ctx, username, has_number=bool(numbers))
    prefilled = read_text_option(text, text_file)
    if from_clipboard:
        numbers = _paste(has_others=bool(numbers) or username is not None)
    if not numbers and not prefilled and username is None:
        raise click.UsageError(
            "Give a number, a text, or both, as in wa-link link +447911123456 --text Hi"
        )
    if username is not None:
        results = [(username, _link_username(username, prefilled, reading["via"]))]
    else:
        results = _link_all(numbers, prefilled, **reading)
    _check_open(to_browser and len(results))
    for number, result in results:
        if as_json:
            _print_json(number or None, result)
        else:
            _print_text(result)
    links = [result for _, result in results if not isinstance(result, RecordError)]
    is_refused = len(links) < len(results)
    if is_refused and not (prefilled or from_clipboard) and any(map(_is_probably_text, numbers)):
        say('Note: To prefill a text, put it in quotes after --text, as in --text "Hello there".')
    all_fit = _draw_codes(links, blocks) if draw else True
    _share(links, to_clipboard=to_clipboard, to_browser=to_browser, has_code=draw)
    return ALL_ACCEPTED if all_fit and not is_refused else SOME_REJECTED


def _check_open(count: int) -> None:
    """Fail if `--open` would open several links, such as a whole column of a sheet.

    Args:
        count: number of links to open; 0 without `--open`.
    """
    if count > 1:
        raise click.UsageError(
            f"--open opens one link, but got {count:,} numbers: give one number, or leave out "
            "--open."
        )


def _share(
    links: Sequence[ChatLink], *, to_clipboard: bool, to_browser: bool, has_code: bool
) -> None:
    """Copy the links, and open the first one, if the options say so.

    Args:
        links: the links.
        to_clipboard: value of `--copy`.
        to_browser: value of `--open`.
        has_code: value of `--qr`.
    """
    if to_clipboard and links:
        from wa_link.cli.clipboard import copy  # noqa: PLC0415  (only needed with --copy)

        say(copy("\n".join(each.url for each in links)))
    if to_browser and links:
        from wa_link.cli.browser import open_link  # noqa: PLC0415  (only needed with --open)

        sys.stdout.flush()  # the link is printed, even if the browser takes a while to start
        say(open_link(links[0].url, has_code=has_code))


def _paste(*, has_others: bool) -> tuple[str, ...]:
    """Return the numbers in the clipboard, and print what was read.

    Args:
        has_others: whether a number or a username was also given.
    """
    if has_others:
        raise click.UsageError(
            "--paste reads the numbers from the clipboard: give no other number, or leave out "
            "--paste."
        )
    from wa_link.cli.clipboard import describe_lines, read_lines  # noqa: PLC0415  (only needed with --paste)

    lines = read_lines()
    say(describe_lines(lines))
    return tuple(lines)


def _link_all(
    numbers: Sequence[str], text: str | None, *, region: str | None, assume: str | None, via: str
) -> list[tuple[str, ChatLink | RecordError]]:
    """Return each number with its link or its error.

    If there are no numbers, return one link, which contains only the text; its number is "".
    """
    from wa_link.links.chat_link import ChatLink, chat_link  # noqa: PLC0415  (loads phonenumbers)

    if not numbers:
        try:
            return [("", ChatLink(None, text or "", Via(via)))]
        except RecordError as error:
            return [("", error)]
    outcomes: list[ChatLink | RecordError] = []
    for number in numbers:
        try:
            outcomes.append(chat_link(number, text=text, region=region, assume=assume, via=via))
        except RecordError as error:
            outcomes.append(error)
    if len(numbers) == 1:
        return [(numbers[0], outcomes[0])]
    refused = [isinstance(outcome, PhoneError) for outcome in outcomes]
    return [*NumberParts("link", region, assume).merge(numbers, outcomes, refused)]


def _link_username(username: str, text: str | None, via: str) -> ChatLink | RecordError:
    """Return the link of a username, or the error that refuses it."""
    from wa_link.links.chat_link import chat_link  # noqa: PLC0415  (loads phonenumbers)

    try:
        return chat_link(username=username, text=text, via=via)
    except RecordError as error:
        return error


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


def _print_text(result: ChatLink | RecordError) -> None:
    """Print a link to standard output, and print notes and errors to standard error."""
    if isinstance(result, RecordError):
        sys.stdout.flush()  # keeps links and errors in order on a terminal
        say_error(result.message)
    else:
        click.echo(result.url)
        say_notes(result.notes)


def _print_json(number: str | None, result: ChatLink | RecordError) -> None:
    """Print a link or an error as a JSON object on one line.

    Args:
        number: the number or username as it was typed; None for a link with only a text.
        result: the link or the error.
    """
    record: dict[str, object] = {"input": number}
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
