"""Answer the script of a shell when the user presses TAB. An answer never fails or waits."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, redirect_stderr, suppress
from threading import Timer
from typing import TYPE_CHECKING

from wa_link.cli.shell_completion.find_items import find_items
from wa_link.cli.shell_completion.shells import SHELLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import click

# A user does not wait longer for values, for example from a workbook on a slow network drive.
_LIMIT_SECONDS = 5.0


def answer(commands: click.Group, shell: str, arguments: Sequence[str]) -> bool:
    """Print the items that complete a command line, in the form that the script of a shell reads.

    If anything fails, print nothing: a message would appear in the middle of the user's line.

    Args:
        commands: the group of all commands.
        shell: name of the shell, such as `bash`.
        arguments: arguments of the shell's script.

    Returns:
        Whether it is a shell whose script is one of ours; else nothing is printed.
    """
    if shell not in SHELLS:
        return False
    with _silence(), _limit_time(), suppress(Exception):
        line, write = SHELLS[shell](arguments)
        items = find_items(commands, line)
        # As bytes, because Windows would write CRLF, which bash and fish read as a part of a value.
        sys.stdout.buffer.write("".join(f"{each}\n" for each in write(items)).encode())
        sys.stdout.flush()
    return True


@contextmanager
def _silence() -> Iterator[None]:
    """Drop all messages and warnings that are printed in the `with` block."""
    with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere):  # noqa: PTH123  (pathlib takes 1 ms to load)
        yield


@contextmanager
def _limit_time() -> Iterator[None]:
    """End the process without an answer if the `with` block takes too long."""
    timer = Timer(_LIMIT_SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
