"""`wa-link link`: one right link, now."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from wa_link.cli import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.options import (
    GroupedCommand,
    chosen_text,
    number_options,
    option,
    text_options,
)
from wa_link.cli.screen import draw_on, json_line, say, say_error, say_notes
from wa_link.errors import PhoneError, Reason, RecordError, SymbolError
from wa_link.via import Via
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.link import ChatLink

# More arguments than a number has digits are no pieces of one number (E.164: 15, and a prefix).
_MOST_PIECES = 18


@click.command(
    cls=GroupedCommand,
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
@option("--qr", "draw", section="Output", is_flag=True, help="Draw the code, too, on stderr.")
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
) -> int:
    """Make the link to a number's chat, with the text ready to be sent.

    Several numbers give a line each. Without a number, the link lets its reader pick a contact.
    Exit code 3 if any number was refused.
    """
    from wa_link.link import ChatLink, chat_link  # noqa: PLC0415  (loads phonenumbers)

    message = chosen_text(text, text_file)
    if not numbers and not message:
        raise click.UsageError("Give a number, a text, or both.")

    def make(number: str) -> ChatLink:
        if not numbers:
            return ChatLink(None, message, Via(via))
        return chat_link(number, text=message, region=region, assume=assume, via=via)

    results = _without_pieces(numbers or ("",), make)
    for number, result in results:
        if as_json:
            _tell_json(number or None, result)
        else:
            _tell(result)
    links = [result for _, result in results if not isinstance(result, RecordError)]
    if to_clipboard and links:
        from wa_link.cli.clipboard import copy  # noqa: PLC0415  (a link alone starts no programs)

        say(copy("\n".join(made.url for made in links)))
    drawn = _draw(links) if draw else True
    return ALL_ACCEPTED if drawn and len(links) == len(results) else SOME_REJECTED


def _draw(links: Sequence[ChatLink]) -> bool:
    """Draw the code of each link on standard error; whether every link fits into one."""
    sys.stdout.flush()
    fits = True
    for link in links:
        try:
            draw_on(sys.stderr, link.qr(), quiet_zone=4)
        except SymbolError as error:
            say_error(error.message)
            fits = False
    return fits


def _outcome(make: Callable[[str], ChatLink], number: str) -> ChatLink | RecordError:
    try:
        return make(number)
    except RecordError as error:
        return error


def _without_pieces(
    numbers: Sequence[str], make: Callable[[str], ChatLink]
) -> list[tuple[str, ChatLink | RecordError]]:
    """Each number with its link or its error; pieces of one unquoted number as one error.

    A piece may be a valid number of somebody else: no link is made from any of them.
    """
    outcomes = [_outcome(make, number) for number in numbers]
    results: list[tuple[str, ChatLink | RecordError]] = []
    at = 0
    in_pieces = False
    while at < len(numbers):
        end = _end_of_pieces(at, numbers, outcomes, make)
        if in_pieces:
            error = PhoneError(
                Reason.NOT_A_NUMBER,
                f"{shown(numbers[at])} stands behind pieces of another number, and may be one.",
            )
            results.append((numbers[at], error))
            end = at + 1
        elif end > at + 1:
            whole = " ".join(numbers[at:end])
            in_pieces = True
            error = PhoneError(
                Reason.NOT_A_NUMBER,
                f"{shown(whole)} came as {end - at} numbers: if it is one, quote it, "
                f"as in wa-link link {shown(whole)}.",
            )
            results.append((whole, error))
        else:
            results.append((numbers[at], outcomes[at]))
        at = end
    return results


def _end_of_pieces(
    start: int,
    numbers: Sequence[str],
    outcomes: Sequence[ChatLink | RecordError],
    make: Callable[[str], ChatLink],
) -> int:
    """The end of the longest run from `start` that has a refused part and is valid as a whole."""
    for end in range(min(len(numbers), start + _MOST_PIECES), start + 1, -1):
        if not any(isinstance(outcome, PhoneError) for outcome in outcomes[start:end]):
            continue
        whole = " ".join(numbers[start:end])
        if not all(map(str.strip, numbers[start:end])):  # a blank variable is no piece
            continue
        few_digits = sum(map(str.isdecimal, whole)) <= _MOST_PIECES
        if few_digits and not isinstance(_outcome(make, whole), RecordError):
            return end
    return start + 1


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
