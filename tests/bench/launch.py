"""Run one command, and print its exit code, its seconds and its peak memory.

    python -I -S launch.py COMMAND [ARGUMENT]...

Seconds are wall-clock time; the peak is the largest memory of one process of the command, in bytes.
Standard output of the command is dropped, and its standard error is passed on.

This is a small program of its own, because Linux counts the memory of a process as part of the peak
of the program that replaces it (execve). So it imports only what it needs.
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
