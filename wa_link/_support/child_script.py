"""The script of a `Child`: it finds the package where its parent does, and starts the work.

It is started by its path and without `site`, which takes a few milliseconds only.
"""

import json
import sys


def _start() -> None:
    setup = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = setup["path"]
    from wa_link._support.child_work import run  # noqa: PLC0415  (not found before)

    run(setup["work"], setup["lifeline"])


if __name__ == "__main__":
    _start()
