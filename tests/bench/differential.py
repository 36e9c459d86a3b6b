"""Comparison of wa_link and phonenumbers on clean international numbers.

    python -m tests.bench.differential           # 100,000 numbers
    python -m tests.bench.differential --numbers 1000000 --seed 2

The numbers are `+` and digits of every calling code: valid ones, some with a wrong digit or length,
and some of unassigned calling codes. Two intended differences are counted separately: wa_link
refuses pagers, and repairs old numbers of five countries. The exit code is 1 for any other
difference.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from wa_link.errors import NoteCode, PhoneError, Reason
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = "0123456789"
CALLING_CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
KINDS = sorted(phonenumbers.PhoneNumberType.values())
SAME_VALID, SAME_INVALID, PAGER, REPAIRED = "both valid", "both invalid", "pagers", "repaired"
REPAIRS = {
    NoteCode.MX_1_DROPPED: "52",
    NoteCode.BR_9_ADDED: "55",
    NoteCode.BJ_01_ADDED: "229",
    NoteCode.CI_PREFIX_ADDED: "225",
    NoteCode.AR_15_DROPPED: "54",
}


class Difference(NamedTuple):
    """Number that the two read differently."""

    cell: str
    ours: str
    theirs: str


def make_numbers(count: int, seed: int) -> Iterator[str]:
    """Yield `+` and digits, the same for the same seed; about half of the numbers are valid."""
    draw = random.Random(seed)  # noqa: S311  (examples, no secrets)
    examples = [
        phonenumbers.format_number(number, PhoneNumberFormat.E164)[1:]
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in KINDS
        if (number := phonenumbers.example_number_for_type(region, kind))
    ]
    examples += [
        phonenumbers.format_number(number, PhoneNumberFormat.E164)[1:]
        for code in sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS)
        if (number := phonenumbers.example_number_for_non_geo_entity(code))
    ]
    for _ in range(count):
        digits = draw.choice(examples)
        end = draw.randrange(1, 7)
        valid = digits[:-end] + _random(end, draw)
        at = draw.randrange(len(digits))
        yield (
            "+"
            + draw.choices(
                [
                    valid,
                    digits[:at] + draw.choice(DIGITS) + digits[at + 1 :],
                    valid[: draw.randrange(1, len(valid))],
                    valid + _random(draw.randrange(1, 4), draw),
                    f"{draw.choice(CALLING_CODES)}{_random(draw.randrange(3, 13), draw)}",
                    _random(draw.randrange(1, 18), draw),
                ],
                weights=[12, 4, 1, 1, 3, 1],
            )[0]
        )


def _random(size: int, draw: random.Random) -> str:
    return "".join(draw.choices(DIGITS, k=size))


def read_with_phonenumbers(cell: str) -> tuple[str, bool]:
    """Return the digits of a valid number, else an empty text; and whether it is a pager."""
    try:
        number = phonenumbers.parse(cell)
    except NumberParseException:
        return "", False
    if not phonenumbers.is_valid_number(number):
        return "", False
    digits = phonenumbers.format_number(number, PhoneNumberFormat.E164)[1:]
    return digits, phonenumbers.number_type(number) == PhoneNumberType.PAGER


def compare(cell: str) -> str | Difference:
    """Return the kind of agreement on `cell`, or the difference."""
    theirs, is_pager = read_with_phonenumbers(cell)
    try:
        number = parse_phone(cell)
    except PhoneError as error:
        if is_pager and error.reason is Reason.PAGER:
            return PAGER
        return Difference(cell, error.reason, theirs) if theirs else SAME_INVALID
    if number.digits == theirs:
        return Difference(cell, theirs, PAGER) if is_pager else SAME_VALID
    code = str(number.calling_code)
    repaired = any(REPAIRS.get(note.code) == code for note in number.notes)
    their_verdict, _ = read_with_phonenumbers(number.e164)
    if not theirs and repaired and cell.startswith(f"+{code}") and their_verdict == number.digits:
        return f"{REPAIRED} +{code}"
    return Difference(cell, number.digits, theirs)


def count_differences(count: int, seed: int) -> tuple[Counter[str], list[Difference]]:
    """Count the agreements by kind; return them with the differences."""
    agreed: Counter[str] = Counter()
    differences = []
    for cell in make_numbers(count, seed):
        verdict = compare(cell)
        if isinstance(verdict, str):
            agreed[verdict] += 1
        else:
            differences.append(verdict)
    return agreed, differences


def main() -> int:
    """Compare, and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--numbers", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.monotonic()
    agreed, differences = count_differences(asked.numbers, asked.seed)
    for verdict, count in sorted(agreed.items()):
        print(f"{count:>9,} {verdict}")
    print(f"{len(differences):>9,} differences")
    print(
        f"of {asked.numbers:,} numbers, seed {asked.seed}, "
        f"phonenumbers {phonenumbers.__version__}, {time.monotonic() - begun:.0f} s"
    )
    for it in differences:
        print(f"{it.cell}: {it.ours} here, {it.theirs or 'invalid'} there", file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
