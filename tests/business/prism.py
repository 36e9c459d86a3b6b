"""Prism, a server of Stoplight that answers by a schema and refuses requests that are not valid.

`serve_prism()` starts it with Meta's schema, whose path is in the variable WA_LINK_CLOUD_API. A
test is skipped if that is not set. If it is set, Node and Prism must be there: the variable
WA_LINK_PRISM has the path of Prism's executable; without it, `prism` is searched in PATH. It is the
npm package `@stoplight/prism-cli` 5.14: `npm install @stoplight/prism-cli@5.14` makes
`node_modules/.bin/prism`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_START_SECONDS = 60


@contextmanager
def serve_prism(folder: Path) -> Iterator[str]:
    """Start Prism with its log in a folder; yield its base URL."""
    schema = os.environ.get("WA_LINK_CLOUD_API")
    if not schema:
        # Also under `.ci/run`: the schema is Meta's, and not a part of this project.
        pytest.skip("WA_LINK_CLOUD_API is not set to the path of Meta's schema")
    assert Path(schema).is_file(), f"WA_LINK_CLOUD_API: there is no file {schema}"
    prism = os.environ.get("WA_LINK_PRISM") or shutil.which("prism")
    assert prism, "Prism is missing: npm install @stoplight/prism-cli@5.14, then set WA_LINK_PRISM"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [prism, "mock", "--host", "127.0.0.1", "--port", str(port), schema]
    log = folder / "prism.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_for(port, process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the port answers; fail if the process ends or takes too long."""
    end = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Prism does not start: {log.read_text(errors='replace')}")
