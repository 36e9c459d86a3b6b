"""Groups of commands that import the module of a command only when that command is used."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from wa_link.cli.exit_codes import WRONG_USAGE
from wa_link.cli.option_names import HELP_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_HELP_WORDS = (*HELP_WORDS, "h", "-h", "--help", "-help")


class LazyGroup(click.Group):
    """A group of commands, each in a module of its own."""

    def __init__(
        self,
        *args: Any,
        package: str,
        summaries: Mapping[str, str],
        modules: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Create a group.

        Args:
            *args: arguments of click.
            package: the package that contains the modules of the commands.
            summaries: the names of the commands, each with one sentence for the help.
            modules: the module of each command whose module does not have the name of the command.
                A module defines the command under its own name: `link.link`.
            **kwargs: arguments of click.
        """
        super().__init__(*args, **kwargs)
        self._package, self._summaries, self._modules = package, summaries, modules or {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command: only `--help` and `--version` are allowed there."""
        arguments = self._move_help(ctx, args)
        if not arguments and not ctx.resilient_parsing:
            with suppress(OSError):  # standard error is closed
                click.echo(ctx.get_help(), err=True)
            ctx.exit(WRONG_USAGE)
        try:
            return super().parse_args(ctx, [*arguments])
        except click.NoSuchOption as error:
            from wa_link.cli.mistakes.unknown_commands import option_before_command_error  # noqa: PLC0415  (only for a wrong option)

            raise option_before_command_error(ctx, error, arguments) from None
        except click.BadOptionUsage as error:
            from wa_link.cli.mistakes.usage_errors import missing_value_error  # noqa: PLC0415  (as above)

            raise missing_value_error(ctx, error) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. The error for an unknown command proposes a similar command."""
        if args[0] not in self._summaries:
            from wa_link.cli.mistakes.unknown_commands import unknown_command_error  # noqa: PLC0415  (only for a wrong command)

            raise unknown_command_error(ctx, args)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of the commands, in the order of the help."""
        return list(self._summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        """Return a command; None if the group has no such command."""
        if cmd_name not in self._summaries:
            return None
        name = self._modules.get(cmd_name, cmd_name.replace("-", "_"))
        command: click.Command = getattr(import_module(f"{self._package}.{name}"), name)
        return command

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem[str]]:
        """Return the commands, or the options before a command, that begin with a text."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415  (only for completion)

        found = [
            CompletionItem(name, help=summary)
            for name, summary in self._summaries.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        """Write the names and summaries of the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._summaries.items()))

    def _move_help(self, ctx: click.Context, arguments: list[str]) -> list[str]:
        """Return the arguments with `--help` after the command: `help batch` gives `batch --help`.

        A group moves the word for help once more: `help links sync` gives `links --help sync`.
        """
        while arguments[:1] == ["--"]:
            arguments = arguments[1:]
        if not arguments or arguments[0] not in _HELP_WORDS:
            return arguments
        names = [each for each in arguments if each not in _HELP_WORDS]
        if not names:
            return ["--help"]
        is_group = isinstance(self.get_command(ctx, names[0]), click.Group)
        return [names[0], "--help", *(names[1:] if is_group else ())]
