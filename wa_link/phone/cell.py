"""The way of a cell: from what somebody typed, exported or damaged, to one number or a reason."""

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
    """The phone number in `cell`, certain, with notes of what was changed to read it.

    Args:
        cell: a number as people write it, in any script: `+44 (0) 7911 123456`, `٠٥٠١٢٣٤٥٦٧`,
            `tel:…`, a WhatsApp link, several numbers of which the first valid one is taken.
        region: how a number without `+` is read: `SA`, `SAU`, `Saudi Arabia`, `+966`. None: such
            numbers are refused, never guessed.
        assume: whether digits with neither `+` nor a leading zero are national or international.
            None: both are tried, and two different valid readings are refused.

    Raises:
        PhoneError: the cell gives no number that is certain; `reason` and `message` say why.
        OptionError: there is no such region, or no such way to read digits.
        TypeError: `cell` is not text. An int has lost its plus and its zeros: what they were is
            never guessed.
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
    """Every number in `cell`, in order, or why it is none; one that is repeated counts once.

    Takes and raises what `parse_phone` does, where that is true of the cell as a whole.
    """
    require_number("cell", cell)
    from wa_link.phone.steps import parse_all  # noqa: PLC0415  (as above)

    return parse_all(cell, *check_options(region, assume))


def check_options(
    region: str | None, assume: Assume | str | None
) -> tuple[str | None, Assume | None]:
    """Return the region and the way to read digits that a person named.

    Raises:
        OptionError: there is no such region, or no such way.
    """
    way = assume_option(assume) if assume is not None else None
    if region is None:
        return None, way
    from wa_link.phone.regions import region_option  # noqa: PLC0415  (a number with a + needs none)

    return region_option(region), way
