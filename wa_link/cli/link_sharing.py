"""Ways to share the links of `wa-link link`: the clipboard, the browser and codes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from wa_link.cli.stderr import note_unscannable, say, say_error
from wa_link.cli.terminal import draw_code
from wa_link.errors import SymbolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_link.cli.link_answers import Answer
    from wa_link.links.chat_link import ChatLink


def check_open(answers: Iterable[Answer]) -> None:
    """Fail if `--open` would open several links, such as those of standard input.

    Args:
        answers: a list with an answer for each number; or an iterator of the lines of standard
            input.
    """
    if isinstance(answers, list):
        if len(answers) == 1:
            return
        given = f"{len(answers):,} numbers"
    else:
        given = "the lines of standard input"
    raise click.UsageError(
        f"--open opens one link, but got {given}: give one number, or leave out --open."
    )


def share_links(
    links: Sequence[ChatLink], *, blocks: str, to_clipboard: bool, to_browser: bool
) -> bool:
    """Draw and copy the links, and open the first one, if the options say so.

    Args:
        links: the links, at least one.
        blocks: value of `--blocks`; "" without `--qr`.
        to_clipboard: value of `--copy`.
        to_browser: value of `--open`.

    Returns:
        Whether all links fit into a code; True if none is drawn.
    """
    all_fit = _draw_codes(links, blocks) if blocks else True
    if to_clipboard:
        from wa_link.cli.desktop.clipboard import copy  # noqa: PLC0415  (only needed with --copy)

        say(copy("\n".join(each.url for each in links)))
    if to_browser:
        from wa_link.cli.desktop.browser import open_link  # noqa: PLC0415  (only needed with --open)

        sys.stdout.flush()  # the link is printed, even if the browser takes a while to start
        say(open_link(links[0].url, has_code=bool(blocks)))
    return all_fit


def paste_numbers(*, has_others: bool) -> tuple[str, ...]:
    """Return the numbers in the clipboard, and print what was read.

    Args:
        has_others: whether a number or a username was also given.
    """
    if has_others:
        raise click.UsageError(
            "--paste reads the numbers from the clipboard: give no other number, or leave out "
            "--paste."
        )
    from wa_link.cli.desktop.clipboard import describe_lines, paste_lines  # noqa: PLC0415  (only needed with --paste)

    lines = paste_lines()
    say(describe_lines(lines))
    return tuple(lines)


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
    note_unscannable(links[0].via)
    return fits
