"""Entry point of the command line: `wa-link` and `python -m wa_link` both call `start`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from typing import NoReturn
else:
    import _signal as signal  # the public module `signal` takes 5 ms to import


def start() -> "NoReturn":
    """Run the command line, and end the process with its exit code.

    If the user presses Ctrl-C while Python is still importing the modules, the process ends without
    a traceback.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from wa_link.cli import run  # noqa: PLC0415  (this import takes most of the start-up time)

    run()


if __name__ == "__main__":
    start()
