"""CSV, TSV and similar text: records, quotes, the delimiter, and the writer."""
