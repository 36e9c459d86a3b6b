"""The command `wa-link qr`: draw one QR code, in the terminal or in a file."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from wa_link._support.quoting import escape, quote
from wa_link._support.same_file import refuse_overwriting
from wa_link.cli.card_options import STYLING, drop_styling, get_styling, symbol_options
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.option_names import shell_quote
from wa_link.cli.options import (
    check_username_options,
    number_options,
    quiet_option,
    read_text_option,
    refuse_options,
    text_options,
    username_option,
)
from wa_link.cli.output import open_binary_output
from wa_link.cli.sections import SectionedCommand, option
from wa_link.cli.stderr import note_number_as_text, note_unscannable, say, say_error, say_notes
from wa_link.cli.terminal import blocks_option, draw_code
from wa_link.cli.unquoted_numbers import NumberParts
from wa_link.cli.usage_errors import Choice, OutputPath
from wa_link.errors import RecordError
from wa_link.links.link_forms import find_form
from wa_link.links.link_kinds import Kind

if TYPE_CHECKING:
    from wa_link.qr import QrCode
    from wa_link.qr.render.style_keywords import Styling

# A field of a template, such as {name}. `qr` has no templates.
_FIELD = re.compile(r"\{[^{}\n]{1,60}\}")
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
    pictures = [each for each in targets if each.lower().endswith((".png", ".svg", ".pdf"))]
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
    type=Choice(("png", "svg", "pdf")),
    help="Format of the file. Default: by the extension of -o. Required with -o -, which writes "
    "to standard output.",
)
@blocks_option
@quiet_option
@symbol_options("Code", "no design, only the code and its texts", templates=False)
@click.pass_context
def qr(
    ctx: click.Context,
    /,
    *,
    target: str | None,
    output: str | None,
    file_format: str | None,
    error_correction: str | None,
    quiet_zone: int,
    blocks: str,
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
    if output is not None:
        refuse_options(ctx, ("blocks",), "has an effect only in the terminal: leave out -o.")
    if output is None:
        for_files = {*STYLING, "file_format"} - {"quiet_zone"}
        refuse_options(ctx, for_files, "has an effect only on a file: add -o FILE.")
    elif output == "-" and file_format is None:
        raise click.UsageError(
            "-o - has no extension that names a format: add --to png, svg or pdf."
        )
    elif file_format is None:
        file_format = _detect_format(output)
    try:
        style = get_styling(ctx)
        sources = {"the_logo": style.get("logo"), "the_font": style.get("font")}
        refuse_overwriting(output, the_text=others["text_file"], **sources)
        level = "H" if "logo" in style else error_correction or "M"
        code = _make_code(_find_link(ctx, target, **drop_styling(others)), level)
        if quiet_zone < 4:
            say(
                "Note: Some phones need a quiet zone of 4 modules (ISO/IEC 18004) to find the code."
            )
        _note_fields(style)
        if output is None or file_format is None:
            draw_code(sys.stdout, code, quiet_zone, blocks)
        else:
            _draw_file(code, output, file_format, style, quiet=quiet)
    except RecordError as error:
        from wa_link.cli.before_command import name_file  # noqa: PLC0415  (only for an error)

        say_error(name_file(error, target or "", "qr").message)
        return SOME_REJECTED
    return ALL_ACCEPTED


def _note_fields(style: Styling) -> None:
    """Print a note if `--title` or `--caption` contains a field such as `{name}`.

    The field stays unchanged, because there is no row that could fill it in.
    """
    for name, text in (
        ("--title", style.get("title", "")),
        ("--caption", style.get("caption", "")),
    ):
        if found := _FIELD.search(text):
            say(
                f"Note: {quote(found[0])} in {name} is printed unchanged: only the commands labels "
                "and batch replace such fields."
            )


def _draw_file(code: QrCode, output: str, file_format: str, style: Styling, *, quiet: bool) -> None:
    """Write the code to a file or to standard output, and print its size and its notes."""
    if output == "-":
        with open_binary_output(output, "A picture") as file:
            proof = code.proof(file_format, **style)
            file.write(proof.picture)
            file.flush()
    else:
        proof = code.save(output, file_format=file_format, **style)
    say_notes(proof.notes)
    if not quiet:
        say(f"{'Drew the code' if output == '-' else f'Saved {escape(output)}'}: {proof}")
    if proof.preflight.hint:
        say(f"Note: {proof.preflight.hint}")


def _find_link(
    ctx: click.Context,
    target: str | None,
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
    if target is None and username is None and not message:
        raise click.UsageError(f"Give NUMBER|LINK, as in {_EXAMPLES[0]}", ctx)
    if target is not None and (url := find_url(target)):
        refuse_options(ctx, ("assume",), "has no effect on a link: leave it out.")
        form = find_form(url)
        if form and not form.number and not form.name:
            why = "has no effect on a link without a phone number: leave it out."
            refuse_options(ctx, ("text", "text_file", "via"), why)
        has_form = ctx.get_parameter_source("via") is ParameterSource.COMMANDLINE
        if message is None and not has_form:
            report = check_drawable(target, region)
            if report.kind is Kind.USERNAME:
                say_notes((USERNAME_NOTE,))
            say_notes(make_notes(report))
            return report.full_url
    if target is None and username is None:
        note_number_as_text(message or "")
    link = chat_link(target, username=username, text=message, region=region, assume=assume, via=via)
    say_notes(link.notes)
    note_unscannable(link.via)
    return link.url


def _make_code(data: str, error_correction: str) -> QrCode:
    """Return the QR code of a link with at least the given error correction level."""
    from wa_link.qr import QrCode  # noqa: PLC0415  (loads Pillow)

    return QrCode.of(data, error_correction=error_correction)


def _detect_format(output: str) -> str:
    """Return the format of a file by its extension: `png`, `svg` or `pdf`."""
    from wa_link.qr.code import detect_format  # noqa: PLC0415  (loads Pillow)

    return detect_format(output)
