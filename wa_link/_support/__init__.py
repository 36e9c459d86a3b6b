"""Helpers for all parts of the package: save files, handle signals, run processes, quote values."""
