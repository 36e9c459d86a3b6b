"""Messages about documents, PDFs and pictures whose links can't be read."""

from __future__ import annotations

import re

from wa_link._support.child_work import CannotReadError
from wa_link._support.quoting import quote
from wa_link.sheets.workbook.child_process.unpacking_limits import Advice

OFFICE = Advice(
    "document",
    "Open it in an office program and save it again.",
    "Open it in an office program and save it in parts.",
    "is protected by a password. Open it in an office program and save it without a password.",
)
"""Advice for Office and OpenDocument files."""
_STREAM = re.compile(r"\Astream <[^<>]*>: ")


def damaged_error(error: Exception, advice: str) -> CannotReadError:
    """Return the error for a damaged file.

    Args:
        error: the error of the library that reads the file.
        advice: what the user can do.
    """
    text = _STREAM.sub("", str(error)) or type(error).__name__
    return CannotReadError(f"is damaged. {advice} (Error: {quote(text, 100)})")
