"""Workbooks: a child process reads .xlsx, .xlsm, .xls and .ods files; this process writes .xlsx.

This file imports nothing: the child process must load it to start, and must start quickly.
"""
