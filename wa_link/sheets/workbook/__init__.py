"""Workbooks: a child process reads .xlsx, .xlsm, .xls and .ods files; the parent writes .xlsx.

This module imports nothing, because the child process loads it first and must start quickly.
"""
