"""Rows to outcomes: a link or a reason for each."""
