"""The short way of a cell that leaves nothing to choose: what most cells of most sheets are."""

from __future__ import annotations

from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import LineType, home_of, plan_of

_ARGENTINA = 54  # its landlines have a note
_PAGER = LineType.PAGER


def certain(cell: str, region: str | None) -> PhoneNumber | None:
    """The number of a cell that leaves nothing to choose and nothing to say; None for any other.

    Most cells are so, and all else is far slower. It is what `read` would come to: digits behind a
    plus, or behind the trunk prefix 0 at home, that are valid as they stand.
    """
    digits = cell.replace(" ", "")
    if digits.startswith("+"):
        digits = digits[1:]
        plan = plan_of(digits[:3]) if digits.isascii() and digits.isdecimal() else None
        if plan is None:
            return None
        national = digits[plan.code_size :]
        if plan.has_prefix(national):
            return None
    elif region and digits.startswith("0") and digits.isascii() and digits.isdecimal():
        home = home_of(region)
        plan, behind_zero = home.plan, home.national_number(digits)
        prefixed = digits.startswith(("00", "011")) or home.behind_prefix(digits) is not None
        if behind_zero is None or prefixed:
            return None
        national = behind_zero
    else:
        return None
    line = plan.line(national)
    if line is None or line.line_type is _PAGER or plan.calling_code == _ARGENTINA:
        return None
    return PhoneNumber(plan.calling_code, national, line.region, line.line_type)
