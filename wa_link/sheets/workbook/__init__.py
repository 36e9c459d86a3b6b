"""Workbooks as the child process reads them: nothing here is imported by its parent.

It starts in a few milliseconds, so these modules import little, and nothing of the package but each
other.
"""
