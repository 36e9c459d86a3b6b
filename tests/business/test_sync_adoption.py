"""Tests of `sync_links` with a lost state file: `adopt` is exact, and no link is made twice."""

from __future__ import annotations

import pytest

from tests.business.fake_faults import LOST_AFTER
from tests.business.sync_shop import EXPIRED, TEXT, TITLES, URL, Shop, counts, texts_of
from wa_link.business.journal import Journal
from wa_link.business.links_sync.link_pool import LinkPool
from wa_link.business.links_sync.sync_adoption import adopt_links
from wa_link.business.links_sync.sync_plan import SyncPlan
from wa_link.business.records import ShortLink
from wa_link.errors import BusinessError, InputError, NoteCode, OptionError, Reason

COLUMNS = ("ref", "title", "wa_short_link")
CODES = {name: f"{name}23456789ABCDE" for name in "UVWXYZ"}
TWO = "2 links with this text for 1 row, so it is not certain which link is printed"


def adopt(
    texts: dict[str, str],
    links: dict[str, str],
    named: dict[str, str],
    owners: dict[str, str],
) -> dict[str, str]:
    """Return for each key the name of its link, or why it is refused; codes have one letter."""
    pool = LinkPool([ShortLink(CODES[each], "", text) for each, text in links.items()], ())
    cells = {key: CODES.get(cell, cell) for key, cell in named.items()}
    owned = {CODES[name]: key for name, key in owners.items()}
    found, refused = adopt_links(texts, cells, pool, owned)
    assert found.keys().isdisjoint(refused)
    assert all(pool.get(link.code) is None for link in found.values())
    return {key: link.code[0] for key, link in found.items()} | refused


@pytest.mark.parametrize(
    ("texts", "links", "named", "owners", "expected"),
    [
        pytest.param({"a": "Hi"}, {"X": " Hi"}, {}, {}, {"a": "X"}, id="one text, one link"),
        pytest.param({"a": "Hi"}, {"X": "Ho"}, {}, {}, {}, id="no link has the text"),
        pytest.param({"a": "Hi"}, {"X": "Hi", "Y": "Hi"}, {}, {}, {"a": TWO}, id="two links"),
        pytest.param(
            {"a": "Hi", "b": "Hi"}, {"X": "Hi"}, {}, {},
            {"a": "1 link with this text for 2 rows", "b": "1 link with this text for 2 rows"},
            id="two rows",
        ),
        pytest.param(
            {"a": "Hi", "b": "Hi"}, {"X": "Hi", "Y": "Hi"}, {}, {},
            {"a": "2 links with this text for 2 rows", "b": "2 links with this text for 2 rows"},
            id="two rows and two links",
        ),
        pytest.param(
            {"a": "Hi", "b": "Hi"}, {"X": "Hi", "Y": "Hi"}, {"a": "Y", "b": "X"}, {},
            {"a": "Y", "b": "X"}, id="the sheet names both",
        ),
        pytest.param(
            {"a": "Hi", "b": "Hi"}, {"X": "Hi", "Y": "Hi"}, {"b": "X"}, {},
            {"b": "X", "a": "Y"}, id="the sheet names one",
        ),
        pytest.param(
            {"a": "Hi", "b": "Ho"}, {"X": "Ho", "Y": "Hi"}, {"a": "X"}, {},
            {"a": "X"}, id="the name counts more than the text",
        ),
        pytest.param(
            {"a": "Hi"}, {"X": "Hi"}, {"a": "Z"}, {}, {"a": "X"}, id="the named link is gone"
        ),
        pytest.param(
            {"a": "Hi", "b": "Ho"}, {"X": "Hi"}, {"a": "X", "b": "X"}, {},
            {"a": "2 rows have the link", "b": "2 rows have the link"}, id="named twice",
        ),
        pytest.param(
            {"a": "Hi"}, {"X": "Hi"}, {"a": "Z"}, {"Z": "b"},
            {"a": 'belongs to the key "b": correct the key'}, id="another key has it",
        ),
        pytest.param(
            {"a": "Hi"}, {"X": "Hi"}, {"a": "see Ann"}, {},
            {"a": '"see Ann" in the column wa_short_link is not a short link'}, id="no link",
        ),
        pytest.param(
            {"a": "Hi", "b": "Hi"}, {"X": "Hi"}, {"a": "?"}, {},
            {"a": "is not a short link", "b": "1 link with this text for 2 rows"},
            id="a row that is refused may have the link of another",
        ),
    ],
)  # fmt: skip
def test_a_link_is_adopted_if_it_is_certain(
    texts: dict[str, str],
    links: dict[str, str],
    named: dict[str, str],
    owners: dict[str, str],
    expected: dict[str, str],
) -> None:
    adopted = adopt(texts, links, named, owners)
    assert adopted.keys() == expected.keys()
    for key, part in expected.items():
        assert part in adopted[key]


def test_adopt_uses_links_with_the_right_text(shop: Shop) -> None:
    shop.run(TITLES)
    codes, plans = shop.codes, list[SyncPlan]()
    shop.state.unlink()
    shop.meta.links["OTHEROTHER0001"] = "Hello"
    shop.run({**TITLES, "A-4": "New"}, dry_run=True, adopt=True, on_plan=plans.append)
    assert (plans[0].unclaimed, plans[0].adoptable, plans[0].made) == (0, 0, 4)
    summary = shop.run({**TITLES, "A-4": "New"}, adopt=True, on_plan=plans.append)
    assert counts(summary) == (1, 0, 0, 0)
    assert (plans[1].unclaimed, plans[1].adoptable, len(plans[1].recovered)) == (1, 0, 3)
    assert {key: code for key, code in shop.codes.items() if key != "A-4"} == codes


def test_an_earlier_output_restores_the_state(shop: Shop) -> None:
    """Also of rows with the same text, and after the template has changed."""
    titles = {**dict.fromkeys(("A-1", "A-2", "A-3"), "Sofa"), "A-4": "Lamp"}
    shop.run(titles)
    codes = shop.codes
    shop.state.unlink()
    cells = [(key, title, URL + codes[key]) for key, title in reversed(titles.items())]
    with pytest.raises(OptionError, match="already has links for 4 rows of the sheet"):
        shop.run(cells, columns=(*COLUMNS, "wa_note"), text="New {title}")
    summary = shop.run(cells, columns=COLUMNS, text="New {title}", adopt=True)
    assert counts(summary) == (0, 4, 0, 0)
    assert shop.codes == codes


def test_an_uncertain_link_rejects_its_row(shop: Shop) -> None:
    titles = {"A-1": "Sofa", "A-2": "Sofa", "A-3": "Lamp"}
    shop.run(titles)
    codes = shop.codes
    shop.state.unlink()
    summary = shop.run(titles, adopt=True)
    assert counts(summary) == (0, 0, 0, 2)
    assert summary.rows.reasons == {Reason.NO_SHORT_LINK: 2}
    assert shop.rows[0]["wa_note"] == (
        "The account has 2 links with this text for 2 rows, so it is not certain which link is "
        "printed: write the right one into the column wa_short_link of the sheet."
    )
    assert shop.codes == {"A-3": codes["A-3"]}
    rows = [("A-1", "Sofa", codes["A-1"]), ("A-2", "Sofa", ""), ("A-3", "Lamp", "")]
    assert counts(shop.run(rows, columns=COLUMNS, adopt=True)) == (0, 0, 0, 0)
    assert shop.codes == codes
    assert shop.meta.count("made") == 3


def test_only_adopt_allows_a_column_of_links_that_was_typed(shop: Shop) -> None:
    with pytest.raises(InputError, match='has a column "wa_short_link"'):
        shop.run([("A-1", "Sofa", "")], columns=COLUMNS)


def test_a_new_state_file_makes_no_link_twice(shop: Shop) -> None:
    """Its path may be mistyped."""
    shop.run(TITLES)
    before, old = dict(shop.meta.links), shop.state
    shop.state = shop.folder / "lnks.jsonl"
    for _ in range(2):  # the first run leaves an empty file, if at all
        with pytest.raises(OptionError) as error:
            shop.run({**TITLES, "A-4": "Rug"})
        assert f'file "{shop.state}" is new, but the account already has links for 3 rows' in str(
            error.value
        )
        assert str(error.value).endswith("or add adopt to use these links.")
    assert shop.meta.links == before
    shop.state = old
    plans = list[SyncPlan]()
    assert counts(shop.run({**TITLES, "A-4": "Rug"}, on_plan=plans.append)) == (1, 0, 0, 0)
    assert not plans[0].is_new


def test_a_killed_first_run_goes_on(shop: Shop) -> None:
    """Its state file has a requested link, so it is the right one."""
    with pytest.raises(BusinessError):
        shop.run(TITLES, faults=(LOST_AFTER, EXPIRED))
    shop.meta.links["OTHEROTHER0001"] = TEXT.format(title="Lamp")
    summary = shop.run(TITLES)
    assert counts(summary) == (2, 0, 0, 0)
    assert (summary.plan.is_new, summary.plan.adoptable) == (False, 1)
    assert shop.texts == texts_of(TITLES)


def test_a_link_in_place_of_that_of_the_sheet_has_a_note(shop: Shop) -> None:
    """It may be printed; a copied cell can be the link of another row."""
    shop.run(TITLES)
    other = shop.codes["A-3"]
    columns = (*COLUMNS, "wa_status", "wa_reason", "wa_note")
    row = ("A-4", "Rug", URL + other, "accepted", "", "")
    summary = shop.run([row], columns=columns)
    assert counts(summary) == (1, 0, 0, 0)
    assert summary.rows.notes == {NoteCode.NEW_SHORT_LINK: 1}
    assert shop.rows[0]["wa_note"] == (
        f"The sheet has the link {other} for this row, but the row has another one now: print the "
        "code of this row again."
    )
    own = ("A-4", "Rug", URL + shop.codes["A-4"], "accepted", "", "")
    assert shop.run([own], columns=columns).rows.notes == {}


def test_a_failed_first_run_does_not_choose_the_number(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ID of the number may be mistyped; the state file has no link of it."""
    shop.meta.fail_next(EXPIRED)
    with monkeypatch.context() as patch:
        patch.setattr("tests.business.fake_meta.PHONE_ID", "123")
        with pytest.raises(BusinessError):
            shop.run(TITLES)
    assert counts(shop.run(TITLES)) == (3, 0, 0, 0)
    with Journal.open(shop.state) as journal:
        assert journal.records[0]["phone_id"] != "123"


def test_a_state_file_without_links_can_change_its_number(shop: Shop) -> None:
    with Journal.open(shop.state) as journal:
        journal.append(state="account", phone_id="123")
    assert counts(shop.run(TITLES)) == (3, 0, 0, 0)
    assert counts(shop.run(TITLES)) == (0, 0, 0, 0)
