"""The script that a `Child` starts: it finds the package as its parent does, and serves it.

It is run by its path, without `site`, so that it starts in a few milliseconds.
"""

import json
import sys


def _start() -> None:
    setup = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = setup["path"]
    from wa_link._support.child_work import run  # noqa: PLC0415  (it is found only now)

    run(setup["work"], setup["lifeline"])


if __name__ == "__main__":
    _start()
