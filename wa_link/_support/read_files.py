"""Read files that options name: logos, fonts, designs."""

from __future__ import annotations

import stat
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    import os


def open_regular(path: str | os.PathLike[str], *, follow: bool = True) -> BinaryIO | None:
    """Open a regular file for bytes; return None for anything else, such as a pipe.

    Args:
        path: the file.
        follow: follow a symbolic link; otherwise a link is not a regular file.

    Raises:
        OSError: it can't be opened.
    """
    if not stat.S_ISREG(Path(path).stat(follow_symlinks=follow).st_mode):
        return None
    return Path(path).open("rb")


def read_whole(path: str | os.PathLike[str], what: str, most: int) -> bytes:
    """Return the content of a small file that an option names.

    Args:
        path: the file.
        what: its content, with an article, for messages: `a logo`.
        most: the largest size allowed, in bytes.

    Raises:
        OptionError: it is not a regular file, is larger, or can't be read.
    """
    name = quote(str(path), 200)
    try:
        with open_regular(path) or nullcontext() as file:
            content = file.read(most + 1) if file else None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise OptionError(f"{name} can't be read: {why}.") from None
    if content is None:
        raise OptionError(f"{name} is not a file: give {what}.")
    if len(content) > most:
        raise OptionError(f"{name} is too large: {what} has at most {most // 1_000_000} MB.")
    return content
