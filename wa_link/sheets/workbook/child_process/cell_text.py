"""Values of cells as text."""

from __future__ import annotations

import datetime
import math

# A spreadsheet keeps 15 significant digits of a number (IEEE 754 doubles, as Excel shows them).
_ROUNDED_FROM = 10**15


def format_value(value: object) -> str:
    """Return a cell's value as text.

    A whole number is its digits, without `.0`. One of more than 15 digits was rounded by the
    spreadsheet, and comes as `1.234567890123457E+16`, by which a reader of numbers knows. Dates
    and times are ISO 8601, durations `26:30:00`.
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "TRUE" if value else "FALSE"
        case int() | float():
            text = _number_text(value)
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


def _number_text(value: float) -> str:
    if not math.isfinite(value) or value != int(value):
        return repr(value)
    return f"{value:.15E}" if abs(value) >= _ROUNDED_FROM else str(int(value))
