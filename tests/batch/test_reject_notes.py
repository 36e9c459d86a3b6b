"""Tests of the option `reject_notes`: rows with these notes are rejected, and nothing is left."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import (
    CodeFolder,
    LabelSheet,
    NoteCode,
    OptionError,
    Reason,
    RecordError,
    Sheet,
    chat_link,
    convert,
    explain,
    link_rows,
    parse_phone,
)
from wa_link._support.reject_notes import GROUPS, parse_note_codes
from wa_link.batch.outcome import Accepted, Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wa_link.batch.outcome import Outcome

EMOJI = "\U0001faa9"
CELLS = [
    "+447911123456", "447911123456", "00447911123456", "07911123456", "+44 7911 123456 x12",
    "+44 7911 123456 / +44 7911 123457", "447911123456.0", "https://wa.me/447911123456?text=Hi",
    "+5511 8765 4321", "x", "", "+966509999999",
]  # fmt: skip
TEXTS = ["", "Hi", "Ã©", "Hi%20there", "Bed &amp; Table"]


def outcomes(
    cells: Sequence[tuple[str, ...]], columns: str = "phone", **options: Any
) -> list[Outcome]:
    return [*link_rows(Sheet.from_rows(columns.split(), cells), **options)]


def codes_of(outcome: Outcome) -> list[str]:
    """Return the notes of an accepted row, or the reason of a rejected row."""
    return (
        [str(outcome.reason)]
        if isinstance(outcome, Rejected)
        else [str(note.code) for note in outcome.notes]
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([], set(), id="nothing"),
        pytest.param(["plus_assumed"], {"plus_assumed"}, id="one"),
        pytest.param(["plus_assumed, Check_Link"], {"plus_assumed", "check_link"}, id="commas"),
        pytest.param([NoteCode.BR_9_ADDED], {"br_9_added"}, id="a member"),
        pytest.param(["all"], set(NoteCode), id="all"),
        pytest.param(["repairs"], {each for each in NoteCode if each.is_repair}, id="repairs"),
        pytest.param(["repairs", "check_link"], GROUPS["repairs"] | {"check_link"}, id="both"),
    ],
)
def test_codes_name_notes(given: list[str], expected: set[str]) -> None:
    assert parse_note_codes(given) == expected


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("plus_asumed", "Did you mean plus_assumed?"),
        ("repair", "Did you mean repairs?"),
        ("too_short", "is a reason, not a note: it always rejects. Leave it out."),
        ("", "Give a code such as check_link, or repairs, or all."),
        ("\x1b", "Give a code such as check_link, or repairs, or all."),
    ],
)
def test_an_unknown_code_has_a_way_out(code: str, message: str) -> None:
    for use in (
        lambda: chat_link("+447911123456", reject_notes=[code]),
        lambda: explain("+447911123456", reject_notes=[code]),
        lambda: link_rows(Sheet.from_rows(["phone"], []), reject_notes=[code]),
    ):
        with pytest.raises(OptionError, match="reject_notes") as caught:
            use()
        assert message in str(caught.value)


def test_a_single_text_is_a_wrong_type() -> None:
    with pytest.raises(TypeError, match="reject_notes must be a list of text"):
        chat_link("+447911123456", reject_notes="repairs")


@given(
    st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(TEXTS)), max_size=6),
    st.sets(st.sampled_from(list(NoteCode))),
    st.sampled_from(["first", "split"]),
)
def test_only_rows_with_these_notes_change(
    rows: list[tuple[str, str]], rejected: set[NoteCode], multiple: str
) -> None:
    options = {"text": "{text|Yo}", "multiple": multiple, "region": "GB"}
    before = outcomes(rows, "phone text", **options)
    after = outcomes(rows, "phone text", **options, reject_notes=rejected)
    for old, new in zip(before, after, strict=True):
        refused = [] if isinstance(old, Rejected) else [n for n in old.notes if n.code in rejected]
        if refused:
            assert isinstance(new, Rejected)
            assert new.reason == refused[0].code
            assert new.message == (
                f"{refused[0].message} reject_notes rejects that ({refused[0].code}): correct the "
                "input, or allow this note."
            )
        else:
            assert new == old


@given(st.lists(st.sampled_from(CELLS), min_size=1, max_size=6))
def test_a_file_says_the_same_as_the_rows(cells: list[str]) -> None:
    sheet = "phone,x\n" + "".join(f"{cell},\n" for cell in cells)
    output = io.BytesIO()
    summary = convert(
        io.BytesIO(sheet.encode()), output, reject_notes=["repairs"], region="GB", to="csv"
    )
    rows = [(cell, "") for cell in cells]
    expected = outcomes(rows, "phone x", region="GB", reject_notes=["repairs"])
    assert summary.rejected == sum(isinstance(each, Rejected) for each in expected)
    assert summary.repaired == 0
    assert "repaired" not in output.getvalue().decode()


def test_a_rejected_row_is_not_the_first_of_its_number(tmp_path: Path) -> None:
    rows = [("447911123456",), ("+447911123456",), ("+447911123456",)]
    for codes in (None, CodeFolder(tmp_path / "codes")):
        found = outcomes(rows, unique=True, reject_notes=["plus_assumed"], codes=codes)
        assert [codes_of(each) for each in found] == [["no_region"], [], ["duplicate"]]
        found = outcomes(rows, unique=True, region="GB", reject_notes=["plus_assumed"], codes=codes)
        assert [codes_of(each) for each in found] == [["plus_assumed"], [], ["duplicate"]]


@pytest.mark.parametrize("draws_later", [True, False])
def test_a_note_on_a_code_leaves_no_file(tmp_path: Path, *, draws_later: bool) -> None:
    folder = CodeFolder(tmp_path / "codes", title="{name}", names_repeat=False)
    rows = [("Ali", "+447911123456"), (f"Bo {EMOJI}", "+447911123457"), ("C", "+447911123457")]
    if draws_later:
        sheet = "name,phone\n" + "".join(f"{name},{phone}\n" for name, phone in rows)
        output = io.BytesIO()
        convert(
            io.BytesIO(sheet.encode()), output, to="csv", codes=folder, unique=True,
            reject_notes=["emoji_left_out", "other_font"],
        )  # fmt: skip
        lines = output.getvalue().decode().splitlines()
        assert [line.split(",")[4] for line in lines[1:]] == ["accepted", "rejected", "accepted"]
    else:
        found = outcomes(
            rows, "name phone", codes=folder, unique=True,
            reject_notes=["emoji_left_out", "other_font"],
        )  # fmt: skip
        assert [isinstance(each, Accepted) for each in found] == [True, False, True]
    assert sorted(path.name[:6] for path in (tmp_path / "codes").iterdir()) == ["000001", "000003"]


def test_a_note_on_a_label_leaves_no_label() -> None:
    rows = [
        ("Ali", "+447911123456", "1"),
        (f"Bo {EMOJI}", "+447911123457", "1"),
        ("C", "+447911123457", "1"),
        ("D", "+447911123458", "0"),
    ]
    with LabelSheet("L7160", title="{name}", copies="{n}") as labels:
        found = outcomes(rows, "name phone n", labels=labels, unique=True, reject_notes=["all"])
        assert [isinstance(each, Accepted) for each in found] == [True, False, True, False]
        assert codes_of(found[3]) == ["not_printed"]
        assert labels.labels == 2


def test_a_row_whose_keys_would_be_lost_is_rejected_once() -> None:
    sheet = b'{"phone": "+447911123456"}\n{"phone": "+447911123457", "city": "Leeds"}\n'
    for form, rejected in (("csv", 1), ("jsonl", 0)):
        output = io.BytesIO()
        summary = convert(io.BytesIO(sheet), output, to=form, reject_notes=["key_left_out"])
        assert summary.reasons == {"key_left_out": 1} if rejected else not summary.reasons
        assert output.getvalue().count(b"is left out") == rejected


def test_links_and_usernames_are_refused_by_their_notes() -> None:
    links = [("https://wa.me/966509999999",), ("https://wa.me/447911123456",)]
    found = outcomes(links, "link", links_column="link", reject_notes=["check_link"])
    assert [codes_of(each) for each in found] == [["check_link"], []]
    found = outcomes(
        [("maria.lopez",)], "name", username_column="name", reject_notes=["username_link"]
    )
    assert codes_of(found[0]) == ["username_link"]


def test_the_number_of_all_rows_must_not_have_such_a_note() -> None:
    number = parse_phone("00447911123456", "GB")
    with pytest.raises(OptionError, match=r"number: .*international prefix"):
        outcomes([("Ali",)], "name", number=number, reject_notes=["repairs"])
    assert len(outcomes([("Ali",)], "name", number=number, reject_notes=["check_link"])) == 1


def test_one_link_is_refused_with_the_note_as_its_reason() -> None:
    with pytest.raises(RecordError, match="international prefix") as caught:
        chat_link("00447911123456", region="GB", reject_notes=["repairs"])
    assert caught.value.reason is NoteCode.INTERNATIONAL_PREFIX
    with pytest.raises(RecordError) as other:
        chat_link("x", reject_notes=["repairs"])
    assert other.value.reason is Reason.LETTERS
    assert chat_link("+447911123456", reject_notes=["all"]).url.endswith("447911123456")


def test_inspect_refuses_what_link_refuses() -> None:
    found = explain("00447911123456", "GB", reject_notes=["repairs"])
    assert found.refusal is not None
    assert (found.refusal.reason, found.link, found.phone) == ("international_prefix", None, None)
    link = explain("https://wa.me/966509999999", reject_notes=["check_link"])
    assert link.refusal is not None
    assert link.refusal.reason == "check_link"


LINKS = {
    "a 0 after the calling code": ("https://wa.me/4407911123456", "trunk_0_dropped"),
    "a 0 in brackets": ("https://wa.me/44(0)7911123456", "trunk_0_dropped"),
    "in a field": ("https://api.whatsapp.com/send?phone=4407911123456", "trunk_0_dropped"),
    "no calling code": ("https://wa.me/07911123456", "national_assumed"),
    "an international prefix": ("https://wa.me/00447911123456", "international_prefix"),
    "an old number": ("https://wa.me/555187654321", "br_9_added"),
    "only a plus": ("https://wa.me/+447911123456", ""),
    "only spaces": ("https://wa.me/44 7911 123456", ""),
    "a placeholder": ("https://wa.me/966509999999", ""),
    "right": ("https://wa.me/447911123456", ""),
}


@pytest.mark.parametrize(("link", "code"), LINKS.values(), ids=LINKS)
def test_repairs_are_all_corrected_numbers_of_links(link: str, code: str) -> None:
    found = chat_link(link, region="GB")
    (row,) = outcomes([(link,)], region="GB")
    digits = "".join(filter(str.isdecimal, link))
    assert found.phone is not None
    assert isinstance(row, Accepted)
    assert bool(code) == (found.phone.digits != digits) == (row.status == "repaired")

    (row,) = outcomes([(link,)], region="GB", reject_notes=["repairs"])
    refusal = explain(link, "GB", reject_notes=["repairs"]).refusal
    if not code:
        assert isinstance(row, Accepted)
        assert refusal is None
        return
    with pytest.raises(RecordError) as caught:
        chat_link(link, region="GB", reject_notes=["repairs"])
    assert refusal is not None
    assert [caught.value.reason, refusal.reason, *codes_of(row)] == [code] * 3
