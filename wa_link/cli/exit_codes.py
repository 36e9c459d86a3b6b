"""Exit codes of all commands.

If a signal ends a run, the exit code is 128 plus the number of the signal: 129 (SIGHUP),
130 (SIGINT), 143 (SIGTERM) or, on Windows, 149 (SIGBREAK).
"""

from typing import Final

ALL_ACCEPTED: Final = 0
FAILED: Final = 1
WRONG_USAGE: Final = 2
SOME_REJECTED: Final = 3
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141
