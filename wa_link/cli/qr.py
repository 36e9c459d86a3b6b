"""The command `wa-link qr`: draw one QR code, in the terminal or in a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import escape, quote
from wa_link._support.reject_notes import parse_note_codes, refuse_notes
from wa_link._support.same_file import refuse_overwriting
from wa_link.cli.defaults import is_typed
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.messages.unfilled_fields import note_unfilled
from wa_link.cli.mistakes.unquoted_numbers import NumberParts
from wa_link.cli.mistakes.usage_errors import Choice, OutputPath
from wa_link.cli.option_names import shell_quote
from wa_link.cli.options.card_options import FORMATS, drop_styling, get_styling, symbol_options
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import (
    check_username_options,
    exit_zero_option,
    number_options,
    quiet_option,
    read_text_option,
    refuse_options,
    reject_notes_option,
    text_options,
    username_option,
)
from wa_link.cli.own_defaults.default_region import say_used_region
from wa_link.cli.own_defaults.notes import say_source
from wa_link.cli.own_defaults.without_effect import drop_without_effect
from wa_link.cli.qr_output import (
    check_output,
    copy_code,
    draw_file,
    note_fields,
    note_file_of_text,
)
from wa_link.cli.stderr import note_number_as_text, note_unscannable, say, say_error, say_notes
from wa_link.cli.terminal import blocks_option, draw_code
from wa_link.errors import RecordError
from wa_link.links.link_forms import find_form
from wa_link.links.link_kinds import Kind

if TYPE_CHECKING:
    from wa_link.errors import NoteCode
    from wa_link.qr import QrCode
    from wa_link.qr.render.style_keywords import Styling

_EXAMPLES = (
    'wa-link qr "+44 7911 123456" --text "Is it still available?"',
    "wa-link qr wa.me/message/ABCDEF234567G1 -o shop.svg --size 40mm",
)


def _several_targets_error(ctx: click.Context, targets: list[str]) -> click.UsageError:
    """Return the error for a command line with more than one number or link.

    Raises:
        UsageError: the arguments are parts of one number, which must be put in quotes.
    """
    parts = NumberParts("qr", ctx.params.get("region"), ctx.params.get("assume"))
    if parts.is_number(targets):
        raise click.UsageError(parts.error(targets).message)
    endings = tuple(f".{name}" for name in FORMATS)
    pictures = [each for each in targets if each.lower().endswith(endings)]
    if len(targets) == 2 and len(pictures) == 1 and ctx.params.get("output") is None:
        file = escape(shell_quote(pictures[0]))
        return click.UsageError(f"Write -o before the file for the code: -o {file}")
    return click.UsageError(
        f"qr draws one code, but got {len(targets)} numbers or links ({quote(targets[0])}, "
        f"{quote(targets[1])}{', …' * (len(targets) > 2)}): run qr once for each, and put quotes "
        "around a number with spaces. For a sheet of numbers, use wa-link batch with --qr-dir DIR."
    )


@click.command(
    cls=SectionedCommand,
    on_several=_several_targets_error,
    examples=_EXAMPLES,
)
@click.argument("target", metavar="[NUMBER|LINK]", required=False)
@username_option
@number_options
@reject_notes_option
@text_options("Prefilled text, which WhatsApp puts into the message box")
@option(
    "-o",
    "--output",
    section="Output",
    metavar="FILE|-",
    type=OutputPath(dir_okay=False, allow_dash=True),
    help="File for the code: .png, .svg or .pdf. Default: show the code in the terminal.",
)
@option(
    "--to",
    "file_format",
    section="Output",
    type=Choice(FORMATS),
    help="Format of the file. Default: by the extension of -o. Required with -o -, which writes "
    "to standard output.",
)
@option(
    "--copy",
    "to_clipboard",
    section="Output",
    is_flag=True,
    help="Copy the code to the clipboard as a PNG picture. It is not shown in the terminal.",
)
@blocks_option
@quiet_option
@exit_zero_option
@symbol_options("Code", "no design, only the code and its texts", templates=False)
@click.pass_context
def qr(
    ctx: click.Context,
    /,
    *,
    target: str | None,
    output: str | None,
    file_format: str | None,
    to_clipboard: bool,
    error_correction: str | None,
    quiet_zone: int,
    blocks: str,
    reject_notes: tuple[str, ...],
    quiet: bool,
    **others: Any,
) -> int:
    """Draw the QR code of the chat link of a number or a username, or of any WhatsApp link.

    A WhatsApp link is drawn unchanged, except with --text, --text-file, --via or --region. Other
    links and invalid numbers are refused, with the exit code 3.
    """
    if target == "-":
        raise click.UsageError(
            "qr draws one code, so it reads no numbers from standard input: write the number in "
            "place of - or, for many numbers, use wa-link batch contacts.csv --qr-dir codes"
        )
    file_format = check_output(ctx, output, file_format, to_clipboard=to_clipboard)
    try:
        style = get_styling(ctx)
        sources = {"the_logo": style.get("logo"), "the_font": style.get("font")}
        refuse_overwriting(output, the_text=others["text_file"], **sources)
        level = "H" if "logo" in style else error_correction or "M"
        rejected = parse_note_codes(reject_notes)
        link = _find_link(ctx, target, rejected, **drop_styling(others))
        _drop_number(ctx, style, link)
        code = _make_code(link, level)
        if quiet_zone < 4:
            say(
                "Note: Some phones need a quiet zone of 4 modules (ISO/IEC 18004) to find the code."
            )
        if output is not None or to_clipboard:  # a code in the terminal has no texts
            note_fields(ctx, style)
        if output is not None and file_format is not None:
            draw_file(code, output, file_format, style, rejected, quiet=quiet)
        if to_clipboard:
            copy_code(code, style, rejected, has_file=output is not None, quiet=quiet)
        elif output is None:
            draw_code(sys.stdout, code, quiet_zone, blocks)
            note_file_of_text()
    except RecordError as error:
        from wa_link.cli.mistakes.misplaced_files import name_file  # noqa: PLC0415  (only for an error)

        say_error(name_file(error, target or "", "qr").message)
        return SOME_REJECTED
    return ALL_ACCEPTED


def _drop_number(ctx: click.Context, style: Styling, link: str) -> None:
    """Remove `--show-number` if it is a default and the link has no phone number."""
    form = find_form(link)
    if not (form and form.number) and not is_typed(ctx, "show_number"):
        style.pop("show_number", None)
        drop_without_effect(ctx, style)


def _find_link(
    ctx: click.Context,
    target: str | None,
    rejected: frozenset[NoteCode],
    *,
    username: str | None,
    region: str | None,
    assume: str | None,
    via: str,
    text: str | None,
    text_file: str | None,
) -> str:
    """Return the link to draw: the given link, or the chat link of the number or username.

    With `--text` or `--via`, a given link is changed like by `wa-link link`.
    """
    from wa_link.links.chat_link import chat_link  # noqa: PLC0415  (loads phonenumbers)
    from wa_link.links.url_checks import check_drawable, make_notes  # noqa: PLC0415  (loads phonenumbers)
    from wa_link.links.usernames import USERNAME_NOTE  # noqa: PLC0415  (few links have one)
    from wa_link.phone.unwrap import find_url  # noqa: PLC0415  (loads phonenumbers)

    check_username_options(ctx, username, has_number=target is not None)
    message = read_text_option(text, text_file)
    is_default_text = not any(is_typed(ctx, name) for name in ("text", "text_file"))
    if target is None and username is None and (not message or is_default_text):
        raise click.UsageError(f"Give NUMBER|LINK, as in {_EXAMPLES[0]}", ctx)
    if username is not None:
        say_source(ctx, "username", f"The code opens the chat of {escape(username)}")
    if target is not None and (url := find_url(target)):
        refuse_options(ctx, ("assume",), "has no effect on a link: leave it out.")
        form = find_form(url)
        if form and not form.number and not form.name:
            why = "has no effect on a link without a phone number: leave it out."
            refuse_options(ctx, ("text", "text_file", "via"), why)
        if is_default_text:  # a default does not change a link
            message = None
        if message is None and not is_typed(ctx, "via"):
            report = check_drawable(target, region)
            say_used_region(ctx, report.full_url, lambda: check_drawable(target, None).full_url)
            notes = make_notes(report)
            if report.kind is Kind.USERNAME:
                notes = (USERNAME_NOTE, *notes)
            refuse_notes(notes, rejected)
            say_notes(notes)
            return report.full_url
    if target is None and username is None:
        note_number_as_text(message or "")
    note_unfilled(ctx, "text" if text_file is None else "text_file", message, "stays")
    link = chat_link(target, username=username, text=message, region=region, assume=assume, via=via)
    if target is not None:
        say_used_region(
            ctx, link.url, lambda: chat_link(target, text=message, assume=assume, via=via).url
        )
    refuse_notes(link.notes, rejected)
    say_notes(link.notes)
    note_unscannable(link.via)
    return link.url


def _make_code(data: str, error_correction: str) -> QrCode:
    """Return the QR code of a link with at least the given error correction level."""
    from wa_link.qr import QrCode  # noqa: PLC0415  (loads Pillow)

    return QrCode.of(data, error_correction=error_correction)
