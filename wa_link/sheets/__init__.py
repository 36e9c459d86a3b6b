"""Read and write contact sheets: file formats, text encodings and headers.

- `input_formats.py`: detects the format of a file and calls its reader.
- `output_formats.py`: lists the writers by file extension.
- `delimited/`, `json_lines.py`, `vcard/`, `workbook/`: readers and writers of each format.
- `encodings/`: decode bytes to lines of text.
- `headers/`: find the header row and the phone columns, by words in many languages.

A sheet has rows and columns; a row has one cell for each column. A record is a row as it was read
from the file: it can have too many or too few cells. "Delimited text" is CSV, TSV and similar text.

This file imports nothing, because the child process that reads workbooks loads it, and must start
within milliseconds.
"""
