"""The class of the commands of the Business Platform; it checks the command line as a whole."""

from __future__ import annotations

from collections import Counter
from typing import Final

import click

from wa_link._support.quoting import quote
from wa_link._support.same_file import is_one_source
from wa_link.cli.options.sections import SectionedCommand

_FILES: Final = {
    "contacts": "the sheet",
    "text_file": "--text-file",
    "ledger": "--ledger",
    "state": "--state",
    "output": "--output",
    "rejects": "--rejects",
}
"""Parameters that name a file, and their names for people."""
_WRITTEN: Final = frozenset(("output", "rejects"))
"""Parameters whose value `-` is standard output, and not standard input."""


class BusinessCommand(SectionedCommand):
    """A command whose options each have one value, and whose token file has no other purpose."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments; refuse repeated options, and a token file that is used twice."""
        typed = [*args]
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            self._refuse_repeated(ctx, typed)
            _refuse_token_file(ctx)
        return rest

    def _refuse_repeated(self, ctx: click.Context, args: list[str]) -> None:
        """Fail if an option with one value was given twice: which value counts is not certain."""
        for parameter, count in Counter(self.make_parser(ctx).parse_args(args)[2]).items():
            is_single = isinstance(parameter, click.Option) and not parameter.is_flag
            if count > 1 and is_single and not parameter.multiple:
                raise click.UsageError(
                    f"{max(parameter.opts, key=len)} was given {count} times, but takes one value: "
                    "give it once.",
                    ctx,
                )


def _refuse_token_file(ctx: click.Context) -> None:
    """Fail if another parameter names the file of `--token-file`.

    The token would be sent or shown, or the file would be overwritten.
    """
    token_file = ctx.params.get("token_file")
    for name, shown in _FILES.items():
        path = ctx.params.get(name)
        if token_file is None or path is None or (path == "-" and name in _WRITTEN):
            continue
        if is_one_source(token_file, path):
            raise click.UsageError(
                f"{quote(token_file, 200)} is the file with the access token, so it can't be "
                f"{shown}, too: name another file.",
                ctx,
            )
