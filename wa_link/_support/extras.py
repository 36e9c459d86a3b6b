"""The error for an optional library that is not installed, such as one of `wa-link[print]`."""

from __future__ import annotations

from wa_link.errors import OptionError


def missing_extra(work: str, extra: str = "print") -> OptionError:
    """Return the error for an optional library that is missing, with the command to install it.

    Args:
        work: the work that needs the library, as the subject of the message: `Drawing PDF`.
        extra: name of the extra that contains the library: `check`, `print` or `sheets`.
    """
    return OptionError(
        f'{work} needs a library that is not installed: run pip install "wa-link[{extra}]"'
    )
