"""Results as one JSON object, with a finding on each line.

The object has these keys. A later version can add keys; it does not rename or remove one.

- `version`: 1.
- `findings`: a list of objects with `path`, `line`, `column`, `end_line`, `end_column` (from 1;
  null in files without lines), `part` (such as `page 2`; null in text files), `code`, `name`,
  `severity` (`error` or `warning`), `message`, `link` and `fix` (the text that replaces the link;
  null if `--fix` does not remove the finding).
- `errors`: a list of objects with `path` and `message`, for files that can't be read or written.
- `summary`: counts: `files`, `files_with_findings`, `findings`, `fixable`, `fixed`, `right_links`,
  and `skipped`, an object with a count for each reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.check.formats.json_text import to_json

if TYPE_CHECKING:
    from wa_link.check.results import FileResult, PlacedFinding, Totals


class JsonFormat:
    """Writer of the JSON object."""

    def __init__(self) -> None:
        self._errors: list[dict[str, str]] = []
        self._separator = "\n"

    def begin(self) -> str:
        """Return the beginning of the object."""
        return '{"version": 1,\n"findings": ['

    def add(self, result: FileResult) -> str:
        """Return an object for each finding of a file; errors are kept for the end."""
        if result.error:
            self._errors.append({"path": result.path, "message": result.error})
        parts = []
        for each in result.findings:
            parts += [self._separator, to_json(_to_record(result.path, each))]
            self._separator = ",\n"
        return "".join(parts)

    def end(self, totals: Totals) -> str:
        """Return the errors and the summary."""
        names = ("files", "files_with_findings", "findings", "fixable", "fixed", "right_links")
        summary: dict[str, object] = {name: getattr(totals, name) for name in names}
        summary["skipped"] = {
            each.name.lower(): totals.skipped[each] for each in sorted(totals.skipped)
        }
        errors = to_json(self._errors)
        return f'\n],\n"errors": {errors},\n"summary": {to_json(summary)}}}\n'


def _to_record(path: str, placed: PlacedFinding) -> dict[str, object]:
    finding = placed.finding
    return {
        "path": path,
        "line": placed.start.line or None,
        "column": placed.start.column or None,
        "end_line": placed.end.line or None,
        "end_column": placed.end.column or None,
        "part": placed.part or None,
        "code": finding.rule.value,
        "name": finding.rule.label,
        "severity": finding.rule.severity.value,
        "message": finding.message,
        "link": finding.link,
        "fix": finding.fix,
    }


def make() -> JsonFormat:
    """Return a new writer."""
    return JsonFormat()
