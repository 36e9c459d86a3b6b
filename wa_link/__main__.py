"""Entry point of `wa-link` and `python -m wa_link`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from typing import NoReturn
else:
    import _signal as signal  # the public module takes 5 ms to load


def start() -> "NoReturn":
    """Run the command line, and end the process.

    While the modules are loaded, Ctrl-C ends the process without a traceback.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from wa_link.cli import run  # noqa: PLC0415  (takes most of the start-up time)

    run()


if __name__ == "__main__":
    start()
