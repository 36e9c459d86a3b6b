"""Assume: how to read digits with neither `+` nor a leading zero, for a whole sheet."""

from __future__ import annotations

from enum import StrEnum

from wa_link._support.arguments import require
from wa_link._support.quoting import quote
from wa_link.errors import OptionError


class Assume(StrEnum):
    """How to read digits with neither `+` nor a leading zero."""

    NATIONAL = "national"
    INTERNATIONAL = "international"


def assume_option(assume: Assume | str) -> Assume:
    """Return the member that `assume` names.

    Raises:
        OptionError: `assume` is neither `national` nor `international`.
    """
    require("assume", assume, str)
    try:
        return Assume(assume)
    except ValueError:
        raise OptionError(f"Can't assume {quote(assume)}: use {' or '.join(Assume)}.") from None
