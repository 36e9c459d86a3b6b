"""The short way of a cell that leaves nothing to choose: what most cells of most sheets are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import dialing_region, plan_for_digits

if TYPE_CHECKING:
    from wa_link.phone.plans import Plan, PlanMatch

_ARGENTINA = 54  # its landlines have a note
# In `+8 495 …`, 8 may be the trunk prefix of Russia.
_DOUBTED = frozenset({_ARGENTINA, *range(81, 90), *range(800, 900)})
# `05 03 1993` may be a date: the long way asks whether the region writes its numbers like that.
_DATE = re.compile(r" *\d\d? +\d\d? +\d\d(?:\d\d)? *")
_MOST_DIGITS_OF_DATE = 8


def parse_fast(cell: str, region: str | None) -> PhoneNumber | None:
    """The number of a cell that leaves nothing to choose and nothing to say; None for any other.

    Most cells are so, and all else is far slower. It is what the long way would come to: digits
    behind a plus, or behind the trunk prefix 0 at home, that are valid as they stand.
    """
    found = match_fast(cell, region)
    if found is None:
        return None
    plan, national, verdict = found
    line = verdict.line
    return PhoneNumber(plan.calling_code, national, *line) if line else None


def match_fast(cell: str, region: str | None) -> tuple[Plan, str, PlanMatch] | None:
    """The plan, the national number and the verdict for a number that is certain."""
    digits = cell.replace(" ", "")
    if digits.startswith("+"):
        digits = digits[1:]
        plan = plan_for_digits(digits[:3]) if digits.isascii() and digits.isdecimal() else None
        if plan is None:
            return None
        national = digits[plan.code_size :]
    elif found := _strip_trunk(digits, region):
        if (
            len(digits) <= _MOST_DIGITS_OF_DATE
            and len(digits) != len(cell)
            and _DATE.fullmatch(cell)
        ):
            return None
        plan, national = found
    else:
        return None
    verdict = plan.match(national)
    if not verdict.is_chat_line:
        return None
    if plan.calling_code in _DOUBTED and (
        plan.calling_code == _ARGENTINA or cell.startswith("+8 ")
    ):
        return None
    return plan, national, verdict


def _strip_trunk(digits: str, region: str | None) -> tuple[Plan, str] | None:
    if region is None or not (digits.isascii() and digits.isdecimal()):
        return None
    if not digits.startswith("0") or digits.startswith(("00", "011")):
        return None
    home = dialing_region(region)
    national = home.strip_trunk(digits)
    if national is None or home.strip_idd(digits) is not None:
        return None
    return home.plan, national
