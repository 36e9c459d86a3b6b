"""Advice for the messages about documents whose links can't be read."""

from __future__ import annotations

from wa_link.sheets.workbook.child_process.unpacking_limits import Advice

OFFICE = Advice(
    "document",
    "Open it in an office program and save it again.",
    "Open it in an office program and save it in parts.",
    "is protected by a password. Open it in an office program and save it without a password.",
)
"""Advice for Office and OpenDocument files."""
