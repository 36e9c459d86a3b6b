"""Tests of `sync_links` against the fake server: it converges, and its outputs are right."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_faults import LOST_AFTER, broken
from tests.business.sync_shop import TEXT, TITLES, URL, Shop, counts, texts_of
from wa_link.business.links_sync.sync_sheet import sync_links
from wa_link.errors import OptionError, Reason
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from wa_link.business.links_sync.sync_plan import SyncPlan

LONG = (
    "The text has 170 characters, which is 30 more than the 140 that a short link can have: "
    "shorten the template, or the cells that it uses."
)


def test_a_link_for_each_key_is_made_and_then_kept(shop: Shop) -> None:
    assert counts(shop.run(TITLES)) == (3, 0, 0, 0)
    assert shop.texts == texts_of(TITLES)
    before, codes = shop.output.read_bytes(), shop.codes
    assert counts(shop.run(TITLES)) == (0, 0, 0, 0)
    assert shop.output.read_bytes() == before
    changed = {**TITLES, "A-2": "Couch", "A-4": "Rug"}
    assert counts(shop.run(changed)) == (1, 1, 0, 0)
    assert shop.texts == texts_of(changed)
    assert shop.codes == {**codes, "A-4": shop.codes["A-4"]}
    assert shop.meta.count("made") == 4
    assert shop.meta.count("changed") == 1


def test_the_output_has_all_rows_in_order(shop: Shop) -> None:
    rows = [
        ("A-1", "طاولة"),
        ("", "x"),
        ("A-2", ""),
        ("A-5", "first"),
        ("A-5", "again"),
        ("A-3", "L" * 150),
        ("A-4", "=1"),
    ]
    summary = shop.run(rows)
    assert counts(summary) == (2, 0, 0, 5)
    codes = [*shop.meta.links]
    assert [(row["ref"], row["title"]) for row in shop.rows] == rows
    assert [(row["wa_short_link"], row["wa_status"], row["wa_reason"]) for row in shop.rows] == [
        (URL + codes[0], "accepted", ""),
        ("", "rejected", "missing_field"),
        ("", "rejected", "missing_field"),
        ("", "rejected", "duplicate"),
        ("", "rejected", "duplicate"),
        ("", "rejected", "text_too_long"),
        (URL + codes[1], "accepted", ""),
    ]
    assert [row["wa_note"] for row in shop.rows][3:6] == [
        'Line 6 has the same key "A-5": give each row its own key.',
        'Line 5 has the same key "A-5": give each row its own key.',
        LONG,
    ]
    assert summary.rows.formula == "=1"


def test_a_rejected_row_says_that_its_printed_link_is_old(shop: Shop) -> None:
    shop.run(TITLES)
    (_, code, _) = shop.codes.values()
    shop.run([("A-1", "Sofa"), ("A-2", "L" * 150), ("A-5", "L" * 150)])
    assert [row["wa_note"] for row in shop.rows][1:] == [
        f"{LONG} Its link {code} keeps its earlier text.",
        LONG,
    ]


def test_keys_with_the_same_text_have_their_own_links(shop: Shop) -> None:
    titles = dict.fromkeys(("A-1", "A-2", "A-3"), "Sofa")
    shop.run(titles, faults=(None, LOST_AFTER, broken()))
    assert len(set(shop.codes.values())) == len(shop.meta.links) == 3
    codes = shop.codes
    shop.run({**titles, "A-1": "Chair", "A-2": "Couch"})
    assert shop.codes == codes
    assert sorted(shop.meta.links.values()) == sorted(
        TEXT.format(title=title) for title in ("Chair", "Couch", "Sofa")
    )


def test_a_dry_run_sends_and_writes_nothing(shop: Shop) -> None:
    shop.run(TITLES)
    before = {path: path.read_bytes() for path in shop.folder.iterdir()}
    requests = len(shop.meta.requests)
    plans: list[SyncPlan] = []
    sheet = Sheet.from_rows(("ref", "title"), [("A-1", "x"), ("A-5", "y"), ("", "")])
    summary = sync_links(
        None,
        sheet,
        shop.folder / "new.csv",
        key_column="ref",
        state=shop.state,
        text=TEXT,
        rejects=shop.folder / "rejects.csv",
        dry_run=True,
        on_plan=plans.append,
    )
    assert counts(summary) == (1, 1, 0, 1)
    assert (plans[0].made, plans[0].changed, plans[0].without_row) == (1, 1, 2)
    assert {path: path.read_bytes() for path in shop.folder.iterdir()} == before
    assert len(shop.meta.requests) == requests


def test_rejects_have_their_file(shop: Shop) -> None:
    rejects = shop.folder / "rejects.csv"
    shop.run([("A-1", "Sofa"), ("A-2", "")], rejects=rejects)
    assert [row["ref"] for row in shop.rows] == ["A-1"]
    [row] = csv.DictReader(io.StringIO(rejects.read_text("utf-8")))
    assert (row["ref"], row["wa_line"], row["wa_reason"]) == ("A-2", "3", "missing_field")
    shop.run([("A-2", "")], rejects=rejects, target=None)
    assert "A-2" in rejects.read_text("utf-8")


def test_other_formats(shop: Shop) -> None:
    file = io.BytesIO()
    shop.run(TITLES, target=file, to="jsonl")
    rows = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [row["wa_short_link"] for row in rows] == [URL + code for code in shop.meta.links]
    shop.run(TITLES, target=shop.folder / "links.xlsx")
    with pytest.raises(OptionError, match="a card has no place for wa_short_link"):
        shop.run(TITLES, target=shop.folder / "links.vcf")


def test_the_progress_is_reported(shop: Shop) -> None:
    steps: list[tuple[int, int]] = []
    shop.run(TITLES)
    shop.run(
        {"A-1": "x", "A-2": "Sofa", "A-4": "y"},
        prune=True,
        on_progress=lambda count, total: steps.append((count, total)),
    )
    assert steps == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"text": None}, "The links need a text: add text or text_column", id="none"),
        pytest.param({"text": ""}, "The links need a text: add text or text_column", id="blank"),
        pytest.param({"text_column": "title", "text": "x"}, "text has no effect", id="both"),
        pytest.param({"text": "{wa_phone}"}, r"can't contain \{wa_digits\} or", id="a number"),
        pytest.param({"text": "{city}"}, 'There is no column "city"', id="no column"),
        pytest.param({"text": "{title"}, "is not closed", id="open brace"),
    ],
)
def test_wrong_options(shop: Shop, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        shop.run(TITLES, **options)
    assert not shop.meta.requests
    assert not [*shop.folder.iterdir()]


def test_texts_can_come_from_a_column(shop: Shop) -> None:
    summary = shop.run({**TITLES, "A-4": " "}, text_column="title")
    assert [*shop.meta.links.values()] == [*TITLES.values()]
    assert summary.rows.reasons == {Reason.MISSING_FIELD: 1}


def test_only_a_dry_run_needs_no_account(shop: Shop) -> None:
    sheet = Sheet.from_rows(("ref", "title"), [("A-1", "Sofa")])
    with pytest.raises(TypeError, match="only in a dry run"):
        sync_links(None, sheet, None, key_column="ref", state=shop.state, text=TEXT)


@pytest.mark.parametrize(
    "key",
    [" Café 1", "Cafe\u0301 1", "Café\N{NO-BREAK SPACE}1", "\u200fCafé  1\u200b", "\ufeffCafé 1"],
    ids=ascii,
)
def test_a_key_may_look_the_same(shop: Shop, key: str) -> None:
    """A second link would leave the printed code without its changes."""
    shop.run({"Café 1": "Sofa"})
    assert counts(shop.run({key: "Couch"})) == (0, 1, 0, 0)
    assert counts(shop.run({"Café 1": "Couch", key: "Lamp"}, prune=True)) == (0, 0, 0, 2)
    [link] = shop.meta.links.items()
    keeps = f"give each row its own key. Its link {link[0]} keeps its earlier text."
    assert [row["wa_note"].endswith(keeps) for row in shop.rows] == [True, True]


def test_a_hyphen_of_a_key_may_be_another(shop: Shop) -> None:
    shop.run({"A-1": "Sofa"})
    assert counts(shop.run({"A\N{NON-BREAKING HYPHEN}1": "Sofa"})) == (0, 0, 0, 0)
