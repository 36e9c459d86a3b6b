"""Typst in a child process: measure and draw cards.

Nothing is imported here: the child begins with one module of this package.
"""
