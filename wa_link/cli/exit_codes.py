"""Exit codes of all commands.

If a signal ends a run, the exit code is 128 plus the number of the signal: 129 (SIGHUP),
130 (SIGINT), 143 (SIGTERM) or, on Windows, 149 (SIGBREAK).
"""

from typing import Final

ALL_ACCEPTED: Final = 0
"""Every number, link and row of the input was accepted."""
FAILED: Final = 1
"""The run failed; no file is half-written."""
WRONG_USAGE: Final = 2
"""The command line is wrong, or a file that it names can't be opened to be read."""
SOME_REJECTED: Final = 3
"""The run finished, and some input was rejected."""
INTERRUPTED: Final = 130
"""The user pressed Ctrl-C (SIGINT)."""
CLOSED_PIPE: Final = 141
"""The program that reads standard output has closed the pipe, as in `wa-link … | head -1`."""
