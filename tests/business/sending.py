"""Sheets of made-up people, and runs of `send_sheet` with a fake of Meta's server."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from wa_link import Sheet
from wa_link.business.journal import Journal
from wa_link.business.sending.send_run import SendSummary, send_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta

COLUMNS = ("phone", "name", "news")
OFFER: dict[str, Any] = {"template": "spring_offer", "language": "en_US"}
READY: dict[str, Any] = {
    "template": "order_ready",
    "language": "en",
    "parameters": ["{name|there}", "A 7"],
}


def number(index: int) -> str:
    return f"+44791112{index:04}"


def sheet_of(*rows: tuple[str, str, str]) -> Sheet:
    return Sheet.from_rows(COLUMNS, rows)


def people(count: int, news: str = "yes") -> Sheet:
    return sheet_of(*((number(each), f"Ann {each}", news) for each in range(count)))


def send(meta: FakeMeta, sheet: Sheet, folder: Path, **options: Any) -> SendSummary:
    """Send the offer to the people of a sheet, with the ledger in `folder`, or as `options` say."""
    ledger = folder / "ledger.jsonl"
    given: dict[str, Any] = {"opt_in_column": "news", "ledger": ledger, "most": 100, **OFFER}
    account = None if options.get("dry_run") else meta.account(options.pop("wait", lambda _: None))
    return send_sheet(account, sheet, **(given | options))


def states(folder: Path) -> list[str]:
    return [each["state"] for each in Journal.read(folder / "ledger.jsonl")]


def sent(meta: FakeMeta) -> list[str]:
    """Return the numbers, as digits, to which the server has sent a message, in order."""
    return [effect[1] for effect in meta.effects if effect[0] == "sent"]


def rows_of(path: Path) -> list[dict[str, str]]:
    return [*csv.DictReader(path.read_text("utf-8").splitlines())]
