"""Conversion of the values of cells to text."""

from __future__ import annotations

import datetime
import math

# Spreadsheet programs keep 15 significant digits of a number (an IEEE 754 double).
_ROUNDED_FROM = 10**15


def format_value(value: object) -> str:
    """Return the value of a cell as text.

    A whole number becomes its digits, without `.0`: 501234567.0 gives `501234567`. Spreadsheet
    programs round a number with more than 15 digits, so such a number gives text like
    `1.234567890123457E+16`, which is later refused as a phone number. Dates and times follow ISO
    8601, such as `2024-02-29 13:05:00`. A duration gives hours, minutes and seconds: `26:30:00`.
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
    """Return a number as text: `501234567` for 501234567.0, and `0.5` for 0.5."""
    if not math.isfinite(value) or value != int(value):
        return repr(value)
    return f"{value:.15E}" if abs(value) >= _ROUNDED_FROM else str(int(value))
