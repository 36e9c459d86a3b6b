"""Tests of earlier outputs as input: their own columns are written again, and others are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.business.sending import number, send
from tests.business.sync_shop import TEXT, TITLES, Shop
from wa_link import InputError, open_sheet
from wa_link.business.links_sync.sync_sheet import sync_links
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta


def sync_again(shop: Shop, target: Path, **options: Any) -> None:
    """Give the output of a run to another one."""
    with open_sheet(shop.output) as sheet:
        sync_links(shop.meta.account(), sheet, target, key_column="ref", text=TEXT,
                   state=shop.state, **options)  # fmt: skip


@pytest.mark.parametrize("is_dry", [True, False], ids=["dry run", "run"])
def test_the_output_of_sync_can_be_its_input(shop: Shop, tmp_path: Path, *, is_dry: bool) -> None:
    shop.run(TITLES)
    again = tmp_path / "again.csv"
    sync_again(shop, again, dry_run=is_dry)
    assert again.exists() is not is_dry
    assert is_dry or again.read_text() == shop.output.read_text()


def test_sync_does_not_replace_a_column_of_others(shop: Shop) -> None:
    sheet = Sheet.from_rows(("ref", "wa_short_link"), [("A-1", "my own")])
    with pytest.raises(InputError, match=r'"wa_short_link".*rename the column'):
        sync_links(shop.meta.account(), sheet, shop.output, key_column="ref", text="Hi",
                   state=shop.state)  # fmt: skip
    assert not shop.meta.requests


def test_messages_can_contain_short_links(meta: FakeMeta, tmp_path: Path) -> None:
    columns = ("phone", "news", "wa_short_link", "wa_message_id", "wa_status", "wa_reason")
    link = "https://wa.me/message/ABCDEF234567G1"
    sheet = Sheet.from_rows(columns, [(number(1), "yes", link, "wamid.old", "accepted", "")])
    output = tmp_path / "sent.csv"
    ready = {"template": "order_ready", "language": "en", "parameters": ("{wa_short_link}", "A")}
    send(meta, sheet, tmp_path, target=output, **ready)
    assert link in str(meta.requests[0].body)
    header, row = output.read_text().splitlines()
    assert header == "phone,news,wa_short_link,wa_phone,wa_message_id,wa_status,wa_reason,wa_note"
    assert "wamid.old" not in row
