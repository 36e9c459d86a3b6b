"""Digits with neither `+` nor a leading zero: how a sheet that is alike throughout means them."""

from __future__ import annotations

from enum import StrEnum

from wa_link.errors import OptionError
from wa_link.wording import shown


class Bare(StrEnum):
    """How digits with neither `+` nor a leading zero are read, where a whole sheet is alike."""

    NATIONAL = "national"
    INTERNATIONAL = "international"


def bare_option(bare: Bare | str) -> Bare:
    """The way to read bare digits that `bare` names.

    Raises:
        OptionError: there is no such way.
    """
    try:
        return Bare(bare)
    except ValueError:
        raise OptionError(
            f"Bare digits are read as {' or as '.join(Bare)}, not as {shown(bare)}."
        ) from None
