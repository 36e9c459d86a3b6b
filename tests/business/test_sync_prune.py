"""Tests of `sync_links` with links that no row has: `prune`, `adopt` and the limit of 2,000."""

from __future__ import annotations

import pytest

from tests.business.fake_faults import meta_error
from tests.business.sync_shop import TITLES, Shop, counts, texts_of
from wa_link.business.journal import Journal
from wa_link.business.links_sync.sync_plan import SyncPlan
from wa_link.errors import NoteCode, OptionError


def test_prune_deletes_links_whose_rows_are_gone(shop: Shop) -> None:
    shop.run(TITLES)
    codes, plans = shop.codes, list[SyncPlan]()
    assert counts(shop.run({"A-1": "x" * 200, "A-2": "Sofa"}, on_plan=plans.append)) == (0, 0, 0, 1)
    assert (plans[0].without_row, plans[0].deletions) == (1, {})
    assert len(shop.meta.links) == 3
    summary = shop.run({"A-1": "x" * 200, "A-2": "Sofa"}, prune=True, on_plan=plans.append)
    assert counts(summary) == (0, 0, 1, 1)
    assert (plans[1].without_row, plans[1].deletions) == (0, {"A-3": codes["A-3"]})
    assert set(shop.meta.links) == {codes["A-1"], codes["A-2"]}  # a rejected row keeps its link
    summary = shop.run(TITLES)
    assert counts(summary) == (1, 0, 0, 0)
    assert summary.rows.notes == {NoteCode.NEW_SHORT_LINK: 1}  # the printed code is dead
    assert shop.rows[2]["wa_note"].startswith(f"The earlier link {codes['A-3']} was deleted, so")
    assert shop.run(TITLES).rows.notes == {}


def test_a_link_that_cannot_be_deleted_is_named(shop: Shop) -> None:
    shop.run(TITLES)
    code = shop.codes["A-3"]
    summary = shop.run(
        {"A-1": TITLES["A-1"]},
        prune=True,
        prune_most=True,
        faults=(meta_error(100, "Invalid parameter"),),
    )
    assert counts(summary) == (0, 0, 1, 0)
    assert len(summary.remarks) == 1
    assert len(shop.meta.links) == 2
    assert counts(shop.run({"A-1": TITLES["A-1"]}, prune=True)) == (0, 0, 1, 0)
    assert code not in shop.meta.links


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param([], "The sheet has no rows, so prune would delete all links", id="no row"),
        pytest.param([("", "Sofa")], "the key of line 2 can't be read", id="no key"),
        pytest.param(
            [("A-1", "Sofa"), ("A-2", "Lamp", "x")],
            "the key of line 3 can't be read, and its link would be deleted: correct the row. The "
            "row has 3 cells",
            id="malformed",
        ),
    ],
)
def test_prune_needs_all_keys(shop: Shop, rows: list[tuple[str, ...]], message: str) -> None:
    shop.run(TITLES)
    before = len(shop.meta.requests)
    with pytest.raises(OptionError, match=message):
        shop.run(rows, prune=True)
    assert len(shop.meta.requests) == before
    shop.run(rows)


def test_prune_allows_blank_rows(shop: Shop) -> None:
    shop.run(TITLES)
    rows = [("A-1", "طاولة"), ("A-2", "Sofa"), ("", " ")]
    assert counts(shop.run(rows, prune=True)) == (0, 0, 1, 1)


@pytest.mark.parametrize("is_dry", [False, True])
def test_prune_refuses_to_delete_most_links(shop: Shop, *, is_dry: bool) -> None:
    """A wrong sheet or key column would end all printed codes."""
    titles = {**TITLES, "A-4": "Rug"}
    shop.run(titles)
    before, plans = dict(shop.meta.links), list[SyncPlan]()
    message = (
        "prune would delete 3 of the 4 links in the state file: check that the sheet and "
        "key_column are the right ones. If they are, add prune_most."
    )
    with pytest.raises(OptionError) as error:
        shop.run({"A-1": "x", "B-1": "y"}, prune=True, dry_run=is_dry, on_plan=plans.append)
    assert str(error.value) == message
    assert len(plans[0].deletions) == 3  # the caller can name them
    assert shop.meta.links == before
    half = {key: titles[key] for key in ("A-1", "A-2")}
    assert counts(shop.run(half, prune=True, dry_run=is_dry)) == (0, 0, 2, 0)
    done = shop.run({"B-1": "y"}, prune=True, prune_most=True, dry_run=is_dry)
    assert counts(done) == (1, 0, 4 if is_dry else 2, 0)


def test_prune_refuses_a_file_of_rejected_rows(shop: Shop) -> None:
    """It has only few keys, and the links of all others would be deleted."""
    shop.run(TITLES)
    before = dict(shop.meta.links)
    columns = ("ref", "title", "wa_line", "wa_reason", "wa_note")
    rows = [("A-4", "Rug", "5", "text_too_long", "")]
    for most in (False, True):
        with pytest.raises(OptionError, match="can't be used with a file of rejected rows"):
            shop.run(rows, columns=columns, prune=True, prune_most=most)
    assert shop.meta.links == before
    assert counts(shop.run(rows, columns=columns)) == (1, 0, 0, 0)


def test_at_most_2000_links(shop: Shop) -> None:
    shop.meta.links = {f"OTHER{number:09}": "Hello" for number in range(1998)}
    assert counts(shop.run({"A-1": "x", "A-2": "y"})) == (2, 0, 0, 0)
    before = dict(shop.meta.links)
    message = "needs 1 new link, but a number can have 2,000 links and has 2,000 already"
    with pytest.raises(OptionError, match=message):
        shop.run({"A-1": "z", "A-2": "y", "A-3": "z"})
    assert shop.meta.links == before
    assert counts(shop.run({"A-2": "y", "A-3": "z"}, prune=True)) == (1, 0, 1, 0)
    assert shop.texts == texts_of({"A-2": "y", "A-3": "z"})


def test_prune_deletes_a_lost_link_and_forgets_a_dead_one(shop: Shop) -> None:
    shop.run(TITLES)
    shop.meta.links.pop(shop.codes["A-3"])
    with Journal.open(shop.state) as journal:
        journal.append(state="creating", key="A-9", text="Nine")
    shop.meta.links["LOSTLOSTLOST01"] = "Nine"
    one = {"A-1": TITLES["A-1"]}
    assert counts(shop.run(one, prune=True, prune_most=True)) == (0, 0, 2, 0)
    assert [*shop.meta.links] == [shop.codes["A-1"]]
    shop.meta.requests.clear()
    shop.run({"A-1": TITLES["A-1"]})
    assert {each.path[-14:] for each in shop.meta.requests} == {"/message_qrdls"}  # only the list
