"""Arguments of the commands for short links: the code of a link, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import escape, quote
from wa_link.cli.command_tree import full_name
from wa_link.cli.messages.unfilled_fields import find_unfilled
from wa_link.cli.mistakes.propose_command import spell_command
from wa_link.cli.stderr import say, say_notes
from wa_link.links.prefilled_text import unescape
from wa_link.links.short_link import parse_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    _ParamType = click.ParamType[str]
else:
    _ParamType = click.ParamType  # click 8.1 has no type parameter


class LinkCode(_ParamType):
    """Type of the argument CODE: 14 capital letters and digits, or the short link that has them."""

    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the code in capital letters; fail if the value is not a code."""
        code = parse_code(str(value))
        if not code:
            self.fail(
                f"{quote(str(value))} is not the code of a short link, which has 14 letters and "
                "digits: copy one from wa-link business links list",
                param,
                ctx,
            )
        return code


def read_text(text: str) -> str:
    """Return the text of a link; print notes on fields such as `{name}`, and on an encoded text."""
    from wa_link.links.encoded_text import text_notes  # noqa: PLC0415  (not for the help)

    if field := find_unfilled(text):
        say(
            f"Note: {quote(field)} stays in the text of the link as it is: for a sheet, "
            "use wa-link business links sync"
        )
    say_notes(text_notes(unescape(text)))
    return unescape(text)


def several_words_error(ctx: click.Context, words: Sequence[str]) -> click.UsageError:
    """Return the error for a text of several words that was typed without quotes."""
    line = spell_command([*full_name(ctx).split(), " ".join(words)])
    return click.UsageError(
        f"{full_name(ctx)} takes one text, but got {len(words)} words: put the text in quotes, as "
        f"in {line}"
    )


def several_codes_error(ctx: click.Context, codes: Sequence[str]) -> click.UsageError:
    """Return the error for several codes that were given to a command that takes one."""
    return click.UsageError(
        f"{full_name(ctx)} takes one code, but got {len(codes)} ({escape(', '.join(codes[:3]))}"
        f"{', …' * (len(codes) > 3)}): run it once for each."
    )
