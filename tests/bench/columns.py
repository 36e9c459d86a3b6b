"""Columns that contain no phone numbers, read as phone columns.

    python -m tests.bench.columns                      # 25 regions, 150 cells of each kind
    python -m tests.bench.columns --cells 20 --all     # every region

A user can name a column of dates, prices, measurements, coordinates or addresses. Random cells are
made as such columns contain them. Cells of the kinds in RULED must not become a link, unless the
region writes its phone numbers in the same way (`24.12.80` in NC). Cells of the kinds in ALIKE,
such as order numbers and plain integers, look like phone numbers, and are counted separately.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberFormat

from tests.bench.column_cells import ALIKE, RULED, make_cells
from wa_link.errors import PhoneError
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REGIONS = """
    AT BF BR CN DE DK ES FI FR GB ID IN IT JE KW MX NC NO RS RU SA SG SR US ZA
""".split()


class Link(NamedTuple):
    """Cell that was linked."""

    kind: str
    cell: str
    region: str
    digits: str


def find_linked(kind: str, cells: Iterable[str], region: str) -> Iterator[Link]:
    """Yield the cells that become a link, although the region writes its numbers differently."""
    for cell in cells:
        try:
            phone = parse_phone(cell, region)
        except PhoneError:
            continue
        if not is_written_so_at_home(cell, region):
            yield Link(kind, cell, region, phone.digits)


def is_written_so_at_home(cell: str, region: str) -> bool:
    """Return whether the region writes its numbers like this cell, or with dots or dashes.

    A dot can also replace a single dash: `6895.8171` in PA, where `24.12.80` is a date.
    """
    try:
        number = phonenumbers.parse(cell, region)
    except phonenumbers.NumberParseException:
        return False
    written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return phonenumbers.is_valid_number(number) and cell in {
        written,
        written.replace(" ", "."),
        written.replace(" ", "-"),
        written.replace("-", ".", 1),
    }


def main() -> int:
    """Print how many cells of each kind are linked; return 1 if a cell of RULED is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--show", type=int, default=3)
    options = parser.parse_args()
    regions = sorted(phonenumbers.SUPPORTED_REGIONS) if options.all else REGIONS
    total: Counter[bool] = Counter()
    for kind in (*RULED, *ALIKE):
        cells = make_cells(kind, options.cells, options.seed)
        links = [link for region in regions for link in find_linked(kind, cells, region)]
        total[kind in RULED] += len(links)
        examples = "  ".join(
            f"{link.cell} ({link.region})" for link in links[:: len(links) // options.show + 1]
        )
        print(f"{kind:28} {len(links):6,} of {len(cells) * len(regions):8,}  {examples}")
    print(f"Kinds of RULED: {total[True]:,} links; kinds of ALIKE: {total[False]:,} links")
    return int(total[True] > 0)


if __name__ == "__main__":
    sys.exit(main())
