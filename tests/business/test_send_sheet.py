"""Runs of `send_sheet` against a fake of Meta's server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_faults import (
    meta_error,
)
from tests.business.sending import (
    OFFER,
    READY,
    number,
    people,
    rows_of,
    send,
    sent,
    sheet_of,
    states,
)
from wa_link import open_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from wa_link.business.sending.send_plan import SendPlan


def never(_plan: SendPlan) -> bool:
    """Fail if the plan is to be confirmed."""
    raise AssertionError


def test_each_row_gets_its_message(meta: FakeMeta, tmp_path: Path) -> None:
    output = tmp_path / "sent.csv"
    sheet = sheet_of((number(1), "Ann", "yes"), (number(2), "", "Ja"), (number(3), "Cy", "no"))
    summary = send(meta, sheet, tmp_path, target=output, **READY)
    assert [(each.body["to"], each.body["template"]["components"]) for each in meta.requests] == [
        (number(1), [{"type": "body", "parameters": [text("Ann"), text("A 7")]}]),
        (number(2), [{"type": "body", "parameters": [text("there"), text("A 7")]}]),
    ]
    assert [(each["wa_message_id"], each["wa_status"]) for each in rows_of(output)] == [
        (meta.effects[0][-1], "accepted"),
        (meta.effects[1][-1], "accepted"),
        ("", "rejected"),
    ]
    assert states(tmp_path) == ["sending", "sent"] * 2
    assert (summary.sent, summary.plan.messages, summary.rows.rejected) == (2, 2, 1)


def text(value: str) -> dict[str, str]:
    return {"type": "text", "text": value}


def test_the_output_has_all_rows_and_their_reasons(meta: FakeMeta, tmp_path: Path) -> None:
    source, output = tmp_path / "contacts.csv", tmp_path / "sent.csv"
    source.write_text(f"phone;name;news\n{number(1)};Ann;yes\n{number(2)};Bo;\n-;Cy;yes\n")
    with open_sheet(source) as sheet:
        send(meta, sheet, tmp_path, target=output)
    message_id = meta.effects[0][-1]
    assert output.read_text() == (
        "phone;name;news;wa_phone;wa_message_id;wa_status;wa_reason;wa_note\n"
        f"{number(1)};Ann;yes;+44 7911 120001;{message_id};accepted;;\n"
        f'{number(2)};Bo;;;;rejected;no_opt_in;"There is no opt-in: column ""news"" is blank. '
        'Only if the person agreed, write yes."\n'
        '-;Cy;yes;;;rejected;empty;"""-"" says that there is no number."\n'
    )


def test_rejected_rows_go_to_their_own_file(meta: FakeMeta, tmp_path: Path) -> None:
    output, rejects = tmp_path / "sent.jsonl", tmp_path / "rejects.csv"
    meta.refusals[number(1)[1:]] = meta_error(131026)
    sheet = sheet_of((number(1), "Ann", "yes"), (number(2), "Bo", "no"), (number(3), "Cy", "1"))
    summary = send(meta, sheet, tmp_path, target=output, rejects=rejects)
    assert [json.loads(line)["phone"] for line in output.read_text().splitlines()] == [number(3)]
    assert [(each["wa_line"], each["wa_reason"]) for each in rows_of(rejects)] == [
        ("2", "not_delivered"),
        ("3", "no_opt_in"),
    ]
    assert rows_of(rejects)[0]["wa_note"].startswith("Meta's error 131026: ")
    assert dict(summary.rows.reasons) == {"not_delivered": 1, "no_opt_in": 1}


def test_a_second_run_sends_only_what_is_left(meta: FakeMeta, tmp_path: Path) -> None:
    output = tmp_path / "sent.csv"
    first = send(meta, people(5), tmp_path, most=2)
    assert (first.sent, dict(first.rows.reasons)) == (2, {"over_max": 3})
    second = send(meta, people(5), tmp_path, most=2, target=output)
    assert (second.sent, second.plan.sent_before) == (2, 2)
    third = send(meta, people(5), tmp_path, most=2, target=output)
    assert (third.sent, third.plan.sent_before, third.rows.rejected) == (1, 4, 0)
    ids = [effect[-1] for effect in meta.effects]
    assert [each["wa_message_id"] for each in rows_of(output)] == ids
    assert sent(meta) == [number(each)[1:] for each in range(5)]


@pytest.mark.parametrize("most", [1, 3])
def test_never_more_than_the_maximum_is_sent(meta: FakeMeta, tmp_path: Path, most: int) -> None:
    meta.fail_at_random(most, 0.4)
    send(meta, people(8), tmp_path, most=most)
    assert len(sent(meta)) <= most
    assert {each.body["to"] for each in meta.requests} <= {number(each) for each in range(most)}


def test_another_template_is_sent_too_but_no_language(meta: FakeMeta, tmp_path: Path) -> None:
    for options in (OFFER, READY, READY | {"language": "ar"}, OFFER):
        send(meta, people(1), tmp_path, **options)
    assert [effect[2] for effect in meta.effects] == ["spring_offer", "order_ready"]


@pytest.mark.parametrize(
    ("answer", "messages"), [(True, 2), (False, 0)], ids=["confirmed", "declined"]
)
def test_the_plan_is_confirmed_first(
    meta: FakeMeta, tmp_path: Path, *, answer: bool, messages: int
) -> None:
    plans: list[SendPlan] = []
    output = tmp_path / "sent.csv"
    sheet = sheet_of((number(1), "Ann", "yes"), (number(2), "", ""), (number(3), "Cy", "yes"))

    def confirm(plan: SendPlan) -> bool:
        assert not meta.requests
        plans.append(plan)
        return answer

    summary = send(meta, sheet, tmp_path, confirm=confirm, target=output)
    (plan,) = plans
    assert (plan.messages, plan.sent_before, plan.rejected) == (2, 0, 1)
    assert plan.first
    assert (plan.first.phone.e164, plan.first.parameters) == (number(1), ())
    assert (plan.template, plan.language) == ("spring_offer", "en_US")
    assert (len(meta.requests), summary.sent, summary.is_confirmed) == (messages, messages, answer)
    assert output.exists() == answer


def test_nothing_is_confirmed_if_there_are_no_messages(meta: FakeMeta, tmp_path: Path) -> None:
    output = tmp_path / "sent.csv"
    summary = send(meta, people(2, "no"), tmp_path, confirm=never, target=output)
    assert summary.is_confirmed
    assert [each["wa_reason"] for each in rows_of(output)] == ["no_opt_in"] * 2


def test_a_dry_run_writes_nothing_and_sends_nothing(meta: FakeMeta, tmp_path: Path) -> None:
    send(meta, people(2), tmp_path, most=1)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    requests = len(meta.requests)
    summary = send(
        meta,
        people(4),
        tmp_path,
        most=2,
        dry_run=True,
        target=tmp_path / "sent.csv",
        rejects=tmp_path / "rejects.csv",
        confirm=never,
    )
    assert (summary.plan.messages, summary.plan.sent_before, summary.sent) == (2, 1, 0)
    assert (summary.rows.accepted, dict(summary.rows.reasons)) == (3, {"over_max": 1})
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert len(meta.requests) == requests


def test_progress_is_reported_after_each_message(meta: FakeMeta, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    meta.refusals[number(1)[1:]] = meta_error(131026)
    send(meta, people(3), tmp_path, on_progress=lambda so_far: seen.append(
        (so_far.sent, so_far.rows.rejected)
    ))  # fmt: skip
    assert seen == [(1, 0), (1, 1), (2, 1)]


def test_the_ledger_has_no_texts_of_people(meta: FakeMeta, tmp_path: Path) -> None:
    send(meta, people(1), tmp_path, **READY)
    written = (tmp_path / "ledger.jsonl").read_text()
    assert "Ann" not in written
    assert meta.token not in written
    (first, _) = map(json.loads, written.splitlines())
    assert first.keys() == {"time", "number", "template", "language", "state"}


def test_a_split_row_sends_to_each_number(meta: FakeMeta, tmp_path: Path) -> None:
    output = tmp_path / "sent.csv"
    both = f"{number(1)} / {number(2)}"
    sheet = sheet_of((both, "Ann", "yes"), ("07911 120002", "Bo", "yes"))
    send(meta, sheet, tmp_path, multiple="split", region="GB", target=output)
    assert sent(meta) == [number(1)[1:], number(2)[1:]]
    assert [(each["phone"], each["wa_reason"]) for each in rows_of(output)] == [
        (both, "several_numbers"),
        (both, "several_numbers"),
        ("07911 120002", "duplicate"),
    ]


def test_a_no_counts_also_if_its_row_is_rejected(meta: FakeMeta, tmp_path: Path) -> None:
    sheet = sheet_of((f"{number(1)} ext. 5", "Ann", "no"), (number(1), "Ann", "yes"))
    summary = send(meta, sheet, tmp_path, reject_notes=["extension_dropped"])
    assert dict(summary.rows.reasons) == {"extension_dropped": 1, "no_opt_in": 1}
    assert not meta.requests


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(f"Ann,,{number(1)},no,and,more", id="malformed"),
        pytest.param(f"Ann,{number(2)},{number(1)},no", id="in the other phone column"),
    ],
)
def test_a_no_counts_in_all_cells_of_its_row(meta: FakeMeta, tmp_path: Path, row: str) -> None:
    source = tmp_path / "contacts.csv"
    source.write_text(f"name,phone,mobile,news\nBo,,{number(1)},yes\n{row}\n")
    with open_sheet(source) as sheet:
        summary = send(meta, sheet, tmp_path, phone_columns=["phone", "mobile"])
    assert summary.rows.reasons["no_opt_in"] >= 1
    assert not meta.requests


def test_extra_keys_are_kept_or_noted(meta: FakeMeta, tmp_path: Path) -> None:
    source = tmp_path / "contacts.jsonl"
    lines: Sequence[dict[str, str]] = [
        {"phone": number(1), "news": "yes"},
        {"phone": number(2), "news": "yes", "city": "Leeds"},
    ]
    source.write_text("\n".join(map(json.dumps, lines)))
    for name, kept in (("sent.jsonl", True), ("sent.csv", False)):
        with open_sheet(source) as sheet:
            send(meta, sheet, tmp_path, target=tmp_path / name)
        assert ("Leeds" in (tmp_path / name).read_text()) == kept
    assert rows_of(tmp_path / "sent.csv")[1]["wa_reason"] == "key_left_out"
