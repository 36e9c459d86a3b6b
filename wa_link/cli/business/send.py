"""The command `wa-link business send`: send a message to one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import quote
from wa_link._support.reject_notes import parse_note_codes, refuse_notes
from wa_link.cli.business.account_options import account_options, open_account, waba_id_option
from wa_link.cli.business.message_options import take_template, template_options
from wa_link.cli.business.one_request import OneRequest
from wa_link.cli.business.output import json_option, print_result
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.messages.unfilled_fields import find_unfilled
from wa_link.cli.mistakes.unquoted_numbers import NumberParts
from wa_link.cli.options.shared_options import (
    exit_zero_option,
    quiet_option,
    read_text_option,
    reject_notes_option,
    text_options,
    typed_region_options,
)
from wa_link.cli.stderr import say_notes
from wa_link.errors import PhoneError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.phone import PhoneNumber


def _several_numbers_error(ctx: click.Context, numbers: Sequence[str]) -> click.UsageError:
    """Return the error for several numbers, or for one that was typed without quotes."""
    parts = NumberParts("business send", ctx.params.get("region"), ctx.params.get("assume"))
    if parts.is_number(numbers):
        return click.UsageError(parts.error(numbers).message)
    return click.UsageError(
        f"business send writes to one number, but got {len(numbers)} arguments: write the message "
        "after --text, with quotes around it. For a sheet of numbers, use wa-link business "
        "send-sheet"
    )


@click.command(
    cls=OneRequest,
    if_lost="If you send it again, the person may get it twice.",
    on_several=_several_numbers_error,
    examples=(
        'wa-link business send +447911123456 --text "Your order is ready."',
        "wa-link business send 0501234567 -r SA --template order_ready --language en",
    ),
)
@click.argument("number", metavar="NUMBER")
@typed_region_options
@reject_notes_option
@text_options("Text of the message, only for a customer who wrote to you in the last 24 hours")
@template_options("Value of {{1}} in the template. Repeat the option for {{2}} and so on.")
@account_options
@waba_id_option
@json_option
@quiet_option
@exit_zero_option
@click.pass_context
def send(
    ctx: click.Context,
    /,
    *,
    number: str,
    region: str | None,
    assume: str | None,
    reject_notes: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    **others: Any,
) -> int:
    """Send one message to a number, and print the ID of the message.

    The message is a text, or a template that Meta has approved. Meta may charge for a template. It
    is sent without a question. If the answer of the server is lost, the message may have been sent:
    it is not sent again. The exit code is 3 if the number or the message was refused.
    """
    text = read_text_option(others.pop("text"), others.pop("text_file"))
    template = take_template(ctx, others)
    if text is not None and template is not None:
        raise click.UsageError("Give a text or --template, not both.", ctx)
    if text is None and template is None:
        raise click.UsageError(
            'Give --text or --template, as in wa-link business send +447911123456 --text "Hello!"',
            ctx,
        )
    for each in (text or "", *(template.parameters if template else ())):
        if field := find_unfilled(each):
            raise click.UsageError(
                f"{quote(field)} would be sent as it is: write the text for this person. For the "
                "people in a sheet, use wa-link business send-sheet"
            )
    if number == "-":
        raise click.UsageError(
            "business send writes to one number, so it reads none from standard input: write the "
            "number in place of - or, for a sheet of numbers, use wa-link business send-sheet"
        )
    phone = _read_number(number, region, assume, reject_notes)
    if not quiet:
        say_notes(phone.notes)
    sent = open_account(**others).send(phone, text=text, template=template)
    print_result(sent, sent.id, as_json=as_json)
    return ALL_ACCEPTED


def _read_number(
    number: str, region: str | None, assume: str | None, reject_notes: Sequence[str]
) -> PhoneNumber:
    """Return the number to which the message goes.

    Raises:
        RecordError: it is not certain which number is meant, or `--reject-notes` refuses a note.
    """
    from wa_link.business.messages import check_recipient  # noqa: PLC0415  (not for the help)
    from wa_link.phone import parse_phone  # noqa: PLC0415  (loads phonenumbers)

    try:
        phone = parse_phone(number, region, assume=assume)
    except PhoneError as error:
        from wa_link.cli.mistakes.misplaced_files import name_file  # noqa: PLC0415  (only for an error)

        raise name_file(error, number, "business send") from None
    check_recipient(phone)  # before its notes are printed, and without a token
    refuse_notes(phone.notes, parse_note_codes(reject_notes))
    return phone
