"""Tables of the cookbook that are made from the texts of reasons, notes, rules and exit codes.

python -m tests.reference_tables    # write them into examples/README.md
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link.cli.exit_code_texts import EXIT_CODES, ExitCode
from wa_link.errors import NoteCode, Reason
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

COOKBOOK = Path(__file__).parent.parent / "examples" / "README.md"


def render_tables() -> dict[str, str]:
    """Return the tables in Markdown, by the headings that they follow."""
    reasons = ((f"`{each}`", each.meaning, each.way_out, _to_example(each)) for each in Reason)
    notes = (
        (
            f"`{each}`",
            "repaired" if each.is_repair else "accepted",
            each.meaning,
            each.way_out,
            _to_example(each),
        )
        for each in NoteCode
    )
    exits = ((f"{each.code}", each.meaning, each.way_out, _to_example(each)) for each in EXIT_CODES)
    rules = (
        (
            f"`{rule}` {rule.label}",
            f"{rule.severity}",
            f"{rule.meaning} {rule.why}",
            f"`{rule.wrong}`" + f" → `{rule.right}`" * bool(rule.right),
            f"{rule.repair}" + f". {rule.way_out}" * bool(rule.way_out),
        )
        for rule in Rule
    )
    return {
        "Rules": _to_markdown(("rule", "severity", "meaning", "example", "fixed"), rules),
        "Reasons": _to_markdown(("reason", "meaning", "what to do", "example"), reasons),
        "Notes": _to_markdown(("note", "`wa_status`", "meaning", "what to do", "example"), notes),
        "Exit codes": _to_markdown(("code", "meaning", "what to do", "example"), exits),
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


def _to_example(code: Reason | NoteCode | ExitCode) -> str:
    """Return the example of a code, and the command or file after the way out, each in one cell."""
    texts = [text.split("\n") for text in (code.example, code.solution) if text]
    return " → ".join("<br>".join(map(_to_code, lines)) for lines in texts)


def _to_code(line: str) -> str:
    """Return a line of an example in backticks; a sentence stays as it is."""
    return line if line.endswith(".") else f"`{line}`"


def _to_markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    lines = [head, ("---",) * len(head), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    COOKBOOK.write_text(fill_in(COOKBOOK.read_text(encoding="utf-8")), encoding="utf-8")
