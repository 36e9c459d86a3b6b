"""A shop for the tests of `sync_links`: a folder with a state file, and a fake server."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from tests.business.fake_faults import meta_error
from wa_link.business.links_sync.sync_sheet import SyncSummary, sync_links
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.business.fake_faults import Fault
    from tests.business.fake_meta import FakeMeta
    from wa_link.business.links_sync.sync_plan import SyncPlan

TEXT = "Is {title} still available?"
TITLES = {"A-1": "طاولة", "A-2": "Sofa", "A-3": "Lamp"}
EXPIRED = meta_error(190, "Expired", status=401)
URL = "https://wa.me/message/"


class Shop:
    """A folder with a state file, and runs of `sync_links` in it."""

    def __init__(self, meta: FakeMeta, folder: Path) -> None:
        self.meta, self.folder = meta, folder
        self.state = folder / "links.jsonl"
        self.output = folder / "links.csv"

    def run(
        self,
        rows: dict[str, str] | Sequence[Sequence[str]],
        *,
        faults: Sequence[Fault | None] = (),
        on_plan: Callable[[SyncPlan], object] | None = None,
        wait: Callable[[float], object] = lambda _: None,
        columns: Sequence[str] = ("ref", "title"),
        **options: Any,
    ) -> SyncSummary:
        """Run `sync_links` for rows of a key and a title; the faults are those of its changes."""

        def begin(plan: SyncPlan) -> None:
            if faults:
                self.meta.fail_next_changes(*faults)
            if on_plan:
                on_plan(plan)

        cells = rows.items() if isinstance(rows, dict) else rows
        sheet = Sheet.from_rows(columns, [*cells])
        options = {"text": TEXT, **options} if "text_column" not in options else options
        target = options.pop("target", self.output)
        return sync_links(
            self.meta.account(wait),
            sheet,
            target,
            key_column="ref",
            state=self.state,
            on_plan=begin,
            **options,
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


def counts(summary: SyncSummary) -> tuple[int, int, int, int]:
    return (summary.made, summary.changed, summary.deleted, summary.rows.rejected)
