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
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from tests.bench.home import measure_home, sum_homes
from wa_link.errors import NoteCode, PhoneError
from wa_link.phone import PhoneNumber, parse_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = {
    "mobile": (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    "fixed line": (PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
}
FORMS = (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
RIGHT, WRONG, NONE = "right region", "wrong region", "no region"
DIGITS = "0123456789"


class Drawn(NamedTuple):
    """Valid number of a region."""

    region: str
    digits: str
    national: str
    """Digits after the calling code."""
    written: str
    """International form: `+44 7911 123456`."""
    at_home: str
    """National form: `07911 123456`."""


class Cell(NamedTuple):
    """Cell with a damaged number, or with several."""

    text: str
    readings: tuple[str, ...]
    """Digits of each number in the cell, with `+` if it is certain."""
    digits: tuple[str, ...]
    """Numbers that may be linked, as E.164 without `+`."""


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


def valid_digits(text: str, region: str | None) -> str | None:
    """Return the number that phonenumbers alone reads, as E.164 without `+`."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")


def draw_numbers(region: str, kind: str, count: int, draw: random.Random) -> list[Drawn]:
    """Return different valid numbers of a region and kind, fewer if the plan has fewer.

    A random walk starts at the example of the plan: each step changes digits and the length, and
    counts if phonenumbers finds a number of that region and kind.
    """
    example = phonenumbers.example_number_for_type(region, KINDS[kind][0])
    metadata = PhoneMetadata.metadata_for_region(region)
    if example is None or metadata is None or metadata.general_desc is None:
        return []
    lengths = metadata.general_desc.possible_length
    national = phonenumbers.national_significant_number(example)
    found: dict[str, Drawn] = {}
    code = str(example.country_code)
    for _ in range(100 * count):
        if len(found) == count:
            break
        candidate = _change_digits(national, draw.choice(lengths), draw)
        if draw.random() < 0.2:  # here national and international numbers look most alike
            candidate = code + candidate[len(code) :]
        number = phonenumbers.parse(f"+{example.country_code}{candidate}")
        if (
            phonenumbers.national_significant_number(number) == candidate
            and phonenumbers.is_valid_number_for_region(number, region)
            and phonenumbers.number_type(number) in KINDS[kind]
        ):
            national = candidate
            written, at_home = (phonenumbers.format_number(number, form) for form in FORMS)
            # Gabon's old numbers of seven digits have the national form of the new ones of eight.
            if valid_digits(at_home, region) == f"{code}{national}":
                found[national] = Drawn(region, f"{code}{national}", national, written, at_home)
    return list(found.values())


def _change_digits(national: str, length: int, draw: random.Random) -> str:
    """Return the number with a new end, that length, and perhaps another digit before it."""
    kept = draw.randrange(min(len(national), length))
    if kept and draw.random() < 0.5:
        at = draw.randrange(kept)
        national = national[:at] + draw.choice(DIGITS) + national[at + 1 :]
    return national[:kept] + "".join(draw.choices(DIGITS, k=length - kept))


# Damages: functions of a number, another number of its region, and a random generator.

Damage = "Callable[[Drawn, Drawn, random.Random], Cell]"
SCRIPTS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９")
MARKS = "\u200e\u200f\u202a\u202b\u202c\u00ad\ufeff"


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def _international(form: Callable[[str, random.Random], str]) -> Callable[..., Cell]:
    """Return a damage of the international form, with its `+`."""
    return lambda it, _, draw: Cell(form(it.written, draw), (f"+{it.digits}",), (it.digits,))


def _national(form: Callable[[str, random.Random], str]) -> Callable[..., Cell]:
    """Return a damage of the national form."""
    return lambda it, _, draw: Cell(form(it.at_home, draw), (_digits(it.at_home),), (it.digits,))


def _without_plus(form: Callable[[str], str], prefix: str = "") -> Callable[..., Cell]:
    """Return a damage of the international digits without `+`."""
    return lambda it, _, __: Cell(form(prefix + it.digits), (prefix + it.digits,), (it.digits,))


def _addressed(form: str) -> Callable[..., Cell]:
    """Return a damage that makes an address of the number."""
    return lambda it, _, __: Cell(form.format(it.digits), (f"+{it.digits}",), (it.digits,))


def _pair_abroad(it: Drawn, other: Drawn, _: random.Random) -> Cell:
    # The first valid number is linked, and it may be either one.
    both = it.digits, other.digits
    return Cell(f"{it.written};{other.written}", tuple(f"+{each}" for each in both), both)


def _pair_at_home(it: Drawn, other: Drawn, _: random.Random) -> Cell:
    readings = _digits(it.at_home), _digits(other.at_home)
    return Cell(f"{it.at_home};{other.at_home}", readings, (it.digits, other.digits))


def _trunk_zero(it: Drawn, _: Drawn, __: random.Random) -> Cell:
    code = it.digits.removesuffix(it.national)
    # In Italy and Gabon the zero is part of the number, and is put in brackets.
    written = it.written.removeprefix(f"+{code}").strip(" -").removeprefix("0")
    return Cell(f"+{code} (0) {written}", (f"+{it.digits}",), (it.digits,))


def _plus_lost(it: Drawn, _: Drawn, __: random.Random) -> Cell:
    return Cell(it.written.removeprefix("+"), (it.digits,), (it.digits,))


def _as_quantity(it: Drawn, _: Drawn, __: random.Random) -> Cell:
    quantity = str(int(_digits(it.at_home)))
    return Cell(quantity, (quantity,), (it.digits,))


def _marked(text: str, draw: random.Random) -> str:
    return "".join(
        char + "".join(draw.choices(MARKS, k=draw.randrange(2))) for char in f"\u202a{text}\u202c"
    )


def _ciphered(text: str, draw: random.Random) -> str:
    return text.translate(str.maketrans(DIGITS, draw.choice(SCRIPTS)))


def _scientific(mark: str) -> Callable[[str], str]:
    return lambda digits: f"{digits[0]}{mark}{digits[1:]}E+{len(digits) - 1}"


def _as_written(text: str, _: random.Random) -> str:
    return text


def _labelled(text: str, draw: random.Random) -> str:
    return f"{draw.choice(LABELS)} {text}"


def _with_extension(text: str, draw: random.Random) -> str:
    return f"{text} {draw.choice(EXTENSIONS)} 12"


def _grouped_by_thousands(digits: str) -> str:
    return f"{int(digits):,}"


LABELS = ("Phone:", "Mobile:", "Tel.", "☎", "Celular:", "Handy:", "Тел.:", "جوال:", "手机：")
EXTENSIONS = ("доб.", "int.", "poste", "ramal", "Durchwahl", "内線")
NEGATIVE = "negative quantity `(501,234,567)`"
LOSSY = "lossy scientific `9.66501E+11`"
_FIRST_DAMAGES: dict[str, Callable[[Drawn, Drawn, random.Random], Cell]] = {
    "none, `+966 50 123 4567`": _international(_as_written),
    "none, `050 123 4567`": _national(_as_written),
    "invisible marks, with `+`": _international(_marked),
    "invisible marks, national": _national(_marked),
    "other digits, with `+`": _international(_ciphered),
    "other digits, national": _national(_ciphered),
    "`tel:` address": _addressed("tel:+{}"),
    "`wa.me` link": _addressed("https://wa.me/{}?text=Call%201234567"),
    "`api.whatsapp.com` link": _addressed("https://api.whatsapp.com/send?phone={}&text=1234567"),
    "`+966 (0) 50 …`": _trunk_zero,
    "two numbers `a;b`, with `+`": _pair_abroad,
    "two numbers `a;b`, national": _pair_at_home,
    "extension `ext. 12`, with `+`": _international(lambda text, _: f"{text} ext. 12"),
    "extension `x12`, national": _national(lambda text, _: f"{text} x12"),
    "lost `+`": _without_plus(str),
    "lost `+`, `966 50 123 4567`": _plus_lost,
    "lost zero": lambda it, _, __: Cell(it.national, (it.national,), (it.digits,)),
    "lost zeros, a number's own too": _as_quantity,
    "`00` for `+`": _without_plus(str, "00"),
    "`011` for `+`": _without_plus(str, "011"),
    "a number's `.0`": _without_plus("{}.0".format),
    "scientific `9.66501234567E+11`": _without_plus(_scientific(".")),
    "scientific `9,66501234567E+11`": _without_plus(_scientific(",")),
    LOSSY: _without_plus(lambda digits: f"{int(digits):.5E}"),
}
# These have their own random generator, so that the rows above stay comparable.
_MORE_DAMAGES: dict[str, Callable[[Drawn, Drawn, random.Random], Cell]] = {
    "extension `доб. 12`, `poste 12`, with `+`": _international(_with_extension),
    "extension `доб. 12`, `poste 12`, national": _national(_with_extension),
    "pause code `,,12#`, with `+`": _international(lambda text, _: f"{text},,12#"),
    "label `Tel.`, with `+`": _international(_labelled),
    "label `Tel.`, national": _national(_labelled),
    "`sms:` address": _addressed("sms:+{}"),
    "count `1) 050 …`, national": _national(lambda text, _: f"1) {text}"),
    "thousands `966,501,234,567`": _without_plus(_grouped_by_thousands),
    NEGATIVE: _without_plus(lambda digits: f"({_grouped_by_thousands(digits)})"),
}
DAMAGES = {**_FIRST_DAMAGES, **_MORE_DAMAGES}


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
                return "the digits behind the +"
            continue
        if region and valid_digits(digits, region) == linked.digits:
            return "as it is dialled in that region"
        if valid_digits(f"+{digits}", None) == linked.digits:
            return "the digits with a +"
        if digits.startswith("00") and valid_digits(f"+{digits[2:]}", None) == linked.digits:
            return "the digits behind 00"
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


def has_usual_length(digits: str) -> bool:
    """Return whether a number is as long as the example of its plan and kind."""
    number = phonenumbers.parse(f"+{digits}")
    region = phonenumbers.region_code_for_number(number)
    kind = phonenumbers.number_type(number)
    example = phonenumbers.example_number_for_type(region, kind)
    return example is not None and len(str(example.national_number)) == len(
        str(number.national_number)
    )


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
        _measure(matrix, _FIRST_DAMAGES, numbers, (region, elsewhere), draw)
    draw = random.Random(f"{seed} {region} more")  # noqa: S311  (as above)
    for numbers in drawn:
        _measure(matrix, _MORE_DAMAGES, numbers, (region, elsewhere), draw)
    return matrix


def _measure(
    matrix: Matrix,
    damages: Mapping[str, Callable[[Drawn, Drawn, random.Random], Cell]],
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
        f"{len(matrix.strangers):,} somebody else's, of them "
        f"{sum(it.kind == RIGHT for it in matrix.strangers)} with the right region; "
        f"{len(matrix.defects)} defects. "
        f"phonenumbers {phonenumbers.__version__}, seed {asked.seed}, "
        f"{time.monotonic() - begun:.0f} s."
    )
    for reason, count in Counter(it.why for it in matrix.strangers).most_common():
        print(f"{count:,} {reason or 'WITHOUT EXCUSE'}")
    for line in _list_strangers(matrix.strangers, asked.list):
        print(f"- {line}")
    print(f"\nHome, {home.cells:,} cells, {len(home.strangers)} strangers:\n\n{home.table()}")
    for defect in [*matrix.defects, *home.strangers]:
        print(f"DEFECT: {defect}", file=sys.stderr)
    return 1 if matrix.defects or home.strangers else 0


if __name__ == "__main__":
    sys.exit(main())
