"""Measure and draw cards with Typst, which runs in a child process.

This file imports nothing, so a child process that imports one module of the package starts fast.
"""
