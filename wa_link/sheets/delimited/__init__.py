"""Read and write delimited text (CSV, TSV and similar): the delimiter, quotes and records.

A record is one row of the file. A line is its text between two line ends; a record covers several
lines if a quoted cell contains line breaks.
"""
