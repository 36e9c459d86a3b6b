"""Two readings of digits without a plus, as data for counts of rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """Two readings of digits without a `+`, of which the option `assume` chooses one.

    Attributes:
        region: region that dials the digits as a national number, such as `CN`.
        national: the number of that region, such as `+86 139 1234 5678`; empty if it is not valid,
            so that it may have a wrong digit.
        other_region: region of the digits with a `+`, such as `US`; `001` for a number without a
            country.
        international: the number with the `+`, such as `+1 391 234 5678`.
    """

    region: str
    national: str
    other_region: str
    international: str
