"""Real processes that begin within milliseconds, so that a thousand of them can be killed.

A parent process, which has imported everything and has no threads, forks a process for each run.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import traceback
from typing import Any, Self

from wa_link._support import signals

FAULT = 99
"""Exit code of a run that raised an error."""


class ForkedRuns:
    """Starts processes that call the function `run` of a module, which takes a dict, and returns 0.

    The processes handle signals as the command line does.
    """

    def __init__(self, module: str) -> None:
        command = [sys.executable, "-m", "tests.robustness.forked_runs", module]
        self._parent = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert self._read() == "ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.close()
        self._parent.wait(timeout=60)
        self._parent.stdout.close()

    def start(self, **arguments: Any) -> int:
        """Start a run, and return its process id. Call `end` before the next start."""
        self._write(json.dumps(arguments))
        return int(self._read())

    def end(self) -> int:
        """Wait for the end of the run, and return its exit code, or minus the signal's number."""
        self._write("end")
        return int(self._read())

    def _write(self, line: str) -> None:
        assert self._parent.stdin
        self._parent.stdin.write(f"{line}\n")

    def _read(self) -> str:
        assert self._parent.stdout
        return self._parent.stdout.readline().strip()


def serve(module: str) -> None:
    """Fork a run for each line of standard input; report its process id, and its exit code."""
    run = importlib.import_module(module).run
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends a run that has no handlers yet
    print("ready", flush=True)  # noqa: T201  (the pipe to ForkedRuns)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = FAULT
            try:
                signals.install_handlers()
                code = run(json.loads(line))
            except (KeyboardInterrupt, signals.Terminated):
                code = signals.exit_code()
            except BaseException:  # noqa: BLE001  (the process must end here)
                traceback.print_exc()
            finally:
                os._exit(code)
        print(child, flush=True)  # noqa: T201
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve(sys.argv[1])
