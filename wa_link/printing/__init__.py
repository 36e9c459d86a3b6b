"""Cards, labels, posters, and the QR codes of all rows of a sheet.

This file imports nothing, because child processes load only a few modules of the package.
"""
