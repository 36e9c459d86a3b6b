"""Data for the benchmarks: contact sheets and listings, the same for the same seed.

The numbers are valid, mobile and fixed: the examples of their plans with other last digits.
"""

from __future__ import annotations

import csv
import multiprocessing
import random
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from tests.bench.plan_numbers import KINDS, REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FORMS = {"international": PhoneNumberFormat.E164, "national": PhoneNumberFormat.NATIONAL}
_FIRST = (
    "Ada Amir Ana Ben Carla Chen Dana David Elena Emma Farid Fatima George Grace Hana Hugo Ines "
    "Ivan James Jana Kofi Laila Lars Leila Luca Maria Mark Mei Mona Nadia Nina Noah Olga Omar "
    "Paul Priya Rania Ravi Rosa Salma Sam Sara Sofia Tariq Tom Uma Victor Wei Yara Zoe"
).split()
_LAST = (
    "Adams Ali Almeida Becker Brown Chen Costa Davis Dubois Evans Ferrari Garcia Haddad Hansen "
    "Hussein Ivanov Iyer Jansen Jones Kaya Khan Kim Kovacs Larsen Lopez Martin Mbeki Meyer Mensah "
    "Miller Nguyen Novak Okafor Oliveira Patel Perez Popov Rahman Rossi Saleh Santos Sato Schmidt "
    "Silva Singh Smith Suzuki Taylor Walker Wang Weber Wilson Yilmaz Young Zhang"
).split()
_OTHER_NAMES = (
    "أحمد علي", "سارة خالد", "محمد الأحمد", "فاطمة حسن", "ليلى منصور", "عمر يوسف",
    "José Muñoz", "Zoë Müller", "François Lefèvre", "Søren Ægir", "João Conceição", "Łukasz Wójcik",
)  # fmt: skip
_COMPANIES = (
    "", "", "Acme Trading", "Blue Harbour Ltd.", "Smith & Sons, Inc.", "Nour Pharmacy",
    'Bakery "Sunrise"', "Delta Motors", "Atlas Foods, S.A.", "Green Valley",
)  # fmt: skip
_CITIES = (
    "Riyadh", "London", "São Paulo", "Berlin", "Mumbai", "Lagos", "Jakarta", "Mexico City", "Cairo",
    "دبي", "Zürich", "Nairobi", "Paris", "Manila", "Toronto",
)  # fmt: skip
_TAGS = ("", "lead", "customer", "newsletter", "lead;newsletter", "customer;vip", "trade fair 2024")
_GOODS = ("Oak table", "City bike", "Winter coat", "Espresso machine", "Desk lamp", "Car seat")


def make_phones(rows: int, seed: int, *, region: str = "") -> list[str]:
    """Return valid numbers in random order: of all regions (`+966501234567`), or of one.

    Each region gives the same count, half of them mobile if its plan has both kinds.
    """
    form = "national" if region else "international"
    draw = random.Random(seed)  # noqa: S311  (examples, no secrets)
    regions = [region] if region else REGIONS
    drawn = partial(_of_region, count=-(-rows // len(regions)), seed=seed, form=form)
    if rows < 10_000 or region:  # too few for other processes
        cells = list(chain.from_iterable(map(drawn, regions)))
    else:
        with multiprocessing.Pool() as pool:
            cells = list(chain.from_iterable(pool.imap(drawn, regions)))
    draw.shuffle(cells)
    return cells[:rows]


def _of_region(region: str, *, count: int, seed: int, form: str) -> list[str]:
    """Return at least `count` numbers of a region; those of a small plan repeat."""
    draw = random.Random(f"{seed} {region}")  # noqa: S311  (examples, no secrets)
    examples = [
        (example, kinds)
        for kinds in KINDS.values()
        if (example := phonenumbers.example_number_for_type(region, kinds[0]))
    ]
    each = -(-count // len(examples))
    return [
        phonenumbers.format_number(number, _FORMS[form])
        for example, kinds in examples
        for number in _like(example, kinds, each, draw)
    ]


def _like(
    example: PhoneNumber, kinds: tuple[int, ...], count: int, draw: random.Random
) -> Iterator[PhoneNumber]:
    """Yield valid numbers of these kinds, which differ in their last three to eight digits."""
    last = example.national_number or 0
    found = 0
    while found < count:
        unit = 10 ** draw.randrange(3, 9)
        number = PhoneNumber()
        number.merge_from(example)
        number.national_number = last // unit * unit + draw.randrange(unit)
        if phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in kinds:
            last = number.national_number
            found += 1
            yield number


COLUMNS = ("name", "phone", "email", "company", "city", "tags")
FEW_COLUMNS = ("name", "phone", "city")


def write_contacts(
    path: Path, cells: Iterable[str], seed: int, columns: tuple[str, ...] = COLUMNS
) -> None:
    """Write a contact sheet with one row for each cell of the column `phone`.

    With all COLUMNS, three of ten rows have a cell in quotes.
    """
    draw = random.Random(seed)  # noqa: S311  (examples, no secrets)
    indices = [COLUMNS.index(column) for column in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(columns)
        for row, cell in enumerate(cells, start=1):
            contact = _contact(row, cell, draw)
            sheet.writerow([contact[index] for index in indices])


def _contact(row: int, cell: str, draw: random.Random) -> tuple[str, ...]:
    """Return a row; one name of twelve is not plain ASCII."""
    first, last = draw.choice(_FIRST), draw.choice(_LAST)
    plain = f"{first} {chr(draw.randrange(65, 91))}. {last}" if draw.random() < 0.5 else ""
    name = draw.choice(_OTHER_NAMES) if draw.random() < 1 / 12 else plain or f"{first} {last}"
    return (
        name,
        cell,
        f"{first}.{last}{row}@example.com".lower(),
        draw.choice(_COMPANIES),
        draw.choice(_CITIES),
        draw.choice(_TAGS),
    )


def write_listings(path: Path, rows: int, seed: int) -> None:
    """Write a sheet with the listings of a seller."""
    draw = random.Random(seed)  # noqa: S311  (examples, no secrets)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(("ref", "title", "price"))
        for row in range(rows):
            price = f"{draw.randrange(5, 900)} EUR"
            sheet.writerow((f"A-{1000 + row}", draw.choice(_GOODS), price))
