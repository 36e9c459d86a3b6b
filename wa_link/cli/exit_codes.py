"""Exit codes of all commands.

A run that a signal ends has the code 128 plus its number: 129, 130 or 143.
"""

from typing import Final

ALL_ACCEPTED: Final = 0
FAILED: Final = 1
"""The run failed; no file is half-written."""
WRONG_USAGE: Final = 2
"""The command line is wrong."""
SOME_REJECTED: Final = 3
"""The run finished, and some input was rejected."""
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141
"""Whatever reads standard output has closed it."""
