"""The command line: the only part of the package that uses click and standard streams."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from wa_link import __version__
from wa_link._support import signals
from wa_link._support.quoting import escape
from wa_link.cli.exit_codes import (
    ALL_ACCEPTED,
    CLOSED_PIPE,
    FAILED,
    INTERRUPTED,
    WRONG_USAGE,
)
from wa_link.cli.lazy_group import LazyGroup
from wa_link.cli.option_names import name_flags
from wa_link.errors import OptionError, WaLinkError

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    "link": "Print the WhatsApp link of a phone number.",
    "qr": "Draw the QR code of a number or a link.",
    "batch": "Turn a sheet of contacts into a sheet of links.",
    "labels": "Print labels or posters with QR codes from a sheet, as a PDF.",
    "inspect": "Explain numbers and links, and show their problems.",
    "check": "Find WhatsApp links in files, and report or fix wrong ones.",
    "business": "Use the Business Platform: short links, profile and messages.",
    "explain": "Explain the codes of rules, reasons, notes and exits.",
    "config": "Show the defaults in use, and where each comes from.",
    "completion": "Print the completion script of a shell.",
    "schema": "Print the JSON Schema of an output.",
    "man": "Print the manual page.",
}


class _ClosedPipe(BaseException):
    """Error that is raised if the program that reads standard output has closed the pipe.

    The exit code is then 141. For a BrokenPipeError, click would return the exit code 1.
    """


class _Commands(LazyGroup):
    """The group of all commands."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ClosedPipe from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_commands(ctx, formatter)
        from wa_link.cli.exit_code_texts import EXIT_CODES  # noqa: PLC0415  (only for the help)

        with formatter.section("Exit codes"):
            formatter.write_dl([(str(each.code), each.meaning) for each in EXIT_CODES])


@click.group(
    cls=_Commands,
    package=__name__,
    summaries=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`wa-link COMMAND --help` shows the options of a command, and examples.",
)
@click.version_option(
    __version__, "-V", "--version", prog_name="wa-link", message="%(prog)s %(version)s"
)
def commands() -> None:
    """Make WhatsApp click-to-chat links from a phone number or from a sheet of contacts.

    A number is refused if it is not certain which number is meant. The message says why, and
    how to fix it. Links are printed on standard output, and messages on standard error.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, print its errors, and return its exit code.

    After SIGINT (Ctrl+C), the exit code is 130.

    Raises:
        Terminated: SIGTERM or SIGHUP was received.
    """
    if shell := os.environ.get("_WA_LINK_COMPLETE"):
        from wa_link.cli.shell_completion.answer import answer  # noqa: PLC0415  (only after TAB)

        if answer(commands, shell, sys.argv[1:] if arguments is None else arguments):
            return ALL_ACCEPTED
    with name_flags():
        return _main(arguments)


def _main(arguments: Sequence[str] | None) -> int:  # noqa: PLR0911  (one return for each kind of error)
    try:
        # click would expand *Sale*, ~ and $HOME in texts on Windows, and answer TAB in its own way.
        code = commands.main(
            arguments,
            prog_name="wa-link",
            complete_var="",
            standalone_mode=False,
            windows_expand_args=False,
        )
        sys.stdout.flush()
    except click.ClickException as error:
        from wa_link.cli.mistakes.usage_errors import describe  # noqa: PLC0415  (only for a wrong command line)

        return _report_failure(describe(error), error.exit_code)
    except OptionError as error:
        return _report_failure(str(error), WRONG_USAGE)
    except WaLinkError as error:
        return _report_failure(str(error), FAILED)
    except click.Abort:
        return INTERRUPTED
    except (_ClosedPipe, BrokenPipeError):
        _forget_stdout()
        return CLOSED_PIPE
    except MemoryError:
        return _report_failure(
            "There is not enough memory: close other programs, and try again.", FAILED
        )
    except io.UnsupportedOperation:
        return _report_failure(
            "Standard input or output is needed, but it is closed: open it, or name a file.", FAILED
        )
    except OSError as error:
        return _report_os_error(error)
    return code if isinstance(code, int) else ALL_ACCEPTED


def _report_os_error(error: OSError) -> int:
    """Print an error of the operating system, such as a full disk; return the exit code."""
    _forget_stdout()
    is_full = error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
    # The error for a full disk names the file, unless it is standard output.
    name = error.filename or ("Standard output" if is_full else "")
    where = f"{escape(str(name))}: " if name else ""
    return _report_failure(f"{where}{error.strerror or error}.", FAILED)


def run() -> NoReturn:
    """Run the command line `sys.argv`, and end the process with its exit code."""
    _prepare_streams()
    try:
        signals.install_handlers()
        code = main()
        signals.ignore_further()
    except BaseException as error:
        if signals.find_interruption(error) is None:
            raise
        code = signals.exit_code()
    if "wa_link._support.files" in sys.modules:  # else no file was opened
        from wa_link._support.files import remove_unfinished  # noqa: PLC0415  (takes 10 ms; `wa-link link` opens no file)

        remove_unfinished()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # main has already reported the error
            stream.flush()
    # A normal exit frees all modules, which takes as long as making a link.
    os._exit(code)


def _prepare_streams() -> None:
    """Make the standard streams blocking, replace closed ones, and set the outputs to UTF-8.

    Rows could be lost in a non-blocking pipe. Python sets a closed stream to None. Here, closed
    standard input or output becomes a file that raises an error when it is used, and closed
    standard error becomes a file that drops all text. Messages to a terminal keep its encoding.
    """
    for descriptor in (0, 1, 2):
        with suppress(
            OSError, AttributeError
        ):  # the stream is closed; Windows has no such function
            os.set_blocking(descriptor, True)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, "w")  # noqa: PTH123, SIM115  (pathlib takes 1 ms to load)
    if sys.stdout is None:
        sys.stdout = open(os.devnull)  # noqa: PTH123, SIM115  (as above)
    elif isinstance(sys.stdout, io.TextIOWrapper):
        if os.name == "nt" and not sys.stdout.isatty():
            from wa_link._support.streams import WindowsPipe  # noqa: PLC0415  (only on Windows)

            pipe = WindowsPipe(sys.stdout.fileno(), "wb", closefd=False)
            sys.stdout = io.TextIOWrapper(io.BufferedWriter(pipe))
        # In Git Bash on Windows, $(wa-link link …) would end with a CR.
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  (as above)
    elif isinstance(sys.stderr, io.TextIOWrapper) and not sys.stderr.isatty():
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_stdout() -> None:
    """Flush standard output; if that fails, drop its buffered text, so that exit does not fail."""
    with suppress(OSError):
        sys.stdout.flush()
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_failure(message: str, code: int) -> int:
    """Print an error on standard error, and return the exit code."""
    from wa_link.cli.stderr import say_error  # noqa: PLC0415  (only for an error)

    say_error(message)
    return code
