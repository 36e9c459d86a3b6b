"""Tests of the options `links_column` and `rows`, and of the number of copies of a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_link import (
    Accepted,
    CodeFolder,
    LabelSheet,
    OptionError,
    Outcome,
    Rejected,
    Sheet,
    link_rows,
)
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from pathlib import Path

SHEET = (
    ("https://chat.whatsapp.com/ABCdef123456", "2"),
    ("wa.me/p/123/447911123456", "1"),
    ("https://wa.me/447911123456?text=Gr%C3%83%C2%BCn", "1"),
    ("https://example.com", "1"),
    ("", "1"),
    ("+44 7911 123456", "1"),
    ("https://wa.me/12", "1"),
    ("wa.me/settings/linked_devices#abc", "1"),
    ("https://chat.whatsapp.com/ABCdef123456", "1"),
)


def sheet() -> Sheet:
    return Sheet.from_rows(("link", "qty"), SHEET)


def summarise(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, Rejected) else outcome.url


def test_links_of_a_column_are_not_changed() -> None:
    outcomes = list(link_rows(sheet(), links_column="link"))
    assert list(map(summarise, outcomes)) == [
        "https://chat.whatsapp.com/ABCdef123456",
        "https://wa.me/p/123/447911123456",
        "https://wa.me/447911123456?text=Gr%C3%83%C2%BCn",
        "not_a_phone_link",
        "empty",
        "not_a_phone_link",
        "too_short",
        "not_a_phone_link",
        "https://chat.whatsapp.com/ABCdef123456",
    ]
    group, product, chat = outcomes[:3]
    assert isinstance(group, Accepted)
    assert isinstance(product, Accepted)
    assert isinstance(chat, Accepted)
    assert (group.phone, group.output[1]) == (None, "")
    assert product.phone == parse_phone("+447911123456")
    assert product.output == (product.url, "+44 7911 123456", "accepted", "", "")
    assert [note.code for note in chat.notes] == ["text_mojibake"]


def test_unique_rejects_a_repeated_link() -> None:
    outcomes = list(link_rows(sheet(), links_column="link", unique=True))
    assert summarise(outcomes[0]) == "https://chat.whatsapp.com/ABCdef123456"
    # A link to a product and a link to a chat are different links, even with the same number.
    assert [isinstance(each, Accepted) for each in outcomes[1:3]] == [True, True]
    assert isinstance(outcomes[-1], Rejected)
    assert (outcomes[-1].reason, outcomes[-1].message) == (
        "duplicate",
        'The link "https://chat.whatsapp.com/ABCdef123456" was already used, on line 2.',
    )


@pytest.mark.parametrize(
    "options",
    [{"phone_columns": ["link"]}, {"number": parse_phone("+447911123456")}, {"assume": "national"},
     {"multiple": "split"}, {"text": "Hi"},
     {"text_column": "qty"}, {"via": "api"}],
    ids=lambda options: next(iter(options)),
)  # fmt: skip
def test_options_for_numbers_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError, match="has no effect with links_column: use only one"):
        link_rows(sheet(), links_column="link", **options)  # type: ignore[arg-type]  # by name


def test_a_national_number_in_a_link_needs_the_region() -> None:
    rows = [["wa.me/07911123456", ""], ["<wa.me/0501234567?text=Hi>", "SA"], ["wa.me/0791", ""],
            ["wa.me/447911123456", "SA"], ["wa.me/07911 123456", "GB"]]  # fmt: skip
    links = Sheet.from_rows(("link", "country"), rows)
    options = {"links_column": "link", "region": "GB", "region_column": "country"}
    outcomes = list(link_rows(links, **options))  # type: ignore[arg-type]  # by name
    assert [(summarise(each), each.output[3]) for each in outcomes[:2]] == [
        ("https://wa.me/447911123456", "national_assumed"),
        ("https://wa.me/966501234567?text=Hi", "national_assumed"),
    ]
    assert [each.status for each in outcomes] == [
        "repaired", "repaired", "rejected", "accepted", "rejected",
    ]  # fmt: skip
    assert outcomes[4].output[4].endswith("Use https://wa.me/447911123456 instead.")
    (refused,) = link_rows(Sheet.from_rows(("link",), [["wa.me/0791"]]), links_column="link")
    assert 'name the country, as in region="GB"' in refused.output[4]


LINK, NAME = "is a link, but not a WhatsApp link: check", "is not a link: if it is the name of"
PHONE = "looks like a phone number, not a link: for a column of phone numbers, use phone_columns."
USERNAME = "looks like a username, not a link: for a column of usernames, use username_column."


@pytest.mark.parametrize(
    ("cell", "message"),
    [("+44 7911 123456", PHONE), ("447911123456", PHONE), ("tel:+447911123456", PHONE),
     ("@maria.lopez", USERNAME), ("maria.lopez", USERNAME),
     ("https://wa.link/abc123", LINK), ("instagram.com/maria", LINK), ("Chat", NAME),
     ("none", NAME), ("wa.me", "has neither a number nor a text"),
     ("https://wa-me.com/447911123456", "does not belong to WhatsApp"),
     ("https://faq.whatsapp.com/1234", "a page of WhatsApp"),
     ("Chat: https://wa.me/447911123456", "keep only the link."),
     ("whatsapp://call?phone=447911123456", "not a known page of WhatsApp")],
)  # fmt: skip
def test_a_cell_without_a_whatsapp_link_is_described(cell: str, message: str) -> None:
    (outcome,) = link_rows(Sheet.from_rows(("link",), [(cell,)]), links_column="link")
    assert isinstance(outcome, Rejected)
    assert message in outcome.message


@pytest.mark.parametrize(
    ("cell", "is_hinted"),
    [("wa.me/message/ABCDEF234567G1", True), ("https://chat.whatsapp.com/ABCdef123456", True),
     ("https://wa.me/?text=Hi", True), ("https://wa.me/maria.lopez", False), ("abc", False),
     ("https://wa.me/settings/linked_devices#abc", False), ("https://example.com", False)],
)  # fmt: skip
def test_links_of_a_phone_column_have_a_way_out(cell: str, *, is_hinted: bool) -> None:
    rows = [(cell,)]
    with LabelSheet("L7160") as labels:
        outcomes = [*link_rows(Sheet.from_rows(("phone",), rows), labels=labels),
                    *link_rows(Sheet.from_rows(("phone",), rows))]  # fmt: skip
    hint = 'To print such a link, use labels with links_column="phone".'
    assert [each.output[4].endswith(hint) for each in outcomes] == [is_hinted, False]


@pytest.mark.parametrize(
    ("header", "is_hinted"),
    [("link", True), ("Chat URL", True), ("links", True), ("wa_link", True),
     ("wa_short_link", True), ("blink", False)],
)  # fmt: skip
def test_a_sheet_with_only_links_has_a_way_out(header: str, *, is_hinted: bool) -> None:
    with LabelSheet("L7160") as labels, pytest.raises(OptionError) as caught:
        link_rows(Sheet.from_rows(("item", header), []), labels=labels)
    hint = f' use labels with links_column="{header}".'
    assert (hint in str(caught.value)) is is_hinted
    with pytest.raises(OptionError, match="No phone column found") as caught:
        link_rows(Sheet.from_rows(("item", header), []))
    assert hint not in str(caught.value)


@pytest.mark.parametrize("own", ["wa_link", "wa_short_link"])
def test_the_links_of_wa_link_are_proposed_first(own: str) -> None:
    columns = ("item", "url of the shop", own, "wa_reason")
    with LabelSheet("L7160") as labels, pytest.raises(OptionError) as caught:
        link_rows(Sheet.from_rows(columns, []), labels=labels)
    assert str(caught.value).count(f'links_column="{own}"') == 1


@pytest.mark.parametrize(
    ("link", "notes"),
    [("https://wa.me/447911123456", ()),
     ("https://api.whatsapp.com/send?phone=447911123456", ()),
     ("https://web.whatsapp.com/send?phone=447911123456", ("opens WhatsApp Web",)),
     ("whatsapp://send?phone=447911123456", ("opens only the WhatsApp app",)),
     ("https://wa.me/?text=Hi", ("contains no number", "No phone number")),
     ("whatsapp://send?text=Hi", ("WhatsApp app", "contains no number", "No phone number")),
     ("https://wa.me/maria.lopez", ("links to usernames", "No phone number")),
     ("https://chat.whatsapp.com/ABCdef123456", ("No phone number",)),
     ("https://wa.me/call/447911123456", ())],
)  # fmt: skip
@pytest.mark.parametrize("asked", [True, None], ids=["number", "no number"])
def test_a_link_that_prints_badly_is_noted(
    link: str, notes: tuple[str, ...], *, asked: bool | None, tmp_path: Path
) -> None:
    expected = [note for note in notes if asked or note != "No phone number"]
    rows = Sheet.from_rows(("link",), [(link,)])
    codes = CodeFolder(tmp_path, title="A", show_number=asked)
    with LabelSheet("L7160", show_number=asked) as labels:
        outcomes = [*link_rows(rows, links_column="link", labels=labels),
                    *link_rows(rows, links_column="link", codes=codes, draw=False)]  # fmt: skip
    for outcome in outcomes:
        assert isinstance(outcome, Accepted)
        texts = [note.message for note in outcome.notes]
        assert len(texts) == len(expected), texts
        assert all(part in text for text, part in zip(texts, expected, strict=True))


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(OptionError, match="links_column: "):
        link_rows(sheet(), links_column="nonsense")


def test_only_chosen_rows_have_outcomes() -> None:
    outcomes = list(link_rows(sheet(), links_column="link", rows="2,4-5"))
    assert [each.row.number for each in outcomes] == [2, 4, 5]
    found = link_rows(sheet(), links_column="link", rows="1,10")
    assert next(found).row.number == 1
    with pytest.raises(OptionError, match=r"rows: There is no row 10: the sheet has 9 rows\."):
        list(found)


def test_a_column_gives_the_copies_of_each_row() -> None:
    with LabelSheet("L7160", copies="{qty}") as labels:
        outcomes = list(link_rows(sheet(), links_column="link", labels=labels))
        assert [each.copies for each in outcomes if isinstance(each, Accepted)] == [2, 1, 1, 1]
        assert labels.labels == 5


@pytest.mark.parametrize(
    ("cell", "copies"),
    [("0", 0), ("1", 1), (" 12 ", 12), ("3.0", 3), ("3.", 3), ("1000", 1000), ("٣", 3),
     ("1001", None), ("-1", None), ("1.5", None), ("1e3", None), ("two", None), ("1,000", None),
     ("9" * 5000, None), ("½", None), ("²", None)],
)  # fmt: skip
def test_copies_are_whole_numbers_up_to_1000(cell: str, copies: int | None) -> None:
    rows = Sheet.from_rows(("link", "qty"), [("https://wa.me/447911123456", cell)])
    with LabelSheet("L7160", copies="{qty}") as labels:
        (outcome,) = link_rows(rows, links_column="link", labels=labels)
        if copies is None:
            assert isinstance(outcome, Rejected)
            assert outcome.reason == "bad_copies"
            assert labels.labels == 0
            return
        assert isinstance(outcome, Accepted)
        assert labels.labels == outcome.copies == copies
        noted = [note.code for note in outcome.notes]
        assert noted == ([] if copies else ["not_printed"])
