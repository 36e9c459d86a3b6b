"""Start one command, wait for its end, and tell its exit code, its seconds and its peak memory.

    python -I -S launch.py COMMAND [ARGUMENT]...

Seconds are wall-clock time; the peak is the most memory that one process of the command had, in
bytes. What the command prints is thrown away; what it says on standard error is passed on.

A program of its own, and a small one: Linux counts what a process has in memory when it becomes
another program as part of the other's peak. So what holds sheets in memory must not start what it
measures, and this imports no more than it needs.
"""

import os
import sys
import time

SILENT = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes

if __name__ == "__main__":
    command = sys.argv[1:]
    begun = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=SILENT)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begun
    print(os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss * UNIT)
