"""Pauses between tries, the header Retry-After, and which requests are repeated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.business import fake_faults as faults
from tests.business.fake_meta import FakeMeta
from wa_link import parse_phone
from wa_link.business import BusinessError, TemplateMessage
from wa_link.business.api.connection import TRIES_TO_REACH
from wa_link.business.api.retry import LONGEST_PAUSE, TRIES, parse_retry_after, repeat
from wa_link.errors import Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.business import Account

CODE = "ANED2T5QRU7HG1"
NUMBER = "+44 7911 123456"


def failing(times: int, **more: object) -> Callable[[], str]:
    """Return a function that fails so often, and then works."""
    left = [BusinessError(None, "x", "x", **more) for _ in range(times)]  # type: ignore[arg-type]

    def call() -> str:
        if left:
            raise left.pop()
        return "done"

    return call


@pytest.mark.parametrize(
    ("times", "asked", "pauses"),
    [
        (0, None, []),
        (1, None, [1]),
        (7, None, [1, 2, 4, 8, 16, 32, 60]),
        (2, 0.0, [1, 2]),
        (3, 3.0, [3, 3, 4]),
        (2, 600.0, [600, 600]),
    ],
)
def test_pauses_grow(times: int, asked: float | None, pauses: list[float]) -> None:
    waited: list[float] = []
    call = failing(times, may_repeat=True, pause=asked)
    assert repeat(call, wait=waited.append) == "done"
    assert waited == pauses


@pytest.mark.parametrize(
    ("times", "more", "tries"),
    [
        (8, {"may_repeat": True}, 8),
        (1, {}, 1),
        (1, {"effect": Effect.UNKNOWN}, 1),
        (1, {"may_repeat": True, "pause": 600.5}, 1),
        (1, {"may_repeat": True, "pause": 1e300}, 1),
    ],
    ids=str,
)
def test_the_error_comes_when_repeating_ends(
    times: int, more: dict[str, object], tries: int
) -> None:
    waited: list[float] = []
    with pytest.raises(BusinessError):
        repeat(failing(times, **more), wait=waited.append)
    assert len(waited) == tries - 1


@pytest.mark.parametrize(
    ("pause", "time"),
    [(601, "11 minutes"), (7_100, "119 minutes"), (7_200, "2 hours"), (1e300, "277,777 hours")],
)
def test_the_error_says_how_long_to_wait(pause: float, time: str) -> None:
    with pytest.raises(BusinessError, match=f" Meta asks to wait {time}\\.$") as caught:
        repeat(failing(1, may_repeat=True, pause=pause), wait=lambda _: None)
    assert caught.value.__context__ is None


@given(
    times=st.integers(0, 9),
    asked=st.none() | st.floats(0, 1e6),
    may_repeat=st.booleans(),
    effect=st.sampled_from(Effect),
)
def test_a_request_is_repeated_only_if_it_may_be(
    times: int, asked: float | None, *, may_repeat: bool, effect: Effect
) -> None:
    waited: list[float] = []
    call = failing(times, may_repeat=may_repeat, pause=asked, effect=effect)
    try:
        repeat(call, wait=waited.append)
    except BusinessError:
        assert times
    assert not waited or may_repeat
    assert len(waited) < TRIES
    assert all(max(1, asked or 0) <= pause <= max(LONGEST_PAUSE, asked or 0) for pause in waited)


def test_an_idempotent_request_is_repeated_after_a_loss() -> None:
    waited: list[float] = []
    call = failing(2, effect=Effect.UNKNOWN)
    assert repeat(call, wait=waited.append, is_idempotent=True) == "done"
    assert waited == [1, 2]


def in_seconds(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        ("7", 7),
        (" 120 ", 120),
        ("-5", None),
        ("1.5", None),
        ("1e9", None),
        ("soon", None),
        ("٣", 3),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str | None, seconds: float | None) -> None:
    assert parse_retry_after(text) == seconds


@pytest.mark.parametrize(
    ("write", "is_date"),
    [
        (lambda date: format_datetime(date, usegmt=True), True),
        (format_datetime, True),
        (lambda date: format_datetime(date).replace("+0000", "-0000"), True),
        (lambda date: date.strftime("%a, %d-%b-%y %H:%M:%S GMT"), True),
        (datetime.isoformat, False),
    ],
    ids=["GMT", "+0000", "-0000", "the old form (RFC 850)", "ISO 8601"],
)
def test_retry_after_can_be_a_date(write: Callable[[datetime], str], *, is_date: bool) -> None:
    parsed = parse_retry_after(write(in_seconds(90)))
    assert parsed == (pytest.approx(90, abs=5) if is_date else None)


@given(st.text())
def test_no_header_breaks_the_parser(text: str) -> None:
    assert (parse_retry_after(text) or 0) >= 0


def test_the_server_names_the_pause(meta: FakeMeta) -> None:
    waited: list[float] = []
    late = format_datetime(in_seconds(100), usegmt=True)
    meta.fail_next(faults.too_many(), faults.too_many("9"), faults.too_many(late))
    meta.account(waited.append).links.create("Hello")
    assert waited == [1, 9, pytest.approx(100, abs=30)]
    assert meta.count("made") == 1


# name: the call, and whether it is repeated after an answer that was lost
CALLS: dict[str, tuple[Callable[[Account], object], bool]] = {
    "list": (lambda account: account.links.list(), True),
    "get": (lambda account: account.links.get(CODE), True),
    "create": (lambda account: account.links.create("Hello"), False),
    "update": (lambda account: account.links.update(CODE, "Hello"), True),
    "delete": (lambda account: account.links.delete(CODE), True),
    "read profile": (lambda account: account.profile.read(), True),
    "update profile": (lambda account: account.profile.update(about="Hello"), True),
    "status": (lambda account: account.status(), True),
    "templates": (lambda account: account.templates(), True),
    "send text": (lambda account: account.send(NUMBER, text="Hello"), False),
    "send template": (
        lambda account: account.send(NUMBER, template=TemplateMessage("spring_offer", "en_US")),
        False,
    ),
}


@pytest.mark.parametrize(("call", "is_idempotent"), CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("fault", [faults.LOST_BEFORE, faults.LOST_AFTER, faults.broken()])
def test_which_calls_are_repeated_after_a_loss(
    meta: FakeMeta,
    call: Callable[[Account], object],
    is_idempotent: bool,  # noqa: FBT001
    fault: faults.Fault,
) -> None:
    meta.links[CODE] = "Hi"
    meta.sessions.add("447911123456")
    meta.fail_next(fault)
    if is_idempotent:
        call(meta.account())
    else:
        with pytest.raises(BusinessError) as caught:
            call(meta.account())
        assert caught.value.effect is Effect.UNKNOWN
    assert len(meta.requests) == 1 + is_idempotent
    assert meta.count("made") + meta.count("sent") + meta.count("deleted") <= 1


@pytest.mark.parametrize("call", [call for call, _ in CALLS.values()], ids=CALLS)
def test_each_call_is_repeated_when_it_comes_too_soon(
    meta: FakeMeta, call: Callable[[Account], object]
) -> None:
    meta.links[CODE] = "Hi"
    meta.sessions.add("447911123456")
    meta.fail_next(faults.too_many(), faults.meta_error(80007), faults.meta_error(131056))
    call(meta.account())
    assert len(meta.requests) == 4
    assert len(meta.effects) <= 1


def test_send_once_makes_one_request(meta: FakeMeta) -> None:
    phone = parse_phone(NUMBER)
    meta.fail_next(faults.too_many("5"))
    with pytest.raises(BusinessError) as caught:
        meta.account(pytest.fail).send_once(phone, text="Hello")  # type: ignore[arg-type]
    assert (caught.value.may_repeat, caught.value.pause) == (True, 5)
    assert len(meta.requests) == 1


def test_deleting_twice_is_an_error_only_at_first(meta: FakeMeta) -> None:
    with pytest.raises(BusinessError, match=f"has no short link {CODE}") as caught:
        meta.account().links.delete(CODE)
    assert caught.value.reason == "link_not_found"
    assert not caught.value.ends_run
    meta.links[CODE] = "Hi"
    meta.fail_next(faults.LOST_BEFORE, faults.LOST_AFTER)
    meta.account().links.delete(CODE)
    assert (meta.count("deleted"), len(meta.requests)) == (1, 4)


@pytest.mark.parametrize("was_reached", [False, True])
def test_a_server_that_was_never_reached_gets_few_tries(*, was_reached: bool) -> None:
    """Its address is probably wrong; after an answer, a router may just have been restarted."""
    pauses: list[float] = []
    with FakeMeta() as server:
        account, address = server.account(wait=pauses.append), server.url.removeprefix("http://")
        if was_reached:
            account.status()
    with pytest.raises(BusinessError, match=f"Can't connect to {address}"):
        account.status()
    assert len(pauses) == (TRIES if was_reached else TRIES_TO_REACH) - 1
