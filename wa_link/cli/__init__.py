"""The command line: the only place that knows click, standard streams and exit codes."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from wa_link import __version__
from wa_link._support import signals
from wa_link._support.quoting import escape
from wa_link.cli.exit_codes import ALL_ACCEPTED, CLOSED_PIPE, FAILED, INTERRUPTED, WRONG_USAGE
from wa_link.cli.flags import name_flags
from wa_link.errors import OptionError, WaLinkError

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    "link": "Make the link to a number's chat.",
    "qr": "Draw a number or a link as a QR code.",
    "batch": "Turn a sheet of contacts into a sheet of links.",
    "labels": "Fill label sheets and posters with codes, as a PDF.",
    "inspect": "Explain numbers and links.",
}


class _ClosedPipe(BaseException):
    """The reader of our output has closed the pipe; click would use another exit code."""


class _Commands(click.Group):
    """A group that loads a command when it is used: `--help` loads none."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ClosedPipe from None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command; there are only few."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            ctx.fail(
                f"No such option '{escape(error.option_name)}': options come after the command, "
                f"as in wa-link link {escape(error.option_name)} …"
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; the error for an unknown one names the one that was probably meant."""
        if args[0] not in _COMMANDS:
            from wa_link.cli.usage_errors import unknown_command  # noqa: PLC0415  (most are right)

            ctx.fail(unknown_command(args[0], list(_COMMANDS)))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"wa_link.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`wa-link COMMAND --help` says more, with examples.",
)
@click.version_option(__version__, prog_name="wa-link", message="%(prog)s %(version)s")
def commands() -> None:
    """WhatsApp click-to-chat links, from one number or from a sheet of contacts.

    A number that can't be read for certain is refused, with the reason and a way out.
    Links go to standard output, all else to standard error.

    Exit codes: 0 everything was accepted; 1 the run failed; 2 the command line is wrong, or a
    file to read does not exist or can't be opened; 3 the run finished, and some input was rejected.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, and return its exit code: the one place that turns errors into codes.

    Raises:
        Terminated: SIGTERM or SIGHUP has come; for SIGINT, its code is returned.
    """
    with name_flags():
        return _main(arguments)


def _main(arguments: Sequence[str] | None) -> int:  # noqa: PLR0911  (a return for each way to end)
    try:
        code = commands.main(arguments, prog_name="wa-link", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        with suppress(OSError):  # standard error is closed
            error.show()
        return error.exit_code
    except OptionError as error:
        return _failed(str(error), WRONG_USAGE)
    except WaLinkError as error:
        return _failed(str(error), FAILED)
    except click.Abort:
        return INTERRUPTED
    except (_ClosedPipe, BrokenPipeError):
        _forget_stdout()
        return CLOSED_PIPE
    except MemoryError:
        return _failed("There is not enough memory.", FAILED)
    except io.UnsupportedOperation:
        return _failed("A standard stream that is needed is closed.", FAILED)
    except OSError as error:
        _forget_stdout()
        is_full = error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
        # A full file has its name in the error.
        name = error.filename or ("Standard output" if is_full else "")
        where = f"{escape(str(name))}: " if name else ""
        return _failed(f"{where}{error.strerror or error}.", FAILED)
    return code if isinstance(code, int) else ALL_ACCEPTED


def run() -> NoReturn:
    """Run the command line of this process, and end the process."""
    _prepare_streams()
    try:
        signals.install_handlers()
        code = main()
        signals.ignore_further()
    except BaseException as error:
        if signals.find_interruption(error) is None:
            raise
        code = signals.exit_code()
    if "wa_link._support.files" in sys.modules:  # else nothing was begun
        from wa_link._support.files import remove_unfinished  # noqa: PLC0415  (10 ms, which links do not need)

        remove_unfinished()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # main has reported it, if it could
            stream.flush()
    # To free all modules would take as long as to make a link.
    os._exit(code)


def _prepare_streams() -> None:
    """Set up the standard streams: blocking, in UTF-8, and never None.

    Python has None for a closed stream; it is replaced by a file that fails when it is used. Some
    programs leave their pipes non-blocking, where rows would be lost.
    """
    for descriptor in (0, 1, 2):
        with suppress(OSError, AttributeError):  # it is closed, or Windows
            os.set_blocking(descriptor, True)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, "w")  # noqa: PTH123, SIM115  (pathlib takes 1 ms to load)
    if sys.stdout is None:
        sys.stdout = open(os.devnull)  # noqa: PTH123, SIM115  (as above)
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  (as above)


def _forget_stdout() -> None:
    """Drop output that is still buffered, so that it does not fail again at exit."""
    with suppress(OSError):
        sys.stdout.flush()
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(message: str, code: int) -> int:
    with suppress(OSError):  # as above
        click.echo(f"Error: {message}", err=True)
    return code
