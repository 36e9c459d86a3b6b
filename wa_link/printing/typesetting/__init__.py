"""Measure and draw cards with Typst, which runs in a child process.

This file imports nothing, because the child process loads one module of the package.
"""
