"""Names of the columns that wa-link adds to a sheet, and drops when it reads that sheet again."""

from __future__ import annotations

from typing import Final

LINK_COLUMN: Final = "wa_link"
"""The link of a row. It is dropped from input too, unless links are to be read from it."""
OUTPUT_COLUMNS: Final = (LINK_COLUMN, "wa_phone", "wa_status", "wa_reason", "wa_note")
"""Columns that are added after a row's own; CODE_COLUMN comes last if codes are drawn."""
CODE_COLUMN: Final = "wa_qr"
"""File name of a row's QR code."""
REJECTS_COLUMNS: Final = ("wa_line", "wa_reason", "wa_note")
"""Columns that are added to rejected rows in a file of their own."""
OWN_COLUMNS: Final = tuple(dict.fromkeys((*OUTPUT_COLUMNS, CODE_COLUMN, *REJECTS_COLUMNS)))
"""All of these. They are dropped from input, so that a corrected output can be read again."""
