"""Tests of Typesetter: fonts and limits; its child process ends, and no files are left."""

from __future__ import annotations

import gc
import os
import signal
import time
from io import BytesIO
from typing import TYPE_CHECKING

import pymupdf_fonts
import pytest
from fontTools.ttLib import TTFont

from tests.conftest import linux
from tests.printing.typeset import LINK, own_design, typeset, typesetter
from tests.support.test_child import children, is_gone
from wa_link._support.child import Loss
from wa_link.errors import OptionError, Reason, RecordError
from wa_link.printing.cards.cards import CardTexts, make_card
from wa_link.printing.cards.designs import Design, load_built_in
from wa_link.printing.typesetting import measure_cards
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.printing.typesetting.typesetter import Font, Typesetter, TypesetterLostError
from wa_link.qr.render.colours import parse_colour

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LABEL = load_built_in("label")
FIRAGO = pymupdf_fonts.myfont("figo")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
ENDLESS = "{ for i in range(1000000) { for j in range(1000000) { let x = i * j } } }"
ENDLESS_FOR_ONE = '{ if card.title == "bad" ' + ENDLESS + " ; card.title; code(card, 9mm) }"


@pytest.fixture
def setter() -> Iterator[Typesetter]:
    with typesetter() as running:
        yield running


def measured(setter: Typesetter, titles: list[str], design: Design = LABEL) -> list[str | Reason]:
    """Measure a card for each title; return each title, or the reason of its error."""
    frame = DocumentSetup(design, (60, 40), (60, 40), parse_colour("navy"), setter.families)
    cards = [make_card(LINK, SVG, 29, CardTexts(title, call_to_action="none")) for title in titles]
    return [
        each.reason if isinstance(each, RecordError) else each.card.title
        for each in measure_cards.measure_cards(setter, frame, cards)
    ]


def renamed(family: str) -> bytes:
    """Return the content of a font, with its family renamed."""
    font = TTFont(BytesIO(FIRAGO))
    font["name"].names = []
    for number, name in {1: family, 2: "Regular", 4: family, 6: "Own-Regular"}.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font.save(file := BytesIO())
    return file.getvalue()


@pytest.mark.parametrize("family", ["Some Sans", 'A "b" \\ #c $d', "خط عربي", "字体"])
def test_the_font_of_the_user_comes_first(family: str) -> None:
    with typesetter([Font("own.ttf", renamed(family))]) as setter:
        assert setter.families == (family, "FiraGO")
        done = typeset(setter, [CardTexts("Flat", call_to_action="none")], LABEL)
    assert done.texts == ["Flat"]


DAMAGED = {
    "nothing": b"",
    "text": b"not a font",
    "a page": b"<html>",
    "half": FIRAGO[: len(FIRAGO) // 2],
    "a header": FIRAGO[:1000],
    "zeros": bytes(100_000),
    "a header and zeros": FIRAGO[:12] + bytes(100_000),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_file_that_is_not_a_font_is_refused(what: str, capfd: pytest.CaptureFixture[str]) -> None:
    with (
        typesetter([Font("my.ttf", DAMAGED[what])]) as setter,
        pytest.raises(
            OptionError,
            match=r'^"my\.ttf" is not a font that can be used: give another \.ttf or \.otf',
        ),
    ):
        assert setter.families
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("table", ["glyf", "loca", "cmap", "GSUB", "GPOS", "hmtx", "head"])
def test_a_font_with_a_damaged_table_ends_in_a_sentence(
    table: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """With a damaged font, texts are printed or an error of wa-link is raised; nothing crashes."""
    entry = TTFont(BytesIO(FIRAGO)).reader.tables[table]
    middle, length = entry.offset + entry.length // 4, entry.length // 2
    data = FIRAGO[:middle] + os.urandom(1) * length + FIRAGO[middle + length :]
    with typesetter([Font("my.ttf", data)]) as setter:
        try:
            results = measured(setter, ["Flat", "שלום", "شقة"])
        except OptionError:
            results = []
        assert len(results) in (0, 3)
    assert capfd.readouterr() == ("", "")


@linux("signals and /proc")
def test_a_killed_process_is_started_again(setter: Typesetter) -> None:
    before = children()
    assert setter.families
    (process,) = children() - before
    os.kill(process, signal.SIGKILL)
    assert measured(setter, ["a", "b"]) == ["a", "b"]
    assert children() - before
    setter.close()
    assert children() == before


@linux("signals and /proc")
@pytest.mark.parametrize("is_killed", [False, True])
def test_it_leaves_no_files(
    setter: Typesetter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_killed: bool  # noqa: FBT001
) -> None:  # fmt: skip
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = children()
    assert measured(setter, ["Flat", "扫"])[0] == "Flat"
    assert not list(tmp_path.iterdir())
    (process,) = children() - before
    if is_killed:
        os.kill(process, signal.SIGKILL)
        assert is_gone(process, 2)
    setter.close()
    assert not list(tmp_path.iterdir())


@linux("signals and /proc")
def test_the_process_ends_with_its_owner() -> None:
    before = children()
    setter = Typesetter()
    setter.start()
    (process,) = children() - before
    del setter
    gc.collect()
    assert is_gone(process, 2)


@linux("signals and /proc")
def test_an_endless_design_is_ended(
    setter: Typesetter, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wa_link.printing.typesetting.typesetter._SECONDS", 2)
    begin = time.monotonic()
    with pytest.raises(OptionError, match="can't be used: it took too long"):
        measured(setter, ["a"] * 3, own_design(ENDLESS))
    assert time.monotonic() - begin < 20
    assert capfd.readouterr() == ("", "")


@linux("signals and /proc")
def test_a_card_that_takes_too_long_is_found(
    setter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wa_link.printing.typesetting.typesetter._SECONDS", 2)
    found = measured(setter, ["a", "bad", "b"], own_design(ENDLESS_FOR_ONE))
    assert found == ["a", Reason.TYPESETTING_FAILED, "b"]


@linux("signals and /proc")
def test_a_drawing_that_takes_too_long_is_a_sentence(
    setter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wa_link.printing.typesetting.typesetter._SECONDS", 2)
    design = own_design(ENDLESS)
    frame = DocumentSetup(design, (60, 40), (60, 40), parse_colour("navy"), setter.families)
    setter.begin_draw(
        frame.make_drawing_files([], [])
        | {"main": design.files["design.typ"] + b"#design((:), 1, 1)"},
        1,
        "pdf",
        with_system=False,
    )
    with pytest.raises(
        TypesetterLostError, match=r"^The process that draws cards with Typst took too long"
    ) as lost:
        setter.finish_draw()
    assert lost.value.loss is Loss.TIME


@pytest.mark.parametrize(
    ("file_format", "begins"), [("pdf", b"%PDF-1.7"), ("png", b"\x89PNG"), ("svg", b"<svg")]
)
def test_formats(setter: Typesetter, file_format: str, begins: bytes) -> None:
    frame = DocumentSetup(LABEL, (60, 40), (60, 40), parse_colour("navy"), setter.families)
    setter.begin_draw(
        frame.make_drawing_files([], [[], []]), 1, file_format, with_system=False, ppi=72
    )
    files = setter.finish_draw()
    assert len(files) == (1 if file_format == "pdf" else 2)
    assert all(file.startswith(begins) for file in files)


def test_a_library_that_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(OptionError, match=r'pip install "wa-link\[print\]"'):
        Typesetter().start()
