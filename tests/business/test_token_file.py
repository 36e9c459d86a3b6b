"""The file with the token: who may read it, what it may contain, and what errors quote."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_meta import TOKEN
from tests.business.test_token import assert_hidden, everything_of
from tests.conftest import posix
from wa_link.business import read_token
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path


@posix("modes of files")
@pytest.mark.parametrize("mode", [0o600, 0o400])
@pytest.mark.parametrize("beginning", ["", "\ufeff"])
def test_a_private_file_is_read(tmp_path: Path, mode: int, beginning: str) -> None:
    path = tmp_path / "token"
    path.write_text(f"{beginning}{TOKEN}\r\n", "utf-8")
    path.chmod(mode)
    assert read_token(path).authorization() == f"Bearer {TOKEN}"


@posix("modes of files")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644, 0o610])
def test_a_file_of_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "token"
    path.write_text(TOKEN)
    path.chmod(mode)
    with pytest.raises(OptionError, match=re.escape(f'run chmod 600 "{path}"')) as caught:
        read_token(path)
    assert_hidden(everything_of(caught.value))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty: write the token into it"),
        (b" \n", "is empty"),
        (b"\xff" * 40, "not ASCII"),
        (f"token={TOKEN}\nmore\n".encode(), "a line break"),
        (b"EAAG", "only 4 characters"),
        (f'"{TOKEN}"\n'.encode(), "is in quotes"),
        (f"'{TOKEN}'".encode(), "is in quotes"),
        (f"WA_LINK_TOKEN={TOKEN}\n".encode(), "has a name before it"),
        (f"token:{TOKEN}".encode(), "has a name before it"),
    ],
    ids=["empty", "blank", "bytes", "lines", "short", "quotes", "apostrophes", "name", "colon"],
)
def test_other_content_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "token"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(OptionError, match=message) as caught:
        read_token(path)
    assert_hidden(everything_of(caught.value))


@pytest.mark.parametrize("name", ["", "none", "a\0b", "x" * 300])
def test_a_missing_file_or_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionError, match="can't be read"):
        read_token(tmp_path / name)


def test_a_token_in_place_of_its_file_is_not_quoted() -> None:
    for path in (TOKEN, f"./{TOKEN}", TOKEN * 10, f"{TOKEN}\0"):
        with pytest.raises(OptionError, match="The token file can't be read") as caught:
            read_token(path)
        assert_hidden([str(caught.value), repr(caught.value)])


@posix("pipes")
def test_a_pipe_is_read() -> None:
    source, sink = os.pipe()
    os.write(sink, TOKEN.encode())
    os.close(sink)
    assert read_token(f"/dev/fd/{source}").authorization() == f"Bearer {TOKEN}"
    os.close(source)
