"""Read the files that options name: logos, fonts and designs."""

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
    """Open a regular file for reading bytes; return None for a pipe, a device or a folder.

    Args:
        path: path of the file.
        follow: whether to follow a symbolic link. If False, None is returned for a link.

    Raises:
        OSError: the file does not exist, or can't be opened.
    """
    if not stat.S_ISREG(Path(path).stat(follow_symlinks=follow).st_mode):
        return None
    return Path(path).open("rb")


def read_whole(path: str | os.PathLike[str], what: str, most: int) -> bytes:
    """Return the content of a small file that an option names, such as a logo.

    Args:
        path: path of the file.
        what: the kind of file, with an article, for messages: `a logo`.
        most: the largest allowed size, in bytes.

    Raises:
        OptionError: the file is not a regular file, is larger than `most`, or can't be read.
    """
    name = quote(str(path), 200)
    try:
        with open_regular(path) or nullcontext() as file:
            content = file.read(most + 1) if file else None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise OptionError(f"{name} can't be read: {why}.") from None
    if content is None:
        raise OptionError(f"{name} is a folder, a pipe or a device: give the path of {what}.")
    if len(content) > most:
        raise OptionError(f"{name} is too large: the limit for {what} is {most // 1_000_000} MB.")
    return content
