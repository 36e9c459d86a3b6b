"""Helpers for every room: atomic files, signals, child processes, quoting."""
