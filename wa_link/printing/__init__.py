"""Cards, labels, posters and the codes of a batch, as they are printed.

Nothing is imported here: the process that typesets begins with one module of this package.
"""
