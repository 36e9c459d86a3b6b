"""Read phone numbers: `parse_phone` returns one number of a cell, `parse_phones` returns all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import require_number
from wa_link.phone.assume import Assume, assume_option
from wa_link.phone.fast import parse_fast

if TYPE_CHECKING:
    from wa_link.errors import PhoneError
    from wa_link.phone.number import PhoneNumber


def parse_phone(
    cell: str, region: str | None = None, *, assume: Assume | str | None = None
) -> PhoneNumber:
    """Return the phone number in a cell, with notes on what was changed to read it.

    Args:
        cell: a number as people write it, in any script: `+44 (0) 7911 123456`, `٠٥٠١٢٣٤٥٦٧`,
            `tel:…`, or a WhatsApp link. If the cell has several numbers, the first valid number is
            returned.
        region: region of numbers without `+`: `SA`, `SAU`, `Saudi Arabia` or `+966`. If None, such
            numbers are refused; their region is never guessed.
        assume: how to read digits with neither `+` nor a leading zero: `national` or
            `international`. If None, both are tried. If they give two different valid numbers, the
            cell is refused, unless the grouping of its digits shows which number is meant.

    Raises:
        PhoneError: no number in the cell can be read with certainty; `reason` and `message` say
            why.
        OptionError: `region` or `assume` is unknown.
        TypeError: `cell` is not text. An int can't keep the plus and leading zeros.
    """
    require_number("cell", cell)
    home, way = check_options(region, assume)
    if phone := parse_fast(cell, home):
        return phone
    from wa_link.phone.steps import parse_fully  # noqa: PLC0415  (most cells do not need it)

    return parse_fully(cell, home, way)


def parse_phones(
    cell: str, region: str | None = None, *, assume: Assume | str | None = None
) -> list[PhoneNumber | PhoneError]:
    """Return all numbers in a cell, in order, with a PhoneError for each number that can't be read.

    `050 123 4567 / 12` gives a PhoneNumber and a PhoneError. A repeated number is returned once.
    The arguments are the same as those of `parse_phone`.

    Raises:
        PhoneError: the cell can't be split into numbers, for example because it is empty.
        OptionError: `region` or `assume` is unknown.
        TypeError: `cell` is not text.
    """
    require_number("cell", cell)
    from wa_link.phone.steps import parse_all  # noqa: PLC0415  (as above)

    return parse_all(cell, *check_options(region, assume))


def check_options(
    region: str | None, assume: Assume | str | None
) -> tuple[str | None, Assume | None]:
    """Check `region` and `assume`; return two letters, such as `SA`, and a member of Assume.

    An option that is None is returned as None.

    Raises:
        OptionError: `region` or `assume` is unknown.
    """
    way = assume_option(assume) if assume is not None else None
    if region is None:
        return None, way
    from wa_link.phone.regions import region_option  # noqa: PLC0415  (a number with + needs no region)

    return region_option(region), way
