"""Read the case files: links in their surroundings, with the rules that they break and the fix."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """Text of a case file.

    A case begins with `=== name | rules | region=…`, and the fixed text follows a line `--->`. A
    text without that line stays as it is.
    """

    name: str
    text: str
    rules: list[str]
    fixed: str
    region: str | None


def read_cases() -> list[Case]:
    return [
        _read_case(path.stem, block)
        for path in sorted(CASES.glob("*.txt"))
        for block in path.read_text(encoding="utf-8")
        .removeprefix("=== ")
        .removesuffix("\n")
        .split("\n=== ")
    ]


def _read_case(language: str, block: str) -> Case:
    head, _, body = block.partition("\n")
    name, *rest = head.split(" | ")
    rules = rest[0].split() if rest else []
    region = rest[1].removeprefix("region=") if len(rest) > 1 else None
    text, arrow, fixed = body.partition("\n--->\n")
    return Case(f"{language}: {name}", text, rules, fixed if arrow else text, region)
