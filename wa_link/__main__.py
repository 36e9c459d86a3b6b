"""Where `wa-link` and `python -m wa_link` begin."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from typing import NoReturn
else:
    import _signal as signal  # what is public takes 5 ms to load


def start() -> "NoReturn":
    """The console script `wa-link`; ends the process.

    Until what it is made of is loaded, an interrupt ends it as silently as other signals do.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from wa_link.cli import run  # noqa: PLC0415  (that takes the time)

    run()


if __name__ == "__main__":
    start()
