"""`wa-link link`: one right link, now."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from wa_link.cli import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.messages import (
    json_line,
    say,
    say_error,
    say_notes,
    say_unscannable,
)
from wa_link.cli.options import chosen_text, number_options, refuse_options, text_options
from wa_link.cli.sections import SectionedCommand, option
from wa_link.cli.terminal import blocks_option, draw_code
from wa_link.cli.unquoted_numbers import NumberParts
from wa_link.errors import PhoneError, RecordError, SymbolError
from wa_link.links.via import Via

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.links.link import ChatLink


@click.command(
    cls=SectionedCommand,
    examples=(
        'wa-link link "+44 (0) 7911 123456" --text "Is it still available?"',
        r"wa-link link 0501234567 --region SA -t 'Hi\nAre you there?'",
    ),
)
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1)
@number_options
@text_options("The prefilled text")
@option("--json", "as_json", section="Output", is_flag=True, help="One JSON object a line.")
@option("--copy", "to_clipboard", section="Output", is_flag=True, help="To the clipboard, too.")
@option("--qr", "draw", section="Output", is_flag=True, help="Also draw the code on stderr.")
@blocks_option
def link(
    *,
    numbers: tuple[str, ...],
    region: str | None,
    assume: str | None,
    via: str,
    text: str | None,
    text_file: str | None,
    as_json: bool,
    to_clipboard: bool,
    draw: bool,
    blocks: str,
) -> int:
    """Make the link to a number's chat, with the text ready to be sent.

    Several numbers give a line each. Without a number, the link lets its reader pick a contact.
    Exit code 3 if any number was refused.
    """
    from wa_link.links.link import ChatLink, chat_link  # noqa: PLC0415  (loads phonenumbers)

    if not draw:
        refuse_options(click.get_current_context(), ("blocks",), "is for codes: add --qr.")
    message = chosen_text(text, text_file)
    if not numbers and not message:
        raise click.UsageError(
            "Give a number, a text, or both, as in wa-link link +447911123456 --text Hi"
        )

    def make(number: str) -> ChatLink:
        if not numbers:
            return ChatLink(None, message, Via(via))
        return chat_link(number, text=message, region=region, assume=assume, via=via)

    wanted = numbers or ("",)
    outcomes = [_outcome(make, number) for number in wanted]
    refused = [isinstance(outcome, PhoneError) for outcome in outcomes]
    results = NumberParts("link", region, assume).merge(wanted, outcomes, refused)
    for number, result in results:
        if as_json:
            _tell_json(number or None, result)
        else:
            _tell(result)
    if not message and any(_may_be_text(number) for number in numbers):
        say("Note: a text goes in quotes after --text.")
    links = [result for _, result in results if not isinstance(result, RecordError)]
    if to_clipboard and links:
        from wa_link.cli.clipboard import copy  # noqa: PLC0415  (a link alone starts no programs)

        say(copy("\n".join(made.url for made in links)))
    drawn = _draw(links, blocks) if draw else True
    return ALL_ACCEPTED if drawn and len(links) == len(results) else SOME_REJECTED


def _may_be_text(number: str) -> bool:
    """Return whether somebody may have forgotten `--text` before it."""
    has_letters = any(map(str.isalpha, number))
    return has_letters and not any(char.isdecimal() or char in "/." for char in number)


def _draw(links: Sequence[ChatLink], blocks: str) -> bool:
    """Draw the code of each link on standard error; return whether every link fits into one."""
    sys.stdout.flush()
    fits = True
    for link in links:
        try:
            draw_code(sys.stderr, link.qr(), quiet_zone=4, blocks=blocks)
        except SymbolError as error:
            say_error(error.message)
            fits = False
    if links:
        say_unscannable(links[0].via)
    return fits


def _outcome(make: Callable[[str], ChatLink], number: str) -> ChatLink | RecordError:
    try:
        return make(number)
    except RecordError as error:
        return error


def _tell(result: ChatLink | RecordError) -> None:
    if isinstance(result, RecordError):
        sys.stdout.flush()  # so that links and errors keep their order on a terminal
        say_error(result.message)
    else:
        click.echo(result.url)
        say_notes(result.notes)


def _tell_json(number: str | None, result: ChatLink | RecordError) -> None:
    record: dict[str, object] = {"input": number}
    if isinstance(result, RecordError):
        record |= {"reason": result.reason, "message": result.message}
    else:
        phone = result.phone
        record |= {
            "link": result.url,
            "phone": phone.e164 if phone else None,
            "region": phone.region if phone else None,
            "line_type": phone.line_type if phone else None,
            "text": result.text,
            "notes": [{"code": note.code, "message": note.message} for note in result.notes],
        }
    click.echo(json_line(record))
