"""A batch says how many codes it drew, where, and what else is in the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

TWO = b"phone\n+447911123456\n1\n+447911123457\n"
NONE = b"phone\n1\n"


@pytest.mark.parametrize(
    ("before", "sheet", "options", "said"),
    [
        pytest.param([], TWO, [], ["Saved 2 codes in {} (PNG), verified."], id="new"),
        pytest.param([], TWO[:-14], [], ["Saved 1 code in {} (PNG), verified."], id="one"),
        pytest.param([], TWO, ["--qr-format", "svg"], ["Saved 2 codes in {} (SVG), verified."],
                     id="svg"),
        pytest.param([TWO], TWO, [],
                     ["Saved 2 codes in {} (PNG), verified. 2 of them replaced earlier files."],
                     id="all replaced"),
        pytest.param([TWO[:-14]], TWO, [],
                     ["Saved 2 codes in {} (PNG), verified. 1 of them replaced an earlier file."],
                     id="one replaced"),
        pytest.param([TWO], TWO[:-14], [],
                     ["Saved 1 code in {} (PNG), verified. 1 of them replaced an earlier file.",
                      "Note: {} also has 1 other .png file that this run did not write."],
                     id="one kept"),
        pytest.param([TWO], NONE, [],
                     ["No codes are saved, because no row has a link.",
                      "Note: {} also has 2 other .png files that this run did not write."],
                     id="none, two kept"),
        pytest.param([], NONE, [], ["No codes are saved, because no row has a link."], id="none"),
        pytest.param([TWO], TWO, ["--qr-format", "pdf"], ["Saved 2 codes in {} (PDF), verified."],
                     id="another format"),
        pytest.param([TWO], TWO, ["-q"], [], id="quiet"),
    ],
)  # fmt: skip
def test_codes_are_reported(
    before: list[bytes],
    sheet: bytes,
    options: list[str],
    said: list[str],
    wa_link: Callable[..., Run],
    tmp_path: Path,
) -> None:
    codes = tmp_path / "codes"
    words = ("batch", "-", "--qr-dir", str(codes))
    for each in before:
        wa_link(*words, stdin=each)
    lines = wa_link(*words, *options, stdin=sheet).err.splitlines()
    found = [line for line in lines if "code" in line.replace("--qr", "")]
    assert found == [line.format(codes) for line in said]


@pytest.mark.parametrize(
    ("sheet", "said"),
    [(TWO, "2 codes (PNG) would be saved in codes."), (NONE, "No codes would be saved.")],
    ids=["two", "none"],
)
def test_a_dry_run_reports_codes(sheet: bytes, said: str, wa_link: Callable[..., Run]) -> None:
    run = wa_link("batch", "-", "--qr-dir", "codes", "--dry-run", stdin=sheet)
    assert run.out.splitlines()[-1] == said


def test_without_codes_nothing_is_said_of_them(wa_link: Callable[..., Run]) -> None:
    assert "would be saved" not in wa_link("batch", "-", "--dry-run", stdin=TWO).out
