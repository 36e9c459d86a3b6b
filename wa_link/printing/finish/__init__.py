"""Finish the files that Typst draws, so that printers and other programs show them well."""
