"""Repeat requests that may succeed after a pause."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, TypeVar

from wa_link._support.quoting import pluralize
from wa_link.errors import BusinessError, Effect

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES: Final = 8
"""The most tries of one request."""
LONGEST_PAUSE: Final = 60.0
"""The longest pause, in seconds, that is not one that the server asks for."""
LONGEST_RETRY_AFTER: Final = 600.0
"""The longest pause that the server may ask for; for a longer one, the request fails."""

_LONGEST_TIME: Final = 1e9

T = TypeVar("T")


def repeat(
    call: Callable[[], T],
    *,
    wait: Callable[[float], object] = time.sleep,
    is_idempotent: bool = False,
) -> T:
    """Return the result of a call, which is repeated with growing pauses if that can help.

    Args:
        call: the function, which makes one request.
        wait: called with the seconds of each pause.
        is_idempotent: whether doing it twice changes nothing, so that the request can also be
            repeated if it may have been carried out.

    Raises:
        BusinessError: the error can't be repeated, or the last try failed.
    """
    pause = 1.0
    for _ in range(TRIES - 1):
        try:
            return call()
        except BusinessError as error:
            is_lost = error.effect is Effect.UNKNOWN and not error.ends_run
            if not (error.may_repeat or (is_idempotent and is_lost)):
                raise
            asked = error.pause or 0.0
            too_long = error if asked > LONGEST_RETRY_AFTER else None
        if too_long:
            raise too_long.with_sentence(f"Meta asks to wait {_name_time(asked)}.")
        wait(max(pause, asked))
        pause = min(2 * pause, LONGEST_PAUSE)
    return call()


def _name_time(seconds: float) -> str:
    """Return a time in whole minutes or hours, such as `3 hours`."""
    minutes = math.ceil(min(seconds, _LONGEST_TIME) / 60)
    return pluralize(minutes, "minute") if minutes < 120 else pluralize(minutes // 60, "hour")


def parse_retry_after(text: str | None) -> float | None:
    """Return the seconds of a header Retry-After (RFC 9110, 10.2.3); None if it can't be read.

    Args:
        text: the value: a number of seconds, or a date such as `Wed, 21 Oct 2026 07:28:00 GMT`.
    """
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:  # "-0000" is UTC without a zone (RFC 5322, 3.3)
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())
