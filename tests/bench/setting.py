"""How much is measured, and where: what the options say, and the sheets that lines share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.data import COLUMNS, phones, write_contacts, write_listings

if TYPE_CHECKING:
    from pathlib import Path

SEED = 7
# Sizes that show that all of it runs, and nothing more.
QUICK = {
    "rounds": 1,
    "start_rounds": 1,
    "rows": 100,
    "many_rows": 100,
    "memory_rows": 200,
    "few_rows": 100,
    "numbers": 100,
    "codes": 2,
    "links": 9,
    "labels": 3,
    "many_labels": 5,
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Setting:
    """A folder to work in, and the size of each kind of line.

    Attributes:
        folder: where sheets, links and codes go; empty at first.
        node_modules: where Node's packages are looked for, beside NODE_PATH; may be empty.
        rounds: how often ours and the peer's run, by turns.
        start_rounds: the same, of processes that take a fraction of a second.
        rows: of a contact sheet.
        many_rows: of one that is worth several processes.
        memory_rows: of the large sheet that memory is compared on.
        few_rows: of the small one.
        numbers: that are read in one process, and as many before them to warm up.
        codes: QR codes to be drawn.
        links: that symbols are made of, at each of the four levels.
        labels: to be printed.
        many_labels: to be printed in several parts.
    """

    folder: Path
    node_modules: str
    rounds: int
    start_rounds: int
    rows: int
    many_rows: int
    memory_rows: int
    few_rows: int = 10_000
    numbers: int = 50_000
    codes: int = 500
    links: int = 240
    labels: int = 1_000
    many_labels: int = 10_000
    _sheets: set[Path] = field(default_factory=set)

    def contacts(self, rows: int, *, region: str = "", columns: tuple[str, ...] = COLUMNS) -> Path:
        """A contact sheet of so many rows, of all regions or of one; written when first asked."""
        path = self.folder / f"contacts-{region or 'all'}-{rows}-{len(columns)}.csv"
        if path not in self._sheets:
            write_contacts(path, phones(rows, SEED, region=region), SEED, columns)
            self._sheets.add(path)
        return path

    def listings(self, count: int) -> Path:
        """So many listings of a seller."""
        path = self.folder / f"listings-{count}.csv"
        write_listings(path, count, SEED)
        return path
