"""Mistakes on the command line: find out what was meant, and word the error."""
