"""Signals become exceptions: once, not where that would do harm, and never unheard."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from wa_link._support import signals as interrupts
from wa_link._support.signals import Terminated, cause_of, check, defer_signals

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in interrupts.ENDING}
    monkeypatch.setattr(interrupts, "_state", interrupts._State())  # noqa: SLF001  (of the process)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    interrupts.listen()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


class Dying:
    """What is raised in its destructor, nobody hears."""

    def __init__(self, number: signal.Signals | None) -> None:
        self.number = number

    def __del__(self) -> None:
        if self.number is None:
            raise ValueError("another fault")
        signal.raise_signal(self.number)


@pytest.mark.parametrize(
    ("number", "raised", "code"),
    [
        (signal.SIGINT, KeyboardInterrupt, 130),
        (signal.SIGTERM, Terminated, 143),
        (signal.SIGHUP, Terminated, 129),
    ],
)
class TestOne:
    def test_is_raised_once(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        with pytest.raises(raised):
            signal.raise_signal(number)
        for each in interrupts.ENDING:
            signal.raise_signal(each)
        assert interrupts.code() == code

    def test_waits_for_the_end_of_what_must_not_be_torn_apart(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        done = []

        def work() -> None:
            with defer_signals():
                with defer_signals():
                    signal.raise_signal(number)
                    done.append("inner")
                done.append("outer")

        with pytest.raises(raised):
            work()
        assert (done, interrupts.code()) == (["inner", "outer"], code)

    def test_that_nobody_hears_is_raised_by_the_next_check(
        self,
        number: signal.Signals,
        raised: type[BaseException],
        code: int,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        Dying(number)
        assert capsys.readouterr().err == ""
        with pytest.raises(raised):
            check()
        assert interrupts.code() == code

    def test_that_nobody_hears_is_raised_by_the_next_one(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        Dying(signal.SIGTERM)
        with pytest.raises(raised):
            signal.raise_signal(number)
        assert interrupts.code() == code

    def test_is_the_cause_of_other_errors(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        with pytest.raises(raised):
            signal.raise_signal(number)
        assert isinstance(cause_of(RuntimeError("of a library")), raised)
        assert interrupts.code() == code

    def test_is_too_late_when_the_run_is_over(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        interrupts.close()
        signal.raise_signal(number)
        assert (interrupts.code(), raised) == (code, raised)


def test_without_one_nothing_is_raised() -> None:
    with defer_signals():
        pass
    check()
    assert cause_of(RuntimeError()) is None
    assert isinstance(cause_of(KeyboardInterrupt()), KeyboardInterrupt)


def test_other_faults_that_nobody_hears_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    Dying(None)
    assert "another fault" in capsys.readouterr().err


def test_what_is_ignored_stays_so() -> None:
    """As under nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    interrupts.listen()
    signal.raise_signal(signal.SIGHUP)
    check()
