"""Tests of the state file of `sync_links`: other files, other numbers, other runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.business.sync_shop import TITLES, Shop, counts
from wa_link.errors import InputError, OptionError

if TYPE_CHECKING:
    from wa_link.business.links_sync.sync_plan import SyncPlan


def test_one_run_at_a_time_uses_a_state_file(shop: Shop) -> None:
    def run_again(_: SyncPlan) -> None:
        with pytest.raises(OptionError, match="Another run of wa-link is using"):
            shop.run(TITLES)

    assert counts(shop.run(TITLES, on_plan=run_again)) == (3, 0, 0, 0)
    assert shop.meta.count("made") == 3


def test_the_state_file_is_not_overwritten(shop: Shop) -> None:
    for _ in range(2):
        with pytest.raises(OptionError, match="is the state file and would be overwritten"):
            shop.run(TITLES, target=shop.state)
        with pytest.raises(OptionError, match="is the state file and would be overwritten"):
            shop.run(TITLES, rejects=shop.state)
        shop.run(TITLES)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param('{"ref": "A-1"}', "is not a state file of short links", id="a sheet"),
        pytest.param(
            '{"state": "sending", "number": "1"}', "does not know its record 1", id="ledger"
        ),
        pytest.param("ref,title", "line 1: the line is damaged", id="CSV"),
        pytest.param(
            '{"state":"link","key":"a","code":"C","url":"","text":""}\n'
            '{"state":"link","key":"b","code":"C","url":"","text":""}',
            'the keys "a" and "b" have the same link C',
            id="two keys with one link",
        ),
    ],
)
def test_another_file_is_no_state_file(shop: Shop, line: str, message: str) -> None:
    shop.state.write_text(line + "\n")
    with pytest.raises(InputError, match=message):
        shop.run(TITLES)
    assert shop.state.read_text() == line + "\n"
    assert not shop.meta.requests


def test_a_state_file_belongs_to_one_number(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.run(TITLES)
    monkeypatch.setattr("tests.business.fake_meta.PHONE_ID", "123")
    with pytest.raises(
        OptionError, match=r'has the links of the number with the id .*, not of "123"'
    ):
        shop.run(TITLES)
