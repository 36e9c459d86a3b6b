"""Options of click that belong to a section of the help, and whose values can be defaults."""

from __future__ import annotations

from typing import Any

import click

from wa_link._support.quoting import quote
from wa_link.cli.defaults import COMMANDS, can_have_default, defaults_of
from wa_link.errors import OptionError

# Options whose value can't be empty, although it is not a path.
_NEVER_EMPTY = ("title", "lang", "username")


class SectionedOption(click.Option):
    """An option that belongs to a section of the help, such as `Numbers`."""

    def __init__(self, *args: Any, section: str = "Options", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section

    def type_cast_value(self, ctx: click.Context, value: object) -> object:
        """Convert the text that the user gave for an option; refuse empty paths and invalid UTF-8.

        Raises:
            UsageError: a path, `--title`, `--lang` or `--username` is empty, or a text has
                bytes that are not UTF-8. If the text of `--text` contains them, `chat_link` raises
                the error.
        """
        if value == "" and (isinstance(self.type, click.Path) or self.name in _NEVER_EMPTY):
            raise empty_name_error(self.opts[-1])
        if self.type is click.STRING and self.name != "text":
            for text in value if isinstance(value, (tuple, list)) else (value,):
                if isinstance(text, str) and not _is_utf_8(text):
                    raise click.BadParameter(
                        f"{quote(text)} is not in UTF-8: give the value in UTF-8.", ctx, self
                    )
        return super().type_cast_value(ctx, value)

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """Return the text of the environment variable that counts for this option, if any."""
        if ctx.command.name not in COMMANDS or not can_have_default(self):
            return super().resolve_envvar_value(ctx)
        default = defaults_of(ctx).get(self.name or "")
        return str(default.value) if default and default.is_variable else None

    def value_from_envvar(self, ctx: click.Context) -> Any:  # noqa: ANN401  (click's signature)
        """Return the value of the environment variable; commas separate repeated values."""
        text = self.resolve_envvar_value(ctx)
        if self.multiple and text is not None:
            return [each.strip() for each in text.split(",") if each.strip()]
        return super().value_from_envvar(ctx)

    def process_value(self, ctx: click.Context, value: Any) -> Any:  # noqa: ANN401  (click's signature)
        """Convert the value; an error about a default names its file or its variable.

        Raises:
            OptionError: a default can't be used.
        """
        try:
            return super().process_value(ctx, value)
        except click.UsageError as error:
            default = defaults_of(ctx).get(self.name or "")
            if default is None:
                raise
            message = "write 1 or 0." if self.is_flag else error.message
            raise OptionError(f"{default}: {message}") from None


def _is_utf_8(text: str) -> bool:
    """Return whether an argument is in UTF-8: Python reads other bytes as surrogates (PEP 383)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def empty_name_error(name: str) -> click.UsageError:
    """Return the error for an option whose value is empty, such as `--title ""`."""
    return click.UsageError(f"The value of {name} is empty: give a value, or leave out {name}.")
