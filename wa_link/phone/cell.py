"""Entry points: from the text of a cell to one phone number, or to all of them."""

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
            `tel:…`, or a WhatsApp link. If it has several numbers, the first valid one is taken.
        region: region of numbers without `+`: `SA`, `SAU`, `Saudi Arabia` or `+966`. If None, such
            numbers are refused, never guessed.
        assume: whether digits with neither `+` nor a leading zero are `national` or
            `international`. If None, both are tried, and two different valid readings are refused.

    Raises:
        PhoneError: the cell has no certain number; `reason` and `message` say why.
        OptionError: `region` or `assume` is unknown.
        TypeError: `cell` is not text. An int has lost its plus and its zeros, and they are never
            guessed.
    """
    require_number("cell", cell)
    home, way = check_options(region, assume)
    if phone := parse_fast(cell, home):
        return phone
    from wa_link.phone.steps import parse_fully  # noqa: PLC0415  (most cells need none of it)

    return parse_fully(cell, home, way)


def parse_phones(
    cell: str, region: str | None = None, *, assume: Assume | str | None = None
) -> list[PhoneNumber | PhoneError]:
    """Return all numbers in a cell, in order; a PhoneError for each that can't be read.

    A repeated number is returned once. The arguments are those of `parse_phone`.

    Raises:
        PhoneError: the cell as a whole can't be read.
        OptionError: `region` or `assume` is unknown.
        TypeError: `cell` is not text.
    """
    require_number("cell", cell)
    from wa_link.phone.steps import parse_all  # noqa: PLC0415  (as above)

    return parse_all(cell, *check_options(region, assume))


def check_options(
    region: str | None, assume: Assume | str | None
) -> tuple[str | None, Assume | None]:
    """Return the two letters of a region, and the member of Assume.

    Raises:
        OptionError: `region` or `assume` is unknown.
    """
    way = assume_option(assume) if assume is not None else None
    if region is None:
        return None, way
    from wa_link.phone.regions import region_option  # noqa: PLC0415  (a number with + needs none)

    return region_option(region), way
