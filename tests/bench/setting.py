"""Sizes of the benchmarks, and the sheets that several lines use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.data import COLUMNS, make_phones, write_contacts, write_listings

if TYPE_CHECKING:
    from pathlib import Path

SEED = 7
# Tiny sizes, which only show that everything runs.
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
    "files": 20,
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Setting:
    """Folder for files, and the size of each kind of line.

    Attributes:
        folder: folder for sheets, links and codes; empty at first.
        node_modules: folder of Node's packages, in addition to NODE_PATH; can be empty.
        rounds: number of runs of wa-link and of the peer, in turn.
        start_rounds: the same for processes that take a fraction of a second.
        rows: rows of a contact sheet.
        many_rows: rows of a sheet for several processes.
        memory_rows: rows of the large sheet for memory.
        few_rows: rows of the small sheet for memory.
        numbers: numbers to read in one process, after as many to warm up.
        codes: QR codes to draw.
        links: links to make symbols of, at each of the four levels.
        labels: labels to print.
        many_labels: labels to print in several parts.
        files: files of a web site.
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
    files: int = 100_000
    _sheets: set[Path] = field(default_factory=set)

    def contacts(self, rows: int, *, region: str = "", columns: tuple[str, ...] = COLUMNS) -> Path:
        """Return a contact sheet of all regions or of one; it is written once."""
        path = self.folder / f"contacts-{region or 'all'}-{rows}-{len(columns)}.csv"
        if path not in self._sheets:
            write_contacts(path, make_phones(rows, SEED, region=region), SEED, columns)
            self._sheets.add(path)
        return path

    def listings(self, count: int) -> Path:
        """Write a sheet with the listings of a seller."""
        path = self.folder / f"listings-{count}.csv"
        write_listings(path, count, SEED)
        return path
