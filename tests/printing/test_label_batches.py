"""Many labels at a time: each has its result, in order, and each is read back from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_link.errors import Reason, RecordError, SymbolError
from wa_link.printing import LabelSheet
from wa_link.printing.cards import CardTexts
from wa_link.printing.pages import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def test_labels_one_by_one_make_the_same_file() -> None:
    files = []
    for one_by_one in (False, True):
        sheet = LabelSheet("L7160")
        labels = [label(number, are_good=True) for number in range(5)]
        assert list(sheet.add_all(labels, one_by_one=one_by_one)) == [()] * 5
        files.append(sheet.output())
        sheet.close()
    assert files[0] == files[1]


@pytest.mark.parametrize("one_by_one", [False, True])
def test_labels_are_taken_as_they_are_needed(one_by_one: bool) -> None:  # noqa: FBT001
    taken = 0

    def labels() -> Iterator[Label]:
        nonlocal taken
        for number in range(1_000):
            taken += 1
            yield label(number, are_good=True)

    sheet = LabelSheet("L7160")
    next(sheet.add_all(labels(), one_by_one=one_by_one))
    assert taken == (1 if one_by_one else 250)
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
