"""Rows to outcomes to files: options, links of rows, and the conversion of whole sheets."""
