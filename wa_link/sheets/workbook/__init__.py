"""Workbooks (.xlsx, .xlsm, .xls, .ods), read in a child process, and written.

This file imports nothing, because the child process loads it first.
"""
