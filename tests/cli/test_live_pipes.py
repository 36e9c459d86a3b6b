"""Tests of `wa-link batch -` with a pipe that waits: each row comes out before the next one."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from wa_link.sheets.encodings.detect_encoding import detect_encoding, is_certain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="select has no pipes on Windows")

PATIENCE_SECONDS = 60
# Nothing comes out in this time, if more input decides.
SILENCE_SECONDS = 1.0
A, B, C = "+447911123456", "+447911123457", "+447911123458"


class Live:
    """A run of `wa-link batch -`, which gets its input bit by bit."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self.process = process
        self.stdin, self.stdout = process.stdin, process.stdout
        self.got = b""

    def give(self, data: bytes) -> None:
        while data:
            data = data[self.stdin.write(data) :]

    def wait_for(self, text: str) -> None:
        """Read the output until it contains a text; fail if the run waits for more input."""
        end = time.monotonic() + PATIENCE_SECONDS
        while text.encode() not in self.got:
            left = end - time.monotonic()
            assert left > 0, f"{text!r} does not come: {self.got!r}"
            if select.select([self.stdout], [], [], left)[0]:
                got = os.read(self.stdout.fileno(), 1 << 16)
                assert got, f"{text!r} does not come: {self.got!r}"
                self.got += got

    def is_silent(self) -> bool:
        return not select.select([self.stdout], [], [], SILENCE_SECONDS)[0]

    def end(self) -> bytes:
        """Close the input, and return the whole output."""
        self.stdin.close()
        self.got += self.stdout.read()
        return self.got


@contextmanager
def live(*arguments: str) -> Iterator[Live]:
    command = [sys.executable, "-m", "wa_link", "batch", "-", "-q", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as process:
        try:
            yield Live(process)
        finally:
            process.kill()


def card(name: str, number: str) -> str:
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL:{number}\nEND:VCARD\n"


@pytest.mark.long(daily=4, slice=8)
@pytest.mark.parametrize(
    ("first", "second", "options"),
    [
        pytest.param(f"phone\n{A}\n", f"{B}\n", (), id="one column"),
        pytest.param(f"name;phone\nAli;{A}\n", f"Bo;{B}\n", (), id="semicolons"),
        pytest.param(f"name,phone\r\nAli,{A}\r\n", f"Bo,{B}\r\n", (), id="CRLF"),
        pytest.param(f"{A}\n", f"{B}\n", ("--no-header",), id="no header"),
        pytest.param(f"\ufeffphone\n{A}\n", f"{B}\n", (), id="a byte-order mark"),
        pytest.param(f"اسم,phone\nعلي,{A}\n", f"نور,{B}\n", (), id="Arabic"),
        pytest.param(f'{{"phone": "{A}"}}\n', f'{{"phone": "{B}"}}\n', (), id="JSON Lines"),
        pytest.param(card("A", A), card("B", B), (), id="vCards"),
        pytest.param(f"name,phone\nA,{A}\n", f'"B\nC",{B}\n\n', (), id="a quoted line break"),
        pytest.param(f"phone\n{A}\n", f"{B}\n", ("--to", "jsonl"), id="to JSON Lines"),
        pytest.param(f"phone\n{A}\n", f"{B}\n", ("--unique",), id="unique"),
        pytest.param(f"phone\n{A}\n", f"{B}\n", ("--jobs", "2"), id="jobs"),
    ],
)
def test_each_row_comes_out_at_once(first: str, second: str, options: tuple[str, ...]) -> None:
    with live(*options) as run:
        run.give(first.encode())
        run.wait_for("wa.me/" + A[1:])
        run.give(second.encode())
        run.wait_for("wa.me/" + B[1:])
        assert run.end().count(b"wa.me/") == 2


def test_codes_are_saved_before_their_rows_come_out(tmp_path: Path) -> None:
    with live("--qr-dir", str(tmp_path)) as run:
        for place, number in enumerate((A, B), 1):
            run.give((f"phone\n{number}\n" if place == 1 else f"{number}\n").encode())
            name = f"{place:06}-{number[1:]}.png"
            run.wait_for(name)
            assert (tmp_path / name).exists()


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_at_once_if_it_is_certain(encoding: str) -> None:
    with live() as run:
        run.give(f"\ufeffphone\n{A}\n".encode(encoding))
        run.wait_for("wa.me/" + A[1:])
    with live("--encoding", encoding) as run:
        run.give(f"phone\n{A}\n".encode(encoding))
        run.wait_for("wa.me/" + A[1:])


@pytest.mark.long(daily=2)
@pytest.mark.parametrize(
    ("first", "rest", "link"),
    [
        pytest.param(
            f"phone\n{A}\n".encode("utf-16-le"), f"{B}\n".encode("utf-16-le"), B,
            id="the encoding",
        ),
        pytest.param(
            f"name;phone, mobile\nA;{A}\n".encode(), f"B;{B}\n".encode(), A, id="the delimiter"
        ),
        pytest.param(b"Our shops\nname,town\n", f"phone\n{A}\n".encode(), "", id="the header"),
        pytest.param(f'name,phone\n"Ali,{A}\n'.encode(), b"x\n", "", id="an open quote"),
        pytest.param(f"<b>,phone\n{A},{A}\n".encode(), b"x\n", "", id="the format"),
    ],
)  # fmt: skip
def test_more_input_is_waited_for_if_it_decides(first: bytes, rest: bytes, link: str) -> None:
    with live() as run:
        run.give(first)
        assert run.is_silent()
        run.give(rest)
        assert link.removeprefix("+").encode() in run.end()


def test_rows_come_out_at_once_after_workers_had_much_to_do() -> None:
    rows = 40_000  # more than one process converts alone
    with live("--jobs", "2") as run:
        run.give(f"phone\n{A}\n".encode())
        run.wait_for("wa.me/" + A[1:])
        writer = Thread(target=run.give, args=(f"{B}\n".encode() * rows,))
        writer.start()
        while run.got.count(b"wa.me/") < rows + 1:
            run.got += os.read(run.stdout.fileno(), 1 << 16)
        writer.join()
        run.give(f"{C}\n".encode())
        run.wait_for("wa.me/" + C[1:])
        assert run.end().count(b"wa.me/") == rows + 2


TEXTS = {
    "one line": (b"phones\n", False),
    "one line and a byte": (b"phones\nx", True),
    "six digits": (b"phone:123456", True),
    "half a character": ("name,phone\nعلي".encode()[:-1], True),
    "no line end": (b"phone", False),
    "UTF-16": ("phone\n".encode("utf-16-le"), False),
    "a mark": (b"\xff\xfep\0", True),
    "cp1252": (b"caf\xe9\nx\n", False),
}


@pytest.mark.parametrize(("start", "expected"), TEXTS.values(), ids=TEXTS)
def test_the_first_bytes_show_the_encoding(start: bytes, expected: bool) -> None:  # noqa: FBT001
    assert is_certain(start) is expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-16"])
@pytest.mark.parametrize(
    "text", [f"name,phone\nAli,{A}\n", f"اسم;الهاتف\nعلي;{A}\n", f"手机\n{A}\n"]
)
def test_a_certain_beginning_has_the_encoding_of_the_whole(encoding: str, text: str) -> None:
    whole = (text * 30).encode(encoding)
    for size in range(len(text)):
        if is_certain(whole[:size]):
            assert detect_encoding(whole[:size], "f") == detect_encoding(whole, "f")
