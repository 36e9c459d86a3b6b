"""Tests of `sync_links` with lost answers and refusals, and with links that others change."""

from __future__ import annotations

import re
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_faults import LATE, LOST_AFTER, LOST_BEFORE, broken, meta_error, too_many
from tests.business.sync_shop import EXPIRED, TEXT, TITLES, Shop, counts, texts_of
from wa_link._support import signals
from wa_link.business.journal import Journal
from wa_link.business.links_sync.sync_state import LinkState
from wa_link.business.short_links import Links
from wa_link.errors import BusinessError, NoteCode, Reason

if TYPE_CHECKING:
    from wa_link.business.links_sync.sync_plan import SyncPlan


def test_lost_answers_make_no_second_link(shop: Shop) -> None:
    after = broken(is_carried_out=True)
    assert counts(shop.run(TITLES, faults=(LOST_AFTER, broken(), None, after))) == (3, 0, 0, 0)
    assert shop.texts == texts_of(TITLES)
    assert len(shop.meta.links) == shop.meta.count("made") == 3
    methods = "".join(each.method[0] for each in shop.meta.requests)
    assert re.sub("G+", "G", methods) == "GPGPGPPG"


def test_lost_changes_and_deletions_converge(shop: Shop) -> None:
    shop.run(TITLES)
    changed = {"A-1": "1", "A-2": "2"}
    assert counts(
        shop.run(changed, prune=True, faults=(LOST_AFTER, None, LOST_BEFORE, None, LOST_AFTER))
    ) == (0, 2, 1, 0)
    assert shop.texts == texts_of(changed)
    assert len(shop.meta.links) == 2


@pytest.mark.parametrize("is_carried_out", [True, False])
def test_a_server_that_loses_all_answers_ends_the_run(shop: Shop, *, is_carried_out: bool) -> None:
    shop.meta.fail_at_random(
        1, 1, faults=(broken(is_carried_out=is_carried_out),), methods={"POST"}
    )
    titles = {f"A-{number}": str(number) for number in range(9)}
    if is_carried_out:  # each is found by its text
        assert counts(shop.run(titles)) == (9, 0, 0, 0)
    else:
        with pytest.raises(BusinessError) as error:
            shop.run(titles)
        assert error.value.reason == "server_fault"
        assert len([each for each in shop.meta.requests if each.method == "POST"]) == 3 * 8
        assert not shop.output.exists()
    shop.meta.fail_at_random(1, 0)
    shop.run(titles)
    assert shop.texts == texts_of(titles)
    assert shop.meta.count("made") == 9


def test_too_many_requests_are_repeated_then_end_the_run(shop: Shop) -> None:
    assert counts(shop.run({"A-1": "x"}, faults=[too_many("1")] * 7)) == (1, 0, 0, 0)
    with pytest.raises(BusinessError) as error:
        shop.run({"A-1": "x", "A-2": "y"}, faults=[too_many("1")] * 8)
    assert error.value.code == 130429
    assert shop.meta.count("made") == 1
    assert counts(shop.run({"A-1": "x", "A-2": "y"})) == (1, 0, 0, 0)


def test_a_refused_text_rejects_its_row(shop: Shop) -> None:
    summary = shop.run(TITLES, faults=(meta_error(100, "Invalid parameter"),))
    assert counts(summary) == (2, 0, 0, 1)
    assert summary.rows.reasons == {Reason.NO_SHORT_LINK: 1}
    assert [row["wa_reason"] for row in shop.rows] == ["no_short_link", "", ""]
    assert "100" in shop.rows[0]["wa_note"]
    assert counts(shop.run(TITLES)) == (1, 0, 0, 0)


def test_an_expired_token_ends_the_run(shop: Shop) -> None:
    shop.output.write_text("before")
    with pytest.raises(BusinessError) as error:
        shop.run(TITLES, faults=(None, EXPIRED))
    assert (error.value.code, error.value.ends_run) == (190, True)
    assert shop.output.read_text() == "before"
    assert counts(shop.run(TITLES)) == (2, 0, 0, 0)
    assert shop.texts == texts_of(TITLES)


def test_a_killed_creation_is_found_by_its_text(shop: Shop) -> None:
    """Only a link that was made after the request began, and that no key has, can be it."""
    text = TEXT.format(title="Sofa")
    shop.run({"A-0": "Sofa"})
    shop.meta.links["OLDOLDOLDOLD01"] = text  # somebody else's
    with Journal.open(shop.state) as journal:
        journal.append(state="known", codes=[*shop.meta.links])
        journal.append(state="creating", key="A-1", text=text)
    shop.meta.links["LOSTLOSTLOST01"] = text
    assert counts(shop.run(dict.fromkeys(("A-0", "A-1", "A-2"), "Sofa"))) == (1, 0, 0, 0)
    assert shop.codes["A-1"] == "LOSTLOSTLOST01"
    assert len(set(shop.codes.values())) == 3
    assert "OLDOLDOLDOLD01" not in shop.codes.values()


def test_a_lost_link_gets_the_text_of_today(shop: Shop) -> None:
    with Journal.open(shop.state) as journal:
        journal.append(state="creating", key="A-1", text=TEXT.format(title="Sofa"))
    shop.meta.links["LOSTLOSTLOST01"] = TEXT.format(title="Sofa")
    assert counts(shop.run({"A-1": "Couch"})) == (0, 1, 0, 0)
    assert shop.meta.links == {"LOSTLOSTLOST01": TEXT.format(title="Couch")}


def test_a_listing_after_a_kill_does_not_hide_a_lost_link(shop: Shop) -> None:
    """Codes that a later run knew say nothing about the requests of an earlier run."""
    text = TEXT.format(title="Sofa")
    with Journal.open(shop.state) as journal:
        journal.append(state="creating", key="A-1", text=text)
        journal.append(state="known", codes=["LOSTLOSTLOST01"])
        journal.append(state="creating", key="A-2", text=text)
    shop.meta.links["LOSTLOSTLOST01"] = text
    assert counts(shop.run({"A-2": "Sofa", "A-1": "Sofa"})) == (1, 0, 0, 0)
    assert shop.codes["A-1"] == "LOSTLOSTLOST01"


def test_a_deleted_link_is_replaced_with_a_note(shop: Shop) -> None:
    shop.run(TITLES)
    dead = shop.codes["A-2"]
    del shop.meta.links[dead]
    with pytest.raises(BusinessError):
        shop.run(TITLES, faults=(EXPIRED,))
    summary = shop.run(TITLES)
    assert counts(summary) == (1, 0, 0, 0)
    assert summary.rows.notes == {NoteCode.NEW_SHORT_LINK: 1}
    row = shop.rows[1]
    assert (row["wa_status"], row["wa_reason"]) == ("accepted", "new_short_link")
    assert row["wa_note"] == (
        f"The earlier link {dead} was deleted, so codes that are printed with it no longer work: "
        "print the code of this row again."
    )
    assert shop.run(TITLES).rows.notes == {}  # the output of the last run has the note


def test_the_note_is_written_although_the_first_run_failed(shop: Shop) -> None:
    shop.run(TITLES)
    shop.meta.links.pop(shop.codes["A-1"])
    shop.meta.links.pop(shop.codes["A-2"])
    with pytest.raises(BusinessError):
        shop.run(TITLES, faults=(None, EXPIRED))
    assert shop.meta.count("made") == 4
    assert shop.run(TITLES).rows.notes == {NoteCode.NEW_SHORT_LINK: 2}
    assert shop.run(TITLES).rows.notes == {}


def test_a_link_that_is_not_listed_is_asked_for(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that is not complete must not replace printed links."""
    shop.run(TITLES)
    before = shop.codes
    page = shop.meta._page  # noqa: SLF001  (the server is ours)
    monkeypatch.setattr(shop.meta, "_page", lambda items, seen: page(items[1:], seen))
    assert counts(shop.run({**TITLES, "A-1": "Table"})) == (0, 1, 0, 0)
    assert shop.codes == before


def test_a_link_that_vanishes_during_the_run_is_replaced(shop: Shop) -> None:
    shop.run(TITLES)
    dead = shop.codes["A-1"]

    def delete(_: SyncPlan) -> None:
        del shop.meta.links[dead]

    summary = shop.run({"A-1": "Table"}, on_plan=delete)
    assert counts(summary) == (0, 1, 0, 0)
    assert summary.rows.notes == {NoteCode.NEW_SHORT_LINK: 1}
    assert shop.texts == texts_of({"A-1": "Table"})


def test_a_text_that_was_changed_elsewhere_is_restored(shop: Shop) -> None:
    shop.run(TITLES)
    shop.meta.links[shop.codes["A-1"]] = "Hello"
    assert counts(shop.run(TITLES)) == (0, 1, 0, 0)
    assert shop.texts == texts_of(TITLES)


def test_spaces_that_the_server_changes_are_no_reason_to_update(shop: Shop) -> None:
    shop.run(TITLES, text="Hi\n{title} ")
    for code, text in shop.meta.links.items():
        shop.meta.links[code] = " ".join(text.split())
    assert counts(shop.run(TITLES, text="Hi\n{title} ")) == (0, 0, 0, 0)
    assert counts(shop.run(TITLES, text="Hi {title}.")) == (0, 3, 0, 0)


def test_a_state_file_with_half_a_line_goes_on(shop: Shop) -> None:
    shop.run(TITLES)
    whole = shop.state.read_bytes()
    shop.state.write_bytes(whole[:-10])  # the link of A-3 was made, but not recorded
    assert counts(shop.run(TITLES)) == (0, 0, 0, 0)
    assert shop.meta.count("made") == 3


def test_a_link_of_somebody_else_is_not_taken(shop: Shop) -> None:
    """It has the text of the requested link, but it was there before."""
    shop.run({"A-0": "Rug"})
    shop.meta.links["OLDOLDOLDOLD01"] = TEXT.format(title="Sofa")
    summary = shop.run({"A-1": "Sofa"}, faults=(broken(),))
    assert counts(summary) == (1, 0, 0, 0)
    assert shop.codes["A-1"] != "OLDOLDOLDOLD01"
    shop.meta.links["OLDOLDOLDOLD01"] = TEXT.format(title="Lamp")

    def die(_: float) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shop.run({"A-2": "Lamp"}, faults=(LOST_BEFORE,), wait=die)
    assert counts(shop.run({"A-2": "Lamp"})) == (1, 0, 0, 0)
    assert shop.codes["A-2"] != "OLDOLDOLDOLD01"


def test_a_link_that_is_made_late_is_found_by_the_next_run(shop: Shop) -> None:
    """The server goes on after the connection broke: a second request would make a second link."""
    summary = shop.run(TITLES, faults=(LATE,))
    assert counts(summary) == (2, 0, 0, 1)
    assert summary.rows.reasons == {Reason.NO_SHORT_LINK: 1}
    assert shop.rows[0]["wa_note"] == (
        "The answer of the server got lost, so the link may still be made: run the command again "
        "in some minutes."
    )
    deadline = time.monotonic() + 10
    while shop.meta.count("made") < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert counts(shop.run(TITLES)) == (0, 0, 0, 0)
    assert shop.texts == texts_of(TITLES)
    assert shop.meta.count("made") == 3


def test_a_link_that_was_never_made_is_made_by_the_next_run(shop: Shop) -> None:
    assert counts(shop.run(TITLES, faults=(LOST_BEFORE,))) == (2, 0, 0, 1)
    assert counts(shop.run(TITLES)) == (1, 0, 0, 0)
    with pytest.raises(BusinessError, match="may still be made") as error:
        shop.run(dict.fromkeys("BCDE", "Rug"), faults=[LOST_BEFORE] * 3)
    assert error.value.ends_run


def test_a_slow_server_has_time_before_the_list(shop: Shop) -> None:
    """A link that is made after the list was sent would be made a second time."""
    pauses: list[float] = []
    faults = (LOST_AFTER, broken(), too_many("30"), None)
    shop.run({"A-1": "Sofa", "A-2": "Lamp"}, faults=faults, wait=pauses.append)
    assert pauses == [10, 10, 30]
    assert shop.meta.count("made") == 2


def test_an_interrupt_ends_the_list_after_a_page(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.meta.links = {f"OTHER{number:09}": "Hello" for number in range(99)}
    page = shop.meta._page  # noqa: SLF001  (the server is ours)
    pages: list[int] = []

    def interrupt(*arguments: Any) -> Any:  # noqa: ANN401
        pages.append(len(pages))
        if len(pages) == 6:  # the second page of the list after the lost answer
            monkeypatch.setattr(signals._state, "received", signal.SIGINT)  # noqa: SLF001
        return page(*arguments)

    monkeypatch.setattr(shop.meta, "_page", interrupt)
    with pytest.raises(KeyboardInterrupt):
        shop.run({"A-1": "Sofa"}, faults=(LOST_AFTER,))
    assert len(pages) == 6
    monkeypatch.undo()
    assert counts(shop.run({"A-1": "Sofa"})) == (0, 0, 0, 0)  # the link was found
    assert shop.meta.count("made") == 1


def test_a_code_that_exists_already_ends_the_run(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise, two rows would have one link, and each would get the other's text."""
    shop.run({"A-1": "Sofa"})
    before = shop.codes
    monkeypatch.setattr(Links, "create", lambda links, _: links.list()[0])
    with pytest.raises(BusinessError, match="which existed before") as error:
        shop.run({"A-1": "Sofa", "A-2": "Lamp"})
    assert error.value.ends_run
    monkeypatch.undo()
    shop.run({"A-1": "Sofa", "A-2": "Lamp"})
    assert shop.codes["A-1"] == before["A-1"] != shop.codes["A-2"]


def test_the_state_has_the_texts_of_the_server(shop: Shop) -> None:
    """Also of a link whose change was not recorded, and of one whose row is gone."""
    shop.run(TITLES)
    shop.meta.links[shop.codes["A-1"]] = texts_of({"A-1": "Table"})["A-1"]
    shop.meta.links[shop.codes["A-2"]] = "Hello"
    assert counts(shop.run({"A-1": "Table"})) == (0, 0, 0, 0)
    state = LinkState(Journal.read(shop.state), shop.state)
    assert {each.link.code: each.link.text for each in state.claims.values()} == shop.meta.links


def test_a_list_that_fails_after_a_lost_answer_ends_the_run(shop: Shop) -> None:
    """Without it, nobody knows whether the link was made."""

    def break_down(_: SyncPlan) -> None:
        shop.meta.fail_next(LOST_AFTER, *[broken()] * 8)

    with pytest.raises(BusinessError) as error:
        shop.run({"A-1": "Sofa", "A-2": "Lamp"}, on_plan=break_down)
    assert (error.value.reason, error.value.ends_run) == ("server_fault", True)
    assert len(shop.meta.requests) == 1 + 1 + 8
    shop.run({"A-1": "Sofa", "A-2": "Lamp"})
    assert shop.meta.count("made") == 2


def test_a_link_that_cannot_be_asked_for_ends_the_run(shop: Shop) -> None:
    shop.run(TITLES)
    dead = shop.codes["A-1"]
    del shop.meta.links[dead]
    shop.meta.fail_next(None, meta_error(100, "Invalid parameter"))
    with pytest.raises(BusinessError, match="100"):
        shop.run(TITLES)
    assert shop.meta.count("made") == 3


def test_a_change_that_is_refused_rejects_its_row(shop: Shop) -> None:
    shop.run(TITLES)
    summary = shop.run(TITLES, text="New {title}", faults=(meta_error(100, "Invalid parameter"),))
    assert counts(summary) == (0, 2, 0, 1)
    assert [row["wa_reason"] for row in shop.rows] == ["no_short_link", "", ""]
    assert counts(shop.run(TITLES, text="New {title}")) == (0, 1, 0, 0)
