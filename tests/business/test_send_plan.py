"""The plan of a run: which rows get a message, and which reason the others get."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import Sheet, link_rows
from wa_link.batch.linker import Linker
from wa_link.batch.outcome import Rejected
from wa_link.business.sending.ledger import Delivery
from wa_link.business.sending.send_consent import Consents
from wa_link.business.sending.send_parameters import parameters_maker
from wa_link.business.sending.send_plan import Delivered, Message, Planned, SendRules, plan_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

DISAGREE = (
    "Line 3 has the same number and doesn't say yes: correct one of the two rows, or delete it."
)
SAYS_NO = '"no" in column "news" doesn\'t say yes. Only if the person agreed, write yes.'
COLUMNS = ("phone", "name", "news")
ONE, TWO, THREE = (f"+4479111234{number}" for number in (11, 22, 33))
NOTHING, SENT, LOST = Delivery(), Delivery("wamid.1"), Delivery(is_unknown=True)
STOPPED = Delivery(has_stopped=True)


def plan(
    rows: Sequence[tuple[str, str, str]],
    *,
    ledger: dict[str, Delivery] | None = None,
    most: int = 100,
    resend_unknown: bool = False,
    parameters: Sequence[str] = ("{name}",),
    multiple: str = "first",
) -> list[Planned]:
    sheet = Sheet.from_rows(COLUMNS, rows)
    lenient = Linker(sheet, multiple="split")
    outcomes = [*link_rows(sheet, multiple=multiple)]
    rules = SendRules(
        Consents(outcomes, 2, "news", lenient.link_row, lenient.phone_columns).find_refusal,
        parameters_maker(sheet, parameters),
        lambda phone: (ledger or {}).get(phone.e164, NOTHING),
        most,
        resend_unknown,
    )
    return plan_rows(outcomes, rules)


def kinds(planned: Sequence[Planned]) -> list[str]:
    """Return `send`, `sent` or the reason, for each row."""
    names = {Message: "send", Delivered: "sent"}
    return [each.reason if isinstance(each, Rejected) else names[type(each)] for each in planned]


def message_of(planned: Planned) -> str:
    assert isinstance(planned, Rejected)
    return planned.message


@pytest.mark.parametrize(
    ("row", "delivery", "most", "kind"),
    [
        pytest.param((ONE, "Ann", "yes"), NOTHING, 1, "send", id="all is well"),
        pytest.param((ONE, "Ann", "yes"), SENT, 0, "sent", id="sent earlier, over the maximum"),
        pytest.param((ONE, "Ann", "yes"), LOST, 0, "delivery_unknown", id="lost, over the maximum"),
        pytest.param((ONE, "Ann", "yes"), NOTHING, 0, "over_max", id="over the maximum"),
        pytest.param((ONE, "", "yes"), SENT, 0, "sent", id="no name, sent earlier"),
        pytest.param((ONE, "", "yes"), STOPPED, 1, "no_opt_in", id="stopped marketing, no name"),
        pytest.param((ONE, "", "no"), SENT, 0, "no_opt_in", id="no opt-in, no name, sent earlier"),
        pytest.param(("+44 12", "", "no"), SENT, 0, "too_short", id="no number, and nothing else"),
        pytest.param(("", "Ann", "yes"), NOTHING, 1, "empty", id="a blank number"),
    ],
)
def test_the_first_reason_that_holds_is_given(
    row: tuple[str, str, str], delivery: Delivery, most: int, kind: str
) -> None:
    assert kinds(plan([row], ledger={ONE: delivery}, most=most)) == [kind]


@pytest.mark.parametrize(
    ("rows", "ledger", "expected"),
    [
        pytest.param(
            [(ONE, "Ann", "yes"), (ONE, "Ann", "yes")], {}, ["send", "duplicate"], id="twice"
        ),
        pytest.param(
            [(ONE, "Ann", "yes"), ("0044 (0) 7911-123411", "A", "y")],
            {},
            ["send", "duplicate"],
            id="one number in two spellings",
        ),
        pytest.param(
            [(ONE, "", "yes"), (ONE, "Ann", "yes")],
            {},
            ["missing_field", "send"],
            id="the first row that can be sent wins",
        ),
        pytest.param(
            [(ONE, "Ann", ""), (ONE, "Ann", "yes")],
            {},
            ["no_opt_in", "send"],
            id="a blank cell does not disagree",
        ),
        pytest.param(
            [(ONE, "Ann", "yes"), (ONE, "Ann", "yes")],
            {ONE: SENT},
            ["sent", "duplicate"],
            id="sent earlier, twice in the sheet",
        ),
        pytest.param(
            [(ONE, "Ann", "yes"), (ONE, "Ann", "yes")],
            {ONE: LOST},
            ["delivery_unknown", "duplicate"],
            id="lost earlier, twice in the sheet",
        ),
        pytest.param(
            [(ONE, "Ann", "yes"), (ONE, "Ann", "no"), (TWO, "Bo", "yes")],
            {},
            ["no_opt_in", "no_opt_in", "send"],
            id="rows that disagree",
        ),
        pytest.param(
            [(ONE, "Ann", "no"), (ONE, "Ann", "yes"), (ONE, "Ann", "yes")],
            {},
            ["no_opt_in"] * 3,
            id="one no is enough",
        ),
        pytest.param(
            [(ONE, "Ann", "yes"), ("+44 7911 123411", "", "unsubscribed")],
            {},
            ["no_opt_in", "no_opt_in"],
            id="disagreement in another spelling",
        ),
        pytest.param(
            [("+54 9 11 2345 6789", "Ann", "yes"), ("+54 11 2345 6789", "Ann", "yes")],
            {},
            ["send", "duplicate"],
            id="one person with and without the Argentine 9",
        ),
        pytest.param(
            [("+54 9 11 2345 6789", "Ann", "yes"), ("+54 11 2345 6789", "Ann", "no")],
            {},
            ["no_opt_in", "no_opt_in"],
            id="disagreement with and without the Argentine 9",
        ),
        pytest.param(
            [(f"{ONE} / {TWO}", "Ann", "yes")], {}, ["send", "send"], id="two numbers in a cell"
        ),
        pytest.param(
            [(f"{ONE} / {TWO}", "Ann", "yes"), (TWO, "Bo", "no")],
            {},
            ["send", "no_opt_in", "no_opt_in"],
            id="disagreement about one of two numbers",
        ),
        pytest.param(
            [(f"{ONE} / 12", "Ann", "yes"), (ONE, "Bo", "yes")],
            {},
            ["send", "no_region", "duplicate"],
            id="one of two numbers is wrong",
        ),
    ],
)
def test_no_number_gets_two_messages(
    rows: list[tuple[str, str, str]], ledger: dict[str, Delivery], expected: list[str]
) -> None:
    assert kinds(plan(rows, ledger=ledger, multiple="split")) == expected


@pytest.mark.parametrize("multiple", ["first", "split", "reject"])
def test_a_no_speaks_for_all_numbers_of_its_row(multiple: str) -> None:
    rows = [(f"{ONE} / {TWO}", "Ann", "no"), (TWO, "Bo", "yes"), (THREE, "Cy", "yes")]
    planned = plan(rows, multiple=multiple)
    assert kinds(planned)[-2:] == ["no_opt_in", "send"]
    assert message_of(planned[-2]).startswith("Line 2 has the same number and doesn't say yes")


@pytest.mark.parametrize(
    ("cell", "is_same"),
    [
        pytest.param("tel +44 7911 123411 (old)", True, id="a number with words"),
        pytest.param("07911 123411", True, id="no region"),
        pytest.param("tel (0) 7911-123411 x", True, id="a trunk prefix in brackets"),
        pytest.param("7911123411", True, id="without a zero"),
        pytest.param("ring ٠٧٩١١١٢٣٤١١", True, id="Arabic digits"),
        pytest.param("1123411", True, id="the last seven digits"),
        pytest.param("123411", False, id="too few digits"),
        pytest.param("07911 123412", False, id="other digits"),
        pytest.param("-", False, id="nothing"),
    ],
)
def test_a_no_counts_also_if_its_number_can_not_be_read(cell: str, *, is_same: bool) -> None:
    planned = plan([(cell, "Ann", "no"), (ONE, "Bo", "yes"), (cell, "Cy", "")])
    assert kinds(planned)[1] == ("no_opt_in" if is_same else "send")
    if is_same:
        assert message_of(planned[1]) == (
            "Line 2 may have the same number and doesn't say yes: correct one of the two rows, or "
            "delete it."
        )
    assert kinds(plan([(cell, "Ann", "yes"), (ONE, "Bo", "yes")]))[1] in {"send", "duplicate"}


def test_a_number_that_can_be_read_blocks_only_itself() -> None:
    rows = [("+966 501234567", "Ann", "no"), ("+971 501234567", "Bo", "yes")]
    assert kinds(plan(rows)) == ["no_opt_in", "send"]


def test_a_word_of_a_rejected_row_is_read_with_its_region() -> None:
    both = "+60 12-345 6789 / 12"
    planned = plan([(both, "Ann", "tak"), ("+60 12-345 6789", "Bo", "yes")], multiple="reject")
    assert kinds(planned) == ["ambiguous", "no_opt_in"]


def test_what_got_lost_is_sent_again_only_when_asked() -> None:
    rows = [(ONE, "Ann", "yes"), (TWO, "Bo", "yes")]
    ledger = {ONE: LOST}
    assert kinds(plan(rows, ledger=ledger)) == ["delivery_unknown", "send"]
    assert kinds(plan(rows, ledger=ledger, resend_unknown=True)) == ["send", "send"]
    assert kinds(plan(rows, ledger=ledger, resend_unknown=True, most=1)) == ["send", "over_max"]


def test_only_messages_of_the_run_count_for_the_maximum() -> None:
    rows = [(ONE, "Ann", "yes"), (TWO, "Bo", "no"), (THREE, "Cy", "yes")]
    assert kinds(plan(rows, ledger={ONE: SENT}, most=1)) == ["sent", "no_opt_in", "send"]


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        pytest.param(
            [(ONE, "Ann", "yes"), (ONE, "Ann", "no")],
            [
                DISAGREE,
                f"{SAYS_NO} Line 2 has the same number and says yes.",
            ],
            id="rows that disagree",
        ),
        pytest.param(
            [(ONE, "Ann", "maybe"), (ONE, "Ann", "")],
            [
                '"maybe" in column "news" doesn\'t say yes. Only if the person agreed, write yes.',
                'There is no opt-in: column "news" is blank. Only if the person agreed, write yes.',
            ],
            id="nobody says yes",
        ),
        pytest.param(
            [(ONE, "Ann", "yes"), (ONE, "Ann", "yes")],
            [
                None,
                "Line 2 has the same number, +44 7911 123411, and each number gets one message.",
            ],
            id="a repeated number",
        ),
    ],
)
def test_the_message_names_the_other_row(
    rows: list[tuple[str, str, str]], messages: list[str | None]
) -> None:
    for planned, message in zip(plan(rows), messages, strict=True):
        assert message is None or message_of(planned) == message


def test_the_message_names_the_way_out() -> None:
    lost, over = plan([(ONE, "A", "y"), (TWO, "B", "y")], ledger={ONE: LOST}, most=0)
    assert message_of(lost) == (
        "The answer to the message to +44 7911 123411 got lost, so it may have been delivered. "
        "Find out whether it arrived; resend_unknown sends it again."
    )
    assert message_of(over) == (
        "A run sends at most 0 messages (most=0): run it again to send more."
    )


NUMBERS = [f"+4479111234{number}" for number in range(10, 16)]
ROWS = st.lists(
    st.tuples(
        st.sampled_from([*NUMBERS, "12", "", f"{NUMBERS[0]} / {NUMBERS[1]}"]),
        st.sampled_from(["Ann", "Bo", "", "a\tb"]),
        st.sampled_from(["yes", "да", "1", "no", "", "maybe"]),
    ),
    max_size=12,
)
LEDGERS = st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from([NOTHING, SENT, LOST]))


@given(ROWS, LEDGERS, st.integers(0, 5), st.booleans(), st.sampled_from(["first", "split"]))
def test_a_plan_keeps_its_promises(
    rows: list[tuple[str, str, str]],
    ledger: dict[str, Delivery],
    most: int,
    resend: bool,  # noqa: FBT001  (hypothesis gives it)
    multiple: str,
) -> None:
    planned = plan(rows, ledger=ledger, most=most, resend_unknown=resend, multiple=multiple)
    lines = [(each if isinstance(each, Rejected) else each.accepted).row.line for each in planned]
    assert lines == sorted(lines)
    assert {*lines} == {*range(2, len(rows) + 2)}
    messages = [each for each in planned if isinstance(each, Message)]
    counts = Counter(each.phone.e164 for each in messages)
    assert max(counts.values(), default=0) <= 1
    assert len(messages) <= most
    refusable = {LOST} if resend else set()
    for number in counts:
        answers = {news for phone, _, news in rows if number in phone} - {""}
        assert answers <= {"yes", "да", "1"}
        assert ledger.get(number, NOTHING) in {NOTHING, *refusable}
    if len(messages) < most:  # then everyone who could get a message gets one
        assert "over_max" not in kinds(planned)
        for number in NUMBERS[2:]:
            own = [(name, news) for phone, name, news in rows if phone == number]
            agreed = {news for _, news in own} - {""} <= {"yes", "да", "1"}
            is_full = any(name in ("Ann", "Bo") and news for name, news in own)
            is_free = ledger.get(number, NOTHING) in {NOTHING, *refusable}
            assert counts[number] == (agreed and is_full and is_free)
