"""Results as workflow commands of GitHub Actions, which shows them at the lines of a change.

The commands are described in "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import escape

if TYPE_CHECKING:
    from wa_link.check.results import FileResult, PlacedFinding, Totals


class GithubFormat:
    """Writer of lines such as `::error file=a.html,line=7,col=9::…`."""

    def begin(self) -> str:
        """Return the text before all results."""
        return ""

    def add(self, result: FileResult) -> str:
        """Return a command for each finding of a file, and for its error."""
        path = result.path.removeprefix("./")  # GitHub attaches nothing to a path with ./
        lines = [_format_command(path, each) for each in result.findings]
        if result.error:
            path = _escape_property(path)
            lines.append(f"::error file={path},title=wa-link::{_escape_message(result.error)}\n")
        return "".join(lines)

    def end(self, totals: Totals) -> str:  # noqa: ARG002  (the signature of formats)
        """Return the text after all results."""
        return ""


def _format_command(path: str, placed: PlacedFinding) -> str:
    rule = placed.finding.rule
    properties = {"file": path}
    if placed.start.line:
        properties |= {"line": str(placed.start.line), "endLine": str(placed.end.line)}
        if placed.start.line == placed.end.line:  # else GitHub refuses columns
            properties |= {"col": str(placed.start.column), "endColumn": str(placed.end.column)}
    properties["title"] = f"{rule} {rule.label}"
    where = f"{placed.part}: " if placed.part else ""
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{rule.severity} {listed}::{_escape_message(where + placed.finding.message)}\n"


def _escape_message(text: str) -> str:
    return escape(text, but="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


def make() -> GithubFormat:
    """Return a new writer."""
    return GithubFormat()
