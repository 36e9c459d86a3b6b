"""Fast way to read a simple cell: only digits and spaces, after a `+` or a trunk prefix 0.

Most cells are simple: `+44 7911 123456`, `0501234567`. All other cells are read by `steps.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import plan_for_digits

if TYPE_CHECKING:
    from wa_link.phone.plans import Plan, PlanMatch

_ARGENTINA = 54  # landlines of Argentina get a note, so `steps.py` must read them
# In `+8 495 …`, the 8 may be Russia's trunk prefix.
_DOUBTFUL = frozenset({_ARGENTINA, *range(81, 90), *range(800, 900)})
# `05 03 1993` may be a date; `steps.py` checks whether the region writes numbers like this.
_DATE = re.compile(r" *\d\d? +\d\d? +\d\d(?:\d\d)? *")
_MOST_DIGITS_OF_DATE = 8


def may_be_link(text: str) -> bool:
    """Return whether a text contains `/`, `?` or `#`, as every link does."""
    return any(sign in text for sign in "/?#")


def parse_fast(cell: str, region: str | None) -> PhoneNumber | None:
    """Return the number of a simple cell, such as `+44 7911 123456`; None for all other cells."""
    found = match_fast(cell, region)
    if found is None:
        return None
    plan, national, match = found
    line = match.line
    return PhoneNumber(plan.calling_code, national, *line) if line else None


def match_fast(cell: str, region: str | None) -> tuple[Plan, str, PlanMatch] | None:
    """Return the plan, national number and PlanMatch of a simple cell; None for all other cells.

    A simple cell has only digits and spaces after a `+` or after the trunk prefix 0 of its region.
    Its number is valid without any change. Most cells are simple; all other cells take ten times as
    long. For a simple cell, `steps.parse_fully` returns the same number, and no notes.
    """
    digits = cell.replace(" ", "")
    if digits.startswith("+"):
        digits = digits[1:]
        plan = plan_for_digits(digits[:3]) if digits.isascii() and digits.isdecimal() else None
        if plan is None:
            return None
        national = digits[plan.code_size :]
    elif found := _strip_trunk(digits, region):
        is_short = len(digits) <= _MOST_DIGITS_OF_DATE
        if is_short and len(digits) != len(cell) and _DATE.fullmatch(cell):
            return None
        plan, national = found
    else:
        return None
    match = plan.match(national)
    if not match.is_chat_line:
        return None
    code = plan.calling_code
    if code in _DOUBTFUL and (code == _ARGENTINA or cell.startswith("+8 ")):
        return None
    return plan, national, match


def _strip_trunk(digits: str, region: str | None) -> tuple[Plan, str] | None:
    """Return the region's plan and the digits after a trunk prefix 0.

    Return None if there is no region, or if the digits do not begin with its trunk prefix 0. Also
    return None if they may begin with an international prefix, such as `00`.
    """
    if region is None or not (digits.isascii() and digits.isdecimal()):
        return None
    if not digits.startswith("0") or digits.startswith(("00", "011")):
        return None
    home = dialing_region(region)
    national = home.strip_trunk(digits)
    if national is None or home.strip_idd(digits) is not None:
        return None
    return home.plan, national
