"""Tests of signals: one exception is raised, not in deferred blocks, and no signal is lost."""

from __future__ import annotations

import signal
import sys
import time
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from wa_link._support import signals
from wa_link._support.signals import Terminated, defer_signals, find_interruption, raise_received

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in signals.ENDING_SIGNALS}
    monkeypatch.setattr(signals, "_state", signals._State())  # noqa: SLF001  (the state of the process)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    signals.install_handlers()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


class Dying:
    """An object whose destructor raises an error, such as that of a signal; Python swallows it."""

    def __init__(self, number: signal.Signals | None) -> None:
        self.number = number

    def __del__(self) -> None:
        if self.number is None:
            raise ValueError("another error")
        signal.raise_signal(self.number)


@pytest.mark.parametrize(
    ("number", "raised", "code"),
    [
        (getattr(signal, name), raised, code)
        for name, raised, code in (
            ("SIGINT", KeyboardInterrupt, 130),
            ("SIGTERM", Terminated, 143),
            ("SIGHUP", Terminated, 129),
            ("SIGBREAK", Terminated, 149),  # only on Windows
        )
        if hasattr(signal, name)
    ],
)
class TestSignal:
    def test_is_raised_once(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        with pytest.raises(raised):
            signal.raise_signal(number)
        for each in signals.ENDING_SIGNALS:
            signal.raise_signal(each)
        assert signals.exit_code() == code

    def test_is_deferred_to_the_end_of_the_block(
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
        assert (done, signals.exit_code()) == (["inner", "outer"], code)

    def test_ends_a_pause_in_a_deferred_block(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        timer = Timer(0.05, signal.raise_signal, [number])

        def wait() -> None:
            with defer_signals():
                signals.sleep(60)

        timer.start()
        with pytest.raises(raised):
            wait()
        timer.join()
        assert signals.exit_code() == code

    def test_that_was_swallowed_is_raised_by_the_next_check(
        self,
        number: signal.Signals,
        raised: type[BaseException],
        code: int,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        Dying(number)
        assert capsys.readouterr().err == ""
        with pytest.raises(raised):
            raise_received()
        assert signals.exit_code() == code

    def test_that_was_swallowed_is_raised_by_the_next_signal(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        Dying(signal.SIGTERM)
        with pytest.raises(raised):
            signal.raise_signal(number)
        assert signals.exit_code() == code

    def test_is_found_as_the_cause_of_other_errors(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        with pytest.raises(raised):
            signal.raise_signal(number)
        assert isinstance(find_interruption(RuntimeError("of a library")), raised)
        assert signals.exit_code() == code

    def test_is_ignored_when_the_run_is_over(
        self, number: signal.Signals, raised: type[BaseException], code: int
    ) -> None:
        signals.ignore_further()
        signal.raise_signal(number)
        assert (signals.exit_code(), raised) == (code, raised)


def test_a_pause_takes_its_time() -> None:
    before = time.monotonic()
    signals.sleep(0.15)
    assert 0.15 <= time.monotonic() - before < 10
    signals.sleep(0)


def test_without_a_signal_nothing_is_raised() -> None:
    with defer_signals():
        pass
    raise_received()
    assert find_interruption(RuntimeError()) is None
    assert isinstance(find_interruption(KeyboardInterrupt()), KeyboardInterrupt)


def test_other_errors_in_destructors_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    Dying(None)
    assert "another error" in capsys.readouterr().err


@posix("SIGHUP")
def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """The command nohup makes Python ignore SIGHUP."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signals.install_handlers()
    signal.raise_signal(signal.SIGHUP)
    raise_received()
