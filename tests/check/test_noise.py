"""Tests of the time that long texts take, also texts that are made to take long."""

from __future__ import annotations

import time

import pytest

from wa_link import fix_text

NOISE = {
    "letters": "x",
    "words": "lorem ipsum w a.m e ",
    "binary": "\x00\xff\x1f~",
    "Cyrillic": "слово мера ",
    "hosts": "wa.me ",
    "hosts without spaces": "wa.me",
    "schemes": "https://",
    "slashes": "wa.me/",
    "links": "https://wa.me/447911123456 ",
    "links without spaces": "https://wa.me/447911123456",
    "open quotes": '"wa.me/',
    "open brackets": "](wa.me/1(",
    "open braces": r"\href{wa.me/{",
    "backslashes": "\\",
    "ampersands": "&",
    "escapes": r"\\u0026",
    "punycode": "https://xn--a.me/",
    "white space": " ",
    "brackets": "(",
    "doubled quotes": "''a",
    "open templates": "{{",
    "templates": "{{ n }} ",
    "strings and variables": "'+f(a)+'",
    "links with templates": '"https://wa.me/{{ n }}?text=a b" ',
    "folded lines": "\n 1",
    "settings": "\nx=https://wa.me/447911123456?text=a b",
    "settings in one line": "x=",
    "lookalike letters": "w\u0430.m\u0435 ",
    "misspelt hosts": "https://wa.m/ w.me/ whatsap.",
    "comments": "wa-link: ignore ",
}


@pytest.mark.long(daily=30, slice=60)
@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
@pytest.mark.parametrize(
    "before",
    [
        "",
        '"https://wa.me/',
        "[x](https://wa.me/447911123456?text=",
        "'https://wa.me/+' + n + '?text=",
        "BEGIN:VCARD\nurl=https://wa.me/447911123456?text=",
    ],
)
def test_noise_takes_time_in_proportion(noise: str, before: str) -> None:
    def measure(length: int) -> float:
        text = before + noise * (length // len(noise))
        start = time.process_time()
        fix_text(text)
        return time.process_time() - start

    measure(2_000)
    # A quadratic search would take 64 times as long for 8 times the text.
    assert measure(40_000) < 30 * measure(5_000) + 0.25
