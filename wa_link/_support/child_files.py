"""Start child processes that read files, and say why one of them can't read a file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from wa_link._support.child import Child, ChildLostError, Loss, WorkRefusedError
from wa_link._support.quoting import quote
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

MAX_FILE_BYTES: Final = 1 << 29
"""Limit of a file in bytes: ten times the size of an .xlsx with 1,048,576 contacts."""
_CHUNK_BYTES = 1 << 18


def start_child(module: str, needs: Sequence[str], name: str, kind: str, advice: str) -> Child:
    """Start the child process that reads a file.

    Args:
        module: the module that runs in the process.
        needs: modules of the libraries that it needs.
        name: name of the file, for messages.
        kind: what the process reads, such as `workbooks`, for messages.
        advice: what to do if the process can't be started; it can be empty.

    Raises:
        InputError: the process can't be started.
    """
    try:
        return Child(module, needs)
    except OSError as error:
        message = (
            f"{name} can't be read: the process that reads {kind} can't be started "
            f"({error.strerror}). {advice}"
        )
        raise InputError(message.rstrip()) from None


def send_file(child: Child, file: BinaryIO, name: str, advice: str) -> None:
    """Send the content of a file to a child process, in frames; the last frame is empty.

    Args:
        child: the process.
        file: the file.
        name: name of the file, for messages.
        advice: what to do with a file that is too large.

    Raises:
        InputError: the file is larger than MAX_FILE_BYTES.
    """
    size = 0
    while data := file.read(_CHUNK_BYTES):
        size += len(data)
        if size > MAX_FILE_BYTES:
            raise InputError(
                f"{name} is larger than {MAX_FILE_BYTES:,} bytes, the limit for such files. "
                f"{advice}"
            )
        child.send(data)
    child.send(b"")


@contextmanager
def convert_child_errors(name: str, messages: Mapping[Loss, str]) -> Iterator[None]:
    """Convert an error of a child process into an InputError about the file `name`.

    Args:
        name: name of the file.
        messages: for each reason, the sentence after the name.

    Raises:
        InputError: the child process can't read the file, or ended before it answered.
    """
    try:
        yield
    except WorkRefusedError as error:
        raise InputError(f"{name} {error}") from None
    except ChildLostError as error:
        details = f" (Error: {quote(error.text, 100)})" if error.text else ""
        raise InputError(f"{name} {messages[error.loss]}{details}") from None
