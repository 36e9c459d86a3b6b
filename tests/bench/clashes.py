"""Find the regions whose own numbers often look like another country's numbers.

    python -m tests.bench.clashes            # print the tables of wa_link/phone/clashes.py
    python -m tests.bench.clashes --write    # and write them there; takes about five minutes

A number of a region clashes with a calling code if its digits, as the region writes them, are also
valid after a `+`, in that calling code. The shares are taken over mobiles and landlines of usual
length, as many of each, drawn uniformly from the numbering plan.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from tests.bench.plan_numbers import KINDS, REGIONS, has_usual_length
from tests.bench.uniform import FIXED_LINE, MOBILE, draw_usual
from wa_link.phone import clashes

LEAST = 0.05
"""Smallest share of a region's numbers that puts a calling code into the first table."""
LEAST_AREA = 0.01
"""Smallest share of a region's mobiles or landlines that an area code in the second table has."""
WHOLE_AREA = 0.95
"""Smallest share of an area code's numbers that are mobiles after a `+`, for the second table."""


class Clashes(NamedTuple):
    """Clashes of one region."""

    shares: dict[int, float]
    """Share of the region's numbers, by calling code."""
    areas: dict[str, int]
    """Calling codes that whole area codes clash with."""


def measure_clashes(region: str, count: int, seed: int) -> Clashes:
    """Return the clashes among `count` mobiles and `count` landlines of the region."""
    by_kind: list[dict[int, float]] = []
    areas: dict[str, int] = {}
    for kind in (MOBILE, FIXED_LINE):
        draw = random.Random(f"{seed} {region} {kind}")  # noqa: S311  (examples, no secrets)
        codes: Counter[int] = Counter()
        sizes: Counter[str] = Counter()
        mobiles: Counter[tuple[str, int]] = Counter()
        for number in draw_usual(region, kind, count, draw):
            written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            area = _find_area_code(number, written)
            code, is_mobile = _find_clash(number, written)
            sizes[area] += 1
            codes[code] += 1
            mobiles[area, code] += is_mobile
        if total := sizes.total():
            by_kind.append({code: codes[code] / total for code in codes if code})
        areas |= {
            area: code
            for (area, code), found in mobiles.items()
            if sizes[area] >= LEAST_AREA * total and found >= WHOLE_AREA * sizes[area]
        }
    every_code = sorted({code for shares in by_kind for code in shares})
    shares = {
        code: sum(shares.get(code, 0) for shares in by_kind) / len(by_kind) for code in every_code
    }
    return Clashes(shares, {a: code for a, code in areas.items() if shares[code] < LEAST})


def _find_area_code(number: PhoneNumber, written: str) -> str:
    """Return the first group of digits, without a trunk prefix."""
    groups = re.findall(r"\d+", written)
    national = phonenumbers.national_significant_number(number)
    trunk = len("".join(groups)) - len(national)
    return str(groups[0][trunk:]) if len(groups[0]) > trunk else str(groups[1])


def _find_clash(number: PhoneNumber, written: str) -> tuple[int, bool]:
    """Return the other calling code that the digits belong to after a plus, or 0.

    The second value says whether the other number is a mobile of usual length.
    """
    try:
        other = phonenumbers.parse("+" + re.sub(r"\D", "", written))
    except NumberParseException:
        return 0, False
    code = int(other.country_code or 0)
    if code == number.country_code or not phonenumbers.is_valid_number(other):
        return 0, False
    is_mobile = phonenumbers.number_type(other) in KINDS["mobile"]
    e164 = phonenumbers.format_number(other, PhoneNumberFormat.E164)
    return code, is_mobile and has_usual_length(e164.removeprefix("+"))


def render_tables(found: dict[str, Clashes]) -> str:
    """Return the source of both tables, sorted."""
    shares = [
        f'    ("{region}", {code}): {100 * share:.1f},\n'
        for region, clashes in sorted(found.items())
        for code, share in sorted(clashes.shares.items())
        if share >= LEAST
    ]
    areas = [
        f'    ("{region}", "{area}"): {code},\n'
        for region, clashes in sorted(found.items())
        for area, code in sorted(clashes.areas.items())
    ]
    return (
        "CLASHES: Final[dict[tuple[str, int], float]] = {\n"
        f"{''.join(shares)}}}\n"
        '"""Percentage of a region\'s numbers that are also valid after a `+`, by region and '
        'calling code.\n\nPercentages below 5 are left out.\n"""\n\n'
        "AREA_CLASHES: Final[dict[tuple[str, str], int]] = {\n"
        f"{''.join(areas)}}}\n"
        '"""Area codes whose numbers, at least 95 % of them, are mobiles of another country after '
        "a `+`.\n\nFor example, numbers of the area code 51 in Brazil look like mobiles of Peru, "
        '+51.\n"""\n'
    )


def main() -> int:
    """Measure, print the tables and write them if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--numbers", type=int, default=5_000, help="of each region and kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="replace the tables in the package")
    asked = parser.parse_args()
    with multiprocessing.Pool() as pool:
        work = partial(measure_clashes, count=asked.numbers, seed=asked.seed)
        measured = dict(zip(REGIONS, pool.map(work, REGIONS, chunksize=1), strict=True))
    tables = render_tables(measured)
    print(tables, end="")
    if asked.write:
        file = Path(clashes.__file__)
        before, _, _ = file.read_text(encoding="utf-8").partition("CLASHES: ")
        file.write_text(before + tables, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
