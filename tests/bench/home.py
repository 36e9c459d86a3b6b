"""Numbers that are written and read in their own region, a part of the matrix.

Mobiles and landlines of usual length are drawn uniformly from each region's plan, written in five
ways and read with that region. Every number should be linked, and none to another number.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumberFormat

from tests.bench.uniform import FIXED_LINE, MOBILE, draw_usual
from wa_link.errors import PhoneError
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LISTED = 10
"""Number of regions in the table, the worst first."""


def _bracket(written: str) -> str:
    """Put the first group in brackets, if the format has none."""
    return written if "(" in written else re.sub(r"\d+", r"(\g<0>)", written, count=1)


FORMS: dict[str, Callable[[str], str]] = {
    "plain digits": lambda written: re.sub(r"\D", "", written),
    "grouped": lambda written: written,
    "dashes": lambda written: "-".join(re.findall(r"\d+", written)),
    "dots": lambda written: ".".join(re.findall(r"\d+", written)),
    "brackets": _bracket,
}


@dataclass
class Home:
    """Outcomes at home, counted by region and form.

    Attributes:
        right: cells that were linked to their own number.
        total: all cells.
        strangers: cells that were linked to another number, as sentences.
    """

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    total: Counter[tuple[str, str]] = field(default_factory=Counter)
    strangers: list[str] = field(default_factory=list)

    def add(self, other: Home) -> None:
        """Add the counts of another run."""
        self.right += other.right
        self.total += other.total
        self.strangers += other.strangers

    @property
    def cells(self) -> int:
        """Number of cells that were read."""
        return self.total.total()

    def share(self, form: str, region: str | None = None) -> float:
        """Return the share of right links, in one region or over all."""
        keys = [key for key in self.total if key[1] == form and region in (None, key[0])]
        total = sum(self.total[key] for key in keys)
        return sum(self.right[key] for key in keys) / total if total else 1.0

    def worst(self) -> list[str]:
        """Return the regions with the lowest share for plain digits."""
        regions = sorted({region for region, _ in self.total})
        return sorted(regions, key=lambda region: self.share("plain digits", region))[:LISTED]

    def table(self) -> str:
        """Return the table in Markdown: all regions, then the worst."""
        rows = [("all 245", None), *((region, region) for region in self.worst())]
        lines = [f"| region | {' | '.join(FORMS)} |", "|---" * (len(FORMS) + 1) + "|"]
        for name, region in rows:
            shares = " | ".join(_percent(self.share(form, region)) for form in FORMS)
            lines.append(f"| {name} | {shares} |")
        return "\n".join(lines)


def _percent(share: float) -> str:
    """Return `99.91 %`, rounded down, so that 100 % means all."""
    hundredths = int(10_000 * share + 1e-6)
    return f"{hundredths / 100:.2f} %" if hundredths % 10_000 else f"{hundredths // 100} %"


def measure_home(region: str, count: int, seed: int) -> Home:
    """Return the outcomes of `count` numbers of each kind, the same for the same seed."""
    home = Home()
    draw = random.Random(f"home {seed} {region}")  # noqa: S311  (examples, no secrets)
    for kind in (MOBILE, FIXED_LINE):
        for number in draw_usual(region, kind, count, draw):
            written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
            for form, write in FORMS.items():
                _count(home, (region, form), write(written), e164)
    return home


def _count(home: Home, key: tuple[str, str], cell: str, e164: str) -> None:
    home.total[key] += 1
    try:
        linked = parse_phone(cell, key[0]).e164
    except PhoneError:
        return
    if linked == e164:
        home.right[key] += 1
    else:
        home.strangers.append(f"{cell!r} of {e164}, read in {key[0]}: {linked}")


def sum_homes(homes: Iterable[Home]) -> Home:
    """Return the sum of several."""
    home = Home()
    for each in homes:
        home.add(each)
    return home
