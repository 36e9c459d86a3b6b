"""Texts on labels that are too long, equal on all labels, or filled from the cells of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

LABELS = ("labels", "-", "--stock", "L7160")
ROW = "phone,title,text\n+966501234567,Shop,{}\n"


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(document[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize(
    ("options", "cell", "named"),
    [
        (("--title", "Shop", "--caption", "{text}"), "word " * 90, 'The caption "word word'),
        (("--title", "{text}", "--caption", "Shop"), "word " * 90, 'The title "word word'),
        (("--call-to-action", "{text}"), "word " * 101, "The call to action has"),
    ],
)
def test_a_text_that_does_not_fit_is_named(
    options: tuple[str, ...], cell: str, named: str, wa_link: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link(*LABELS, *options, "-o", str(file), stdin=ROW.format(cell).encode())
    assert run.code == 3
    assert f"caption_too_long): {named}" in run.err


def test_emoji_that_are_left_out_take_no_room(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    options = ("--title", "{title}", "--caption", "{text}", "-o", str(file))
    run = wa_link(*LABELS, *options, stdin=ROW.format("\U0001faff" * 350).encode())
    assert run.code == 0
    assert "emoji_left_out" in run.err


def test_the_call_to_action_is_a_template(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    run = wa_link(
        *LABELS, "--call-to-action", "Ask {title}", "-o", str(file), stdin=ROW.format("").encode()
    )
    assert run.code == 0
    assert text_of(file) == "Ask Shop"


def test_a_single_code_keeps_braces(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "code.pdf"
    run = wa_link("qr", "+966501234567", "--call-to-action", "Ask {me} {", "-o", str(file))
    assert run.code == 0
    assert text_of(file) == "Ask {me} {"


def test_a_text_that_is_too_long_for_all_labels_ends_the_run(wa_link: Tool, tmp_path: Path) -> None:
    options = ("--call-to-action", "x" * 501, "-o", str(tmp_path / "labels.pdf"))
    run = wa_link(*LABELS, *options, stdin=ROW.format("").encode())
    message = "--call-to-action: The text has 501 characters, and the limit is 500: shorten it."
    assert (run.code, run.err) == (2, f"Error: {message}\n")


def test_a_row_without_labels_leaves_its_number_free(wa_link: Tool, tmp_path: Path) -> None:
    sheet = b"phone,qty\n+966501234567,0\n+966501234567,3\n+966501234567,2\n"
    options = ("--unique", "--copies", "{qty}", "-o", str(tmp_path / "labels.pdf"))
    run = wa_link(*LABELS, *options, stdin=sheet)
    assert run.code == 3
    assert "3 labels on 1 page" in run.err
    assert "Row 3 (line 4) is rejected (duplicate" in run.err


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("--page a4 --grid 4x6", "The description of the labels is incomplete: add --label."),
        (
            "--label 40x40mm",
            "The description of the labels is incomplete: add --page and --grid.",
        ),
        (
            "--gap 3mm",
            "The description of the labels is incomplete: add --page and --grid and --label.",
        ),
        ("--stock L7160 --title=", "The value of --title is empty: give a value"),
        ("--stock L7160 --lang=", "The value of --lang is empty: give a value"),
        ("--stock L7160 --dark white --light white", "#fff on #fff can't be seen"),
        ("--stock L7160 --start 2 --bleed 3mm", "--start 2 has no effect with --bleed"),
        ("--stock poster-a4 --start 2", "poster-a4 has only one label: leave out --start."),
    ],
)
def test_options_that_can_not_be_used_are_named(
    command: str, message: str, wa_link: Tool, tmp_path: Path
) -> None:
    options = (*command.split(), "-o", str(tmp_path / "labels.pdf"))
    run = wa_link("labels", "-", *options, stdin=ROW.format("").encode())
    assert run.code == 2
    assert message in run.err


@pytest.mark.parametrize("command", ["qr +966501234567 -o code.png", "batch - --qr-dir codes"])
def test_a_png_that_is_too_large_for_any_link_ends_the_run(
    command: str, wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = wa_link(
        *command.split(), "--size", "1900mm", "--dpi", "4800", stdin=ROW.format("").encode()
    )
    assert run.code == 2
    assert "at most 80 million pixels" in run.err


@pytest.mark.parametrize("name", ["--title", "--caption", "--call-to-action"])
def test_a_letter_on_all_labels_that_no_font_has_ends_the_run(
    name: str, wa_link: Tool, tmp_path: Path
) -> None:
    options = (name, "Oak \u0378", "-o", str(tmp_path / "labels.pdf"))
    run = wa_link(*LABELS, *options, stdin=ROW.format("").encode())
    assert run.code == 2
    assert f"Error: {name}: No font has" in run.err
    assert list(tmp_path.iterdir()) == []
