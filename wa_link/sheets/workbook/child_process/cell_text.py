"""Formatting of cell values as text."""

from __future__ import annotations

import datetime
import math

# A spreadsheet shows 15 significant digits of a number (an IEEE 754 double).
_ROUNDED_FROM = 10**15


def format_value(value: object) -> str:
    """Format the value of a cell as text.

    A whole number becomes its digits, without `.0`. The spreadsheet has rounded a number of more
    than 15 digits, so it becomes `1.234567890123457E+16`, which is refused as a phone number.
    Dates and times follow ISO 8601, and durations look like `26:30:00`.
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "TRUE" if value else "FALSE"
        case int() | float():
            text = _format_number(value)
        case datetime.datetime():
            text = value.isoformat(" ")
        case datetime.date() | datetime.time():
            text = value.isoformat()
        case datetime.timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            text = str(value)
    return text


def _format_number(value: float) -> str:
    if not math.isfinite(value) or value != int(value):
        return repr(value)
    return f"{value:.15E}" if abs(value) >= _ROUNDED_FROM else str(int(value))
