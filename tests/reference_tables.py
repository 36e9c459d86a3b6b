"""Tables of the cookbook that are made from `wa_link.errors` and `wa_link.links.rules`.

python -m tests.reference_tables    # write them into examples/README.md
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link.errors import NoteCode, Reason
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

COOKBOOK = Path(__file__).parent.parent / "examples" / "README.md"


def render_tables() -> dict[str, str]:
    """Return the tables in Markdown, by the headings that they follow."""
    reasons = ((f"`{each}`", each.meaning, each.way_out) for each in Reason)
    notes = (
        (f"`{each}`", "repaired" if each.is_repair else "accepted", each.meaning, each.way_out)
        for each in NoteCode
    )
    rules = (
        (
            f"`{rule}` {rule.label}",
            f"{rule.severity}",
            f"{rule.meaning} {rule.why}",
            f"`{rule.wrong}`" + f" → `{rule.right}`" * bool(rule.right),
            f"{rule.repair}",
        )
        for rule in Rule
    )
    return {
        "Rules": _to_markdown(("rule", "severity", "meaning", "example", "fixed"), rules),
        "Reasons": _to_markdown(("reason", "meaning", "what to do"), reasons),
        "Notes": _to_markdown(("note", "`wa_status`", "meaning", "what to do"), notes),
    }


def fill_in(page: str) -> str:
    """Return the page with its tables replaced by those of the code."""
    for heading, table in render_tables().items():
        before, mark, rest = page.partition(f"### {heading}\n")
        text, old_table, after = re.split(r"(?m)((?:^\|.*\n)+)", rest, maxsplit=1)
        if not mark or not old_table or "#" in text:
            raise ValueError(f"There is no table under the heading {heading}.")
        page = "".join((before, mark, text, table, after))
    return page


def _to_markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    lines = [head, ("---",) * len(head), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    COOKBOOK.write_text(fill_in(COOKBOOK.read_text(encoding="utf-8")), encoding="utf-8")
