"""The class of commands that make one change on the Business Platform, such as `send`."""

from __future__ import annotations

from typing import Any

import click

from wa_link._support import signals
from wa_link.cli.business.business_command import BusinessCommand
from wa_link.cli.exit_codes import FAILED, SOME_REJECTED
from wa_link.cli.options.sections import final_exit_code
from wa_link.cli.stderr import say, say_error
from wa_link.errors import BusinessError, Effect, RecordError


class OneRequest(BusinessCommand):
    """A command that makes one change. The exit code is 3 if Meta or wa-link refused its input."""

    def __init__(
        self,
        *args: Any,
        if_lost: str = "Run the same command again: doing it twice does no harm.",
        **kwargs: Any,
    ) -> None:
        """Create a command.

        Args:
            *args: arguments of click.
            if_lost: a sentence that says what to do if the answer of the server was lost.
            **kwargs: arguments of click.
        """
        super().__init__(*args, **kwargs)
        self._if_lost = if_lost

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; print the message of a refusal."""
        try:
            return super().invoke(ctx)
        except RecordError as error:
            message = error.message
        except BusinessError as error:
            message = error.message
            if error.effect is Effect.UNKNOWN:
                say_error(f"{message} {self._if_lost}")
                return FAILED
            if not _is_refusal(error):
                raise
        except (KeyboardInterrupt, signals.Terminated) as error:
            say(
                "Interrupted: if the request was on its way, it may have been carried out. "
                f"{self._if_lost}"
            )
            if isinstance(error, KeyboardInterrupt):
                raise click.Abort from None  # click prints an empty line for KeyboardInterrupt
            raise
        say_error(message)
        return final_exit_code(ctx, SOME_REJECTED)


def _is_refusal(error: BusinessError) -> bool:
    """Return whether Meta refused this number, text or code: a request with others can succeed."""
    return error.code is not None and not (error.ends_run or error.may_repeat)
