"""The script that a `Child` process runs: set `sys.path`, and start the work.

Python runs this file without the module `site` (`python -S`), so it starts in a few milliseconds.
"""

import json
import sys


def _start() -> None:
    """Read the set-up of the child from standard input, and start the work."""
    setup = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = setup["path"]
    from wa_link._support.child_work import run  # noqa: PLC0415  (needs sys.path)

    run(setup["work"], setup["lifeline"])


if __name__ == "__main__":
    _start()
