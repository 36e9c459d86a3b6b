"""Helpers for all parts of the package: atomic files, signals, child processes, quoting."""
