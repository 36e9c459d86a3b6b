"""Read and write delimited text (CSV, TSV and similar): the delimiter, quotes and records.

A record is a row of the file. A line is the text between two line ends. A record covers several
lines if a quoted cell contains line breaks.
"""
