"""Damaged phone numbers of all regions: each must be linked to its owner, or refused.

    python -m tests.bench.matrix                 # every region, 40 mobiles and 40 landlines each
    python -m tests.bench.matrix --numbers 400 --seed 2

Random valid numbers of the numbering plans are damaged as by spreadsheets, address books and chat
apps, and read with the right region, with a region of another calling code, and without a region. A
stranger is a link to another number. A stranger is counted and listed if the digits are a valid
number in the wrong region. Any other stranger is a defect, and so is every stranger with the right
region: then the exit code is 1. `home.py` measures numbers in the national form of their own
region.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import NumberParseException

from tests.bench.damages import DAMAGES, FIRST_DAMAGES, MORE_DAMAGES
from tests.bench.home import measure_home, sum_homes
from tests.bench.plan_numbers import KINDS, REGIONS, draw_numbers, has_usual_length, valid_digits
from wa_link.errors import NoteCode, PhoneError
from wa_link.phone import PhoneNumber, parse_phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tests.bench.damages import Cell, Damage
    from tests.bench.plan_numbers import Drawn

RIGHT, WRONG, NONE = "right region", "wrong region", "no region"


class Stranger(NamedTuple):
    """Cell that was linked to another number than its own."""

    damage: str
    kind: str
    cell: str
    region: str
    digits: str
    linked: str
    why: str
    """Reason why the link is correct; empty if there is none."""
    usual: bool
    """True if only the linked number has a usual length."""

    @property
    def is_defect(self) -> bool:
        """Return whether the cell should have been refused.

        With the right region every stranger is a defect, with one exception: some plans have
        numbers that are longer than any in use. Indonesia's landlines of eleven digits without
        their zero can also be 62812345678; there, the number of usual length is right.
        """
        return not self.why or (self.kind == RIGHT and not self.usual)

    def __str__(self) -> str:
        region = self.region or "no region"
        return (
            f"{self.cell!r} ({self.damage}) of +{self.digits}, read in {region}: "
            f"+{self.linked}, {self.why or 'A STRANGER'}"
        )


@dataclass
class Matrix:
    """Counts of outcomes."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    strangers: list[Stranger] = field(default_factory=list)
    numbers: int = 0

    def add(self, other: Matrix) -> None:
        """Add the counts of another run."""
        self.right += other.right
        self.refused += other.refused
        self.strangers += other.strangers
        self.numbers += other.numbers

    @property
    def cells(self) -> int:
        """Number of cells that were read."""
        return self.right.total() + self.refused.total() + len(self.strangers)

    @property
    def defects(self) -> list[Stranger]:
        """Strangers that should have been refused."""
        return [it for it in self.strangers if it.is_defect]

    def share(self, damage: str, kind: str) -> float:
        """Return the share of right links."""
        at = damage, kind
        others = sum((it.damage, it.kind) == at for it in self.strangers)
        total = self.right[at] + self.refused[at] + others
        return self.right[at] / total if total else 1.0

    def table(self) -> str:
        """Return the table in Markdown."""
        others = Counter((it.damage, it.kind) for it in self.strangers)
        lines = [f"| damage | {RIGHT} | {WRONG} | {NONE} |", "|---|---|---|---|"]
        for damage in DAMAGES:
            cells = []
            for kind in (RIGHT, WRONG, NONE):
                at = damage, kind
                total = self.right[at] + self.refused[at] + others[at]
                right, refused = (
                    _percent(count, total) for count in (self.right[at], self.refused[at])
                )
                cells.append(f"{right} · {refused} refused · {others[at]:,}")
            lines.append(f"| {damage} | {' | '.join(cells)} |")
        return "\n".join(lines)


def _percent(part: int, whole: int) -> str:
    """Return `99.1 %`, never rounded to 0 or to 100."""
    tenths = round(1000 * part / whole) if whole else 0
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths / 10:.1f} %" if tenths % 1000 else f"{tenths // 10} %"


# Reasons for strangers, by phonenumbers alone.

_REPAIRS = {
    NoteCode.MX_1_DROPPED: 52,
    NoteCode.BR_9_ADDED: 55,
    NoteCode.BJ_01_ADDED: 229,
    NoteCode.CI_PREFIX_ADDED: 225,
    NoteCode.AR_15_DROPPED: 54,
}


def explain_stranger(cell: Cell, region: str | None, linked: PhoneNumber) -> str:
    """Return how phonenumbers reads that number from the cell, or an empty text."""
    for digits in cell.readings:
        if digits.startswith("+"):
            if valid_digits(digits, None) == linked.digits:
                return "the digits after the +"
            continue
        if region and valid_digits(digits, region) == linked.digits:
            return "national in that region"
        if valid_digits(f"+{digits}", None) == linked.digits:
            return "the digits with a +"
        if digits.startswith("00") and valid_digits(f"+{digits[2:]}", None) == linked.digits:
            return "the digits after 00"
        if _old_form(digits, region, linked):
            return "an old number of its plan"
    return ""


def _old_form(digits: str, region: str | None, linked: PhoneNumber) -> bool:
    """Return whether the digits are the old form of the number, and a note says so."""
    if not any(_REPAIRS.get(note.code) == linked.calling_code for note in linked.notes):
        return False
    ways = [(digits, region)] if region else []
    for text, way in [*ways, (f"+{digits}", None), (f"+{digits.removeprefix('00')}", None)]:
        try:
            number = phonenumbers.parse(text, way)
        except NumberParseException:
            continue
        same_end = str(number.national_number).endswith(linked.national_number[-6:])
        if number.country_code == linked.calling_code and same_end:
            return True
    return False


def measure_region(region: str, count: int, seed: int) -> Matrix:
    """Return the outcomes of `count` numbers of each kind, the same for the same seed."""
    draw = random.Random(f"{seed} {region}")  # noqa: S311  (examples, no secrets)
    code = phonenumbers.country_code_for_region(region)
    elsewhere = [it for it in REGIONS if phonenumbers.country_code_for_region(it) != code]
    matrix = Matrix()
    drawn = []
    for kind in KINDS:
        numbers = draw_numbers(region, kind, count, draw)
        matrix.numbers += len(numbers)
        drawn.append(numbers)
        _measure(matrix, FIRST_DAMAGES, numbers, (region, elsewhere), draw)
    draw = random.Random(f"{seed} {region} more")  # noqa: S311  (as above)
    for numbers in drawn:
        _measure(matrix, MORE_DAMAGES, numbers, (region, elsewhere), draw)
    return matrix


def _measure(
    matrix: Matrix,
    damages: Mapping[str, Damage],
    numbers: list[Drawn],
    regions: tuple[str, list[str]],
    draw: random.Random,
) -> None:
    """Damage each number, and count the outcomes with the right, a wrong and no region."""
    region, elsewhere = regions
    for number in numbers:
        for damage, make in damages.items():
            cell = make(number, draw.choice(numbers), draw)
            homes = ((RIGHT, region), (WRONG, draw.choice(elsewhere)), (NONE, None))
            for where, home in homes:
                _count(matrix, (damage, where), cell, home)


def _count(matrix: Matrix, at: tuple[str, str], cell: Cell, region: str | None) -> None:
    try:
        linked = parse_phone(cell.text, region)
    except PhoneError:
        matrix.refused[at] += 1
        return
    if linked.digits in cell.digits:
        matrix.right[at] += 1
        return
    why = explain_stranger(cell, region, linked)
    usual = has_usual_length(linked.digits) and not has_usual_length(cell.digits[0])
    matrix.strangers.append(
        Stranger(*at, cell.text, region or "", cell.digits[0], linked.digits, why, usual)
    )


def sum_matrices(matrices: Iterable[Matrix]) -> Matrix:
    """Return the sum of several matrices."""
    matrix = Matrix()
    for each in matrices:
        matrix.add(each)
    return matrix


def _list_strangers(strangers: list[Stranger], most: int) -> Iterator[str]:
    """Yield up to `most` strangers of each damage and kind of region."""
    for damage in DAMAGES:
        for kind in (RIGHT, WRONG, NONE):
            found = [it for it in strangers if (it.damage, it.kind) == (damage, kind)]
            yield from map(str, sorted(found)[:: len(found) // max(1, most) or 1][:most])


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--numbers", type=int, default=40, help="numbers of each region and kind")
    parser.add_argument(
        "--home", type=int, default=200, help="numbers of each region and kind in national form"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", type=int, default=3, help="strangers to list of each kind")
    asked = parser.parse_args()
    begun = time.monotonic()
    with multiprocessing.Pool() as pool:
        work = partial(measure_region, count=asked.numbers, seed=asked.seed)
        matrix = sum_matrices(pool.imap(work, REGIONS))
        at_home = partial(measure_home, count=asked.home, seed=asked.seed)
        home = sum_homes(pool.imap(at_home, REGIONS))
    print(matrix.table())
    print(
        f"\n{len(REGIONS)} regions, {matrix.numbers:,} numbers, {matrix.cells:,} cells: "
        f"{matrix.right.total():,} right, {matrix.refused.total():,} refused, "
        f"{len(matrix.strangers):,} strangers, of them "
        f"{sum(it.kind == RIGHT for it in matrix.strangers)} with the right region; "
        f"{len(matrix.defects)} defects. "
        f"phonenumbers {phonenumbers.__version__}, seed {asked.seed}, "
        f"{time.monotonic() - begun:.0f} s."
    )
    for reason, count in Counter(it.why for it in matrix.strangers).most_common():
        print(f"{count:,} {reason or 'WITHOUT A REASON'}")
    for line in _list_strangers(matrix.strangers, asked.list):
        print(f"- {line}")
    print(f"\nNational, {home.cells:,} cells, {len(home.strangers)} strangers:\n\n{home.table()}")
    for defect in [*matrix.defects, *home.strangers]:
        print(f"DEFECT: {defect}", file=sys.stderr)
    return 1 if matrix.defects or home.strangers else 0


if __name__ == "__main__":
    sys.exit(main())
