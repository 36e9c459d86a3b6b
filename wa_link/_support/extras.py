"""Libraries that are extras: imported where they are used, and asked for by name."""

from __future__ import annotations

from wa_link.errors import OptionError


def missing_extra(what: str, extra: str = "print") -> OptionError:
    """The error to raise when a library is not there, with the command that installs it.

    Args:
        what: it does, as a subject: `What draws PDF`.
        extra: its name.
    """
    return OptionError(f'{what} is not installed: pip install "wa-link[{extra}]"')
