"""Notes on rows appear in every form of output."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

# No font has this character, because Unicode has not assigned it.
EMOJI = "\U0001faff"
ROWS = [
    ("phone", "title", "text"),
    ("+447911123456", "Oak table", "Hi"),
    ("+447911123456", f"Party {EMOJI}", "Hi"),
    ("+447911123456", "CafÃ© table", "Hi"),
    ("+447911123456", "Sofa", "Is the cafÃ© open?"),
    ("4915123456789", "Lamp", "Hi"),
    ("+447911123456", f"Bed {EMOJI}", "Hi"),
    ("+447911123456", f"Rug {EMOJI}", "Hi"),
    ("+447911123456", f"Cup {EMOJI}", "Hi"),
    ("+52 1 55 1234 5678", f"Box {EMOJI}", "Hi"),
]
# Line and code of every note that each output must show.
NOTES = [
    (3, "emoji_left_out"),
    (4, "text_mojibake"),
    (5, "text_mojibake"),
    (6, "plus_assumed"),
    (7, "emoji_left_out"),
    (8, "emoji_left_out"),
    (9, "emoji_left_out"),
    (10, "mx_1_dropped"),
    (10, "emoji_left_out"),
]
LABELS = ["--stock", "L7160", "-r", "DE", "--caption", "{title}", "--text-column", "text"]


def sheet() -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(ROWS)
    return file.getvalue().encode()


PLACE = re.compile(r"  rows? [\d, -]+ \((lines? [^)]+)\): ")


def numbers_of(lines: str) -> list[int]:
    """Return the numbers in a text such as `lines 2, 4-6`: 2, 4, 5 and 6."""
    ranges = [part.split("-") for part in lines.split(maxsplit=1)[1].split(", ")]
    return [number for each in ranges for number in range(int(each[0]), int(each[-1]) + 1)]


def noted(text: str) -> list[tuple[int, str]]:
    """Return the line and the code of each note in sections such as `Noted: 2 emoji_left_out`."""
    found, code = [], ""
    for line in text.splitlines():
        if line.startswith("Noted: "):
            code = line.split()[-1]
        elif (place := PLACE.match(line)) and code:
            found += [(number, code) for number in numbers_of(place[1])]
        else:
            code = ""
    return sorted(found)


@pytest.mark.parametrize("quiet", [[], ["--quiet"]], ids=["summary", "quiet"])
@pytest.mark.parametrize("output", ["labels.pdf", "-"])
def test_labels_say_every_note_with_its_line(
    wa_link: Tool, tmp_path: Path, output: str, quiet: list[str]
) -> None:
    path = output if output == "-" else str(tmp_path / output)
    run = wa_link("labels", "-", *LABELS, *quiet, "-o", path, stdin=sheet())
    assert run.code == 0
    assert noted(run.err) == sorted(NOTES)
    assert "Noted: 5 emoji_left_out\n  rows 2, 6-9 (lines 3, 7-10): " in run.err


def test_labels_say_nothing_more_where_there_is_no_note(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link(
        "labels", "-", *LABELS, "-q", "-o", str(tmp_path / "l.pdf"),
        stdin=b"phone,title,text\n+447911123456,Oak,Hi\n",
    )  # fmt: skip
    assert (run.code, run.err) == (0, "")


def test_a_dry_run_of_labels_shows_examples_of_the_same_notes(
    wa_link: Tool, tmp_path: Path
) -> None:
    arguments = [*LABELS, "-o", str(tmp_path / "labels.pdf"), "--dry-run"]
    run = wa_link("labels", "-", *arguments, stdin=sheet())
    assert set(noted(run.out)) <= set(NOTES)
    assert {code for _, code in noted(run.out)} == {code for _, code in NOTES}


@pytest.mark.parametrize("to", ["csv", "jsonl"])
@pytest.mark.parametrize("options", [[], ["--unique"]], ids=["plain", "unique"])
def test_a_batch_of_codes_keeps_every_note_in_its_columns(
    wa_link: Tool, tmp_path: Path, to: str, options: list[str]
) -> None:
    how = ["--qr-dir", str(tmp_path), "--caption", "{title}", "--text-column", "text", "-r", "DE"]
    data = sheet() if "--unique" not in options else sheet_of_different_numbers()
    run = wa_link("batch", "-", *how, *options, "-q", "--to", to, stdin=data)
    assert run.code == 0
    rows = (
        [json.loads(line) for line in run.out.splitlines()]
        if to == "jsonl"
        else [*csv.DictReader(io.StringIO(run.out))]
    )
    found = [
        (line, code) for line, row in enumerate(rows, start=2) for code in row["wa_reason"].split()
    ]
    assert sorted(found) == sorted(NOTES)
    assert all(bool(row["wa_note"]) == bool(row["wa_reason"]) for row in rows)


def sheet_of_different_numbers() -> bytes:
    lines = sheet().decode().splitlines()
    return "\n".join(
        line.replace("+447911123456", f"+4479111234{number:02d}")
        for number, line in enumerate(lines)
    ).encode()


def test_a_code_of_an_earlier_run_has_its_notes_again(wa_link: Tool, tmp_path: Path) -> None:
    how = ["--qr-dir", str(tmp_path), "--caption", "{title}", "-r", "DE", "-q"]
    first = wa_link("batch", "-", *how, stdin=sheet())
    assert "emoji_left_out" in first.out
    assert wa_link("batch", "-", *how, stdin=sheet()).out == first.out


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        pytest.param("link 4915123456789 -r DE", "A + was assumed", id="link, number"),
        pytest.param("link +447911123456 -t CafÃ©", "wrong encoding", id="link, text"),
        pytest.param("link -t CafÃ©", "wrong encoding", id="link, text alone"),
        pytest.param("link --json -t CafÃ©", "wrong encoding", id="link, text alone, JSON"),
        pytest.param("link 4915123456789 -r DE --json", "A + was assumed", id="link, JSON"),
        pytest.param("qr 4915123456789 -r DE", "A + was assumed", id="qr, number"),
        pytest.param("qr +447911123456 -t CafÃ©", "wrong encoding", id="qr, text"),
        pytest.param("qr https://wa.me/447911123456?text=Caf%C3%83%C2%A9", "wrong encoding",
                     id="qr, text of a link"),
        pytest.param("qr +447911123456 -o {folder}/x.png --caption 🎉A", "is left out",
                     id="qr, emoji"),
        pytest.param("qr +447911123456 -o {folder}/x.svg --caption CafÃ©", "wrong encoding",
                     id="qr, caption"),
        pytest.param("qr +447911123456 -o - --to pdf --caption CafÃ©", "wrong encoding",
                     id="qr, caption, to stdout"),
        pytest.param("inspect 4915123456789 -r DE", "A + was assumed", id="inspect, number"),
        pytest.param("inspect 4915123456789 -r DE --json", "A + was assumed", id="inspect, JSON"),
        pytest.param("inspect https://wa.me/447911123456?text=Caf%C3%83%C2%A9", "wrong encoding",
                     id="inspect, link"),
        pytest.param("batch - --number 4915123456789 -r DE", "A + was assumed",
                     id="batch, one number"),
        pytest.param("batch - --number 4915123456789 -r DE --quiet", "A + was assumed",
                     id="batch, one number, quiet"),
        pytest.param(
            "labels - --number 4915123456789 -r DE -q --stock 5160 -o {folder}/x.pdf",
            "A + was assumed", id="labels, one number, quiet"),
        pytest.param("batch - --number +447911123456 -t CafÃ© -q", "wrong encoding",
                     id="batch, text for all"),
        pytest.param("link https://wa.me/9660501234567", "has a 0 after its calling code",
                     id="link, zero"),
        pytest.param("batch - --number https://wa.me/9660501234567 -q",
                     "has a 0 after its calling code", id="batch, zero"),
    ],
)  # fmt: skip
def test_a_note_is_said_once_by_every_command(
    wa_link: Tool, tmp_path: Path, arguments: str, note: str
) -> None:
    words = [word.replace("{folder}", str(tmp_path)) for word in arguments.split()]
    run = wa_link(*words, stdin=b"title\nOak\n")
    assert run.code == 0
    said = run.out + run.err
    assert said.count(note) == 1, said


def test_a_link_with_a_zero_too_many_is_noted_or_refused(wa_link: Tool) -> None:
    link = "https://wa.me/9660501234567"
    run = wa_link("batch", "-", stdin=f"phone\n{link}\n".encode())
    assert (run.code, "repaired,trunk_0_dropped," in run.out) == (0, True)
    run = wa_link("batch", "-", "--reject-notes", "repairs", stdin=f"phone\n{link}\n".encode())
    assert (run.code, "rejected,trunk_0_dropped," in run.out) == (3, True)
    run = wa_link("qr", link)  # draws no link that differs from the given one
    assert run.code == 3
    assert "Use https://wa.me/966501234567 instead." in run.err


@pytest.mark.parametrize(
    ("can_read", "verified"),
    [(True, "verified"), (False, 'not verified (to verify codes, install "wa-link[print]")')],
)
def test_the_summary_says_which_codes_are_saved(
    can_read: bool,  # noqa: FBT001  (of the table)
    verified: str,
    wa_link: Callable[..., Run],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("qr.readback", "printing.codes.code_drawer"):
        monkeypatch.setattr(f"wa_link.{module}.can_read", lambda _: can_read)
    codes = tmp_path / "codes"
    options = ("--qr-dir", str(codes), "-o", str(tmp_path / "links.csv"))
    run = wa_link("batch", "-", *options, stdin=b"phone\n+966501234567\n1\n+447911123456\n")
    assert run.err.splitlines()[-1] == f"Saved 2 codes in {codes} (PNG), {verified}."
    assert len(list(codes.iterdir())) == 2
    assert "Saved" not in wa_link("batch", "-", *options, "-q", "--force", stdin=b"phone\n1\n").err
