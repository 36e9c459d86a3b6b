"""Rows in, rows out.

Input is a `Sheet`: named columns and rows, whatever file it came from. Output is a function that
takes a row's values, whatever file it goes to. A format is one function and one row in a dict.
"""

from wa_link.contacts.layout import Layout
from wa_link.contacts.readers import open_sheet, read_sheet
from wa_link.contacts.sheet import Row, Sheet
from wa_link.contacts.source import open_file
from wa_link.contacts.writers import WRITERS

__all__ = ["WRITERS", "Layout", "Row", "Sheet", "open_file", "open_sheet", "read_sheet"]
