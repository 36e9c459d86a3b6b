"""Access tokens that were typed on the command line: refuse them without repeating them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from wa_link.cli.stderr import without_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_DASHES = "-/\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_OTHER_NAMES = ("access-token", "auth-token", "bearer", "bearer-token", "api-key", "wa-link-token")
_LIKE_OPTION = 0.75
_RIGHT = "--token-file"
_WAY_OUT = (
    "other programs can read a command line. Set WA_LINK_TOKEN, or name a file that contains the "
    "token with --token-file FILE"
)


def refuse_tokens(arguments: Sequence[str]) -> None:
    """Fail if an argument contains a token, or is an option that may have a token as its value.

    The message does not contain the argument: a log could keep it.

    Args:
        arguments: arguments of the command line, as they were typed.

    Raises:
        UsageError: there is such an argument.
    """
    own = os.environ.get("WA_LINK_TOKEN", "").strip()
    for argument in arguments:
        name, equals, _ = argument.partition("=")
        is_option = argument[:1] in _DASHES or bool(equals)
        if is_option and _is_like_token_option(name):
            raise click.UsageError(f"There is no option for the token itself, because {_WAY_OUT}")
        is_own = own and own in {argument, argument.rpartition("=")[2]}  # also if it is short
        if is_own or without_tokens(argument) != argument:
            raise click.UsageError(
                "An argument contains an access token, which is not repeated here, because "
                f"{_WAY_OUT}"
            )


def _is_like_token_option(name: str) -> bool:
    """Return whether a name is `token`, a slip for it, or another name for it; not `token-file`."""
    import difflib  # noqa: PLC0415  (only for business commands)

    plain = name.lstrip(_DASHES).casefold().replace("_", "-")
    if name == _RIGHT or not plain:
        return False
    if name[0] not in _DASHES:  # the words before = in a text may only look like it
        return plain in {"token", *_OTHER_NAMES}
    return plain in _OTHER_NAMES or bool(
        difflib.get_close_matches(plain, ("token",), cutoff=_LIKE_OPTION)
    )
