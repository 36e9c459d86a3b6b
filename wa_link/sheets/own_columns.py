"""Names of columns that wa-link adds, such as `wa_link`."""

from __future__ import annotations

from typing import Final

LINK_COLUMN: Final = "wa_link"
"""The link of a row. The column is also skipped in the input, unless links are read from it."""
OUTPUT_COLUMNS: Final = (LINK_COLUMN, "wa_phone", "wa_status", "wa_reason", "wa_note")
"""Columns that are added after the columns of the input, followed by CODE_COLUMN if QR codes are
drawn."""
CODE_COLUMN: Final = "wa_qr"
"""Column with the file name of each row's QR code."""
REJECTS_COLUMNS: Final = ("wa_line", "wa_reason", "wa_note")
"""Columns that are added in the rejects file, which contains only rejected rows."""
DROPPED_COLUMNS: Final = tuple(dict.fromkeys((*OUTPUT_COLUMNS, CODE_COLUMN, *REJECTS_COLUMNS)))
"""Columns that every command drops when it reads a sheet, so that people can correct an output file
and use it as input again."""
SHORT_LINK_COLUMN: Final = "wa_short_link"
"""Column with the short link of each row, written by `business links sync`."""
MESSAGE_COLUMN: Final = "wa_message_id"
"""Column with the id of the message to each row, written by `business send-sheet`."""
OWN_COLUMNS: Final = (*DROPPED_COLUMNS, SHORT_LINK_COLUMN, MESSAGE_COLUMN)
"""All columns that wa-link adds. Only the command that writes the last two drops them
(`Sheet.drop_column`); for others they are columns like any other, so that nothing is lost."""
