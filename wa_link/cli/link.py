"""The command `wa-link link`: print the links of one or several numbers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Unpack

import click

from wa_link._support.quoting import escape
from wa_link.cli.defaults import is_typed
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.link_answers import (
    Answer,
    is_from_stdin,
    link_all,
    link_lines,
    link_username,
    name_default_region,
)
from wa_link.cli.messages.json_line import json_line
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import (
    check_username_options,
    exit_zero_option,
    number_options,
    read_text_option,
    refuse_options,
    reject_notes_option,
    text_options,
    username_option,
)
from wa_link.cli.own_defaults.notes import say_source
from wa_link.cli.stderr import note_number_as_text, say, say_error
from wa_link.cli.terminal import blocks_option
from wa_link.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_link.cli.options.shared_options import LinkingOptions
    from wa_link.links.chat_link import ChatLink

# Words between numbers, and words of a question, that are also codes of regions.
_ENGLISH_WORDS = frozenset(
    "and are am as at be by can do in is it me my no or per so to us".split()
)


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
@reject_notes_option
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
@exit_zero_option
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
    **linking: Unpack[LinkingOptions],
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
    is_lines = is_from_stdin(numbers, text_file, linking["region"], linking["assume"])
    prefilled = read_text_option(text, text_file)
    is_default_text = not any(is_typed(ctx, name) for name in ("text", "text_file"))
    if from_clipboard:
        from wa_link.cli.link_sharing import paste_numbers  # noqa: PLC0415  (only for --paste)

        numbers = paste_numbers(has_others=bool(numbers) or username is not None)
    if not numbers and username is None and (not prefilled or is_default_text):
        raise click.UsageError(
            "Give a number, a text or both, or - to read numbers from standard input, as in "
            "wa-link link +447911123456 --text Hi"
        )
    if prefilled and "{" in prefilled:
        _note_fields(ctx, prefilled, numbers if is_default_text else ())
    answers = _make_answers(
        numbers,
        username,
        prefilled,
        is_lines=is_lines,
        is_pasted=from_clipboard,
        keeps_texts=is_default_text,
        **linking,
    )
    answers = name_default_region(ctx, answers, linking["assume"])
    if to_browser:
        from wa_link.cli.link_sharing import check_open  # noqa: PLC0415  (only for --open)

        check_open(answers)
    links, is_refused = _print_all(
        answers, as_json=as_json, keep=draw or to_clipboard or to_browser
    )
    if is_refused and not from_clipboard:
        _say_meant(numbers, has_text=bool(prefilled))
    if not numbers and username is None:
        note_number_as_text(prefilled or "")
    all_fit = True
    if links:
        from wa_link.cli.link_sharing import share_links  # noqa: PLC0415  (only with an option)

        all_fit = share_links(
            links,
            blocks=blocks if draw else "",
            to_clipboard=to_clipboard,
            to_browser=to_browser,
        )
    return ALL_ACCEPTED if all_fit and not is_refused else SOME_REJECTED


def _note_fields(ctx: click.Context, text: str, keeping: Sequence[str]) -> None:
    """Print a note if the text contains a field such as `{name}`, which stays unchanged.

    Args:
        ctx: context of the command.
        text: the text.
        keeping: numbers, and links that keep their own texts.
    """
    from wa_link.cli.messages.unfilled_fields import note_unfilled  # noqa: PLC0415  (few texts have a brace)
    from wa_link.links.link_forms import is_url_like  # noqa: PLC0415  (as above)

    if keeping and all(map(is_url_like, keeping)):
        return
    name = "text" if ctx.params["text_file"] is None else "text_file"
    note_unfilled(ctx, name, text, "stays")


def _make_answers(
    numbers: Sequence[str],
    username: str | None,
    text: str | None,
    *,
    is_lines: bool,
    is_pasted: bool,
    keeps_texts: bool,
    **linking: Unpack[LinkingOptions],
) -> Iterable[Answer]:
    """Return the links and errors of the numbers, of the username, or of standard input."""
    if username is not None:
        ctx = click.get_current_context()
        say_source(ctx, "username", f"The link opens the chat of {escape(username)}")
        return [link_username(username, text, linking["via"], linking["reject_notes"])]
    if is_lines:
        return link_lines(text, keeps_texts=keeps_texts, **linking)
    return link_all(numbers, text, keeps_texts=keeps_texts, is_pasted=is_pasted, **linking)


def _print_all(
    answers: Iterable[Answer], *, as_json: bool, keep: bool
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
    regions = [each for each in words if each not in _ENGLISH_WORDS and find_region(each)]
    if regions:
        say(f"Note: To name the region, write --region before it, as in --region {regions[0]}")
    elif words and not has_text and not _ENGLISH_WORDS.issuperset(words):
        say('Note: To prefill a text, put it in quotes after --text, as in --text "Hello there".')


def _is_probably_text(number: str) -> bool:
    """Return whether an argument is probably a word of a text, not a number: `Hello`."""
    has_letters = any(map(str.isalpha, number))
    return has_letters and not any(char.isdecimal() or char in "/." for char in number)


def _print_text(answer: Answer) -> None:
    """Print a link to standard output, and print notes and errors to standard error."""
    result = answer.result
    if isinstance(result, RecordError):
        sys.stdout.flush()  # keeps links and errors in order on a terminal
        say_error(f"{answer.place}{result.message}")
    else:
        click.echo(result.url)
        for note in result.notes:
            say(f"Note: {answer.place}{note.message}")


def _print_json(answer: Answer) -> None:
    """Print a link or an error as a JSON object on one line."""
    result = answer.result
    record: dict[str, object] = {"input": answer.given or None, "line": answer.line}
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
