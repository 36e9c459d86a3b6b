"""Results of checking files: findings with their places, and counts for the summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_link.check.places import Place

if TYPE_CHECKING:
    from wa_link.check.finding import Finding
    from wa_link.check.walk_folders import Skip
    from wa_link.links.rules import Rule

NO_PLACE = Place(0, 0)
"""The place of a finding in a file that has no lines, such as a PDF."""


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with its place in a file.

    Attributes:
        finding: the finding; its `fix` is None if the file can't be fixed.
        start: line and column of the first character of the link.
        end: line and column after its last character.
        part: the part of a file that has no lines, such as `page 2`; empty for text files.
    """

    finding: Finding
    start: Place = NO_PLACE
    end: Place = NO_PLACE
    part: str = ""

    @property
    def place(self) -> str:
        """Return the place as it is shown to the user: `42:15`, or `page 2`."""
        return self.part or f"{self.start.line}:{self.start.column}"


@dataclass(frozen=True, slots=True)
class FileResult:
    """Result of checking one file.

    Attributes:
        path: path of the file, or `stdin`.
        findings: the findings that are left; with `fix`, those after fixing.
        right_links: number of links without a finding.
        fixed: number of findings that were fixed.
        diff: the fixes as a unified diff, in the encoding of the file; empty without `diff`.
        skip: why the file was not checked; None if it was.
        error: the end of a message, such as `can't be read: Permission denied`; empty if the file
            could be read and written.
        obstacle: why certain fixes can't be written to this file, and what to do; empty if there
            are no such fixes.
        is_named: whether the user gave this path itself.
    """

    path: str
    findings: tuple[PlacedFinding, ...] = ()
    right_links: int = 0
    fixed: int = 0
    diff: bytes = b""
    skip: Skip | None = None
    error: str = ""
    obstacle: str = ""
    is_named: bool = False


@dataclass(slots=True)
class Totals:
    """Counts of all files of a run.

    Attributes:
        files: number of files that were checked.
        files_with_findings: number of files with findings that are left.
        findings: number of findings that are left.
        fixable: number of findings that are left and that `--fix` can fix.
        fixed: number of findings that were fixed.
        fixed_files: number of files that were fixed.
        right_links: number of links without a finding.
        errors: number of files and folders that could not be read or written.
        diffs: number of files with a diff.
        rules: number of findings that are left, for each rule.
        skipped: number of files and folders that were not checked, by their reason.
    """

    files: int = 0
    files_with_findings: int = 0
    findings: int = 0
    fixable: int = 0
    fixed: int = 0
    fixed_files: int = 0
    right_links: int = 0
    errors: int = 0
    diffs: int = 0
    rules: Counter[Rule] = field(default_factory=Counter)
    skipped: Counter[Skip] = field(default_factory=Counter)

    def add(self, result: FileResult) -> None:
        """Add the counts of one file."""
        if result.skip is not None:
            self.skipped[result.skip] += 1
            return
        self.errors += bool(result.error)
        self.files += not result.error or bool(result.findings)
        self.files_with_findings += bool(result.findings)
        self.findings += len(result.findings)
        self.rules.update(each.finding.rule for each in result.findings)
        self.fixable += sum(each.finding.fix is not None for each in result.findings)
        self.fixed += result.fixed
        self.fixed_files += bool(result.fixed)
        self.right_links += result.right_links
        self.diffs += bool(result.diff)
