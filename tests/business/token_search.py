"""Search the outputs and files of each test that uses the fake server for its token."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

_PIECE = 12
"""Also so many characters of the token are found, as in a text that is cut off."""


def find_leaks(item: pytest.Item, report: pytest.TestReport) -> list[str]:
    """Return where a test has left the token: in its files, its output or its log.

    Tests that have not started a server since the last call are not searched.
    """
    fake = sys.modules.get("tests.business.fake_meta")
    if fake is None or not fake.FakeMeta.was_started:
        return []
    fake.FakeMeta.was_started = False
    texts = {name: text.encode() for name, text in report.sections}
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    if isinstance(folder, Path):
        texts |= {str(path): path.read_bytes() for path in _files_of(folder)}
    return [name for name, text in texts.items() if has_token(text, fake.TOKEN)]


def _files_of(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def has_token(text: bytes, token: str) -> bool:
    """Return whether a text has the token or a piece of it, and is not a file with it alone."""
    wanted = token.encode()
    return text.strip() != wanted and any(piece in text for piece in _pieces(wanted))


def _pieces(wanted: bytes) -> Iterable[bytes]:
    return {wanted[at : at + _PIECE] for at in range(len(wanted) - _PIECE + 1)}


def assert_no_token(*texts: str) -> None:
    """Fail if a text that a command printed has the token of the fake server."""
    fake = sys.modules.get("tests.business.fake_meta")
    assert fake is None or not any(has_token(text.encode(), fake.TOKEN) for text in texts)
