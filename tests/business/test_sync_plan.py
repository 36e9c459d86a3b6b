"""Tests of planning the short links of a sheet: tables, and invariants of random accounts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.business.links_sync.link_pool import LinkPool
from wa_link.business.links_sync.sync_plan import SyncPlan, make_plan
from wa_link.business.links_sync.sync_rows import KeyedRow, KeyedRows
from wa_link.business.links_sync.sync_state import LinkState
from wa_link.business.records import ShortLink
from wa_link.errors import InputError, OptionError
from wa_link.sheets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

KEYS, TEXTS = "abcdef", ("Hi", "Ho", "Hi  ", "He")
CODES = [f"CODE{number:010}" for number in range(10)]


def link(code: str, text: str) -> ShortLink:
    return ShortLink(code, f"https://wa.me/message/{code}", text)


def record(key: str, code: str, text: str) -> dict[str, Any]:
    return {"state": "link", "key": key, "code": code, "url": "", "text": text}


def creating(key: str, text: str) -> dict[str, Any]:
    return {"state": "creating", "key": key, "text": text}


def plan_for(
    texts: dict[str, str],
    records: list[dict[str, Any]],
    listed: dict[str, str] | None,
    **options: Any,
) -> SyncPlan:
    links = None if listed is None else {code: link(code, listed[code]) for code in listed}
    named = options.pop("named", {})
    rows = rows_of(texts, named, options.pop("keys", texts.keys()))
    return make_plan(rows, LinkState(records, "s"), links, **options)


def rows_of(texts: Mapping[str, str], named: Mapping[str, str], keys: Collection[str]) -> KeyedRows:
    """Return rows with these texts; `named` has their cells in the column of short links."""
    rows = [
        KeyedRow(Row(number, number + 1, ()), key, text, (), named.get(key, ""))
        for number, (key, text) in enumerate(texts.items(), start=1)
    ]
    return KeyedRows([*rows], [*keys], None, ())


def actions(plan: SyncPlan) -> dict[str, str]:
    """Return for each key what is done: `make`, `keep CODE` or `change CODE`."""
    return {
        step.key: f"{'change' if step.is_changed else 'keep'} {step.link.code}"
        if step.link
        else "make"
        for step in plan.steps
    }


A = record("a", "A", "Hi")
B = record("b", "B", "Hi")


@pytest.mark.parametrize(
    ("texts", "records", "listed", "expected"),
    [
        pytest.param({"a": "Hi"}, [], {}, {"a": "make"}, id="new"),
        pytest.param({"a": "Hi"}, [A], {"A": "Hi"}, {"a": "keep A"}, id="the same"),
        pytest.param({"a": "Ho"}, [A], {"A": "Hi"}, {"a": "change A"}, id="another text"),
        pytest.param({"a": "Hi"}, [A], {"A": "Ho"}, {"a": "change A"}, id="changed elsewhere"),
        pytest.param({"a": "Ho"}, [A], {"A": "Ho"}, {"a": "keep A"}, id="changed by a killed run"),
        pytest.param({"a": "Hi"}, [A], {"A": "Hi "}, {"a": "keep A"}, id="stored with a space"),
        pytest.param({"a": "Hi "}, [A], {"A": "Hi"}, {"a": "change A"}, id="a new space"),
        pytest.param({"a": "Hi"}, [A], {}, {"a": "make"}, id="deleted elsewhere"),
        pytest.param({"a": "Hi"}, [A], {"B": "Hi"}, {"a": "make"}, id="a link of another"),
        pytest.param({"a": "Hi"}, [], {"B": "Hi"}, {"a": "make"}, id="the same text"),
        pytest.param(
            {"a": "Ho"}, [creating("a", "Hi")], {"B": "Hi"}, {"a": "change B"}, id="a lost answer"
        ),
        pytest.param(
            {"a": "Hi"}, [creating("a", "Ho")], {"B": "Hi"}, {"a": "make"}, id="not requested"
        ),
        pytest.param(
            {"b": "Hi", "a": "Hi"},
            [creating("a", "Hi"), creating("b", "Hi")],
            {"X": "Hi"},
            {"b": "keep X", "a": "make"},
            id="two lost, the first row gets it",
        ),
        pytest.param(
            {"a": "Hi"},
            [{"state": "known", "codes": ["B"]}, creating("a", "Hi")],
            {"B": "Hi"},
            {"a": "make"},
            id="it was there before",
        ),
        pytest.param(
            {"a": "Hi", "b": "Hi"},
            [B, creating("a", "Hi")],
            {"B": "Hi"},
            {"a": "make", "b": "keep B"},
            id="it has a key",
        ),
        pytest.param(
            {"a": "Hi"},
            [A, {"state": "deleted", "key": "a", "code": "A"}],
            {"A": "Hi"},
            {"a": "make"},
            id="deleted by an earlier run",
        ),
        pytest.param({"a": "Ho", "b": "Hi"}, [A], None, {"a": "change A", "b": "make"}, id="dry"),
    ],
)
def test_plan(
    texts: dict[str, str],
    records: list[dict[str, Any]],
    listed: dict[str, str] | None,
    expected: dict[str, str],
) -> None:
    assert actions(plan_for(texts, records, listed)) == expected


def test_numbers_of_a_plan() -> None:
    listed = {"A": "Hi", "B": "Hi", "C": "Hi", "X": "Ho", "Y": "other"}
    records = [A, B, record("c", "C", "Hi"), record("gone", "G", "Hi")]
    texts = {"a": "Hi", "b": "He", "d": "Ho"}
    plan = plan_for(texts, records, listed)
    assert (plan.made, plan.changed, plan.unchanged) == (1, 1, 1)
    assert (plan.without_row, plan.unclaimed, plan.adoptable, plan.on_server) == (1, 2, 1, 5)
    assert (plan.deletions, plan.dead_codes) == ({}, {})
    plan = plan_for(texts, records, listed, prune=True, adopt=True)
    assert (plan.made, plan.without_row, plan.unclaimed, plan.adoptable) == (0, 0, 1, 0)
    assert (plan.deletions, plan.dead_codes, plan.recovered) == (
        {"c": "C"},
        {"gone": "G"},
        {"d": link("X", "Ho")},
    )
    kept = plan_for(texts, records, listed, prune=True, keys=[*texts, "c"])  # c is rejected
    assert kept.deletions == {}


@pytest.mark.parametrize(
    ("on_server", "made", "deleted", "fits", "first"),
    [(1999, 1, 0, True, False), (1999, 2, 0, False, True), (2000, 0, 0, True, False),
     (2000, 1, 1, True, True), (1999, 1, 1, True, False), (0, 2001, 0, False, True)],
)  # fmt: skip
def test_the_limit(on_server: int, made: int, deleted: int, *, fits: bool, first: bool) -> None:
    listed = {f"C{number}": "x" for number in range(on_server)}
    records = [record(f"old{number}", f"C{number}", "x") for number in range(deleted)]
    plan = plan_for({f"k{number}": "y" for number in range(made)}, records, listed, prune=True)
    assert plan.must_delete_first is first
    if fits:
        plan.check_limit()
    else:
        with pytest.raises(OptionError, match="can have 2,000 links"):
            plan.check_limit()


texts = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(TEXTS))
accounts = st.dictionaries(st.sampled_from(CODES), st.sampled_from(TEXTS))
lines = st.one_of(
    st.builds(record, st.sampled_from(KEYS), st.sampled_from(CODES), st.sampled_from(TEXTS)),
    st.builds(creating, st.sampled_from(KEYS), st.sampled_from(TEXTS)),
    st.builds(lambda codes: {"state": "known", "codes": codes}, st.lists(st.sampled_from(CODES))),
    st.builds(lambda key: {"state": "deleted", "key": key, "code": ""}, st.sampled_from(KEYS)),
)


def without_twins(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records in which no code belongs to two keys."""
    owners: dict[str, str] = {}
    return [
        each
        for each in records
        if "code" not in each or not each["code"]
        or owners.setdefault(each["code"], each["key"]) == each["key"]
    ]  # fmt: skip


names = st.dictionaries(st.sampled_from(KEYS), st.sampled_from([*CODES, "not a link"]))


@given(texts, names, st.lists(lines).map(without_twins), accounts, st.booleans(), st.booleans())
def test_invariants_of_plans(
    wanted: dict[str, str],
    named: dict[str, str],
    records: list[dict[str, Any]],
    listed: Mapping[str, str],
    prune: bool,  # noqa: FBT001
    adopt: bool,  # noqa: FBT001
) -> None:
    state = LinkState(records, "s")
    links = {code: link(code, text) for code, text in listed.items()}
    rows = rows_of(wanted, named, wanted.keys())
    plan = make_plan(rows, state, links, prune=prune, adopt=adopt)
    steps = {step.key: step.text for step in plan.steps}
    assert steps.keys().isdisjoint(plan.refused)
    assert steps == {key: text for key, text in wanted.items() if key not in plan.refused}
    used = [step.link.code for step in plan.steps if step.link] + [*plan.deletions.values()]
    assert max(Counter(used).values(), default=0) <= 1  # no link serves two keys, or is deleted
    assert set(used) <= listed.keys()
    taken = {*used, *state.codes, *(each.code for each in plan.recovered.values())}
    for step in plan.steps:
        claim = state.claims.get(step.key)
        if claim and claim.link.code in listed:
            assert step.link == links[claim.link.code]  # printed codes stay
        if step.link and not step.is_changed:
            assert step.link.text.split() == step.text.split()
        if step.link is None and adopt:
            free = [text.split() for code, text in listed.items() if code not in taken]
            assert step.text.split() not in free
    for key, found in plan.recovered.items():
        assert key not in state.claims or state.claims[key].link.code not in listed
        assert found.code not in state.codes
    assert plan.deletions.keys().isdisjoint(wanted)
    assert prune or not (plan.deletions or plan.dead_codes)
    by_name = {key for key, each in plan.recovered.items() if named.get(key) == each.code}
    lost = plan.recovered.keys() & state.pendings.keys()
    live = {key for key, claim in state.claims.items() if claim.link.code in listed}
    by_text = plan.recovered.keys() - lost - by_name
    for key in by_text:  # which is unique
        text = wanted[key].split()
        assert plan.recovered[key].text.split() == text
        assert [
            each
            for each in wanted
            if wanted[each].split() == text and each not in by_name | lost | live
        ] == [key]
    assert adopt or not (plan.recovered.keys() - state.pendings.keys() or plan.refused)
    assert plan.refused.keys() <= wanted.keys() - plan.recovered.keys()


@given(st.lists(lines).map(without_twins))
def test_a_state_is_the_same_after_any_stop(records: list[dict[str, Any]]) -> None:
    """Reading all records at once is the same as going on after each."""
    whole, parts = LinkState(records, "s"), LinkState([], "s")
    for each in records:
        parts._add(**each)  # noqa: SLF001  (as its public methods do)
    assert (whole.claims, whole.pendings) == (parts.claims, parts.pendings)
    assert whole.claims.keys().isdisjoint(whole.pendings)


def test_replaced_links_are_named_until_a_run_is_finished() -> None:
    records = [A, creating("a", "Hi"), record("a", "NEW", "Hi")]
    assert LinkState(records[:2], "s").pendings["a"].replaced == "A"
    state = LinkState(records, "s")
    assert state.claims["a"].replaced == "A"
    state.set_link("a", link("NEW", "Ho"))
    assert state.claims["a"].replaced == "A"
    state.finish()
    assert state.claims["a"].replaced == ""
    adopted = LinkState([A, record("a", "OTHER", "Hi")], "s")
    assert adopted.claims["a"].replaced == "A"


def test_two_keys_cannot_have_one_link() -> None:
    with pytest.raises(InputError, match='the keys "a" and "b" have the same link A'):
        LinkState([A, record("b", "A", "Hi")], "s")


def test_a_link_of_the_pool_is_taken_once() -> None:
    pool = LinkPool([link("A", "Hi"), link("B", "Hi "), link("C", "Ho")], {"C"})
    assert len(pool) == 2
    assert pool.take("Hi", frozenset("A")) == link("B", "Hi ")
    assert pool.take(" Hi") == link("A", "Hi")
    assert pool.take("Hi") is pool.take("Ho") is None
    assert len(pool) == 0


@pytest.mark.parametrize(
    ("known", "new", "is_respelled"),
    [
        ("A-1", "a-1", True),
        ("A 1", "A1", True),
        ("A-1", "A-١", True),
        ("A-1", "Ａ-1", True),
        ("A-1", "A-2", False),
        ("A-1", "A1", False),
        ("A-1", "A-11", False),
    ],
)
def test_a_respelled_key_is_named(known: str, new: str, is_respelled: bool) -> None:  # noqa: FBT001
    records = [record(known, CODES[0], "Hi")]
    for listed in ({CODES[0]: "Hi"}, None):
        plan = plan_for({new: "Hi"}, records, listed)
        assert plan.respelled == ({new: known} if is_respelled else {})
    both = [*records, record(new, CODES[1], "Hi")]
    assert plan_for({new: "Hi"}, both, None).respelled == {}


def test_two_spellings_in_one_sheet_are_two_keys() -> None:
    texts = {"A-1": "Hi", "a-1": "Ho"}
    assert plan_for(texts, [record("A-1", CODES[0], "Hi")], None).respelled == {}
