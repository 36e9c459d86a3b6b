"""Find the regions whose own numbers often look like another country's numbers.

    python -m tests.bench.clashes            # print the table of wa_link/phone/clashes.py
    python -m tests.bench.clashes --write    # and write it there; takes about four minutes

A number of a region clashes with a calling code if its digits, as the region writes them, are also
valid after a `+`, in that calling code. The share is taken over mobiles and landlines of usual
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

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from tests.bench.matrix import REGIONS
from tests.bench.uniform import FIXED_LINE, MOBILE, draw_usual
from wa_link.phone import clashes

LEAST = 0.05
"""Share of a region's own numbers from which a pair is in the table."""

Shares = dict[int, float]


def measure_clashes(region: str, count: int, seed: int) -> Shares:
    """Return the share of the region's numbers that clash, for each calling code."""
    found: list[Shares] = []
    for kind in (MOBILE, FIXED_LINE):
        draw = random.Random(f"{seed} {region} {kind}")  # noqa: S311  (examples, no secrets)
        numbers = list(draw_usual(region, kind, count, draw))
        codes = Counter(map(_find_clash, numbers))
        if numbers:
            found.append({code: codes[code] / len(numbers) for code in codes if code})
    every_code = {code for shares in found for code in shares}
    return {code: sum(shares.get(code, 0) for shares in found) / len(found) for code in every_code}


def _find_clash(number: phonenumbers.PhoneNumber) -> int:
    """Return the other calling code that the digits belong to after a plus; 0 for none."""
    written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    try:
        other = phonenumbers.parse("+" + re.sub(r"\D", "", written))
    except NumberParseException:
        return 0
    code = int(other.country_code or 0)
    return code if code != number.country_code and phonenumbers.is_valid_number(other) else 0


def render_table(found: dict[tuple[str, int], float]) -> str:
    """Return the source of the table: pairs from `LEAST` on, sorted."""
    pairs = "".join(
        f'    ("{region}", {code}): {100 * share:.1f},\n'
        for (region, code), share in sorted(found.items())
        if share >= LEAST
    )
    return f"{{\n{pairs}}}\n"


def main() -> int:
    """Measure, print the table and write it if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--numbers", type=int, default=5_000, help="of each region and kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="replace the table in the package")
    asked = parser.parse_args()
    with multiprocessing.Pool() as pool:
        work = partial(measure_clashes, count=asked.numbers, seed=asked.seed)
        measured = dict(zip(REGIONS, pool.map(work, REGIONS, chunksize=1), strict=True))
    table = render_table(
        {(region, code): share for region in REGIONS for code, share in measured[region].items()}
    )
    print(table, end="")
    if asked.write:
        file = Path(clashes.__file__)
        before, _, _ = file.read_text(encoding="utf-8").partition("= {")
        file.write_text(f"{before}= {table}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
