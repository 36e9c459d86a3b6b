"""The class of commands that make one change on the Business Platform, such as `send`."""

from __future__ import annotations

import click

from wa_link._support import signals
from wa_link.cli.exit_codes import SOME_REJECTED
from wa_link.cli.options.sections import SectionedCommand, final_exit_code
from wa_link.cli.stderr import say, say_error
from wa_link.errors import BusinessError, Effect, RecordError


class OneRequest(SectionedCommand):
    """A command that makes one change. The exit code is 3 if Meta or wa-link refused its input."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; print the message of a refusal."""
        try:
            return super().invoke(ctx)
        except RecordError as error:
            message = error.message
        except BusinessError as error:
            if not _is_refusal(error):
                raise
            message = error.message
        except (KeyboardInterrupt, signals.Terminated) as error:
            say("Interrupted: if the request was on its way, it may have been carried out.")
            if isinstance(error, KeyboardInterrupt):
                raise click.Abort from None  # click prints an empty line for KeyboardInterrupt
            raise
        say_error(message)
        return final_exit_code(ctx, SOME_REJECTED)


def _is_refusal(error: BusinessError) -> bool:
    """Return whether Meta refused this number, text or code: a request with others can succeed."""
    is_certain = error.code is not None and error.effect is Effect.NONE
    return is_certain and not (error.ends_run or error.may_repeat)
