"""Options that several commands share, such as `--region`, `--text` and `--exit-zero`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, TypedDict

import click

from wa_link._support.quoting import escape, quote
from wa_link.cli.defaults import defaults_of, is_typed
from wa_link.cli.mistakes.usage_errors import Choice, InputFile
from wa_link.cli.option_names import shell_quote
from wa_link.cli.options.sectioned_option import empty_name_error
from wa_link.cli.options.sections import EXIT_ZERO, option, options
from wa_link.errors import InputError, OptionError
from wa_link.links.chat_link_forms import Via
from wa_link.links.prefilled_text import unescape

if TYPE_CHECKING:
    from collections.abc import Collection

    from wa_link.cli.options.sections import Decorator

# Far longer than any message: a larger file was probably named by mistake.
_MOST_BYTES = 1_000_000


def _region(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return the two letters of the region that `--region` names: `SA` for `Saudi Arabia`.

    Raises:
        UsageError: the value is blank, or names no region; the message names similar regions.
    """
    if value is None or ctx.resilient_parsing:  # completion needs no regions
        return None
    if not value.strip():
        raise empty_name_error("--region")
    from wa_link.phone.regions import region_option  # noqa: PLC0415  (loads phonenumbers)

    try:
        return region_option(value)
    except OptionError as error:
        message = str(error)
        if os.path.lexists(value):
            message = (
                f"{quote(value, 200)} is a file or a folder, not a region: write the region before "
                f"it, as in --region SA {escape(shell_quote(value))}"
            )
        raise click.BadParameter(message, ctx, parameter) from None


def _note_codes(
    ctx: click.Context,
    _: click.Parameter,
    codes: tuple[str, ...],
) -> tuple[str, ...]:
    """Return the codes of `--reject-notes` unchanged.

    Raises:
        OptionError: a code is unknown; the message names a similar code.
    """
    if codes and not ctx.resilient_parsing:
        from wa_link._support.reject_notes import parse_note_codes  # noqa: PLC0415  (seldom needed)

        parse_note_codes(codes)
    return codes


class NumberReading(TypedDict):
    """Values of `--region`, `--assume` and `--reject-notes`: how numbers are read."""

    region: str | None
    assume: str | None
    reject_notes: tuple[str, ...]


class LinkingOptions(NumberReading):
    """Values of `number_options` and `--reject-notes`: how links are made from numbers."""

    via: str


def _keep_exit_zero(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's signature)
    """Keep the value of `--exit-zero` for `final_exit_code`."""
    ctx.meta[EXIT_ZERO] = value


def _make_region_option(help_end: str = "", **variable: Any) -> Decorator:
    """Return the option `--region`, with the arguments of click for its variable."""
    return option(
        "-r",
        "--region",
        section="Numbers",
        metavar="COUNTRY",
        callback=_region,
        help=f"Country of the numbers that have no +: SA, Saudi Arabia or +966.{help_end}",
        **variable,
    )


region_option = _make_region_option(envvar="WA_LINK_REGION", show_envvar=True)
"""The option `--region`."""
_assume_option = option(
    "--assume",
    section="Numbers",
    type=Choice(("national", "international")),
    help="How to read numbers that have no + and no leading 0: as numbers of the region "
    "(national), or as numbers whose + is missing (international). Default: try both, and refuse a "
    "number if both are valid and neither clearly fits better.",
)
region_options = options(region_option, _assume_option)
"""The options `--region` and `--assume`."""
typed_region_options = options(
    _make_region_option(" The variable WA_LINK_REGION has no effect here."), _assume_option
)
"""The same options for a command that writes to people: a forgotten variable decides nothing."""
number_options = options(
    region_options,
    option(
        "--via",
        section="Numbers",
        type=Choice([via.value for via in Via]),
        default=Via.WA_ME.value,
        show_default=True,
        help="Form of the link. wa.me works everywhere. api (api.whatsapp.com) keeps emoji on "
        "some computers where wa.me loses them. web opens WhatsApp Web. app opens only the "
        "WhatsApp app.",
    ),
)
"""The options `--region`, `--assume` and `--via`."""
username_option = option(
    "--username",
    section="Numbers",
    metavar="NAME",
    help="WhatsApp username in place of a number, such as maria.lopez. Not every phone opens such "
    "links yet.",
)
"""The option `--username`."""
reject_notes_option = option(
    "--reject-notes",
    section="Numbers",
    metavar="CODES",
    multiple=True,
    callback=_note_codes,
    help="Notes that reject, such as check_link,text_encoded; repairs (all notes that change a "
    "number; `wa-link explain repairs` lists them), or all. The code of the note is then the "
    "reason.",
)
"""The option `--reject-notes`."""


exit_zero_option = option(
    "--exit-zero",
    section="Output",
    is_flag=True,
    expose_value=False,
    callback=_keep_exit_zero,
    help="Return the exit code 0 in place of 3, which says that some input was rejected, "
    "or that `check` has findings.",
)
"""The option `--exit-zero`. Commands do not get its value: see `SectionedCommand.invoke`."""

quiet_option = option(
    "-q", "--quiet", section="Output", is_flag=True, help="Print no progress and no summary."
)
"""The option `--quiet`."""


def check_username_options(ctx: click.Context, username: str | None, *, has_number: bool) -> None:
    """Fail if `--username` was given together with a number, or with an option for numbers.

    Args:
        ctx: context of the command.
        username: value of `--username`; None if it was not given.
        has_number: whether a number or a link was also given.
    """
    if username is None:
        return
    if has_number:
        raise click.UsageError("A link opens one chat: give a number or --username, not both.", ctx)
    refuse_options(
        ctx, ("region", "assume"), "has no effect with --username: use only one of these options."
    )


def text_options(what: str, more: str = ". Write ") -> Decorator:
    """Return the options `--text` and `--text-file`.

    Args:
        what: a noun phrase that begins both help texts, such as `Template of the prefilled text`.
        more: text that follows `what` in the help of `--text`. After it, the help says how to write
            a line break and a backslash.
    """
    return options(
        option(
            "-t",
            "--text",
            section="Text",
            metavar="TEXT",
            help=rf"{what}{more}\n for a line break, and \\ for a backslash.",
        ),
        option(
            "--text-file",
            section="Text",
            metavar="FILE|-",
            type=InputFile(allow_dash=True),
            help=f"{what}, read from a UTF-8 file. A line break at its end is removed.",
        ),
    )


def refuse_options(ctx: click.Context, names: Collection[str], why: str) -> None:
    """Fail if one of these options was given on the command line.

    Args:
        ctx: context of the command.
        names: parameter names of the options, such as `text_file`.
        why: rest of the message after the name of the option, such as `needs a logo.`

    Raises:
        UsageError: one of the options was given.
    """
    for parameter in ctx.command.params:
        if parameter.name in names and is_typed(ctx, parameter.name or ""):
            raise blame_default(ctx, click.UsageError(f"{parameter.opts[-1]} {why}", ctx))


def blame_default(ctx: click.Context, error: click.UsageError) -> Exception:
    """Return the error; if it names an option that has a default, with the place of the default.

    Args:
        ctx: context of the command.
        error: an error about options that contradict each other; at least one was typed.
    """
    for parameter in ctx.command.params:
        default = defaults_of(ctx).get(parameter.name or "")
        if default and re.search(rf"{parameter.opts[-1]}\b(?!-)", error.message):
            way_out = "" if default.is_variable else " To ignore the file, add --no-config."
            return OptionError(f"{default}: {error.message}{way_out}")
    return error


def read_text_option(text: str | None, text_file: str | None) -> str | None:
    """Return the text that `--text` or `--text-file` gives; None if neither option was used.

    Raises:
        UsageError: both options were given.
        InputError: the file is too long, or not in UTF-8.
    """
    if text is not None and text_file is not None:
        raise click.UsageError("Give --text or --text-file, not both.")
    if text_file is None:
        return None if text is None else unescape(text)
    name = "stdin" if text_file == "-" else escape(text_file)
    with click.open_file(text_file, "rb") as file:
        content: bytes = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise InputError(
            f"--text-file {name} has more than {_MOST_BYTES:,} bytes, which is too long for a "
            "message: name a shorter file."
        )
    try:
        read: str = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        rest = content[error.start :].partition(b"\n")[0]
        raise InputError(
            f"--text-file {name} is not in UTF-8: line {line} contains "
            f"{quote(rest[:20].decode('cp1252', 'replace'))}. Save the file as UTF-8."
        ) from None
    return read.removesuffix("\n").removesuffix("\r")
