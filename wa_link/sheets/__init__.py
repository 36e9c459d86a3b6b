"""Contact sheets in, contact sheets out: the formats of files, their encodings and their headers.

- `input_formats.py`: detection of the format, and one row for each reader.
- `output_formats.py`: one row for each writer.
- `delimited/`, `json_lines.py`, `vcard/`, `workbook/`: the formats.
- `encodings/`: from bytes to lines of text.
- `headers/`: the header row, phone columns, and the words that they are found by.

This file imports nothing, because the child process that reads workbooks loads it first.
"""
