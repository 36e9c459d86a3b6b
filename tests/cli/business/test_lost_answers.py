"""Commands whose request may have been carried out, because its answer got lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_faults import LOST_AFTER, LOST_BEFORE, RUBBISH, broken, meta_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.business.fake_faults import Fault
    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.mark.parametrize(
    "fault",
    [LOST_BEFORE, replace(RUBBISH, is_carried_out=False), broken(), meta_error(131000, status=500)],
    ids=lambda fault: fault.name,
)
@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("send +447911123456 -t Hi", "Ask the person before you send the message again."),
        ("links create Hi", "wa-link business links list shows whether the link was made."),
        ("links update ABCDEF234567G1 Hi", "wa-link business links list shows the text of each"),
        ("links delete ABCDEF234567G1", "shows whether the link is still there."),
        ("profile --about Hi", "wa-link business profile shows what the profile has now."),
    ],
    ids=["send", "create", "update", "delete", "profile"],
)
def test_a_lost_answer_says_how_to_check(
    business: Tool, meta: FakeMeta, fault: Fault, line: str, way: str
) -> None:
    meta.fail_next(*[fault] * 9)
    run = business(*line.split())
    assert (run.code, run.out) == (1, "")
    assert "The request may have been carried out. " in run.err
    assert way in run.err
    assert "ry again" not in run.err


def test_a_lost_message_is_not_sent_again(business: Tool, meta: FakeMeta) -> None:
    meta.fail_next(LOST_AFTER)
    run = business("send", "+447911123456", "-t", "Hi")
    assert (run.code, run.out, meta.count("sent")) == (1, "", 1)
    assert "may have been" in run.err
