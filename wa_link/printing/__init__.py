"""Cards, labels, posters, and the QR codes of all rows of a sheet.

This file imports nothing, so a child process that imports one module of the package starts fast.
"""
