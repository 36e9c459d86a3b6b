"""Print cards, labels, posters and the QR codes of a batch.

This file imports nothing, because child processes load single modules of the package.
"""
