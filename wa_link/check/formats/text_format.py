"""Results as text: a line for each finding, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import escape, pluralize
from wa_link.check.walk_folders import Skip

if TYPE_CHECKING:
    from wa_link.check.results import FileResult, Totals


class TextFormat:
    """Writer of lines such as `a.html:7:9: WA201 cut-text: The text ends at "&". [fix]`."""

    def begin(self) -> str:
        """Return the text before all results."""
        return ""

    def add(self, result: FileResult) -> str:
        """Return a line for each finding of a file."""
        if not result.findings:
            return ""
        path = escape(result.path)
        return "".join(
            f"{path}:{' ' * bool(each.part)}{escape(each.place)}: "
            f"{each.finding.rule} {each.finding.rule.label}: {escape(each.finding.message)}"
            f"{' [fix]' * (each.finding.fix is not None)}\n"
            for each in result.findings
        )

    def end(self, totals: Totals) -> str:  # noqa: ARG002  (the signature of formats)
        """Return the text after all results."""
        return ""


def make() -> TextFormat:
    """Return a new writer."""
    return TextFormat()


def describe_totals(totals: Totals, *, diff: bool = False) -> str:
    """Return the summary, on one or two lines.

    Args:
        totals: the counts.
        diff: whether the fixes were written as a diff.
    """
    sentences = []
    if totals.fixed:
        fixed = pluralize(totals.fixed, "finding")
        sentences.append(f"Fixed {fixed} in {pluralize(totals.fixed_files, 'file')}.")
    right = pluralize(totals.right_links, "link")
    right = f"{right} {'is' if totals.right_links == 1 else 'are'} right"
    files = pluralize(totals.files, "file")
    if totals.findings:
        findings = pluralize(totals.findings, "finding")
        sentences.append(f"{findings} in {totals.files_with_findings:,} of {files}; {right}.")
    else:
        sentences.append(f"No findings in {files}; {right}.")
    if totals.fixable and diff:
        verb = "is" if totals.fixable == 1 else "are"
        sentences.append(f"{totals.fixable:,} {verb} fixed by the diff.")
    elif totals.fixable:
        sentences.append(f"{totals.fixable:,} can be fixed with {option('fix')}.")
    if totals.errors:
        paths = pluralize(totals.errors, "path")
        sentences.append(f"{paths} could not be checked or fixed.")
    lines = [" ".join(sentences)]
    if totals.skipped:
        skipped = (_describe_skipped(totals.skipped[each], each) for each in sorted(totals.skipped))
        lines.append(f"Skipped: {', '.join(skipped)}.")
    if totals.skipped[Skip.NEEDS_PRINT]:
        lines.append('To check pictures and PDFs, run pip install "wa-link[print]"')
    return "\n".join(lines)


def _describe_skipped(count: int, skip: Skip) -> str:
    """Return a number of skipped files with their noun: `2 binary files`."""
    return f"{count:,} {skip if count == 1 else skip.plural}"
