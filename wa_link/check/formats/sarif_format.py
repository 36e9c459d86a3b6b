"""Results in the Static Analysis Results Interchange Format (SARIF) 2.1.0, an OASIS standard."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from wa_link import __version__
from wa_link.check.formats.json_text import to_json
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from wa_link.check.results import FileResult, PlacedFinding, Totals

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = list(Rule)


class SarifFormat:
    """Writer of a log with one run."""

    def __init__(self) -> None:
        self._notifications: list[dict[str, object]] = []
        self._separator = "\n"

    def begin(self) -> str:
        """Return the log up to its first result: the tool and its rules."""
        driver = {
            "name": "wa-link",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_describe(rule) for rule in _RULES],
        }
        return (
            f'{{"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n'
            f'"tool": {to_json({"driver": driver})},\n'
            '"columnKind": "unicodeCodePoints",\n'
            '"newlineSequences": ["\\r\\n", "\\n", "\\r"],\n"results": ['
        )

    def add(self, result: FileResult) -> str:
        """Return a result for each finding of a file; errors are kept for the end."""
        uri = to_uri(result.path)
        if result.error:
            self._notifications.append(_notify(uri, result.error))
        parts = []
        for each in result.findings:
            parts += [self._separator, to_json(_to_result(uri, each))]
            self._separator = ",\n"
        return "".join(parts)

    def end(self, totals: Totals) -> str:  # noqa: ARG002  (the signature of formats)
        """Return the end of the log: whether all files could be read."""
        invocation: dict[str, object] = {"executionSuccessful": not self._notifications}
        if self._notifications:
            invocation["toolExecutionNotifications"] = self._notifications
        return f'\n],\n"invocations": [{to_json(invocation)}]\n}}]}}\n'


def to_uri(path: str) -> str:
    """Return a path as a URI (section 3.4.3): relative, or `file:` for an absolute path."""
    if os.path.isabs(path):  # noqa: PTH117  (fast)
        return Path(path).as_uri()
    relative = os.path.normpath(path).replace(os.sep, "/")
    return quote(os.fsencode(relative))


def _describe(rule: Rule) -> dict[str, object]:
    """Return the descriptor of a rule (section 3.49)."""
    example = f"Wrong: {rule.wrong}" + (f"\nRight: {rule.right}" if rule.right else "")
    return {
        "id": rule.value,
        "name": rule.label.title().replace("-", ""),
        "shortDescription": {"text": rule.meaning},
        "fullDescription": {"text": f"{rule.meaning} {rule.why}"},
        "help": {"text": f"{rule.meaning} {rule.why}\n{example}\nFixed: {rule.repair}."},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _to_result(uri: str, placed: PlacedFinding) -> dict[str, object]:
    """Return a result (section 3.27) with its place and its fix."""
    finding = placed.finding
    where = f"{placed.part}: " if placed.part else ""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    result: dict[str, object] = {
        "ruleId": finding.rule.value,
        "ruleIndex": _RULES.index(finding.rule),
        "level": finding.rule.severity.value,
        "message": {"text": where + finding.message},
        "locations": [{"physicalLocation": physical}],
    }
    if placed.start.line:
        region = {
            "startLine": placed.start.line,
            "startColumn": placed.start.column,
            "endLine": placed.end.line,
            "endColumn": placed.end.column,
        }
        physical["region"] = {**region, "snippet": {"text": finding.link}}
        if finding.fix is not None:
            replacement = {"deletedRegion": region, "insertedContent": {"text": finding.fix}}
            change = {"artifactLocation": {"uri": uri}, "replacements": [replacement]}
            text = "Write the right link."
            result["fixes"] = [{"description": {"text": text}, "artifactChanges": [change]}]
    return result


def _notify(uri: str, message: str) -> dict[str, object]:
    """Return a notification (section 3.58) for a file that can't be read or written."""
    location = {"physicalLocation": {"artifactLocation": {"uri": uri}}}
    return {"level": "error", "message": {"text": message}, "locations": [location]}


def make() -> SarifFormat:
    """Return a new writer."""
    return SarifFormat()
