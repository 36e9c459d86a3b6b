"""Targets of fuzzing: each takes bytes, and checks its invariants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.robustness.fuzz import seeds
from tests.robustness.fuzz.batch import check_batch
from tests.robustness.fuzz.drawn import (
    check_cards,
    check_designs,
    check_fonts,
    check_logos,
    check_texts,
)
from tests.robustness.fuzz.sheets import (
    check_delimited_text,
    check_json_lines,
    check_vcards,
    check_workbook,
)
from tests.robustness.fuzz.texts import check_links, check_numbers, check_options, check_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Target:
    """A function that reads untrusted input.

    Attributes:
        check: raises if an invariant does not hold, or for an unexpected error.
        seeds: the first inputs.
        slice: number of inputs that `.ci/run` tries.
    """

    check: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    slice: int


TARGETS = {
    "numbers": Target(check_numbers, seeds.numbers, 3_000),
    "links": Target(check_links, seeds.links, 3_000),
    "templates": Target(check_templates, seeds.templates, 3_000),
    "options": Target(check_options, seeds.options, 700),
    "delimited": Target(check_delimited_text, seeds.delimited_texts, 1_500),
    "jsonlines": Target(check_json_lines, seeds.json_lines, 2_000),
    "vcards": Target(check_vcards, seeds.vcards, 1_200),
    "xlsx": Target(check_workbook, seeds.xlsx, 80),
    "xls": Target(check_workbook, seeds.xls, 80),
    "ods": Target(check_workbook, seeds.ods, 80),
    "batch": Target(check_batch, seeds.sheets, 2_000),
    "captions": Target(check_texts, seeds.captions, 1_500),
    "cards": Target(check_cards, seeds.captions, 150),
    "designs": Target(check_designs, seeds.designs, 500),
    "logos": Target(check_logos, seeds.pictures, 500),
    "fonts": Target(check_fonts, seeds.fonts, 30),
}
