"""Faults of the fake server of fake_meta.py: lost answers, slow answers, errors and rubbish."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Final


@dataclass(frozen=True)
class Fault:
    """A way in which one request fails.

    Attributes:
        name: name for the log of the server.
        is_carried_out: whether the request still has its effect.
        status: status of the answer; None for the right answer.
        body: body of the answer.
        headers: headers of the answer.
        seconds: how long the server waits before the answer.
        cut: after how many bytes of the answer the connection ends; None if it does not.
        late: seconds after which the request is carried out, if that is after its answer.
    """

    name: str
    is_carried_out: bool = False
    status: int | None = None
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    cut: int | None = None
    late: float = 0


LOST_BEFORE: Final = Fault("lost before", cut=0)
"""The connection ends without an answer; the request was not carried out."""
LOST_AFTER: Final = Fault("lost after", is_carried_out=True, cut=0)
"""The connection ends without an answer; the request was carried out."""
LATE: Final = Fault("late", cut=0, late=0.3)
"""The connection ends without an answer; the request is carried out a moment later."""
CUT_AFTER: Final = Fault("cut after", is_carried_out=True, cut=9)
"""The connection ends within the answer; the request was carried out."""
RUBBISH: Final = Fault("rubbish", is_carried_out=True, status=200, body=b"<html>\xff</html>")
"""The answer is not JSON; the request was carried out."""


def slow(seconds: float) -> Fault:
    """Return the fault of a right answer that takes so many seconds."""
    return Fault("slow", is_carried_out=True, seconds=seconds)


def meta_error(
    code: int,
    message: str = "Something",
    *,
    status: int = 400,
    retry_after: str | None = None,
    **more: object,
) -> Fault:
    """Return an answer with one of Meta's codes; the request was not carried out.

    `more` is put into the `error` object, such as `error_subcode` or `error_data`.
    """
    error = {"message": message, "type": "OAuthException", "code": code, **more}
    headers = {"Content-Type": "application/json"}
    if retry_after is not None:
        headers["Retry-After"] = retry_after
    return Fault(
        f"error {code}", status=status, body=json.dumps({"error": error}).encode(), headers=headers
    )


def too_many(retry_after: str | None = None) -> Fault:
    """Return a 429, with Meta's code 130429 and maybe the header Retry-After."""
    fault = meta_error(130429, "Rate limit hit", status=429, retry_after=retry_after)
    return replace(fault, name="429")


def broken(status: int = 503, *, is_carried_out: bool = False) -> Fault:
    """Return a 5xx without a code of Meta, before or after the request was carried out."""
    when = "after" if is_carried_out else "before"
    return Fault(f"{status} {when}", is_carried_out, status, b"Bad gateway")


def redirect(location: str, status: int = 302) -> Fault:
    """Return a redirect to another address."""
    return Fault("redirect", status=status, headers={"Location": location})


PASSING: Final = (
    LOST_BEFORE,
    LOST_AFTER,
    CUT_AFTER,
    RUBBISH,
    slow(0.05),
    too_many(),
    too_many("1"),
    meta_error(131056, "Pair rate limit hit"),
    broken(500),
    broken(503, is_carried_out=True),
)
"""Faults that pass: the same request succeeds later. `fail_at_random` draws from them."""
