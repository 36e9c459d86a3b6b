"""Fixtures and helpers of the tests: the command line, and independent readers of codes."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest
import zxingcpp
from PIL import Image

from tests.business.token_search import assert_no_token, find_leaks
from tests.long import LEVELS, SIZES, find_left_out, set_sizes
from wa_link.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

# `ci` draws the same examples each time; `full` draws many new ones.
hypothesis.settings.register_profile("daily", derandomize=True, deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
hypothesis.settings.register_profile("full", deadline=None, max_examples=5_000)

# In the background, or with `nohup`, signals are ignored, also by child processes. Tests of signals
# need the default handlers.
for number, handler in (
    (signal.SIGINT, signal.default_int_handler),
    (getattr(signal, "SIGHUP", signal.SIGINT), signal.SIG_DFL),
):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, handler)


KEPT_VARIABLES = ("WA_LINK_CLOUD_API", "WA_LINK_NO_SKIP", "WA_LINK_PRISM")
# Tests must not see the developer's own configuration; workers of xdist inherit this environment.
for variable in [name for name in os.environ if name.startswith("WA_LINK_")]:
    if variable not in (*SIZES, *KEPT_VARIABLES):
        del os.environ[variable]
if "PYTEST_XDIST_WORKER" not in os.environ:
    EMPTY_HOME = tempfile.TemporaryDirectory(prefix="wa-link-home-")
    os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "APPDATA"), EMPTY_HOME.name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", choices=LEVELS, help="Also run the long tests (tests/README.md)")


def pytest_configure(config: pytest.Config) -> None:
    set_sizes(config.option.long)
    hypothesis.settings.load_profile(os.environ["HYPOTHESIS_PROFILE"])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Return 0 for a single file: prints and debuggers work only in this process."""
    return 0 if len(config.args) == 1 and ".py" in config.args[0] else None


@pytest.hookimpl(trylast=True)  # after -k and -m
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out cases that do not run at this level, except tests that are named one by one."""
    if any("::" in argument for argument in config.args):
        return
    out = find_left_out(items, config.option.long)
    config.hook.pytest_deselected(items=[item for item in items if item in out])
    items[:] = [item for item in items if item not in out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that leaves the access token of the fake server in its output or its files."""
    report = yield
    if call.when == "call" and (leaks := find_leaks(item, report)):
        report.outcome, report.longrepr = "failed", f"The token is in {', '.join(leaks)}"
    return report


@dataclass(frozen=True)
class Run:
    """Exit code and output of a command line."""

    code: int
    out: str
    err: str
    raw: bytes


@pytest.fixture
def wa_link(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Return a function that runs a command in this process: `wa_link("link", "+44…")`."""

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        out, err = io.BytesIO(), io.BytesIO()
        read = io.BufferedReader(io.BytesIO(stdin))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(read, "utf-8"))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", newline=""))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", newline=""))
            code = main(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            raw, errors = out.getvalue(), err.getvalue()
        assert_no_token(raw.decode("utf-8", "replace"), errors.decode())
        return Run(code, raw.decode("utf-8", "replace"), errors.decode(), raw)

    return run


def posix(needs: str) -> pytest.MarkDecorator:
    """Return a mark that skips a test on Windows, because it needs `needs`, such as `signals`."""
    return pytest.mark.skipif(sys.platform == "win32", reason=f"only POSIX: {needs}")


def linux(needs: str) -> pytest.MarkDecorator:
    """Return a mark that skips a test on macOS and Windows: `linux("/proc")`."""
    return pytest.mark.skipif(sys.platform != "linux", reason=f"only Linux: {needs}")


def program(name: str, package: str) -> str:
    """Return the path of an outside program, or skip the test (fail under `.ci/run`)."""
    path = shutil.which(name)
    if path is None:
        absent(f"{name} is not installed (Debian package {package})")
    return path


def absent(message: str) -> NoReturn:
    """Skip a test that needs a missing program (fail under `.ci/run`)."""
    if os.environ.get("WA_LINK_NO_SKIP"):
        pytest.fail(message)
    pytest.skip(message)


def needs_font(char: str, package: str) -> None:
    """Skip the test if no font of the system has a character (fail under `.ci/run`)."""
    lister = program("fc-list", "fontconfig")
    listed = subprocess.run([lister, f":charset={ord(char):x}"], capture_output=True, check=True)
    if not listed.stdout:
        absent(f"No font has {char} (Debian package {package})")


def read_qr(picture: bytes | Image.Image) -> str:
    """Return the text of the only QR code in a picture, as zxing reads it."""
    image = picture if isinstance(picture, Image.Image) else Image.open(io.BytesIO(picture))
    codes = zxingcpp.read_barcodes(image.convert("L"))
    assert len(codes) == 1, f"zxing finds {len(codes)} codes"
    text: str = codes[0].text
    return text
