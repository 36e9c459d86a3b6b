"""The option `--assume`: how to read numbers with neither a `+` nor a leading zero.

For example, `4915112345678` is a German number if `international` is assumed.
"""

from __future__ import annotations

from enum import StrEnum

from wa_link._support.arguments import require
from wa_link._support.quoting import quote
from wa_link.errors import OptionError


class Assume(StrEnum):
    """Ways to read digits with neither `+` nor a leading zero, such as `4915112345678`.

    `NATIONAL` reads them as a number of the given region. `INTERNATIONAL` reads them as a number
    whose `+` is missing.
    """

    NATIONAL = "national"
    INTERNATIONAL = "international"


def assume_option(assume: Assume | str) -> Assume:
    """Return the member of Assume that `assume` names: `Assume.NATIONAL` for `national`.

    Raises:
        OptionError: `assume` is neither `national` nor `international`.
    """
    require("assume", assume, str)
    try:
        return Assume(assume)
    except ValueError:
        raise OptionError(
            f"Can't assume that numbers are {quote(assume)}: use {' or '.join(Assume)}."
        ) from None
