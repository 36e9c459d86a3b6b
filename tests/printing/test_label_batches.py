"""Labels that are measured in batches: each gets its own result, in order, and is scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_link._support.child import WorkRefusedError
from wa_link.errors import OptionError, Reason, RecordError, SymbolError
from wa_link.printing.cards.cards import CardTexts
from wa_link.printing.labels.label_pages import Label, LabelPages
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.printing.typesetting.typesetter import Typesetter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.printing.cards.cards import Card
    from wa_link.printing.typesetting.measured_card import MeasuredCard
    from wa_link.printing.typesetting.typesetter import MeasureAnswer

LINK = "https://wa.me/4479111{:05d}"
BAD = {3: Reason.MISSING_GLYPH, 124: Reason.CAPTION_TOO_LONG, 125: Reason.TYPESETTING_FAILED,
       126: Reason.MISSING_GLYPH, 259: Reason.MISSING_GLYPH, 260: Reason.QR_TOO_LONG}  # fmt: skip
TEXTS = {
    Reason.MISSING_GLYPH: "a\ue000",
    Reason.CAPTION_TOO_LONG: "a" * 501,
    Reason.TYPESETTING_FAILED: "क" + "्क" * 249,
    Reason.QR_TOO_LONG: "a",
}


def label(number: int, *, are_good: bool = False) -> Label:
    link = LINK.format(number)
    if are_good or number not in BAD:
        return Label(link, CardTexts(f"Flat {number}"))
    reason = BAD[number]
    long = "?text=" + "a" * 3000 if reason is Reason.QR_TOO_LONG else ""
    return Label(link + long, CardTexts(TEXTS[reason]))


def test_each_label_has_its_result_in_order() -> None:
    sheet = LabelSheet("L7160")
    added = list(sheet.add_all(label(number) for number in range(270)))
    found = {
        number: each.reason for number, each in enumerate(added) if isinstance(each, RecordError)
    }
    assert found == BAD
    assert all(each == () for number, each in enumerate(added) if number not in BAD)
    assert (sheet.labels, sheet.pages) == (264, 13)
    assert list(sheet.check(sheet.output())) == [21] * 12 + [12]


def test_labels_that_are_awaited_make_the_same_file() -> None:
    files = []
    for are_awaited in (False, True):
        sheet = LabelSheet("L7160")
        labels: list[Label | None] = [label(number, are_good=True) for number in range(5)]
        if are_awaited:
            labels[2:2] = [None, None]
        found = list(sheet.add_batches([*labels, None]))
        assert [len(batch) for batch in found] == ([2, 0, 3] if are_awaited else [5])
        files.append(sheet.output())
        sheet.close()
    assert files[0] == files[1]


def rows_fail() -> Iterator[Label]:
    for number in range(130):
        yield label(number, are_good=True)
    raise KeyError("the rows")


def take_one(labels: Iterator[object]) -> None:
    """Take the first result, and abandon the iteration."""
    next(labels)
    labels.close()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize("ends", ["rows fail", "nobody goes on", "Typst refuses"])
def test_no_answer_is_taken_for_that_of_other_labels(
    ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels that were added before an error do not change the labels that are added after it."""
    sheet = LabelSheet("L7160")
    if ends == "rows fail":
        with pytest.raises(KeyError, match="the rows"):
            list(sheet.add_all(rows_fail()))
    elif ends == "nobody goes on":
        take_one(sheet.add_all(label(number, are_good=True) for number in range(400)))
    else:
        with monkeypatch.context() as patched:
            patched.setattr(Typesetter, "finish_measure", refuse)
            with pytest.raises(OptionError, match="can't be used"):
                list(sheet.add_all(label(number, are_good=True) for number in range(2)))
    before = sheet.labels
    put: list[Card] = []
    add = LabelPages.add

    def add_and_record(pages: LabelPages, measured: MeasuredCard) -> None:
        put.append(measured.card)
        add(pages, measured)

    monkeypatch.setattr(LabelPages, "add", add_and_record)
    for each in (sheet, LabelSheet("L7160")):
        each.add(LINK.format(7), title="Another, and a long one: " + "Oak Street " * 9)
    mine, other = put
    assert (mine.title, mine.choices) == (other.title, other.choices)
    assert sum(sheet.check(sheet.output())) == before + 1


def refuse(_: Typesetter) -> MeasureAnswer:
    raise WorkRefusedError("error: no")


def test_labels_are_added_by_one_at_a_time() -> None:
    with LabelSheet("L7160") as sheet:
        adding = sheet.add_all(label(number, are_good=True) for number in range(300))
        next(adding)
        for other in (sheet.output, lambda: sheet.add(LINK.format(1))):
            with pytest.raises(OptionError, match="still adds labels"):
                other()
        assert len(list(adding)) == 299
        sheet.add(LINK.format(1))
        assert sheet.labels == 301


def test_a_closed_sheet_takes_no_more() -> None:
    sheet = LabelSheet("L7160")
    adding = sheet.add_all(label(number, are_good=True) for number in range(400))
    next(adding)
    sheet.close()
    with pytest.raises(OptionError, match="saved or closed"):
        list(adding)


def test_labels_are_taken_as_they_are_needed() -> None:
    taken = 0

    def labels() -> Iterator[Label]:
        nonlocal taken
        for number in range(1_000):
            taken += 1
            yield label(number, are_good=True)

    sheet = LabelSheet("L7160")
    next(sheet.add_all(labels()))
    assert taken == 250
    sheet.close()


def test_a_label_that_is_not_where_it_should_be_is_found() -> None:
    drawings = []
    sheets = []
    for start in (0, 100):
        sheet = LabelSheet("L7160")
        list(sheet.add_all(label(start + number, are_good=True) for number in range(25)))
        drawings.append(sheet.output())
        sheets.append(sheet)
    with pytest.raises(SymbolError, match="Code 1 on page 1 "):
        list(sheets[0].check(drawings[1]))
    check = sheets[0].check(drawings[0])
    assert next(check) == 21
    check.close()  # type: ignore[attr-defined]  # it is a generator


def test_more_labels_after_the_file_was_made_are_in_the_next() -> None:
    sheet = LabelSheet("L7160")
    sheet.add(LINK.format(1), title="Flat 1")
    first = sheet.output()
    assert sheet.output() == first
    sheet.add(LINK.format(2), title="Flat 2")
    assert list(sheet.check(sheet.output())) == [2]
