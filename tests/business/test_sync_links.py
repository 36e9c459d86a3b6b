"""Tests of `sync_links` against the fake server: it converges, and its outputs are right."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_faults import LOST_AFTER, LOST_BEFORE, broken, meta_error, too_many
from wa_link.business.journal import Journal
from wa_link.business.sync_sheet import SyncSummary, sync_links
from wa_link.errors import BusinessError, InputError, NoteCode, OptionError, Reason
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from wa_link.business.sync_plan import SyncPlan

TEXT = "Is {title} still available?"
TITLES = {"A-1": "طاولة", "A-2": "Sofa", "A-3": "Lamp"}
URL = "https://wa.me/message/"


class Shop:
    """A folder with a state file, and runs of `sync_links` in it."""

    def __init__(self, meta: FakeMeta, folder: Path) -> None:
        self.meta, self.folder = meta, folder
        self.state = folder / "links.jsonl"
        self.output = folder / "links.csv"

    def run(self, rows: dict[str, str] | Sequence[Sequence[str]], **options: Any) -> SyncSummary:
        """Run `sync_links` for rows of a key and a title."""
        cells = rows.items() if isinstance(rows, dict) else rows
        sheet = Sheet.from_rows(("ref", "title"), [*cells])
        options = {"text": TEXT, **options} if "text_column" not in options else options
        target = options.pop("target", self.output)
        return sync_links(
            self.meta.account(), sheet, target, key_column="ref", state=self.state, **options
        )

    @property
    def rows(self) -> list[dict[str, str]]:
        with self.output.open(encoding="utf-8", newline="") as file:
            return [*csv.DictReader(file)]

    @property
    def codes(self) -> dict[str, str]:
        """Return the code of each accepted row by its key."""
        return {
            row["ref"]: row["wa_short_link"].removeprefix(URL)
            for row in self.rows
            if row["wa_short_link"]
        }

    @property
    def texts(self) -> dict[str, str]:
        """Return the text that the server has for each key of the output."""
        return {key: self.meta.links[code] for key, code in self.codes.items()}


def texts_of(titles: dict[str, str]) -> dict[str, str]:
    return {key: TEXT.format(title=title) for key, title in titles.items()}


@pytest.fixture
def shop(meta: FakeMeta, tmp_path: Path) -> Shop:
    return Shop(meta, tmp_path)


def counts(summary: SyncSummary) -> tuple[int, int, int, int]:
    return (summary.made, summary.changed, summary.deleted, summary.rows.statuses["rejected"])


def test_a_link_for_each_key_is_made_and_then_kept(shop: Shop) -> None:
    assert counts(shop.run(TITLES)) == (3, 0, 0, 0)
    assert shop.texts == texts_of(TITLES)
    before, codes = shop.output.read_bytes(), shop.codes
    assert counts(shop.run(TITLES)) == (0, 0, 0, 0)
    assert shop.output.read_bytes() == before
    changed = {**TITLES, "A-2": "Couch", "A-4": "Rug"}
    assert counts(shop.run(changed)) == (1, 1, 0, 0)
    assert shop.texts == texts_of(changed)
    assert shop.codes == {**codes, "A-4": shop.codes["A-4"]}
    assert shop.meta.count("made") == 4
    assert shop.meta.count("changed") == 1


def test_the_output_has_all_rows_in_order(shop: Shop) -> None:
    rows = [
        ("A-1", "طاولة"),
        ("", "x"),
        ("A-2", ""),
        ("A-1", "again"),
        ("A-3", "L" * 150),
        ("A-4", "=1"),
    ]
    summary = shop.run(rows)
    assert counts(summary) == (2, 0, 0, 4)
    codes = [*shop.meta.links]
    assert [(row["ref"], row["title"]) for row in shop.rows] == rows
    assert [(row["wa_short_link"], row["wa_status"], row["wa_reason"]) for row in shop.rows] == [
        (URL + codes[0], "accepted", ""),
        ("", "rejected", "missing_field"),
        ("", "rejected", "missing_field"),
        ("", "rejected", "duplicate"),
        ("", "rejected", "text_too_long"),
        (URL + codes[1], "accepted", ""),
    ]
    assert [row["wa_note"] for row in shop.rows][3:5] == [
        'Line 2 has the same key "A-1": give each row its own key.',
        "The text has 170 characters, which is 30 more than the 140 that a short link can have: "
        "shorten the template, or the cells that it uses.",
    ]
    assert summary.rows.formula == "=1"
