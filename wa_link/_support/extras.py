"""Libraries that are installed as extras, and imported where they are used."""

from __future__ import annotations

from wa_link.errors import OptionError


def missing_extra(work: str, extra: str = "print") -> OptionError:
    """Return the error for a missing library, with the command that installs it.

    Args:
        work: the work that needs it, as a subject: `Drawing PDF`.
        extra: the name of the extra.
    """
    return OptionError(
        f'{work} needs a library that is not installed: pip install "wa-link[{extra}]"'
    )
