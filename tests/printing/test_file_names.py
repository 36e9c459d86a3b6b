"""File names from cells: they are valid on every system, and never lead out of the folder."""

from __future__ import annotations

import ntpath
import os
import sys
import time
import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.printing.codes.file_names import MAX_NAME_BYTES, fold_name, make_file_name


def is_reserved_on_windows(name: str) -> bool:
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


def assert_valid_everywhere(name: str) -> None:
    assert name == os.path.basename(name) == ntpath.basename(name)  # noqa: PTH119
    stem = name.rpartition(".")[0]
    assert stem == stem.lstrip(" .-").rstrip(" .")
    assert stem not in {"", ".", ".."}
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert unicodedata.normalize("NFC", name) == name
    kinds = {unicodedata.category(char) for char in name if char not in "-_. "}
    assert all(kind in {"Nd", "Mn", "Mc"} or kind[0] == "L" for kind in kinds)
    for form in (name, unicodedata.normalize("NFKC", name)):
        assert not is_reserved_on_windows(form)


NAMES = {
    "": "_",
    " ": "_",
    ".": "_",
    "..": "_",
    ". . .": "_",
    "a.": "a",
    "a ": "a",
    " a": "a",
    ".hidden": "hidden",
    "a. .": "a",
    "-rf": "_-rf",
    ".-rf": "_-rf",
    "../../x": "_.._x",
    "/etc/passwd": "_etc_passwd",
    "..\\..\\x": "_.._x",
    "\\\\server\\share": "__server_share",
    "C:\\x": "C__x",
    "C:x": "C_x",
    "file:///x": "file____x",
    "．．／x": "___x",
    "․․∕x": "___x",
    "a/b": "a_b",
    "a:stream": "a_stream",
    "a\x00b": "a_b",
    "a\nb\tc\x1b[2Jd": "a_b_c__2Jd",
    "a\x9b2Jb": "a_2Jb",
    "\x7f": "_",
    '<>:"/\\|?*': "_________",
    "$(reboot)": "__reboot_",
    "`%PATH%`~*?": "__PATH_____",
    "a\ud800b": "a_b",
    "a\ufffeb\ue000": "a_b_",
    "CON": "_CON",
    "nul": "_nul",
    "Aux": "_Aux",
    "PRN ": "_PRN",
    "com1": "_com1",
    "LPT9": "_LPT9",
    "COM¹": "COM_",
    "CONIN$": "CONIN_",
    "con.backup": "_con.backup",
    "NUL.tar.gz": "_NUL.tar.gz",
    "con .x": "_con .x",
    ".con": "_con",
    "ＣＯＮ": "_ＣＯＮ",
    "ｃom１": "_ｃom１",
    "con\u200b": "_con",
    "console": "console",
    "com10": "com10",
    "a.con": "a.con",
    "invoice\u202egnp.exe": "invoicegnp.exe",
    "\u2066a\u2069\u200e\u200f\ufeff": "a",
    "a\u200d\u034f\ufe0fb\u3164": "ab",
    "\u0301a": "_a",
    "-\u0301a": "_-_a",
    "/\u0338": "__",
    "\u20dd": "_",
    "e\u0301": "é",
    "\u212b\u2126": "ÅΩ",
    "\u00a0a\u3000b": "a b",
    "Café مرحبا 日本 नमस्ते ไทย": "Café مرحبا 日本 नमस्ते ไทย",
    "٠١٢ ०१": "٠١٢ ०१",
    "می\u200cخواهم": "میخواهم",
    "Ⅷ½²😀": "____",
    "a" * 300: "a" * 96,
    "م" * 300: "م" * 48,
    "日" * 300: "日" * 32,
    "a" * 95 + "م": "a" * 95,
    "a" * 95 + ". b": "a" * 95,
    "a" * 94 + " .b": "a" * 94,
    "con" + " " * 93 + "x": "_con",
    "con." + "x" * 92: "_con." + "x" * 91,
}


@pytest.mark.parametrize(("text", "name"), NAMES.items(), ids=[ascii(text[:20]) for text in NAMES])
def test_a_cell_becomes_a_file_name(text: str, name: str) -> None:
    assert make_file_name(text, "png") == f"{name}.png"
    assert_valid_everywhere(f"{name}.png")


@given(st.text() | st.text("cCoOnN1\u200b .-_/\u0301"), st.integers(1, 10**6))
def test_a_file_name_of_a_file_name_is_the_same(text: str, number: int) -> None:
    name = make_file_name(text, "png")
    assert_valid_everywhere(name)
    assert make_file_name(name.removesuffix(".png"), "png") == name
    numbered = make_file_name(text, "png", number)
    assert_valid_everywhere(numbered)
    assert numbered.endswith(f"-{number}.png" if number > 1 else ".png")


@pytest.mark.parametrize(
    "same",
    [("a", "A"), ("straße", "STRASSE"), ("é", "É"), ("ı", "i", "I"), ("ſ", "s"), ("µ", "μ")],
    ids=ascii,
)
def test_names_that_are_equal_on_a_system_have_one_key(same: tuple[str, ...]) -> None:
    assert len({fold_name(name) for name in same}) == 1


def test_a_cell_of_megabytes_takes_no_longer() -> None:
    start = time.process_time()
    marks = "a" + "\u0301\u0316" * 5_000_000
    assert len(make_file_name(marks, "png").encode()) <= MAX_NAME_BYTES
    assert time.process_time() - start < 1  # normalising the whole text would take hours
