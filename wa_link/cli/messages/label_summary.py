"""The summary of a run of `wa-link labels`: lines for people, or a record for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import escape, pluralize
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.cli.messages.run_summary import make_record
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from wa_link.batch.linker import Linker
    from wa_link.cli.label_options import LabelOptions
    from wa_link.cli.messages.report import Report
    from wa_link.printing.labels.label_sheet import LabelSheet
    from wa_link.sheets.sheet import Sheet


def make_label_record(
    settings: LabelOptions,
    linker: Linker,
    sheet: Sheet,
    labels: LabelSheet,
    report: Report,
    code: int,
) -> dict[str, object]:
    """Return the record of `--summary json`; see `make_record`."""
    info = SheetInfo.of(sheet, linker)
    summary = Summary.of(info, report.tally, blank_lines=sheet.blank_lines)
    record = make_record(settings, summary, report.started, code)
    if not labels.labels:  # no PDF is written
        record["output"] = None
    record["labels"] = {"count": labels.labels, "pages": labels.pages}
    record["remarks"] = [*info.template_remarks, *labels.remarks]
    return record


def say_printed(settings: LabelOptions, sheet: LabelSheet) -> None:
    """Print how many labels and pages were made, and from how far their codes can be scanned."""
    noun = sheet.stock.noun
    if not sheet.labels:
        file = "no PDF" if settings.output == "-" else escape(settings.output)
        verb = "is" if settings.output == "-" else "is not"
        say(f"There are no {noun}s to print: {file} {verb} written.")
        return
    if settings.quiet:
        return
    scan = "codes scan" if sheet.labels > 1 else "code scans"
    printed = (
        f"{pluralize(sheet.labels, noun)} on {pluralize(sheet.pages, 'page')}, {scan} from about "
        f"{sheet.code_side:.0f} cm, verified"  # a code can be read from ten times its side
    )
    if settings.dry_run:
        say(f"{printed}; nothing is saved.")
    else:
        saved = "" if settings.output == "-" else f"Saved {escape(settings.output)}: "
        say(f"{saved}{printed}.")
