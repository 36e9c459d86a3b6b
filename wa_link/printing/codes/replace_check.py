"""Protect files of the user: a QR code can only replace a file that wa-link drew."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.read_files import open_regular
from wa_link.qr.render.marker import HEAD_BYTES, TAIL_BYTES, has_marker

if TYPE_CHECKING:
    from pathlib import Path


def check_replaceable(path: Path) -> None:
    """Check that a code can be saved at `path` without the loss of another file.

    A code can replace a file that wa-link drew, and a file that is empty or has only NUL bytes: a
    crash of the system leaves such files. A symbolic link is not followed.

    Raises:
        IsADirectoryError: `path` is a folder.
        FileExistsError: the file at `path` is a symbolic link, or wa-link did not draw it.
        OSError: the file at `path` can't be read.
    """
    try:
        file = open_regular(path, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        return
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(
            errno.EISDIR,
            "A code can't replace a folder: choose another folder for the codes",
            str(path),
        )
    if file is not None:
        with file:
            head = file.read(HEAD_BYTES)
            file.seek(max(0, file.seek(0, 2) - TAIL_BYTES))
            tail = file.read()
        if not (head + tail).strip(b"\0") or has_marker(head, tail):
            return
    raise FileExistsError(
        errno.EEXIST,
        "This file exists already, and wa-link did not draw it: choose another folder for the "
        f"codes, or replace the file with {option('force', value=True)}",
        str(path),
    )
