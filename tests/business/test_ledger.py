"""Tests of the ledger: how far each message came, after any series of lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import InputError, parse_phone
from wa_link.business.journal import Journal
from wa_link.business.sending.ledger import Addressee, Delivery, Ledger
from wa_link.errors import BusinessError

if TYPE_CHECKING:
    from pathlib import Path

ANN = Addressee("+447700900111", "offer", "en")
NOTHING, SENT, LOST = Delivery(), Delivery("wamid.1"), Delivery(is_unknown=True)


def record(state: str, **more: Any) -> dict[str, Any]:
    more = {"id": "wamid.1"} | more if state == "sent" else more
    return {"time": "2026-11-27T09:00:00+00:00", **ANN._asdict(), "state": state, **more}


def found(*states: str) -> Delivery:
    delivery = Ledger(map(record, states), "ledger.jsonl").find(ANN)
    return Delivery(delivery.message_id, is_unknown=delivery.is_unknown)


@pytest.mark.parametrize(
    ("states", "delivery"),
    [
        pytest.param([], NOTHING, id="nothing"),
        pytest.param(["sending"], LOST, id="killed while it was sent"),
        pytest.param(["sending", "sent"], SENT, id="sent"),
        pytest.param(["sending", "failed"], NOTHING, id="refused, so a next run may try"),
        pytest.param(["sending", "waiting"], NOTHING, id="killed in a pause"),
        pytest.param(["sending", "waiting", "sending"], LOST, id="killed in the second try"),
        pytest.param(["sending", "waiting", "sending", "sent"], SENT, id="sent by the second try"),
        pytest.param(["sending", "sending", "sent"], SENT, id="lost, and sent again"),
        pytest.param(["sending", "sending", "failed"], LOST, id="lost, and refused the next time"),
        pytest.param(["sending", "sending", "waiting"], LOST, id="lost, and killed in a pause"),
        pytest.param(["sending", "sent", "sending", "failed"], SENT, id="sent stays sent"),
    ],
)
def test_the_lines_of_a_number_say_how_far_it_came(states: list[str], delivery: Delivery) -> None:
    assert found(*states) == delivery


@pytest.mark.parametrize(
    "other",
    [
        ANN._replace(number="+447700900112"),
        ANN._replace(template="other"),
    ],
)
def test_another_number_or_template_is_another_message(other: Addressee) -> None:
    ledger = Ledger([record("sending"), record("sent")], "ledger.jsonl")
    assert ledger.find(other) == NOTHING


def test_another_language_is_the_same_message() -> None:
    ledger = Ledger([record("sending"), record("sent")], "ledger.jsonl")
    assert ledger.find(ANN._replace(language="ar")) == SENT


@pytest.mark.parametrize(
    ("one", "two", "is_one"),
    [
        pytest.param("+54 9 11 2345-6789", "+54 11 2345-6789", True, id="Argentina, 9 or not"),
        pytest.param("+54 11 15 2345-6789", "+54 11 2345-6789", True, id="Argentina, 15 or not"),
        pytest.param("+52 1 55 1234 5678", "+52 55 1234 5678", True, id="Mexico, 1 or not"),
        pytest.param("+55 21 8888-7777", "+55 21 98888-7777", True, id="Brazil, 9 or not"),
        pytest.param("+229 97 12 34 56", "+229 01 97 12 34 56", True, id="Benin, 01 or not"),
        pytest.param("+225 07 12 34 56", "+225 07 07 12 34 56", True, id="Ivory Coast, 07 or not"),
        pytest.param("+54 11 2345-6789", "+54 11 2345-6788", False, id="other people in Argentina"),
        pytest.param("+44 7911 123456", "+44 7911 123457", False, id="other people"),
    ],
)
def test_a_person_can_have_several_forms_of_a_number(one: str, two: str, *, is_one: bool) -> None:
    for first, second in ((one, two), (two, one)):
        sent_to, asked = (ANN._replace(number=parse_phone(each).e164) for each in (first, second))
        ledger = Ledger([record("sending", number=sent_to.number)], "ledger.jsonl")
        assert ledger.find(asked).is_unknown is is_one


@pytest.mark.parametrize(
    "number",
    ["447911123456", "+44 7911 123456", "4.47911E+11", "", "+", "+044791112345", "+٤٤٧٩١١١٢٣٤٥٦"],
)
def test_a_number_that_a_spreadsheet_changed_is_refused(number: str) -> None:
    with pytest.raises(InputError) as caught:
        Ledger([record("sending"), record("sending", number=number)], "ledger.jsonl")
    assert str(caught.value) == (
        f'"ledger.jsonl": its record 2 has "{number}", which is not a number of a ledger, such as '
        "+447911123456. Another program has changed the file: restore it from a copy."
    )


STATES = st.lists(st.sampled_from(["sending", "sent", "failed", "waiting"]))


@given(STATES)
def test_a_request_without_an_answer_is_never_free_again(states: list[str]) -> None:
    pairs = pairwise([*states, "the end"])
    has_lost = any(one == "sending" and two in ("sending", "the end") for one, two in pairs)
    delivery = found(*states)
    assert (delivery.message_id is not None) == ("sent" in states)
    if has_lost and "sent" not in states:
        assert delivery == LOST


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    bo, cy, di = (ANN._replace(number=f"+4477009001{number}") for number in (22, 33, 44))
    busy = BusinessError(130429, "rate_limit", "Too many requests.", may_repeat=True)
    refused = BusinessError(131026, "undeliverable", "Not on WhatsApp.")
    with Journal.open(path) as journal:
        ledger = Ledger(journal.records, str(path), journal.append)
        for each in (ANN, bo, cy, di):
            ledger.write_sending(each)
        ledger.write_sent(ANN, "wamid.9")
        ledger.write_refused(bo, busy)
        ledger.write_refused(cy, refused)
        assert ledger.find(ANN) == Delivery("wamid.9")
    records = [*Journal.read(path)]
    assert [each["state"] for each in records] == [*["sending"] * 4, "sent", "waiting", "failed"]
    assert (records[5]["code"], records[5]["reason"]) == (130429, "rate_limit")
    again = Ledger(records, str(path))
    assert again.find(ANN) == Delivery("wamid.9")
    assert [again.find(each).is_unknown for each in (bo, cy, di)] == [False, False, True]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"state": "link", "key": "A1", "code": "ABCDEFGHIJKLM1"}, id="a sync state"),
        pytest.param(record("delivered"), id="an unknown state"),
        pytest.param(record("sent", id=None), id="sent without an id"),
        pytest.param(record("sending", number=447700900111), id="a number that is not text"),
        pytest.param({}, id="nothing"),
    ],
)
def test_a_file_that_is_not_a_ledger_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        Ledger([record("sending"), other], "links.jsonl")
    assert str(caught.value) == (
        '"links.jsonl": its record 2 is not one of a ledger. Name the ledger of an earlier run, or '
        "a new file."
    )
