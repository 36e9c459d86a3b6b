"""Opening a link in the browser of the user.

`click.launch` and `webbrowser` are not used: without a display, they start a browser such as `w3m`
in the terminal, and they let a browser write into the terminal. They also don't know that Linux
can run on Windows or Android.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click

from wa_link.cli.desktop.programs import (
    TERMUX,
    WAYLAND,
    WSL,
    X11,
    Program,
    find_program,
    has_display,
)

_MACOS = (Program("open"),)
_LINUX = (
    Program("termux-open-url", (), TERMUX),
    # Not explorer.exe, which opens a folder if a link has a text; wslview first loads the page.
    Program("rundll32.exe", ("url.dll,FileProtocolHandler",), WSL),
    Program("wslview", (), WSL),
    Program("xdg-open", (), WAYLAND),
    Program("xdg-open", (), X11),
)
_TEXT_BROWSERS = frozenset(("browsh", "elinks", "links", "links2", "lynx", "w3m", "www-browser"))
# A program that fails does so at once; one that still runs after this time is the browser itself.
_WAIT_SECONDS = 2


def open_link(url: str, *, has_code: bool = False) -> str:
    """Open a link in the user's browser without waiting for it; return a message about it.

    Without a display, nothing is opened, and the message says what to do.

    Args:
        url: the link, as `ChatLink.url` returns it.
        has_code: whether the QR code of the link is drawn, too.

    Raises:
        ClickException: the link can't be opened.
    """
    if not (_choose_browser() or has_display()):
        scan = "" if has_code else ", or add --qr and scan the code"
        return f"Note: There is no display here: open {url} on your phone or computer{scan}."
    if sys.platform == "win32":
        _start_on_windows(url)
    else:
        command = _choose_browser() or find_program(_MACOS if sys.platform == "darwin" else _LINUX)
        if command is None:
            raise click.ClickException(
                "--open can't find a program that opens links, such as xdg-open. Install the "
                "package xdg-utils, or open the link above by hand."
            )
        _start([*command, url])
    return "Opening the link."


def _choose_browser() -> list[str] | None:
    """Return the command in the environment variable BROWSER, if it is not a browser for text.

    Editors that work on another computer set it to a program that opens links on the user's.
    """
    try:
        words = shlex.split(os.environ.get("BROWSER", ""))
    except ValueError:  # a quote is not closed
        return None
    if not words or Path(words[0]).name in _TEXT_BROWSERS:
        return None
    return find_program([Program(words[0], tuple(word for word in words[1:] if word != "%s"))])


def _start(command: list[str]) -> None:
    """Start a program that opens a link; it keeps running when wa-link ends.

    Raises:
        ClickException: the program fails at once.
    """
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(  # noqa: S603  (a program of the tables above)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = process.wait(_WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        return
    except OSError as error:
        raise _open_error(name, error.strerror or "unknown error") from None
    if code:
        raise _open_error(name, f"exit code {code}")


def _start_on_windows(url: str) -> None:
    """Open a link with the program that Windows has for its scheme.

    Raises:
        ClickException: Windows has no such program.
    """
    if sys.platform == "win32":  # os.startfile exists only there
        try:
            os.startfile(url)  # noqa: S606  (a link that wa-link made)
        except OSError as error:
            raise _open_error("Windows", error.strerror or "unknown error") from None


def _open_error(name: str, why: str) -> click.ClickException:
    """Return the error for a program that can't open the link."""
    return click.ClickException(
        f"{name} can't open the link ({why}): open it by hand, or scan it with --qr."
    )
