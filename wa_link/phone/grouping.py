"""Groups of digits in the international format: `501234567` is written `50 123 4567`."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonenumbers.phonemetadata import NumberFormat

_GROUPS = r"(\(\\d(\{\d+(,\d+)?\})?\))+"


def compile_grouping(
    formats: tuple[NumberFormat, ...], size: int
) -> tuple[str, Callable[[str], str | tuple[str, ...]]]:
    """Return a template and a function that group `size` digits by the first format that fits.

    For Saudi Arabia, the template is `%s %s %s`, and the function returns `("50", "123", "4567")`
    for `501234567`. If no format fits, the digits stay in one group.

    Raises:
        ValueError: the pattern of a format contains something other than groups of digits.
    """
    for each in formats:
        pattern, form = each.pattern or "", each.format or ""
        if re.fullmatch(_GROUPS, pattern) is None:
            raise ValueError(f"{pattern} is not a pattern of groups of digits")
        if match := re.fullmatch(pattern, "0" * size):
            texts = re.split(r"\\(\d)", form.replace("%", "%%"))
            groups = [slice(*match.span(int(group))) for group in texts[1::2]]
            return "%s".join(texts[::2]), itemgetter(*groups)
    return "%s", itemgetter(slice(None))
